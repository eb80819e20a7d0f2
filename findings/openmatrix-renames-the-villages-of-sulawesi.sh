#!/usr/bin/env bash
# OMX files carry matrices of travel times with the numbers of their zones. openmatrix 0.3.5.0 keeps these numbers in 32 bits and says
# nothing when they do not fit: Indonesian villages have ten digits, which fit for Banten (36...) and not for Sulawesi (73...), whose
# villages come back under numbers that do not exist; -1 becomes the largest of all.
# Guess before the run: every number comes back, or is refused.
# Seen: 3603012013 stays, 7371010001 becomes 3076042705, -1 becomes 4294967295.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check openmatrix==0.3.5.0 tables==3.11.1 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import numpy as np
import openmatrix

with openmatrix.open_file("times.omx", "w") as file:
    file["minutes"] = np.zeros((3, 3))
    file.create_mapping("village", [3603012013, 7371010001, -1])
with openmatrix.open_file("times.omx") as file:
    found = [int(number) for number in file.mapping("village")]
print(found)
assert found == [3603012013, 7371010001 - 2**32, 2**32 - 1]
CODE
