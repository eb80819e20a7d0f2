"""Tells where the limit of visits binds in the days to come, from the roster alone: shifts that have time for more doors.

Of what a shift has time for (`planner.rules.pool.visits_of_shift`) plans make the part *fill*; where the limit is below that,
the rest is time left. Figures are means of the coming week.
"""

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from planner.domain.limit import LimitTold
from planner.domain.records import Team
from planner.domain.settings import Settings
from planner.learning.expecting import knocking
from planner.rules.pool import routine_seconds, visits_of_shift
from planner.rules.roster import shifts_of_day

_DAYS = 7


def roster_limit(teams: Sequence[Team], *, today: dt.date, chance: float, fill: float, settings: Settings) -> LimitTold | None:
    """What the commonest limit that binds keeps from being done on a mean day; `None`: none binds.

    Parameters
    ----------
    chance
        That a door opens.
    fill
        Part of the doors that a shift has time for which plans visit.
    """
    found: list[tuple[int, int, int]] = []
    for ahead in range(1, _DAYS + 1):
        for shift in shifts_of_day(teams, date=today + dt.timedelta(days=ahead), settings=settings, station_place=None):
            most = knocking(shift, chance, settings).max_visits
            able = int(fill * visits_of_shift(replace(shift, max_visits=None), settings))
            if shift.max_visits and most is not None and able > most:
                found.append((shift.max_visits, most, able))
    if not found:
        return None
    limit = Counter(limit for limit, _, _ in found).most_common(1)[0][0]
    bound = [(most, able) for each, most, able in found if each == limit]
    more = sum(able - most for most, able in bound) / _DAYS
    return LimitTold(
        limit=limit,
        num_shifts=max(1, round(len(bound) / _DAYS)),
        time_left=round(more * routine_seconds(settings)),
        enough=math.ceil(max(limit * able / most for most, able in bound) - 1e-9),
        num_met=more * chance,
    )
