"""Sources and outputs: notes, maps, folders, book files; where files go, and what one failure costs."""
import json
import os
import re
import zipfile

import sample
from harness import ROOT, check, messages, output_of, require, tool

NOTES = {
    ".obsidian/app.json": "{}",
    "目次.md": "---\ntitle: 旅の本\n---\n# 目次\n\n- [[春]]\n- [[夏]]\n",
    "春.md": "# 春\n\n春の文。[[夏]]へ。\n",
    "四季/夏.md": "# 夏\n\n夏の文。\n",
    "四季/秋.md": "# 秋\n\n秋の文。\n",
}
BOOK = ("title: 四季の本\nauthors: [ 甲 ]\ndate: 2024-11-29\nstyle: a5-booklet\n"
        "contents: [ 春.md, 四季/夏.md ]\n")


def vault_with(stage, output="", **more):
    text = BOOK + (f"output: {output}\n" if output else "")
    return stage.files({**NOTES, "本/四季.yaml": text, **more})


def run_well(stage, *arguments, **rest):
    result = stage.run(*arguments, "--no-system-fonts", **rest)
    require(result.returncode == 0, f"exit {result.returncode}: {messages(result)}")
    return result


def texts_of(pdf):
    return "".join(sample.pdf_pages(pdf))


@check
def a_map_a_folder_and_a_book_file_make_books(stage):
    vault = vault_with(stage)
    for source, name, words, absent in (
            (["目次.md", "--book"], "目次", ["春の文。", "夏の文。"], "秋の文。"),
            (["四季", "--book"], "四季", ["夏の文。", "秋の文。"], "春の文。"),
            (["本/四季.yaml"], "四季", ["春の文。", "夏の文。"], "秋の文。")):
        run_well(stage, "pdf", vault / source[0], *source[1:], "-q")
        text = texts_of(stage.folder / f"{name}.pdf")
        require(all(word in text for word in words) and absent not in text, f"{source}: {text}")
        (stage.folder / f"{name}.pdf").unlink()


@check
def a_folder_without_book_is_refused_and_told_how(stage):
    vault = vault_with(stage)
    for verb in ("pdf", "epub", "build"):
        stage.refuse(verb, vault, exit_code=2, words=["folder", "--book"])


@check
def a_folder_that_is_the_vault_is_named_for_itself(stage):
    vault = vault_with(stage)
    run_well(stage, "epub", vault, "--book", "-q")
    require((stage.folder / "vault.epub").exists(), f"{list(stage.folder.iterdir())}")


@check
def a_book_file_brings_its_style_and_the_command_line_wins(stage):
    vault = vault_with(stage)
    for options, size in (([], "419.5"), (["--style", "a4-report"], "595.2"),
                          (["--set", "page.size=A6", "--set", "text.lines=10", "--set",
                            "text.line-length=20"], "297.6")):
        pdf = stage.make("pdf", vault / "本/四季.yaml", *options)
        info = output_of(tool("pdfinfo"), pdf).decode("utf-8")
        require(f"Page size:       {size}" in info, f"{options}: {info}")


@check
def a_style_file_may_lie_outside_the_vault(stage):
    vault = vault_with(stage)
    (stage.folder / "家").mkdir()
    (stage.folder / "家/own.yaml").write_text("extends: ./half.yaml\n", encoding="utf-8")
    (stage.folder / "家/half.yaml").write_text("extends: a5-booklet\ntext: { lines: 20 }\n",
                                               encoding="utf-8")
    pdf = stage.make("pdf", vault / "春.md", "--style", "家/own.yaml")
    info = output_of(tool("pdfinfo"), pdf).decode("utf-8")
    require("Page size:       419.5" in info, info)
    stage.refuse("pdf", vault / "春.md", "--style", "家/own.yaml", "-o", "家/own.yaml", exit_code=2,
                 words=["input"])
    (stage.folder / "家/half.yaml").write_text("extends: ../outside.yaml\n", encoding="utf-8")
    (stage.folder / "outside.yaml").write_text("extends: a5-booklet\n", encoding="utf-8")
    stage.refuse("pdf", vault / "春.md", "--style", "家/own.yaml", exit_code=2, words=["half.yaml"])


@check
def build_makes_what_a_book_file_names_where_it_says(stage):
    vault = vault_with(stage, "{ pdf: ../out/刷/白書.pdf, epub: 白書.epub }")
    result = run_well(stage, "build", vault / "本/四季.yaml")
    pdf, epub = vault / "out/刷/白書.pdf", vault / "本/白書.epub"
    require(pdf.exists() and epub.exists(), messages(result))
    require("春の文。" in texts_of(pdf), "no text")
    zipfile.ZipFile(epub).testzip()
    require(sorted(stage.folder.iterdir()) == [vault], "files beside the vault")


@check
def one_verb_takes_its_own_output_of_a_book_file(stage):
    vault = vault_with(stage, "{ pdf: out/a.pdf, epub: out/a.epub }")
    run_well(stage, "epub", vault / "本/四季.yaml", "-q")
    require([path.name for path in (vault / "本/out").iterdir()] == ["a.epub"], "not that alone")
    run_well(stage, "epub", vault / "本/四季.yaml", "-o", "b.epub", "-q")
    require((stage.folder / "b.epub").exists(), "-o is not heard")


@check
def with_o_the_names_go_into_a_folder_that_is_made(stage):
    vault = vault_with(stage, "{ pdf: ../../../白書.pdf }")
    run_well(stage, "build", vault / "本/四季.yaml", "-o", "新/二", "-q")
    run_well(stage, "build", vault / "春.md", "-o", "新/二/", "--to", "epub", "-q")
    names = sorted(path.name for path in (stage.folder / "新/二").iterdir())
    require(names == ["春.epub", "白書.pdf"], f"{names}")


@check
def build_of_a_note_makes_both(stage):
    vault = vault_with(stage)
    run_well(stage, "build", vault / "春.md", "-q")
    require(all((stage.folder / f"春.{suffix}").exists() for suffix in ("pdf", "epub")),
            f"{list(stage.folder.iterdir())}")


@check
def outputs_that_leave_the_vault_are_refused(stage):
    outside = stage.folder / "x.pdf"
    for name in (str(outside), "../../x.pdf", "../漏/x.pdf", "春.md", "../春.md"):
        vault = vault_with(stage, f"{{ pdf: {name} }}")
        if not (vault / "漏").is_symlink():
            (vault / "漏").symlink_to(stage.folder)
        stage.refuse("build", vault / "本/四季.yaml", exit_code=2, words=["-o"])
        require(not outside.exists(), f"{name} was written")
    require((vault / "春.md").read_text(encoding="utf-8") == NOTES["春.md"], "a note is lost")


@check
def an_input_is_never_an_output_however_many_there_are(stage):
    notes = {f"{n:03}.md": f"第{n}。\n" for n in range(100)}
    vault = stage.files({**notes, "all.yaml": "title: 全\ncontents: [ { glob: '*.md' } ]\n"})
    for n in (0, 99):
        stage.refuse("pdf", vault / "all.yaml", "-o", vault / f"{n:03}.md", exit_code=2,
                     words=["input"])
    require((vault / "099.md").read_text(encoding="utf-8") == "第99。\n", "a note is lost")


@check
def one_output_fails_and_the_other_stands(stage):
    vault = vault_with(stage, "{ pdf: ../out/a.pdf, epub: ../out/a.epub }")
    (vault / "out/a.pdf").mkdir(parents=True)
    result = stage.run("build", vault / "本/四季.yaml", "--report", "json", "--no-system-fonts")
    documents = [json.loads(line) for line in result.stdout.decode("utf-8").splitlines()]
    states = [(line["status"], line["output"].endswith("a.epub")) for line in documents
              if line["type"] == "document"]
    require(result.returncode == 2 and states == [("failed", False), ("done", True)],
            f"exit {result.returncode}, {documents}")
    require("no pdf" in messages(result), messages(result))
    require((vault / "out/a.epub").exists(), "the EPUB is not there")


@check
def older_outputs_survive_a_failure(stage):
    vault = vault_with(stage, "{ pdf: ../a.pdf, epub: ../a.epub }")
    run_well(stage, "build", vault / "本/四季.yaml", "-q")
    before = {name: (vault / name).read_bytes() for name in ("a.pdf", "a.epub")}
    stage.refuse("build", vault / "本/四季.yaml", "--style", "none", exit_code=2, words=["none"])
    (vault / "本/四季.yaml").write_text(BOOK + "output: { pdf: ../a.pdf }\nstrange: 1\n",
                                        encoding="utf-8")
    stage.refuse("build", vault / "本/四季.yaml", exit_code=2, words=["四季.yaml:", "strange"])
    require(all((vault / name).read_bytes() == data for name, data in before.items()), "changed")
    require(not [name for name in os.listdir(vault) if name.startswith(".seihon")], "remains")


@check
def builds_give_the_same_bytes_as_single_runs(stage):
    vault = vault_with(stage, "{ pdf: ../a.pdf, epub: ../a.epub }")
    run_well(stage, "build", vault / "本/四季.yaml", "-q")
    require(stage.make("pdf", vault / "本/四季.yaml").read_bytes()
            == (vault / "a.pdf").read_bytes(), "the PDF differs")
    listed = stage.make("epub", vault / "本/四季.yaml", "--set", "epub.page-list=yes")
    require(listed.read_bytes() == (vault / "a.epub").read_bytes(), "the EPUB differs")


@check
def the_epubs_page_list_is_the_pdfs(stage):
    vault = vault_with(stage, "{ pdf: ../a.pdf, epub: ../a.epub }")
    run_well(stage, "build", vault / "本/四季.yaml", "-q")
    with zipfile.ZipFile(vault / "a.epub") as book:
        navigation = next(book.read(name).decode("utf-8") for name in book.namelist()
                          if name.endswith("nav.xhtml"))
    require("page-list" in navigation, "build's EPUB has no page list")
    alone = stage.make("epub", vault / "本/四季.yaml")
    with zipfile.ZipFile(alone) as book:
        require(not any(b"page-list" in book.read(name) for name in book.namelist()),
                "the EPUB alone has a list of pages")


@check
def the_tree_of_a_book_is_dumped_like_a_notes(stage):
    vault = vault_with(stage)
    tree = run_well(stage, "pdf", vault / "目次.md", "--book", "--dump", "tree").stdout
    require(tree.count(b"\n  chapter ") == 2 and "title \"旅の本\"".encode() in tree,
            tree.decode("utf-8"))


@check
def a_broken_book_file_is_told_by_line(stage):
    vault = stage.files({"a.md": "文。\n", "b.yaml": "title: x\ncontents:\n  - ない.md\n",
                         "c.yaml": "title: [\n", "d.yaml": "title: x\ntitel: y\n"})
    stage.refuse("pdf", vault / "b.yaml", exit_code=1, words=["b.yaml:3:", "ない.md"])
    stage.refuse("pdf", vault / "c.yaml", exit_code=2, words=["c.yaml:"])
    stage.refuse("pdf", vault / "d.yaml", exit_code=2, words=["d.yaml:2:", "titel", "title"])


@check
def the_sample_vaults_notes_build_as_a_folder(stage):
    pdf = stage.make("pdf", ROOT / "vault" / "手引き", "--book", "--style", "a5-booklet")
    text = texts_of(pdf)
    require("見出し" in text and "脚注" in text, text[:500])


SMALL_STYLE = "extends: base\ntext: { line-length: 15, lines: 10 }\n"


def paper_of(pdf):
    """Width and height of the first page in whole millimetres."""
    told = output_of(tool("pdfinfo"), pdf).decode("utf-8")
    size = re.search(r"Page size: +([0-9.]+) x ([0-9.]+)", told)
    return tuple(round(float(side) * 25.4 / 72) for side in size.groups())


@check
def the_nearest_setting_of_the_style_wins(stage):
    """Base style, style, vault, then book or note, --set; each step adds the next stronger one."""
    steps = (
        ("base style", {"甲.yaml": SMALL_STYLE}, [], (210, 297)),
        ("style", {"甲.yaml": SMALL_STYLE + "page: { size: A5 }\n"}, [], (148, 210)),
        ("vault", {"seihon.yaml": "style: 甲.yaml\nset: { page.size: B6 }\n"}, [], (128, 182)),
        ("source", {"本.yaml": "contents: [ 文.md ]\nset: { page.size: A6 }\n",
                    "文.md": "---\nseihon:\n  set: { page.size: A6 }\n---\n文。\n",
                    "平.md": "---\nseihon-page.size: A6\n---\n文。\n"}, [], (105, 148)),
        ("--set", {}, ["--set", "page.size=B5"], (182, 257)))
    stage.files({"seihon.yaml": "style: 甲.yaml\n", "文.md": "文。\n", "平.md": "文。\n",
                 "本.yaml": "contents: [ 文.md ]\n"})
    for name, files, options, paper in steps:
        vault = stage.files(files)
        for source in ("文.md", "平.md", "本.yaml"):
            found = paper_of(stage.make("pdf", vault / source, *options))
            require(found == paper, f"{name}, {source}: {found}, not {paper}")


@check
def a_style_named_nearer_is_the_one_that_is_read(stage):
    """--style takes the place of the source's style, that of the vault's; what is set stays over it."""
    vault = stage.files({"seihon.yaml": "style: 甲.yaml\n",
                         "甲.yaml": SMALL_STYLE + "page: { size: A5 }\n",
                         "乙.yaml": SMALL_STYLE + "page: { size: B6 }\n",
                         "丙.yaml": SMALL_STYLE + "page: { size: A6 }\n",
                         "無.md": "文。\n", "有.md": "---\nseihon-style: 乙.yaml\n---\n文。\n",
                         "上.md": "---\nseihon-page.size: B5\n---\n文。\n"})
    third = ["--style", vault / "丙.yaml"]
    for note, options, paper in (("無.md", [], (148, 210)), ("有.md", [], (128, 182)),
                                 ("無.md", third, (105, 148)), ("有.md", third, (105, 148)),
                                 ("上.md", third, (182, 257))):
        found = paper_of(stage.make("pdf", vault / note, *options))
        require(found == paper, f"{note} {options}: {found}, not {paper}")


@check
def a_wrong_setting_of_the_vault_or_a_note_is_told_where_it_stands(stage):
    vault = stage.files({"n.md": "---\nseihon:\n  set:\n    text.sise: 9pt\n---\n文。\n"})
    stage.refuse("pdf", vault / "n.md", exit_code=2, words=["n.md:4:5", "text.sise", "text.size"])
    vault = stage.files({"n.md": "文。\n", "seihon.yaml": "set:\n  page.size: A55\n"})
    stage.refuse("pdf", vault / "n.md", exit_code=2, words=["seihon.yaml:2:", "page.size"])
