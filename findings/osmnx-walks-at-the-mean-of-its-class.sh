#!/usr/bin/env bash
# OpenStreetMap's maxspeed may say "walk", and on rivers "8 knots". osmnx 2.1.1 drops every unit it does not know: 30 knots are 30 km/h,
# and a lane tagged "walk" is given the mean of the other streets of its class, above the limit of its neighbours. So is "30;50", though a list
# of the two is averaged.
# Guess before the run: walking pace near 5 km/h, 55.6 km/h for 30 knots, the lower value or the mean for "30;50".
# Seen: the class's mean for "walk" and for "30;50", 30 for "30 knots", 40 for the list.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check osmnx==2.1.1
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import networkx as nx
import osmnx as ox

roads = nx.MultiDiGraph(crs="epsg:4326")
limits = ["20", "30", "walk", "30;50", "30 knots", ["30", "50"]]
for place in range(len(limits) + 1):
    roads.add_node(place, x=106.4 + place / 100, y=-6.2)
for place, limit in enumerate(limits):
    roads.add_edge(place, place + 1, key=0, osmid=place, highway="residential", length=1000.0, maxspeed=limit)
speeds = [data["speed_kph"] for _, _, data in ox.routing.add_edge_speeds(roads).edges(data=True)]
print(list(zip(limits, speeds)))
mean = (20 + 30 + 30 + 40) / 4
assert speeds[0] == 20 and speeds[1] == 30
assert speeds[2] == speeds[3] == mean
assert speeds[4] == 30 and speeds[5] == 40
CODE
