#!/usr/bin/env bash
# python-stdnum 2.2 checks Indonesian resident numbers (NIK), whose first digits are the province. Its table ends with an older list:
# numbers from Kalimantan Utara (65, a province since 2012) and from the four Papuan provinces numbered 93, 95, 96 since 2022 are refused as
# invalid, and so is 92, the home ministry's number for Papua Barat; 94, for which the table knows the older numbering, is taken.
# Guess before the run: 65 and 92 to 96 all valid.
# Seen: of these six only 94 is valid. Numbers are made up (born on day 1, serial 0001).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check python-stdnum==2.2
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
from stdnum.exceptions import InvalidComponent
from stdnum.id import nik

taken, refused = [], []
for province in ("36", "65", "92", "93", "94", "95", "96"):
    number = province + "0101" + "010190" + "0001"
    try:
        nik.validate(number)
    except InvalidComponent:
        refused.append(province)
    else:
        taken.append(province)
print(taken, refused)
assert taken == ["36", "94"]
assert refused == ["65", "92", "93", "95", "96"]
CODE
