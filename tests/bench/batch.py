#!/usr/bin/env python3
"""The benchmark of whole vaults: documents a CPU second, what a second worker gives, a run with nothing
to do.

    batch.py PROGRAM [--notes N]

The vault is made by a fixed sequence of numbers: N notes (5,000) in 50 folders, of a screen or a few,
with headings, links to one another, footnotes, lists, tables, an embed in every tenth and an image in
every twentieth. Exit 1 when a target is missed. A busy machine misses the wall times, and says so by
the load that is printed; CPU seconds count all processes of a run.
"""
import argparse
import hashlib
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

from bench import Targets, prose

IMAGE = pathlib.Path(__file__).resolve().parents[1] / "data" / "image" / "progressive.jpg"
OWN = (".seihon-lock", ".seihon-manifest", ".seihon-journal")

TARGET_EPUB, TARGET_PDF = 400, 60  # documents a CPU second
TARGET_WORKERS = 1.8               # wall time of -j1 over -j2's
TARGET_NOTHING = 0.5               # seconds for a run with nothing to do


def note(number, count, paragraphs):
    """The number-th of `count` notes."""
    def name(other):
        return f"ノート{other % count}"

    body = [f"---\ntags: [語彙{number % 30}]\n---\n# {name(number)}\n",
            paragraphs[number % len(paragraphs)] + f"[[{name(number * 7 + 1)}]]も見る[^1]。\n",
            f"## {number}の要点\n", f"- [[{name(number * 13 + 5)}|前の話]]\n- **重要**な語\n- ==覚える==こと\n"]
    body += [f"{paragraphs[(number * 31 + n) % len(paragraphs)]}\n" for n in range(number % 5)]
    if number % 10 == 0:
        body.append(f"![[{name(number * 3 + 1)}]]\n")
    if number % 20 == 0:
        body.append("![[写真.jpg]]\n")
    if number % 4 == 0:
        body.append("| 語 | 意味 |\n|---|---|\n| 折丁 | 折った紙の一束 |\n| 見返し | 表紙の裏に貼る紙 |\n")
    body.append("[^1]: English words stand here, too: a footnote of one line.\n")
    return "\n".join(body)


def make_vault(folder, count):
    paragraphs = prose(200_000).split("\n\n")
    (folder / ".obsidian").mkdir(parents=True)
    shutil.copy(IMAGE, folder / "写真.jpg")
    for number in range(count):
        path = folder / f"{number % 50}" / f"ノート{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(note(number, count, paragraphs), encoding="utf-8")


class Run:
    """One batch: wall and CPU seconds, the largest process in MB."""

    def __init__(self, program, vault, output, formats, jobs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.monotonic()
        subprocess.run([program, "batch", vault, "-o", output, "--to", formats, "-j", str(jobs), "-q",
                        "--no-system-fonts", "-W", "no-all"], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.wall = time.monotonic() - began
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.peak = after.ru_maxrss / 1024


def hashes(folder):
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*") if path.is_file() and path.name not in OWN}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--notes", type=int, default=5000)
    arguments = parser.parse_args()
    folder, targets = pathlib.Path(tempfile.mkdtemp(prefix="seihon-bench-")), Targets()
    try:
        make_vault(folder / "vault", arguments.notes)
        program = str(pathlib.Path(arguments.program).resolve())
        print(f"{arguments.notes} notes; load before: {os.getloadavg()[0]:.2f}")
        runs = {}
        for formats, jobs in (("epub", 1), ("epub", 2), ("pdf", 1), ("pdf", 2)):
            run = Run(program, folder / "vault", folder / f"{formats}{jobs}", formats, jobs)
            runs[formats, jobs] = run
            print(f"{formats} -j {jobs}: {run.wall:6.1f} s, {run.cpu:6.1f} CPU s, "
                  f"{arguments.notes / run.cpu:5.0f} documents a CPU s, largest process {run.peak:.0f} MB")
        for formats, target in (("epub", TARGET_EPUB), ("pdf", TARGET_PDF)):
            targets.state(f"{formats}: documents a CPU second",
                          arguments.notes / runs[formats, 1].cpu, target, "documents",
                          is_least=True)
            targets.state(f"{formats}: wall time of -j1 over -j2",
                          runs[formats, 1].wall / runs[formats, 2].wall, TARGET_WORKERS, "times",
                          is_least=True)
            same = hashes(folder / f"{formats}1") == hashes(folder / f"{formats}2")
            targets.state(f"{formats}: outputs of -j1 and -j2 that differ", 0 if same else 1, 0, "sets")
        again = Run(program, folder / "vault", folder / "pdf2", "pdf", 2)
        targets.state("a run with nothing to do", again.wall, TARGET_NOTHING, "seconds")
    finally:
        shutil.rmtree(folder)
    return 1 if targets.missed else 0


if __name__ == "__main__":
    sys.exit(main())
