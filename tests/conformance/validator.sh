#!/bin/bash
# validator.sh: prints the class path of veraPDF, fetched once through Maven (30 MB).
# Cache: SEI_VALIDATORS, else ~/.cache/seihon-conformance. Exit 77, with the reason, when it cannot be had.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cache=${SEI_VALIDATORS:-${XDG_CACHE_HOME:-$HOME/.cache}/seihon-conformance}
cannot() { echo "veraPDF cannot be had: $1" >&2; exit 77; }
if [ ! -e "$cache/complete" ] || [ "$here/pom.xml" -nt "$cache/complete" ]; then
  command -v java >/dev/null || cannot "java is not installed"
  command -v mvn >/dev/null || cannot "mvn is not installed"
  rm -rf "$cache/lib" && mkdir -p "$cache"
  mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DincludeScope=runtime \
    -DoutputDirectory="$cache/lib" >"$cache/install.log" 2>&1 ||
    cannot "Maven failed; the log is $cache/install.log"
  touch "$cache/complete"
fi
echo "$cache/lib/*"
