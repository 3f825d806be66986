# Two commands are all a newcomer needs: `make demo` and `make test`.
# Everything is built once, with one profile (release), into one folder, because the store's engine alone compiles for about ten minutes.

CARGO_TARGET_DIR ?= $(HOME)/.cache/quanlo-target
export CARGO_TARGET_DIR

CARGO  = cargo
QUANLO = $(CARGO_TARGET_DIR)/release/quanlo
VENV   = $(CARGO_TARGET_DIR)/interop-venv
DEMO   = $(CARGO_TARGET_DIR)/demo

help:
	@echo "make demo     build Quanlo and show what it does on the example articles"
	@echo "make test     every check: format, lints, tests, documentation, interop"
	@echo "make bench    measure its speed"
	@echo "make interop  judge its graph and its server with rdflib, pySHACL, SPARQLWrapper and the W3C's test cases"
	@echo "make browser  walk through its pages with Chromium"
	@echo "make build    build only"
	@echo "make setup    check for what a build needs, and install what is missing"
	@echo
	@echo "Everything is built in $(CARGO_TARGET_DIR) (CARGO_TARGET_DIR changes it)."

setup:
	@sh scripts/setup.sh build

web:
	@sh scripts/web.sh

build: setup web
	@test -x "$(QUANLO)" || echo "The first build compiles the RocksDB store: about ten minutes on two cores."
	@$(CARGO) build --release --locked

demo: build
	@sh scripts/demo.sh "$(QUANLO)" "$(DEMO)"

test: setup web
	$(CARGO) fmt --check
	$(CARGO) clippy --release --locked --all-targets -- -D warnings
	$(CARGO) test --release --locked
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --release --locked --no-deps
	@$(MAKE) interop-checks

bench: setup
	$(CARGO) bench --locked

interop: build
	@$(MAKE) interop-checks

# On the program as the tests have built it: a build of its own would compile it again with fewer features of its libraries.
interop-checks:
	@sh scripts/setup.sh python
	@cmp -s tests/interop/requirements.txt "$(VENV)/requirements.txt" || { \
		echo "Installing rdflib, pySHACL and SPARQLWrapper into $(VENV)" && \
		rm -rf "$(VENV)" && python3 -m venv "$(VENV)" && \
		"$(VENV)/bin/python" -m pip install --quiet --disable-pip-version-check -r tests/interop/requirements.txt && \
		cp tests/interop/requirements.txt "$(VENV)/requirements.txt"; }
	@"$(VENV)/bin/python" tests/interop/interop.py "$(QUANLO)"

browser: build
	@$(MAKE) browser-walk

browser-walk:
	@sh scripts/setup.sh browser
	@cd tests/browser && { [ node_modules/.package-lock.json -nt package-lock.json ] || \
		npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error; }
	@CHROMIUM="$$(sh scripts/setup.sh chromium)" QUANLO="$(QUANLO)" node --test --test-reporter=spec tests/browser/walk.js

.PHONY: help setup web build demo test bench interop interop-checks browser browser-walk
