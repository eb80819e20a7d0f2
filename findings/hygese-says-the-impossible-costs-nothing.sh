#!/usr/bin/env bash
# hygese 0.1.0 (HGS-CVRP in Python) says of a problem that cannot be met that its solution costs 0. With a longest duration that no
# team can keep there is neither an error nor a mark: the answer has no routes and the least cost of all, so that whoever
# compares costs takes it for the best.
# Guess before the run: an error, infinity, or the best infeasible routes with their cost.
# Seen: 0.0 and [] when a round of 25 must end within 21; 80.0 and four routes within 30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check hygese==0.1.0 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import hygese
import numpy as np


def solve(longest):
    solver = hygese.Solver(parameters=hygese.AlgorithmParameters(timeLimit=1, seed=1), verbose=False)
    day = {
        "x_coordinates": np.array([10.0, 20.0, 10.0, 0.0, 10.0]), "y_coordinates": np.array([10.0, 10.0, 20.0, 10.0, 0.0]),
        "demands": np.array([0, 6, 6, 6, 6]), "vehicle_capacity": 10, "num_vehicles": 4, "depot": 0,
        "service_times": np.array([0, 5, 5, 5, 5]), "duration_limit": longest,
    }
    answer = solver.solve_cvrp(day)
    return answer.cost, sorted(answer.routes)


possible, impossible = solve(30), solve(21)
print(possible, impossible)
assert possible == (80.0, [[1], [2], [3], [4]])
assert impossible == (0.0, [])
CODE
