#!/usr/bin/env bash
# dateparser 1.5.0 with languages=["id"] reads "5 Agt 2026" and "Jumat 6 Maret 2026", but gives None for the two spellings that
# Indonesian offices write most: the short month "Ags" and the weekday with its apostrophe, "Jum'at". "lusa" (the day after
# tomorrow) is unknown as well, "besok" (tomorrow) is not.
# Guess before the run: all of them are read.
# Seen: None for "5 Ags 2026", for "Jum'at, 6 Maret 2026" and for "lusa"; the others come out right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check dateparser==1.5.0
"$folder/venv/bin/python" - <<'CODE'
import datetime as dt
import warnings

warnings.filterwarnings("ignore")
import dateparser

settings = {"RELATIVE_BASE": dt.datetime(2026, 11, 29, 8)}
said = ["5 Agt 2026", "5 Ags 2026", "Jumat 6 Maret 2026", "Jum'at, 6 Maret 2026", "besok", "lusa"]
read = {text: dateparser.parse(text, languages=["id"], settings=settings) for text in said}
for text, moment in read.items():
    print(f"{text!r}: {moment}")
assert read["5 Agt 2026"] == dt.datetime(2026, 8, 5)
assert read["Jumat 6 Maret 2026"] == dt.datetime(2026, 3, 6)
assert read["besok"].date() == dt.date(2026, 11, 30)
assert read["5 Ags 2026"] is None and read["Jum'at, 6 Maret 2026"] is None and read["lusa"] is None
CODE
