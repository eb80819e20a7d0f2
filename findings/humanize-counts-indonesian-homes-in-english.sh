#!/usr/bin/env bash
# Reports in Indonesian write 28.000 homes and 1,5 juta. humanize 4.17.0 with the language id_ID puts words into Indonesian and leaves the
# marks between digits in English: 28,000, which an Indonesian reader takes for twenty-eight, and "1.5 juta"; a date is "Aug 05". In German the same
# package turns both marks.
# Guess before the run: 28.000, 1,5 juta and 05 Agu.
# Seen: words translated, marks and months not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check humanize==4.17.0
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import datetime as dt

import humanize

humanize.activate("de_DE")
assert humanize.intcomma(28000) == "28.000"
humanize.activate("id_ID")
found = humanize.intcomma(28000), humanize.intword(1_500_000), humanize.naturaldate(dt.date(2020, 8, 5)), humanize.naturalday(dt.date.today())
print(found)
assert found == ("28,000", "1.5 juta", "Aug 05 2020", "hari ini")
CODE
