#!/usr/bin/env bash
# Who marks a pair without a way by 2**32 seconds ("never") in a matrix of 64-bit integers tells pyvroom 1.15.2 that the places
# touch: durations are cut to 32 bits without a word. A marker of 4,000,000,000, which still fits, is refused as too high.
# Guess before the run: both are refused, or both are too far.
# Seen: 4,000,000,000 is refused with "Too high cost values"; 2**32 + 600 is driven in 600 seconds.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyvroom==1.15.2 numpy==2.3.5 pandas==2.3.3
"$folder/venv/bin/python" - <<'CODE'
import numpy as np
import vroom


def arrival(seconds):
    day = vroom.Input()
    day.set_durations_matrix("car", np.array([[0, seconds], [seconds, 0]], dtype=np.int64))
    day.add_vehicle(vroom.Vehicle(1, start=0, end=0))
    day.add_job(vroom.Job(1, location=1))
    answer = day.solve(exploration_level=1, nb_threads=1)
    return int(answer.routes.arrival.iloc[1])


try:
    arrival(4_000_000_000)
    raise AssertionError("4,000,000,000 was taken")
except Exception as error:
    print("4,000,000,000 s:", error)
print("2**32 + 600 s: arrival after", arrival(2**32 + 600), "s")
assert arrival(2**32 + 600) == 600
CODE
