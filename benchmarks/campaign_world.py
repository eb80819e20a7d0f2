"""The hidden truth of the simulated campaign: who is at home when, who refuses, who has moved, who complains.

A household is of kind worker, at home or mixed, in shares that each RT draws from Dirichlet(2.25, 1.75, 1.0). When it is tried
it opens with the probability of its kind, the day and the hour. No planner sees this module's numbers: `World.knock` gives
outcomes, `World.complaints` what is reported, and that is all that crosses the border.
"""

import datetime as dt
from collections.abc import Sequence

import numpy as np

from planner.domain.outcome import Outcome
from planner.domain.records import Complaint, Household, Urgency
from planner.domain.units import HOUR

_SHARES = (2.25, 1.75, 1.0)
_WEEKDAY = np.array([[0.15, 0.20, 0.65], [0.80, 0.75, 0.85], [0.45, 0.45, 0.70]])
"""Kind (worker, at home, mixed) by hours (from 8, from 12, from 16)."""
_WEEKEND = np.array([0.60, 0.55, 0.70])
_REFUSES, _HAS_MOVED = 0.02, 0.01
_COMPLAINTS_PER_DAY, _URGENT_SHARE = 12.0, 0.2
_DUE_URGENT, _DUE_NORMAL = 1, 7


class World:
    """One drawn truth. The same seed gives the same households to every policy; each knock has a chance of its own.

    Parameters
    ----------
    households
        Whose doors they are.
    seed
        Of everything that is drawn.
    """

    def __init__(self, households: Sequence[Household], *, seed: int) -> None:
        draw = np.random.default_rng([seed, 0])
        groups = sorted({household.address.group for household in households})
        shares = dict(zip(groups, draw.dirichlet(_SHARES, size=len(groups)), strict=True))
        self._number = {household.id: n for n, household in enumerate(households)}
        self._ids = [household.id for household in households]
        self._kind = np.array([draw.choice(3, p=shares[household.address.group]) for household in households])
        self._refuses = draw.random(len(households)) < _REFUSES
        self._has_moved = draw.random(len(households)) < _HAS_MOVED
        self._willing = np.flatnonzero(~self._refuses & ~self._has_moved)
        self._seed = seed

    def num_of_kind(self) -> list[int]:
        """Households of each kind that open and have not moved: for bounds only, no planner asks."""
        return np.bincount(self._kind[self._willing], minlength=3).tolist()

    def knock(self, household_id: str, date: dt.date, time: int) -> Outcome:
        """What happens at a door; who has moved is told by the neighbours."""
        number = self._number[household_id]
        if self._has_moved[number]:
            return Outcome.MOVED
        hours = 0 if time < 12 * HOUR else 1 if time < 16 * HOUR else 2
        chance = _WEEKEND[hours] if date.weekday() >= 5 else _WEEKDAY[self._kind[number], hours]
        # One draw for each door and day, whatever policy comes by: less noise between policies.
        if np.random.default_rng([self._seed, 1, number, date.toordinal()]).random() >= chance:
            return Outcome.NOT_HOME
        return Outcome.REFUSED if self._refuses[number] else Outcome.MET

    def complaints(self, date: dt.date) -> list[Complaint]:
        """Complaints that come in before the day is planned, from those who open and have not moved."""
        draw = np.random.default_rng([self._seed, 2, date.toordinal()])
        found = []
        for number in range(int(draw.poisson(_COMPLAINTS_PER_DAY))):
            is_urgent = bool(draw.random() < _URGENT_SHARE)
            found.append(
                Complaint(
                    id=f"K-{date.isoformat()}-{number:02d}",
                    household=self._ids[int(draw.choice(self._willing))],
                    received=date,
                    due=date + dt.timedelta(days=_DUE_URGENT if is_urgent else _DUE_NORMAL),
                    category="LLN",
                    urgency=Urgency.URGENT if is_urgent else Urgency.NORMAL,
                )
            )
        return found
