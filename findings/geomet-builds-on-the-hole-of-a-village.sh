#!/usr/bin/env bash
# A lake inside a village is a hole in its outline. In Esri's JSON rings that go round clockwise are land and the others are holes. geomet
# 1.1.1 reads every ring as land of its own: the lake becomes a second part lying on the first, the whole is no valid shape, and a home on
# the lake lies within the village. What geomet itself writes from a polygon with a hole comes back so as well. GDAL (in pyogrio 0.13.0)
# reads the same text as it is meant.
# Guess before the run: a polygon with a hole.
# Seen: a MultiPolygon of two, 16 and 1 in size, for 15; not valid; no warning.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check geomet==1.1.0 pyogrio==0.13.0 shapely==2.2.0 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import json
import pathlib
import warnings

import pyogrio
import shapely
from geomet import esri

warnings.simplefilter("error")
land = [[0, 0], [0, 4], [4, 4], [4, 0], [0, 0]]
lake = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]
village = {"rings": [land, lake], "spatialReference": {"wkid": 4326}}
layer = {"geometryType": "esriGeometryPolygon", "spatialReference": {"wkid": 4326}, "fields": [], "features": [{"attributes": {}, "geometry": village}]}
pathlib.Path("village.json").write_text(json.dumps(layer))
by_gdal = shapely.from_wkb(pyogrio.raw.read("village.json")[2][0])
print("GDAL", by_gdal, by_gdal.area)
assert by_gdal.geom_type == "Polygon" and len(by_gdal.interiors) == 1 and by_gdal.area == 15

written = esri.dumps({"type": "Polygon", "coordinates": [land[::-1], lake[::-1]]})
for text in (json.dumps(village), json.dumps(written) if isinstance(written, dict) else written):
    shape = shapely.geometry.shape(esri.loads(text))
    print("geomet", shape)
    assert shape.geom_type == "MultiPolygon"
    assert [part.area for part in shape.geoms] == [16, 1]
    assert not shape.is_valid
CODE
