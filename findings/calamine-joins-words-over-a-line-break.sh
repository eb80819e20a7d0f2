#!/usr/bin/env bash
# A cell of an ODS table may hold two lines, either as two paragraphs or as one with text:line-break. python-calamine 0.9.1 gives the
# first with a line feed between; in the second it drops the break and joins the words on either side: house 5 in RT 01 becomes
# "5RT 01".
# Guess before the run: a line feed, or a space, in both.
# Seen: "Jl. Contoh 5RT 01" for the break, "Jl. Contoh 5\\nRT 01" for two paragraphs.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check odfpy==1.4.1 python-calamine==0.9.1
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P
from python_calamine import CalamineWorkbook

document, table, row = OpenDocumentSpreadsheet(), Table(name="Warga"), TableRow()
broken = P(text="Jl. Contoh 5")
broken.addElement(LineBreak())
broken.addText("RT 01")
for paragraphs in ([broken], [P(text="Jl. Contoh 5"), P(text="RT 01")]):
    cell = TableCell(valuetype="string")
    for paragraph in paragraphs:
        cell.addElement(paragraph)
    row.addElement(cell)
table.addElement(row)
document.spreadsheet.addElement(table)
document.save("list.ods")
cells = CalamineWorkbook.from_path("list.ods").get_sheet_by_index(0).to_python()[0]
print(cells)
assert cells == ["Jl. Contoh 5RT 01", "Jl. Contoh 5\nRT 01"]
CODE
