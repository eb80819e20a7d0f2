#!/usr/bin/env bash
# Charts and some phones write the hemisphere in front, and Indonesia writes LS (lintang selatan) for south. lat-lon-parser 1.3.1 reads
# "S 6 11 39" and "6 11 39 LS" as south; "LS 6 11 39" is north, without a word.
# Guess before the run: refused, or south like the other two.
# Seen: -6.19, -6.19 and +6.19.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check lat-lon-parser==1.3.1
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
from lat_lon_parser import parse

found = {text: round(parse(text), 4) for text in ("6 11 39 LS", "S 6 11 39", "LS 6 11 39")}
print(found)
assert found == {"6 11 39 LS": -6.1942, "S 6 11 39": -6.1942, "LS 6 11 39": 6.1942}
CODE
