"""preview: the pages as pictures, against poppler's pictures of the PDF of the same source.

They are drawn by pdftocairo, which puts glyphs where the PDF says; pdftoppm moves them to the left and up
by up to a pixel."""
import pathlib
import struct
import zlib

from harness import ROOT, check, messages, output_of, require, tool

MANUAL = ROOT / "vault" / "はじめに.md"
NOTE = "# 見出し\n\n" + "本文の文字が並びます。" * 60 + "\n\n> [!note] 題\n> 箱の中。\n"


def read_png(path):
    """Width, height and grey levels (the means of red, green and blue) of an 8-bit PNG."""
    data, at, header, packed = path.read_bytes(), 8, None, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        header = struct.unpack(">IIBBBBB", body) if kind == b"IHDR" else header
        packed += body if kind == b"IDAT" else b""
        at += size + 12
    require(header[2:4] in ((8, 0), (8, 2)), f"{path.name} is neither grey nor RGB: {header}")
    return header[0], header[1], unfilter(zlib.decompress(packed), header[0], header[1],
                                          3 if header[3] == 2 else 1)


def unfilter(raw, width, height, channels):
    """Undoes PNG's filters (PNG 1.2, section 6); returns grey levels."""
    width *= channels
    above, grey = bytearray(width), []
    for y in range(height):
        kind, row = raw[y * (width + 1)], bytearray(raw[y * (width + 1) + 1:(y + 1) * (width + 1)])
        for i in range(width if kind else 0):
            left, corner = (row[i - channels], above[i - channels]) if i >= channels else (0, 0)
            row[i] = row[i] + predict(kind, left, above[i], corner) & 255
        grey += [sum(row[i:i + channels]) / channels for i in range(0, width, channels)]
        above = row
    return grey


def predict(kind, left, up, corner):
    if kind == 4:
        guess = left + up - corner
        return min((abs(guess - left), 0, left), (abs(guess - up), 1, up),
                   (abs(guess - corner), 2, corner))[2]
    return (0, left, up, (left + up) // 2)[kind]


def blurred(picture, step=4):
    """The means of squares: what a glyph's place within a pixel no longer changes."""
    width, height, grey = picture
    return [sum(grey[(y + j) * width + x + i] for j in range(step) for i in range(step)) / step ** 2
            for y in range(0, height - step, step) for x in range(0, width - step, step)]


def difference(a, b):
    return sum(abs(x - y) for x, y in zip(a, b)) / len(a)


def preview(stage, source, *options, exit_code=0):
    folder = stage.folder / "pictures"
    result = stage.run("preview", source, "-o", folder, "--no-system-fonts", *options)
    require(result.returncode == exit_code, f"exit {result.returncode}: {messages(result)}")
    return sorted(folder.glob("*.png")) if folder.exists() else []


@check
def pictures_look_like_the_pdf(stage):
    tool("pdftocairo")
    pdf = stage.make("pdf", MANUAL)
    pictures = preview(stage, MANUAL, "--dpi", "60", "-q")
    require(len(pictures) > 5, f"only {len(pictures)} pages")
    off_sum = ink_sum = 0
    for number, path in enumerate(pictures, 1):
        ours = read_png(path)
        output_of("pdftocairo", "-png", "-r", 60, "-singlefile", "-f", number, "-l", number, pdf,
                  stage.folder / "theirs")
        theirs = read_png(stage.folder / "theirs.png")
        require(ours[:2] == theirs[:2], f"page {number}: {ours[:2]}, poppler {theirs[:2]} pixels")
        off = difference(blurred(ours), blurred(theirs))
        require(off < 2, f"page {number} differs from poppler's by {off:.2f} of 255")
        off_sum += off
        ink_sum += difference(blurred(ours), [255] * len(blurred(ours)))
    require(ink_sum > 5 * off_sum, f"{off_sum:.2f} off of {ink_sum:.2f} of ink")


@check
def pages_are_chosen_and_named(stage):
    vault = stage.vault(note=NOTE)
    chosen = ("--style", "a6-pocket", "--set", "text.lines=10", "-q", "--dpi", "20")
    names = [path.name for path in preview(stage, vault / "note.md", *chosen, "--pages", "2-3")]
    require(names == ["page-2.png", "page-3.png"], names)
    names = [path.name for path in preview(stage, vault / "note.md", *chosen, "--pages", "2",
                                           "--spreads")]
    require("page-2-3.png" in names, names)
    page, spread = (read_png(stage.folder / "pictures" / name)[:2]
                    for name in ("page-2.png", "page-2-3.png"))
    require(spread == (2 * page[0], page[1]), f"{page} beside each other are {spread}")


@check
def a_preview_is_the_same_each_time(stage):
    vault = stage.vault(note=NOTE)
    first = [path.read_bytes() for path in preview(stage, vault / "note.md", "-q")]
    again = [path.read_bytes() for path in preview(stage, vault / "note.md", "-q")]
    require(first and first == again, "the same note gives other pictures")


@check
def without_a_folder_it_is_named_for_the_source(stage):
    vault = stage.vault(旅行=NOTE)
    result = stage.run("preview", vault / "旅行.md", "--dpi", "20")
    require(result.returncode == 0, messages(result))
    require((stage.folder / "旅行-preview" / "page-1.png").exists(), "no picture")
    require("into 旅行-preview" in messages(result), messages(result))


SHEETS = [("saddle", "--sheet", "A3", "--marks"), ("saddle:2", "--gray", "--creep", "1mm"),
          ("2up", "--sheet", "A5"), ("zine8", "--marks"), ("pad4",),
          ("saddle", "--duplex", "long", "--sides", "back")]


@check
def sheets_look_like_the_imposed_pdf(stage):
    tool("pdftocairo")
    note = stage.vault(note=NOTE + "\n\n==目印==\n") / "note.md"
    for number, wish in enumerate(SHEETS):
        options = ("--style", "a6-pocket", "--impose", *wish)
        pdf = stage.make("pdf", note, *options)
        out = stage.folder / f"sheets-{number}"
        result = stage.run("preview", note, "-o", out, "--no-system-fonts", "--dpi", "60", *options)
        require(result.returncode == 0, messages(result))
        pictures = sorted(out.glob("side-*.png"))
        require(pictures, f"{wish}: no pictures")
        require(len(pictures) == len(list(out.iterdir())), f"{wish}: {sorted(out.iterdir())}")
        for side, path in enumerate(pictures, 1):
            compare_side(stage, pdf, side, read_png(path), wish)
        after = stage.folder / "after"
        output_of("pdftocairo", "-png", "-r", 20, "-f", len(pictures), pdf, after)
        require(len(list(stage.folder.glob("after*.png"))) == 1, f"{wish}: the PDF has more sides")
        for left in stage.folder.glob("after*.png"):
            left.unlink()


def compare_side(stage, pdf, side, ours, wish):
    """Pages stand on whole pixels in ours, so edges may lie half a pixel off."""
    output_of("pdftocairo", "-png", "-r", 60, "-singlefile", "-f", side, "-l", side, pdf,
              stage.folder / "theirs")
    theirs = read_png(stage.folder / "theirs.png")
    require(ours[:2] == theirs[:2], f"{wish}: side {side}: {ours[:2]}, poppler {theirs[:2]}")
    off = difference(blurred(ours, 6), blurred(theirs, 6))
    ink = difference(blurred(theirs, 6), [255] * len(blurred(theirs, 6)))
    require(off < 1 + ink / 5, f"{wish}: side {side} differs by {off:.2f}, ink is {ink:.2f}")


@check
def pictures_of_an_older_preview_are_told(stage):
    long, short = (stage.vault(long=NOTE * 9) / "long.md", stage.vault(short=NOTE) / "short.md")
    folder = stage.folder / "both"
    small = ("-o", folder, "--style", "a6-pocket", "--dpi", "20")
    for source in (short, short):
        result = stage.run("preview", source, *small)
        require("are left" not in messages(result), messages(result))
    stage.run("preview", long, *small)
    result = stage.run("preview", short, *small)
    require("are left in it, page-" in messages(result), messages(result))


@check
def wrong_wishes_are_told(stage):
    note = stage.vault(note=NOTE) / "note.md"
    stage.refuse("preview", note, "--pages", "99", exit_code=2, words=["no page 99"])
    stage.refuse("preview", note, "--pages", "4-2", exit_code=2, words=["--pages wants"])
    stage.refuse("preview", note, "--dpi", "5", exit_code=2, words=["10 to 1200"])
    stage.refuse("pdf", note, "--dpi", "50", exit_code=2, words=["no meaning for pdf"])
    stage.refuse("preview", note, "--impose", "saddle", "--spreads", exit_code=2,
                 words=["--spreads", "--impose"])
    stage.refuse("preview", note, "--impose", "saddle", "--pages", "99", exit_code=2,
                 words=["no side 99"])
    many = stage.vault(many="文。\n\n---\n\n" * 12000) / "many.md"
    stage.refuse("preview", many, "--dpi", "600", "--set", "rules.kind=page-break", exit_code=2,
                 words=["--pages", "--dpi"])
    require(not (pathlib.Path(stage.folder) / "many-preview").exists(), "a folder was made")
