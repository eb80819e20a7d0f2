#!/usr/bin/env bash
# Editors of OpenStreetMap give new streets negative ids until they are sent in, and road files with such ids are common. Features of a
# vector tile may be numbered from 0 up only; mapbox-vector-tile 2.2.0 neither refuses a negative id nor leaves it out: all
# of them become 0, so that two streets are one to whoever picks by id. A property without a value vanishes too.
# Guess before the run: an error, or no id at all.
# Seen: ids 0 and 0 for -4 and -5; the property "name" of None is gone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check mapbox-vector-tile==2.2.0
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import mapbox_vector_tile

streets = [
    {"geometry": "LINESTRING(0 0, 10 10)", "properties": {"name": None, "lit": True}, "id": -4},
    {"geometry": "LINESTRING(10 10, 20 0)", "properties": {"name": "CONTOH", "lit": False}, "id": -5},
]
tile = mapbox_vector_tile.decode(mapbox_vector_tile.encode([{"name": "streets", "features": streets}]))
features = tile["streets"]["features"]
print([(feature["id"], feature["properties"]) for feature in features])
assert [feature["id"] for feature in features] == [0, 0]
assert features[0]["properties"] == {"lit": True}
CODE
