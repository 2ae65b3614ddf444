"""Imposed PDFs as a printer gets them: read through the sheets of paper, sheet by sheet, side by side."""
import re

from harness import check, messages, output_of, require, tool

PAGES = 11
PAPER = ("--set", "front=[]", "--set", "back=[]", "--set", "page.size=A5", "--set",
         "text.line-length=30", "--set", "text.lines=20")


def note(count=PAGES):
    """Pages of one number each, and a link from the first to the last but one."""
    pages = [f"## 頁{number}\n\n第{number}の頁。" for number in range(1, count + 1)]
    return f"[[#頁{count - 1}]]へ。\n\n" + "\n\n%% pagebreak %%\n\n".join(pages) + "\n"


def imposed(stage, *options, count=PAGES):
    vault = stage.vault(n=note(count))
    return stage.make("pdf", vault / "n.md", *PAPER, *options)


def numbers(pdf, page, left, width):
    """The numbers that stand on a part of a page, by `left` and `width` in points."""
    tool("pdftotext")
    text = output_of("pdftotext", "-f", page, "-l", page, "-x", left, "-y", 0, "-W", width, "-H", 2000,
                     pdf, "-").decode("utf-8")
    return [int(number) for number in re.findall(r"第(\d+)の頁", re.sub(r"\s", "", text))]


def sides(pdf):
    tool("pdfinfo")
    text = output_of("pdfinfo", pdf).decode("utf-8")
    count = int(re.search(r"Pages:\s+(\d+)", text)[1])
    width = round(float(re.search(r"Page size:\s+([\d.]+)", text)[1]))
    return count, width


def halves(pdf, page, width):
    return numbers(pdf, page, 0, width // 2), numbers(pdf, page, width // 2, width // 2)


@check
def a_folded_pile_reads_in_order(stage):
    pdf = imposed(stage, "--impose", "saddle")
    count, width = sides(pdf)
    require((count, width) == (6, 842), f"{count} sides, {width} pt wide")
    outer, inner = [], []
    for front in range(1, count, 2):
        (last, first), (second, before_last) = halves(pdf, front, width), halves(pdf, front + 1, width)
        outer += first + second
        inner = before_last + last + inner
    require(outer + inner == list(range(1, PAGES + 1)), f"{outer} {inner}")


@check
def an_imposed_file_is_a_tenth_larger_at_most(stage):
    plain, sheets = (imposed(stage, "--impose", name, count=80).read_bytes() for name in ("none", "saddle"))
    require(len(sheets) <= 1.1 * len(plain), f"{len(sheets)} bytes, {len(plain)} single")


@check
def links_and_outline_lead_to_the_sheet(stage):
    pdf = imposed(stage, "--impose", "saddle")
    text = output_of(tool("qpdf"), "--qdf", "--object-streams=disable", pdf, "-").decode("latin-1")
    kids = max(re.findall(r"/Kids \[(.*?)\]", text, re.S), key=len)
    pages = [int(number) for number in re.findall(r"(\d+) 0 R", kids)]
    link = re.search(r"/Dest \[\s*(\d+) 0 R\s*/XYZ\s+([\d.]+)\s+([\d.]+)[^]]*\][^>]*?/Rect \[\s*([\d.]+)",
                     text, re.S)
    require(link, "no link")
    side = pages.index(int(link[1]))
    # Page 10 of 12 stands on the left of the second sheet's front; page 1 on the right of the first.
    require(side == 2 and float(link[2]) < 421, f"link leads to side {side}, {link[2]}")
    require(float(link[4]) > 421, f"the link stands at {link[4]}")
    require(len(re.findall(r"/Title <", text)) >= PAGES, "no outline")


@check
def an_imposed_file_claims_what_it_is(stage):
    data = imposed(stage, "--impose", "2up").read_bytes()
    require(b"<pdfaid:conformance>U<" in data and b"pdfuaid:part" not in data, "wrong claims")
    text = output_of(tool("qpdf"), "--qdf", imposed(stage, "--impose", "2up"), "-")
    require(b"/StructTreeRoot" not in text and b"/MarkInfo" not in text, "it is tagged")


@check
def gray_files_have_no_colours(stage):
    for scheme in ("none", "saddle"):
        pdf = imposed(stage, "--impose", scheme, "--gray", "--set", "headings.2.color=#c00000")
        text = output_of(tool("qpdf"), "--qdf", "--stream-data=uncompress", pdf, "-")
        require(not re.search(rb"^[\d. ]+ (rg|RG)$", text, re.M), f"{scheme}: a colour is set")


@check
def fronts_then_backs_for_one_sided_printers(stage):
    fronts = imposed(stage, "--impose", "saddle", "--sides", "front")
    count, width = sides(fronts)
    first = halves(fronts, 1, width)
    require(count == 3 and first == ([], [1]), f"{count} {first}")
    backs = imposed(stage, "--impose", "saddle", "--sides", "back")
    require(halves(backs, 1, width) == ([2], [11]), f"{halves(backs, 1, width)}")


@check
def a_note_asks_for_its_imposition_and_the_command_wins(stage):
    text = "---\nseihon:\n  impose: zine8\n---\n" + note(5)
    vault = stage.files({"n.md": text})
    pdf = stage.make("pdf", vault / "n.md", *PAPER)
    require(sides(pdf)[0] == 1, "no zine")
    require(sides(stage.make("pdf", vault / "n.md", *PAPER, "--impose", "none"))[0] == 5, "not single")
    wrong = stage.files({"w.md": "---\nseihon-impose: book\n---\n文\n"})
    stage.refuse("pdf", wrong / "w.md", exit_code=2, words=("impose", "saddle", "book"))


@check
def the_next_step_is_told(stage):
    vault = stage.vault(n=note())
    result = stage.run("pdf", vault / "n.md", *PAPER, "--impose", "saddle", "-o", stage.folder / "a.pdf")
    text = messages(result)
    for word in ("3 sheets", "short edge", "fold", "staple"):
        require(word in text, f"{word!r} is not in {text}")
    quiet = stage.run("pdf", vault / "n.md", *PAPER, "--impose", "saddle", "-q", "-o", stage.folder / "a.pdf")
    require(messages(quiet) == "", messages(quiet))


@check
def the_next_step_fits_the_pile(stage):
    for count, wish, word in ((2, "2up", "on one side"), (3, "2up", "on both sides"),
                              (84, "saddle", "saddle:4"), (80, "saddle", "staple it")):
        vault = stage.vault(**{f"n{count}": note(count)})
        text = messages(stage.run("pdf", vault / f"n{count}.md", *PAPER, "--impose", wish, "-o",
                                  stage.folder / "a.pdf"))
        require(word in text, f"{count} pages, {wish}: {word!r} is not in {text}")
        require(("thick" in text) == (count > 80), f"{count} pages: {text}")
