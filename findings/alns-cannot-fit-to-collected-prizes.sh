#!/usr/bin/env bash
# Problems that collect prizes are minimised as minus the prize. alns 7.0.0 offers autofit for its acceptance criteria and asks only
# for the first objective; for a negative one both simulated annealing and record-to-record travel work out a start below zero and
# stop with a message about temperatures or thresholds that nobody gave. Shifting the objective would change what is
# accepted, because the fit is by per cent.
# Guess before the run: the magnitude is used.
# Seen: ValueError twice; +1000 is fitted.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check alns==7.0.0
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
from alns.accept import RecordToRecordTravel, SimulatedAnnealing

fits = (lambda first: SimulatedAnnealing.autofit(first, 0.05, 0.5, 1000), lambda first: RecordToRecordTravel.autofit(first, 0.02, 0, 1000))
for fit in fits:
    fit(1000)
    try:
        fit(-1000)
    except ValueError as error:
        print(error)
    else:
        raise SystemExit("fitted: the behaviour has changed")
CODE
