#!/usr/bin/env bash
# A patrol's line drawn in a map program has a height at some points only; in KML the third number of a point may be left out.
# fastkml 1.4.0 reads such a line as a placemark without a geometry, and says nothing, not when it is asked to be strict either.
# Guess before the run: heights are dropped or filled with 0, or the file is refused.
# Seen: geometry None with one height of two, in either order; with both or none the line is there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check fastkml==1.4.0
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
from fastkml import kml

TEXT = """<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><LineString>
<coordinates>{}</coordinates></LineString></Placemark></Document></kml>"""
for points, is_read in (
    ("106.45,-6.19 106.46,-6.20", True),
    ("106.45,-6.19,5 106.46,-6.20,6", True),
    ("106.45,-6.19,5 106.46,-6.20", False),
    ("106.45,-6.19 106.46,-6.20,6", False),
):
    for strict in (True, False):
        document = kml.KML.from_string(TEXT.format(points).encode(), strict=strict).features[0]
        geometry = document.features[0].geometry
        print(points, "->", geometry)
        assert (geometry is not None) is is_read
CODE
