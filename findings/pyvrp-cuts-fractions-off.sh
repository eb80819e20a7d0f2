#!/usr/bin/env bash
# PyVRP 0.14.1 counts in whole numbers and its signatures say int, yet add_edge and add_client take fractions and cut them off: a way
# of 599.7 costs 599, a service of 1.5 lasts 1. Metres lose little; a matrix in hours or kilometres loses everything below one.
# Guess before the run: a fraction raises a TypeError, or is rounded.
# Seen: there and back costs 1198 for 599.7 each way; 0.9 each way costs nothing at all.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyvrp==0.14.1
"$folder/venv/bin/python" - <<'CODE'
from pyvrp import Model, stop


def there_and_back(way):
    model = Model()
    home, door = model.add_location(0, 0), model.add_location(1, 0)
    model.add_depot(home)
    model.add_vehicle_type(1)
    model.add_client(door)
    model.add_edge(home, door, distance=way)
    model.add_edge(door, home, distance=way)
    return model.solve(stop=stop.MaxIterations(20), display=False).cost()


for way in (600, 599.7, 0.9):
    print(way, "each way costs", there_and_back(way))
assert there_and_back(599.7) == 1198
assert there_and_back(0.9) == 0
CODE
