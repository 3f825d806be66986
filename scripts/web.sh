#!/bin/sh
# Bundles the query editor of the pages (web/editor.js) where npm is there; without it they have a plain form instead.
# Never stops a build.
set -eu
cd "$(dirname "$0")/../web"

fresh() {
    for source in editor.js package.json package-lock.json; do
        [ dist/editor.js -nt "$source" ] || return 1
    done
}

bundle() {
    [ node_modules/.package-lock.json -nt package-lock.json ] ||
        npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error || return 1
    npm run --silent bundle
}

if fresh; then
    echo "web: the query editor is up to date"
elif ! command -v npm >/dev/null 2>&1; then
    echo "web: npm is missing, so the query page is built as a plain form; install Node.js 18 or newer to have the editor"
elif said=$(bundle 2>&1); then
    echo "web: the query editor was bundled"
else
    rm -rf dist
    reason=$(printf '%s\n' "$said" | grep -m 1 . || echo "it says nothing")
    echo "web: npm failed, so the query page is built as a plain form ($reason); to see more run: cd web && npm ci && npm run bundle"
fi
