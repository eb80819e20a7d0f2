#!/usr/bin/env bash
# Which team may visit which home is said to OR-Tools' routing with SetAllowedVehiclesForIndex. In the wheel 9.15.6755 the method is there
# and takes nothing: a list, an empty list, a tuple and an array of NumPy are all of the wrong type, because what it wants has no
# counterpart in Python. Removing the other teams from VehicleVar does the same.
# Guess before the run: [0] keeps a home for the first team.
# Seen: TypeError for all four; with VehicleVar the home goes to the team that is left.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check ortools==9.15.6755 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import numpy as np
from ortools.constraint_solver import pywrapcp

manager = pywrapcp.RoutingIndexManager(2, 2, 0)
routing = pywrapcp.RoutingModel(manager)
routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitMatrix([[0, 5], [5, 0]]))
home = manager.NodeToIndex(1)
for teams in ([0], [], (0,), np.array([0], dtype=np.int32)):
    try:
        routing.SetAllowedVehiclesForIndex(teams, home)
    except TypeError as error:
        print(repr(teams), "->", error)
    else:
        raise SystemExit("taken: the behaviour has changed")
routing.VehicleVar(home).RemoveValue(0)
answer = routing.SolveWithParameters(pywrapcp.DefaultRoutingSearchParameters())
assert answer.Value(routing.VehicleVar(home)) == 1
CODE
