#!/usr/bin/env bash
# A survey's gaps are no zeros: nobody asked is not nobody there. Handed on as a MapInfo table by GDAL (pyogrio 0.13.0), a count that is
# missing comes back as 0.0 and a missing text as an empty one, without a word at writing or reading. GeoPackage keeps both gaps.
# Guess before the run: gaps stay gaps, or the writer warns.
# Seen: children nan becomes 0.0 and the note None becomes ""; no warning.
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
children, notes = np.array([2.0, np.nan]), np.array(["pagi", None], dtype=object)


def through(name, driver):
    pyogrio.raw.write(
        name, points([(106.45, -6.19), (106.46, -6.19)]), [children, notes], ["anak", "catatan"],
        field_mask=[np.isnan(children), np.array([False, True])], driver=driver, geometry_type="Point", crs="EPSG:4326",
    )
    return [list(column) for column in pyogrio.raw.read(name)[3]]


table, package = through("homes.tab", "MapInfo File"), through("homes.gpkg", "GPKG")
print(table, package)
assert table == [[2.0, 0.0], ["pagi", ""]]
assert package[0][0] == 2.0 and np.isnan(package[0][1]) and package[1] == ["pagi", None]
CODE
