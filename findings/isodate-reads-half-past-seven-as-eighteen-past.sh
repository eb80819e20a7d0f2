#!/usr/bin/env bash
# Hours in Indonesia are written with a point: 07.30, 19.30. ISO 8601 lets the last part of a time have a fraction, so isodate 0.7.2 takes
# the point for a decimal one and three tenths of an hour for minutes: a visit at half past seven begins at eighteen past, at a quarter
# past sixteen at nine past, and no hour ever fails. 7.30 without its zero is refused.
# Guess before the run: refused, as 7:30 is.
# Seen: 07:18 for "07.30", 16:09 for "16.15", 19:27 for "19.45"; 07:30 for "07:30" and "0730".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check isodate==0.7.2
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import isodate

times = {text: isodate.parse_time(text).strftime("%H:%M") for text in ("07.30", "16.15", "19.45", "07:30", "0730")}
print(times)
assert times == {"07.30": "07:18", "16.15": "16:09", "19.45": "19:27", "07:30": "07:30", "0730": "07:30"}
moment = isodate.parse_datetime("2026-08-26T07.30+07:00")
assert moment.isoformat() == "2026-08-26T07:18:00+07:00", moment
for text in ("7.30", "7:30"):
    try:
        isodate.parse_time(text)
    except isodate.ISO8601Error:
        continue
    raise SystemExit(f"{text} is read")
CODE
