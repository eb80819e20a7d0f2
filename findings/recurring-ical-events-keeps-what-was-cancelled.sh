#!/usr/bin/env bash
# A visit that fell away is sent to the team's calendar as the same event with STATUS:CANCELLED and a higher SEQUENCE (RFC 5546).
# recurring-ical-events 3.8.2, made to answer "what is on this day", knows that the newer copy replaces the older one and still lists
# the cancelled visit among the day's events.
# Guess before the run: nothing is on that day.
# Seen: one event, whose status is CANCELLED; who does not look at the status goes there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check recurring-ical-events==3.8.2 icalendar==7.3.2
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import icalendar
import recurring_ical_events

EVENT = "BEGIN:VEVENT\r\nUID:contoh-1\r\nDTSTAMP:20261130T0{0}0000Z\r\nSEQUENCE:{0}\r\n{1}DTSTART:20261201T010000Z\r\nDTEND:20261201T020000Z\r\nSUMMARY:Kunjungan\r\nEND:VEVENT\r\n"
text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:contoh\r\n" + EVENT.format(0, "") + EVENT.format(1, "STATUS:CANCELLED\r\n") + "END:VCALENDAR\r\n"
events = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).at((2026, 12, 1))
print([(int(event["SEQUENCE"]), str(event.get("STATUS"))) for event in events])
assert [(int(event["SEQUENCE"]), str(event.get("STATUS"))) for event in events] == [(1, "CANCELLED")]
CODE
