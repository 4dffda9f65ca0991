#!/bin/sh
# Compile pet/static/vendor/bootstrap/bootstrap.css anew from Bootstrap's published sources and tools/bootstrap.scss.
# Needs Node.js and npm; works in a temporary folder. The same versions give the same bytes.
set -eu
BOOTSTRAP=5.3.9
SASS=1.108.2
root=$(cd "$(dirname "$0")/.." && pwd)
target=$root/pet/static/vendor/bootstrap
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts "bootstrap@$BOOTSTRAP" "sass@$SASS"
cp "$root/tools/bootstrap.scss" .
mkdir -p "$target"
{
  echo "/* Bootstrap v$BOOTSTRAP, only what PET uses; made by tools/make_bootstrap.sh. Copyright 2011-2025 The Bootstrap Authors. MIT, see LICENSE. */"
  ./node_modules/.bin/sass --quiet --silence-deprecation=import --no-source-map --style=compressed --no-charset \
    --load-path=node_modules/bootstrap/scss bootstrap.scss
} >"$target/bootstrap.css"
cp node_modules/bootstrap/LICENSE "$target/LICENSE"
wc -c "$target/bootstrap.css"
