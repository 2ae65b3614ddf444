"""The EPUB as epubcheck and a reader see it: valid, its text the note's, every link and note whole."""
import collections
import pathlib
import posixpath
import subprocess
import urllib.parse
import xml.etree.ElementTree as ElementTree
import zipfile

import sample
from harness import TIMEOUT, Skip, check, require, tool
from note_text import squeeze

EPUBCHECK = pathlib.Path("/usr/share/java/epubcheck.jar")
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
OPF = "{http://www.idpf.org/2007/opf}"


def sample_epub(stage):
    return sample.made(stage.program, "epub", sample.WHITE_PAPER)


def manual_epub(stage):
    return sample.made(stage.program, "epub", sample.MANUAL)


def expect_valid(epub):
    if not EPUBCHECK.exists():
        raise Skip(f"{EPUBCHECK} is not installed (Debian's epubcheck)")
    result = subprocess.run([tool("java"), "-XX:TieredStopAtLevel=1", "-jar", EPUBCHECK,
                             "--failonwarnings", epub],
                            capture_output=True, timeout=TIMEOUT, check=False)
    text = (result.stdout + result.stderr).decode("utf-8", "replace")
    require(result.returncode == 0, f"epubcheck: {text[-2500:]}")


@check
def sample_epub_passes_epubcheck(stage):
    expect_valid(sample_epub(stage))


@check
def manual_epub_passes_epubcheck(stage):
    expect_valid(manual_epub(stage))


@check
def hostile_markup_makes_a_valid_epub(stage):
    note = ("# <b>題</b> & \"引用\" <script>alert(1)</script>\n\n"
            "<p onclick=\"x()\">閉じない <i>斜体 <b>太字</i></b> <a href=\"javascript:x\">危ない</a>\n\n"
            "```\"><script>\n]]> <!-- -- --> & \x01\x08\n```\n\n[^1]: 使う。\n\n注[^1]と注[^1]。\n\n"
            "<svg onload=\"x()\"><circle/></svg>&#0;&#xD800;&nbsp;\n\n"
            "[空](<>) [文](<a b>) ![](none.png) [[#ない]] <http://a.example/?a=1&b='\"> \n\n"
            "## 同じ\n\n## 同じ\n\n###### 深い\n")
    vault = stage.files({"hostile.md": note})
    expect_valid(stage.make("epub", vault / "hostile.md"))


@check
def an_empty_note_makes_a_valid_epub(stage):
    expect_valid(stage.make("epub", stage.vault(empty="") / "empty.md"))


def pages_of(epub):
    """path in the archive → parsed XHTML."""
    with zipfile.ZipFile(epub) as archive:
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()
                if name.endswith(".xhtml")}


@check
def mimetype_is_first_and_stored(stage):
    data = sample_epub(stage).read_bytes()
    require(data[:4] == b"PK\3\4" and data[30:58] == b"mimetypeapplication/epub+zip",
            f"the file begins {data[:60]!r}")


def expect_whole_links(epub):
    pages = pages_of(epub)
    with zipfile.ZipFile(epub) as archive:
        names = set(archive.namelist())
    ids = {name: {element.get("id") for element in page.iter()} for name, page in pages.items()}
    count = 0
    for name, page in pages.items():
        for element in page.iter():
            for address in filter(None, (element.get("href"), element.get("src"))):
                if urllib.parse.urlsplit(address).scheme:
                    continue
                path, _, fragment = address.partition("#")
                target = name
                if path:
                    target = posixpath.normpath(posixpath.join(
                        posixpath.dirname(name), urllib.parse.unquote(path)))
                require(target in names, f"{name}: {address} names no file")
                require(not fragment or urllib.parse.unquote(fragment) in ids[target],
                        f"{name}: {address} names no element")
                count += 1
    require(count > 0, "no internal links at all")


@check
def every_internal_link_of_the_sample_resolves(stage):
    expect_whole_links(sample_epub(stage))


@check
def every_internal_link_of_the_manual_resolves(stage):
    expect_whole_links(manual_epub(stage))


@check
def every_footnote_goes_both_ways(stage):
    for epub in (sample_epub(stage), manual_epub(stage)):
        for name, page in pages_of(epub).items():
            by_id = {element.get("id"): element for element in page.iter() if element.get("id")}
            marks = [e for e in page.iter(f"{XHTML}a") if e.get(EPUB_TYPE) == "noteref"]
            notes = [e for e in page.iter() if e.get(EPUB_TYPE) == "footnote"]
            for mark in marks:
                note = by_id.get(mark.get("href").removeprefix("#"))
                require(note in notes, f"{name}: mark {mark.get('href')} leads to no note")
            for note in notes:
                back = {a.get("href") for a in note.iter(f"{XHTML}a")
                        if a.get(EPUB_TYPE) == "backlink" or a.get("role") == "doc-backlink"}
                calling = {f"#{mark.get('id')}" for mark in marks
                           if mark.get("href") == f"#{note.get('id')}"}
                require(calling, f"{name}: note {note.get('id')} is never called")
                require(calling <= back, f"{name}: note {note.get('id')} leads back to {back}, "
                        f"called from {calling}")
    count = sum(1 for page in pages_of(sample_epub(stage)).values() for e in page.iter()
                if e.get(EPUB_TYPE) == "footnote")
    require(count == len(sample.white_paper().numbers), f"{count} notes in the sample")


def package_of(epub):
    with zipfile.ZipFile(epub) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".opf"))
        return name, ElementTree.fromstring(archive.read(name))


@check
def epub_spine_holds_the_whole_text_in_order(stage):
    name, package = package_of(sample_epub(stage))
    manifest = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    pages = pages_of(sample_epub(stage))
    spine = [posixpath.join(posixpath.dirname(name), manifest[item.get("idref")])
             for item in package.iter(f"{OPF}itemref")]
    text = squeeze("".join("".join(pages[path].find(f"{XHTML}body").itertext())
                           for path in spine if path in pages and "nav" not in path))
    position = 0
    for kind, block in sample.white_paper().blocks:
        if kind == "note":
            require(block in text, f"a note is lost: {block[:60]}")
            continue
        found = text.find(block, position)
        require(found >= 0, f"not found, or out of order: {kind} {block[:80]!r}")
        position = found + len(block)


@check
def epub_navigation_is_the_headings(stage):
    pages = pages_of(sample_epub(stage))
    nav = next(page for path, page in pages.items() if path.endswith("nav.xhtml"))
    toc = next(e for e in nav.iter(f"{XHTML}nav") if e.get(EPUB_TYPE) == "toc")
    titles = collections.Counter(squeeze("".join(a.itertext())) for a in toc.iter(f"{XHTML}a"))
    headings = collections.Counter(squeeze(text) for _, text in sample.white_paper().headings)
    require(not headings - titles, f"not in the contents: {list(headings - titles)[:5]}")
