"""Guards reports as data: whatever a report holds is something that JSON has a word for."""

import datetime as dt
import json
from pathlib import Path

from planner.domain.explanation import Remedy
from planner.domain.outcome import Outcome
from planner.domain.visit import Window
from planner.usecases.plain import plain


def test_every_kind_of_value_has_its_plain_form() -> None:
    """Days, paths, enums, sets and dataclasses within each other become texts, sorted lists and tables."""
    remedy = Remedy(shift_id="T01", start_time=1, skills=frozenset({"b", "a"}), window=Window(start=1, end=2),
                    date=dt.date(2025, 8, 26))  # fmt: skip
    found = plain({"remedy": remedy, "path": Path("a/b"), "all": (Outcome.MET, None, 1.5, True)})
    assert json.loads(json.dumps(found)) == found
    assert found["remedy"]["skills"] == ["a", "b"]
    assert found["remedy"]["window"] == {"start": 1, "end": 2}
    assert found["remedy"]["date"] == "2025-08-26"
    assert (found["path"], found["all"]) == ("a/b", [Outcome.MET.value, None, 1.5, True])
