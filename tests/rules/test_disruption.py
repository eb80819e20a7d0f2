"""Guards the count of changes: each visit once, by what a resident or a team would notice."""

import pytest

from planner.domain.change import Change, ChangeKind
from planner.domain.plan import Plan, Route, Stop
from planner.rules.disruption import changes, num_by_kind, num_free, with_forced


def _plan(**routes: dict[str, int]) -> Plan:
    return Plan(
        routes=tuple(
            Route(
                shift_id=shift_id,
                start_time=0,
                end_time=10**5,
                stops=tuple(Stop(visit_id=id_, arrival_time=t, start_time=t, end_time=t + 60) for id_, t in stops.items()),
            )
            for shift_id, stops in routes.items()
        )
    )


BEFORE = _plan(A={"same": 0, "late": 900, "later": 1800}, B={"moved": 0, "gone": 900})
AFTER = _plan(A={"same": 0, "late": 1800, "later": 2701, "moved": 5000}, B={"new": 0})


def test_every_kind_of_change_is_counted_once() -> None:
    """Moved, re-timed, dropped and added visits are told apart; the tolerance itself is no change."""
    found = {change.visit_id: change.kind for change in changes(BEFORE, AFTER, tolerance=900)}
    assert found == {
        "later": ChangeKind.RETIMED,
        "moved": ChangeKind.MOVED,
        "gone": ChangeKind.DROPPED,
        "new": ChangeKind.ADDED,
    }
    assert changes(BEFORE, BEFORE) == ()


def test_a_change_says_from_where_to_where() -> None:
    """A change names both teams and both times, and none where there is none."""
    found = {change.visit_id: change for change in changes(BEFORE, AFTER)}
    assert found["moved"] == Change(
        visit_id="moved", kind=ChangeKind.MOVED, from_shift="B", to_shift="A", from_time=0, to_time=5000
    )
    assert (found["gone"].to_shift, found["gone"].to_time) == ("", None)
    assert (found["new"].from_shift, found["new"].from_time) == ("", None)


def test_what_has_to_leave_is_forced_whatever_becomes_of_it() -> None:
    """A visit of an absent team is forced, dropped or moved; a forced shift in time excuses no dropping."""
    least = (
        Change(visit_id="moved", kind=ChangeKind.DROPPED),
        Change(visit_id="gone", kind=ChangeKind.RETIMED),
        Change(visit_id="later", kind=ChangeKind.RETIMED),
    )
    found = with_forced(changes(BEFORE, AFTER, tolerance=900), least)
    assert {change.visit_id for change in found if change.is_forced} == {"moved", "later"}
    assert num_free(found) == 2
    assert num_by_kind(found)[ChangeKind.DROPPED] == 1


def test_a_negative_tolerance_is_refused() -> None:
    """There is no such tolerance."""
    with pytest.raises(ValueError, match="tolerance"):
        changes(BEFORE, AFTER, tolerance=-1)
