#!/usr/bin/env bash
# Do complaints lie together on the map? esda 2.9.0 answers with Moran's I and a p-value from 999 shuffles. In a month in which every RT
# had the same number, none, I is not defined: nan, with three p-values from formulas nan as well. The one from the shuffles, which most
# use, is 0.001, as small as it can be, since no comparison with nan counts; Geary's C and all local values, which colour the map, say the
# same.
# Guess before the run: nan throughout.
# Seen: p_sim 0.001 for Moran, Geary and each of 25 RT of the local one, I and C nan, and not a word of it but NumPy's of a division.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check esda==2.9.0 libpysal==4.14.1 scikit-learn==1.9.1 numpy==2.4.6 pandas==3.0.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import warnings

import numpy as np
from esda.geary import Geary
from esda.moran import Moran, Moran_Local
from libpysal.weights import lat2W

weights, complaints = lat2W(5, 5), np.zeros(25)
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    np.random.seed(1)
    moran, geary = Moran(complaints, weights), Geary(complaints, weights)
    local = Moran_Local(complaints, weights, seed=1)
print("Moran", moran.I, moran.p_norm, moran.p_rand, moran.p_sim, "Geary", geary.C, geary.p_sim, "local", set(local.p_sim.tolist()))
print({(warning.category.__name__, str(warning.message)) for warning in told})
assert np.isnan([moran.I, moran.p_norm, moran.p_rand, moran.p_z_sim, geary.C]).all()
assert moran.p_sim == geary.p_sim == 0.001
assert np.isnan(local.Is).all() and set(local.p_sim.tolist()) == {0.001}
CODE
