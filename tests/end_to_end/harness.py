"""What every end-to-end check stands on: the register of checks, a way to run the program, made vaults.

A check is a function with @check that takes a Stage and is named for what must hold. It fails by
require() (or any exception) and is skipped, loudly, by Skip.
"""
import os
import pathlib
import shutil
import subprocess
import tempfile
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
IMAGES = ROOT / "tests" / "data" / "image"
TIMEOUT = 300  # seconds: a hang, not a slow machine
CHECKS = []


class Skip(Exception):
    """The machine lacks what this check needs; the message says what."""


class Failure(Exception):
    """Something that must hold does not."""


def check(function):
    CHECKS.append(function)
    return function


def require(condition, message):
    if not condition:
        raise Failure(message)


def tool(name):
    path = shutil.which(name)
    if not path:
        raise Skip(f"{name} is not installed")
    return path


class Program:
    """The program under test."""

    def __init__(self, path):
        self.path = str(pathlib.Path(path).resolve())
        self.is_sanitized = b"__asan_init" in pathlib.Path(self.path).read_bytes()

    def run(self, *arguments, cwd, env=None, timeout=TIMEOUT, **popen):
        environment = {**os.environ, **(env or {})}
        popen.setdefault("stdout", subprocess.PIPE)
        return subprocess.run([self.path, *map(str, arguments)], cwd=cwd, env=environment,
                              stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=timeout,
                              check=False, **popen)


class Stage:
    """One check's own empty folder, and the program."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder

    def vault(self, **notes):
        """A made vault: keyword names are notes (without .md), values text or bytes."""
        return self.files({f"{name}.md": text for name, text in notes.items()})

    def files(self, contents):
        folder = self.folder / "vault"
        folder.mkdir(exist_ok=True)
        for name, text in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return folder

    def run(self, *arguments, cwd=None, **rest):
        return self.program.run(*arguments, cwd=cwd or self.folder, **rest)

    def make(self, verb, note, *options, exit_code=0, **rest):
        """Runs `seihon VERB NOTE -o …`, expects the exit code, returns the output's path."""
        output = self.folder / f"output.{verb}"
        result = self.run(verb, note, "-o", output, "--no-system-fonts", "-q", *options, **rest)
        require(result.returncode == exit_code,
                f"exit {result.returncode}, not {exit_code}: {messages(result)}")
        return output

    def refuse(self, *arguments, exit_code, words=(), **rest):
        """Runs what must not succeed; its message must hold each of the words."""
        result = self.run(*arguments, **rest)
        text = messages(result)
        require(result.returncode == exit_code,
                f"exit {result.returncode}, not {exit_code}: {text}")
        require(text.strip(), "failed without a message")
        for word in words:
            require(word in text, f"the message does not say {word!r}: {text}")
        return text


def messages(result):
    return result.stderr.decode("utf-8", "replace")


def output_of(*command):
    """What a tool prints on standard output; it must succeed."""
    result = subprocess.run([str(word) for word in command], capture_output=True, check=False,
                            timeout=TIMEOUT)
    require(result.returncode == 0, f"{command[0]} exits {result.returncode}: "
            + (result.stdout + result.stderr).decode("utf-8", "replace")[-2000:])
    return result.stdout


def chosen(group, words):
    """The checks of a group (all but the slow ones without one) whose names hold one of the words."""
    for function in CHECKS:
        home = function.__module__.removesuffix("_checks")
        if (home == group if group else home != "slow") and (
                not words or any(word in function.__name__ for word in words)):
            yield function


def run_checks(program, group, words):
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for function in chosen(group, words):
        outcome, message = run_one(program, function)
        counts[outcome] += 1
        if outcome != "passed":
            print(f"{outcome.upper()} {function.__name__}: {message}", flush=True)
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    return 1 if counts["failed"] or not counts["passed"] else 0


def run_one(program, function):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="seihon-end-to-end-"))
    try:
        function(Stage(program, folder))
        return "passed", ""
    except Skip as reason:
        return "skipped", str(reason)
    except Failure as reason:
        return "failed", str(reason)[:3000]
    except Exception:  # pylint: disable=broad-except  # a check must not stop the others
        return "failed", traceback.format_exc(limit=-3)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
