#!/usr/bin/env python3
"""Runs the examples in tests/spec/markdown/*.md: each ```markdown block must give the ```tree block that
follows it. tests/spec/rows.md leads from the rows of the specification to the examples: what it refers
to must be there.

Usage: run.py TREE_DUMP [SEIHON] [--update] [FILE-WORD …]

Words behind "markdown" are given to TREE_DUMP ("breaks=markdown", "plain"); an example with "note" is a
whole file, front matter and all, that SEIHON dumps (without it such examples are left out). In an
example, → is a tab, ␣ a space, ␍ a carriage return and ␀ a U+0000. Fences may be longer than three
backticks. --update writes what the program says, after showing the difference: read it before it is
believed. The last line is "N passed, N failed"."""
import difflib
import pathlib
import re
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).parent.parent
FOLDER = TESTS / "spec" / "markdown"
ROWS = TESTS / "spec" / "rows.md"
EXAMPLE = re.compile(
    r"^(?P<fence>`{3,})markdown(?P<words>[^\n]*)\n(?P<source>.*?)^(?P=fence)\n"
    r"(?P<between>\s*)^(?P<fence2>`{3,})tree\n(?P<tree>.*?)^(?P=fence2)$", re.M | re.S)


REFERENCE = re.compile(r"`([\w/-]+\.\w+): ([^`]+)`")
IDENTIFIER = re.compile(r'^identifier ".*"\n', re.M)


def run(program, words, source):
    done = subprocess.run([program, *words], input=source, capture_output=True)
    return done.stdout.decode() + ("" if done.returncode == 0 else f"exit {done.returncode}\n")


def run_note(seihon, source):
    """The book of one note, without its identifier, and the messages."""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "note.md").write_bytes(source)
        done = subprocess.run([seihon, "pdf", "note.md", "--dump", "tree", "--no-system-fonts"],
                              cwd=folder, stdin=subprocess.DEVNULL, capture_output=True)
    return IDENTIFIER.sub("", done.stdout.decode()) + done.stderr.decode()


def tree_of(programs, words, source):
    """What the program says of an example; None when there is no program for it."""
    text = source.replace("→", "\t").replace("␣", " ").replace("␍", "\r").replace("␀", "\0").encode()
    if "note" not in words:
        return run(programs[0], words, text)
    return run_note(programs[1], text) if len(programs) > 1 else None


def missing_references():
    """What rows.md names and does not exist: "FILE: TEXT", FILE below markdown/ or tests/."""
    for match in REFERENCE.finditer(ROWS.read_text()):
        path, words = match[1], " ".join(match[2].split())
        file = FOLDER / path if "/" not in path else TESTS / path
        if not file.exists() or words not in " ".join(file.read_text().split()):
            yield match[0]


def main():
    update = "--update" in sys.argv
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    programs = [str(pathlib.Path(word).resolve()) for word in words if pathlib.Path(word).is_file()]
    words = [word for word in words if not pathlib.Path(word).is_file()]
    passed = failed = 0
    for path in sorted(FOLDER.glob("*.md")):
        if words and not any(word in path.name for word in words):
            continue
        text = path.read_text()
        pieces, end = [], 0
        for match in EXAMPLE.finditer(text):
            actual = tree_of(programs, match["words"].split(), match["source"])
            if actual is None:
                continue
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
    for reference in missing_references():
        failed += 1
        print(f"rows.md: nothing says {reference}")
    if update:
        print("the examples now say what the program said")
    print(f"{passed} passed, {failed} failed")
    return failed > 0 or passed == 0


if __name__ == "__main__":
    sys.exit(main())
