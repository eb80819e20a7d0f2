#!/usr/bin/env bash
# LibreOffice writes equal neighbours of an ODS table once, with a count: two cells "02" side by side, three houses with the same
# row. tablib 3.10.0 reads each of them as one: rows are lost, and in a row with a counted cell all that follows moves to the left,
# so that the name stands under RW. pandas 2.3.3 with odfpy reads the same file as it is meant. No warning either way.
# Guess before the run: both read five cells a row and five rows.
# Seen: three rows of five; RT 02 and RW 02 are one cell, the name has moved into RW.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check 'tablib[ods]==3.10.0' odfpy==1.4.1 pandas==2.3.3
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import pandas as pd
import tablib
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

rows = [(["No", "RT", "RW", "Keterangan"], 1), (["1", ("02", 2), "pagi"], 1), (["-", "03", "04", "sore"], 3), (["5", "05", "06", "-"], 1)]
document, table = OpenDocumentSpreadsheet(), Table(name="Daftar")
for values, times in rows:
    row = TableRow(numberrowsrepeated=times) if times > 1 else TableRow()
    for value in values:
        text, count = value if isinstance(value, tuple) else (value, 1)
        cell = TableCell(valuetype="string", numbercolumnsrepeated=count) if count > 1 else TableCell(valuetype="string")
        cell.addElement(P(text=text))
        row.addElement(cell)
    table.addElement(row)
document.spreadsheet.addElement(table)
document.save("list.ods")
with open("list.ods", "rb") as file:
    read = [tuple(map(str, row)) for row in tablib.Dataset().load(file.read(), format="ods")]
meant = [tuple(row) for row in pd.read_excel("list.ods", engine="odf", dtype=str).itertuples(index=False)]
print(read)
print(meant)
assert len(meant) == 5
assert meant[0] == ("1", "02", "02", "pagi")
assert len(read) == 3
assert read[0][:3] == ("1", "02", "pagi")
CODE
