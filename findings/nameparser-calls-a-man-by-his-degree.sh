#!/usr/bin/env bash
# Heads of households are listed with their degrees: "H. Ahmad bin Ali, S.H." nameparser 2.6.0 knows ", Ph.D." behind a comma, but
# takes a degree it does not know for the first name, as in "Doe, John".
# Guess before the run: S.H. is a suffix, Ahmad the first name.
# Seen: first name "S.H." (law), last name "Ahmad bin Ali"; S.Pd. (education) becomes a title, Ph.D. a suffix, and Ahmad stays.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check nameparser==2.6.0
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
from nameparser import HumanName

for degree, first in (("S.H.", "S.H."), ("S.Pd.", "Ahmad"), ("Ph.D.", "Ahmad")):
    name = HumanName(f"Ahmad bin Ali, {degree}")
    print(degree, "->", name.as_dict(False))
    assert name.first == first
CODE
