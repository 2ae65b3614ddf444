"""The sample vault's two notes, converted once for all checks that look at them."""
import atexit
import functools
import json
import pathlib
import shutil
import tempfile

from harness import ROOT, Failure, messages, output_of, tool
from note_text import NoteText, squeeze

VAULT = ROOT / "vault"
WHITE_PAPER = VAULT / "第Ⅱ部第2章　総務省におけるICT政策の取組状況.md"
MANUAL = VAULT / "はじめに.md"

# Without title page, contents, running heads, folios and addresses the pages hold the note's text alone.
BARE = ["--set", "front=[]", "--set", "head.verso=\"\"", "--set", "head.recto=\"\"",
        "--set", "foot.fore-edge=\"\"", "--set", "back=[]", "--set", "links.external=hide"]


@functools.lru_cache(maxsize=None)
def folder():
    path = pathlib.Path(tempfile.mkdtemp(prefix="seihon-sample-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


@functools.lru_cache(maxsize=None)
def made(program, verb, note, *options):
    """The output for a note of the sample vault, made at its first use."""
    output = folder() / f"{len(list(folder().iterdir()))}.{verb}"
    result = program.run(verb, note, "-o", output, "--no-system-fonts", "-q", *options,
                         cwd=folder())
    if result.returncode != 0:
        raise Failure(f"exit {result.returncode}: {messages(result)}")
    return output


@functools.lru_cache(maxsize=None)
def white_paper():
    return NoteText(WHITE_PAPER.read_text(encoding="utf-8"))


def pdf_pages(pdf):
    """Each page's text by pdftotext, white space removed."""
    text = output_of(tool("pdftotext"), "-raw", "-enc", "UTF-8", pdf, "-").decode("utf-8")
    return [squeeze(page) for page in text.split("\f")[:-1]]


@functools.lru_cache(maxsize=None)
def pdf_json(pdf):
    return json.loads(output_of(tool("qpdf"), "--json=2", pdf))


def pdf_objects(pdf):
    """Every dictionary object of a PDF."""
    for entry in pdf_json(pdf)["qpdf"][1].values():
        value = entry.get("value") if "value" in entry else entry.get("stream", {}).get("dict")
        if isinstance(value, dict):
            yield value
