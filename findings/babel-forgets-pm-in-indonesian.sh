#!/usr/bin/env bash
# Office programs set to English write times with PM into tables that are read elsewhere as Indonesian. Babel 2.18.0 knows AM and PM for
# English; for Indonesian, whose own names for them are AM and PM too, it reads the digits and drops the mark: an afternoon becomes
# a night.
# Guess before the run: 14:05, or a ParseError.
# Seen: 02:05 for "2.05 PM" in Indonesian, 14:05 for "2:05 PM" in English.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check babel==2.18.0
"$folder/venv/bin/python" - <<'CODE'
import datetime as dt

from babel import Locale
from babel.dates import parse_time

names = Locale("id").day_periods["format"]["abbreviated"]
print("Indonesian names:", names["am"], names["pm"])
print("id:", parse_time("2.05 PM", locale="id"), "en:", parse_time("2:05 PM", locale="en"))
assert names["pm"] == "PM"
assert parse_time("2.05 PM", locale="id") == dt.time(2, 5)
assert parse_time("2:05 PM", locale="en") == dt.time(14, 5)
CODE
