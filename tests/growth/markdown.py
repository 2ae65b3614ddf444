#!/usr/bin/env python3
"""Reading time grows with the size of the text, and not faster, whatever construct fills it.

Every example of tests/spec/markdown is repeated, as it is and as one line, up to 256 KB and up to 1 MB.
Four times the text may take at most eight times the user CPU time (the least of a few runs, the program's
start taken off). What takes less than 0.4 s is fast enough and too short to tell. After the quadratic
fuzzer of swift-cmark. Usage: growth/markdown.py TREE_DUMP [WORD]"""
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

SMALL, LARGE = 256 << 10, 1 << 20
ALLOWED = 2 * LARGE / SMALL
SHORT = 0.4
TESTS = pathlib.Path(__file__).parent.parent
EXAMPLE = re.compile(r"^(`{3,})markdown[^\n]*\n(.*?)^\1\n", re.M | re.S)


def slices():
    for path in sorted((TESTS / "spec" / "markdown").glob("*.md")):
        for number, match in enumerate(EXAMPLE.finditer(path.read_text()), 1):
            text = match[2].replace("→", "\t").replace("␣", " ").replace("␍", "\r")
            if text.strip():
                yield f"{path.stem} {number}", text
                yield f"{path.stem} {number}, in one line", text.replace("\n", " ")


def seconds(program, text):
    """The least user CPU time of some runs."""
    best = None
    for _ in range(3):
        with tempfile.TemporaryFile() as file:
            file.write(text)
            file.seek(0)
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            done = subprocess.run([program, "count"], stdin=file, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
            spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        if done.returncode != 0:
            return None
        best = spent if best is None else min(best, spent)
        if best < SHORT:
            break
    return best


def repeated(text, size):
    piece = text.encode()
    return piece * max(1, size // len(piece))


def main():
    program = sys.argv[1]
    word = sys.argv[2] if len(sys.argv) > 2 else ""
    start = seconds(program, b"")
    passed = failed = 0
    for name, text in slices():
        if word not in name:
            continue
        large = seconds(program, repeated(text, LARGE))
        if large is None:
            problem = "failed"
        elif large - start <= SHORT:
            problem = ""
        else:
            small = max(seconds(program, repeated(text, SMALL)) - start, SHORT / ALLOWED)
            growth = (large - start) / small
            problem = f"{growth:.0f} times the time" if growth > ALLOWED else ""
        passed, failed = passed + (not problem), failed + bool(problem)
        if problem:
            print(f"{name}: {problem} for {LARGE // SMALL} times the text ({large} s)")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
