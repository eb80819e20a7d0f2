#!/usr/bin/env bash
# Village lists show RT 001 as the number 1 with the format 000, and hours on duty as 30:15 with [h]:mm. xlsx2csv 0.8.6 turns XLSX into
# CSV "as shown": dates and 07:30 come out by their formats, 106.4551 with the format 0.00 loses its decimals (14 m become a kilometre), but RT 001 comes out as 1,
# 36.03.01.2013 as 3603012013 and 30:15 as 1.260417.
# Guess before the run: 001 and 30:15, as on the screen.
# Seen: the formats of dates, hours and decimals are followed, those of zeros, of text in a format and of hours beyond a day are not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check xlsx2csv==0.8.6 xlsxwriter==3.3.1
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import io

import xlsx2csv
import xlsxwriter

book = xlsxwriter.Workbook("list.xlsx")
sheet = book.add_worksheet()
cells = [(1, "000"), (30.25 / 24, "[h]:mm"), (7.5 / 24, "hh:mm"), (106.4551234, "0.00"), (3603012013, "00\".\"00\".\"00\".\"0000"), (5, '"RT "00')]
for column, (value, shown) in enumerate(cells):
    sheet.write(0, column, value, book.add_format({"num_format": shown}))
book.close()
out = io.StringIO()
xlsx2csv.Xlsx2csv("list.xlsx").convert(out)
print(out.getvalue())
assert out.getvalue().strip() == "1,1.260417,07:30,106.46,3603012013,5"
CODE
