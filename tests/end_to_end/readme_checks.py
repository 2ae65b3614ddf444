"""README.md and README.ja.md: every command line they show is run as it stands, in a vault made of their own
examples, by a user whose home is empty. A line may end in words about it, two spaces behind the command."""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

from harness import ROOT, TIMEOUT, check, require

RUN = ("seihon ", "parallel -j ")
ELSEWHERE = ("./build.sh ", "sudo ", "cmake ", "(cd ", "git ", "parallel --sshlogin ", "sbatch ")  # other tests, machines
NOTE = "\n# 京都 Kyoto\n\n本文の文字。Some words[^1].\n\n[^1]: A note. 注。\n"


def blocks(language):
    """The indented blocks of a README, each a list of lines without the indentation."""
    text = (ROOT / language).read_text(encoding="utf-8")
    found = re.findall(r"(?:(?<=\n)|^)((?: {4,}.*\n|\n(?= {4}))+)", text)
    return [re.sub(r"(?m)^ {4}", "", block).strip("\n").split("\n") for block in found]


def commands(language):
    for block in blocks(language):
        for line in block:
            if line.startswith(RUN):
                yield re.split(r" {2,}", line)[0]


def example(language, key):
    """The YAML block that begins with the key."""
    for block in blocks(language):
        if block[0].strip().startswith(key):
            indent = len(block[0]) - len(block[0].lstrip())
            return "\n".join(line[indent:] for line in block) + "\n"
    raise ValueError(f"{language}: no example of {key}")


def home(stage, language, number):
    """A new home, with all that the READMEs name."""
    folder = stage.folder / str(number)
    front = f"---\n{example(language, 'seihon:')}---\n"
    book = example(language, "title:")
    files = {"seihon.yaml": "", "vault/seihon.yaml": "books: [ MAP.md ]\n"}
    for root in ("", "vault/", "vault/essays/", "vault/随筆/"):
        files |= {f"{root}NOTE.md": front + NOTE, f"{root}ノート.md": front + NOTE}
    for root in ("", "vault/"):
        files |= {f"{root}MAP.md": "# Map\n\n- [[Preface]]\n", f"{root}地図.md": "# 地図\n\n- [[はじめに]]\n"}
    files |= {"BOOK.yaml": book, "本.yaml": book}
    for name in ("vault/Preface", "vault/はじめに", "Preface", "Chapter 1", "columns/one", "はじめに", "第1章", "コラム/一"):
        files[f"{name}.md"] = NOTE
    files |= {"Tables.md": "# Table A\n\nOne.\n\n# Table B\n\nTwo.\n", "付録.md": "# 付録A\n\n一。\n\n# 付録B\n\n二。\n"}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "bin").mkdir()
    (folder / "bin" / "seihon").symlink_to(stage.program.path)
    return folder


def start(folder, command):
    environment = {**os.environ, "HOME": str(folder), "PATH": f"{folder}/bin:{os.environ['PATH']}"}
    return subprocess.Popen(["bash", "-euc", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)


def run(folder, command):
    """Runs a command to its end, or, as watch has none, until its output stands. Returns what it said."""
    with start(folder, command) as process:
        if command.startswith("seihon watch"):
            target, until = folder / output_of(command), time.monotonic() + TIMEOUT
            while not target.exists() and process.poll() is None and time.monotonic() < until:
                time.sleep(0.02)
            os.killpg(process.pid, signal.SIGINT)
            process.wait(TIMEOUT)
            return process.stdout.read().decode("utf-8", "replace")
        said = process.communicate(timeout=TIMEOUT)[0].decode("utf-8", "replace")
        require(process.returncode == 0, f"{command}: exit {process.returncode}: {said}")
        return said


def output_of(command):
    match = re.search(r"-o (\S+)", command)
    return match and match[1].replace("~/", "").replace("{}", "1")


def has_files(path):
    return path.is_file() or any(file.is_file() for file in path.rglob("*"))


def require_commands_work(stage, language):
    lines = list(commands(language))
    require(len(lines) >= 15, f"{language} shows only {len(lines)} commands")
    for number, command in enumerate(lines):
        if command.startswith("parallel") and not shutil.which("parallel"):
            continue
        folder = home(stage, language, number)
        before = {path for path in folder.rglob("*")}
        said = run(folder, command)
        require("[style-" not in said and "[front-matter" not in said, f"{command}: {said}")
        if output_of(command):
            require(has_files(folder / output_of(command)), f"{command}: no {output_of(command)}: {said}")
        elif re.match(r"seihon (pdf|epub|build|preview|batch) ", command):
            made = {path for path in folder.rglob("*")} - before
            require(any(path.is_file() for path in made), f"{command} made nothing: {said}")
        else:
            require(said.strip(), f"{command} says nothing")


@check
def commands_of_the_readme_work(stage):
    require_commands_work(stage, "README.md")


@check
def commands_of_the_japanese_readme_work(stage):
    require_commands_work(stage, "README.ja.md")


@check
def readmes_show_the_same_commands_and_no_unknown_kind(_stage):
    verbs = {}
    for language in ("README.md", "README.ja.md"):
        for block in blocks(language):
            for line in block:
                if "seihon " in line and re.match(r"[a-z(./]+ ", line) and not line.endswith(":"):
                    require(line.startswith(RUN + ELSEWHERE), f"{language}: what is this? {line}")
        verbs[language] = [line.split()[1] for line in commands(language) if line.startswith("seihon ")]
    require(verbs["README.md"] == verbs["README.ja.md"], f"they differ: {verbs}")


@check
def readmes_link_to_what_is_there(_stage):
    for language in ("README.md", "README.ja.md"):
        text = (ROOT / language).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^):#]+)\)", text):
            require((ROOT / pathlib.PurePosixPath(target)).exists(), f"{language}: no {target}")
