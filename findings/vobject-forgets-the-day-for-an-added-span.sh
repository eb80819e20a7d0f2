#!/usr/bin/env bash
# A round that is walked once more, for two hours instead of one, is added to its event as a span: RDATE;VALUE=PERIOD (RFC 5545, 3.8.5.2).
# vobject 0.9.9 reads the event, shows the span in it, and counts no day at all when asked for the event's days: with the added one the
# first is gone too. Added as a moment, both are there; recurring-ical-events 3.8.2 has both either way.
# Guess before the run: the event's own day and the one added.
# Seen: no days for the span; 1 and 3 December for the moment.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check vobject==0.9.9 recurring-ical-events==3.8.2 icalendar==6.3.1
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import icalendar
import recurring_ical_events
import vobject


def days(added):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//round//ID", "BEGIN:VEVENT", "UID:round", "DTSTAMP:20261130T000000Z"]
    lines += ["DTSTART:20261201T003000Z", "DURATION:PT1H", added, "END:VEVENT", "END:VCALENDAR", ""]
    text = "\r\n".join(lines)
    event = vobject.readOne(text).vevent
    other = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between((2026, 12, 1), (2026, 12, 31))
    assert event.rdate.value
    return [day.day for day in event.getrruleset(addRDate=True)], sorted(one["DTSTART"].dt.day for one in other)


moment, span = days("RDATE:20261203T003000Z"), days("RDATE;VALUE=PERIOD:20261203T003000Z/PT2H")
print(moment, span)
assert moment == ([1, 3], [1, 3])
assert span == ([], [1, 3])
CODE
