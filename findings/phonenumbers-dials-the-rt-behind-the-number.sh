#!/usr/bin/env bash
# In lists of households a note follows the number: "0812345678 RT 3". phonenumbers 9.0.43 drops the letters and joins the digits of the note
# to those of the number; with a word of three letters it dials the word, as for 1-800-FLOWERS: "Ibu" (mother) is 428. Both are numbers of
# strangers, and valid; the package's own finder of numbers in texts finds the right one.
# Guess before the run: what follows the number is left off, or the cell is refused.
# Seen: 08123456783 and 0812345678428, valid mobile numbers; a note before the number does no harm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check phonenumbers==9.0.43
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import phonenumbers


def read(cell):
    number = phonenumbers.parse(cell, "ID")
    return phonenumbers.is_valid_number(number), number.national_number


cells = ("Ibu: 0812345678", "0812345678 RT 3", "0812345678 (Ibu)")
read_as = [read(cell) for cell in cells]
print(read_as)
assert read_as == [(True, 812345678), (True, 8123456783), (True, 812345678428)]
found = [match.raw_string for match in phonenumbers.PhoneNumberMatcher(cells[2], "ID")]
assert found == ["0812345678"]
CODE
