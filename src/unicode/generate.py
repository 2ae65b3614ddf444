#!/usr/bin/env python3
"""Makes src/unicode/tables.c of Unicode's data files (Debian's package unicode-data) and of the JLREQ
tables in src/para/jlreq.

Each code point has a record number in a two-stage table (blocks of 128); a record holds everything
the program asks of a character, so that a look-up is three loads. Run it with no argument to write the
file, with --check to compare (exit 1 when it differs, 77 when Unicode's data is not installed or is of
another version; break classes and properties are added with new versions, so the step to one is made by
hand: VERSION here, the enums of unicode.h, the counts of the tests).
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
UCD = '/usr/share/unicode'
JLREQ = os.path.join(HERE, '..', 'para', 'jlreq')
VERSION = '15.0.0'
BLOCK = 128
LAST = 0x10FFFF

BREAKS = ('AI AL B2 BA BB BK CB CJ CL CM CP CR EB EM EX GL H2 H3 HL HY ID IN IS JL JT JV LF NL NS NU '
          'OP PO PR QU RI SA SG SP SY WJ XX ZW ZWJ').split()
WIDTHS = {'N': 0, 'A': 1, 'H': 2, 'Na': 3, 'F': 4, 'W': 5}
SCRIPTS = ('Common Inherited Latin Greek Cyrillic Han Hiragana Katakana Hangul Bopomofo Arabic Hebrew '
           'Thai Devanagari').split()
SPACES = {'O': 0, 'B': 1, 'A': 2, 'BA': 3, 'S': 4, 'J': 5, 'L': 6, 'Bp': 7, 'Ap': 8, 'BAp': 9,
          'Sp': 10}


def ranges(path):
    """Rows of a UCD file: first, last, fields behind the code points."""
    with open(os.path.join(UCD, path), encoding='utf-8') as lines:
        for line in lines:
            line = line.split('#')[0].strip()
            if line:
                fields = [f.strip() for f in line.split(';')]
                first, _, last = fields[0].partition('..')
                yield int(first, 16), int(last or first, 16), fields[1:]


def unicode_data():
    """General category and canonical combining class of every code point."""
    category, combining = ['Cn'] * (LAST + 1), [0] * (LAST + 1)
    first = None
    with open(os.path.join(UCD, 'UnicodeData.txt'), encoding='utf-8') as lines:
        for line in lines:
            fields = line.split(';')
            code = int(fields[0], 16)
            if fields[1].endswith('First>'):
                first = code
            elif fields[1].endswith('Last>'):
                for c in range(first, code + 1):
                    category[c] = fields[2]
            else:
                category[code], combining[code] = fields[2], int(fields[3])
    return category, combining


def spread(path, default, pick):
    """One value a code point: pick(fields) of each range, None keeps what stands there."""
    values = [default] * (LAST + 1)
    for first, last, fields in ranges(path):
        value = pick(fields)
        if value is not None:
            for c in range(first, last + 1):
                values[c] = value
    return values


def members(path, name):
    found = set()
    for first, last, fields in ranges(path):
        if fields[0] == name:
            found.update(range(first, last + 1))
    return found


def tsv(name):
    with open(os.path.join(JLREQ, name), encoding='utf-8') as lines:
        for line in lines:
            if line.strip() and not line.startswith('#'):
                yield line.rstrip('\n').split('\t')


def jlreq_classes(script, width):
    """The Japanese class of every code point. Where a table row has a full-width twin, the twin has
    the class and the ASCII form is Western (classes-resolve.tsv); of several classes the first of
    appendix A's order is taken; what is not listed and wide is ideographic (cl-19)."""
    classes = [0] * (LAST + 1)
    for c in range(LAST + 1):
        if script[c] == 'Hangul':
            continue
        if script[c] in ('Han', 'Bopomofo') or width[c] in (WIDTHS['F'], WIDTHS['W']):
            classes[c] = 19
    listed = {}
    for row in tsv('classes.tsv'):
        number, points, twin = int(row[0][3:]), row[1], row[2]
        if '+' in points:
            continue
        code = int(twin, 16) if twin else int(points, 16)
        if code < 0x80 or number >= 28:
            continue
        listed[code] = min(number, listed.get(code, 99))
    for code, number in listed.items():
        classes[code] = number
    for first, last, number in RESOLVED:
        for c in range(first, last + 1):
            classes[c] = number
    return classes


# classes-resolve.tsv, rules 2, 5 to 10 and 12: what JLREQ's list leaves open, one class always.
RESOLVED = (
    (0x301E, 0x301F, 2), (0x300D, 0x300D, 2), (0xFF5F, 0xFF5F, 1), (0xFF60, 0xFF60, 2),
    (0x203C, 0x203C, 4), (0x2047, 0x2049, 4), (0xFF01, 0xFF01, 4), (0xFF1F, 0xFF1F, 4),
    (0xFF64, 0xFF64, 7), (0xFF61, 0xFF61, 6), (0xFF65, 0xFF65, 5), (0x00B7, 0x00B7, 5),
    (0xFF1A, 0xFF1B, 5), (0x2015, 0x2015, 8), (0x22EF, 0x22EF, 8), (0x2E3A, 0x2E3A, 8),
    (0x301C, 0x301C, 3), (0xFF5E, 0xFF5E, 3), (0xFF62, 0xFF62, 1), (0xFF63, 0xFF63, 2),
    (0xFF10, 0xFF19, 19), (0xFF21, 0xFF3A, 19), (0xFF41, 0xFF5A, 19),
    # Half-width katakana has the class of the full-width letter. JLREQ does not name the sound marks
    # that stand alone; like small kana they may not begin a line (UAX #14 has them as NS).
    (0xFF66, 0xFF66, 16), (0xFF67, 0xFF6F, 11), (0xFF70, 0xFF70, 10), (0xFF71, 0xFF9D, 16),
    (0xFF9E, 0xFF9F, 11), (0x309B, 0x309C, 11),
)


def is_cjk(code, script, width):
    if script[code] == 'Hangul':
        return False
    if script[code] in ('Han', 'Hiragana', 'Katakana', 'Bopomofo'):
        return True
    return 0x3000 <= code <= 0x33FF or 0xFE30 <= code <= 0xFE4F or 0xFF01 <= code <= 0xFFEF


def stable_in_nfc(combining):
    """What NFC neither changes nor composes with what stands before it (UAX #15, 9.1)."""
    changing = members('DerivedNormalizationProps.txt', 'NFC_QC')
    return {c for c in range(LAST + 1) if c not in changing and combining[c] == 0}


def folding():
    """What full case folding changes, and the variation selectors, which a folded name has not."""
    found = {first for first, _, fields in ranges('CaseFolding.txt') if fields[0] in 'CF'}
    return found | set(range(0xFE00, 0xFE10)) | set(range(0xE0100, 0xE01F0))


def flag_sets(script, width):
    """The SEI_UNICODE_ flags of tables.h, from bit 0 up: for each a set of code points."""
    category, combining = unicode_data()
    everything = range(LAST + 1)
    nfc_stable = stable_in_nfc(combining)
    return (
        {c for c in everything if category[c] in ('Mn', 'Mc', 'Me')},
        members('emoji/emoji-data.txt', 'Extended_Pictographic')
        | members('PropList.txt', 'Regional_Indicator'),
        members('emoji/emoji-data.txt', 'Emoji_Presentation'),
        members('DerivedCoreProperties.txt', 'Default_Ignorable_Code_Point'),
        (members('PropList.txt', 'White_Space') | {0xFEFF}) - {0x85},
        {c for c in everything if category[c][0] in 'PS'},
        {c for c in everything if category[c][0] in 'LN'},
        {c for c in everything if is_cjk(c, script, width)},
        nfc_stable,
        nfc_stable - folding(),
    )


def records():
    line_break = spread('LineBreak.txt', 'XX', lambda f: f[0])
    width = spread('EastAsianWidth.txt', 0, lambda f: WIDTHS[f[0]])
    script = spread('Scripts.txt', 'Unknown', lambda f: f[0])
    space_class = [0] * (LAST + 1)
    for row in tsv('spacing-class.tsv'):
        for c in range(int(row[0], 16), int(row[1], 16) + 1):
            space_class[c] = SPACES[row[2]]
    jlreq = jlreq_classes(script, width)
    flags = [0] * (LAST + 1)
    for bit, points in enumerate(flag_sets(script, width)):
        for c in points:
            flags[c] |= 1 << bit
    for c in range(LAST + 1):
        yield (BREAKS.index(line_break[c]), width[c],
               SCRIPTS.index(script[c]) if script[c] in SCRIPTS else len(SCRIPTS), jlreq[c],
               space_class[c], flags[c])


def radicals():
    for first, last, fields in ranges('EquivalentUnifiedIdeograph.txt'):
        for c in range(first, last + 1):
            if 0x2E80 <= c <= 0x2FDF:
                yield c, int(fields[0], 16)


def rows(values, per_line, form):
    for i in range(0, len(values), per_line):
        yield '    ' + ' '.join(form % v + ',' for v in values[i:i + per_line])


def table():
    numbers, kinds, blocks, stage1, stage2 = [], {}, {}, [], []
    for record in records():
        numbers.append(kinds.setdefault(record, len(kinds)))
    for i in range(0, LAST + 1, BLOCK):
        block = tuple(numbers[i:i + BLOCK])
        if block not in blocks:
            blocks[block] = len(blocks)
            stage2.extend(block)
        stage1.append(blocks[block])
    out = ['/* Made by src/unicode/generate.py of Unicode 15.0 (Debian\'s unicode-data) and',
           ' * src/para/jlreq. Do not edit. */', '/* clang-format off */', '#include "unicode/tables.h"',
           '', 'const sei_unicode_record sei_unicode_records[] = {']
    out += ['    {%d, %d, %d, %d, %d, 0x%03x},' % record for record in kinds]
    out += ['};', '', 'const uint16_t sei_unicode_blocks[] = {', *rows(stage1, 24, '%d'), '};', '',
            'const uint16_t sei_unicode_numbers[] = {', *rows(stage2, 24, '%d'), '};', '',
            '/* CJK radical, Equivalent_Unified_Ideograph; sorted. */',
            'const uint32_t sei_unicode_radicals[][2] = {',
            *['    {0x%04X, 0x%04X},' % pair for pair in sorted(radicals())], '};', '',
            'const size_t sei_unicode_radical_count =',
            '    sizeof sei_unicode_radicals / sizeof *sei_unicode_radicals;', '']
    return '\n'.join(out)


def what_is_missing():
    """Why the tables cannot be made here, or None."""
    try:
        with open(os.path.join(UCD, 'LineBreak.txt'), encoding='utf-8') as file:
            first = file.readline()
    except OSError:
        return 'the package unicode-data is not installed'
    return None if VERSION in first else f'unicode-data is not of version {VERSION}: {first.strip()}'


def main():
    missing = what_is_missing()
    if missing:
        print('skipped: ' + missing)
        return 77
    path = os.path.join(HERE, 'tables.c')
    made = table()
    if '--check' in sys.argv:
        with open(path, encoding='utf-8') as file:
            same = file.read() == made
        print('src/unicode/tables.c is ' + ('up to date' if same else 'NOT what generate.py makes'))
        return 0 if same else 1
    with open(path, 'w', encoding='utf-8') as file:
        file.write(made)
    return 0


sys.exit(main())
