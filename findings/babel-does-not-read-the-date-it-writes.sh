#!/usr/bin/env bash
# Babel 2.18.0 writes a day in Indonesian as "5 Agustus 2026" (format long) or "5 Agu 2026" (medium, the default of both functions). Its
# parse_date for the same language reads neither: it looks for three groups of digits, and raises a bare IndexError, not its own
# ParseError.
# Guess before the run: what format_date writes with its defaults, parse_date reads.
# Seen: IndexError for both; "5/8/2026" is read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check babel==2.18.0
"$folder/venv/bin/python" - <<'CODE'
import datetime as dt

from babel.dates import format_date, parse_date

day = dt.date(2026, 8, 5)
for style in ("medium", "long"):
    text = format_date(day, format=style, locale="id")
    try:
        read = parse_date(text, locale="id", format=style)
    except IndexError as error:
        read = f"IndexError: {error}"
    print(f"{text!r}: {read}")
    assert str(read).startswith("IndexError")
assert parse_date("5/8/2026", locale="id") == day
CODE
