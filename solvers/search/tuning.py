"""The numbers that steer the search, each with its reason."""

from typing import NamedTuple

import numpy as np

from planner.domain.problem import Problem
from planner.domain.visit import Tier
from planner.rules.cost import available_duration
from solvers.search.columns import WEIGHT
from solvers.search.instance import Instance
from solvers.search.operators import RECREATE_WEIGHTS, RUIN_WEIGHTS, Weights

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

_LEAST_PRICE = 1e-9
"""A price that is not divided by 0 where the search begins with nothing."""

_BLINK_APART = 0.1
"""`Tuning.blink` of searchers that have a plan each: on such small days chance counts for more (measured, as the next ones, on
instances with 100 visits and 1 to 4 teams)."""

_POWER_APART = 0.3
"""`Tuning.power` then. On twenty problems of few routes and ranked prizes that VROOM is hard to match on, 12,000 steps ended
below it in 57 of 200 runs with 1, in 42 with 0.5, in 37 with 0.3; instances of equal rank end the same."""

_RUINS_APART: Weights = (0.0, 0.6, 0.4)
"""Weights of `RUINS` then: one of so few routes is too much of a plan to lose."""

_UNMADE_ALONE, _REMOVED_ALONE = 100, 20
"""Of a single route `Tuning.most_unmade`, then `mean_removed` and `longest_string`: it is ruined nearly whole, and offered
whatever is unmade."""


class Tuning(NamedTuple):
    """What the compiled loop is told for some steps.

    The sums in brackets are of the prizes made on day-300, day-300-full and day-500-full of `benchmarks.days`, means of four
    seeds and 20,000 steps each; with the values below it is 6430. Differences below about 10 are chance.

    Attributes
    ----------
    temperature
        In typical visits: a step that is worse by so much is accepted with probability 1/e.
    unit
        Weight of a typical visit.
    price
        Typical visits per unit of soft cost.
    ruin_weights, recreate_weights
        How often each operator is drawn (`solvers.search.operators`).
    mean_removed, longest_string
        Stops that a step removes on average, and longest string (10 and 10 in Christiaens and Vanden Berghe).
    split_share, split_end
        Share of the strings of which some stops in their midst are kept (0: 6428, 1: 6431), and the probability that no more of
        these are kept (0.01: 6440).
    most_around, pass_over
        Most stops that a radial removal takes (6: 6428, 24: 6429), and the probability with which it passes one over (0: 6419,
        0.5: 6429).
    most_unmade
        Most unmade neighbours offered in a step (10: 6423, 60: 6443).
    most_beside
        Made neighbours beside which a gap is looked for; with 20 the search is quicker and ends worse.
    blink
        Probability with which a better gap is passed over (0.01 there).
    prize_blur, window_blur
        Parts by which the keys of the queue's orders are blurred, so that near equals change places (prizes by 0: 6430, by 0.5:
        6412; windows by 0: 6432).
    way_duration
        Seconds added to the service where prizes are held against it: about the way to the next door (0: 6423, 300: 6429).
    exchange
        Units of soft cost per unit of weight, as `unit` and `price` have it.
    power
        Of the lost prize in typical visits, where a step is judged; 1 leaves it as it is.
    """

    temperature: float
    unit: float
    price: float
    ruin_weights: Weights = RUIN_WEIGHTS
    recreate_weights: Weights = RECREATE_WEIGHTS
    mean_removed: float = 10.0
    longest_string: int = 10
    split_share: float = 0.5
    split_end: float = 0.5
    most_around: int = 12
    pass_over: float = 0.2
    most_unmade: int = 25
    most_beside: int = 40
    blink: float = 0.01
    prize_blur: float = 0.2
    window_blur: float = 0.1
    way_duration: float = 60.0
    exchange: float = 1.0
    power: float = 1.0


def first_temperature(num_visits: int) -> float:
    """Temperature that a search of so many visits begins with."""
    return _HOTTER if num_visits > _LARGE else HOT


def apart(tuning: Tuning, num_shifts: int) -> Tuning:
    """Tuning of searchers that have a plan each."""
    few = tuning._replace(blink=_BLINK_APART, power=_POWER_APART, ruin_weights=_RUINS_APART)
    if num_shifts > 1:
        return few
    return few._replace(most_unmade=_UNMADE_ALONE, mean_removed=float(_REMOVED_ALONE), longest_string=_REMOVED_ALONE)


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
    price = _PRICE * num_stops / available / per_second
    return Tuning(temperature=HOT, unit=unit, price=price, exchange=1.0 / unit / max(price, _LEAST_PRICE))
