#!/usr/bin/env bash
# GeoJSON knows texts, numbers and booleans. GDAL (in pyogrio 0.13.0) looks into the texts: where all values of a property look like
# hours, "07:30", the column comes back as times, and written out again it says "07:30:00", another text; "07.30", as Indonesia
# writes, stays. A boolean that is null for one house comes back as the numbers 1.0 and nan.
# Guess before the run: a text stays the text it is, a boolean with a gap stays True and None.
# Seen: datetime.time, and 1.0 beside nan.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyogrio==0.13.0 numpy
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import datetime as dt
import json
import math

import pyogrio


def column(values):
    features = [
        {"type": "Feature", "properties": {"value": value}, "geometry": {"type": "Point", "coordinates": [106.45, -6.19]}}
        for value in values
    ]
    with open("list.geojson", "w") as file:
        json.dump({"type": "FeatureCollection", "features": features}, file)
    return list(pyogrio.raw.read("list.geojson")[3][0])


print(column(["07:30", "08:00"]), column(["07.30", "08.00"]), column([True, None]))
assert column(["07:30", "08:00"]) == [dt.time(7, 30), dt.time(8, 0)]
assert column(["07.30", "08.00"]) == ["07.30", "08.00"]
one, gap = column([True, None])
assert one == 1.0 and math.isnan(gap)
CODE
