#!/bin/sh
# Makes the tables of src/unicode anew and compares them with src/unicode/tables.c. Exits 77 (skipped)
# where the package unicode-data, of the Unicode version that the tables name, is not installed.
cd "$(dirname "$0")/../.." || exit 1
exec python3 src/unicode/generate.py --check
