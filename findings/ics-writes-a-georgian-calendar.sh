#!/usr/bin/env bash
# ics 0.7.3 reads a calendar that does not name its scale, as hardly one does, and when writing it again names one: CALSCALE:GEORGIAN.
# RFC 5545 knows GREGORIAN; a strict reader has to leave a calendar of an unknown scale alone.
# Guess before the run: what was not there is not there, or GREGORIAN is.
# Seen: GEORGIAN.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check ics==0.7.3
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import ics

lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CONTOH//ID", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z",
    "DTSTART:20260805T013000Z", "DTEND:20260805T014500Z", "SUMMARY:CONTOH", "END:VEVENT", "END:VCALENDAR", "",
]
written = ics.Calendar("\r\n".join(lines)).serialize()
print([line for line in written.splitlines() if line.startswith("CALSCALE")])
assert "CALSCALE:GEORGIAN" in written
CODE
