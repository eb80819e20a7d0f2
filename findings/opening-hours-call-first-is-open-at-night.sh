#!/usr/bin/env bash
# Offices on OpenStreetMap say "weekdays, otherwise call first": opening_hours=Mo-Fr 08:00-16:00 || "telepon dulu". By that tag's
# description a rule of a remark alone is neither open nor closed. opening-hours-py 2.1.4 takes it for open, at night as well.
# Guess before the run: unknown, with the remark, as for the same rule with the word unknown before it.
# Seen: open on a Saturday at three in the morning; with the word unknown: unknown.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check opening-hours-py==2.1.4
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import datetime as dt

from opening_hours import OpeningHours

night = dt.datetime(2025, 8, 30, 3)
for rule, is_open in (
    ('Mo-Fr 08:00-16:00 || "telepon dulu"', True),
    ('Mo-Fr 08:00-16:00 || unknown "telepon dulu"', False),
    ("Mo-Fr 08:00-16:00", False),
):
    hours = OpeningHours(rule)
    print(rule, "->", hours.state(night))
    assert hours.is_open(night) is is_open
CODE
