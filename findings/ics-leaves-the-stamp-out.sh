#!/usr/bin/env bash
# RFC 5545 (3.6.1) wants a DTSTAMP in every event. An event made with ics 0.7.3 is written without one, so that whoever reads the day
# twice cannot tell the newer copy; icalendar 6.3.1 reads it and has no stamp to give.
# Guess before the run: the time of writing stands there.
# Seen: no DTSTAMP in the text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check ics==0.7.3 icalendar==6.3.1
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import datetime as dt

import icalendar
import ics

start = dt.datetime(2026, 8, 5, 1, 30, tzinfo=dt.timezone.utc)
event = ics.Event(name="CONTOH", begin=start, duration=dt.timedelta(minutes=15))
text = ics.Calendar(events=[event]).serialize()
print(text)
assert "DTSTART:20260805T013000Z" in text and "UID:" in text
assert "DTSTAMP" not in text
assert icalendar.Calendar.from_ical(text).walk("VEVENT")[0].get("DTSTAMP") is None
CODE
