#!/usr/bin/env python3
"""Conformance: veraPDF finds no failed rule of PDF/UA-1 or PDF/A-2a in what the program makes.

    run.py PROGRAM [WORD...]

Documents: every note and book of the sample vault in every ready-made style, every golden case with
its options, and the notes in tests/conformance/notes, which ask for what validators look at. With
words, those whose names hold one. Exit 1 when a rule failed, 77 (skipped) when veraPDF cannot be had.
"""
import argparse
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FLAVOURS = ("ua1", "2a")
ALONE = (("ua-1", "ua1"), ("a-2a", "2a"), ("a-2u", "2u"))  # --pdf-standard, and what it must pass
TIMEOUT = 900  # seconds for a flavour of all documents
SHOWN = 3  # places of one failed rule


def class_path():
    result = subprocess.run([HERE / "validator.sh"], capture_output=True, text=True, check=False)
    if result.returncode == 77:
        print(f"conformance: SKIPPED: {result.stderr.strip()}")
        sys.exit(77)
    if result.returncode != 0:
        sys.exit(f"conformance: {result.stderr}")
    return result.stdout.strip()


def vault_sources():
    """(name, source, options) of the sample vault's notes and books."""
    vault = ROOT / "vault"
    for source in sorted([*vault.rglob("*.md"), *vault.glob("*.yaml")]):
        yield source.name, source, []
    yield "map", vault / "学習ノートの本.md", ["--book"]
    yield "folder", vault / "手引き", ["--book"]


def golden_sources():
    for case in sorted((ROOT / "tests" / "golden" / "cases").iterdir()):
        options = case / "options.txt"
        words = shlex.split(options.read_text(encoding="utf-8"), comments=True) \
            if options.exists() else []
        source = next(case / name for name in ("note.md", "book.yaml", "book")
                      if (case / name).exists())
        yield case.name, source, (["--book"] if source.is_dir() else []) + words


def documents():
    """(name, source, options) of each."""
    styles = sorted(path.stem for path in (ROOT / "styles").glob("*.yaml") if path.stem != "base")
    for name, source, options in vault_sources():
        for style in styles:
            yield f"vault-{name}-{style}", source, [*options, "--style", style]
    for name, source, options in golden_sources():
        yield f"golden-{name}", source, options
    for note in sorted((HERE / "notes").glob("*.md")):
        yield f"note-{note.stem}", note, []
        for standard, flavour in ALONE:
            yield f"{flavour}-{note.stem}", note, ["--pdf-standard", standard]
        for scheme in ("saddle", "pad4"):
            yield f"2u-{scheme}-{note.stem}", note, ["--impose", scheme, "--marks"]


def make(program, folder, words):
    """The PDFs with the flavours that they claim, and how many sources gave none."""
    made, failed = {}, 0
    for name, source, options in documents():
        if words and not any(word in name for word in words):
            continue
        output = folder / f"{name}.pdf"
        result = subprocess.run([program, "pdf", source.name, "-o", output, "--no-system-fonts",
                                 "-q", *options], cwd=source.parent, capture_output=True,
                                check=False)
        if result.returncode == 0:
            made[output] = [flavour for _, flavour in ALONE if name.startswith(f"{flavour}-")] \
                or FLAVOURS
        else:
            failed += 1
            print(f"FAILED {name}: exit {result.returncode}: "
                  + result.stderr.decode("utf-8", "replace")[-500:])
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
    path = class_path()
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
