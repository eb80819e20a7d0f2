#!/usr/bin/env bash
# GDAL (in pyogrio 0.13.0) guesses whether a table's first row is its heading, and each format guesses differently. A list of houses whose
# cells are all texts, RT "001", has its heading in CSV; in XLSX the heading is the first house and the columns are Field1 and Field2. In
# a CSV of counts by year, 2023 and 2024 are numbers, so the heading is a village.
# Guess before the run: RT and Nama in both, kelurahan, 2023 and 2024 in the third; a number as a year's heading is usual in census tables.
# Seen: Field1, Field2 with three rows instead of two; field_1, field_2, field_3 with two instead of one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyogrio==0.13.0 xlsxwriter==3.3.1 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import pathlib
import warnings

import pyogrio
import xlsxwriter

warnings.simplefilter("error")
houses = [("RT", "Nama"), ("001", "CONTOH A"), ("002", "CONTOH B")]
with xlsxwriter.Workbook("houses.xlsx") as book:
    sheet = book.add_worksheet()
    for line, row in enumerate(houses):
        sheet.write_row(line, 0, row)
pathlib.Path("houses.csv").write_text("\n".join(",".join(row) for row in houses) + "\n")
pathlib.Path("years.csv").write_text("kelurahan,2023,2024\nCONTOH,10,12\n")


def read(name):
    meta, _, _, columns = pyogrio.raw.read(name)
    return list(meta["fields"]), len(columns[0])


found = {name: read(name) for name in ("houses.csv", "houses.xlsx", "years.csv")}
print(found)
assert found["houses.csv"] == (["RT", "Nama"], 2)
assert found["houses.xlsx"] == (["Field1", "Field2"], 3)
assert found["years.csv"] == (["field_1", "field_2", "field_3"], 2)
CODE
