#!/usr/bin/env bash
# Road files are mended in JOSM, which keeps a deleted street in its file with action="delete" until it is sent in. pyosmium 4.3.2,
# GDAL (in pyogrio 0.13.0) and osm2geojson 0.3.2 read such a street as one that is there; pyosmium, asked, says that it is not deleted.
# Guess before the run: left out, or marked as deleted by pyosmium.
# Seen: both streets by all three; deleted False and visible True.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check osmium==4.3.2 pyogrio==0.13.0 osm2geojson==0.3.2 shapely==2.2.0 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import osm2geojson
import osmium
import pyogrio

text = """<osm version="0.6" generator="JOSM" upload="never">
<node id="1" version="1" lat="-6.19" lon="106.45"/><node id="2" version="1" lat="-6.19" lon="106.46"/><node id="3" version="1" lat="-6.20" lon="106.46"/>
<way id="10" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>
<way id="11" version="1" action="delete"><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/></way>
</osm>"""
with open("roads.osm", "w") as file:
    file.write(text)
by_osmium = [(way.id, way.deleted, way.visible) for way in osmium.FileProcessor("roads.osm") if way.is_way()]
meta, _, _, columns = pyogrio.raw.read("roads.osm", layer="lines")
by_gdal = list(columns[list(meta["fields"]).index("osm_id")])
by_geojson = [feature["properties"]["id"] for feature in osm2geojson.xml2geojson(text)["features"]]
print(by_osmium, by_gdal, by_geojson)
assert by_osmium == [(10, False, True), (11, False, True)]
assert by_gdal == ["10", "11"]
assert sorted(by_geojson) == [10, 11]
CODE
