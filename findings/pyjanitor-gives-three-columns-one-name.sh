#!/usr/bin/env bash
# Headings of village lists are made safe with clean_names, as in R, whose janitor gives the second of two equal names a number. pyjanitor
# 0.32.60 makes one name of "RT/RW", "RT RW" and "rt_rw" and leaves it at that: three columns of one name, of which selecting by name gives
# all and a merge or a file of records some.
# Guess before the run: rt_rw, rt_rw_2 and rt_rw_3, as in R, or an error.
# Seen: rt_rw three times; no warning.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyjanitor==0.32.60 pandas==3.1.1
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import warnings

import janitor  # noqa: F401
import pandas as pd

homes = pd.DataFrame([["001/002", "003 004", "005_006"]], columns=["RT/RW", "RT RW", "rt_rw"])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    names = list(homes.clean_names().columns)
print(names)
assert names == ["rt_rw", "rt_rw", "rt_rw"]
CODE
