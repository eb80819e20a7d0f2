#!/usr/bin/env bash
# GTFS allows a time before ten with one digit for the hour, 8:30:00. gtfs-kit 13.0.1, asked which trips are under way at an hour, compares
# the times as texts: a trip from 8:00 to 8:30 is not under way at 08:10, and one from 08:00
# to 8:30 is under way until the end of the day. Its other figures of the same trip (half an hour long) are right.
# Guess before the run: both trips at 08:10, none at 20:00.
# Seen: at 08:10 one of the two; at 20:00 the one that arrived at 8:30; each 0.5 hours long by compute_trip_stats.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check gtfs-kit==13.0.1
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import warnings
import zipfile

warnings.simplefilter("ignore")
import gtfs_kit

FILES = {
    "agency": "agency_id,agency_name,agency_url,agency_timezone\n1,CONTOH,http://example.org,Asia/Jakarta\n",
    "stops": "stop_id,stop_name,stop_lat,stop_lon\nA,Pintu,-6.19,106.45\nB,Pasar,-6.2,106.46\n",
    "routes": "route_id,agency_id,route_short_name,route_long_name,route_type\nR,1,01,CONTOH,3\n",
    "trips": "route_id,service_id,trip_id\nR,WK,one\nR,WK,other\n",
    "stop_times": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "one,8:00:00,8:00:00,A,1\none,8:30:00,8:30:00,B,2\nother,08:00:00,08:00:00,A,1\nother,8:30:00,8:30:00,B,2\n",
    "calendar": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nWK,1,1,1,1,1,1,1,20261101,20261231\n",
}
with zipfile.ZipFile("feed.zip", "w") as feed:
    for name, text in FILES.items():
        feed.writestr(name + ".txt", text)
feed = gtfs_kit.read_feed("feed.zip", dist_units="km")
found = {hour: list(gtfs_kit.get_trips(feed, "20261201", hour).trip_id) for hour in ("08:10:00", "20:00:00")}
hours = sorted(gtfs_kit.compute_trip_stats(feed).duration)
print(found, hours)
assert found == {"08:10:00": ["other"], "20:00:00": ["other"]}
assert hours == [0.5, 0.5]
CODE
