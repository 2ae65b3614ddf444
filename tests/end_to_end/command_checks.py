"""The command line's promises: same bytes anywhere, exit codes, what goes to which stream."""
import json
import os
import pathlib
import shutil

import sample
from harness import Skip, check, messages, require


def expect_same_bytes(stage, verb):
    copy = stage.folder / "elsewhere" / "別の場所"
    shutil.copytree(sample.VAULT, copy)
    home = stage.folder / "home"
    home.mkdir()
    first = sample.made(stage.program, verb, sample.WHITE_PAPER).read_bytes()
    runs = {
        "run again": (sample.WHITE_PAPER, {}, stage.folder),
        "in another folder": (copy / sample.WHITE_PAPER.name, {}, copy),
        "by another time zone": (sample.WHITE_PAPER, {"TZ": "Pacific/Chatham"}, stage.folder),
        "by another locale": (sample.WHITE_PAPER, {"LANG": "de_DE.UTF-8", "LC_ALL": "tr_TR.UTF-8",
                                                   "LANGUAGE": "de"}, stage.folder),
        "from another home": (sample.WHITE_PAPER, {"HOME": str(home), "XDG_DATA_HOME": str(home),
                                                   "TMPDIR": str(home)}, stage.folder),
    }
    for how, (note, env, cwd) in runs.items():
        output = stage.make(verb, note, env=env, cwd=cwd)
        require(output.read_bytes() == first, f"{how}, the bytes differ")


@check
def pdf_bytes_depend_on_the_input_alone(stage):
    expect_same_bytes(stage, "pdf")


@check
def epub_bytes_depend_on_the_input_alone(stage):
    expect_same_bytes(stage, "epub")


@check
def bytes_do_not_depend_on_the_clock_of_files(stage):
    vault = stage.vault(note="日付のないノート。\n")
    first = {verb: stage.make(verb, vault / "note.md").read_bytes() for verb in ("pdf", "epub")}
    os.utime(vault / "note.md", (1, 1))
    for verb, data in first.items():
        require(stage.make(verb, vault / "note.md").read_bytes() == data, f"{verb} differs")


@check
def warnings_leave_exit_0_and_strict_makes_them_1(stage):
    note = stage.vault(note="[[ないノート]]\n") / "note.md"
    stage.make("pdf", note)
    stage.make("pdf", note, "--strict", exit_code=1)
    stage.make("pdf", note, "--strict", "-W", "no-link-missing")


@check
def a_missing_note_is_exit_1(stage):
    stage.refuse("pdf", "ない.md", "-o", "x.pdf", exit_code=1, words=["ない.md"])
    require(not (stage.folder / "x.pdf").exists(), "an output was made")


@check
def wrong_usage_is_exit_2(stage):
    note = stage.vault(note="文。\n") / "note.md"
    for arguments, word in ((["pdf", note, "--no-such"], "--no-such"), (["print", note], "print"),
                            (["pdf"], ""), (["pdf", note, "--style", "no-such"], "no-such"),
                            (["pdf", note, "--set", "text.sise=9pt"], "text.sise"),
                            (["pdf", note, "--set", "text.size=9"], "text.size"),
                            (["pdf", note, "--dump", "sums"], "sums"),
                            (["pdf", note, "--breaks", "word"], "word"),
                            (["pdf", note, "--pdf-standard", "a-2a,ua-9"], "ua-9"),
                            (["pdf", note, "--vault", stage.folder / "none"], "none"),
                            (["pdf", note, "--font-dir", stage.folder / "none"], "none")):
        stage.refuse(*arguments, exit_code=2, words=[word])
    require(not (stage.folder / "note.pdf").exists(), "an output was made")


@check
def a_folder_as_input_is_exit_2(stage):
    vault = stage.vault(note="文。\n")
    for verb in ("pdf", "epub"):
        stage.refuse(verb, vault, "-o", "x.out", exit_code=2, words=["folder"])


@check
def an_unwritable_output_is_exit_3_or_2(stage):
    note = stage.vault(note="文。\n") / "note.md"
    stage.refuse("pdf", note, "-o", "/proc/seihon.pdf", exit_code=3, words=["/proc/seihon.pdf"])
    stage.refuse("pdf", note, "-o", stage.folder / "none" / "x.pdf", exit_code=3, words=["none"])
    stage.refuse("pdf", note, "-o", stage.folder, exit_code=2, words=["folder"])
    stage.refuse("pdf", note, "-o", "/dev/full", exit_code=2)


@check
def dumps_to_a_full_device_are_exit_3(stage):
    if not pathlib.Path("/dev/full").is_char_device():
        raise Skip("there is no /dev/full")
    note = stage.vault(note="文。\n") / "note.md"
    for kind in ("tree", "items", "pages"):
        with open("/dev/full", "wb") as full:
            stage.refuse("pdf", note, "--dump", kind, exit_code=3, stdout=full)
    with open("/dev/full", "wb") as full:
        stage.refuse("fonts", exit_code=3, stdout=full)


@check
def check_prints_diagnostics_and_writes_nothing(stage):
    vault = stage.vault(note="一行め。\n\n[[ないノート]]と![[ない.png]]\n", other="文。\n")
    before = sorted(stage.folder.rglob("*"))
    result = stage.run("check", vault, "--no-system-fonts")
    text = result.stdout.decode("utf-8")
    require(result.returncode == 0, messages(result))
    require("note.md:3:1: warning: " in text and "[link-missing]" in text, text)
    require("[image-missing]" in text, text)
    require(sorted(stage.folder.rglob("*")) == before, "files were made")


@check
def json_reports_are_one_object_a_line(stage):
    note = stage.vault(note="[[ない\u202eノート\x1b]]\n") / "note.md"
    result = stage.run("pdf", note, "--report", "json", "--no-system-fonts", "-o", "x.pdf")
    lines = [json.loads(line) for line in result.stdout.decode("utf-8").splitlines()]
    kinds = [line["type"] for line in lines]
    require(kinds == ["diagnostic", "document"], f"{kinds}")
    require(lines[0]["id"] == "link-missing" and lines[0]["line"] == 1, f"{lines[0]}")
    require(lines[1]["status"] == "done" and lines[1]["pages"] >= 1, f"{lines[1]}")


@check
def messages_carry_no_control_characters(stage):
    name = "悪\x1b[31m\u202e\n.md"
    vault = stage.files({name: "[[\x1b]0;x\x07ない]]\n"})
    result = stage.run("pdf", vault / name, "-o", "x.pdf", "--no-system-fonts")
    text = messages(result)
    require(not any(ord(c) < 32 and c != "\n" or c in "\x7f\u202e" for c in text), f"{text!r}")
    require(len(text.splitlines()) <= 3, f"{text!r}")


@check
def quiet_says_nothing_when_all_is_well(stage):
    note = stage.vault(note="文。\n") / "note.md"
    result = stage.run("pdf", note, "-q", "--no-system-fonts", "-o", "x.pdf")
    require(result.returncode == 0 and not result.stderr and not result.stdout, messages(result))


@check
def output_stands_in_the_current_folder_by_default(stage):
    note = stage.files({"深/旅 行.md": "文。\n"}) / "深" / "旅 行.md"
    result = stage.run("epub", note, "-q", "--no-system-fonts")
    require(result.returncode == 0, messages(result))
    require((stage.folder / "旅 行.epub").exists(), f"{list(stage.folder.iterdir())}")


@check
def help_names_every_verb_and_option_with_an_example(stage):
    result = stage.run("--help")
    text = result.stdout.decode("utf-8")
    require(result.returncode == 0, messages(result))
    for word in ("pdf", "epub", "check", "fonts", "styles", "--vault", "--style", "--set", "--lang",
                 "--breaks", "--font-dir", "--no-system-fonts", "--pdf-standard", "--dump",
                 "--report", "--strict"):
        require(word in text, f"--help does not name {word}")
    version = stage.run("--version").stdout.decode("utf-8")
    require(version.startswith("seihon "), version)


@check
def fonts_and_styles_are_listed_with_files(stage):
    fonts = stage.run("fonts", "--no-system-fonts").stdout.decode("utf-8")
    styles = stage.run("styles").stdout.decode("utf-8")
    require("NotoSerifJP-Regular.ttf" in fonts and "a4-report" in styles and "a5-booklet" in styles,
            fonts + styles)
