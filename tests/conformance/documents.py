"""What the conformance lanes look at: the sample vault, the golden cases, the notes made for it, and
how each becomes a file."""
import pathlib
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]


class Missing(Exception):
    """A validator that this machine cannot have; the message says why."""


def validator(name):
    """Where validator.sh put it."""
    result = subprocess.run([HERE / "validator.sh", name], capture_output=True, text=True,
                            check=False)
    if result.returncode == 77:
        raise Missing(result.stderr.strip())
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


def notes():
    for note in sorted((HERE / "notes").glob("*.md")):
        yield note.stem, note, []


def make(program, verb, output, source, options):
    """Whether the file was made; says why not."""
    result = subprocess.run([program, verb, source.name, "-o", output, "--no-system-fonts", "-q",
                             *options], cwd=source.parent, capture_output=True, check=False)
    if result.returncode != 0:
        print(f"FAILED {output.stem}: exit {result.returncode}: "
              + result.stderr.decode("utf-8", "replace")[-500:])
    return result.returncode == 0
