#!/usr/bin/env bash
# A visit begins between two and five: 2 <= start <= 5, as one writes it down. Python turns that into two comparisons joined by "and", and
# PuLP 3.3.2 and mip 2.0.0 let the first be asked whether it is true: it says yes and is gone, only start <= 5 enters the model, and the
# answer "optimal" is 0. highspy 1.16.0 takes the same line as it is meant.
# Guess before the run: refused, or both bounds, by all three.
# Seen: one constraint, the start at 0 and an optimal status, twice; the start at 2 from highspy.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pulp==3.3.2 mip==2.0.0 highspy==1.16.0
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import highspy
import mip
import pulp


def by_pulp():
    model = pulp.LpProblem("visit", pulp.LpMinimize)
    start = pulp.LpVariable("start", 0, 10)
    model += start
    model += 2 <= start <= 5
    return pulp.LpStatus[model.solve(pulp.PULP_CBC_CMD(msg=False))], len(model.constraints), start.value()


def by_mip():
    model = mip.Model(sense=mip.MINIMIZE)
    model.verbose = 0
    start = model.add_var(lb=0, ub=10)
    model.objective = start
    model += 2 <= start <= 5
    return model.optimize().name, len(model.constrs), start.x


def by_highs():
    model = highspy.Highs()
    model.silent()
    start = model.addVariable(lb=0, ub=10)
    model.addConstr(2 <= start <= 5)
    model.minimize(start)
    return model.val(start)


pulp_says, mip_says, highs_says = by_pulp(), by_mip(), by_highs()
print(pulp_says, mip_says, highs_says)
assert pulp_says == ("Optimal", 1, 0)
assert mip_says == ("OPTIMAL", 1, 0)
assert highs_says == 2
CODE
