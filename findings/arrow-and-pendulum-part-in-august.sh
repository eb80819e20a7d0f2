#!/usr/bin/env bash
# A day is written by one desk's program and read by another's, both "in Indonesian". arrow 1.4.0 shortens August to "Ags" and
# September to "Sept", pendulum 3.3.0 to "Agt" and "Sep"; CLDR (babel) has "Agu". Each reads its own spelling alone.
# Guess before the run: all follow CLDR, "Agu" and "Sep".
# Seen: neither reads what the other writes in August and September; ten months pass.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check arrow==1.4.0 pendulum==3.3.0
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import arrow
import pendulum

refused = []
for month in range(1, 13):
    by_arrow = arrow.get(2025, month, 26).format("DD MMM YYYY", locale="id")
    by_pendulum = pendulum.datetime(2025, month, 26).format("DD MMM YYYY", locale="id")
    print(by_arrow, "|", by_pendulum)
    for text, read in (
        (by_pendulum, lambda text: arrow.get(text, "DD MMM YYYY", locale="id")),
        (by_arrow, lambda text: pendulum.from_format(text, "DD MMM YYYY", locale="id")),
    ):
        try:
            assert read(text).month == month
        except ValueError:
            refused.append(text)
print("refused:", refused)
assert sorted(refused) == sorted(["26 Agt 2025", "26 Ags 2025", "26 Sep 2025", "26 Sept 2025"])
CODE
