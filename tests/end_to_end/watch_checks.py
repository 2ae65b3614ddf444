"""watch: what is saved is made again, soon, and nothing else is; no event leads in a circle."""
import json
import os
import pathlib
import re
import signal
import subprocess
import time

import sample
from harness import Skip, check, require

SOON = 10.0   # seconds that a slow machine may take for what should take a fifth of one
QUIET = 0.6   # after which nothing more is expected
OPTIONS = ("--no-system-fonts", "-W", "no-all")


class Watch:
    """`seihon watch` in the background."""

    def __init__(self, stage, *arguments):
        self.stage = stage
        self.log = stage.folder / "log"
        self.process = subprocess.Popen(  # pylint: disable=consider-using-with
            [stage.program.path, "watch", *map(str, arguments), *OPTIONS], cwd=stage.folder,
            stdin=subprocess.DEVNULL, stdout=self.log.open("wb"), stderr=subprocess.STDOUT)

    def __enter__(self):
        self.wait(lambda: "Ctrl-C ends" in self.text())
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def text(self):
        return self.log.read_text(encoding="utf-8")

    def passes(self):
        return len(re.findall(r"changed; took|documents: ", self.text()))

    def wait(self, is_so):
        began = time.monotonic()
        while not is_so():
            require(self.process.poll() is None, f"it ended: {self.text()}")
            require(time.monotonic() - began < SOON, f"it does not come: {self.text()}")
            time.sleep(0.01)

    def makes(self, save, count=1):
        """The save leads to so many passes, no fewer and no more."""
        before = self.passes()
        save()
        self.wait(lambda: self.passes() >= before + count)
        time.sleep(QUIET)
        require(self.passes() == before + count, f"more than {count} passes: {self.text()}")

    def makes_nothing(self, save):
        before = self.passes()
        save()
        time.sleep(QUIET)
        require(self.passes() == before, f"a pass for nothing: {self.text()}")


def text_of(pdf):
    return "".join(sample.pdf_pages(pdf))


def rename_over(path, text):
    """As most editors save."""
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, encoding="utf-8")
    beside.rename(path)


@check
def a_note_is_made_again_when_it_or_what_it_embeds_is_saved(stage):
    vault = stage.files({"a.md": "甲\n\n![[b]] [[c]] [[新]]\n", "部/b.md": "乙\n", "c.md": "c", "d.md": ""})
    with Watch(stage, vault / "a.md", "-o", "a.pdf") as watch:
        watch.makes(lambda: rename_over(vault / "a.md", "丙\n\n![[b]] [[新]]\n"))
        require("丙" in text_of(stage.folder / "a.pdf"), "the save is not in the file")
        watch.makes(lambda: (vault / "部/b.md").write_text("丁\n", encoding="utf-8"))
        require("丁" in text_of(stage.folder / "a.pdf"), "what is embedded is not in the file")
        watch.makes_nothing(lambda: (vault / "d.md").write_text("d", encoding="utf-8"))
        watch.makes_nothing(lambda: (vault / "4913").write_text("", encoding="utf-8"))


@check
def saves_during_a_pass_are_heard_and_so_are_those_after_it(stage):
    vault = stage.files({"a.md": "甲\n"})
    for source, out in ((vault / "a.md", stage.folder / "out"), (vault, stage.folder / "all")):
        with Watch(stage, source, "-o", out, "--to", "pdf") as watch:
            began, count = time.monotonic(), 0
            while time.monotonic() - began < 2:
                count += 1
                rename_over(vault / "a.md", f"第{count}版\n")
                time.sleep(0.01)
            watch.wait(lambda: f"第{count}版" in text_of(out / "a.pdf"))
            watch.makes(lambda: rename_over(vault / "a.md", "終版\n"))
            require("終版" in text_of(out / "a.pdf"), "it has gone deaf")


@check
def a_save_among_more_events_than_the_system_keeps_is_heard(stage):
    vault = stage.files({"a.md": "甲\n", "b.txt": ""})
    most = int(pathlib.Path("/proc/sys/fs/inotify/max_queued_events").read_text(encoding="utf-8"))
    if most > 200_000:
        raise Skip(f"the system keeps {most} events")
    with Watch(stage, vault / "a.md", "-o", "a.pdf") as watch:
        watch.process.send_signal(signal.SIGSTOP)
        for n in range(most + 10):  # the same event twice in a row is kept once
            (vault / f"{'bc'[n % 2]}.txt").write_bytes(b"")
        rename_over(vault / "a.md", "乙\n")
        watch.makes(lambda: watch.process.send_signal(signal.SIGCONT))
        require("乙" in text_of(stage.folder / "a.pdf"), "the save is lost")


@check
def what_was_missing_counts_when_it_comes_and_what_is_gone_does_too(stage):
    vault = stage.files({"a.md": "甲\n\n![[新]]\n"})
    with Watch(stage, vault / "a.md", "-o", vault / "out") as watch:
        def create():
            (vault / "部/深").mkdir(parents=True)
            (vault / "部/深/新.md").write_text("乙\n", encoding="utf-8")
        create()
        watch.wait(lambda: "乙" in text_of(vault / "out/a.pdf"))
        time.sleep(QUIET)
        watch.makes(lambda: rename_over(vault / "部/深/新.md", "丙\n"))
        require("丙" in text_of(vault / "out/a.pdf"), "a new folder is not watched")
        watch.makes(lambda: (vault / "部").rename(vault / "別"))
        watch.makes(lambda: rename_over(vault / "別/深/新.md", "丁\n"))
        watch.makes(lambda: (vault / "別/深/新.md").unlink())
        require("丁" not in text_of(vault / "out/a.pdf"), "it is still there")


@check
def settings_and_styles_count_and_an_error_does_not_end_it(stage):
    vault = stage.files({"a.md": "---\nseihon-style: m.yaml\n---\n甲\n", "m.yaml": "text: { size: 9pt }\n"})
    with Watch(stage, vault / "a.md", "-o", "a.pdf") as watch:
        before = (stage.folder / "a.pdf").read_bytes()
        watch.makes(lambda: rename_over(vault / "m.yaml", "text: { size: wrong }\n"))
        require("m.yaml has errors" in watch.text(), f"no message: {watch.text()}")
        require((stage.folder / "a.pdf").read_bytes() == before, "the older file is gone")
        watch.makes(lambda: rename_over(vault / "m.yaml", "text: { size: 12pt }\n"))
        require((stage.folder / "a.pdf").read_bytes() != before, "the style does not count")
        watch.makes(lambda: (vault / "seihon.yaml").write_text("set: { text.size: 8pt }\n"))


@check
def a_vault_is_watched_as_a_batch(stage):
    vault = stage.files({f"{n}.md": f"{n}" for n in range(5)})
    with Watch(stage, vault, "-o", "out", "--to", "epub") as watch:
        require(len(list((stage.folder / "out").glob("*.epub"))) == 5, "not all are made")
        watch.makes(lambda: (vault / "3.md").write_text("new", encoding="utf-8"))
        require("1 run, 4 unchanged" in watch.text(), watch.text())
        watch.makes(lambda: (vault / "5.md").write_text("5", encoding="utf-8"))
        require((stage.folder / "out/5.epub").exists(), "the new note is not made")
    stage.refuse("watch", vault, exit_code=2, words=["-o DIR"])
    stage.refuse("watch", vault, "-o", vault / "out", exit_code=2, words=["inside the vault"])
    stage.refuse("watch", vault / "none.md", exit_code=1, words=["none.md"])


@check
def a_book_is_made_again_and_told_as_json(stage):
    vault = stage.files({"本.yaml": "title: 本\ncontents: [ a.md ]\n", "a.md": "甲"})
    with Watch(stage, vault / "本.yaml", "-o", "out", "--to", "epub", "--report", "json") as watch:
        (vault / "a.md").write_text("乙", encoding="utf-8")
        watch.wait(lambda: watch.text().count('"summary"') == 2)
        told = [json.loads(line) for line in watch.text().splitlines() if line.startswith("{")]
        require([line["type"] for line in told[-2:]] == ["document", "summary"], f"{told}")
        require(told[-1]["changed"] == "a.md" and told[-1]["exit"] == 0, f"{told[-1]}")


@check
def a_signal_ends_it_at_once_and_leaves_nothing(stage):
    vault = stage.files({"a.md": "甲"})
    for number in (signal.SIGINT, signal.SIGTERM):
        with Watch(stage, vault / "a.md", "-o", "a.pdf") as watch:
            watch.process.send_signal(number)
            require(watch.process.wait(SOON) == -number, f"exit {watch.process.returncode}")
        require(not [name for name in os.listdir(stage.folder) if name.startswith(".seihon-")],
                "temporary files are left")
    with Watch(stage, vault / "a.md", "-o", "a.pdf") as watch:
        vault.rename(stage.folder / "elsewhere")
        require(watch.process.wait(SOON) == 3, f"exit {watch.process.returncode}")
        require("is gone" in watch.text(), watch.text())
