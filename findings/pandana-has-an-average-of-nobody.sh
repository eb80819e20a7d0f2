#!/usr/bin/env bash
# How many lamps stand in the streets around a door, and how few at least? pandana 0.8 sums up what lies within a distance along the
# roads. Where nothing lies there, the mean is 0, as though lamps had been counted and none found, and the least and the middle are -1,
# which no count can be; a count of 0 tells which is meant. Its description of aggregate names neither.
# Guess before the run: nan for mean, min and median.
# Seen: 0, -1 and -1 on an island of the network, beside 3, 2 and 4 elsewhere.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pandana==0.8 pandas==3.0.6 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import pandana
import pandas as pd

# doors 0, 1 and 2 in a row, doors 3 and 4 beyond a river without a bridge
network = pandana.Network(
    pd.Series([0.0, 1, 2, 50, 51]), pd.Series([0.0] * 5), pd.Series([0, 1, 3]), pd.Series([1, 2, 4]), pd.DataFrame({"metres": [100.0, 100.0, 100.0]})
)
network.set(pd.Series([0, 1]), variable=pd.Series([2.0, 4.0]), name="lamps")
answers = {kind: network.aggregate(1000, type=kind, decay="flat", name="lamps").tolist() for kind in ("count", "mean", "min", "median")}
print(answers)
assert answers["count"] == [2, 2, 2, 0, 0]
assert answers["mean"] == [3, 3, 3, 0, 0]
assert answers["min"] == [2, 2, 2, -1, -1]
assert answers["median"][3:] == [-1, -1]
CODE
