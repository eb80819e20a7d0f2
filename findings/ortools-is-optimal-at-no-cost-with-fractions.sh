#!/usr/bin/env bash
# Travel costs in minutes or kilometres are fractions. A transit callback of OR-Tools' routing (9.15.6755) that returns one raises no
# error: the way costs nothing, any order of the homes is as good as any other, and the answer is said to be optimal. The
# matrix of the same numbers is refused with a TypeError.
# Guess before the run: a TypeError, or whole numbers.
# Seen: cost 0 and status 7 (ROUTING_OPTIMAL) for 1.9 a way, 114 and status 1 (no more than a success) for 19; nothing on the error output.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check ortools==9.15.6755
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import contextlib
import io

from ortools.constraint_solver import pywrapcp

places = [0, 3, 1, 2]


def round_trip(way):
    manager = pywrapcp.RoutingIndexManager(len(places), 1, 0)
    routing = pywrapcp.RoutingModel(manager)

    def cost(start, end):
        return way * abs(places[manager.IndexToNode(start)] - places[manager.IndexToNode(end)])

    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitCallback(cost))
    answer = routing.SolveWithParameters(pywrapcp.DefaultRoutingSearchParameters())
    return answer.ObjectiveValue(), routing.status()


said = io.StringIO()
with contextlib.redirect_stderr(said):
    whole, part = round_trip(19), round_trip(1.9)
print("19:", whole, "1.9:", part, "said:", repr(said.getvalue()))
assert whole[0] == 6 * 19
assert part == (0, 7)
assert said.getvalue() == ""
routing = pywrapcp.RoutingModel(pywrapcp.RoutingIndexManager(2, 1, 0))
try:
    routing.RegisterTransitMatrix([[0, 1.9], [1.9, 0]])
except TypeError as error:
    print("matrix:", error)
else:
    raise SystemExit("taken: the behaviour has changed")
CODE
