#!/usr/bin/env bash
# Latitude and longitude in each other's place are the commonest slip with Indonesian coordinates: 106 is no latitude. h3 4.5.0 does
# not say so; it folds 106.45 over the pole and gives the valid cell of a place in the Arctic Ocean.
# Guess before the run: a latitude beyond 90 degrees raises an error.
# Seen: a valid cell whose middle is at latitude 73.5 and longitude 173.8.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check h3==4.5.0
"$folder/venv/bin/python" - <<'CODE'
import h3

cell = h3.latlng_to_cell(106.45, -6.19, 9)
latitude, longitude = h3.cell_to_latlng(cell)
print(cell, "valid:", h3.is_valid_cell(cell), "middle:", latitude, longitude)
assert h3.is_valid_cell(cell)
assert abs(latitude - 73.55) < 0.01 and abs(longitude - 173.81) < 0.01
CODE
