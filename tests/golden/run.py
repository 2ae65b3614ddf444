#!/usr/bin/env python3
"""Golden dumps: seihon's own text forms of its values, compared with what a person has approved.

    run.py PROGRAM [--update] [NAME...]

A case is a folder tests/golden/cases/NAME with its source — note.md, a book file book.yaml, or a
folder `book`, taken with --book —, whatever that source needs, and optionally options.txt
(command-line words, one or more a line, as a shell would split them; --book makes note.md a map).
The presence of a file asks for its check:

    expected.tree    seihon pdf SOURCE --dump tree      the document tree
    expected.items   seihon pdf SOURCE --dump items     items, gaps and chosen line breaks
    expected.pages   seihon pdf SOURCE --dump pages     what stands where on which page
    expected.diag    seihon check SOURCE                the diagnostics

An empty file asks too: create it, run with --update, read it critically, keep it. --update prints
the difference before it rewrites. Only bundled fonts are used, so the dumps are the same anywhere.
"""
import argparse
import difflib
import pathlib
import shlex
import subprocess
import sys

CASES = pathlib.Path(__file__).resolve().parent / "cases"
TIMEOUT = 60  # seconds; a sanitized build on a slow machine is far below

COMMANDS = {
    "tree": ["pdf", "--dump", "tree"],
    "items": ["pdf", "--dump", "items"],
    "pages": ["pdf", "--dump", "pages"],
    "diag": ["check", "--quiet"],
}
SOURCES = {"note.md": [], "book.yaml": [], "book": ["--book"]}


def source_of(case):
    """The source's name in the case's folder; None when there is none."""
    return next((name for name in SOURCES if (case / name).exists()), None)


def options_of(case, kind):
    """The case's words; check has no --book, it takes a folder's notes one by one."""
    path = case / "options.txt"
    words = shlex.split(path.read_text(encoding="utf-8"), comments=True) if path.exists() else []
    words = SOURCES[source_of(case)] + words
    return [word for word in words if not (kind == "diag" and word == "--book")]


def produce(program, case, kind):
    """The text that the program prints now; a failed run's text says so, and never matches."""
    command = [program, *COMMANDS[kind], source_of(case), "--no-system-fonts",
               *options_of(case, kind)]
    try:
        result = subprocess.run(command, cwd=case, stdin=subprocess.DEVNULL, capture_output=True,
                                timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return None, f"no answer within {TIMEOUT} s"
    if result.returncode != 0:
        message = result.stderr.decode("utf-8", "replace")
        return None, f"exit {result.returncode}: {message.strip()}"
    return result.stdout.decode("utf-8", "surrogateescape"), None


def difference(old, new, name):
    lines = difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True),
                                 f"{name} (approved)", f"{name} (now)", n=2)
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)


def check(program, case, kind, update):
    """True when the dump is as approved; prints what is not, and rewrites when asked to."""
    path = case / f"expected.{kind}"
    name = f"{case.name}/{path.name}"
    new, problem = produce(program, case, kind)
    if problem:
        print(f"FAILED {name}: {problem}")
        return False
    old = path.read_text(encoding="utf-8", errors="surrogateescape")
    if new == old:
        return True
    sys.stdout.flush()
    sys.stdout.buffer.write(difference(old, new, name).encode("utf-8", "surrogateescape"))
    sys.stdout.flush()
    if update:
        path.write_text(new, encoding="utf-8", errors="surrogateescape")
        print(f"updated {name}")
        return True
    print(f"FAILED {name}: differs; if it is better now, run with --update")
    return False


def chosen_cases(names):
    cases = sorted(path for path in CASES.iterdir() if source_of(path))
    unknown = set(names) - {case.name for case in cases}
    if unknown:
        sys.exit(f"no golden case {', '.join(sorted(unknown))}")
    return [case for case in cases if not names or case.name in names]


def main():
    parser = argparse.ArgumentParser(description="compare seihon's dumps with the approved ones")
    parser.add_argument("program")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--update", action="store_true", help="show the difference, then rewrite")
    arguments = parser.parse_args()
    program = str(pathlib.Path(arguments.program).resolve())
    passed = failed = 0
    for case in chosen_cases(arguments.names):
        kinds = [kind for kind in COMMANDS if (case / f"expected.{kind}").exists()]
        if not kinds:
            print(f"FAILED {case.name}: no expected.* file asks for a check")
            failed += 1
        for kind in kinds:
            if check(program, case, kind, arguments.update):
                passed += 1
            else:
                failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
