#!/usr/bin/env bash
# Receipts and letters in Indonesia spell sums out. num2words 0.5.14 knows that 1,000 is "seribu", alone and before hundreds; behind
# millions it forgets it and writes "satu ribu", which no Indonesian says.
# Guess before the run: 1,001,000 is "satu juta seribu".
# Seen: "satu juta satu ribu"; 1,000 and 1,100 are right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check num2words==0.5.14
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
from num2words import num2words

for number in (1_000, 1_100, 1_001_000, 2_001_500):
    print(number, num2words(number, lang="id"))
assert num2words(1_000, lang="id") == "seribu"
assert num2words(1_100, lang="id") == "seribu seratus"
assert num2words(1_001_000, lang="id") == "satu juta satu ribu"
CODE
