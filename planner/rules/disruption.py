"""How much a new plan disturbs the one before: visits moved to another team, re-timed, dropped, added.

A visit counts once: a moved one is not re-timed as well. A change is *forced* where the least change that what has happened
allows (`planner.improving.least_change`) has it too: a visit that can no longer be made where it was, whatever becomes of it,
and a visit that cannot be made at its time.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from planner.domain.change import Change, ChangeKind
from planner.domain.plan import Plan, Route
from planner.domain.units import MINUTE

TOLERANCE = 15 * MINUTE
"""Seconds that a stop may shift without being re-timed, where nobody says otherwise: what residents are told is a quarter of
an hour."""


@dataclass(frozen=True, slots=True)
class _Made:
    shift_id: str
    time: int


def changes(before: Plan, after: Plan, *, tolerance: int = TOLERANCE) -> tuple[Change, ...]:
    """Every visit that is not where, or when, it was, by visit id.

    Parameters
    ----------
    tolerance
        Seconds by which a stop of the same shift may start earlier or later without being re-timed.

    Raises
    ------
    ValueError
        If the tolerance is negative.
    """
    if tolerance < 0:
        raise ValueError(f"tolerance is {tolerance}, expected >= 0")
    old, new = _stops(before), _stops(after)
    found = (_change(id_, old.get(id_), new.get(id_), tolerance) for id_ in sorted(old.keys() | new.keys()))
    return tuple(change for change in found if change is not None)


def with_forced(found: Iterable[Change], least: Iterable[Change]) -> tuple[Change, ...]:
    """Mark the changes that the least change has as well.

    Parameters
    ----------
    found
        Changes of a new plan.
    least
        Changes of the plan that changes as little as what has happened allows.
    """
    must = {change.visit_id: change.kind for change in least}
    return tuple(replace(change, is_forced=_is_forced(change.kind, must.get(change.visit_id))) for change in found)


def num_free(found: Iterable[Change]) -> int:
    """Number of changes that are not forced: what `--max-changes` limits."""
    return sum(not change.is_forced for change in found)


def num_by_kind(found: Iterable[Change]) -> Mapping[ChangeKind, int]:
    """Number of changes of each kind, those that do not occur included."""
    counts = dict.fromkeys(ChangeKind, 0)
    for change in found:
        counts[change.kind] += 1
    return counts


def _stops(plan: Plan) -> dict[str, _Made]:
    return {stop.visit_id: _Made(route.shift_id, stop.start_time) for route in plan.routes for stop in route.stops}


def _change(visit_id: str, old: _Made | None, new: _Made | None, tolerance: int) -> Change | None:
    if new is None:
        kind = ChangeKind.DROPPED
    elif old is None:
        kind = ChangeKind.ADDED
    elif old.shift_id != new.shift_id:
        kind = ChangeKind.MOVED
    elif abs(old.time - new.time) > tolerance:
        kind = ChangeKind.RETIMED
    else:
        return None
    return Change(
        visit_id=visit_id,
        kind=kind,
        from_shift=old.shift_id if old else "",
        to_shift=new.shift_id if new else "",
        from_time=old.time if old else None,
        to_time=new.time if new else None,
    )


def _is_forced(kind: ChangeKind, least: ChangeKind | None) -> bool:
    """A visit that has to leave its place is forced whatever becomes of it; one that has to shift is forced to shift only."""
    return least is ChangeKind.DROPPED or (least is not None and least is kind)


def is_as_before(now: Route, before: Route, *, holds: Collection[str] = (), tolerance: int = TOLERANCE) -> bool:
    """Whether a route has the stops of another in their order, and stops and breaks at their times: its paper says the same.

    `holds`: ids of breaks that are none and stand on no paper (`planner.domain.shift.holds_of`).
    """
    if [stop.visit_id for stop in now.stops] != [stop.visit_id for stop in before.stops]:
        return False
    times, others = (
        [
            *(stop.start_time for stop in one.stops),
            *sorted(pause.start_time for pause in one.pauses if pause.break_id not in holds),
        ]
        for one in (now, before)
    )
    return len(times) == len(others) and all(abs(one - two) <= tolerance for one, two in zip(times, others, strict=True))
