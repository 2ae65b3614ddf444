"""Whole vaults: what a batch makes, leaves alone, refuses and survives."""
import hashlib
import json
import os
import signal
import subprocess
import time

from harness import check, messages, require

OPTIONS = ("--no-system-fonts", "-W", "no-all")


def files_below(folder):
    """path: hash of every file."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def batch(stage, vault, *options, out="out", exit_code=0):
    result = stage.run("batch", vault, "-o", out, *OPTIONS, *options)
    require(result.returncode == exit_code,
            f"exit {result.returncode}, not {exit_code}: {messages(result)}")
    return files_below(stage.folder / out)


def many(stage, count):
    return stage.files({f"{n % 5}/ノート{n}.md": f"# {n}\n\n[[ノート{(n + 1) % count}]]文[^1]。\n\n[^1]: 注{n}。\n"
                        for n in range(count)})


@check
def every_note_becomes_files_in_its_folder(stage):
    vault = stage.files({"a.md": "a", "旅/京都.md": "b", "旅/図.png": b"", ".obsidian/app.json":
                         '{"userIgnoreFilters": ["下書き/"]}', "下書き/c.md": "c"})
    require(sorted(batch(stage, vault)) == ["a.epub", "a.pdf", "旅/京都.epub", "旅/京都.pdf"],
            f"{sorted(batch(stage, vault))}")
    require(sorted(batch(stage, vault, "--to", "epub", out="e")) == ["a.epub", "旅/京都.epub"], "")


@check
def the_books_that_the_vault_lists_are_made_as_well(stage):
    vault = stage.files({"seihon.yaml": "books: [ 本.yaml, 地図.md ]\n", "a.md": "# a\n\n甲",
                         "本.yaml": "title: 本\ncontents: [ a.md ]\n", "地図.md": "- [[a]]\n"})
    made = batch(stage, vault, "--to", "pdf")
    require(sorted(made) == ["a.pdf", "地図.pdf", "本.pdf"], f"{sorted(made)}")
    stage.run("pdf", vault / "地図.md", "--book", "-o", "map.pdf", *OPTIONS)
    require((stage.folder / "map.pdf").read_bytes() == (stage.folder / "out/地図.pdf").read_bytes(),
            "the map note is not made as a book")
    (vault / "seihon.yaml").write_text("books: [ gone.yaml ]\n", encoding="utf-8")
    stage.refuse("batch", vault, "-o", "out", exit_code=2, words=["gone.yaml"])


@check
def each_document_fails_alone(stage):
    vault = stage.files({"a.md": "a", "b.md": b"\x00\x01" * 40, "c.md": "c",
                         "bad.md": "---\nseihon: { set: { text.size: 3 } }\n---\nx"})
    result = stage.run("batch", vault, "-o", "out", "--to", "epub", "--report", "json", *OPTIONS)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    documents = {line["input"]: line["status"] for line in lines if line["type"] == "document"}
    failed = [name for name, status in documents.items() if status == "failed"]
    require(result.returncode in (1, 2) and failed == ["bad.md"], f"{result.returncode} {documents}")
    require(lines[-1]["type"] == "summary" and lines[-1]["failed"] == 1, f"{lines[-1]}")
    require("c.epub" in files_below(stage.folder / "out"), "the others are not made")


@check
def two_notes_of_one_output_name_are_told_apart(stage):
    vault = stage.files({"Note.md": "a", "note.md": "b", "が.md": "c", "か\u3099.md": "d"})
    result = stage.run("batch", vault, "-o", "out", "--to", "epub", *OPTIONS)
    require(result.returncode == 1 and messages(result).count("--exclude") == 2, messages(result))
    require(len(files_below(stage.folder / "out")) == 2, "one of each is made")


@check
def patterns_choose_notes(stage):
    vault = stage.files({name: "x" for name in ("a.md", "b.md", "旅/a.md", "旅/古/c.md")})
    def listed(*options):
        result = stage.run("batch", vault, "--list", *options)
        return sorted(result.stdout.decode("utf-8").split())
    require(listed("--match", "a.md") == ["a.md", "旅/a.md"], f"{listed('--match', 'a.md')}")
    require(listed("--match", "旅/**") == ["旅/a.md", "旅/古/c.md"], f"{listed('--match', '旅/**')}")
    require(listed("--match", "旅/*") == ["旅/a.md"], "a * stays in its folder")
    require(listed("--exclude", "旅/**", "--exclude", "b*") == ["a.md"], "")


@check
def shards_are_the_whole_and_share_nothing(stage):
    vault = many(stage, 40)
    parts = [set(stage.run("batch", vault, "--list", "--shard", f"{n}/3").stdout.split())
             for n in (1, 2, 3)]
    whole = set(stage.run("batch", vault, "--list").stdout.split())
    require(set().union(*parts) == whole and sum(map(len, parts)) == len(whole) == 40, f"{parts}")
    for n in (1, 2, 3):
        batch(stage, vault, "--shard", f"{n}/3", "--to", "epub", out="shards")
    require(files_below(stage.folder / "shards") == batch(stage, vault, "--to", "epub"),
            "shards make other bytes")


@check
def the_number_of_workers_changes_no_byte(stage):
    vault = many(stage, 60)
    require(batch(stage, vault, "-j", "1", out="one") == batch(stage, vault, "-j", "5", out="five"),
            "other bytes with -j 5")


@check
def the_output_folder_is_not_in_the_vault(stage):
    vault = stage.files({"a.md": "a"})
    stage.refuse("batch", vault, "-o", vault / "out", exit_code=2, words=["inside the vault"])
    stage.refuse("batch", vault, exit_code=2, words=["-o DIR"])
    stage.refuse("batch", vault / "a.md", "-o", "out", exit_code=2, words=["seihon build"])
    batch(stage, vault, out=vault / ".out")


def children_of(pid):
    path = f"/proc/{pid}/task/{pid}/children"
    with open(path, encoding="ascii") as file:
        return file.read().split()


@check
def a_stopped_batch_leaves_whole_files_alone(stage):
    vault = many(stage, 600)
    with subprocess.Popen([stage.program.path, "batch", vault, "-o", "out", *OPTIONS],
                          cwd=stage.folder, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not list(stage.folder.glob("out/*/[!.]*")):
            time.sleep(0.01)
        children = children_of(process.pid)
        process.send_signal(signal.SIGINT)
        process.communicate()
    require(process.returncode == -signal.SIGINT, f"{process.returncode}")
    left = files_below(stage.folder / "out")
    require(left and not any(os.path.basename(name).startswith(".") for name in left), f"{left}")
    whole = batch(stage, vault, out="whole")
    require(all(whole[name] == digest for name, digest in left.items()), "a file is not whole")
    require(len(left) < len(whole), "it was not stopped")
    require(not any(os.path.exists(f"/proc/{child}") for child in children), "a worker lives on")


@check
def a_worker_that_dies_costs_one_document_at_most(stage):
    vault = many(stage, 200)
    with subprocess.Popen([stage.program.path, "batch", vault, "-o", "out", "--to", "epub", *OPTIONS,
                           "-j", "2"], cwd=stage.folder, stderr=subprocess.PIPE) as process:
        killed = []
        while not killed and process.poll() is None:
            killed = children_of(process.pid) if process.poll() is None else []
        for child in killed:
            os.kill(int(child), signal.SIGKILL)
        process.communicate()
    require(killed and process.returncode == 0, f"{killed} {process.returncode}")
    require(len(files_below(stage.folder / "out")) == 200, "a document is missing")


@check
def fail_fast_starts_nothing_more(stage):
    bad = "---\nseihon: { set: { text.size: 3 } }\n---\n" + "x" * 5000
    vault = stage.files({"bad.md": bad, **{f"{n}.md": "x" for n in range(300)}})
    result = stage.run("batch", vault, "-o", "out", "--to", "epub", "-j", "1", "--fail-fast", *OPTIONS)
    require(result.returncode in (1, 2), f"{result.returncode}")
    require(len(files_below(stage.folder / "out")) < 50, "it went on")
