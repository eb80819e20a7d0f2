"""Locks and kept visits say whom they mean, and mean somebody."""

import pytest

from planner.domain.lock import Lock, LockKind
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.visit import Visit, Window
from tests.building import line_travel


def _problem(*, locks: tuple[Lock, ...] = (), kept: dict[str, str] | None = None) -> Problem:
    return Problem(
        visits=(Visit(id="v1", place=1),),
        shifts=(Shift(id="s1", window=Window(start=0, end=3600), start=0, end=0, profile="motorcycle"),),
        travel={"motorcycle": line_travel([0, 1])},
        locks=locks,
        kept=kept or {},
    )


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (LockKind.SHIFT, {}),
        (LockKind.FIRST, {"shift_id": "s1"}),
        (LockKind.ORDER, {}),
        (LockKind.LAST, {"later_id": "v2"}),
        (LockKind.ORDER, {"later_id": "v1"}),
    ],
)
def test_a_lock_names_just_what_its_kind_needs(kind: LockKind, names: dict[str, str]) -> None:
    """A half-said lock is an error, not a lock that demands nothing."""
    with pytest.raises(ValueError, match="v1"):
        Lock(kind=kind, visit_id="v1", **names)


def test_a_problem_refuses_locks_on_visits_that_it_does_not_have() -> None:
    """A misspelt id would otherwise be a promise that nobody keeps."""
    for lock in (
        Lock(kind=LockKind.FIRST, visit_id="v9"),
        Lock(kind=LockKind.SHIFT, visit_id="v1", shift_id="s9"),
        Lock(kind=LockKind.ORDER, visit_id="v1", later_id="v9"),
    ):
        with pytest.raises(ValueError, match="not in the problem"):
            _problem(locks=(lock,))


def test_a_problem_refuses_kept_visits_that_it_does_not_have() -> None:
    """The plan that is changed must be about the same visits and shifts."""
    for kept in ({"v9": "s1"}, {"v1": "s9"}):
        with pytest.raises(ValueError, match="not in the problem"):
            _problem(kept=kept)


def test_a_problem_takes_locks_on_what_it_has() -> None:
    """A lock names a shift or a later visit only where its kind needs one; neither is missed where it does not."""
    locks = (Lock(kind=LockKind.FIRST, visit_id="v1"), Lock(kind=LockKind.SHIFT, visit_id="v1", shift_id="s1"))
    assert _problem(locks=locks, kept={"v1": "s1"}).locks == locks
