#!/usr/bin/env bash
# elkai 2 (LKH behind a small interface) takes coordinates as floats and says nothing about their unit. It measures them rounded to
# whole numbers, as TSPLIB's EUC_2D does: doors of one village in degrees are all 0 apart, and any order is as good as any other.
# Guess before the run: the shortest round, as with metres.
# Seen: the round over 12 doors in degrees is 1.96 times as long as the one over the same doors times 100,000.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check elkai==2.0.1
"$folder/venv/bin/python" - <<'CODE'
import math
import random

import elkai

rng = random.Random(1)
doors = {n: (106.45 + rng.random() * 0.02, -6.19 + rng.random() * 0.02) for n in range(12)}


def length(scale):
    tour = elkai.Coordinates2D({n: (x * scale, y * scale) for n, (x, y) in doors.items()}).solve_tsp()
    return sum(math.dist(doors[a], doors[b]) for a, b in zip(tour, tour[1:]))


in_degrees, in_parts = length(1), length(100_000)
print("in degrees", in_degrees, "times 100,000", in_parts, "ratio", in_degrees / in_parts)
assert in_degrees > 1.5 * in_parts
CODE
