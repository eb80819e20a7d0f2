#!/usr/bin/env bash
# Whoever hands tables on describes them first, and frictionless 5.21.0 finds out by itself what the columns hold. A column of hectares or
# hours as Indonesia writes them, "1,5", is called a geopoint: one degree east, five north; the table is valid, and comes out with pairs
# of numbers. Only where a second part is beyond 90 is it a text again. RT "001" is the integer 1, though the zeros are all that tells it
# from a count.
# Guess before the run: texts, both.
# Seen: geopoint, [1.0, 5.0] and [2.0, 25.0]; string for "1,5" and "2,95"; RT 1 and 2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check frictionless==5.21.0
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import pathlib

from frictionless import describe, extract, validate

pathlib.Path("hectares.csv").write_text('rt,luas\n001,"1,5"\n002,"2,25"\n')
pathlib.Path("large.csv").write_text('rt,luas\n001,"1,5"\n002,"2,95"\n')
types = {name: [field.type for field in describe(name).schema.fields] for name in ("hectares.csv", "large.csv")}
print(types)
assert types == {"hectares.csv": ["integer", "geopoint"], "large.csv": ["integer", "string"]}
assert validate("hectares.csv").valid
rows = extract("hectares.csv")["hectares"]
print(rows)
assert [(row["rt"], [float(part) for part in row["luas"]]) for row in rows] == [(1, [1.0, 5.0]), (2, [2.0, 25.0])]
CODE
