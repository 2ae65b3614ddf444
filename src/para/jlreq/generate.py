#!/usr/bin/env python3
"""Compiles JLREQ's class-pair tables (the .tsv files beside this script) into tables.c.

    python3 src/para/jlreq/generate.py > src/para/tables.c

A row of a .tsv is (class before, class after, value ...); "line-head" and "line-end" are class 0 on
their side. Spaces become eighths of an em, split by the character whose em counts. The steps that the
reduction tables number for themselves become the steps of para/tables.h, which all profiles share.
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
COUNT = 31  # class 0 is the line's edge, cl-01 … cl-30

# The step number in a reduction table -> the shared step.
STEPS = {
    "reduce-jlreq": {4: "DOT", 5: "PUNCTUATION", 6: "LATIN"},
    "reduce-jisx4051": {2: "DOT", 3: "PUNCTUATION", 4: "LATIN"},
    "reduce-book": {3: "PUNCTUATION"},
}


def rows(name):
    with open(os.path.join(HERE, name + ".tsv"), encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#") and line.strip():
                yield line.rstrip("\n").split("\t")


def number(name):
    return 0 if name in ("line-head", "line-end") else int(name.removeprefix("cl-"))


def eighths(space):
    if "/" not in space:
        return int(space) * 8
    top, bottom = space.split("/")
    return int(top) * 8 // int(bottom)


def split(space, owner):
    """A space in eighths -> (of the character before, of the character after)."""
    if "+" in space:
        return tuple(eighths(part) for part in space.split("+"))
    return (0, eighths(space)) if owner == "after" else (eighths(space), 0)


def read():
    pairs = [[dict(space=(0, 0), rule="YES", stretch="NONE", shrink={}) for _ in range(COUNT)]
             for _ in range(COUNT)]
    for before, after, space, owner, *_ in rows("spacing"):
        if space == "X":
            pairs[number(before)][number(after)]["rule"] = "NO"
        else:
            pairs[number(before)][number(after)]["space"] = split(space, owner)
    for before, after, value, *_ in rows("break"):
        rule = {"no": "NO", "cond": "CONDITION", "yes": "YES"}[value]
        pairs[number(before)][number(after)]["rule"] = rule
    for before, after, step, *_ in rows("expand"):
        stretch = {"0": "NONE", "2": "LATIN", "3": "SOLID", "4": "ALL"}[step]
        pairs[number(before)][number(after)]["stretch"] = stretch
    for table, steps in STEPS.items():
        for before, after, _, least, step, mode, *_ in rows(table):
            if mode != "prop":
                continue
            pair = pairs[number(before)][number(after)]
            room = sum(pair["space"]) - sum(eighths(part) for part in least.split("+"))
            take_after = min(room, pair["space"][1])  # the dot's part of a sum goes first
            pair["shrink"][table] = (steps[int(step)], room - take_after, take_after)
    # cl-17 and cl-18 are not in the printed tables: inside a line they break as ideographs do
    # (spacing-math.tsv: solid), and are never opened.
    for math in (17, 18):
        for other in range(1, COUNT):
            pairs[math][other]["rule"] = pairs[19][other]["rule"]
            pairs[other][math]["rule"] = pairs[other][19]["rule"]
    return pairs


def write(out):
    out.write("/* Made by src/para/jlreq/generate.py from spacing.tsv, break.tsv, expand.tsv and\n"
              " * reduce-*.tsv beside it (w3c/jlreq 62bc5dbd, appendices B to E). Do not edit. */\n"
              '#include "para/tables.h"\n\n/* clang-format off */\n'
              "const sei_pair_rule sei_pair_rules[SEI_PAIR_CLASSES][SEI_PAIR_CLASSES] = {\n")
    for before, line in enumerate(read()):
        for after, pair in enumerate(line):
            shrink = ", ".join("{SEI_SHRINK_%s, %d, %d}" % pair["shrink"].get(table, ("NONE", 0, 0))
                               for table in STEPS)
            if pair["space"] == (0, 0) and pair["rule"] == "YES" and pair["stretch"] == "NONE" \
                    and not pair["shrink"]:
                continue
            out.write("[%d][%d] = {%d, %d, SEI_RULE_%s, SEI_STRETCH_%s, {%s}},\n" % (
                before, after, *pair["space"], pair["rule"], pair["stretch"], shrink))
    out.write("};\n")


write(sys.stdout)
