"""Sizes at which anything that is not linear shows. Run with SEI_SLOW=1."""
import re
import shutil
import time

import sample
from harness import check, messages, output_of, require, tool


def copies(count):
    """The sample note `count` times, each copy's footnote labels its own."""
    head, body = re.match(r"(---\n.*?\n---\n)(.*)",
                          sample.WHITE_PAPER.read_text(encoding="utf-8"), re.S).groups()
    return head + "\n".join(re.sub(r"\[\^([^\]\s]+)\]", rf"[^\1-{number}]", body)
                            for number in range(count))


def expect_large(stage, text, *verbs):
    note = stage.vault(large=text) / "large.md"
    for verb in verbs:
        output = stage.make(verb, note, "-W", "no-all")
        if verb == "pdf":
            output_of(tool("qpdf"), "--check", output)


def figures_of(stage, text):
    """Pages, CPU seconds and memory in KB of a conversion to PDF."""
    note = stage.vault(large=text) / "large.md"
    result = stage.run("pdf", note, "-o", "large.pdf", "-v", "-W", "no-all", "--no-system-fonts",
                       timeout=600)
    found = re.search(r"(\d+) pages, .*book ([\d.]+), pages ([\d.]+), file ([\d.]+), "
                      r"memory ([\d.]+) MB", messages(result))
    require(result.returncode == 0 and found, messages(result))
    seconds = sum(float(found[n]) for n in (2, 3, 4))
    return int(found[1]), seconds, float(found[5]) * 1024


def timed(*command):
    """(what a tool prints, seconds it took)."""
    start = time.monotonic()
    return output_of(*command), time.monotonic() - start


@check
def a_hundred_copies_of_the_note_convert(stage):
    expect_large(stage, copies(100), "pdf", "epub")


@check
def ten_thousand_pages_cost_ten_times_a_thousand(stage):
    thousand, ten_thousand = copies(60), copies(600)
    small = figures_of(stage, thousand)
    large = figures_of(stage, ten_thousand)
    for _ in range(2):  # a busy machine makes either look slow: the best of three
        if large[1] <= 1.2 * 10 * small[1]:
            break
        small = min(small, figures_of(stage, thousand), key=lambda figures: figures[1])
        large = min(large, figures_of(stage, ten_thousand), key=lambda figures: figures[1])
    growth = (large[2] - small[2]) / (large[0] - small[0])
    require(large[0] > 10_000, f"{large[0]} pages")
    require(large[1] <= 1.2 * 10 * small[1], f"{large[1]} s after {small[1]} s")
    require(growth < 100, f"memory grows by {growth:.0f} KB a page")


@check
def a_hundred_thousand_headings_convert(stage):
    expect_large(stage, "".join(f"{'#' * (1 + n % 6)} 見出し{n}\n\n" for n in range(100_000)), "pdf")


@check
def a_hundred_thousand_footnotes_convert(stage):
    text = "".join(f"文[^{n}]。\n\n[^{n}]: 注{n}。\n\n" for n in range(100_000))
    expect_large(stage, text, "pdf", "epub")


@check
def a_hundred_thousand_links_convert(stage):
    text = "".join(f"[文](https://example.com/{n}) [[#^id]]\n\n" for n in range(50_000))
    expect_large(stage, "目じるし ^id\n\n" + text, "pdf", "epub")


@check
def a_long_section_that_many_embeds_ask_for_is_not_walked_for_each(stage):
    count = 100_000
    vault = stage.vault(long="# A\n\n" + "a\n\n" * count, many="![[long#A]]\n\n" * count)
    result = stage.run("pdf", vault / "many.md", "--dump", "tree", "-q", timeout=60)
    require(result.returncode == 0, messages(result))


@check
def a_word_of_a_million_letters_converts(stage):
    expect_large(stage, "a" * 1_000_000, "pdf", "epub")


@check
def a_line_of_ten_million_bytes_converts(stage):
    expect_large(stage, "日本語の文を、切れ目なく続けます。" * 200_000, "pdf")


@check
def a_vault_of_ten_thousand_notes_is_indexed(stage):
    vault = stage.files({f"{n % 100}/ノート{n}.md": f"[[ノート{n + 1}]]" for n in range(10_000)})
    result = stage.run("epub", vault / "0/ノート0.md", "--vault", vault, "-o", "x.epub", "-q")
    require(result.returncode == 0, messages(result))


@check
def a_vault_of_six_thousand_notes_is_checked(stage):
    vault = stage.files({f"{n % 50}/ノート{n}.md": f"# {n}\n\n[[ノート{n + 1}]] [[ない{n}]]\n"
                         for n in range(6_000)})
    result = stage.run("check", vault, "-q", "--no-system-fonts")
    lines = result.stdout.decode("utf-8").splitlines()
    require(result.returncode == 0 and len(lines) == 6_001, f"{len(lines)}: {messages(result)}")


@check
def a_folder_of_three_thousand_notes_is_one_book(stage):
    vault = stage.files({f"{n % 50}/ノート{n}.md": f"# 章{n}\n\n[[ノート{n + 1}]]文。\n"
                         for n in range(3_000)})
    result = stage.run("build", vault, "--book", "-o", "out", "-q", "-W", "no-all",
                       "--no-system-fonts")
    require(result.returncode == 0, messages(result))
    output_of(tool("qpdf"), "--check", stage.folder / "out" / "vault.pdf")


@check
def ten_thousand_pages_with_twenty_thousand_links_open_at_once(stage):
    text = "".join(f"# 🗾𠮷{n}\n\n[[#🗾𠮷{n + 1}|次]]と[外](https://example.com/{n})。\n\n"
                   "<div style=\"page-break-after: always\"></div>\n\n" for n in range(10_000))
    pdf = stage.make("pdf", stage.vault(large=text) / "large.md", "-W", "no-all")
    output_of(tool("qpdf"), "--check", pdf)
    info, took = timed(tool("pdfinfo"), pdf)
    require(int(re.search(rb"Pages: +(\d+)", info)[1]) >= 10_000, info.decode("utf-8", "replace"))
    require(took < 2, f"pdfinfo takes {took:.1f} s")
    if shutil.which("mutool"):
        _, took = timed("mutool", "draw", "-o", "/dev/null", pdf, "9000")
        require(took < 3, f"mutool draws page 9000 in {took:.1f} s")
