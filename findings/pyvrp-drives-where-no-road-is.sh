#!/usr/bin/env bash
# Doors without a way between them get no edge in PyVRP's model. PyVRP 0.14.1 fills such gaps with a large number and drives them: a home
# that no road leads to is visited, the solution is feasible and complete, and only a distance of some 35 million million tells. A home
# that may be left out is left out, so that the same gap shows in one model and not in the other.
# Guess before the run: not feasible.
# Seen: is_feasible() True with both homes on the route, at a cost above 10**13.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyvrp==0.14.1
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
from pyvrp import Model
from pyvrp.stop import MaxIterations


def answer(required):
    model = Model()
    base, near, cut_off = (model.add_location(x, 0) for x in (0, 1, 2))
    model.add_depot(base)
    model.add_client(near)
    model.add_client(cut_off, required=required, prize=0 if required else 100)
    model.add_vehicle_type(1)
    for one, other in ((base, near), (near, base)):
        model.add_edge(one, other, distance=10, duration=10)
    found = model.solve(MaxIterations(50), seed=1, display=False)
    return found.is_feasible(), found.best.num_clients(), found.best.distance()


must, may = answer(required=True), answer(required=False)
print(must, may)
assert must[:2] == (True, 2) and must[2] > 10**13
assert may == (True, 1, 20)
CODE
