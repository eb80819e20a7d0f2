"""Guards that quick copies are those of `dataclasses.replace`."""

from dataclasses import replace

import pytest

from planner.domain.copying import changed
from planner.domain.visit import Visit, Window


def test_changed_is_replace() -> None:
    """The same copy, with the same refusal of what cannot be."""
    visit = Visit(id="H1", place=3, prize=7, windows=(Window(start=1, end=2),), skills=frozenset({"a"}), visit_number=2)
    assert changed(visit, prize=9, windows=()) == replace(visit, prize=9, windows=())
    assert changed(visit) == visit
    with pytest.raises(ValueError, match="prize is -1"):
        changed(visit, prize=-1)
    with pytest.raises(TypeError):
        changed(visit, worth=1)
