"""The PDF as qpdf and poppler see it: valid, its text the note's, its outline, links and pages right."""
import collections
import re
import struct
import zlib

import sample
from harness import check, output_of, require, tool
from note_text import squeeze

ICONS = "✏📋ℹ☑🔥✔❓⚠✖⚡🐛📑💬"
MARKERS = "0123456789.・•–"


def sample_pdf(stage, *options):
    return sample.made(stage.program, "pdf", sample.WHITE_PAPER, *options)


@check
def sample_pdf_passes_qpdf(stage):
    output_of(tool("qpdf"), "--check", sample_pdf(stage))


@check
def manual_pdf_passes_qpdf(stage):
    output_of(tool("qpdf"), "--check", sample.made(stage.program, "pdf", sample.MANUAL))


@check
def sample_pdf_has_a_sane_number_of_pages(stage):
    count = len(sample.pdf_json(sample_pdf(stage))["pages"])
    require(15 <= count <= 40, f"{count} pages")


def stands_in(pages, text):
    """Is the text on one page, or split once between a page and the next?"""
    if any(text in page for page in pages):
        return True
    for page, following in zip(pages, pages[1:]):
        for cut in range(1, len(text)):
            if text[:cut] in page and text[cut:] in following:
                return True
            if text[:cut] not in page:
                break
    return False


@check
def sample_pdf_holds_every_line_of_the_note(stage):
    pages = sample.pdf_pages(sample_pdf(stage, *sample.BARE))
    lost = [text for _, text in sample.white_paper().blocks if not stands_in(pages, text)]
    require(not lost, f"{len(lost)} lines are not found, the first: {lost[:3]}")


@check
def sample_pdf_holds_nothing_but_the_note(stage):
    pages = sample.pdf_pages(sample_pdf(stage, *sample.BARE))
    there = collections.Counter("".join(pages))
    note = collections.Counter("".join(text for _, text in sample.white_paper().blocks))
    note.update(squeeze(sample.WHITE_PAPER.stem))  # the chapter's title: the note has none
    lost, extra = note - there, there - note
    extra_text = {character: count for character, count in extra.items()
                  if character not in ICONS + MARKERS}
    require(not lost, f"lost: {dict(lost)}")
    require(not extra_text, f"added: {extra_text}")


@check
def sample_pdf_outline_is_the_headings(stage):
    found = []

    def walk(entries, level):
        for entry in entries:
            found.append((level, entry["title"]))
            require(entry["destpageposfrom1"], f"{entry['title']} leads nowhere")
            walk(entry["kids"], level + 1)

    walk(sample.pdf_json(sample_pdf(stage))["outlines"], 1)
    if squeeze(found[0][1]) == squeeze(sample.WHITE_PAPER.stem):
        del found[0]  # the note's own title may lead
    titles = [squeeze(title) for _, title in found]
    headings = [squeeze(text) for _, text in sample.white_paper().headings]
    require(titles == headings, f"{len(titles)} entries, {len(headings)} headings; "
            f"first difference: {first_difference(titles, headings)}")
    levels = [level for level, _ in found]
    wanted = [level for level, _ in sample.white_paper().headings]
    require(levels == wanted, f"levels: {first_difference(levels, wanted)}")


def first_difference(found, wanted):
    for index, pair in enumerate(zip(found, wanted)):
        if pair[0] != pair[1]:
            return f"number {index}: {pair[0]!r}, not {pair[1]!r}"
    return f"after {min(len(found), len(wanted))}"


@check
def sample_pdf_has_the_notes_links(stage):
    there = {value["/A"]["/URI"].removeprefix("u:") for value in sample.pdf_objects(sample_pdf(stage))
             if value.get("/Subtype") == "/Link" and "/URI" in value.get("/A", {})}
    lost = sample.white_paper().urls - there
    require(not lost, f"{len(lost)} addresses have no link: {sorted(lost)[:3]}")


@check
def sample_pdf_contents_lead_to_pages(stage):
    inner = [value for value in sample.pdf_objects(sample_pdf(stage))
             if value.get("/Subtype") == "/Link" and ("/Dest" in value or "/D" in value.get("/A", {}))]
    wanted = sum(1 for level, _ in sample.white_paper().headings if level <= 3)
    require(len(inner) >= wanted, f"{len(inner)} links inside, {wanted} headings in the contents")


@check
def link_descriptions_are_short(stage):
    longest = max((len(value.get("/Contents", "")) for value in
                   sample.pdf_objects(sample_pdf(stage)) if value.get("/Subtype") == "/Link"))
    require(longest <= 300, f"a link's description has {longest} characters")


@check
def every_font_is_embedded_subset_and_searchable(stage):
    lines = output_of(tool("pdffonts"), sample_pdf(stage)).decode().splitlines()[2:]
    require(lines, "no fonts")
    for line in lines:
        require(re.search(r" yes yes yes +\d+ +0$", line), f"not embedded, subset, mapped: {line}")


@check
def rare_characters_come_out_as_written(stage):
    text = "𠮷野家の用と⽤、絵文字の📑、か\u3099、①とⅡ。"
    pdf = stage.make("pdf", stage.vault(rare=text) / "rare.md", *sample.BARE)
    there = "".join(sample.pdf_pages(pdf))
    require(squeeze(text) in there, f"{there!r}")


@check
def long_words_and_addresses_keep_their_text(stage):
    words = "https://example.com/" + "abcdefghij/" * 30
    text = f"日本語の中の{words}と、{'inter' * 40}と、English words that are broken, typographically."
    pdf = stage.make("pdf", stage.vault(long=text) / "long.md", "--lang", "ja", *sample.BARE)
    there = re.sub("[-‐]", "", "".join(sample.pdf_pages(pdf)))
    require(squeeze(text) in there, f"{there!r}")


@check
def hyphens_are_printed_but_not_part_of_the_text(stage):
    text = "incomprehensibilities " * 40
    pdf = stage.make("pdf", stage.vault(long=text) / "long.md", "--lang", "en", *sample.BARE)
    there = "".join(sample.pdf_pages(pdf))
    require(squeeze(text) in there.replace("-", "").replace("‐", ""), f"{there!r}")


@check
def metadata_is_the_notes(stage):
    note = "---\ntitle: 題の𠮷\nauthor: [甲, 乙]\nlang: ja\n---\n本文。\n"
    pdf = stage.make("pdf", stage.vault(meta=note) / "meta.md")
    info = output_of(tool("pdfinfo"), "-enc", "UTF-8", pdf).decode("utf-8")
    require(re.search(r"^Title: +題の𠮷$", info, re.M), info)
    require(re.search(r"^Author: +甲.*乙$", info, re.M), info)
    languages = {value.get("/Lang") for value in sample.pdf_objects(pdf)
                 if value.get("/Type") == "/Catalog"}
    require(languages == {"u:ja"}, f"language {languages}")


# --- what the eye would see --------------------------------------------------------------------

SCALE = 2  # pixels a point


def ink_box(pdf, page):
    """(left, top, right, bottom) of a page's ink in points, and the share of inked pixels."""
    data = output_of(tool("pdftoppm"), "-gray", "-r", 72 * SCALE, "-f", page, "-l", page, pdf)
    magic, size, _, pixels = data.split(b"\n", 3)
    require(magic == b"P5", "pdftoppm made no grey map")
    width, height = map(int, size.split())
    rows = [pixels[row * width:(row + 1) * width] for row in range(height)]
    inked = [row for row in range(height) if min(rows[row]) < 128]
    require(inked, f"page {page} is blank")
    blank = b"\xff" * width
    columns = [column for row in inked for column in (first_ink(rows[row]), last_ink(rows[row]))]
    share = sum(1 for row in rows if row != blank for value in row if value < 128)
    return ([value / SCALE for value in (min(columns), inked[0], max(columns) + 1, inked[-1] + 1)],
            share / (width * height))


def first_ink(row):
    return next(column for column, value in enumerate(row) if value < 128)


def last_ink(row):
    return len(row) - 1 - first_ink(row[::-1])


@check
def a_page_has_ink_inside_the_type_area_only(stage):
    """A4, 40 characters of 10.5 pt by 36 lines with 0.75 em between, in the middle of the page."""
    width, height, em = 595.28, 841.89, 10.5
    block = 36 * em + 35 * 0.75 * em
    left, top = (width - 40 * em) / 2, (height - block) / 2
    for page in (4, 6):
        box, share = ink_box(sample_pdf(stage, *sample.BARE), page)
        area = (left - 0.5, top - 0.5, left + 40 * em + 0.5, top + block + 0.5)
        require(box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3],
                f"page {page}: ink {box}, type area {area}")
        require(0.01 < share < 0.3, f"page {page}: {share:.1%} of the page is ink")


@check
def every_page_of_the_sample_has_ink(stage):
    pdf = sample_pdf(stage)
    texts = sample.pdf_pages(pdf)
    blank = [number for number, text in enumerate(texts, 1) if not text]
    require(not blank, f"pages without text: {blank}")


@check
def a_long_address_is_an_action_that_its_links_share(stage):
    url = "https://example.com/" + "a/" * 400
    note = stage.vault(long=f"[先]({url})と[先]({url})。") / "long.md"
    pdf = stage.make("pdf", note, *sample.BARE)
    output_of(tool("qpdf"), "--check", pdf)
    actions = [entry["/A"] for entry in sample.pdf_objects(pdf) if entry.get("/Subtype") == "/Link"]
    require(len(actions) == 2 and actions[0] == actions[1], f"{actions}")


@check
def emoji_sequences_come_out_as_written(stage):
    text = "家族👨‍👩‍👧‍👦と旗🇯🇵と鍵1️⃣と肌👍🏽と✌️終。"
    pdf = stage.make("pdf", stage.vault(emoji=text) / "emoji.md", *sample.BARE)
    there = "".join(sample.pdf_pages(pdf))
    require(squeeze(text) in there, f"{there!r}")


def png(width, height):
    """A grey picture of stripes."""
    row = b"\0" + bytes(x // 8 % 2 * 255 for x in range(width))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
             (b"IDAT", zlib.compress(row * height)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts)


@check
def images_have_no_more_dots_than_print_shows(stage):
    vault = stage.files({"large.png": png(4000, 1000), "n.md": "![[large.png|96]]\n\n文。\n\n"
                         "![[large.png|48]]\n"})
    pdf = stage.make("pdf", vault / "n.md")
    sizes = [(value["/Width"], value["/Height"]) for value in sample.pdf_objects(pdf)
             if value.get("/Subtype") == "/Image"]
    require(sizes == [(300, 75)], f"{sizes}: 96 CSS px are one inch")
