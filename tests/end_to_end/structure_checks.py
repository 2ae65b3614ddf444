"""What a screen reader gets from a PDF: the structure tree, read back and compared with the tree that
the program dumps: every block once, in the order of the notes, as what it is."""
import functools
import json
import re

import sample
from harness import ROOT, check, messages, output_of, require, tool
from note_text import squeeze
from structure import Structure

GUIDE = sample.VAULT / "手引き"
NOTES = ROOT / "tests" / "conformance" / "notes"
EVERYTHING = NOTES / "everything.md"
TABLES = [ROOT / "tests" / "golden" / "cases" / name / "note.md"
          for name in ("table-html", "table-lists", "table-footnotes")]
TABLE_LONG = ROOT / "tests" / "golden" / "cases" / "table-long" / "note.md"
BARE = (*sample.BARE, "--set", "links.internal=none")  # the tree's text alone
NO_INDEX = ("--set", "study.index=no")  # which has the pages
SMALL_PAGE = ("--set", "page.size=A6", "--set", "text.line-length=20", "--set", "text.lines=12")

WORD = re.compile(r'([a-z-]+)(?:=("(?:[^"\\]|\\.)*"|[^ ]+))?|("(?:[^"\\]|\\.)*")|(@[\d/]+:\d+)')
CONTAINERS = {"part": "Part", "callout": "Div", "quote": "BlockQuote", "division": "Div",
              "embedded": "Div", "list": "L", "item": "LI", "table": "Table", "row": "TR"}
HOLDERS = ("book", "part", "chapter", "callout", "quote", "division", "embedded", "item")
LEAVES = {"heading": "H", "paragraph": "P", "callout-title": "P", "caption": "Caption"}


class Node:
    """A line of the tree's dump."""

    def __init__(self, line):
        self.attributes, self.string, self.kind, self.children = {}, "", None, []
        for key, value, string, place in WORD.findall(line):
            if self.kind is None:
                self.kind = key
            elif key:
                self.attributes[key] = json.loads(value) if value[:1] == '"' else value
            elif string:
                self.string = json.loads(string)
            assert key or string or place

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


def parse_tree(dump):
    """The dump's `book` node."""
    lines = dump.split("\n")
    first = next(number for number, line in enumerate(lines) if re.match("book( |$)", line))
    open_nodes = [(-1, Node("root"))]
    for line in filter(None, lines[first:]):
        depth = (len(line) - len(line.lstrip(" "))) // 2
        while open_nodes[-1][0] >= depth:
            open_nodes.pop()
        node = Node(line.strip())
        open_nodes[-1][1].children.append(node)
        open_nodes.append((depth, node))
    return open_nodes[0][1].children[0]


class Expected:
    """The elements that a tree asks for, in order of reading: (type, text) for what holds text,
    (type,) for what holds elements. Footnotes stand behind the block that mentions them first."""

    def __init__(self, book):
        self.found = []
        self.bodies = {(chapter, node.attributes["number"]): node
                       for chapter in book.walk() if chapter.kind == "chapter"
                       for node in chapter.walk()
                       if node.kind == "note" and "number" in node.attributes}
        self.placed = set()
        self.waiting = []
        self.chapter = None
        self.divisions(book)

    def divisions(self, parent):
        for node in parent.children:
            if node.kind == "part":
                self.add("Part")
            if "show-title" in node.attributes:
                self.add("H", node.attributes.get("number", "") + node.attributes["title"])
            if node.kind == "part":
                self.divisions(node)
            else:
                self.chapter = node
                self.blocks(node, False)

    def add(self, kind, *text):
        self.found.append((kind, *map(squeeze, text)))

    def text(self, node):
        """The inline text below a node; marks that are met wait for the end of the block, and are
        parted from a mark before them."""
        if node.kind == "note-mark":
            self.mark(node)
            return node.attributes["number"]
        pieces, before = [], None
        for child in node.children:
            if before and before.kind == child.kind == "note-mark":
                pieces.append(",")
            pieces.append(self.text(child))
            before = child
        own = {"text": node.string, "code": node.string, "math": node.string,
               "tag": "#" + node.string}.get(node.kind, "")
        return own + "".join(pieces)

    def mark(self, node):
        key = self.chapter, node.attributes["number"]
        if key not in self.placed:
            self.placed.add(key)
            self.waiting.append(self.bodies[key])

    def blocks(self, parent, is_in_note):
        for node in parent.children:
            if node.kind != "notes":
                self.block(node, is_in_note)
            while self.waiting and parent.kind in HOLDERS and not is_in_note:
                self.note(self.waiting.pop(0))

    def note(self, node):
        self.add("Note", node.attributes["number"])
        self.blocks(node, True)

    def block(self, node, is_in_note):
        if node.kind in LEAVES:
            text = node.attributes.get("number", "") + self.text(node)
            if text or node.kind == "callout-title":
                self.add(LEAVES[node.kind], text)
        elif node.kind == "index-entry":
            self.add("Entry", node.children[0].string)
        elif node.kind == "cell":
            self.add("Cell", self.text(node))
        elif node.kind == "code-block":
            self.add("P", node.string)
        elif node.kind == "math-block":
            self.add("Formula", node.string)
        elif node.kind == "figure":
            self.add("Figure", node.attributes["alt"])
            if node.children:
                self.add("Caption", "".join(map(self.text, node.children)))
        elif node.kind in CONTAINERS:
            self.add(CONTAINERS[node.kind])
            if node.attributes.get("title"):
                self.add("P", node.attributes["title"])
            self.blocks(node, is_in_note)


def found_elements(element):
    """The same of a structure tree."""
    kind = element.kind
    if re.fullmatch("H[1-6]", kind):
        yield "H", squeeze(element.text())
    elif kind in ("P", "Caption"):
        yield kind, squeeze(element.text())
    elif kind in ("TH", "TD"):
        yield "Cell", squeeze(element.text("Lbl"))
    elif kind in ("Figure", "Formula"):
        yield kind, squeeze(element.entries["/Alt"].removeprefix("u:"))
    elif kind == "Note":
        yield kind, squeeze(element.elements("Lbl")[0].text())
    elif kind in ("Part", "BlockQuote", "L", "LI", "Table", "TR"):
        yield (kind,)
    elif kind == "Div" and not element.elements("Figure"):
        yield (kind,)
    if kind not in ("P", "Caption", "TH", "TD", "Figure", "Formula", "Lbl", "Reference"):
        for kid in element.elements():
            yield from found_elements(kid)


def is_same(found, wanted):
    """A callout's title has a sign before it, or is all the program's own; behind an entry of the index
    stand pages, which the tree does not know."""
    if wanted[0] == "Entry":
        return found[0] == "P" and re.fullmatch(re.escape(wanted[1]) + "[0-9,–]*", found[1])
    return found == wanted or (found[0] == wanted[0] == "P" and len(wanted) > 1
                               and found[1].endswith(wanted[1]) and len(found[1]) > 0
                               and len(found[1]) - len(wanted[1]) <= (2 if wanted[1] else 20))


def dump_of(program, note, *options):
    result = program.run("pdf", note.name, "--dump", "tree", "--no-system-fonts", "-q", *book(note), *options,
                         cwd=note.parent)
    require(result.returncode == 0, messages(result))
    return parse_tree(result.stdout.decode("utf-8"))


@functools.lru_cache(maxsize=None)
def structure_of(program, note, *options):
    return Structure(sample.made(program, "pdf", note, *options))


def vault_sources():
    return sorted([*sample.VAULT.rglob("*.md"), *sample.VAULT.glob("*.yaml"), GUIDE])


def book(source):
    """What a folder asks for."""
    return ("--book",) if source.is_dir() else ()


def compare(program, note, *options):
    wanted = Expected(dump_of(program, note, *options)).found
    found = list(found_elements(
        structure_of(program, note, *book(note), *BARE, *options).root))
    for number, pair in enumerate(zip(found, wanted)):
        require(is_same(*pair), f"{note.stem}: element {number} is {pair[0]}, not {pair[1]}")
    require(len(found) == len(wanted), f"{note.stem}: {len(found)} elements, not {len(wanted)}")
    return found


@check
def structure_order_is_the_notes_order(stage):
    for note in [*vault_sources(), EVERYTHING, *TABLES]:
        compare(stage.program, note)


@check
def structure_does_not_depend_on_pages(stage):
    for note in [sample.MANUAL, EVERYTHING, TABLE_LONG, *TABLES]:
        require(compare(stage.program, note, *NO_INDEX) == compare(stage.program, note,
                                                                           *NO_INDEX, *SMALL_PAGE),
                f"{note.stem}: another structure on small pages")


@check
def words_stay_apart_where_lines_end(stage):
    text = "Several words that do not fit on one line of a small page, and more of them. " * 4
    note = stage.vault(words=f"{text}\nsecond line\n\n漢字かな交じりの文は、行が変わっても空きを入れない。" + "字" * 60) / "words.md"
    pdf = stage.make("pdf", note, *BARE, *SMALL_PAGE)
    paragraphs = [element.text() for element in Structure(pdf).root.all("P")]
    require(paragraphs[0].replace("\u00ad", "") == f"{text.strip()} second line",
            f"{paragraphs[0]!r}")
    require(" " not in paragraphs[1], f"{paragraphs[1]!r}")


@check
def headings_of_the_structure_are_the_outline(stage):
    for note in (sample.WHITE_PAPER, sample.MANUAL):
        pdf = sample.made(stage.program, "pdf", note)
        outline = []

        def walk(entries, level):
            for entry in entries:
                outline.append((level, squeeze(entry["title"])))
                walk(entry["kids"], level + 1)

        walk(sample.pdf_json(pdf)["outlines"], 1)
        headings = [(int(element.kind[1]), squeeze(element.text("Reference")))
                    for element in structure_of(stage.program, note).root.walk()
                    if re.fullmatch("H[1-6]", element.kind)]
        if headings and headings[0] not in outline:
            del headings[0]  # the printed title of a sole note
        for found, wanted in zip(headings, outline):
            require(found == wanted, f"{note.stem}: heading {found}, entry {wanted}")
        require(len(headings) == len(outline), f"{len(headings)} headings, {len(outline)} entries")


@check
def heading_levels_are_never_skipped(stage):
    last = 0
    for element in structure_of(stage.program, EVERYTHING).root.walk():
        if re.fullmatch("H[1-6]", element.kind):
            level = int(element.kind[1])
            require(level <= last + 1, f"H{level} behind H{last}: {element.text()!r}")
            last = level


@check
def table_cells_know_their_heads(stage):
    tables = structure_of(stage.program, EVERYTHING, *SMALL_PAGE).root.all("Table")
    require(len(tables) == 2, f"{len(tables)} tables")
    for table in tables:
        rows = [row.elements() for row in table.elements("TR")]
        heads = rows[0]
        require(all(cell.kind == "TH" and cell.attribute("Table", "/Scope") == "/Column"
                    for cell in heads), "the first row is no row of heads")
        for row in rows[1:]:
            require([cell.attribute("Table", "/Headers") for cell in row]
                    == [[head.entries["/ID"]] for head in heads], "cells name other heads")


@check
def a_head_set_again_is_an_artifact(stage):
    structure = structure_of(stage.program, TABLE_LONG, *BARE, *SMALL_PAGE)
    heads = [squeeze(cell.text()) for cell in structure.root.all("TH")]
    require(heads == ["番号", "名前"], f"{heads}")
    require(structure.artifacts.count("番号") == len(structure.pages) - 1,
            f"{structure.artifacts} on {len(structure.pages)} pages")


@check
def cells_of_html_say_what_they_cover(stage):
    table, = structure_of(stage.program, TABLES[0]).root.all("Table")
    rows = [row.elements() for row in table.elements("TR")]
    spans = [[(cell.kind, cell.attribute("Table", "/ColSpan"), cell.attribute("Table", "/RowSpan"))
              for cell in row] for row in rows]
    require(spans[0] == [("TH", None, None), ("TH", 2, None)], f"{spans[0]}")
    require(spans[1] == [("TH", None, 2), ("TD", None, None), ("TD", None, None)], f"{spans[1]}")
    require(spans[2] == [("TD", None, None)] * 2, f"{spans[2]}")
    require(spans[3] == [("TD", 3, None)], f"{spans[3]}")
    require(rows[1][0].attribute("Table", "/Scope") == "/Row", "a row's head is none")
    require(rows[1][2].attribute("Table", "/Headers") == [rows[0][1].entries["/ID"]],
            "a cell does not name the head that covers its column")


@check
def a_list_in_a_cell_is_a_list(stage):
    root = structure_of(stage.program, TABLES[1]).root
    lists = [found for cell in root.all("TD") for found in cell.all("L")]
    require([len(found.elements("LI")) for found in lists] == [2, 1, 3, 2], "not the cells' lists")
    require([item.elements()[0].kind for found in lists for item in found.elements("LI")]
            == ["Lbl"] * 8, "an item has no label")


@check
def list_items_have_labels_and_bodies(stage):
    root = structure_of(stage.program, EVERYTHING).root
    labels = []
    for item in root.all("LI"):
        require([kid.kind for kid in item.elements()] in (["Lbl", "LBody"], ["Lbl"]),
                f"{[kid.kind for kid in item.elements()]}")
        labels.append(item.elements("Lbl")[0].text())
    require([label for label in labels if label not in "•–"]
            == ["1.", "2.", "☐", "☑", "/", "1.", "2.", "3."], f"{labels}")
    kinds = {lst.attribute("List", "/ListNumbering") for lst in root.all("L")}
    require(kinds == {"/Decimal", "/Disc"}, f"{kinds}")


@check
def notes_stand_behind_their_first_marks(stage):
    root = structure_of(stage.program, EVERYTHING, *SMALL_PAGE).root
    order = [element for element in root.walk() if element.kind in ("Reference", "Note")]
    notes = [element for element in order if element.kind == "Note"]
    require(len({note.entries["/ID"] for note in notes}) == len(notes) == 8, "IDs of notes")
    marked = set()
    for element in order:
        if element.kind == "Reference":
            marked.add(element.text())
        else:
            require(element.elements("Lbl")[0].text() in marked, "a note before its mark")
    require(not any(element.kind == "Note" for note in notes for element in note.walk()
                    if element is not note), "a note in a note")


@check
def links_say_where_they_lead(stage):
    structure = structure_of(stage.program, EVERYTHING, *SMALL_PAGE)
    parents = structure.parents()
    links = 0
    for page in structure.pages:
        for reference in structure.get(page).get("/Annots", []):
            annotation = structure.get(reference)
            element = structure.by_reference[parents[annotation["/StructParent"]]]
            require(element.kind == "Link" and annotation in element.annotations(),
                    f"{annotation} is in {element.kind}")
            said = squeeze(annotation["/Contents"].removeprefix("u:"))
            require(said and said in (squeeze(element.text()), squeeze(element.text())[:len(said)]),
                    f"{said!r} for {element.text()!r}")
            links += 1
    require(links >= 8, f"{links} links")


@check
def marks_lead_to_their_elements(stage):
    structure = structure_of(stage.program, EVERYTHING, *SMALL_PAGE)
    parents = structure.parents()
    for (page, number), _ in structure.marks.items():
        found = parents[structure.get(page)["/StructParents"]][number]
        element = structure.by_reference[found]
        require(element.entries.get("/Pg") == page or any(
            isinstance(kid, dict) and kid.get("/Pg") == page for kid in element.entries["/K"]),
            f"mark {number} of {page} leads to {element.kind}")


@check
def figures_have_texts_and_places(stage):
    root = structure_of(stage.program, EVERYTHING).root
    figures = root.all("Figure")
    texts = [figure.entries["/Alt"].removeprefix("u:") for figure in figures]
    require(texts == ["点", "絵", "図の説明", "ない.png"], f"{texts}")
    for figure in figures:
        left, bottom, right, top = figure.attribute("Layout", "/BBox")
        require(0 < left < right < 596 and 0 < bottom < top < 842, f"{figure.entries}")
    captions = [caption.text() for caption in root.all("Caption")]
    require(captions == ["目次", "絵", "図の説明"], f"{captions}")


@check
def languages_are_told(stage):
    structure = structure_of(stage.program, EVERYTHING)
    require(structure.catalog["/Lang"] == "u:ja", f"{structure.catalog['/Lang']}")
    spans = [(span.text(), span.entries["/Lang"]) for span in structure.root.all("Span")]
    require(spans == [("an English phrase", "u:en")], f"{spans}")


@check
def contents_are_a_list_of_links(stage):
    structure = structure_of(stage.program, sample.WHITE_PAPER)
    wanted = [text for level, text in sample.white_paper().headings if level <= 3]
    items = structure.root.all("TOCI")
    require(len(items) == len(wanted), f"{len(items)} entries, {len(wanted)} headings")
    for item, text in zip(items, wanted):
        link = item.elements("Reference")[0].elements("Link")[0]
        require(squeeze(link.text()) == squeeze(text), f"{link.text()!r}, not {text!r}")
        require(item.content[-1].isdigit(), f"{text!r} has no folio")
        require(link.annotations(), f"{text!r} is no link")


@check
def running_heads_and_folios_are_no_content(stage):
    structure = structure_of(stage.program, sample.WHITE_PAPER)
    shown = "".join(map(squeeze, structure.artifacts))
    require(shown.count(squeeze(sample.WHITE_PAPER.stem)) >= 5, "no running heads")
    poppler = output_of(tool("pdfinfo"), "-struct", sample.made(
        stage.program, "pdf", sample.WHITE_PAPER)).decode("utf-8")
    require(poppler.count("\n") > 500 and "Document" in poppler, "poppler sees no structure")
