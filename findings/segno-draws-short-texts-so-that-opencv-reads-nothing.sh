#!/usr/bin/env bash
# segno 1.6.6 and opencv-python-headless 5.0.0.93: a code for the few signs of a team's number is a Micro QR code unless somebody forbids
# it, and OpenCV's reader passes over it without a word.
#
# Guess before the run: make() gives an ordinary QR code, version 1 at the least, and every reader reads it.
# Seen: make("T01") is an M2, the number of a whole sheet a version 2. OpenCV's detector gives an empty text for the first, as for a
# page without a code, and the number for the second; zxing-cpp 3.1.1 reads both and names the kind. With micro=False OpenCV reads
# the short one as well. Who tests with long numbers alone learns of it from a phone that does not answer.
set -euo pipefail
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/v"
"$here/v/bin/pip" install --quiet --disable-pip-version-check segno==1.6.6 opencv-python-headless==5.0.0.93 zxing-cpp==3.1.1 pillow==13.0.0 numpy==2.4.6
"$here/v/bin/python" - <<'PY'
import io

import cv2
import numpy as np
import segno
import zxingcpp
from PIL import Image


def seen(text, **wish):
    code, drawn = segno.make(text, **wish), io.BytesIO()
    code.save(drawn, kind="png", scale=8)
    page = np.array(Image.open(drawn).convert("L"))
    by_opencv, _, _ = cv2.QRCodeDetector().detectAndDecode(page)
    return code.is_micro, by_opencv, [one.text for one in zxingcpp.read_barcodes(page)]


found = {
    "T01": seen("T01"),
    "DDS-20261201-T01-v1": seen("DDS-20261201-T01-v1"),
    "T01, not micro": seen("T01", micro=False),
}
for name, what in found.items():
    print(name, what)
assert found["T01"] == (True, "", ["T01"])
assert found["DDS-20261201-T01-v1"] == (False, "DDS-20261201-T01-v1", ["DDS-20261201-T01-v1"])
assert found["T01, not micro"] == (False, "T01", ["T01"])
PY
