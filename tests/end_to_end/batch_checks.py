"""Whole vaults: what a batch makes, leaves alone, refuses and survives."""
import hashlib
import json
import os
import re
import resource
import signal
import subprocess
import time

from harness import check, messages, output_of, require, tool

OPTIONS = ("--no-system-fonts", "-W", "no-all")


def files_below(folder):
    """path: hash of every file but the batch's own notes."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name not in (".seihon-lock", ".seihon-manifest",
                                                    ".seihon-journal")}


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


def lives(child):
    """Not so a process that only waits for the system to forget it, nor another with its number."""
    try:
        with open(f"/proc/{child}/cmdline", "rb") as command:
            return b"batch" in command.read()
    except OSError:
        return False


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
    require(not any(lives(child) for child in children), "a worker lives on")


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


def run_again(stage, vault, *options):
    """{path: why} of a run with --explain."""
    result = stage.run("batch", vault, "-o", "out", "--to", "epub", "--explain", *OPTIONS, *options)
    require(result.returncode == 0, messages(result))
    lines = [line.removeprefix("seihon: ").split(": ", 1) for line in messages(result).splitlines()]
    return {line[0]: line[1] for line in lines if len(line) == 2 and line[0].endswith(".md")}


@check
def a_second_run_makes_what_has_changed_and_says_why(stage):
    vault = stage.files({"a.md": "![[b]]", "b.md": "b", "c.md": "![[図.png]] [[d]]", "e.md": "[[b]]",
                         "style/s.yaml": "extends: a5-booklet\n"})
    require(len(run_again(stage, vault)) == 4 and not run_again(stage, vault), "a second run has work")
    os.utime(vault / "b.md", (1, 1))
    require(not run_again(stage, vault), "a touch is no change")
    (vault / "b.md").write_text("B", encoding="utf-8")
    again = run_again(stage, vault)
    require(again == {"a.md": "b.md changed", "b.md": "b.md changed"}, f"{again}")
    (vault / "図.png").write_bytes((stage.folder / "vault/a.md").read_bytes())
    require(list(run_again(stage, vault)) == ["c.md"], "a picture that appears is not seen")
    (vault / "d.md").write_text("d", encoding="utf-8")
    require(sorted(run_again(stage, vault)) == ["c.md", "d.md"], "a note that appears is not seen")
    (vault / "e.md").write_text("---\naliases: f\n---\n[[b]]", encoding="utf-8")
    (vault / "c.md").write_text("[[f]]", encoding="utf-8")
    require(sorted(run_again(stage, vault)) == ["c.md", "e.md"], "they are made for something else")
    (vault / "e.md").write_text("[[b]]", encoding="utf-8")
    again = run_again(stage, vault)
    require(again.get("c.md") == '"f" leads elsewhere' and len(again) == 2, f"an alias: {again}")
    require(len(run_again(stage, vault, "--set", "text.size=11pt")) == 5, "options are not seen")
    (vault / "style/s.yaml").write_text("extends: base\n", encoding="utf-8")
    require(len(run_again(stage, vault, "--set", "text.size=11pt")) == 5, "styles are not seen")
    (stage.folder / "out/b.epub").write_bytes(b"")
    require(list(run_again(stage, vault, "--set", "text.size=11pt")) == ["b.md"], "an output is not seen")


@check
def what_an_incremental_run_makes_is_what_a_whole_run_makes(stage):
    vault = many(stage, 30)
    batch(stage, vault)
    (vault / "1/ノート1.md").write_text("![[ノート2]]", encoding="utf-8")
    require(batch(stage, vault) == batch(stage, vault, out="fresh"), "other bytes")


def replace(path, text):
    """As most editors save: another file takes the name."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.rename(path)


@check
def a_file_of_several_names_counts_under_each(stage):
    vault = stage.files({"a.md": "a", "c.md": "![[d]]", "e.md": "e", "f.md": "f"})
    (vault / "b.md").hardlink_to(vault / "a.md")
    (vault / "d.md").symlink_to("e.md")
    require(len(run_again(stage, vault)) == 6 and not run_again(stage, vault), "a second run has work")
    replace(vault / "b.md", "B")
    require("b.md" in run_again(stage, vault), "a hard link that became a file is not seen")
    (vault / "d.md").unlink()
    (vault / "d.md").symlink_to("f.md")
    require(set(run_again(stage, vault)) >= {"c.md", "d.md"}, "a link that leads elsewhere is not seen")
    require(batch(stage, vault) == batch(stage, vault, out="fresh"), "other bytes")


@check
def what_is_saved_during_a_run_is_made_again(stage):
    vault = many(stage, 300)
    notes = sorted(vault.rglob("*.md"))
    with subprocess.Popen([stage.program.path, "batch", vault, "-o", "out", "-j", "1", *OPTIONS],
                          cwd=stage.folder, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not list(stage.folder.glob("out/*/*")):
            time.sleep(0.001)
        for note in notes:
            replace(note, note.read_text(encoding="utf-8") + "一")
        require(process.wait() == 0, f"{process.returncode}")
    require(batch(stage, vault) == batch(stage, vault, out="fresh"), "a save during the run is lost")
    for note in notes:
        replace(note, "二")
    require(batch(stage, vault) == batch(stage, vault, out="fresh2"), "the save after it is lost")


@check
def outputs_of_notes_that_are_gone_are_named_and_pruned(stage):
    vault = stage.files({"a.md": "a", "b.md": "b"})
    batch(stage, vault)
    (vault / "b.md").unlink()
    result = stage.run("batch", vault, "-o", "out", *OPTIONS)
    require("b.pdf" in messages(result) and "--prune" in messages(result), messages(result))
    require(len(files_below(stage.folder / "out")) == 4, "it was removed unasked")
    (stage.folder / "out/b.pdf").write_bytes(b"my own")
    require(sorted(batch(stage, vault, "--prune")) == ["a.epub", "a.pdf", "b.pdf"],
            "what was written is still there, or another's file is not")
    require("gone" not in messages(stage.run("batch", vault, "-o", "out", *OPTIONS)), "it is not forgotten")


@check
def a_killed_batch_goes_on_where_it_was(stage):
    vault = many(stage, 600)
    with subprocess.Popen([stage.program.path, "batch", vault, "-o", "out", "--to", "epub", *OPTIONS],
                          cwd=stage.folder, stderr=subprocess.PIPE) as process:
        while process.poll() is None and not list(stage.folder.glob("out/*/[!.]*")):
            time.sleep(0.01)
        process.kill()
        process.communicate()
    done = len(files_below(stage.folder / "out"))
    again = run_again(stage, vault)
    require(0 < len(again) <= 600 - done + 64, f"{done} were done, {len(again)} are made again")
    require(not run_again(stage, vault), "something was left")
    require(not list(stage.folder.glob("out/**/*.tmp")), "temporary files are left")


@check
def a_damaged_manifest_only_costs_time(stage):
    vault = many(stage, 20)
    whole = batch(stage, vault, "--to", "epub")
    manifest = stage.folder / "out/.seihon-manifest"
    text = manifest.read_bytes()
    for bad in (b"", text[:len(text) // 2], text.replace(b"\t", b"\n"), os.urandom(2000),
                text.replace(b"E\n", b""), b"seihon manifest 1\nD\nI\t%\t\nE\nO\t..\nE\n"):
        manifest.write_bytes(bad)
        require(batch(stage, vault, "--to", "epub") == whole, "other bytes")


@check
def a_manifest_cannot_have_files_elsewhere_pruned(stage):
    vault = stage.files({"a.md": "a"})
    victim = stage.folder / "victim.pdf"
    victim.write_text("keep", encoding="utf-8")
    (vault.parent / "out").mkdir()
    for path in ("../victim.pdf", str(victim), "x/../../victim.pdf", "%2e./victim.pdf", "%2E%2E/victim.pdf"):
        (stage.folder / "out/.seihon-manifest").write_text(
            f"seihon manifest 1\nD\tgone.md\t1\nO\t{path}\t4\t1\nE\n", encoding="utf-8")
        batch(stage, vault, "--to", "epub", "--prune")
        require(victim.exists(), f"{path} was removed")


@check
def two_batches_at_once_do_not_share_a_folder(stage):
    vault = many(stage, 300)
    with subprocess.Popen([stage.program.path, "batch", vault, "-o", "out", *OPTIONS],
                          cwd=stage.folder, stderr=subprocess.PIPE) as process:
        while process.poll() is None and not (stage.folder / "out/.seihon-lock").exists():
            time.sleep(0.01)
        stage.refuse("batch", vault, "-o", "out", exit_code=3, words=["another batch"])
        process.communicate()
    require(process.returncode == 0, f"{process.returncode}")


def kill_all(stage):
    """Kills every seihon that runs in the stage's folder; how many there were."""
    killed = 0
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            if (os.readlink(f"/proc/{process}/exe") == os.path.realpath(stage.program.path)
                    and os.readlink(f"/proc/{process}/cwd") == os.path.realpath(stage.folder)):
                os.kill(int(process), signal.SIGKILL)
                killed += 1
        except OSError:
            pass  # gone, or another's
    return killed


@check
def shards_run_by_parallel_and_killed_come_to_the_same_bytes(stage):
    parallel = tool("parallel")
    vault = many(stage, 240)
    command = [parallel, "--will-cite", "-j", "2", stage.program.path, "batch", vault, "-o", "part{}",
               "--shard", "{}/3", "-j", "1", *OPTIONS, ":::", "1", "2", "3"]
    with subprocess.Popen(list(map(str, command)), cwd=stage.folder, stderr=subprocess.PIPE,
                          stdout=subprocess.PIPE, start_new_session=True) as process:
        while process.poll() is None and not list(stage.folder.glob("part*/*/[!.]*")):
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    while kill_all(stage):  # parallel's jobs are in groups of their own
        time.sleep(0.05)
    result = subprocess.run(list(map(str, command)), cwd=stage.folder, capture_output=True, check=False)
    require(result.returncode == 0, result.stderr.decode("utf-8", "replace"))
    parts = {}
    for n in (1, 2, 3):
        parts.update(files_below(stage.folder / f"part{n}"))
    require(parts == batch(stage, vault), "other bytes than a single run's")


@check
def the_report_has_the_hashes_of_what_was_read_and_made(stage):
    vault = stage.files({"a \"1\".md": "甲\n\n![[b]]", "b.md": "乙"})

    def documents(out):
        result = stage.run("batch", vault, "-o", out, "--report", "json", "-j", 2, *OPTIONS)
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        return {line["output"]: line for line in lines if line["type"] == "document"}

    first, second = documents("x"), documents("y")
    require(len(first) == 4, f"{sorted(first)}")
    for name, line in first.items():
        require(line["seconds"] > 0 and line["peak_memory"] > 10000, f"{line}")
        require({**line, "seconds": 0} == {**second[name], "seconds": 0}, f"{line}, {second[name]}")
    a, b = first['a "1".epub'], first["b.epub"]
    require([entry["path"] for entry in a["inputs"]] == ['a "1".md', "b.md"], f"{a}")
    require(a["inputs"][1] in b["inputs"] and a["hash"] != b["hash"], f"{b}")
    (vault / "b.md").write_text("丙", encoding="utf-8")
    require(documents("x")["b.epub"]["hash"] != b["hash"], "the output's hash stays")
    for verb in ("pdf", "epub"):
        result = stage.run(verb, vault / "b.md", "-o", f"b.{verb}", "--report", "json", *OPTIONS)
        line = json.loads(result.stdout.splitlines()[-1])
        require(line["inputs"][0]["path"] == "b.md" and len(line["hash"]) == 16, f"{line}")


def links_of(pdf):
    """What the links of a PDF to other files name."""
    plain = output_of(tool("qpdf"), "--qdf", "--object-streams=disable", pdf, "-")
    return [bytes.fromhex(name.decode()).decode("utf-16")
            for name in re.findall(rb"/S /GoToR.*?>>|/UF <([0-9a-fA-F]+)>", plain) if name]


@check
def a_note_links_to_the_files_of_other_notes(stage):
    vault = stage.files({"旅/京都.md": "[[東京#駅]] [[地図/a b|図]] [[京都]] [[無い]] [x](../東京.md)",
                         "東京.md": "[[京都]] [[下書き]]", "地図/a b.md": "[[東京]]", "下書き.md": ""})
    batch(stage, vault)
    require(links_of(stage.folder / "out/旅/京都.pdf") == ["../東京.pdf", "../地図/a b.pdf", "../東京.pdf"],
            f"{links_of(stage.folder / 'out/旅/京都.pdf')}")
    require(links_of(stage.folder / "out/東京.pdf") == ["旅/京都.pdf", "下書き.pdf"], "")
    whole = batch(stage, vault, "--shard", "1/2", out="s") | batch(stage, vault, "--shard", "2/2", out="s")
    require(whole == files_below(stage.folder / "out"), "a shard's links lead elsewhere")
    batch(stage, vault, "--exclude", "下書き.md", out="x")
    require(links_of(stage.folder / "x/東京.pdf") == ["旅/京都.pdf"], "a link to what is not made")
    (vault / "下書き.md").unlink()
    batch(stage, vault)
    require(links_of(stage.folder / "out/東京.pdf") == ["旅/京都.pdf"], "a link to what is gone")
    for text in (output_of(tool("unzip"), "-p", stage.folder / "out/東京.epub", "*.xhtml"),):
        require("京都" in text.decode() and b'<a href="../' not in text and b".pdf" not in text,
                "an EPUB leads out of itself")


@check
def files_of_other_formats_are_known_after_another_to(stage):
    vault = stage.files({"a.md": "a", "b.md": "b"})
    batch(stage, vault)
    batch(stage, vault, "--to", "epub", "--prune")
    require(sorted(files_below(stage.folder / "out")) == ["a.epub", "a.pdf", "b.epub", "b.pdf"],
            "a file of a note that is there was removed")
    (vault / "b.md").unlink()
    batch(stage, vault, "--to", "epub", "--prune")
    require(sorted(files_below(stage.folder / "out")) == ["a.epub", "a.pdf"],
            f"{sorted(files_below(stage.folder / 'out'))}")


@check
def a_full_disk_leaves_the_older_files_and_the_next_run_goes_on(stage):
    vault = many(stage, 6)
    (vault / "0/ノート0.md").write_text("長い文。" * 20000, encoding="utf-8")
    older = batch(stage, vault, "--to", "pdf", "-j", "1")
    for path in vault.rglob("*.md"):
        path.write_text(path.read_text(encoding="utf-8") + "\n新しい文。\n", encoding="utf-8")

    sizes = sorted(path.stat().st_size for path in (stage.folder / "out").rglob("*.pdf"))
    most = (sizes[-1] + sizes[-2]) // 2

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    result = stage.run("batch", vault, "-o", "out", "--to", "pdf", "-j", "1", *OPTIONS,
                       preexec_fn=limit)
    require(result.returncode in (1, 3), f"exit {result.returncode}: {messages(result)}")
    require("ノート0.md: cannot write" in messages(result), messages(result))
    after = files_below(stage.folder / "out")
    require(after["0/ノート0.pdf"] == older["0/ノート0.pdf"], "the older file is lost")
    require(not [name for name in after if ".seihon-" in name], f"{sorted(after)}")
    whole = batch(stage, vault, "--to", "pdf")
    require(whole["0/ノート0.pdf"] != older["0/ノート0.pdf"], "it is not made anew")
    require(whole == batch(stage, vault, "--to", "pdf", out="fresh"), "other bytes than a fresh run's")


@check
def the_longest_names_have_outputs(stage):
    names = ["あ" * 84, "あ" * 83 + "い", "n" * 252]
    vault = stage.files({f"{name}.md": "[[" + names[0] + "]]" for name in names})
    made = batch(stage, vault)
    require(len(made) == 6 and all(len(name.encode()) <= 255 for name in made), f"{sorted(made)}")
    latin = next(name for name in made if name.startswith("n") and name.endswith(".pdf"))
    require(links_of(stage.folder / "out" / latin)[0] in made, "a link to another name")
    result = stage.run("pdf", vault / f"{names[0]}.md", *OPTIONS)
    require(result.returncode == 0 and len(list(stage.folder.glob("*.pdf"))) == 1, messages(result))
