#!/usr/bin/env bash
# pandera 0.35.0 checks tables before they are counted. With coerce=True a column of whole numbers lets 1.7 through and makes it 1, and a
# column of yes and no takes "tidak" (no) and "False" for true: what was to find such slips makes them unfindable. Without
# coerce both are refused.
# Guess before the run: a value that changes by coercing is a SchemaError.
# Seen: [1, 2] for [1.7, 2.0]; [True, True, False] for "False", "tidak" and the empty text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pandera==0.35.0 pandas==3.1.1
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import pandas as pd
import pandera.pandas as pa


def checked(kind, values, coerce=True):
    schema = pa.DataFrameSchema({"value": pa.Column(kind, coerce=coerce)})
    return schema.validate(pd.DataFrame({"value": values})).value.tolist()


whole, said = checked(int, [1.7, 2.0]), checked(bool, ["False", "tidak", ""])
print(whole, said)
assert whole == [1, 2]
assert said == [True, True, False]
for kind, values in ((int, [1.7, 2.0]), (bool, ["False", "tidak", ""])):
    try:
        checked(kind, values, coerce=False)
    except pa.errors.SchemaError as error:
        print("without coerce:", str(error).splitlines()[0])
    else:
        raise SystemExit("let through: the behaviour has changed")
CODE
