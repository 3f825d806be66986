#!/bin/sh
# Checks for what a build needs and installs what is missing; where it can't, it prints the command and stops.
#   setup.sh build    Rust with rustfmt and clippy, a C++ compiler, libclang with its headers
#   setup.sh python   Python 3 with venv, for `make interop`
#   setup.sh browser  Chromium and Node.js with npm, for `make browser`
#   setup.sh chromium prints where Chromium lies
set -eu

stop() {
    echo "setup: $1" >&2
    exit 1
}

has() {
    command -v "$1" >/dev/null 2>&1
}

any_of() {
    # An unmatched pattern stays as it is, and no file has such a name.
    for path in "$@"; do
        [ -e "$path" ] && return 0
    done
    return 1
}

has_libclang() {
    [ -n "${LIBCLANG_PATH:-}" ] && return 0
    if [ "$(uname)" = Darwin ]; then
        any_of /Library/Developer/CommandLineTools/usr/lib/libclang.dylib \
            "$(xcode-select -p 2>/dev/null)"/Toolchains/XcodeDefault.xctoolchain/usr/lib/libclang.dylib
        return
    fi
    any_of /usr/lib/llvm*/lib/libclang.so* /usr/lib/llvm*/lib/libclang-[0-9]*.so* \
        /usr/lib/*-linux-*/libclang.so* /usr/lib/*-linux-*/libclang-[0-9]*.so* \
        /usr/lib64/libclang.so* /usr/lib64/llvm*/lib/libclang.so* /usr/lib64/llvm*/lib64/libclang.so* \
        /usr/lib/libclang.so* /usr/local/lib/libclang.so* || return 1
    # The library alone is not enough: it needs its own stddef.h.
    any_of /usr/lib/llvm*/lib/clang/*/include/stddef.h /usr/lib/clang/*/include/stddef.h \
        /usr/lib64/clang/*/include/stddef.h /usr/lib64/llvm*/lib*/clang/*/include/stddef.h \
        /usr/local/lib/clang/*/include/stddef.h
}

has_cxx() {
    has c++ || has g++ || has clang++
}

has_venv() {
    has python3 && python3 -c 'import ensurepip, venv' >/dev/null 2>&1
}

# Prints where Chromium, or a browser made of it, lies.
browser_path() {
    if [ -n "${CHROMIUM:-}" ]; then
        echo "$CHROMIUM"
        return
    fi
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return
    done
    for path in /Applications/Chromium.app/Contents/MacOS/Chromium "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        [ -x "$path" ] && echo "$path" && return
    done
    return 1
}

# Installs packages: $1 for apt, $2 for dnf, $3 for brew.
install() {
    if [ "$(uname)" = Darwin ]; then
        has brew || stop "Homebrew is missing; install it from https://brew.sh, then run: brew install $3"
        command="brew install $3"
    elif has apt-get; then
        command="apt-get update -qq && apt-get install -y --no-install-recommends $1"
    elif has dnf; then
        command="dnf install -y $2"
    else
        stop "no apt, dnf or brew here; install these with your own package manager: $2"
    fi
    if [ "$(uname)" = Darwin ] || [ "$(id -u)" = 0 ]; then
        as=""
    elif has sudo && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        as="sudo"
    else
        stop "something is missing that this account may not install; run as root: $command"
    fi
    echo "setup: $command"
    $as sh -c "$command" || stop "the installation failed; run it yourself as root: $command"
}

for_build() {
    has cargo || stop "Rust is missing; install it with: curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
    if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
        has rustup || stop "rustfmt or clippy is missing; install the packages rustfmt and clippy of your Rust distribution"
        rustup component add rustfmt clippy
    fi
    if [ "$(uname)" = Darwin ] && ! xcode-select -p >/dev/null 2>&1; then
        stop "the command line tools are missing; run: xcode-select --install"
    fi
    has_cxx || install g++ gcc-c++ llvm
    has_libclang || install "clang libclang-dev" "clang clang-devel" llvm
    has_cxx || stop "no C++ compiler is found even after the installation; put c++, g++ or clang++ on the PATH"
    has_libclang || stop "libclang is not found even after the installation; set LIBCLANG_PATH to the folder that holds it (with Homebrew: \$(brew --prefix llvm)/lib)"
}

for_python() {
    has_venv || install python3-venv python3 python3
    has_venv || stop "python3 can't make virtual environments; install Python 3.9 or newer with venv"
}

for_browser() {
    browser_path >/dev/null || install chromium chromium "--cask chromium"
    browser_path >/dev/null || stop "no Chromium is found even after the installation; set CHROMIUM to its program"
    has npm || install npm nodejs-npm node
    has npm || stop "npm is not found even after the installation; install Node.js 20 or newer with npm"
    [ "$(node --version | cut -d . -f 1 | tr -d v)" -ge 20 ] || stop "the browser's tests need Node.js 20 or newer, and here is $(node --version); install it from https://nodejs.org"
}

case "${1:-build}" in
build) for_build ;;
python) for_python ;;
browser) for_browser ;;
chromium) browser_path || stop "no Chromium is found; run: scripts/setup.sh browser" ;;
*) stop "unknown part «$1»; it is build, python, browser or chromium" ;;
esac
