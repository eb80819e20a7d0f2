"""The numbers that steer the search, each with its reason."""

from typing import NamedTuple

import numpy as np

from planner.domain.problem import Problem
from planner.domain.visit import Tier
from planner.rules.cost import available_duration
from solvers.search.columns import WEIGHT
from solvers.search.instance import Instance

NUM_NEAR = 200
"""Neighbours of each visit: enough that some of them are made even where most of a neighbourhood is not. With 50, days of few
teams and many doors ended 1.4 % worse."""

HOT, COLD = 0.55, 0.01
"""First and last temperature, in typical visits."""

_LARGE, _HOTTER = 1500, 1.0
"""Days of more visits than this begin hotter: with 2,000 visits and 12 seconds 13832 points against 13778, while days of 300 to
1,000 visits ended the same."""

_PRICE = 0.25
"""Price of travel against what the average second of duty earns: more keeps visits out, less lets routes wander."""


class Tuning(NamedTuple):
    """What the compiled loop is told for some steps.

    Attributes
    ----------
    temperature
        In typical visits: a step that is worse by so much is accepted with probability 1/e.
    unit
        Weight of a typical visit.
    price
        Typical visits per unit of soft cost.
    share_routes, share_strings
        Share of steps that empty a route, and that remove strings; the others remove what lies around a place. Without the
        first some plans never send a team to a far cluster; with 0.03 they wander.
    mean_removed, longest_string
        Stops that a step removes on average, and longest string (10 and 10 in Christiaens and Vanden Berghe).
    most_around
        Most stops that a step around a place removes.
    most_unmade
        Most unmade neighbours offered in a step.
    most_beside
        Made neighbours beside which a gap is looked for; with 20 the search is quicker and ends worse.
    blink
        Probability with which a better gap is passed over (0.01 there).
    """

    temperature: float
    unit: float
    price: float
    share_routes: float = 0.01
    share_strings: float = 0.6
    mean_removed: float = 10.0
    longest_string: int = 10
    most_around: int = 12
    most_unmade: int = 25
    most_beside: int = 40
    blink: float = 0.01


def first_temperature(num_visits: int) -> float:
    """Temperature that a search of so many visits begins with."""
    return _HOTTER if num_visits > _LARGE else HOT


def apart(tuning: Tuning, num_shifts: int) -> Tuning:
    """Tuning of searchers that have a plan each: on such small days chance counts for more, and a single route is ruined nearly
    whole and offered whatever is unmade (measured on instances with 100 visits and 1 to 4 teams).
    """
    if num_shifts > 1:
        return tuning._replace(blink=0.1, share_routes=0.0)
    return tuning._replace(blink=0.1, share_routes=0.0, most_unmade=100, mean_removed=20.0, longest_string=20)


def tuning_of(problem: Problem, instance: Instance, num_stops: int) -> Tuning:
    """Scales of a problem: a typical visit is the median of the lowest tier that has any."""
    weight = instance.visit[:, WEIGHT]
    is_low = np.array([visit.tier is Tier.COVERAGE and not visit.is_required for visit in problem.visits])
    low = weight[is_low & (weight > 0)]
    if not len(low):
        low = weight[weight > 0]
    unit = float(np.median(low)) if len(low) else 1.0
    available = max(1, sum(available_duration(shift) for shift in problem.shifts))
    per_second = max(1, problem.policy.travel_weight)
    return Tuning(temperature=HOT, unit=unit, price=_PRICE * num_stops / available / per_second)
