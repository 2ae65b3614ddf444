#!/bin/bash
# Checks that every header of src/ and include/ compiles by itself as C11, and every public one (one of
# include/, or one that another layer includes) as C++17 too, with the project's warnings as errors.
# Prints each header that does not, with the compiler's words.
#   headers.sh [PROJECT]    CC and CXX choose the compilers
set -u
cd "${1:-$(dirname "$0")/..}" || exit 1

packages=(libcmark-gfm yaml-0.1 freetype2 harfbuzz harfbuzz-subset fontconfig libutf8proc libzip
  libpng libjpeg libwebp librsvg-2.0 libdeflate)
# shellcheck disable=SC2207
flags=(-Isrc -Iinclude -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wconversion -Werror
  $(pkg-config --cflags "${packages[@]}" | sed 's/-I/-isystem /g'))
as_c=("${CC:-gcc}" -x c -std=c11 -Wpedantic -Wstrict-prototypes -Wmissing-prototypes -Wswitch-enum
  -Wvla)
as_cxx=("${CXX:-g++}" -x c++ -std=c++17)

# A file of the one include and a declaration, since C forbids a file without any.
compiles() { # compiles HEADER COMPILER…
  printf '#include "%s"\nextern int unused;\n' "${1#*/}" | "${@:2}" "${flags[@]}" -fsyntax-only -
}

is_public() { # is_public HEADER
  local layer=${1%/*}
  [[ $1 == include/* ]] || grep -rl --include='*.[ch]' "#include \"${1#src/}\"" src | grep -qv "^$layer/"
}

shopt -s nullglob
headers=(src/*/*.h include/seihon/*.h)
public=0 failed=0
for header in "${headers[@]}"; do
  if ! compiles "$header" "${as_c[@]}"; then
    echo "headers: $header does not compile alone as C"
    failed=$((failed + 1))
  fi
  is_public "$header" || continue
  public=$((public + 1))
  if ! compiles "$header" "${as_cxx[@]}"; then
    echo "headers: $header does not compile alone as C++"
    failed=$((failed + 1))
  fi
done
echo "headers: ${#headers[@]} headers, $public of them public, $failed faults"
[ ${#headers[@]} -gt 0 ] && [ "$failed" -eq 0 ]
