#!/usr/bin/env bash
# A distance in an Indonesian report is "1,5 km". Pint 0.25.3 takes commas out wherever they stand and reads 15 km; "1.000,5 m", a
# thousand metres and a half, is one metre, and an hour, "7:30", is the number 210. A span of two parts, "1 h 30 min", is multiplied: 30
# hours times minutes, which has the dimension of a time squared. float() refuses all four.
# Guess before the run: an error for a comma without three digits behind it, for the hour and for the span.
# Seen: 15 km, 1.0005 m, 210, 30 h min; no warning.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pint==0.25.3
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import warnings

import pint

warnings.simplefilter("error")
units = pint.UnitRegistry()
found = {text: units.Quantity(text) for text in ("1,5 km", "1.000,5 m", "7:30", "1 h 30 min")}
print({text: str(quantity) for text, quantity in found.items()})
assert found["1,5 km"].to("km").magnitude == 15
assert abs(found["1.000,5 m"].to("m").magnitude - 1.0005) < 1e-12
assert found["7:30"].magnitude == 210 and found["7:30"].dimensionless
assert found["1 h 30 min"].magnitude == 30
assert found["1 h 30 min"].dimensionality == {"[time]": 2}
CODE
