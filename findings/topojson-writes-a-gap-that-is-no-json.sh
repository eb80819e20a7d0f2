#!/usr/bin/env bash
# A village without a count is an empty cell. geopandas 1.2.0 writes it to GeoJSON as null; topojson 2.2, given the same table, as NaN,
# which JSON does not have: orjson refuses the whole map, GDAL (in pyogrio 0.13.0) reads it. Given the GeoJSON instead of the
# table, topojson writes null.
# Guess before the run: null either way, and GDAL refuses NaN.
# Seen: "v":NaN; orjson 3.13.0 stops there, GDAL has two villages.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check topojson==2.2 geopandas==1.2.0 shapely==2.2.0 pyogrio==0.13.0 orjson==3.13.0 pandas==3.0.6 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import json
import pathlib

import geopandas
import orjson
import pyogrio
import topojson
from shapely.geometry import box

outlines = [box(106.45, -6.20, 106.46, -6.19), box(106.46, -6.20, 106.47, -6.19)]
villages = geopandas.GeoDataFrame({"v": [None, 3]}, geometry=outlines, crs=4326)
as_geojson = json.loads(villages.to_json())
assert as_geojson["features"][0]["properties"]["v"] is None

text = topojson.Topology(villages).to_json()
print(text[:120])
assert '"v":NaN' in text
try:
    orjson.loads(text)
except orjson.JSONDecodeError as refused:
    print(refused)
else:
    raise SystemExit("orjson reads it")
pathlib.Path("villages.topojson").write_text(text)
assert len(pyogrio.read_dataframe("villages.topojson")) == 2
by_way = topojson.Topology(as_geojson).to_json()
orjson.loads(by_way)
assert '"v":null' in by_way
CODE
