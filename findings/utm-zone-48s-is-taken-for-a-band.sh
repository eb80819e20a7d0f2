#!/usr/bin/env bash
# Indonesian surveyors write "zone 48S", S for south. utm 0.9.0 takes the letter for the latitude band S, which lies between 32 and
# 40 degrees north, and answers without a word: a door of Balaraja comes out near the north pole, outside the very band that was named.
# Guess before the run: a northing that does not fit the band is refused.
# Seen: latitude 83.7 and longitude 118.3 for "S"; -6.19 and 106.45 for band "M" or northern=False.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check utm==0.9.0 numpy==2.3.5
"$folder/venv/bin/python" - <<'CODE'
import utm

easting, northing = 660673.3, 9315119.4
wrong = utm.to_latlon(easting, northing, 48, "S")
right = utm.to_latlon(easting, northing, 48, northern=False)
print("48 with the letter S:", *wrong)
print("48, southern half:   ", *right)
assert 83 < wrong[0] < 84 and 118 < wrong[1] < 119
assert abs(right[0] + 6.1941) < 1e-4 and abs(right[1] - 106.4522) < 1e-4
CODE
