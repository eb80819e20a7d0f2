#!/usr/bin/env bash
# A survey's counts are raked to the census: rows by age, columns by sex, until both sums fit. If none of the old was met, no weight can
# make thirty of them. ipfn 1.4.4 says that it converged, by its flag too, because the error has stopped changing: the thirty old people
# are missing from the table, whose columns fit. Only the last entry of its third answer, an error of 1.0 (100 per cent), tells.
# Guess before the run: the flag says that it did not converge.
# Seen: flag 1 with rows of 0 and 100 for margins of 30 and 70.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check ipfn==1.4.4 pandas==2.3.3 numpy==2.3.5
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import numpy as np
from ipfn import ipfn

asked = np.array([[0.0, 0.0], [20.0, 25.0]])
old_and_young, men_and_women = np.array([30.0, 70.0]), np.array([50.0, 50.0])
table, converged, errors = ipfn.ipfn(asked, [old_and_young, men_and_women], [[0], [1]], verbose=2).iteration()
print(table, converged, errors, sep="\n")
assert converged == 1
assert table.sum(axis=0).tolist() == [50.0, 50.0]
assert table.sum(axis=1).tolist() == [0.0, 100.0]
assert float(errors["conv"].iloc[-1]) == 1.0

seldom = np.array([[1.0, 1.0], [20.0, 25.0]])
table, converged, errors = ipfn.ipfn(seldom, [old_and_young, men_and_women], [[0], [1]], verbose=2).iteration()
assert converged == 1 and np.allclose(table.sum(axis=1), old_and_young, rtol=1e-3)
CODE
