"""Which facilities a day inspects: a quota for each long shift, so that all are seen within their cycle.

By its prize, a third of a household's, a facility never wins a place in a full shift: without a quota none is inspected while
homes wait. So each long shift is given `ProgrammeSettings.facilities_per_shift` due facilities, and these count as much as the
best home that the day is offered: they come before homes, never before complaints. They are those of the highest rate

    prize / (service + stop + way there and back from the nearest place that the day is offered anyway),

so one is inspected where teams go in any case, and one that is overdue for long may lie further off. What was inspected is not
due for a cycle, so the far ones have their turn. Others that are due and lie beside a place of the day are offered too, one a
shift, at their own prize: a gap that holds no home may hold an inspection.
"""

from collections.abc import Collection, Sequence

import numpy as np

from planner.domain.arrays import Floats
from planner.domain.candidate import Candidate
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.units import MINUTE
from planner.domain.visit import Tier, VisitKind

_LONG_PART = 2
"""A shift is long when it has more than 1/2 of the visit hours: one of a morning keeps its few doors for homes."""

_SPEED = 5.0
"""Metres a second along a straight line, as in `planner.rules.pool`."""

_BESIDE = 150.0
"""Metres from a place that the day is offered, within which a due facility counts as on the way: half a minute by road."""

_FAR = 10_000.0
"""Metres to the nearest place where the day is offered none."""


def quota_of_day(shifts: Sequence[Shift], settings: Settings) -> int:
    """Facilities that the day's long shifts are to inspect."""
    hours = settings.day.visit_hours.end - settings.day.visit_hours.start
    num_long = sum((shift.window.end - shift.window.start) * _LONG_PART > hours for shift in shifts)
    return num_long * settings.programme.facilities_per_shift


def inspected(
    candidates: Sequence[Candidate], metres: Floats, *, offered: Collection[int], able: Collection[int], quota: int
) -> tuple[int, ...]:
    """Positions of the facilities that fill a quota; of those that are offered anyway first, then by rate.

    Parameters
    ----------
    metres
        Where the candidates are, east and north, shape (n, 2).
    offered
        Positions of what the day is offered anyway.
    able
        Positions of what some shift could make.
    """
    found = [n for n in able if candidates[n].visit.kind is VisitKind.FACILITY]
    places = metres[[n for n in sorted(offered) if candidates[n].visit.kind is not VisitKind.FACILITY]]

    def rate(n: int) -> float:
        way = float(np.hypot(*(places - metres[n]).T).min()) if len(places) else _FAR
        visit = candidates[n].visit
        return visit.prize / (visit.service_duration + MINUTE + 2 * way / _SPEED)

    rates = {n: rate(n) for n in found} if quota else {}
    return tuple(sorted(rates, key=lambda n: (n not in offered, -rates[n], candidates[n].visit.id))[:quota])


def on_the_way(
    candidates: Sequence[Candidate], metres: Floats, *, offered: Collection[int], able: Collection[int], most: int
) -> tuple[int, ...]:
    """Positions of due facilities beside places that the day is offered, at their true price: the nearest ones.

    They keep their own prize, so one is inspected only where that costs less than any home that its time would hold.
    """
    places = metres[[n for n in sorted(offered) if candidates[n].visit.kind is not VisitKind.FACILITY]]
    if not len(places) or not most:
        return ()
    ways = {
        n: float(np.hypot(*(places - metres[n]).T).min())
        for n in able
        if n not in offered and candidates[n].visit.kind is VisitKind.FACILITY
    }
    near = [n for n, way in ways.items() if way <= _BESIDE]
    return tuple(sorted(near, key=lambda n: (ways[n], candidates[n].visit.id))[:most])


def best_home(candidates: Sequence[Candidate]) -> int:
    """Prize of the best home of these; 0: there is none."""
    homes = (one.visit for one in candidates if one.visit.tier is Tier.COVERAGE and one.visit.kind is not VisitKind.FACILITY)
    return max((visit.prize for visit in homes if not visit.is_required), default=0)
