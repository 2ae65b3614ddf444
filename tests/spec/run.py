#!/usr/bin/env python3
"""Runs the examples in tests/spec/markdown/*.md: each ```markdown block must give the ```tree block that
follows it.

Usage: run.py TREE_DUMP [--update] [FILE-WORD …]

Words behind "markdown" are given to the program ("breaks=markdown", "plain"). In an example, → is a tab,
␣ a space and ␍ a carriage return. Fences may be longer than three backticks. --update writes what the
program says, after showing the difference: read it before it is believed. The last line is
"N passed, N failed"."""
import difflib
import pathlib
import re
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parent / "markdown"
EXAMPLE = re.compile(
    r"^(?P<fence>`{3,})markdown(?P<words>[^\n]*)\n(?P<source>.*?)^(?P=fence)\n"
    r"(?P<between>\s*)^(?P<fence2>`{3,})tree\n(?P<tree>.*?)^(?P=fence2)$", re.M | re.S)


def run(program, words, source):
    text = source.replace("→", "\t").replace("␣", " ").replace("␍", "\r")
    done = subprocess.run([program, *words.split()], input=text.encode(), capture_output=True)
    return done.stdout.decode() + ("" if done.returncode == 0 else f"exit {done.returncode}\n")


def main():
    program, *rest = sys.argv[1:]
    update = "--update" in rest
    words = [word for word in rest if not word.startswith("--")]
    passed = failed = 0
    for path in sorted(FOLDER.glob("*.md")):
        if words and not any(word in path.name for word in words):
            continue
        text = path.read_text()
        pieces, end = [], 0
        for match in EXAMPLE.finditer(text):
            actual = run(program, match["words"], match["source"])
            line = text.count("\n", 0, match.start()) + 1
            if actual == match["tree"]:
                passed += 1
            else:
                failed += 1
                print(f"{path.name}:{line}")
                print("".join(difflib.unified_diff(match["tree"].splitlines(True),
                                                   actual.splitlines(True), "expected", "actual")))
            pieces += [text[end:match.start("tree")], actual]
            end = match.end("tree")
        if update:
            path.write_text("".join(pieces) + text[end:])
    if update:
        print("the examples now say what the program said")
    print(f"{passed} passed, {failed} failed")
    return failed > 0 or passed == 0


if __name__ == "__main__":
    sys.exit(main())
