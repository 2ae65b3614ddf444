#!/usr/bin/env python3
"""Conformance: veraPDF finds no failed rule of PDF/UA-1 or PDF/A-2a in what the program makes.

    pdf.py PROGRAM [WORD...]

Documents: every note and book of the sample vault in every ready-made style, every golden case with
its options, and the notes in tests/conformance/notes, which ask for what validators look at. With
words, those whose names hold one. Exit 1 when a rule failed, 77 (skipped) when veraPDF cannot be had.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import documents

FLAVOURS = ("ua1", "2a")
ALONE = (("ua-1", "ua1"), ("a-2a", "2a"), ("a-2u", "2u"))  # --pdf-standard, and what it must pass
TIMEOUT = 900  # seconds for a flavour of all documents
SHOWN = 3  # places of one failed rule


def sources():
    """(name, source, options) of each document."""
    styles = sorted(path.stem for path in (documents.ROOT / "styles").glob("*.yaml") if path.stem != "base")
    for name, source, options in documents.vault_sources():
        for style in styles:
            yield f"vault-{name}-{style}", source, [*options, "--style", style]
    for name, source, options in documents.golden_sources():
        yield f"golden-{name}", source, options
    for name, note, options in documents.notes():
        yield f"note-{name}", note, options
        for standard, flavour in ALONE:
            yield f"{flavour}-{name}", note, [*options, "--pdf-standard", standard]
        for scheme in ("saddle", "pad4"):
            yield f"2u-{scheme}-{name}", note, [*options, "--impose", scheme, "--marks"]


def make(program, folder, words):
    """The PDFs with the flavours that they claim, and how many sources gave none."""
    made, failed = {}, 0
    for name, source, options in sources():
        if words and not any(word in name for word in words):
            continue
        output = folder / f"{name}.pdf"
        if documents.make(program, "pdf", output, source, options):
            made[output] = [flavour for _, flavour in ALONE if name.startswith(f"{flavour}-")] \
                or FLAVOURS
        else:
            failed += 1
    return made, failed


def validate(path, flavour, pdfs):
    """veraPDF's jobs, one a document."""
    result = subprocess.run(
        ["java", "-Djava.awt.headless=true", "-cp", path, "org.verapdf.apps.GreenfieldCliWrapper",
         "-f", flavour, "--maxfailuresdisplayed", str(SHOWN), "--format", "json", *map(str, pdfs)],
        stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT, check=False)
    try:
        return json.loads(result.stdout)["report"]["jobs"]
    except (ValueError, KeyError):
        sys.exit(f"conformance: veraPDF gives no report: "
                 + result.stderr.decode("utf-8", "replace")[-2000:])


def report(job, flavour):
    """Prints the rules that failed; returns whether any did."""
    name = pathlib.Path(job["itemDetails"]["name"]).stem
    results = job.get("validationResult") or []
    if not results:
        print(f"FAILED {name} {flavour}: not validated: {job.get('taskException')}")
    for result in results:
        for rule in result["details"]["ruleSummaries"]:
            if rule["status"] != "failed":
                continue
            print(f"FAILED {name} {flavour} {rule['clause']}-{rule['testNumber']} "
                  f"x{rule['failedChecks']}: {rule['description'][:200]}")
            for place in rule["checks"][:SHOWN]:
                print(f"    {place.get('errorMessage') or ''} @ {place['context'][-120:]}")
    return not results or not all(result["compliant"] for result in results)


def main():
    parser = argparse.ArgumentParser(description="veraPDF on what the program makes")
    parser.add_argument("program")
    parser.add_argument("words", nargs="*")
    arguments = parser.parse_args()
    try:
        path = documents.validator("verapdf")
    except documents.Missing as reason:
        print(f"conformance: SKIPPED: {reason}")
        return 77
    with tempfile.TemporaryDirectory(prefix="seihon-conformance-") as folder:
        pdfs, failed = make(pathlib.Path(arguments.program).resolve(), pathlib.Path(folder),
                            arguments.words)
        if not pdfs:
            sys.exit("conformance: no document was made")
        for flavour in sorted({flavour for _, flavour in ALONE}):
            claiming = [pdf for pdf, flavours in pdfs.items() if flavour in flavours]
            jobs = validate(path, flavour, claiming) if claiming else []
            failed += sum(report(job, flavour) for job in jobs) + abs(len(jobs) - len(claiming))
    print(f"conformance: {len(pdfs)} documents, {', '.join(flavour for _, flavour in ALONE)}: "
          + (f"{failed} FAILED" if failed else "no failed rule"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
