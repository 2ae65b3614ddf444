"""seihon check: each kind of problem once, at its place, countable; and what a failure costs."""
import collections
import json
import os
import pathlib
import re
import signal
import subprocess
import time

from harness import IMAGES, check, messages, require

PNG = (IMAGES / "rgb.png").read_bytes()

# A vault in which each of these problems is exactly once, however often its note is embedded.
PROBLEMS = {
    "alias-link": ("n01.md", 1, "[[べつの名]]\n"),
    "attachment-unused": ("図/孤.png", 1, PNG),
    "embed-cycle": ("n03.md", 3, "輪。\n\n![[n03]]\n"),
    "embed-unsupported": ("n04.md", 1, "![[音.xyz]]\n"),
    "encoding": ("n05.md", 1, b"a\xffb\n"),  # U+FFFD in its place has no glyph either
    "front-matter": ("n06.md", 3, "---\ntitle: [\n---\n文。\n"),
    "glyph-missing": ("n05.md", 1, None),
    "heading-missing": ("n08.md", 1, "[[n01#ない見出し]]\n"),
    "html-unsupported": ("n09.md", 1, "<marquee>文</marquee>\n"),
    "image-broken": ("n10.md", 1, "![[図/壊.png]]\n"),
    "image-missing": ("n11.md", 1, "![[ない.png]]\n"),
    "image-remote": ("n12.md", 1, "![](https://example.org/a.png)\n"),
    "image-text": ("x.md", 1, "![[図/有.png]]\n"),
    "link-missing": ("n13.md", 3, "一。\n\n文[[旅行期]]。\n"),
    "name-duplicate": ("一/同.md", 1, "一。\n"),
    "note-duplicate": ("n15.md", 4, "文[^1]。\n\n[^1]: 甲\n[^1]: 乙\n"),
    "note-undefined": ("n16.md", 1, "文[^ない]。\n"),
    "note-unused": ("n17.md", 3, "文。\n\n[^x]: 使わない\n"),
    "url-unsafe": ("n18.md", 1, "[文](file:///etc/passwd)\n"),
}
REST = {".obsidian/app.json": "{}", "旅行記.md": "---\naliases: [べつの名]\n---\n文。\n",
        "二/同.md": "二。\n", "図/壊.png": b"no image", "図/有.png": PNG, "音.xyz": "x"}


def problem_vault(stage, embeds=0):
    files = {name: text for name, _, text in PROBLEMS.values() if text is not None} | REST
    notes = [name[:-3] for name in files if name.startswith("n")]
    for i in range(embeds):
        files[f"e{i}.md"] = "".join(f"![[{name}]]\n\n" for name in notes)
    return stage.files(files)


def report(stage, *arguments, exit_code=0, **rest):
    result = stage.run("check", *arguments, "--report", "json", "--no-system-fonts", **rest)
    require(result.returncode == exit_code, f"exit {result.returncode}: {messages(result)}")
    lines = [json.loads(line) for line in result.stdout.decode("utf-8").splitlines()]
    kinds = collections.defaultdict(list)
    for line in lines:
        kinds[line["type"]].append(line)
    require(lines[-1]["type"] == "summary", f"{lines[-1]}")
    return kinds


def expect_each_once(kinds):
    found = {(line["id"], line["path"], line["line"]) for line in kinds["diagnostic"]}
    wanted = {(name, path, line) for name, (path, line, _) in PROBLEMS.items()}
    require(found == wanted, f"more: {sorted(found - wanted)}; less: {sorted(wanted - found)}")
    require(len(kinds["diagnostic"]) == len(PROBLEMS), "a problem is told twice")


@check
def every_kind_of_problem_is_told_once_at_its_place(stage):
    kinds = report(stage, problem_vault(stage))
    expect_each_once(kinds)
    require(kinds["summary"][0]["ids"] == {name: 1 for name in PROBLEMS}, f"{kinds['summary']}")
    near = next(line for line in kinds["diagnostic"] if line["id"] == "link-missing")
    require("旅行記" in near["message"], near["message"])


@check
def notes_embedded_in_many_add_nothing(stage):
    expect_each_once(report(stage, problem_vault(stage, embeds=3)))


@check
def the_report_is_sorted_and_its_fields_are_whole(stage):
    kinds = report(stage, problem_vault(stage))
    places = [(line["path"].encode(), line["line"], line["column"]) for line in kinds["diagnostic"]]
    require(places == sorted(places), f"{places}")
    for line in kinds["diagnostic"]:
        require(set(line) == {"type", "path", "line", "column", "severity", "id", "message"}
                and line["severity"] in ("warning", "error") and line["column"] >= 1, f"{line}")
    for line in kinds["document"]:
        require(set(line) == {"type", "input", "output", "status", "message", "pages", "warnings",
                              "errors", "seconds", "peak_memory"} and line["status"] == "done", f"{line}")
    summary = kinds["summary"][0]
    require(summary["documents"] == len(kinds["document"]) and summary["failed"] == 0
            and summary["warnings"] + summary["errors"] == len(PROBLEMS), f"{summary}")


@check
def text_and_json_tell_the_same(stage):
    vault = problem_vault(stage)
    kinds = report(stage, vault)
    text = stage.run("check", vault, "--no-system-fonts").stdout.decode("utf-8").splitlines()
    made = [f"{line['path']}:{line['line']}:{line['column']}: {line['severity']}: "
            f"{line['message']} [{line['id']}]" for line in kinds["diagnostic"]]
    require(text == made, f"{text}\n{made}")


@check
def strict_makes_warnings_exit_1_and_ids_are_silenced(stage):
    vault = problem_vault(stage)
    report(stage, vault, "--strict", exit_code=1)
    silenced = [word for name in PROBLEMS for word in ("-W", f"no-{name}")]
    kinds = report(stage, vault, "--strict", *silenced)
    require(not kinds["diagnostic"] and kinds["summary"][0]["ids"] == {}, f"{kinds['diagnostic']}")


@check
def only_a_whole_vault_tells_what_is_unused(stage):
    vault = problem_vault(stage)
    for path in (vault / "n13.md", vault / "図", vault / "一"):
        kinds = report(stage, path)
        require(not {"attachment-unused", "name-duplicate"} & set(kinds["summary"][0]["ids"]),
                f"{path}: {kinds['summary']}")
    report_of_both = report(stage, vault / "x.md", vault)
    expect_each_once(report_of_both)


@check
def a_pdf_made_of_a_note_is_no_unused_attachment(stage):
    vault = stage.vault(a="文\n")
    for name in ("a.pdf", "a.txt", "b.pdf"):
        (vault / name).write_bytes(b"%PDF-1.7\n")
    lines = report(stage, vault)["diagnostic"]
    require([line["path"] for line in lines] == ["b.pdf"], f"{lines}")


@check
def two_vaults_are_told_apart(stage):
    for name in ("甲", "乙"):
        (stage.folder / name).mkdir()
        (stage.folder / name / "a.md").write_text("[[ない]]\n", encoding="utf-8")
    kinds = report(stage, "甲", "乙", "甲/a.md")
    require(kinds["summary"][0]["ids"]["link-missing"] >= 2, f"{kinds['summary']}")


@check
def many_links_to_nothing_are_each_told(stage):
    vault = stage.vault(a="[[ない]]\n\n" * 50)
    require(report(stage, vault)["summary"][0]["ids"] == {"link-missing": 50}, "not 50")


@check
def an_unusable_note_is_told_and_the_others_are_checked(stage):
    text = "日本語の文を書いた。" * 20
    vault = stage.vault(a="[[ない]]\n", b=text.encode("shift_jis"), c="[[ない]]\n")
    kinds = report(stage, vault, exit_code=1)
    require(kinds["summary"][0]["ids"] == {"link-missing": 2, "read-failed": 1}
            and kinds["summary"][0]["failed"] == 1, f"{kinds['summary']}")
    require([line["status"] for line in kinds["document"]] == ["done", "failed", "done"],
            f"{kinds['document']}")


@check
def a_missing_path_does_not_stop_the_others(stage):
    vault = stage.vault(a="[[ない]]\n")
    kinds = report(stage, vault / "none.md", vault, exit_code=1)
    require(kinds["summary"][0]["ids"] == {"link-missing": 1}, f"{kinds['summary']}")
    require([line["status"] for line in kinds["document"]] == ["failed", "done"],
            f"{kinds['document']}")


@check
def a_book_file_is_checked_as_one_document(stage):
    vault = stage.files({"a.md": "[[ない]]\n", "b.yaml": "title: x\ncontents: [ a.md, ない.md ]\n",
                         "c.yaml": "title: x\ncontents: [ a.md ]\n", "d.yaml": "titel: x\n"})
    kinds = report(stage, vault / "c.yaml")
    require(kinds["summary"][0]["ids"] == {"link-missing": 1}, f"{kinds['summary']}")
    kinds = report(stage, vault / "b.yaml")
    require(any(line["path"] == "b.yaml" and line["line"] == 2 for line in kinds["diagnostic"]),
            f"{kinds}")
    report(stage, vault / "d.yaml", exit_code=2)


@check
def a_map_note_is_checked_as_a_book(stage):
    vault = stage.files({"map.md": "- [[a]] and [[b]]\n", "a.md": "[[b#ない]]\n", "b.md": "b\n"})
    kinds = report(stage, vault / "map.md")
    require(kinds["summary"][0]["ids"] == {}, f"{kinds['summary']}")
    kinds = report(stage, vault / "map.md", "--book")
    require(kinds["summary"][0]["ids"] == {"heading-missing": 1, "map-remark": 1},
            f"{kinds['summary']}")


def children_of(pid):
    path = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in path.read_text(encoding="ascii").split()] if path.exists() else []


@check
def a_worker_that_dies_in_a_row_of_notes_costs_nothing(stage):
    vault = stage.files({f"{i:03}.md": "[[ない]]\n" * 5 for i in range(150)})
    with subprocess.Popen([stage.program.path, "check", vault, "--report", "json",
                           "--no-system-fonts"], stdout=subprocess.PIPE) as process:
        killed = []
        while not killed and process.poll() is None:
            killed = children_of(process.pid)
        time.sleep(0.1)  # into the row
        for child in killed:
            os.kill(child, signal.SIGKILL)
        summary = json.loads(process.stdout.read().splitlines()[-1])
    require(killed and process.returncode == 0, f"{killed}, exit {process.returncode}")
    require(summary["ids"] == {"link-missing": 750} and summary["documents"] == 150
            and summary["failed"] == 0, f"{summary}")


@check
def ignored_folders_are_not_checked(stage):
    vault = stage.files({".obsidian/app.json": '{"userIgnoreFilters":["捨/"]}',
                         "捨/a.md": "[[ない]]\n", "捨/図.png": PNG, "b.md": "文。\n"})
    kinds = report(stage, vault)
    require(not kinds["diagnostic"] and kinds["summary"][0]["documents"] == 1, f"{kinds}")


@check
def a_summary_for_people_counts_by_id(stage):
    result = stage.run("check", problem_vault(stage), "--no-system-fonts")
    text = messages(result)
    require(re.search(r"1 link-missing\b", text) and "19 warnings" in text, text)
    quiet = stage.run("check", stage.folder / "vault/旅行記.md", "-q", "--no-system-fonts")
    require(not quiet.stdout and not quiet.stderr, messages(quiet))
