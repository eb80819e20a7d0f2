#!/usr/bin/env bash
# A surveyor's note gives a door as "6 11 39 S 106 27 18 E": degrees, minutes, seconds with blanks between. geopy 2.5.0 reads such
# notes when the signs for minutes are there; without them it neither refuses nor understands, but finds a point in the middle of
# the text: 27 degrees north, 18 east, in the Libyan desert for a door near Jakarta.
# Guess before the run: read rightly or refused, as the same note with LS and BT is.
# Seen: 27 N 18 E, from the minutes of one half and the seconds of the other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check geopy==2.5.0
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
from geopy.point import Point

signs = Point("6 11m 39s S 106 27m 18s E")
print(signs.latitude, signs.longitude)
assert abs(signs.latitude + 6.194167) < 1e-6
assert abs(signs.longitude - 106.455) < 1e-6
blanks = Point("6 11 39 S 106 27 18 E")
print(blanks.latitude, blanks.longitude)
assert (blanks.latitude, blanks.longitude) == (27.0, 18.0)
try:
    Point("6 11 39 LS 106 27 18 BT")
except ValueError as error:
    print("with LS and BT:", error)
else:
    raise SystemExit("read: the behaviour has changed")
CODE
