"""Hostile notes, vaults and machines: a message and an exit code, never a crash, a hang or a leak."""
import os
import resource
import signal
import subprocess
import time
import zipfile

import sample
from harness import IMAGES, TIMEOUT, Skip, check, messages, output_of, require, tool

CANARY = "canary-7f3a-must-not-be-read"


def seconds_for(stage, size):
    """The time that an input may take (spec: 5 s + 10 s a MB), tenfold under a sanitizer."""
    return (5 + 10 * size / 1e6) * (10 if stage.program.is_sanitized else 1)


def expect_note(stage, note, words=(), verbs=("pdf", "epub"), limit=None):
    """Both outputs are made; the messages hold the words. Returns the pages' text."""
    for verb in verbs:
        output = stage.folder / f"output.{verb}"
        began = time.monotonic()
        result = stage.run(verb, note, "-o", output, "--no-system-fonts")
        took = time.monotonic() - began
        text = messages(result)
        require(result.returncode == 0, f"{verb}: exit {result.returncode}: {text}")
        for word in words:
            require(word in text, f"{verb}: the messages do not say {word!r}: {text}")
        require(took <= (limit or TIMEOUT), f"{verb}: {took:.1f} s, at most {limit} s")
    if "pdf" not in verbs:
        return ""
    output_of(tool("qpdf"), "--check", stage.folder / "output.pdf")
    return "".join(sample.pdf_pages(stage.folder / "output.pdf"))


# --- images ------------------------------------------------------------------------------------

@check
def a_missing_image_leaves_a_box_with_its_name(stage):
    note = stage.vault(note="前。\n\n![[ない図.png]]\n\n後。\n") / "note.md"
    text = expect_note(stage, note, ["note.md:3:1: warning: ", "[image-missing]"])
    require("ない図.png" in text and "前。" in text and "後。" in text, text)


def broken_image(stage, name, data):
    note = stage.files({"note.md": f"前。\n\n![[{name}]]\n\n後。\n", name: data}) / "note.md"
    text = expect_note(stage, note, ["note.md:3:1: warning: ", name, "[image-broken]"])
    require("前。" in text and "後。" in text, text)
    checked = stage.run("check", note, "--no-system-fonts").stdout.decode("utf-8")
    require("[image-broken]" in checked, f"check does not report it: {checked!r}")


@check
def a_broken_png_is_reported(stage):
    data = (IMAGES / "rgb.png").read_bytes()
    broken_image(stage, "broken.png", data[:20] + bytes(8) + data[28:])


@check
def a_png_with_broken_data_is_reported(stage):
    data = (IMAGES / "rgb.png").read_bytes()
    broken_image(stage, "cut.png", data[:len(data) * 2 // 3])


@check
def a_truncated_jpeg_is_reported(stage):
    broken_image(stage, "cut.jpg", (IMAGES / "rgb.jpg").read_bytes()[:200])


@check
def an_image_that_is_no_image_is_reported(stage):
    broken_image(stage, "text.png", b"this is no image\n" * 10)


@check
def a_decompression_bomb_is_refused_quickly(stage):
    import struct
    import zlib

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    bomb = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
            + chunk(b"IDAT", zlib.compress(bytes(5_000_000), 9)) + chunk(b"IEND", b""))
    note = stage.files({"note.md": "前。\n\n![[bomb.png]]\n", "bomb.png": bomb}) / "note.md"
    expect_note(stage, note, ["bomb.png"], limit=seconds_for(stage, len(bomb)))


# --- text --------------------------------------------------------------------------------------

@check
def bytes_that_are_not_utf8_are_replaced_and_reported(stage):
    note = stage.vault(note="前の行。\n\n悪い".encode() + b"\xff\xfe\xe3\x81" + "字。\n".encode())
    text = expect_note(stage, note / "note.md", ["note.md:3:3: warning: ", "[encoding]"])
    require("前の行。" in text and "字。" in text, text)


@check
def a_note_of_nul_bytes_converts(stage):
    expect_note(stage, stage.vault(note=bytes(10_000)) / "note.md", limit=60)


@check
def an_empty_note_converts(stage):
    for name, data in {"empty": b"", "bom": b"\xef\xbb\xbf", "front": b"---\n---\n",
                       "blank": b"\n \t\n\r\n"}.items():
        expect_note(stage, stage.files({f"{name}.md": data}) / f"{name}.md")


@check
def a_long_note_converts_in_time(stage):
    part = "## 見出し{n}\n\n" + "日本語の文を並べて、三百キロバイトのノートを作ります。[^{n}]" * 3 + (
        "\n\n- 箇条\n\t- 中の**箇条**と`code`\n\n> [!note] 箱\n> 中身。\n\n[^{n}]: 注の文。\n\n")
    note = "".join(part.replace("{n}", str(n)) for n in range(900))
    require(len(note.encode()) > 300_000, "the note is shorter than meant")
    text = expect_note(stage, stage.vault(note=note) / "note.md",
                       limit=seconds_for(stage, len(note.encode())))
    require("見出し899" in text, "the end is missing")


def repeated(pattern, size):
    return pattern * (size // len(pattern))


@check
def repeated_patterns_take_linear_time(stage):
    patterns = ["> ", "- ", "*a ", "_a*_ ", "![[](", "[[", "![[", "`", "``` ", "%%", "$", "$$", "==",
                "^[", "[^a]", "<![CDATA[", "<!--", "<?", "<!A ", "<a ", "**「a」**", "|x", "&#", "~~",
                "\\", "[a](", "<b>", "#", "    ", "\t", "<details>", "か\u3099", "\u0301", "あ\u200d"]
    for pattern in patterns:
        note = stage.vault(note=repeated(pattern, 60_000)) / "note.md"
        began = time.monotonic()
        result = stage.run("epub", note, "-o", "x.epub", "-q", "--no-system-fonts")
        took = time.monotonic() - began
        require(result.returncode in (0, 1), f"{pattern!r}: exit {result.returncode}: "
                f"{messages(result)[:500]}")
        require(took < seconds_for(stage, 60_000), f"{pattern!r}: {took:.1f} s")


@check
def deep_nesting_is_cut_and_reported(stage):
    for line in (">" * 3000 + " 底", "".join("\t" * n + "- 段\n" for n in range(400))):
        note = stage.vault(note=line) / "note.md"
        expect_note(stage, note, ["[limit]"], limit=seconds_for(stage, len(line)))


@check
def a_yaml_bomb_is_left_out_and_reported(stage):
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9))
    deep = "a: " + "[" * 5000 + "]" * 5000 + "\n"
    for text in (bomb, deep):
        note = stage.vault(note=f"---\n{text}---\n本文。\n") / "note.md"
        shown = expect_note(stage, note, ["[front-matter]"], limit=seconds_for(stage, 10_000))
        require("本文。" in shown, shown)


# --- the vault's walls --------------------------------------------------------------------------

def text_of_epub(path):
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def expect_no_canary(stage, note):
    text = expect_note(stage, note)
    require(CANARY not in text, "the PDF holds what lies outside the vault")
    require(CANARY.encode() not in text_of_epub(stage.folder / "output.epub"),
            "the EPUB holds what lies outside the vault")
    for kind in ("tree", "pages"):
        dump = stage.run("pdf", note, "--dump", kind, "--no-system-fonts").stdout
        require(CANARY.encode() not in dump, f"the {kind} dump holds what lies outside the vault")


@check
def paths_do_not_leave_the_vault(stage):
    (stage.folder / "secret.md").write_text(CANARY)
    (stage.folder / "secret.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="9"><text>{CANARY}</text></svg>')
    absolute = stage.folder / "secret"
    note = "".join(f"![[{target}]]\n\n![x]({target.replace(' ', '%20')})\n\n" for target in (
        "../secret", "../secret.md", "../secret.svg", "../../secret", "..%2fsecret.md",
        "%2e%2e/secret.md", "..\\secret.md", f"{absolute}", f"{absolute}.md", f"{absolute}.svg",
        f"file://{absolute}.md", "~/secret.md", "/etc/hostname", "/proc/self/environ", "."))
    vault = stage.files({"note.md": f"---\ncover: ../secret.svg\n---\n{note}", "a/b.md": "部品。"})
    expect_no_canary(stage, vault / "note.md")


@check
def symbolic_links_do_not_leave_the_vault(stage):
    (stage.folder / "secret.md").write_text(CANARY)
    outside = stage.folder / "outside"
    outside.mkdir()
    (outside / "deep.md").write_text(CANARY)
    vault = stage.vault(note="![[link]]\n\n![[folder/deep]]\n\n![[deep]]\n\n![[passwd]]\n")
    (vault / "link.md").symlink_to("../secret.md")
    (vault / "folder").symlink_to(outside)
    (vault / "passwd.md").symlink_to(stage.folder / "secret.md")
    (vault / "loop").symlink_to(".")
    (vault / "self.md").symlink_to("self.md")
    expect_no_canary(stage, vault / "note.md")


@check
def svg_reads_no_other_file(stage):
    (stage.folder / "secret.txt").write_text(CANARY)
    secret = stage.folder / "secret.txt"
    svg = (f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{secret}">]>'
           '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
           'width="90" height="40" onload="x()"><script>x()</script><text>&x;</text>'
           f'<image xlink:href="file://{secret}" width="9" height="9"/>'
           '<image href="http://example.invalid/x.png" width="9" height="9"/></svg>')
    vault = stage.files({"note.md": "![[x.svg]]\n", "x.svg": svg})
    expect_no_canary(stage, vault / "note.md")
    inside = text_of_epub(stage.folder / "output.epub")
    require(b"<script" not in inside and b"onload" not in inside and b"example.invalid" not in inside,
            "the EPUB holds an active SVG")


@check
def special_files_in_the_vault_do_not_hang(stage):
    vault = stage.vault(note="![[pipe]]\n\n![[pipe.png]]\n\n![[zero.png]]\n")
    os.mkfifo(vault / "pipe.md")
    os.mkfifo(vault / "pipe.png")
    (vault / "zero.png").symlink_to("/dev/zero")
    expect_note(stage, vault / "note.md", limit=seconds_for(stage, 100))


@check
def a_special_file_as_the_note_is_refused(stage):
    os.mkfifo(stage.folder / "pipe.md")
    stage.refuse("pdf", stage.folder / "pipe.md", "-o", "x.pdf", exit_code=1, timeout=60)


@check
def embeds_do_not_explode(stage):
    notes = {f"n{i}.md": f"![[n{i + 1}]]\n\n" * 10 for i in range(13)}
    notes["n13.md"] = "底。\n"
    expect_note(stage, stage.files(notes) / "n0.md", ["[embed-depth]"],
                limit=4 * seconds_for(stage, 1e6))


# --- outputs ------------------------------------------------------------------------------------

def left_behind(stage, *known):
    return [path.name for path in stage.folder.iterdir() if path.name not in ("vault", *known)]


@check
def an_output_that_is_the_input_is_refused(stage):
    vault = stage.files({"note.md": "![[part]]\n\n![[rgb.png]]\n", "part.md": "部品。\n",
                         "rgb.png": (IMAGES / "rgb.png").read_bytes()})
    (stage.folder / "hard.pdf").hardlink_to(vault / "note.md")
    (stage.folder / "soft.pdf").symlink_to(vault / "note.md")
    before = {path.name: path.read_bytes() for path in vault.iterdir()}
    for target in (vault / "note.md", vault / "part.md", vault / "rgb.png",
                   stage.folder / "hard.pdf", stage.folder / "soft.pdf"):
        stage.refuse("pdf", vault / "note.md", "-o", target, "--no-system-fonts", exit_code=2)
    after = {path.name: path.read_bytes() for path in vault.iterdir()}
    require(before == after, "an input was changed")


@check
def an_older_output_survives_a_failure(stage):
    note = stage.vault(note="文。\n" * 2000) / "note.md"
    output = stage.folder / "x.pdf"
    output.write_bytes(b"older")
    failures = {
        "a wrong style": (["--style", "none"], {}),
        "a full disk": ([], {"preexec_fn": small_files}),
    }
    for what, (options, rest) in failures.items():
        result = stage.run("pdf", note, "-o", output, "--no-system-fonts", *options, **rest)
        require(result.returncode in (1, 2, 3), f"{what}: exit {result.returncode}")
        require(messages(result).strip(), f"{what}: no message")
        require(output.read_bytes() == b"older", f"{what}: the older output is gone")
        require(not left_behind(stage, "x.pdf"), f"{what}: left {left_behind(stage, 'x.pdf')}")


def small_files():
    """Run in the child: no file may grow beyond 4 KB, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


@check
def a_killed_run_leaves_the_older_output(stage):
    vault = stage.vault(note="日本語の長い文を並べます。" * 60_000)
    output = stage.folder / "x.pdf"
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        output.write_bytes(b"older")
        process = subprocess.Popen(
            [stage.program.path, "pdf", vault / "note.md", "-o", output, "-q",
             "--no-system-fonts"], stderr=subprocess.PIPE, start_new_session=True)
        time.sleep(0.25)
        process.send_signal(number)
        process.communicate(timeout=60)
        if process.returncode == 0:
            raise Skip("the machine was too quick to be stopped")
        require(process.returncode in (-number, 128 + number), f"exit {process.returncode}")
        require(output.read_bytes() == b"older", f"signal {number}: the older output is gone")
        require(not left_behind(stage, "x.pdf"), f"left {left_behind(stage, 'x.pdf')}")


@check
def memory_that_runs_out_is_a_message(stage):
    if stage.program.is_sanitized:
        raise Skip("a sanitizer needs the address space")
    note = stage.vault(note="日本語の文を並べます。[^1]\n\n" * 40_000) / "note.md"

    def little_memory():
        resource.setrlimit(resource.RLIMIT_AS, (160 << 20, 160 << 20))

    text = stage.refuse("pdf", note, "-o", "x.pdf", "--no-system-fonts", exit_code=1,
                        preexec_fn=little_memory)
    require("memory" in text, text)
    require(not left_behind(stage), f"left {left_behind(stage)}")


@check
def closed_standard_streams_do_no_harm(stage):
    note = stage.vault(note="[[ない]]\n") / "note.md"
    for closed in (">&-", "2>&-", "<&-", ">&- 2>&- <&-"):
        output = stage.folder / "x.pdf"
        output.unlink(missing_ok=True)
        subprocess.run(["sh", "-c", f'exec "$0" "$@" {closed}', stage.program.path, "pdf", note,
                        "-o", output, "--no-system-fonts"], cwd=stage.folder, check=False,
                       timeout=60, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        require(output.read_bytes().startswith(b"%PDF-"), f"{closed}: the output is no PDF")


@check
def names_at_the_limits_convert(stage):
    long_name = "あ" * 84 + ".md"  # 255 bytes: the temporary file's name must not be longer
    for name in (long_name, "-v.md", "a b'\"$(x).md", "NFD か\u3099.md"):
        vault = stage.files({name: "文。\n"})
        output = stage.folder / (name[:-3][:83] + ".pdf")
        result = stage.run("pdf", "-o", output, "-q", "--no-system-fonts", "--", vault / name)
        require(result.returncode == 0, f"{name!r}: {messages(result)}")
        require(output.exists(), f"{name!r}: no output")
