"""The text of a note, taken from its Markdown without the program's help.

Only what the sample note and the made notes use is known here: front matter, headings, callouts,
quotes, lists, footnotes, links, wikilinks, embeds and strong. A line of source is one block. All
white space is removed, since lines and gaps are the typesetter's.
"""
import re

LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(((?:[^()\s]|\([^()]*\))*)\)")
WIKILINK = re.compile(r"(!?)\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
DEFINITION = re.compile(r"\[\^([^\]\s]+)\]:\s*")
MARK = re.compile(r"\[\^([^\]\s]+)\]")
CALLOUT = re.compile(r"\[!([^\]]+)\][+-]?\s*")
HEADING = re.compile(r"(#{1,6})\s+(.*)")
LIST_MARKER = re.compile(r"(?:[-*+]|\d+[.)])\s+")


def squeeze(text):
    """Without white space, and without the soft hyphens that a broken word may carry."""
    return "".join(text.split()).replace("\u00ad", "").replace("\u200b", "")


def body_lines(note):
    lines = note.splitlines()
    if lines and lines[0] == "---":
        lines = lines[lines.index("---", 1) + 1:]
    return lines


def shown_wikilink(match):
    if match.group(1):
        return ""  # an embedded image
    return match.group(3) or match.group(2).replace("#", " > ")


def inline(text, mark_of):
    """A line's inline text; mark_of gives the number that a footnote's label is printed as."""
    text = WIKILINK.sub(shown_wikilink, text)
    text = MARK.sub(lambda match: mark_of(match.group(1)), text)
    text = LINK.sub(lambda match: match.group(2), text)
    text = text.replace("**", "")
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


class NoteText:
    """blocks: (kind, text) in source order, text squeezed; headings: (level, text as printed);
    urls: every external address."""

    def __init__(self, note):
        self.numbers = {}
        self.blocks = []
        self.headings = []
        lines = body_lines(note)
        self.urls = {match.group(3) for line in lines for match in LINK.finditer(line)
                     if re.match(r"https?:", match.group(3))}
        for line in lines:
            if not DEFINITION.match(line):
                for label in MARK.findall(line):
                    self.numbers.setdefault(label.lower(), str(len(self.numbers) + 1))
        for line in lines:
            self.add_line(line)

    def mark(self, label):
        return self.numbers.get(label.lower(), f"[^{label}]")

    def add_line(self, line):
        kind = "text"
        definition = DEFINITION.match(line)
        if definition:
            kind, line = "note", line[definition.end():]
        line = line.lstrip()
        while line.startswith(">"):
            line = line[1:].lstrip()
        callout = CALLOUT.match(line)
        heading = HEADING.match(line)
        if callout:
            title = line[callout.end():] or callout.group(1).title()
            kind, line = "callout", title
        elif heading:
            kind, line = "heading", heading.group(2)
            shown = " ".join(inline(line, lambda label: "").split())
            self.headings.append((len(heading.group(1)), shown))
        elif LIST_MARKER.match(line):
            kind, line = "item", line[LIST_MARKER.match(line).end():]
        text = squeeze(inline(line, self.mark))
        if text:
            self.blocks.append((kind, text))
