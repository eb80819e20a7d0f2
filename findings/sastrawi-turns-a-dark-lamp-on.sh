#!/usr/bin/env bash
# Whoever sorts complaints by their words drops stop words first. PySastrawi 1.2.1, the usual stemmer of Indonesian, counts "tidak"
# (not), "belum" (not yet) and "bukan" (is no) among them: a broken street lamp and a working one become the same three words.
# Guess before the run: the list holds yang, dan, di and leaves negations in.
# Seen: "lampu jalan tidak menyala" and "lampu jalan menyala" both end as the latter; so with belum and bukan.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check PySastrawi==1.2.1
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
from Sastrawi.StopWordRemover.StopWordRemoverFactory import StopWordRemoverFactory

remover = StopWordRemoverFactory().create_stop_word_remover()
for complaint, left in (
    ("lampu jalan tidak menyala", "lampu jalan menyala"),
    ("jalan belum diperbaiki", "jalan diperbaiki"),
    ("bukan banjir", "banjir"),
):
    kept = remover.remove(complaint)
    print(f"{complaint!r} -> {kept!r}")
    assert kept.split() == left.split()
CODE
