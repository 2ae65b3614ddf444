#!/usr/bin/env python3
"""Reading time grows with the size of the text, and not faster, whatever construct fills it.

Every example of tests/spec/markdown is repeated up to 64 KB and up to 512 KB: as it is, as one line, and a
piece cut out of it. Eight times the text may take at most sixteen times the user CPU time (the least of a
few runs, the program's start taken off). What takes less than 0.4 s is fast enough and too short to tell.
On a busy machine a time can double by itself: what looks like growth is measured again before it is said.
After the quadratic fuzzer of swift-cmark.

Usage: growth/markdown.py TREE_DUMP [--quick] [WORD]. --quick takes all examples of a construct as one;
the whole is slow and runs with SEI_SLOW=1 in the environment (else exit 77)."""
import os
import pathlib
import random
import re
import resource
import subprocess
import sys
import tempfile

SMALL, LARGE = 64 << 10, 512 << 10
ALLOWED = 2 * LARGE / SMALL
SHORT = 0.4
ATTEMPTS = 4
NOT_RUN = 77  # ctest's SKIP_RETURN_CODE
TESTS = pathlib.Path(__file__).parent.parent
EXAMPLE = re.compile(r"^(`{3,})markdown[^\n]*\n(.*?)^\1\n", re.M | re.S)


def cut(name, text):
    """A piece of a text: any, but the same on every machine."""
    choice = random.Random(name)
    start = choice.randrange(len(text))
    return text[start:choice.randrange(start, len(text)) + 1]


def examples():
    """Each construct's name and its examples."""
    for path in sorted((TESTS / "spec" / "markdown").glob("*.md")):
        texts = [match[2].replace("→", "\t").replace("␣", " ").replace("␍", "\r").replace("␀", "\0")
                 for match in EXAMPLE.finditer(path.read_text())]
        yield path.stem, [text for text in texts if text.strip()]


def slices(is_quick):
    for construct, texts in examples():
        if is_quick:
            yield construct, "\n".join(texts)
            continue
        for number, text in enumerate(texts, 1):
            name = f"{construct} {number}"
            yield name, text
            yield f"{name}, in one line", text.replace("\n", " ")
            yield f"{name}, a piece", cut(name, text)


def seconds(program, text):
    """The least user CPU time of some runs; None when one fails."""
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


def problem_of(program, start, text):
    """What is wrong with the time that the text takes, "" for nothing."""
    larges, smalls = [], []
    for _ in range(ATTEMPTS):
        larges.append(seconds(program, repeated(text, LARGE)))
        if larges[-1] is None:
            return "failed"
        if min(larges) - start <= SHORT:
            return ""
        smalls.append(seconds(program, repeated(text, SMALL)))
        if smalls[-1] is None:
            return "failed"
        growth = (min(larges) - start) / max(min(smalls) - start, SHORT / ALLOWED)
        if growth <= ALLOWED:
            return ""
    return f"{growth:.0f} times the time for {LARGE // SMALL} times the text"


def main():
    is_quick = "--quick" in sys.argv
    if not is_quick and not os.environ.get("SEI_SLOW"):
        print("the whole growth test runs with SEI_SLOW=1")
        return NOT_RUN
    program, *words = [word for word in sys.argv[1:] if not word.startswith("--")]
    start = seconds(program, b"")
    passed = failed = 0
    for name, text in slices(is_quick):
        if words and words[0] not in name:
            continue
        problem = problem_of(program, start, text)
        passed, failed = passed + (not problem), failed + bool(problem)
        if problem:
            print(f"{name}: {problem}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0 or passed == 0


if __name__ == "__main__":
    sys.exit(main())
