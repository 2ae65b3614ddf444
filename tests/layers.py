#!/usr/bin/env python3
"""Checks that src/ keeps to src/layers.txt, and that each library stays in its layer.

Fails, with one line for each fault, on an #include "layer/file.h" that the table does not allow, on a
quoted include that is not written so or names no file, on a folder of src/ that is not in the table,
on a table that is not in order from the ground up, and on a library's header outside its layer.

    layers.py [PROJECT]     the project's folder; the one above this file by default
"""
import os
import re
import sys

# What each library's header begins with, and the only layers that may include it.
LIBRARIES = (
    (r'hpdf', ('pdf',)),
    (r'zip\.h', ('epub',)),
    (r'cmark', ('markdown',)),
    (r'ft2build\.h|freetype/', ('font',)),
    (r'hb[.-]|harfbuzz', ('font',)),
    (r'fontconfig/', ('font',)),
    (r'yaml\.h', ('yaml',)),
    (r'utf8proc\.h', ('unicode',)),
    (r'png\.h|jpeglib\.h|jerror\.h|webp/|librsvg/|cairo|avif/', ('image',)),
    (r'libdeflate\.h', ('image', 'pdf', 'epub')),
)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)


def read_table(path):
    """The layers in their order, each with the set of layers that it may include."""
    table, faults = {}, []
    with open(path, encoding='utf-8') as lines:
        for number, line in enumerate(lines, 1):
            line = line.split('#')[0].strip()
            if not line:
                continue
            match = re.fullmatch(r'([a-z]+)\s*:\s*([a-z ]*)', line)
            if not match or match[1] in table:
                faults.append(f'src/layers.txt:{number}: not a line of the table: {line}')
                continue
            needs = match[2].split()
            for need in needs:
                if need not in table:
                    faults.append(f'src/layers.txt:{number}: {match[1]} needs {need}, which does not '
                                  'stand above it')
            table[match[1]] = set(needs) | {match[1]}
    return table, faults


def sources(folder):
    for parent, folders, files in sorted(os.walk(folder)):
        folders.sort()
        for name in sorted(files):
            if name.endswith(('.c', '.h')):
                yield os.path.join(parent, name)


def check_quoted(root, layer, target, allowed):
    """What is wrong with an include of ours, or None."""
    if target.startswith('seihon/'):
        known = os.path.exists(os.path.join(root, 'include', target))
        return None if known else 'there is no such file in include/'
    other, _, rest = target.partition('/')
    if not rest:
        return 'write it as "layer/file.h"'
    if not os.path.exists(os.path.join(root, 'src', target)):
        return 'there is no such file in src/'
    if other not in allowed:
        return f'{layer} may not include {other} (src/layers.txt)'
    return None


def check_library(layer, target):
    for pattern, layers in LIBRARIES:
        if re.match(pattern, target) and layer not in layers:
            return f'only {" and ".join(layers)} may include it'
    return None


def check_layer(root, layer, allowed):
    for path in sources(os.path.join(root, 'src', layer)):
        with open(path, encoding='utf-8') as file:
            text = file.read()
        for match in INCLUDE.finditer(text):
            quote, target = match[1], match[2]
            fault = check_library(layer, target)
            if not fault and quote == '"':
                fault = check_quoted(root, layer, target, allowed)
            if fault:
                line = text.count('\n', 0, match.start()) + 1
                yield f'{os.path.relpath(path, root)}:{line}: {target}: {fault}'


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    root = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, '..'))
    table, faults = read_table(os.path.join(root, 'src', 'layers.txt'))
    for entry in sorted(os.scandir(os.path.join(root, 'src')), key=lambda e: e.name):
        if entry.is_dir() and entry.name not in table:
            faults.append(f'src/{entry.name}: the folder is not in src/layers.txt')
        elif entry.is_file() and entry.name.endswith(('.c', '.h')):
            faults.append(f'src/{entry.name}: stands in no layer')
    for layer, allowed in table.items():
        faults.extend(check_layer(root, layer, allowed))
    print('\n'.join(faults) if faults else f'layers: {len(table)} layers, no fault')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
