#!/usr/bin/env bash
# Labels with Code 39 are an old office habit, and readers do not ask for a check sign, which the code does not need. python-barcode 0.16.1
# adds one without being asked, in the bars and in the line below: the label for A-01 is read as another place's number. For EAN-13 a
# wrong check digit is not refused but replaced, so that a mistyped number is printed as a valid one.
# Guess before the run: the reader gives back A-01, and a wrong check digit is an error.
# Seen: zxing-cpp 3.1.1 reads "A-014"; with add_checksum=False "A-01"; 5901234123450 is printed as 5901234123457.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check python-barcode==0.16.1 pillow==13.0.0 zxing-cpp==3.1.1 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import barcode
import zxingcpp
from barcode.writer import ImageWriter


def read(kind, text, **options):
    label = barcode.get_barcode_class(kind)(text, writer=ImageWriter(), **options)
    return [code.text for code in zxingcpp.read_barcodes(label.render({"module_width": 0.4}).convert("RGB"))]


found = read("code39", "A-01"), read("code39", "A-01", add_checksum=False), read("ean13", "5901234123450"), read("code128", "A-01")
print(found)
assert found == (["A-014"], ["A-01"], ["5901234123457"], ["A-01"])
CODE
