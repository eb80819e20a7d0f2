#!/usr/bin/env bash
# A hand-held receiver that sees no satellites sends its sentences all the same, with empty fields for the position. pynmea2 1.19.0
# gives latitude and longitude of such a sentence as 0.0, a place in the Gulf of Guinea, not as unknown; only gps_qual tells.
# Guess before the run: None for both.
# Seen: 0.0 and 0.0 with gps_qual 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pynmea2==1.19.0
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import pynmea2

silent = pynmea2.parse("$GPGGA,013000.00,,,,,0,00,99.9,,M,,M,,")
print(repr(silent.lat), repr(silent.latitude), repr(silent.longitude), silent.gps_qual)
assert silent.lat == ""
assert (silent.latitude, silent.longitude) == (0.0, 0.0)
assert silent.gps_qual == 0
CODE
