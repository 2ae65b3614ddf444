#!/bin/bash
# An installed tree, as another project finds it: the program runs from it, the manual pages are clean,
# the example is built against it by pkg-config and by CMake, in C and in C++, and makes a PDF; nothing
# but the interface is visible; a tree that was moved works.
#   install.sh BUILD [deb]     deb: the same of the Debian package, unpacked
set -eu
build=$(realpath "$1") kind=${2:-tree}
here=$(realpath "$(dirname "$0")") note=$here/../../vault/手引き/脚注.md
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
fail() { echo "install: $*" >&2; exit 1; }
command -v pkg-config g++ >/dev/null || exit 77

if [ "$kind" = deb ]; then
  command -v dpkg-shlibdeps dpkg-deb >/dev/null || exit 77
  (cd "$work" && cpack --config "$build/CPackConfig.cmake" -B "$work/made" >"$work/log" 2>&1) || { cat "$work/log"; exit 1; }
  dpkg-deb -x "$work"/made/*.deb "$work/root"
  dpkg-deb -f "$work"/made/*.deb Depends | grep -q libharfbuzz || fail "the package depends on nothing"
  tree=$work/root/usr
else
  cmake --install "$build" --prefix "$work/first" >/dev/null
  mv "$work/first" "$work/moved"
  tree=$work/moved
fi
lib=$(dirname "$(find "$tree" -name 'libseihon.so.0')")
export LD_LIBRARY_PATH=$lib PKG_CONFIG_PATH=$lib/pkgconfig

env -i "$tree/bin/seihon" pdf "$note" -o "$work/a.pdf" -q --no-system-fonts || fail "the program does not run"
for page in man1/seihon.1 man3/libseihon.3 man5/seihon_style.5; do
  [ -s "$tree/share/man/$page" ] || [ -s "$tree/share/man/$page.gz" ] || fail "no $page"
done
if command -v man >/dev/null; then
  said=$(MANWIDTH=100 LC_ALL=C.UTF-8 man --warnings -l "$tree/share/man/man3/libseihon.3" 2>&1 >/dev/null)
  [ -z "$said" ] || fail "libseihon.3: $said"
fi

visible=$(nm -D --defined-only "$lib/libseihon.so" | awk '$2 ~ /[TDB]/ { print $3 }' | grep -v '^seihon_' || true)
[ -z "$visible" ] || fail "visible: $visible"

# shellcheck disable=SC2046
run() { # run PROGRAM
  "$1" "$note" "$work/b.pdf" 2>/dev/null | grep -q 'pages by seihon' || fail "$1 makes nothing"
  head -c 4 "$work/b.pdf" | grep -q %PDF || fail "$1 makes no PDF"
  code=0 && "$1" "$note.none" "$work/none.pdf" 2>/dev/null || code=$?
  [ "$code" = 1 ] || fail "$1 exits $code for a note that is not there"
}
flags=(-Wall -Wextra -Wpedantic -Werror)
# shellcheck disable=SC2046
gcc -std=c11 "${flags[@]}" $(pkg-config --cflags seihon) "$here/convert.c" $(pkg-config --libs seihon) -o "$work/in_c"
# shellcheck disable=SC2046
g++ -std=c++17 "${flags[@]}" $(pkg-config --cflags seihon) -x c++ "$here/convert.c" -x none $(pkg-config --libs seihon) -o "$work/in_cxx"
run "$work/in_c"
run "$work/in_cxx"

mkdir "$work/project"
cp "$here/convert.c" "$work/project"
cat >"$work/project/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(convert C)
find_package(seihon 0.1 REQUIRED)
add_executable(convert convert.c)
target_link_libraries(convert PRIVATE seihon::seihon)
END
cmake -G Ninja -S "$work/project" -B "$work/built" -DCMAKE_PREFIX_PATH="$tree" >"$work/log" 2>&1 &&
  cmake --build "$work/built" >>"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
run "$work/built/convert"
echo "install: the $kind is good"
