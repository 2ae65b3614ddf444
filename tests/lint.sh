#!/bin/bash
# The slow half of CI: what finds faults without a user. Each lane prints its name; the first that fails
# stops the script. Builds stand under build/, which git ignores.
#   lint.sh [LANE...]     gcc clang format tidy lengths sanitize fuzz; all of them by default
set -eu
cd "$(dirname "$0")/.."

say() { printf '== %s\n' "$*"; }

ours() { # the files that people write, not the generated tables
  find src include tests/unit tests/fuzz tests/tools -name '*.[ch]' ! -name 'tables.c' 2>/dev/null | sort
}

make_build() { # make_build FOLDER CMAKE-OPTION...
  cmake -G Ninja -S . -B "$@" >/dev/null
  cmake --build "$1" -- --quiet
}

lane_gcc() {
  make_build build/debug -DCMAKE_BUILD_TYPE=Debug -DSEIHON_WERROR=ON
}

lane_clang() {
  make_build build/clang -DCMAKE_BUILD_TYPE=Debug -DSEIHON_WERROR=ON -DCMAKE_C_COMPILER=clang
}

lane_format() {
  ours | xargs clang-format --dry-run -Werror
}

lane_tidy() {
  cmake -G Ninja -S . -B build/clang -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang >/dev/null
  find src -name '*.c' ! -name 'tables.c' | sort |
    xargs -P "$(nproc)" -n 8 clang-tidy -p build/clang --quiet 2>/dev/null
}

lane_lengths() {
  python3 tests/lengths.py
}

# Units, specifications, dumps and the hostile inputs, each in a sanitized program.
lane_sanitize() {
  make_build build/sanitize -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSEIHON_WERROR=ON -DSEIHON_SANITIZE=ON
  SEI_PATHOLOGICAL_SCALE=4 ctest --test-dir build/sanitize --output-on-failure -j "$(nproc)" \
    -L 'unit|spec|golden' -E 'end-to-end'
  python3 tests/end_to_end/run.py build/sanitize/seihon --group robustness
}

# Every target for 30 seconds from its seeds; what it finds is left in build/fuzz/findings.
lane_fuzz() {
  compgen -G 'tests/fuzz/*_fuzz.c' >/dev/null || { say "no fuzz targets"; return 0; }
  make_build build/fuzz -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_C_COMPILER=clang \
    -DSEIHON_SANITIZE=ON -DSEIHON_FUZZ=ON
  mkdir -p build/fuzz/findings
  local target name seeds
  while read -r target; do
    name=$(basename "$target")
    say "fuzz $name, 30 s"
    mkdir -p "build/fuzz/corpus/$name"
    seeds=("build/fuzz/corpus/$name")
    [ ! -d "tests/fuzz/corpus/${name%_fuzz}" ] || seeds+=("tests/fuzz/corpus/${name%_fuzz}")
    "$target" -max_total_time=30 -max_len=4096 -timeout=10 -rss_limit_mb=2048 -verbosity=0 \
      -artifact_prefix="build/fuzz/findings/$name-" "${seeds[@]}"
  done < <(find build/fuzz -type f -perm -u+x -name '*_fuzz' | sort)
}

lanes=("$@")
[ ${#lanes[@]} -gt 0 ] || lanes=(gcc clang format tidy lengths sanitize fuzz)
for lane in "${lanes[@]}"; do
  say "$lane"
  "lane_$lane"
done
say "lint: all clean"
