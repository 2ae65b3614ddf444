"""Depfiles: make and ninja call the program again when it would make other bytes, and only then."""
import os
import subprocess

from harness import check, messages, require, tool

NOTES = {"a.md": "# a\n\n[[b]] ![[c#節]] [[新]]\n", "部 #1/b.md": "b", "c.md": "# 節\n\nc1\n",
         "別/d.md": "d", "m.css": "", "a$b:1.md": "x"}


class Builder:
    """A tool that builds one target by the program and its depfile."""

    def __init__(self, stage, command, name, rules):
        self.stage = stage
        self.command = [tool(command[0]), *command[1:]]
        self.vault = stage.files(NOTES)
        (stage.folder / name).write_text(rules.format(program=stage.program.path), encoding="utf-8")

    def runs(self, target):
        """Whether the tool ran the program."""
        output = self.stage.folder / target
        before = output.stat().st_mtime_ns if output.exists() else 0
        result = subprocess.run(self.command, cwd=self.stage.folder, capture_output=True, check=False)
        require(result.returncode == 0, f"{self.command[0]}: {result.stdout} {messages(result)}")
        return output.stat().st_mtime_ns != before

    def write(self, name, text):
        """Later than every file so far, on any file system."""
        path = self.vault / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        newest = max(file.stat().st_mtime_ns for file in self.vault.rglob("*")) + 10_000_000
        for changed in (path, path.parent):
            os.utime(changed, ns=(newest, newest))


def check_builds(builder, target):
    require(builder.runs(target), "it does not build")
    require(not builder.runs(target), "it builds again for nothing")
    for name, text in (("c.md", "# 節\n\nc2\n"), ("部 #1/新.md", "new"), ("seihon.yaml", "set: {}\n")):
        builder.write(name, text)
        require(builder.runs(target), f"{name} does not count")
        require(not builder.runs(target), f"it goes on building after {name}")
    (builder.vault / "部 #1/新.md").unlink()
    builder.runs(target)
    require(not builder.runs(target), "a file that is gone makes it build for ever")


@check
def make_reads_the_depfile_of_a_note(stage):
    check_builds(Builder(stage, ["make", "-s"], "Makefile", (
        "out/a.pdf: vault/a.md\n\tmkdir -p out\n\t{program} pdf vault/a.md -o out/a.pdf --depfile out/a.d -q "
        "-W no-all --no-system-fonts\n-include out/a.d\n")), "out/a.pdf")


@check
def ninja_reads_the_depfile_of_a_note(stage):
    check_builds(Builder(stage, ["ninja", "-d", "keepdepfile"], "build.ninja", (
        "rule book\n  command = {program} epub $in -o $out --depfile $out.d -q -W no-all "
        "--no-system-fonts\n  depfile = $out.d\nbuild out/a.epub: book vault/a.md\n")), "out/a.epub")


@check
def ninja_reads_the_depfile_of_a_batch(stage):
    builder = Builder(stage, ["ninja"], "build.ninja", (
        "rule batch\n  command = {program} batch vault -o out --to epub --depfile out/d -q -W no-all "
        "--no-system-fonts\n  depfile = out/d\nbuild out/.seihon-manifest: batch\n"))
    check_builds(builder, "out/.seihon-manifest")
    builder.write("部 #1/b.md", "b2")
    require(builder.runs("out/部 #1/b.epub"), "a name with a space and '#' does not count")
    builder.write("a$b:1.md", "y")
    require(builder.runs("out/a$b:1.epub"), "a name with '$' and ':' does not count")


@check
def no_depfile_is_written_for_an_output_that_failed(stage):
    vault = stage.files({"a.md": "a", "bad.md": "---\nseihon: { set: { text.size: 3 } }\n---\nx"})
    stage.refuse("pdf", vault / "bad.md", "-o", "bad.pdf", "--depfile", "bad.d", exit_code=2)
    require(not (stage.folder / "bad.d").exists(), "there is a depfile")
    stage.refuse("pdf", vault / "a.md", "-o", "a.pdf", "--depfile", "no/such/folder/a.d",
                 exit_code=3, words=["no/such/folder"])
