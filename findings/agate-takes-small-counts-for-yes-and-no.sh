#!/usr/bin/env bash
# A survey counts children, lamps or complaints by house, and in a small RT every count is 0 or 1. agate 1.14.2 (the tables behind
# csvkit) guesses types by column and takes such a column for yes and no, so that its sum is refused; with one house of 2 the same
# column is numbers. RT numbers lose their zeros on the way.
# Guess before the run: whole numbers, and "001" as text.
# Seen: Boolean for 1 and 0, Number for 1, 0 and 2; RT "001" is Decimal(1).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check agate==1.14.2
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import pathlib

import agate

rows = ["rt,anak", "001,1", "002,0"]
for more, kind in (([], agate.Boolean), (["003,2"], agate.Number)):
    pathlib.Path("homes.csv").write_text("\n".join(rows + more) + "\n")
    table = agate.Table.from_csv("homes.csv")
    print([(column.name, type(column.data_type).__name__, list(column.values())) for column in table.columns])
    assert isinstance(table.columns["anak"].data_type, kind)
    assert list(table.columns["rt"].values())[0] == 1
try:
    agate.Table([("1",), ("0",)], ["anak"]).aggregate(agate.Sum("anak"))
except agate.DataTypeError as error:
    print(error)
else:
    raise SystemExit("summed: the behaviour has changed")
CODE
