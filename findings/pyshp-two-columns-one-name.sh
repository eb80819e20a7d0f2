#!/usr/bin/env bash
# Outlines of villages are handed on as shapefiles, whose column names hold ten letters. pyshp 3.1.6 shortens longer ones and warns of
# the letters lost, not of what follows: KELURAHAN_ID and KELURAHAN_NAMA are now both KELURAHAN_, and a record as a dictionary
# holds one of the two values.
# Guess before the run: the second column gets another name (KELURAHA_1, as GDAL does), or is refused.
# Seen: twice the same name; as_dict() has one entry of two.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyshp==3.1.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import io
import warnings

import shapefile

warnings.simplefilter("ignore")
files = {"shp": io.BytesIO(), "shx": io.BytesIO(), "dbf": io.BytesIO()}
with shapefile.Writer(**files) as writer:
    writer.field("KELURAHAN_ID", "C")
    writer.field("KELURAHAN_NAMA", "C")
    writer.point(106.4, -6.2)
    writer.record("7", "CONTOH")
    writer.close()
reader = shapefile.Reader(**files)
names = [field.name for field in reader.fields[1:]]
print(names, reader.record(0).as_dict())
assert names == ["KELURAHAN_", "KELURAHAN_"]
assert list(reader.record(0)) == ["7", "CONTOH"]
assert reader.record(0).as_dict() == {"KELURAHAN_": "CONTOH"}
CODE
