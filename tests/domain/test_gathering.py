"""Faults of a file are told together, in its order, and a file without any is taken."""

import pytest

from planner.domain.errors import Fault, InputError, Where, asking_first, refuse
from planner.domain.gathering import Gatherer


def test_faults_are_told_in_the_order_of_the_file() -> None:
    """Those of the whole file first, then row by row; a column is said by the file's own heading."""
    gatherer = Gatherer(file="a.csv", headings={("", "village"): "desa"})
    gatherer.fault("E1101", row=3, column="id")
    gatherer.fault("E1101", row=2, column="village")
    gatherer.fault("E1101")
    with pytest.raises(InputError) as told:
        gatherer.raise_if_any()
    assert [fault.where.row for fault in told.value.faults] == [None, 2, 3]
    assert told.value.faults[1].where.column == "desa"
    assert told.value.num_more == 0


def test_more_faults_than_listed_are_counted() -> None:
    """A file of the wrong kind does not fill the screen, and at least one fault is always listed."""
    for most, listed in ((2, 2), (0, 1)):
        gatherer = Gatherer(file="a.csv", max_faults=most)
        for row in range(5):
            gatherer.fault("E1101", row=row + 2)
        with pytest.raises(InputError) as told:
            gatherer.raise_if_any()
        assert (len(told.value.faults), told.value.num_more) == (listed, 5 - listed)


def test_notes_refuse_nothing() -> None:
    """What is only said does not keep a file out."""
    gatherer = Gatherer(file="a.csv")
    gatherer.note("E1101", row=2)
    gatherer.raise_if_any()
    assert len(gatherer.notes) == 1


def test_one_fault_is_refused_by_itself_and_several_together() -> None:
    """A fault alone keeps its code, place and values; nothing is refused where nothing is wrong."""
    error = InputError.of("E8106", Where(file="day.csv"), id="H1")
    assert error.faults == (Fault(code="E8106", where=Where(file="day.csv"), values={"id": "H1"}),)
    refuse([])
    with pytest.raises(InputError) as caught:
        refuse([*error.faults, *error.faults])
    assert len(caught.value.faults) == 2


def test_notes_that_ask_for_something_come_first() -> None:
    """A list that is cut loses notes with nothing to do before others; each keep their order."""
    notes = [Fault(code=code) for code in ("E1025", "E1024", "E1030", "E1113", "E1106")]
    assert [note.code for note in asking_first(notes)] == ["E1024", "E1106", "E1025", "E1030", "E1113"]
