#!/bin/bash
# build.sh: everything a person or a CI runs, by name.
#   demo    install what is missing, build, and make a PDF and an EPUB of vault/ under out/
#   test    install what is missing, build and run every test (SEI_SLOW=1 adds the slow ones)
#   lint    warnings as errors with gcc and clang, clang-format, clang-tidy, sanitized tests, fuzz smoke
#   conformance  what the program makes, by veraPDF, EPUBCheck, DAISY Ace, epub.js and foliate-js
#   bench   the benchmark: pages, CPU seconds, memory, instructions a character
#   golden  show what golden files would change, then rewrite them
#   pictures  make the pictures of every style anew (styles/README.md)
#   install what is missing only (Debian and Ubuntu; needs root or sudo)
set -eu
cd "$(dirname "$0")"

build_packages=(cmake ninja-build gcc libc6-dev pkg-config libcmark-gfm-dev
  libcmark-gfm-extensions-dev libhpdf-dev libyaml-dev libfreetype-dev libharfbuzz-dev
  libfontconfig-dev libutf8proc-dev libzip-dev libpng-dev libjpeg-dev libwebp-dev libavif-dev
  librsvg2-dev libdeflate-dev libqrencode-dev libhyphen-dev hyphen-en-us)
test_packages=(g++ dpkg-dev python3 qpdf poppler-utils unicode-data bzip2 valgrind make parallel epubcheck default-jre-headless)
conformance_packages=(maven default-jre-headless chromium python3)
lint_packages=(clang clang-format clang-tidy libclang-rt-14-dev)

say() { printf '%s\n' "$*"; }

# Installs those of the named packages that are missing.
install_missing() {
  command -v dpkg-query >/dev/null || { say "build.sh: not a Debian system; packages needed: $*" >&2; return 0; }
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local run=()
  [ "$(id -u)" = 0 ] || run=(sudo)
  say "installing: ${missing[*]}"
  "${run[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

build() { # build PRESET
  cmake --preset "$1" >"build-$1.log" 2>&1 || { cat "build-$1.log" >&2; rm -f "build-$1.log"; return 1; }
  rm -f "build-$1.log"
  cmake --build "build/$1" -- --quiet
}

demo() {
  install_missing "${build_packages[@]}"
  build release
  mkdir -p out
  local seihon=build/release/seihon note="vault/第Ⅱ部第2章　総務省におけるICT政策の取組状況.md"
  "$seihon" pdf "$note" -o out/white-paper.pdf -q
  "$seihon" epub "$note" -o out/white-paper.epub -q
  "$seihon" pdf "$note" --style a5-booklet -o out/white-paper-a5.pdf -q
  "$seihon" pdf "vault/製本の手引き.yaml" -o out/manual.pdf -q
  "$seihon" pdf "vault/製本の手引き.yaml" --impose saddle --marks -o out/manual-to-fold.pdf
  "$seihon" epub "vault/製本の手引き.yaml" -o out/manual.epub -q
  "$seihon" pdf "vault/製本の手引き.yaml" --style a4-report -o out/manual-a4.pdf -q
  "$seihon" pdf "vault/学習ノートの本.md" --book -o out/map.pdf -q
  "$seihon" build "vault/白書.yaml" -o out -q
  say "made, by build/release/seihon:"
  ls -l out
}

run_tests() {
  install_missing "${build_packages[@]}" "${test_packages[@]}"
  build debug
  ctest --test-dir build/debug --output-on-failure -j "$(($(nproc) + 1))" # some wait more than they work
  say "test: all passed; the program is build/debug/seihon"
}

lint() {
  install_missing "${build_packages[@]}" "${test_packages[@]}" "${lint_packages[@]}"
  tests/lint.sh
}

conformance() {
  install_missing "${build_packages[@]}" "${conformance_packages[@]}" || true # the scripts say what lacks
  build debug
  local lane code failed=0
  for lane in pdf epub; do
    code=0
    python3 tests/conformance/$lane.py build/debug/seihon || code=$?
    [ $code = 0 ] || [ $code = 77 ] || failed=1 # without validators there is nothing to say
  done
  return $failed
}

bench() {
  install_missing "${build_packages[@]}" valgrind python3
  build release
  python3 tests/bench/bench.py build/release/seihon
  python3 tests/bench/batch.py build/release/seihon
}

golden() {
  install_missing "${build_packages[@]}" python3
  build debug
  python3 tests/golden/run.py build/debug/seihon --update
}

# A spread of every style, each at the dots an inch that make it about as wide as the others.
pictures() {
  install_missing "${build_packages[@]}"
  build release
  local note="vault/第Ⅱ部第2章　総務省におけるICT政策の取組状況.md" folder style page dpi
  folder=$(mktemp -d)
  mkdir -p styles/pictures
  while read -r style page dpi; do # spreads of text, with few images: below 100 KB
    build/release/seihon preview "$note" --style "$style" --pages "$page" --spreads --dpi "$dpi" \
      --no-system-fonts -q -W no-all -o "$folder/$style"
    mv "$folder/$style"/page-*.png "styles/pictures/$style.png"
  done <<'STYLES'
a4-report 4 46
a5-booklet 8 80
a6-pocket 10 80
b5-textbook 4 54
b6-reader 10 96
ereader-6in 10 110
large-print 8 62
STYLES
  build/release/seihon preview "vault/手引き/覚えるための本.md" --style a5-booklet --set front=[] \
    --set study.highlight=blank --set study.bold=red-sheet --set study.margin=ruled \
    --set study.review-boxes=3 --set study.review-level=6 --set text.line-length=27 --pages 1 --dpi 96 \
    --no-system-fonts -q -W no-all -o "$folder/study"
  mv "$folder"/study/page-*.png styles/pictures/study.png
  rm -r "$folder"
  say "made:"
  ls -l styles/pictures
}

case "${1:-}" in
  demo) demo ;;
  test) run_tests ;;
  lint) lint ;;
  conformance) conformance ;;
  bench) bench ;;
  golden) golden ;;
  pictures) pictures ;;
  install) install_missing "${build_packages[@]}" "${test_packages[@]}" ;;
  *) sed -n '2,11p' "$0"; exit 2 ;;
esac
