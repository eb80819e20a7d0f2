#!/usr/bin/env bash
# Solomon's layout for problems with time windows is used for own instances too, and those have fractions. vrplib 2.2.0 reads the
# tables of such a file by digits only: any number that is not whole becomes -1, coordinates and closing times alike, and the
# distances are those of the wrong places.
# Guess before the run: 35.5 is read as 35.5, or refused.
# Seen: x = -1 for 35.5 and 41.2, due date -1 for 230.5, no warning.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check vrplib==2.2.0
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import pathlib
import warnings

import vrplib

text = """OWN

VEHICLE
NUMBER     CAPACITY
  25         200

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      35.5       35          0          0       230.5          0
    1      41.2       49         10        161       171           10
"""
pathlib.Path("own.txt").write_text(text)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    instance = vrplib.read_instance("own.txt", instance_format="solomon")
print(instance["node_coord"].tolist(), instance["time_window"].tolist())
assert instance["node_coord"].tolist() == [[-1, 35], [-1, 49]]
assert instance["time_window"].tolist()[0] == [0, -1]
CODE
