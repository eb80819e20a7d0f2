#!/usr/bin/env bash
# Radios that send their place over APRS mark the hour: z behind it for UTC, a stroke for the sender's own time (APRS101, chapter 6).
# aprslib 0.7.2 knows both marks and makes the same moment of them: half past three in the afternoon at Balaraja becomes half past ten in
# the evening, seven hours ahead, and nothing in the answer tells the two apart but the raw text.
# Guess before the run: no moment for a local hour, or an offset to be given.
# Seen: equal timestamps for "151530z" and "151530/", both 15:30 UTC.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check aprslib==0.7.2
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import datetime

import aprslib


def moment(mark):
    heard = aprslib.parse(f"YB0XXX-9>APRS:@151530{mark}0611.65S/10627.31E>088/036")
    return heard["raw_timestamp"], datetime.datetime.fromtimestamp(heard["timestamp"], datetime.UTC)


(raw_utc, utc), (raw_local, local) = moment("z"), moment("/")
print(raw_utc, utc, raw_local, local)
assert (raw_utc, raw_local) == ("151530z", "151530/")
assert (local.day, local.hour, local.minute) == (15, 15, 30)
assert utc == local
CODE
