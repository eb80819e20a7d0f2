#!/usr/bin/env bash
# Letters are filled in from templates. docxtpl 0.20.2 puts a value into the document's XML as it is, and what the XML reader cannot make
# sense of goes without a word: "umur < 5 tahun" (age below five) becomes "umur  5 tahun" (age five), "Pos & Gardu" loses its sign, and
# the document opens as though nothing had been. With autoescape=True, which is not the default, all stays.
# Guess before the run: the document is broken, or an error.
# Seen: both signs gone, no warning.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check docxtpl==0.20.2 python-docx==1.2.0
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import warnings

import docx
from docxtpl import DocxTemplate

warnings.simplefilter("error")
template = docx.Document()
template.add_paragraph("Catatan: {{ note }}.")
template.save("template.docx")


def filled(note, **options):
    letter = DocxTemplate("template.docx")
    letter.render({"note": note}, **options)
    letter.save("letter.docx")
    return "".join(paragraph.text for paragraph in docx.Document("letter.docx").paragraphs)


notes = ["umur < 5 tahun", "Pos & Gardu"]
found = [filled(note) for note in notes]
print(found)
assert found == ["Catatan: umur  5 tahun.", "Catatan: Pos  Gardu."]
assert [filled(note, autoescape=True) for note in notes] == [f"Catatan: {note}." for note in notes]
CODE
