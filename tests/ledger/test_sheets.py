"""Guards the numbered sheets in the ledger: replaced by a newer print, marked as a whole, found again."""

from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.history import SheetState
from planner.ledger.store import Ledger
from tests.ledger.records import NOW
from tests.ledger.visiting import DAY, a_sheet


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
