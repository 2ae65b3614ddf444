#!/usr/bin/env python3
"""Fails when functions or files grow too long: no function over 80 lines, 95 of 100 within 40, no
file over 800 lines. Generated tables (src/*/tables.c) are left out.

    lengths.py [--list]      --list prints the longest functions and files

A function is what clang-format's layout shows: a line at column 0 that ends in `{` and is not a
type, a table or a macro, up to the next line that is `}`.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
LONGEST_FUNCTION, LONGEST_TYPICAL, LONGEST_FILE = 80, 40, 800
OPENING = re.compile(r"^(?!typedef|struct|enum|union|extern|#|}|static const .*= ?\{$).*\)\s*\{$")
NAME = re.compile(r"(\w+)\(")


def functions(path):
    """(lines, name, first line's number) of every function of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    start = None
    for number, line in enumerate(lines, 1):
        if start is None and OPENING.match(line) or start is None and is_continued(lines, number):
            start = first_line(lines, number)
        elif start is not None and line == "}":
            names = NAME.findall(" ".join(lines[start - 1:number]))
            yield number - start + 1, names[0] if names else "?", start
            start = None


def is_continued(lines, number):
    """The last line of a head that runs over several lines: indented, ends in `) {`."""
    line = lines[number - 1]
    if not (line.startswith(" ") and line.endswith(") {")):
        return False
    first = lines[first_line(lines, number) - 1]
    return bool(re.match(r"^[A-Za-z_].*\(", first)) and not first.endswith((";", "{", "}"))


def first_line(lines, number):
    while number > 1 and lines[number - 1].startswith((" ", "\t")):
        number -= 1
    return number


def main():
    sources = [path for folder in ("src", "include", "tests")
               for path in sorted((ROOT / folder).rglob("*.[ch]")) if path.name != "tables.c"]
    found = sorted(((size, f"{path.relative_to(ROOT)}:{start}", name) for path in sources
                    for size, name, start in functions(path)), reverse=True)
    files = sorted(((len(path.read_text(encoding="utf-8").splitlines()),
                     str(path.relative_to(ROOT))) for path in sources), reverse=True)
    typical = found[len(found) // 20][0] if found else 0
    problems = [f"{place}: {name} has {size} lines, at most {LONGEST_FUNCTION}"
                for size, place, name in found if size > LONGEST_FUNCTION]
    problems += [f"{path}: {size} lines, at most {LONGEST_FILE}"
                 for size, path in files if size > LONGEST_FILE]
    if typical > LONGEST_TYPICAL:
        problems.append(f"95th percentile of functions is {typical} lines, at most {LONGEST_TYPICAL}")
    if not found:
        problems.append("no functions found")
    if "--list" in sys.argv[1:]:
        print(*(f"{size:4} {place} {name}" for size, place, name in found[:20]), sep="\n")
        print(*(f"{size:4} {path}" for size, path in files[:10]), sep="\n")
    print(*problems, sep="\n", end="\n" if problems else "")
    print(f"{len(found)} functions, the longest {found[0][0] if found else 0} lines, 95th percentile "
          f"{typical}; {len(files)} files, the longest {files[0][0] if files else 0} lines")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
