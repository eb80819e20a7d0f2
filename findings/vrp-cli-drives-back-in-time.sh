#!/usr/bin/env bash
# Routing services answer null for pairs without a way, and programs often write -1 into the matrix for it. vrp-cli 1.22.1, which
# knows errorCodes for that purpose and judges the rest of its input in detail, takes negative travel times as they are: the team
# arrives before it has left, and the total distance is below zero.
# Guess before the run: a matrix with negative travel times is refused with a coded error.
# Seen: a plan without violations, distance -3, arrival one second before the departure.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check vrp-cli==1.22.1
"$folder/venv/bin/python" - <<'CODE'
import json

import vrp_cli

jobs = [{"id": f"j{n}", "services": [{"places": [{"location": {"index": n}, "duration": 900}]}]} for n in (1, 2)]
shift = {
    "start": {"earliest": "2026-03-06T08:00:00Z", "location": {"index": 0}},
    "end": {"latest": "2026-03-06T12:00:00Z", "location": {"index": 0}},
}
vehicle = {
    "typeId": "team", "vehicleIds": ["team_1"], "profile": {"matrix": "m"}, "capacity": [10], "shifts": [shift],
    "costs": {"fixed": 0, "distance": 0.0002, "time": 0.005},
}
problem = {"plan": {"jobs": jobs}, "fleet": {"vehicles": [vehicle], "profiles": [{"name": "m"}]}}
times = [0, -1, -1, -1, 0, -1, -1, -1, 0]
matrix = {"profile": "m", "travelTimes": times, "distances": times}
config = {"termination": {"maxGenerations": 20}, "environment": {"logging": {"enabled": False}}}
answer = json.loads(
    vrp_cli.solve_pragmatic(problem=json.dumps(problem), matrices=[json.dumps(matrix)], config=json.dumps(config))
)
stops = answer["tours"][0]["stops"]
print("distance", answer["statistic"]["distance"], "violations", answer.get("violations"))
print("left", stops[0]["time"]["departure"], "arrived", stops[1]["time"]["arrival"])
assert answer["statistic"]["distance"] == -3 and not answer.get("violations")
assert stops[1]["time"]["arrival"] < stops[0]["time"]["departure"]
CODE
