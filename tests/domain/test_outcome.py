"""Outcomes of visits, and the words that the desk's table has for them."""

import pytest

from planner.domain.desk_table import CONDITION_WORDS, OUTCOME_WORDS, TO_FILL_IN, DeskColumn
from planner.domain.outcome import Outcome, RecordedVisit
from planner.domain.records import Condition


def test_every_outcome_and_condition_has_a_word_of_its_own() -> None:
    """What is printed as a choice must be read back as the same thing."""
    assert set(OUTCOME_WORDS) == set(Outcome)
    assert set(CONDITION_WORDS) == set(Condition)
    assert len(set(OUTCOME_WORDS.values())) == len(Outcome)
    assert len(set(CONDITION_WORDS.values())) == len(Condition)
    assert set(TO_FILL_IN) < set(DeskColumn)


def test_a_recorded_visit_cannot_end_before_it_begins() -> None:
    """Times typed into the wrong boxes are found where they are typed."""
    with pytest.raises(ValueError, match="before time in"):
        RecordedVisit(sheet_id="s", number=1, visit_id="v", outcome=Outcome.MET, time_in=36_000, time_out=35_000)
    with pytest.raises(ValueError, match="row number"):
        RecordedVisit(sheet_id="s", number=0, visit_id="v", outcome=Outcome.MET)
