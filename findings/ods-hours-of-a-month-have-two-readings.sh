#!/usr/bin/env bash
# A sum of hours on duty, 30:15, is a time cell in ODS. Of the readers for pandas, python-calamine 0.9.1 gives datetime.time for a cell
# below 24 hours and, in the same column, the bare text "PT30H15M00S" above; pandas 2.3.3 with odfpy 1.4.1 takes it for a clock
# time and refuses the whole sheet.
# Guess before the run: timedelta in both.
# Seen: a time and a text by one, an error about hours beyond 23 by the other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check odfpy==1.4.1 python-calamine==0.9.1 pandas==2.3.3
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import datetime as dt

import pandas as pd
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from python_calamine import CalamineWorkbook

document, table = OpenDocumentSpreadsheet(), Table(name="Jam")
for value, shown in (("PT07H30M00S", "07:30:00"), ("PT30H15M00S", "30:15:00")):
    row, cell = TableRow(), TableCell(valuetype="time", timevalue=value)
    cell.addElement(P(text=shown))
    row.addElement(cell)
    table.addElement(row)
document.spreadsheet.addElement(table)
document.save("hours.ods")
column = [row[0] for row in CalamineWorkbook.from_path("hours.ods").get_sheet_by_index(0).to_python()]
print(column)
assert column == [dt.time(7, 30), "PT30H15M00S"]
try:
    pd.read_excel("hours.ods", engine="odf", header=None)
except ValueError as error:
    print(type(error).__name__, error)
else:
    raise SystemExit("read: the behaviour has changed")
CODE
