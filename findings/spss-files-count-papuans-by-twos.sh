#!/usr/bin/env bash
# Survey tables for SPSS, Stata and SAS hold every number as a double, exact to 9,007,199,254,740,992. Numbers of Indonesian residents
# have sixteen digits and begin with the province: those of Java fit, those of the Papuan provinces, 91 to 96, do not. pyreadstat 1.3.7
# writes whole numbers to all three without a word, and odd ones from Papua come back as another person's; two neighbours may become one.
# Guess before the run: refused or warned of, as pandas does for Stata.
# Seen: ...901 as ...900 and ...903 as ...904, which was a third person's, in .sav, .dta and .xpt; 3603... as it was; pandas warns.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyreadstat==1.3.7 pandas==3.0.6 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import warnings

import pandas as pd
import pyreadstat

numbers = [3603010101010001, 9201012345678901, 9201012345678903, 9201012345678904]
table = pd.DataFrame({"nik": numbers})
ways = {
    "sav": (pyreadstat.write_sav, pyreadstat.read_sav),
    "dta": (pyreadstat.write_dta, pyreadstat.read_dta),
    "xpt": (pyreadstat.write_xport, pyreadstat.read_xport),
}
for ending, (write, read) in ways.items():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write(table, f"people.{ending}")
        back = [int(number) for number in read(f"people.{ending}")[0].nik]
    print(ending, back)
    assert back == [3603010101010001, 9201012345678900, 9201012345678904, 9201012345678904]
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    table.to_stata("pandas.dta", write_index=False)
assert "PossiblePrecisionLoss" in [warning.category.__name__ for warning in told]
CODE
