#!/usr/bin/env bash
# When is it light on 1 December at Balaraja? By default both astral 3.2 and suntime 1.4.0 answer in UTC. Jakarta's morning lies on the
# evening before in UTC: suntime gives the sunrise of that morning (30 November, 22:29), astral the next one (1 December, 22:29),
# half a day after the sunset that it gives for the same day. With the zone named, they agree.
# Guess before the run: the same morning by both, before the sunset.
# Seen: 24 hours apart.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check astral==3.2 suntime==1.4.0 tzdata
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import datetime as dt
from zoneinfo import ZoneInfo

from astral import Observer
from astral.sun import sun
from suntime import Sun

jakarta, day = ZoneInfo("Asia/Jakarta"), dt.date(2026, 12, 1)
one = sun(Observer(-6.2, 106.45), date=day)
other = Sun(-6.2, 106.45)
moment = dt.datetime(2026, 12, 1)
print(one["sunrise"], one["sunset"], other.get_sunrise_time(moment), other.get_sunset_time(moment))
assert one["sunrise"] > one["sunset"]
assert other.get_sunrise_time(moment) < other.get_sunset_time(moment)
assert dt.timedelta(hours=23.9) < one["sunrise"] - other.get_sunrise_time(moment) < dt.timedelta(hours=24.1)
near = sun(Observer(-6.2, 106.45), date=day, tzinfo=jakarta)["sunrise"] - other.get_sunrise_time(moment, jakarta)
assert abs(near) < dt.timedelta(minutes=2)
CODE
