#!/usr/bin/env bash
# PuLP 3.3.2 says "Optimal" of an answer whose proof was cut off by the time limit: only the second status, sol_status, tells that the
# search had not ended. CBC and HiGHS, each given one second for the same problem of 30 yes-or-no choices, both come back "Optimal":
# one with 15, the other with 27, when it was seen.
# Guess before the run: "Not Solved", or another word than for a proven optimum.
# Seen: LpStatus "Optimal" twice; LpSolution "Solution Found", which for a proven one is "Optimal Solution Found".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pulp==3.3.2 highspy==1.16.0 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import random

import pulp


def split(many, groups):
    rng = random.Random(5)
    weights = [[rng.randint(0, 99) for _ in range(many)] for _ in range(groups)]
    problem = pulp.LpProblem("split", pulp.LpMinimize)
    chosen = [pulp.LpVariable(f"x{j}", cat="Binary") for j in range(many)]
    over = [pulp.LpVariable(f"over{i}", 0) for i in range(groups)]
    under = [pulp.LpVariable(f"under{i}", 0) for i in range(groups)]
    problem += pulp.lpSum(over) + pulp.lpSum(under)
    for i, row in enumerate(weights):
        problem += pulp.lpSum(w * x for w, x in zip(row, chosen)) + over[i] - under[i] == sum(row) // 2
    return problem


def said(problem, solver):
    problem.solve(solver)
    return pulp.LpStatus[problem.status], pulp.LpSolution[problem.sol_status], pulp.value(problem.objective)


cut = [said(split(30, 4), solver) for solver in (pulp.PULP_CBC_CMD(msg=False, timeLimit=1), pulp.HiGHS(msg=False, timeLimit=1))]
proven = said(split(6, 1), pulp.PULP_CBC_CMD(msg=False))
print(cut, proven)
for status, solution, _ in cut:
    assert (status, solution) == ("Optimal", "Solution Found")
assert proven[:2] == ("Optimal", "Optimal Solution Found")
CODE
