#!/usr/bin/env bash
# A coordinate column that lost its decimal signs holds -6194100 for -6.1941. openlocationcode 1.0.1 encodes it: the latitude is
# clipped to the south pole, the longitude wound around the earth, and a valid full code comes back.
# Guess before the run: a latitude beyond 90 degrees is refused.
# Seen: encode(-6194100, 106.4522) is a valid full code whose area begins at latitude -90.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check openlocationcode==1.0.1
"$folder/venv/bin/python" - <<'CODE'
from openlocationcode import openlocationcode as olc

code = olc.encode(-6194100, 106.4522)
area = olc.decode(code)
print(code, "full:", olc.isFull(code), "latitude from", area.latitudeLo)
assert olc.isFull(code)
assert area.latitudeLo == -90
CODE
