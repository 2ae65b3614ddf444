#!/usr/bin/env python3
"""Inputs that make careless readers quadratic, large. Each must be read within 5 seconds.

They are cmark's own pathological list, those of spec/robustness B2 (measured against the cmark-gfm that
is linked) and the constructs that are lifted out before cmark. Usage: pathological.py TREE_DUMP [WORD]
runs all, or those whose name has WORD in it. Sanitizers are slow: with SEI_PATHOLOGICAL_SCALE=4 every
input is a quarter as large."""
import os
import subprocess
import sys
import time

LIMIT = 5.0
SCALE = int(os.environ.get("SEI_PATHOLOGICAL_SCALE", "1"))


def n(count):
    return max(1, count // SCALE)


def references(count):
    return "".join(f"[a{i}]: u\n\n" for i in range(count)) + "[a0] " * count


INPUTS = {
    # cmark's list
    "nested strong emph": lambda: "*a **a " * n(65000) + "b" + " a** a*" * n(65000),
    "many emph closers without openers": lambda: "a_ " * n(65000),
    "many emph openers without closers": lambda: "_a " * n(65000),
    "many link closers without openers": lambda: "a]" * n(65000),
    "many link openers without closers": lambda: "[a" * n(65000),
    "mismatched openers and closers": lambda: "*a_ " * n(50000),
    "openers and closers multiple of 3": lambda: "a**b" + "c* " * n(50000),
    "link openers and emph closers": lambda: "[ a_" * n(50000),
    "pattern [ (]( repeated": lambda: "[ (](" * n(80000),
    "pattern ![[]() repeated": lambda: "![[]()" * n(160000),
    "nested brackets": lambda: "[" * n(50000) + "a" + "]" * n(50000),
    "nested block quotes": lambda: "> " * n(50000) + "a",
    "deeply nested lists": lambda: "".join("  " * i + "* a\n" for i in range(n(1000))),
    "NUL in input": lambda: "abc\0de\0" * n(50000),
    "backticks": lambda: "".join("e" + "`" * i for i in range(n(2500))),
    "unclosed links A": lambda: "[a](<b" * n(30000),
    "unclosed links B": lambda: "[a](b" * n(30000),
    "unclosed comment": lambda: "</" + "<!--" * n(300000),
    "tables": lambda: "aaa\rbbb\n-\v\n" * n(30000),
    "many references": lambda: references(n(20000)),
    "empty lines in deeply nested lists": lambda: "- " * n(30000) + "x" + "\n" * n(30000),
    "empty lines in lists in a quote": lambda: "> " + "- " * n(30000) + "x\n" + ">\n" * n(30000),
    "emph in deep quote": lambda: ">" * n(100000) + "a*" * n(100000),
    "emphasis mixed": lambda: "*a " * n(30000) + "_a*_ " * n(30000),
    # spec/robustness B2
    "wide table, short rows": lambda: "|" + "x|" * n(12000) + "\n|" + "-|" * n(12000) + "\n"
    + "|x|\n" * n(12000),
    "CDATA": lambda: "<![CDATA[" * n(100000),
    "processing instructions": lambda: "a <?" * n(100000),
    "declarations": lambda: "a <!A " * n(100000),
    "one long reference": lambda: "[a]: /" + "u" * n(40000) + "\n\n" + "[a] " * n(20000),
    "delimiter rows": lambda: "|-|-|\n|-|\n" * n(100000),
    "one long line": lambda: "a" * n(16 << 20),
    "footnotes": lambda: "".join(f"[^{i}] " for i in range(n(50000))) + "\n\n"
    + "".join(f"[^{i}]: x\n" for i in range(n(50000))),
    "footnotes in footnotes": lambda: "[^0]\n\n" + "".join(f"[^{i}]: [^{i + 1}]\n"
                                                           for i in range(n(50000))),
    "footnote definitions nested": lambda: "".join("  " * i + f"[^{i}]: a\n\n" for i in range(n(1000))),
    # what scan lifts
    "comments": lambda: "a %%b%% c\n" * n(76000),
    "unclosed comments": lambda: "%% a %%% " * n(100000),
    "percent signs": lambda: "%" * n(1000000) + "a%%",
    "comments around code": lambda: "%% `a %% b` %%\n" * n(50000),
    "comments around fences": lambda: "%%\n```\n%%\n```\n%%\n" * n(30000),
    "comments around open fences": lambda: "%%\n``` x\n%%\n" * n(50001),
    "unclosed comment before fences": lambda: "%% a\n\n" + "```\n%%\n```\n" * n(50000),
    "page breaks": lambda: "a\n%% pagebreak %%\n" * n(50000),
    "wikilinks": lambda: "[[a|b]] " * n(100000),
    "unclosed wikilinks": lambda: "[[a" * n(200000),
    "unclosed embeds": lambda: "![[a" * n(200000),
    "math": lambda: "$a$ " * n(200000),
    "unclosed math": lambda: "$a " * n(200000),
    "display math": lambda: "$$\na\n$$\n" * n(100000),
    "unclosed display math": lambda: "$$a\n\n" * n(100000) + "$$",
    "display math in one paragraph": lambda: "a\n$$b$$\n" * n(50000),
    "display math over lists": lambda: "$$ a\n- b $$\n" * n(50000),
    "display math parted": lambda: "$$ a\n\n" * n(100000),
    "math before code": lambda: "$a `$` " * n(100000),
    "math before wikilinks": lambda: "$a [[$]] " * n(100000),
    "math before brackets": lambda: "$[[[[[[[[" * n(50000),
    "inline notes": lambda: "^[a] " * n(100000),
    "nested inline notes": lambda: "^[a" * n(100000) + "]" * n(100000),
    "unclosed inline notes": lambda: "^[a" * n(200000),
    "undefined notes": lambda: "[^a] " * n(100000),
    "highlights": lambda: "==a== " * n(100000),
    "unclosed highlights": lambda: "==a " * n(200000),
    "tags": lambda: "#a " * n(200000),
    "hashes": lambda: "#" * n(1000000),
    "URLs": lambda: "http://a.b/c) " * n(100000),
    "URL of parentheses": lambda: "http://a" + "()" * n(500000),
    "block ids": lambda: "a ^b\n\n" * n(100000),
    "block ids in one paragraph": lambda: "a ^b\n" * n(100000),
    "callouts": lambda: "> [!a] b\n> c\n\n" * n(50000),
    "nested callouts": lambda: "".join(">" * i + " [!a]\n" for i in range(1, n(1000))),
    "tasks": lambda: "- [x] a\n" * n(100000),
    "ruby": lambda: "<ruby>a<rt>b" * n(100000),
    "ruby readings": lambda: "<ruby>" + "a<rt>b</rt>" * n(100000) + "</ruby>",
    "nested HTML": lambda: "<u>" * n(100000) + "a",
    "unclosed tags": lambda: "<a b=\"" * n(100000),
    "nested div": lambda: "<div>\n\n" * n(50000),
    "closing tags": lambda: "<u>" * 90 + "</b>" * n(100000),
    "pre without end": lambda: "<pre>\n\n" * n(100000),
    "pre in quotes": lambda: "> <pre>\n\n" * n(50000) + "</pre>",
    "setext in a row": lambda: "a\n===\n" * n(100000),
    "soft breaks": lambda: "あ\nい *う*\n" * n(100000),
    "entities": lambda: "&amp;&#xE000;" * n(100000),
    "private-use characters": lambda: "\ue000\uf000\uf001\uf002\uf003" * n(100000),
    "escapes": lambda: "\\*\\[\\`" * n(100000),
    "items that nest by little": lambda: "1. a\n  - b\n" * n(50000),
    "items that nest by little, deep": lambda: "".join(" " * (2 * i) + "1. a\n" + " " * (2 * i + 2)
                                                       + "- b\n" for i in range(n(500))),
    "numbers behind a paragraph": lambda: "a\n" + "".join(f"{i}. b\n" for i in range(5, n(50000))),
    "numbers that do not follow": lambda: "a\n2. b\n4. c\n" * n(50000),
    "underscores in East Asian text": lambda: "あ__い" * n(50000),
    "chains of delimiters": lambda: "あ**~~__「" * n(30000),
    "tables behind paragraphs": lambda: "a\n| b |\n|---|\n\n" * n(50000),
    "sources of media": lambda: "<video>" + "<source src=a>" * n(50000),
    "media": lambda: "<video src=a>b</video>" * n(50000),
    "styles": lambda: "<div style=\"" + "a:b;" * n(100000) + "\">\n",
    "code blocks of queries": lambda: "```dataview\n```\n" * n(50000),
    "sizes": lambda: "![[a" + "|1" * n(100000) + "]]",
    "tight and loose": lambda: "- a\n\n  b\n" * n(50000),
    "tabs": lambda: "\t" * n(100000) + "a\n" + "-\ta\n\t" * n(50000),
    "CR": lambda: "a\r" * n(300000),
    "titles": lambda: "[a](b \"" * n(50000),
    "autolinks": lambda: "<a:" * n(200000),
    "images": lambda: "![a](b) " * n(50000),
    "nested images": lambda: "![" * n(50000) + "a" + "](b)" * n(50000),
    "ruby braces": lambda: "{漢" * n(100000),
    "empty emphasis of HTML": lambda: "<u><b></b></u>" * n(50000),
}


def main():
    program = sys.argv[1]
    word = sys.argv[2] if len(sys.argv) > 2 else ""
    passed = failed = 0
    for name, make in INPUTS.items():
        if word not in name:
            continue
        text = make().encode()
        start = time.perf_counter()
        try:
            done = subprocess.run([program, "count"], input=text, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE, timeout=4 * LIMIT)
            problem = "" if done.returncode == 0 else f"exit {done.returncode}: {done.stderr[-300:]}"
        except subprocess.TimeoutExpired:
            problem = "killed"
        seconds = time.perf_counter() - start
        if seconds > LIMIT:
            problem = problem or "too slow"
        passed, failed = passed + (not problem), failed + bool(problem)
        if problem or word or "-v" in sys.argv:
            print(f"{seconds:6.2f} s {len(text):9} bytes  {name}  {problem}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
