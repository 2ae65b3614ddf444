#!/usr/bin/env python3
"""Conformance: EPUBCheck, DAISY Ace and two reading engines find nothing in what the program makes.

    epub.py PROGRAM [WORD...]

EPUBCheck 5.3.0 (every note and book of the sample vault, every golden case, the notes in notes/) must
have no message at all, usage messages included. Ace (accessibility) must report no violation, and in
epub.js and foliate-js every file must show and every footnote lead there and back (readers.mjs), and a
conversion by calibre must keep the text, in the vault's books and the notes. With words, documents whose names hold one. Exit 1 when anything failed, 77
(skipped) when no validator can be had.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

import documents

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
TIMEOUT = 900  # seconds for one run of a validator
PAGES = ["--set", "epub.page-list=yes"]
FONTS = ["--set", "epub.embed-fonts=yes"]
USE_OF_FONTS = "CSS-028"  # a usage message that every @font-face has


def sources():
    """(name, source, options, whether it is opened too) of each document."""
    for name, source, options in documents.vault_sources():
        yield f"vault-{name}", source, options, True
        if source.is_dir():
            yield f"pages-{name}", source, [*options, *PAGES, *FONTS], True
    for name, source, options in documents.golden_sources():
        yield f"golden-{name}", source, options, False
    for name, source, options in documents.notes():
        yield f"note-{name}", source, options, True
        yield f"pages-{name}", source, [*options, *PAGES, *FONTS], True


def make(program, folder, words):
    """The EPUBs with whether each is opened, and how many sources gave none."""
    made, failed = {}, 0
    for name, source, options, is_opened in sources():
        if words and not any(word in name for word in words):
            continue
        output = folder / f"{name}.epub"
        if documents.make(program, "epub", output, source, options):
            made[output] = is_opened
        else:
            failed += 1
    return made, failed


def epubcheck(path, epub):
    """The messages about one file, each a line."""
    report = epub.with_suffix(".json")
    result = subprocess.run(
        ["java", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true", "-cp", path,
         "com.adobe.epubcheck.tool.Checker", epub, "-u", "-q", "--json", report],
        capture_output=True, timeout=TIMEOUT, check=False)
    if not report.exists():
        yield "no report: " + result.stderr.decode("utf-8", "replace")[-500:]
        return
    for message in json.loads(report.read_text(encoding="utf-8"))["messages"]:
        if message["ID"] == USE_OF_FONTS and epub.stem.startswith("pages-"):
            continue
        place = (message.get("locations") or [{}])[0]
        yield (f"{message['severity']} {message['ID']} {place.get('path', '')}:"
               f"{place.get('line', '')} {message['message'][:200]}")


def ace(modules, epub):
    """The violations in one file, each a line."""
    folder = epub.with_suffix(".ace")
    chromium = {"PUPPETEER_EXECUTABLE_PATH": os.environ.get("CHROMIUM", "/usr/bin/chromium")}
    result = subprocess.run(
        ["node", pathlib.Path(modules) / "@daisy" / "ace" / "bin" / "ace-puppeteer.js", "-s", "-f",
         "-o", folder, epub], capture_output=True, timeout=TIMEOUT, check=False,
        env={**os.environ, **chromium})
    report = folder / "report.json"
    if not report.exists():
        yield "no report: " + result.stdout.decode("utf-8", "replace")[-500:]
        return
    for page in json.loads(report.read_text(encoding="utf-8"))["assertions"]:
        for found in page["assertions"]:
            test = found["earl:test"]
            yield (f"{test.get('earl:impact')} {test.get('dct:title')} "
                   f"{page['earl:testSubject']['url']}: "
                   f"{found['earl:result'].get('dct:description', '')[:200]!r}")


def spine_text(epub):
    """The text of the spine's files without white space, the navigation and the cover left out."""
    with zipfile.ZipFile(epub) as archive:
        container = ElementTree.fromstring(archive.read("META-INF/container.xml"))
        path = next(element.get("full-path") for element in container.iter()
                    if element.tag.endswith("}rootfile"))
        package = ElementTree.fromstring(archive.read(path))
        names = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
        parts = []
        for item in package.iter(f"{OPF}itemref"):
            name = posixpath.join(posixpath.dirname(path), names[item.get("idref")])
            if not re.search(r"nav\.xhtml|cover|titlepage", name):
                body = ElementTree.fromstring(archive.read(name)).find(f"{XHTML}body")
                parts.append("".join(body.itertext()))
    return re.sub(r"\s", "", "".join(parts))


def calibre(program, epub):
    """What a conversion by calibre loses."""
    converted = epub.with_suffix(".calibre.epub")
    result = subprocess.run([program, epub, converted], capture_output=True, timeout=TIMEOUT,
                            check=False, env={**os.environ, "QTWEBENGINE_DISABLE_SANDBOX": "1"})
    if result.returncode != 0:
        yield "no conversion: " + result.stderr.decode("utf-8", "replace")[-500:]
    elif spine_text(converted) != spine_text(epub):
        yield "the text is not the same"


def look(name, check, place, epubs):
    """Runs one validator on the files, two at once; prints what it finds and returns how much."""
    found = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for epub, lines in zip(epubs, pool.map(lambda epub: list(check(place, epub)), epubs)):
            found += len(lines)
            for line in lines[:10]:
                print(f"FAILED {epub.stem} {name}: {line}")
    print(f"{name}: {len(epubs)} documents, {found or 'no'} messages", flush=True)
    return found


def read(modules, epubs):
    result = subprocess.run(["node", documents.HERE / "readers.mjs", modules, *epubs],
                            capture_output=True, timeout=TIMEOUT, check=False)
    lines = (result.stdout + result.stderr).decode("utf-8", "replace").splitlines()
    wrong = [line for line in lines if not line.endswith(" 0 failures")]
    if wrong:
        print("\n".join(wrong))
    print(f"epub.js, foliate-js: {len(epubs)} documents, {len(wrong) or 'no'} failures")
    return len(wrong) or result.returncode


def check_all(made):
    """(failures, validators that could be had)."""
    failed, had = 0, 0
    opened = [epub for epub, is_opened in made.items() if is_opened]
    for name in ("epubcheck", "readers"):
        try:
            place = documents.validator(name)
        except documents.Missing as reason:
            print(f"conformance: SKIPPED: {reason}")
            continue
        had += 1
        if name == "epubcheck":
            failed += look("EPUBCheck", epubcheck, place, list(made))
        else:
            failed += look("Ace", ace, place, opened) + read(place, opened)
    if shutil.which("ebook-convert"):
        failed += look("calibre", calibre, "ebook-convert", opened)
    else:
        print("conformance: SKIPPED: calibre (ebook-convert) is not installed")
    return failed, had


def main():
    parser = argparse.ArgumentParser(description="EPUBCheck, Ace and readers on what the program makes")
    parser.add_argument("program")
    parser.add_argument("words", nargs="*")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="seihon-conformance-") as folder:
        made, failed = make(pathlib.Path(arguments.program).resolve(), pathlib.Path(folder),
                            arguments.words)
        if not made:
            sys.exit("conformance: no document was made")
        found, had = check_all(made)
    if had == 0 and not failed:
        return 77
    print(f"conformance: {len(made)} EPUBs: " + (f"{failed + found} FAILED" if failed + found
                                                  else "nothing found"))
    return 1 if failed + found else 0


if __name__ == "__main__":
    sys.exit(main())
