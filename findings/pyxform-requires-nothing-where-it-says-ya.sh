#!/usr/bin/env bash
# Forms for a household survey are written as tables (XLSForm) by people who write "ya" where the form wants "yes". pyxform 4.5.0
# understands yes, true and their capitals; any other word is taken for the name of a field and put into the form as a formula, even if there is
# no such field, so that the question may be left empty. A misspelt heading ("requierd", "constrain") is dropped with its column. No warning.
# (ODK's own checker, which needs Java, was not asked.)
# Guess before the run: an error or a warning for both.
# Seen: required="ya" in the form, nothing for the misspelt heading, no warnings.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyxform==4.5.0 openpyxl==3.1.5
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import re

import openpyxl
from pyxform.xls2xform import convert


def form(*rows):
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in rows:
        book.active.append(row)
    book.save("form.xlsx")
    made = convert("form.xlsx", validate=False)
    return re.search(r'<bind nodeset="/data/penghuni"[^>]*>', made.xform).group(), made.warnings


for answer, written in (("YES", 'required="true()"'), ("ya", 'required="ya"'), ("tidak", 'required="tidak"')):
    found, warned = form(("type", "name", "label", "required"), ("integer", "penghuni", "Penghuni", answer))
    print(answer, found, warned)
    assert written in found and not warned
found, warned = form(("type", "name", "label", "requierd", "constrain"), ("integer", "penghuni", "Penghuni", "yes", ". < 20"))
print(found, warned)
assert "required" not in found and "constraint" not in found and not warned
CODE
