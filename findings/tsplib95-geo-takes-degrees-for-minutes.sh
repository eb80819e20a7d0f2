#!/usr/bin/env bash
# EDGE_WEIGHT_TYPE GEO looks like the one for latitude and longitude. Its numbers are degrees and minutes (DDD.MM): tsplib95 0.7.1
# reads -6.75, meant as three quarters of a degree, as 6 degrees 75 minutes, and its formula adds one before it cuts.
# Guess before the run: 62 km between latitudes -6.19 and -6.75, 0 km from a door to itself.
# Seen: 104 km, and every place is 1 km from itself and from the next door.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check tsplib95==0.7.1
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import tsplib95

problem = tsplib95.parse("""NAME : doors
TYPE : TSP
DIMENSION : 3
EDGE_WEIGHT_TYPE : GEO
NODE_COORD_SECTION
1 -6.19 106.45
2 -6.75 106.45
3 -6.19 106.45
EOF
""")
far, itself, next_door = problem.get_weight(1, 2), problem.get_weight(1, 1), problem.get_weight(1, 3)
print("0.56 degrees:", far, "km; itself:", itself, "km; next door:", next_door, "km")
assert (far, itself, next_door) == (104, 1, 1)
CODE
