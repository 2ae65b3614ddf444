#!/bin/bash
# validator.sh NAME: fetches a validator once and prints where it is.
#   verapdf    class path of veraPDF (Maven, 30 MB)
#   epubcheck  class path of EPUBCheck (Maven, 20 MB)
#   readers    folder with DAISY Ace, epub.js and foliate-js (npm, 120 MB; they need Debian's chromium)
# Cache: SEI_VALIDATORS, else ~/.cache/seihon-conformance. Exit 77, with the reason, when it cannot be had.
set -eu
name=${1:?usage: validator.sh verapdf|epubcheck|readers}
here=$(cd "$(dirname "$0")" && pwd)
cache=${SEI_VALIDATORS:-${XDG_CACHE_HOME:-$HOME/.cache}/seihon-conformance}/$name
cannot() { echo "$name cannot be had: $1" >&2; exit 77; }
need() { command -v "$1" >/dev/null || cannot "$1 is not installed"; }

fetch_with_maven() {
  need java; need mvn
  mvn -q -B -f "$here/$name.xml" dependency:copy-dependencies -DincludeScope=runtime \
    -DoutputDirectory="$cache/lib" >"$cache/install.log" 2>&1 ||
    cannot "Maven failed; the log is $cache/install.log"
}

fetch_with_npm() {
  need node; need npm; need chromium
  cp "$here/readers.json" "$cache/package.json"
  (cd "$cache" && npm install --no-audit --no-fund --ignore-scripts --omit=optional) \
    >"$cache/install.log" 2>&1 || cannot "npm failed; the log is $cache/install.log"
}

case $name in
  verapdf | epubcheck) list=$here/$name.xml fetch=fetch_with_maven found=$cache/lib/\* ;;
  readers) list=$here/readers.json fetch=fetch_with_npm found=$cache/node_modules ;;
  *) echo "no validator named $name" >&2; exit 2 ;;
esac
if [ ! -e "$cache/complete" ] || [ "$list" -nt "$cache/complete" ]; then
  rm -rf "$cache" && mkdir -p "$cache"
  $fetch
  touch "$cache/complete"
fi
[ "$name" != readers ] || need chromium
echo "$found"
