"""Guards the numbered sheets in the ledger: replaced by a newer print, marked as a whole, found again."""

import datetime as dt
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.history import SheetState
from planner.ledger.store import Ledger
from tests.ledger.records import NOW
from tests.ledger.visiting import DAY, a_sheet

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def ledger(place: Path | str) -> Ledger:
    opened = Ledger.open(place, create=True)
    opened.register_sheets([a_sheet()], now=NOW, actor="desk")
    return opened


def newer(**changes: object) -> object:
    return a_sheet(**{"id": "DDS-20250826-T1-v2", "plan_version": 2, **changes})


def test_older_version_is_replaced_when_a_newer_is_printed(ledger: Ledger) -> None:
    """A plan that was only made replaces no paper; a printed one does; the old sheet has to come back if somebody took it."""
    ledger.register_sheets([newer(printed_at=None)], now=NOW, actor="desk")  # type: ignore[list-item]
    assert [sheet.replaced_by for sheet in ledger.sheets(DAY)] == [None, None]
    ledger.register_sheets([newer()], now=NOW, actor="desk")  # type: ignore[list-item]
    old, new = ledger.sheets(DAY)
    assert (old.replaced_by, new.replaced_by) == (2, None)
    assert (old.is_out, new.is_out) == (False, True)
    ledger.mark_sheets([old.id], "handed_out_at", now=NOW, actor="desk")
    old, new = ledger.sheets(DAY)
    assert (old.is_out, new.is_out) == (True, False)
    assert old.is_missing(DAY.replace(day=27))
    assert not new.is_missing(DAY.replace(day=27))
    ledger.close()


def test_what_is_found_again_is_not_lost(ledger: Ledger) -> None:
    """A lost sheet that comes back is returned, and both are in the audit trail."""
    (lost,) = ledger.mark_sheets([a_sheet().id], "lost_at", now=NOW, actor="desk")
    assert lost.state is SheetState.LOST
    (found,) = ledger.mark_sheets([a_sheet().id], "returned_at", now=NOW, actor="desk")
    assert (found.state, found.lost_at) == (SheetState.RETURNED, None)
    assert [entry.action for entry in ledger.audit_trail()] == ["register", "lost", "returned"]
    ledger.close()


def test_marking_is_all_or_nothing(ledger: Ledger) -> None:
    """One unknown number among the sheets, and none is marked (E6030)."""
    with pytest.raises(InputError, match="E6030"):
        ledger.mark_sheets([a_sheet().id, "DDS-X"], "handed_out_at", now=NOW, actor="desk")
    assert ledger.sheets()[0].state is SheetState.PRINTED
    ledger.close()


def said(ledger: Ledger, moment: str, hours: int, *, is_undone: bool = False) -> tuple[SheetState, bool]:
    """Where the sheet is, and whether it is lost, once something is said of it after some hours."""
    (sheet,) = ledger.mark_sheets([a_sheet().id], moment, is_undone=is_undone, now=NOW + hours * HOUR, actor="desk")
    return sheet.state, sheet.is_lost


def printed(ledger: Ledger, hours: int) -> None:
    ledger.register_sheets([a_sheet(printed_at=NOW + hours * HOUR)], now=NOW + hours * HOUR, actor="desk")


def test_what_is_lost_after_it_came_back_is_lost(ledger: Ledger) -> None:
    """The last thing said counts; taken back, the sheet is back as before."""
    said(ledger, "handed_out_at", 1)
    said(ledger, "returned_at", 2)
    assert said(ledger, "lost_at", 3) == (SheetState.LOST, True)
    assert ledger.lost_since(a_sheet().id) == NOW + 3 * HOUR
    assert said(ledger, "lost_at", 4, is_undone=True) == (SheetState.RETURNED, False)
    assert ledger.sheets()[0].returned_at == NOW + 2 * HOUR
    ledger.close()


@pytest.mark.parametrize("times", [1, 2])
def test_back_by_mistake_is_lost_again_once_that_is_taken_back(ledger: Ledger, times: int) -> None:
    """With the moment of the loss, however often it was said to be back."""
    said(ledger, "handed_out_at", 1)
    said(ledger, "lost_at", 2)
    for hours in range(3, 3 + times):
        assert said(ledger, "returned_at", hours) == (SheetState.RETURNED, False)
    assert said(ledger, "returned_at", 6, is_undone=True) == (SheetState.LOST, True)
    assert ledger.sheets()[0].lost_at == NOW + 2 * HOUR
    ledger.close()


def test_each_loss_of_a_number_is_known(ledger: Ledger) -> None:
    """Lost, said again, and the copy lost as well: two losses; each is found by itself, the last one first."""
    said(ledger, "handed_out_at", 1)
    said(ledger, "lost_at", 2)
    said(ledger, "lost_at", 3)
    id_ = a_sheet().id
    assert ledger.losses([id_]) == {id_: (NOW + 2 * HOUR,)}
    printed(ledger, 4)
    said(ledger, "handed_out_at", 5)
    assert said(ledger, "lost_at", 6) == (SheetState.LOST, True)
    assert ledger.losses([id_]) == {id_: (NOW + 6 * HOUR, NOW + 2 * HOUR)}
    assert said(ledger, "returned_at", 7) == (SheetState.RETURNED, True)
    assert ledger.losses([id_]) == {id_: (NOW + 2 * HOUR,)}
    assert said(ledger, "returned_at", 8, is_undone=True) == (SheetState.LOST, True)
    assert said(ledger, "lost_at", 9, is_undone=True) == (SheetState.HANDED_OUT, True)
    assert said(ledger, "lost_at", 10, is_undone=True) == (SheetState.HANDED_OUT, False)
    assert ledger.losses([id_]) == {}
    ledger.close()


def test_a_copy_does_not_move_when_the_first_paper_went_out(ledger: Ledger) -> None:
    """Neither while the first is lost nor once it is found; a copy that was not handed out after all leaves it, too."""
    said(ledger, "handed_out_at", 1)
    said(ledger, "lost_at", 2)
    printed(ledger, 3)
    said(ledger, "handed_out_at", 4)
    assert said(ledger, "handed_out_at", 5, is_undone=True) == (SheetState.PRINTED, True)
    said(ledger, "handed_out_at", 6)
    assert [moment for _, moment in ledger.handed_out(DAY)] == [NOW + HOUR]
    said(ledger, "lost_at", 7, is_undone=True)
    assert [moment for _, moment in ledger.handed_out(DAY)] == [NOW + HOUR]
    ledger.close()


def test_a_copy_does_not_say_when_the_first_paper_went_out(ledger: Ledger) -> None:
    """Nobody noted it before the loss: the hour of the copy is not that of the paper on which the first rows were written."""
    said(ledger, "lost_at", 2)
    printed(ledger, 3)
    assert said(ledger, "handed_out_at", 4) == (SheetState.HANDED_OUT, True)
    assert [moment for _, moment in ledger.handed_out(DAY)] == [None]
    said(ledger, "lost_at", 5, is_undone=True)
    assert [moment for _, moment in ledger.handed_out(DAY)] == [None]
    ledger.close()
