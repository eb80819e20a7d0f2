#!/usr/bin/env bash
# KML and GPX hold degrees and nothing else. Given a layer in metres (UTM 48 south) GDAL (pyogrio 0.13.0) turns it into degrees for KML;
# for GPX it writes the metres as they are, so that a hand-held device is sent to latitude 9315088. The reader takes them back without
# a word, as degrees.
# Guess before the run: degrees in both, or a refusal.
# Seen: 106.46 and -6.19 in KML, 660673.3 and 9315119.4 in GPX, each read as EPSG:4326.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyogrio==0.13.0 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import warnings

import struct

import numpy as np
import pyogrio


def points(places):
    return np.array([struct.pack("<BIdd", 1, 1, *place) for place in places], dtype=object)


warnings.simplefilter("error")


def through(name, driver):
    pyogrio.raw.write(name, points([(660673.3, 9315119.4)]), [], [], driver=driver, geometry_type="Point", crs="EPSG:32748")
    meta, _, places, _ = pyogrio.raw.read(name, layer=0)
    return meta["crs"], struct.unpack_from("<dd", places[0], 5)


kml, gpx = through("stop.kml", "KML"), through("stop.gpx", "GPX")
print(kml, gpx)
assert kml[0] == gpx[0] == "EPSG:4326"
assert abs(kml[1][0] - 106.4522) < 1e-3 and abs(kml[1][1] + 6.1941) < 1e-3
assert gpx[1] == (660673.3, 9315119.4)
CODE
