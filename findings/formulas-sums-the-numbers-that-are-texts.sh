#!/usr/bin/env bash
# In village workbooks some numbers are texts, with a green corner, and a sum over the column leaves them out: that is how SUM is
# described. formulas 1.3.4 reckons workbooks without an office program and adds them; COUNT counts them, and AVERAGE over a column with
# one is #VALUE!. pycel 1.0b30, of the same trade, leaves them out. Rounding parts them too: 1.005 to two places is 1.0 in one and 1.01,
# as a sheet has it, in the other.
# Guess before the run: texts left out by both, 1.01 by both.
# Seen: 12, 3 and #VALUE! by formulas, 7, 2 and 3.5 by pycel.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check formulas==1.3.4 pycel==1.0b30 openpyxl==3.1.5 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import logging

import formulas
import openpyxl
from pycel import ExcelCompiler

logging.disable(logging.CRITICAL)
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "KK"
sheet["A1"], sheet["A2"], sheet["A3"] = 3, "5", 4
asked = {"B1": "=SUM(A1:A3)", "B2": "=COUNT(A1:A3)", "B3": "=AVERAGE(A1:A3)", "B4": "=ROUND(1.005,2)"}
for cell, formula in asked.items():
    sheet[cell] = formula
book.save("kk.xlsx")

one = ExcelCompiler("kk.xlsx")
by_pycel = [one.evaluate(f"KK!{cell}") for cell in asked]
other = formulas.ExcelModel().loads("kk.xlsx").finish().calculate()
by_formulas = [other[f"'[kk.xlsx]KK'!{cell}"].value[0, 0] for cell in asked]
print("pycel", by_pycel, "formulas", by_formulas)
assert by_pycel == [7, 2, 3.5, 1.01]
assert [float(by_formulas[place]) for place in (0, 1, 3)] == [12, 3, 1.0]
assert str(by_formulas[2]) == "#VALUE!"
CODE
