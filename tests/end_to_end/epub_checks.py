"""The EPUB as epubcheck and a reader see it: valid, its text the note's, every link and note whole."""
import collections
import json
import pathlib
import posixpath
import re
import subprocess
import urllib.parse
import xml.etree.ElementTree as ElementTree
import zipfile

import sample
from harness import IMAGES, ROOT, TIMEOUT, Skip, check, require, tool
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
def lists_and_spans_in_cells_are_markup(stage):
    cases = ROOT / "tests" / "golden" / "cases"
    text = "\n\n".join((cases / name / "note.md").read_text("utf-8")
                       for name in ("table-lists", "table-html"))
    epub = stage.make("epub", stage.vault(tables=text) / "tables.md")
    expect_valid(epub)
    cells = [cell for page in pages_of(epub).values() for name in ("th", "td")
             for cell in page.iter(XHTML + name)]
    lists = [found for cell in cells for name in ("ul", "ol") for found in cell.iter(XHTML + name)]
    require(sorted(len(found.findall(XHTML + "li")) for found in lists) == [1, 2, 2, 3],
            "not the cells' lists")
    for name, wanted in (("colspan", ["2", "2", "3"]), ("rowspan", ["2"])):
        found = sorted(cell.get(name) for cell in cells if cell.get(name))
        require(found == wanted, f"{name}: {found}")


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


def expect_whole_notes(epub):
    """Marks lead to notes of the same file and back; returns how many notes there are."""
    count = 0
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
        count += len(notes)
    return count


@check
def every_footnote_goes_both_ways(stage):
    expect_whole_notes(manual_epub(stage))
    count = expect_whole_notes(sample_epub(stage))
    require(count == len(sample.white_paper().numbers), f"{count} notes in the sample")


def package_of(epub):
    with zipfile.ZipFile(epub) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".opf"))
        return name, ElementTree.fromstring(archive.read(name))


def spine_of(epub):
    """The paths of the spine's files, in their order."""
    name, package = package_of(epub)
    manifest = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    return [posixpath.join(posixpath.dirname(name), manifest[item.get("idref")])
            for item in package.iter(f"{OPF}itemref")]


@check
def epub_spine_holds_the_whole_text_in_order(stage):
    pages = pages_of(sample_epub(stage))
    spine = spine_of(sample_epub(stage))
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


def navigation_of(epub, kind):
    """A nav of the navigation document by its epub:type, or None."""
    nav = next(page for path, page in pages_of(epub).items() if path.endswith("nav.xhtml"))
    return next((e for e in nav.iter(f"{XHTML}nav") if e.get(EPUB_TYPE) == kind), None)


@check
def epub_navigation_is_the_headings(stage):
    toc = navigation_of(sample_epub(stage), "toc")
    titles = collections.Counter(squeeze("".join(a.itertext())) for a in toc.iter(f"{XHTML}a"))
    headings = collections.Counter(squeeze(text) for _, text in sample.white_paper().headings)
    require(not headings - titles, f"not in the contents: {list(headings - titles)[:5]}")


STRING = r'"(?:[^"\\]|\\.)*"'
TREE_TEXT = re.compile(r" *(text|code|math|tag|code-block|math-block|notes)\b"
                       rf"(?: [\w-]+=(?:{STRING}|\S+))*(?: ({STRING}))? @")


def tree_texts(stage, source, *options):
    """The texts of the tree's nodes in order, those of the text and those of notes apart."""
    dump = stage.run("epub", source, "--dump", "tree", "-q", *options).stdout.decode("utf-8")
    lists, notes_depth = ([], []), None
    for line in dump.splitlines():
        depth = len(line) - len(line.lstrip())
        match = TREE_TEXT.match(line)
        if notes_depth is not None and depth <= notes_depth:
            notes_depth = None
        if match and match.group(1) == "notes":
            notes_depth = depth
        elif match and match.group(2):
            lists[notes_depth is not None].append(squeeze(json.loads(match.group(2))))
    return lists


@check
def no_text_of_the_tree_is_lost_in_the_epub(stage):
    for source, options in ((sample.MANUAL, []), (sample.WHITE_PAPER, []),
                            (sample.VAULT / "手引き", ["--book"])):
        epub = stage.make("epub", source, *options)
        pages = pages_of(epub)
        text = squeeze("".join("".join(pages[path].find(f"{XHTML}body").itertext())
                               for path in spine_of(epub)))
        texts, notes = tree_texts(stage, source, *options)
        require(len(texts) > 100, f"{source.name}: only {len(texts)} texts in the tree")
        position = 0
        for piece in texts:
            found = text.find(piece, position)
            require(found >= 0, f"{source.name}: lost, or out of order: {piece[:80]}")
            position = found + len(piece)
        for piece in notes:
            require(piece in text, f"{source.name}: lost in a note: {piece[:80]}")


# --- books of many notes ---

LONG = "".join(f"第{number}の文はここにあり、この次の文へと続いていく。" for number in range(1, 400))

BOOK = {
    "本.md": "---\ntitle: 小さな本\nsubtitle: 見本\nauthors: [山田太郎, Jane Doe]\n"
             "date: 2024-11-29\npublisher: 製本舎\nrights: © 2024 山田\nlang: ja\n---\n"
             "# 小さな本\n\nこの本の紹介です。[[三#^塊|塊]]へ。[[三#^block|ブロック]]へ。\n\n"
             "## 第一部\n\n部の紹介[^注]。\n\n[^注]: 部の注。\n\n- [[一]]\n- [[二]]\n\n"
             "### 小さな部\n\n- [[三]]\n\n間の文。\n\n- [[四]]\n\n## 第二部\n\n- [[五]]\n",
    "章/一.md": "# 一の章\n\n[[二#節|二の節]]と[[五]]と[[本#第二部|次の部]]へ。注[^1]と[^1]と[^2]。\n\n"
               "[^1]: 一の注。\n[^2]: 次の注。[[二]]\n\n## 節\n\n### 深い節\n\n文。\n",
    "章/二.md": "導入の文。[リンクの文[^x]](https://example.jp/a)です。\n\n[^x]: リンクの注。\n\n"
               "## 節\n\n本文[^1]。\n\n[^1]: 二の注。\n\n| 左 | 中 |\n|:--|:-:|\n| a | b |\n",
    "章/三.md": "# 三\n\n段落。 ^block\n\n> [!tip]+ 題名\n> > [!warning]\n> > 中\n\n- [ ] 未\n- [x] 済\n"
               "- [/] 半\n\n$$\nx^2 < y\n$$\n\n```c\nint a < b;\n```\n\n<div align=\"center\">中央</div>\n",
    "章/四.md": "---\nlang: en\n---\nEnglish *text* here.\n\n# First\n\n#### Deep\n\n# Second\n",
    "章/五.md": f"# 五\n\n{LONG}\n\n[[一#深い節|深い節]]\n",
}


def many_notes(stage, *options):
    """The PDF and the EPUB of a book of many notes."""
    vault = stage.files(BOOK)
    output = stage.folder / "out"
    result = stage.run("build", vault / "本.md", "--book", "-o", output, "--no-system-fonts", "-q",
                       *options)
    require(result.returncode == 0, result.stderr.decode("utf-8", "replace"))
    return output / "本.pdf", output / "本.epub"


@check
def a_book_of_many_notes_is_valid_and_whole(stage):
    _, epub = many_notes(stage, "--style", "a5-booklet",
                         "--set", "front=[half-title, title-page, contents]")
    expect_valid(epub)
    expect_whole_links(epub)
    require(expect_whole_notes(epub) == 5, "five notes")
    text = squeeze("".join("".join(pages_of(epub)[path].itertext()) for path in spine_of(epub)))
    for words in ("この本の紹介です。", "間の文。", "English text here.", "x^2 < y", "第399の文"):
        require(squeeze(words) in text, f"lost: {words}")


@check
def chapters_of_a_book_are_files_in_order(stage):
    epub = stage.make("epub", stage.files(BOOK) / "本.md", "--book", "--style", "a5-booklet")
    pages = pages_of(epub)
    titles = [pages[path].find(f"{XHTML}head/{XHTML}title").text for path in spine_of(epub)]
    require(titles == ["小さな本", "小さな本", "目次", "小さな本", "第一部", "一の章", "二", "小さな部", "三", "小さな部",
                       "四", "第二部", "五", "小さな本"], f"{titles}")


@check
def headings_of_a_book_stand_below_their_chapter_and_skip_no_level(stage):
    epub = stage.make("epub", stage.files(BOOK) / "本.md", "--book")
    headings = [[(element.tag[-1], "".join(element.itertext())) for element in page.iter()
                 if element.tag in {f"{XHTML}h{level}" for level in range(1, 7)}]
                for path, page in pages_of(epub).items() if "/c0" in path]
    require([heading for page in headings for heading in page] ==
            [("1", "第一部"), ("2", "一の章"), ("3", "節"), ("4", "深い節"), ("2", "二"), ("3", "節"),
             ("2", "小さな部"), ("3", "三"), ("3", "四"), ("4", "First"), ("5", "Deep"),
             ("4", "Second"), ("1", "第二部"), ("2", "五")], f"{headings}")


def nested(element):
    """A list of the navigation: (title, entries below) a line."""
    return [("".join(item.find(f"{XHTML}a").itertext()),
             nested(item.find(f"{XHTML}ol")) if item.find(f"{XHTML}ol") is not None else [])
            for item in element.iterfind(f"{XHTML}li")]


@check
def navigation_of_a_book_nests_parts_chapters_and_headings(stage):
    epub = stage.make("epub", stage.files(BOOK) / "本.md", "--book")
    toc = nested(navigation_of(epub, "toc").find(f"{XHTML}ol"))
    require(toc == [("第一部", [("一の章", [("節", [("深い節", [])])]), ("二", [("節", [])]),
                              ("小さな部", [("三", []), ("四", [("First", [("Deep", [])]),
                                                          ("Second", [])])])]),
                    ("第二部", [("五", [])])], f"{toc}")
    require(navigation_of(epub, "page-list") is None, "a page list without a PDF")


def text_behind(page, identifier):
    """What follows an element in its file, white space removed."""
    parts, is_behind = [], False
    for event, element in walk(page):
        is_behind = is_behind or (event == "end" and element.get("id") == identifier)
        if is_behind:
            parts.append((element.text if event == "start" else element.tail) or "")
    return squeeze("".join(parts))


def walk(element):
    yield "start", element
    for child in element:
        yield from walk(child)
    yield "end", element


@check
def page_list_of_a_book_is_the_pages_of_its_pdf(stage):
    pdf, epub = many_notes(stage, *sample.BARE, "--set", "links.internal=none",
                           "--set", "callouts.tip.icon=\"\"",
                           "--set", "callouts.warning.icon=\"\"")
    pages = sample.pdf_pages(pdf)
    items = [a for a in navigation_of(epub, "page-list").iter(f"{XHTML}a")]
    require([a.text for a in items] == [str(number + 1) for number in range(len(pages))],
            f"{[a.text for a in items]} for {len(pages)} pages")
    files = pages_of(epub)
    for item, page in zip(items, pages):
        path, _, identifier = item.get("href").partition("#")
        behind = text_behind(files[posixpath.join("book", path)], identifier)
        size = min(len(page), len(behind), 8)
        require(size > 0 and page[:size] == behind[:size],
                f"page {item.text} begins {page[:20]}, the EPUB's {behind[:20]}")
    require(len(pages) > 12, f"only {len(pages)} pages")


@check
def a_style_sheet_of_the_vault_is_added_without_what_it_fetches(stage):
    vault = stage.files({**BOOK, "本.css": "@import 'a.css';\nh1 { letter-spacing: 0.2em; "
                         "background: url(https://a.example/b.png); }\n"})
    epub = stage.make("epub", vault / "本.md", "--book", "--set", "epub.css=本.css")
    expect_valid(epub)
    with zipfile.ZipFile(epub) as archive:
        sheet = archive.read("book/style/book.css").decode("utf-8")
    require(sheet.rstrip().endswith("h1 { letter-spacing: 0.2em; background: none; }"), sheet[-200:])


@check
def readings_become_ruby_where_the_style_asks_for_it(stage):
    vault = stage.vault(n="<ruby>東京<rt>とうきょう</rt></ruby>と{京都|きょうと}へ。\n")
    epub = stage.make("epub", vault / "n.md", "--set", "epub.ruby=native")
    expect_valid(epub)
    rubies = [element for page in pages_of(epub).values() for element in page.iter(f"{XHTML}ruby")]
    require([(ruby.text, ruby.find(f"{XHTML}rt").text) for ruby in rubies] ==
            [("東京", "とうきょう"), ("京都", "きょうと")], f"{len(rubies)} rubies")


@check
def a_book_with_a_cover_shows_it(stage):
    vault = stage.files({"図/表紙.png": (IMAGES / "rgb.png").read_bytes(),
                         "n.md": "---\ncover: 図/表紙.png\n---\n文。\n"})
    epub = stage.make("epub", vault / "n.md")
    expect_valid(epub)
    _, package = package_of(epub)
    item = next(i for i in package.iter(f"{OPF}item") if i.get("properties") == "cover-image")
    meta = next(m for m in package.iter(f"{OPF}meta") if m.get("name") == "cover")
    require(meta.get("content") == item.get("id"), "the cover's meta names another image")
    first = next(package.iter(f"{OPF}itemref"))
    require(first.get("idref") == "cover" and first.get("linear") == "no", f"{first.attrib}")
    expect_whole_links(epub)


def cover_of(epub):
    """(whether its page stands among the pages, the image's bytes); None without one."""
    path, package = package_of(epub)
    for item in package.iter(f"{OPF}item"):
        if item.get("properties") == "cover-image":
            spine = next(package.iter(f"{OPF}itemref"))
            with zipfile.ZipFile(epub) as archive:
                return (spine.get("linear") != "no",
                        archive.read(posixpath.join(posixpath.dirname(path), item.get("href"))))
    return None


@check
def a_book_without_a_cover_gets_one_of_its_title(stage):
    covers = {}
    for title in ("小さな本", "A longer title, in English, of some length", "とても長い題" * 30, "שלום"):
        vault = stage.vault(n=f"---\ntitle: {title}\nauthor: 山田\n---\n文。\n")
        epub = stage.make("epub", vault / "n.md")
        expect_valid(epub)
        covers[title] = cover_of(epub)
    require(covers.pop("שלום") is None, "letters that need shaping are set one by one")
    for title, (is_linear, image) in covers.items():
        require(not is_linear and image[:8] == b"\x89PNG\r\n\x1a\n", f"{title}: {image[:8]!r}")
        require(image[16:24] == (1200).to_bytes(4, "big") + (1800).to_bytes(4, "big"), title)
        require(len(image) < 300_000, f"{title}: {len(image)} bytes")
    require(len({image for _, image in covers.values()}) == 3, "covers that look the same")


@check
def a_page_list_comes_with_the_epub_alone_where_the_style_asks_for_it(stage):
    epub = stage.make("epub", stage.files(BOOK) / "本.md", "--book", "--set", "epub.page-list=yes")
    require(navigation_of(epub, "page-list") is not None, "no page list")
    expect_valid(epub)


@check
def fonts_are_embedded_where_the_style_asks_for_them(stage):
    note = "---\ntitle: 題\n---\n# 見出し\n\n本文とtextと**太字**と`code`と😀。\n"
    vault = stage.vault(n=note)
    plain = stage.make("epub", vault / "n.md")
    size = plain.stat().st_size
    with zipfile.ZipFile(plain) as archive:
        require(not any("font/" in name for name in archive.namelist()), "fonts nobody asked for")
    epub = stage.make("epub", vault / "n.md", "--set", "epub.embed-fonts=yes")
    expect_valid(epub)
    with zipfile.ZipFile(epub) as archive:
        fonts = {name: archive.read(name) for name in archive.namelist() if "/font/" in name}
        sheet = archive.read("book/style/book.css").decode("utf-8")
    require(len(fonts) >= 4 and epub.stat().st_size < size + 200_000,
            f"{sorted(fonts)}, {epub.stat().st_size} bytes")
    for name, data in fonts.items():
        require(data[:4] in (b"\0\1\0\0", b"OTTO"), f"{name} begins {data[:4]!r}")
        require(f"url(../{name.removeprefix('book/')})" in sheet, f"no @font-face for {name}")
    require(re.search(r'^body { font-family: "\w+-1", "\w+-2", \w', sheet, re.M), sheet[:1500])


@check
def a_heading_without_words_is_no_heading(stage):
    epub = stage.make("epub", stage.vault(n="# 題\n\n##\n\n文。\n\n- ![絵](a.png)\n",
                                          ) / "n.md")
    expect_valid(epub)
    for page in pages_of(epub).values():
        for level in range(1, 7):
            for heading in page.iter(f"{XHTML}h{level}"):
                require("".join(heading.itertext()).strip(), "an empty heading")


@check
def images_that_readers_lack_are_converted(stage):
    names = ["lossy.webp", "alpha.avif", "animated.avif", "turned-6.avif", "cmyk.jpg",
             "rgba-16-interlaced.png", "palette-trns.png", "animated.gif"]
    files = {name: (IMAGES / name).read_bytes() for name in names}
    note = "".join(f"![[{name}]]\n\n" for name in names)
    vault = stage.files({**files, "n.md": note})
    epub = stage.make("epub", vault / "n.md")
    expect_valid(epub)
    with zipfile.ZipFile(epub) as archive:
        suffixes = [pathlib.PurePath(name).suffix for name in archive.namelist()
                    if "/image/img" in name]
    require(suffixes == [".jpg", ".png", ".jpg", ".jpg", ".jpg", ".png", ".png", ".gif"],
            f"{suffixes}")


@check
def a_back_cover_stands_last_where_there_is_something_to_say(stage):
    """The style asks for it; the note's description is what it says."""
    asked = ("--set", "back=[colophon, back-cover]")
    vault = stage.vault(long="---\ntitle: 題\nauthor: 著者\ndescription: 内容の<紹介>\n---\n文。\n",
                        short="---\ntitle: 題\n---\n文。\n")
    epub = stage.make("epub", vault / "long.md", *asked)
    expect_valid(epub)
    last = "".join(pages_of(epub)[spine_of(epub)[-1]].find(f"{XHTML}body").itertext())
    require(last.split() == ["内容の<紹介>", "題", "著者"], last)
    for note, options in (("short.md", asked), ("long.md", ("--set", "back=[]"))):
        epub = stage.make("epub", vault / note, *options)
        require(not any("back-cover" in path for path in spine_of(epub)), f"{note}: a back cover")
