"""The structure tree of a PDF as a screen reader gets it: elements with the text of their marked
content, read through qpdf's JSON by a small parser of content streams and ToUnicode maps."""
import base64
import json
import re

from harness import output_of, require, tool

TOKEN = re.compile(
    rb"\((?:[^\\()]|\\.)*\)|<<|>>|<[0-9A-Fa-f\s]*>|/[^\s()<>\[\]/%]*|[\[\]]|[^\s()<>\[\]/%]+",
    re.S)
ESCAPE = re.compile(rb"\\(.)", re.S)
ESCAPES = {b"r": b"\r", b"n": b"\n", b"t": b"\t"}
MAPPING = re.compile(r"<([0-9A-F]{4})><([0-9A-F]*)>")


def utf16(digits):
    return bytes.fromhex(digits).decode("utf-16-be")


def text_string(value):
    """A string of qpdf's JSON."""
    return value[2:] if value.startswith(("u:", "b:")) else value


class Element:
    """One element: its type, dictionary and what is in it: text, elements and annotations."""

    def __init__(self, kind, entries, parent):
        self.kind = kind
        self.entries = entries
        self.parent = parent
        self.content = []

    def elements(self, *kinds):
        return [kid for kid in self.content
                if isinstance(kid, Element) and (not kinds or kid.kind in kinds)]

    def annotations(self):
        return [kid for kid in self.content if isinstance(kid, dict)]

    def text(self, *without):
        """What is read, but for elements of these kinds."""
        if "/ActualText" in self.entries:
            return text_string(self.entries["/ActualText"])
        return "".join(kid if isinstance(kid, str) else kid.text(*without)
                       for kid in self.content if isinstance(kid, str)
                       or isinstance(kid, Element) and kid.kind not in without)

    def walk(self):
        yield self
        for kid in self.elements():
            yield from kid.walk()

    def all(self, *kinds):
        return [element for element in self.walk() if element.kind in kinds]

    def attribute(self, owner, key):
        attributes = self.entries.get("/A", {})
        for entry in attributes if isinstance(attributes, list) else [attributes]:
            if entry.get("/O") == f"/{owner}" and key in entry:
                return entry[key]
        return None


class Structure:
    """A PDF's structure tree."""

    def __init__(self, pdf):
        document = json.loads(output_of(tool("qpdf"), "--json=2", "--json-stream-data=inline",
                                        "--decode-level=generalized", pdf))
        self.objects = document["qpdf"][1]
        self.pages = [page["object"] for page in document["pages"]]
        self.marks = {}
        self.artifacts = []
        self.maps = {}
        for page in self.pages:
            self.read_page(page)
        catalog = self.get(self.objects["trailer"]["value"]["/Root"])
        self.catalog = catalog
        self.tree = self.get(catalog["/StructTreeRoot"])
        self.by_reference = {}
        self.root = self.read_element(self.tree["/K"], None)

    def get(self, value):
        """What a reference leads to; a stream's dictionary."""
        if isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            entry = self.objects[f"obj:{value}"]
            return entry["value"] if "value" in entry else entry["stream"]["dict"]
        return value

    def stream(self, reference):
        return base64.b64decode(self.objects[f"obj:{reference}"]["stream"]["data"])

    def font_map(self, font):
        if font not in self.maps:
            cmap = self.stream(self.get(font)["/ToUnicode"]).decode("ascii")
            self.maps[font] = {int(code, 16): utf16(text) for code, text in MAPPING.findall(cmap)}
        return self.maps[font]

    def read_page(self, page):
        entries = self.get(page)
        fonts = self.get(entries.get("/Resources", {})).get("/Font", {})
        Marks(self, page, fonts).read(self.stream(entries["/Contents"]))

    def read_element(self, reference, parent):
        entries = self.get(reference)
        element = Element(entries["/S"][1:], entries, parent)
        self.by_reference[reference] = element
        kids = self.get(entries.get("/K", []))
        for kid in kids if isinstance(kids, list) else [kids]:
            element.content.append(self.read_kid(kid, entries.get("/Pg"), element))
        return element

    def read_kid(self, kid, page, parent):
        if isinstance(kid, int):
            return self.marks[page, kid]
        value = self.get(kid)
        if value.get("/Type") == "/MCR":
            return self.marks[value.get("/Pg", page), value["/MCID"]]
        if value.get("/Type") == "/OBJR":
            return self.get(value["/Obj"])
        return self.read_element(kid, parent)

    def parents(self):
        """The parent tree: number → reference or list of references."""
        found, waiting = {}, [self.get(self.tree["/ParentTree"])]
        while waiting:
            node = waiting.pop()
            waiting += [self.get(kid) for kid in node.get("/Kids", [])]
            numbers = node.get("/Nums", [])
            found.update(zip(numbers[::2], numbers[1::2]))
        return found


class Marks:
    """The marked content of one page: number → text; what artifacts show goes apart."""

    def __init__(self, structure, page, fonts):
        self.structure = structure
        self.page = page
        self.fonts = fonts
        self.map = {}
        self.open = []  # (what it is: a number, "Artifact" or None; its ActualText or None)
        self.operands = []

    def read(self, content):
        for match in TOKEN.finditer(content):
            token = match.group()
            if token[:1] in b"(<[]/" or re.fullmatch(rb"[-+.\d]+|>>", token):
                self.operands.append(token)
            else:
                self.operator(token.decode("ascii"))
                self.operands.clear()
        require(not self.open, f"page {self.page}: marked content without an end")

    def operator(self, name):
        if name == "Tf":
            self.map = self.structure.font_map(self.fonts[self.operands[0].decode("ascii")])
        elif name == "BDC":
            self.begin()
        elif name == "EMC":
            self.end()
        elif name == "TJ":
            self.show()
        elif name in ("f", "S", "Do"):
            require(self.owner() is not None, f"page {self.page}: {name} is not marked")

    def begin(self):
        words = [operand.decode("ascii") for operand in self.operands]
        actual = utf16(words[words.index("/ActualText") + 1][1:-1])[1:] \
            if "/ActualText" in words else None
        owner = int(words[words.index("/MCID") + 1]) if "/MCID" in words else \
            "Artifact" if words[0] == "/Artifact" else None
        require(owner is None or self.owner() is None, f"page {self.page}: marks in marks")
        if isinstance(owner, int):
            require((self.page, owner) not in self.structure.marks, "a mark's number twice")
            self.structure.marks[self.page, owner] = ""
        self.open.append((owner, actual))

    def end(self):
        actual = self.open[-1][1]
        self.open.pop()
        if actual is not None:
            self.add(actual)

    def owner(self):
        return next((owner for owner, _ in reversed(self.open) if owner is not None), None)

    def show(self):
        for operand in self.operands:
            if operand[:1] == b"(":
                codes = ESCAPE.sub(lambda match: ESCAPES.get(match.group(1), match.group(1)),
                                   operand[1:-1])
                self.add("".join(self.map[code] for code in
                                 (codes[at] << 8 | codes[at + 1] for at in range(0, len(codes), 2))))

    def add(self, text):
        if any(actual is not None for _, actual in self.open):
            return
        owner = self.owner()
        require(owner is not None, f"page {self.page}: {text!r} is not marked")
        if owner == "Artifact":
            self.structure.artifacts.append(text)
        else:
            self.structure.marks[self.page, owner] += text
