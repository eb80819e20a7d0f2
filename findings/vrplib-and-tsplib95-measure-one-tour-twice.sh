#!/usr/bin/env bash
# Instances of routing are shared as TSPLIB files. For EUC_2D the format says that lengths are rounded to whole numbers: tsplib95
# 0.7.1 does, vrplib 2.2.0 gives them as they are. The same tour of the same file has two lengths, and a "new best" may be none.
# Guess before the run: both round, as both name TSPLIB as their format.
# Seen: 1 and 1.414 between neighbours; a round trip by three points is 10 for one and 10.02 for the other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check vrplib==2.2.0 tsplib95==0.7.1
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import pathlib

import tsplib95
import vrplib

pathlib.Path("three.vrp").write_text("""NAME : three
TYPE : CVRP
DIMENSION : 3
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
1 0 0
2 1 1
3 3 4
DEMAND_SECTION
1 0
2 1
3 1
DEPOT_SECTION
1
-1
EOF
""")
tour = [(1, 2), (2, 3), (3, 1)]
problem = tsplib95.load("three.vrp")
matrix = vrplib.read_instance("three.vrp")["edge_weight"]
rounded = sum(problem.get_weight(a, b) for a, b in tour)
exact = sum(matrix[a - 1][b - 1] for a, b in tour)
print("tsplib95:", rounded, "vrplib:", round(float(exact), 2))
assert rounded == 10 and abs(exact - 10.02) < 0.01
CODE
