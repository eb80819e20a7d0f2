#!/usr/bin/env bash
# Indonesian hours are written with a point: 07.30, 19.00. pyexcel 0.7.6 leaves a CSV cell with a leading zero alone, as a text, and
# turns its neighbour without one into a number: a column of shifts holds texts until nine and floats after.
# Guess before the run: all texts, or all numbers.
# Seen: "07.30" and "09.00" as texts, 10.0 and 19.3 as floats ("19.30" has lost its zero).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyexcel==0.7.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import pathlib

import pyexcel

pathlib.Path("shifts.csv").write_text("mulai\n07.30\n09.00\n10.00\n19.30\n")
column = [row[0] for row in pyexcel.get_array(file_name="shifts.csv")]
print(column)
assert column == ["mulai", "07.30", "09.00", 10.0, 19.3]
CODE
