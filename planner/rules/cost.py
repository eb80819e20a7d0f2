"""What a plan costs, and how far that may be from the least: tiers made of integers from the instance, every term recomputed.

    cost = sum of weights of the visits left out + losses of the visits made + soft
    soft = travel_weight · travel + overload_weight · overload + foreign_village_penalty · foreign stops
           + disruption_penalty · changes made

where a change made is a stop that `Problem.kept` gives to another shift or to none. A kept visit that is left out is a change,
too; it is part of the weight of that visit.

With *U* an upper bound on the soft cost of any plan, *C* on the coverage prize, *K* on the complaint prize that any plan
can collect, leaving out a visit of prize *p* costs

    coverage   p · (U + 1)
    complaint  p · (U + 1)(C + 1)
    required   (U + 1)(C + 1)(K + 1), on top of its prize's weight,

and `disruption_penalty` more if it is kept, so one unit of a tier outweighs everything below it. With `Policy.balance`
complaints and coverage share one tier, in which one unit is 1/1000 of a coverage prize (`complaint_worth` has the formula). A
visit of weight 0 is not worth making. One whose prize depends on the hour loses, where it is made at another than its best, the
difference between what the two prizes cost.
See `docs/concepts/objective.md`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

import numpy as np

from planner.domain.objective import CostBreakdown, Weights
from planner.domain.orders import positions
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.solving import Bound
from planner.domain.travel import UNREACHABLE
from planner.domain.visit import Tier, Visit
from planner.rules.timing import action_durations, route_distance, route_legs

_BALANCE_UNITS = 1000
"""Weights of a trading policy are rounded to 1/1000 of a coverage prize: finer than any prize a person would set."""

_ROWS_AT_ONCE = 512
"""Rows of a matrix copied at once: a few megabytes even for a whole area."""

_LONG_TRAVEL = 2**30
"""Seconds of duty (34 years) from which on the ways themselves are asked how long all travel can be: only problem files whose
vehicles have no windows, or very long ones, come so far."""

_MAX_COST = 2**62
"""Half of what 64 bits hold, so that an engine can add a move's cost to any plan's."""


_KNOWN: WeakKeyDictionary[Problem, Weights] = WeakKeyDictionary()
"""Weights of the problems at hand: a day is asked for its own dozens of times, and a problem never changes."""


def weights(problem: Problem) -> Weights:
    """Cost of leaving out each visit.

    Raises
    ------
    ValueError
        If the tiers of this instance do not fit into 64 bits.
    """
    known = _KNOWN.get(problem)
    if known is None:
        known = _KNOWN[problem] = _weighed(problem)
    return known


def _weighed(problem: Problem) -> Weights:
    policy = problem.policy
    unit = soft_bound(problem) + 1
    coverage = [visit.prize for visit in problem.visits if visit.tier is Tier.COVERAGE]
    step = unit * (_best_sum(coverage, problem) + 1)
    rates = None if policy.balance is None else _traded_rates(problem, policy.balance)

    def worth(visit: Visit, prize: int) -> int:
        if rates is not None:
            return unit * round(_BALANCE_UNITS * prize * rates[visit.tier])
        return prize * (step if visit.tier is Tier.COMPLAINT else unit)

    if rates is None:
        complaints = [visit.prize for visit in problem.visits if visit.tier is Tier.COMPLAINT]
        required = step * (_best_sum(complaints, problem) + 1)
    else:
        required = unit * (_best_sum([worth(visit, visit.prize) // unit for visit in problem.visits], problem) + 1)
    disruption = policy.disruption_penalty
    costs = tuple(
        worth(visit, visit.prize) + required * visit.is_required + disruption * (visit.id in problem.kept)
        for visit in problem.visits
    )
    _require_64_bits(sum(costs), unit=unit, required=required)
    losses = {
        position: tuple((time, worth(visit, visit.prize) - worth(visit, prize)) for time, prize in visit.prize_steps)
        for position, visit in enumerate(problem.visits)
        if visit.prize_steps
    }
    return Weights(visits=costs, soft=1, losses=losses)


def soft_bound(problem: Problem) -> int:
    """Upper bound on the soft cost of any plan and its changes: nobody works longer than the shift without its breaks."""
    policy = problem.policy
    disruption = policy.disruption_penalty if problem.kept else 0
    bound = disruption * len(problem.kept)
    travel = 0
    for shift in problem.shifts:
        available = available_duration(shift)
        travel += available if shift.max_travel_duration is None else min(available, shift.max_travel_duration)
        bound += policy.overload_weight * available
        if policy.foreign_village_penalty and shift.village:
            foreign = sum(bool(visit.village) and visit.village != shift.village for visit in problem.visits)
            bound += policy.foreign_village_penalty * min(foreign, _most_stops(problem, shift))
        bound += disruption * _most_stops(problem, shift)
    if travel > _LONG_TRAVEL:
        travel = min(travel, _longest_ways(problem))
    return bound + policy.travel_weight * travel


def breakdown(problem: Problem, plan: Plan) -> CostBreakdown:
    """Every term of a plan's cost, recomputed from its sequences of stops (travel totals in the plan are not trusted)."""
    position_of = positions(problem)
    shift_of = {shift.id: shift for shift in problem.shifts}
    share_of = dict(zip(shift_of, fair_shares(problem), strict=True))
    starts: dict[int, int] = {}
    travel = overload = foreign = changes = 0
    distances: list[int | None] = []
    for route in plan.routes:
        shift, order = shift_of[route.shift_id], [position_of[stop.visit_id] for stop in route.stops]
        visits = [problem.visits[position] for position in order]
        starts.update(zip(order, (stop.start_time for stop in route.stops), strict=True))
        on_road = sum(route_legs(problem, shift, visits))
        travel += on_road
        overload += max(0, on_road + actions_duration(shift, visits) - share_of[shift.id])
        foreign += sum(is_foreign(shift, visit) for visit in visits)
        changes += sum(is_change(problem, shift, visit) for visit in visits)
        distances.append(route_distance(problem, shift, visits))
    policy = problem.policy
    soft = policy.travel_weight * travel + policy.overload_weight * overload + policy.foreign_village_penalty * foreign
    soft += policy.disruption_penalty * changes
    weight = weights(problem)
    left_out = sum(cost for position, cost in enumerate(weight.visits) if position not in starts)
    lost = sum(weight.lost(position, starts[position]) for position in weight.losses if position in starts)
    known = [distance for distance in distances if distance is not None]
    has_distances = len(known) == len(distances) and all(matrices.distances is not None for matrices in problem.travel.values())
    return CostBreakdown(
        num_required_missed=sum(v.is_required and p not in starts for p, v in enumerate(problem.visits)),
        num_required=sum(visit.is_required for visit in problem.visits),
        complaint_prize=_prize_made(problem, Tier.COMPLAINT, starts),
        complaint_prize_offered=_prize_offered(problem, Tier.COMPLAINT),
        coverage_prize=_prize_made(problem, Tier.COVERAGE, starts),
        coverage_prize_offered=_prize_offered(problem, Tier.COVERAGE),
        travel_duration=travel,
        distance=sum(known) if has_distances else None,
        overload_duration=overload,
        num_foreign_stops=foreign,
        num_changes=changes + sum(position not in starts for id_, position in position_of.items() if id_ in problem.kept),
        cost=left_out + lost + weight.soft * soft,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """How far a plan may be from the best one: (upper bound − made) / upper bound.

    0 is optimal, 1 the most; the truth lies between 0 and the gap.

    Attributes
    ----------
    complaint, coverage
        Of the prizes of a tier; of coverage as the bound supposes it of complaints.
    plan
        Of the weights of the visits made less the soft costs, in which tiers stand above each other or trade.
    """

    complaint: float
    coverage: float | None
    plan: float


def gaps(problem: Problem, terms: CostBreakdown, bound: Bound) -> Gaps:
    """Gaps of a plan by what is proved; none of coverage if the plan does less for complaints than the proof supposes."""
    is_proved = bound.complaint_floor is None or terms.complaint_prize >= bound.complaint_floor
    offered = sum(weights(problem).visits)
    return Gaps(
        complaint=_gap(bound.complaint_prize, terms.complaint_prize),
        coverage=_gap(bound.coverage_prize, terms.coverage_prize) if is_proved else None,
        plan=_gap(offered - bound.lower_bound, offered - terms.cost),
    )


def fair_shares(problem: Problem) -> tuple[int, ...]:
    """Seconds of work (travel and actions) that each shift should not exceed, in order of `Problem.shifts`.

    Every shift should work the same part *F* of its time without breaks: F = min(1, demand / capacity), where demand is the
    time at all doors plus one leg each (`typical_leg`) and capacity the sum of the shifts' times.
    """
    available = [available_duration(shift) for shift in problem.shifts]
    demand = sum(visit.service_duration for visit in problem.visits) + len(problem.visits) * typical_leg(problem)
    capacity = max(1, sum(available))
    return tuple(duration * min(demand, capacity) // capacity for duration in available)


def available_duration(shift: Shift) -> int:
    """Seconds of a shift that are left for travel and actions when its breaks are taken."""
    return max(0, shift.window.end - shift.window.start - sum(pause.duration for pause in shift.breaks))


def actions_duration(shift: Shift, visits: Sequence[Visit]) -> int:
    """Seconds at the doors of a route."""
    return sum(action_durations(shift, visits))


def is_foreign(shift: Shift, visit: Visit) -> bool:
    """Whether a stop lies outside the village that the shift is assigned to (both known)."""
    return bool(shift.village and visit.village) and shift.village != visit.village


def is_change(problem: Problem, shift: Shift, visit: Visit) -> bool:
    """Whether a stop differs from the plan that is being changed: there another shift makes the visit, or none."""
    return bool(problem.kept) and problem.kept.get(visit.id) != shift.id


def stop_penalty(problem: Problem, shift: Shift, visit: Visit) -> int:
    """Soft cost of a stop beside travel and overload: foreign village and change."""
    policy = problem.policy
    change = policy.disruption_penalty * is_change(problem, shift, visit)
    return policy.foreign_village_penalty * is_foreign(shift, visit) + change


@lru_cache(maxsize=8)  # weights, limits and reports of the same few problems ask for it
def typical_leg(problem: Problem) -> int:
    """Seconds of a leg inside a good route: median, over the visits, of the way to the nearest other place of a visit.

    Of the first profile, by name, that a shift moves by; 0 where fewer than two places are visited.
    """
    places = sorted({visit.place for visit in problem.visits})
    profiles = sorted({shift.travel_name for shift in problem.shifts}) or sorted(problem.travel)
    if len(places) < 2 or not profiles:
        return 0
    durations, nearest = problem.travel[profiles[0]].durations, np.empty(len(places), dtype=np.int64)
    for first in range(0, len(places), _ROWS_AT_ONCE):
        rows = np.arange(first, min(first + _ROWS_AT_ONCE, len(places)))
        between = durations[np.ix_([places[row] for row in rows], places)]
        between[rows - first, rows] = UNREACHABLE
        nearest[rows] = between.min(axis=1)
    known = nearest[nearest < UNREACHABLE]
    return int(np.median(known)) if known.size else 0


def complaint_worth(problem: Problem) -> float:
    """*E*: coverage prize that a median team makes in the time that one urgent complaint takes.

    E = p · (s_u + leg) / (s_c + leg), where *p* and *s_c* are the median prize and service duration of the coverage visits,
    *s_u* the median service duration of the complaints of at least `Policy.urgent_prize` (of all complaints if there is none),
    and *leg* is `typical_leg`. 0 where there are no coverage visits; `Policy.urgent_prize` where these take no time.
    """
    coverage = [visit for visit in problem.visits if visit.tier is Tier.COVERAGE]
    complaints = [visit for visit in problem.visits if visit.tier is Tier.COMPLAINT]
    urgent = [visit for visit in complaints if visit.prize >= problem.policy.urgent_prize] or complaints
    if not coverage or not urgent:
        return 0.0 if not coverage else float(problem.policy.urgent_prize)
    leg = typical_leg(problem)
    prize = float(np.median([visit.prize for visit in coverage]))
    coverage_time = float(np.median([visit.service_duration for visit in coverage])) + leg
    urgent_time = float(np.median([visit.service_duration for visit in urgent])) + leg
    return prize * urgent_time / coverage_time if coverage_time else float(problem.policy.urgent_prize)


def _traded_rates(problem: Problem, balance: float) -> dict[Tier, float]:
    """Worth of a prize when tiers trade: 2·B·E·prize / urgent_prize for a complaint, 2·(1 − B)·prize for coverage."""
    per_urgent = 2 * balance * (complaint_worth(problem) or 1.0)  # without coverage any positive worth ranks the complaints
    return {Tier.COMPLAINT: per_urgent / max(1, problem.policy.urgent_prize), Tier.COVERAGE: 2 * (1 - balance)}


def _most_stops(problem: Problem, shift: Shift) -> int:
    """Upper bound on the stops of one shift."""
    most = len(problem.visits) if shift.max_visits is None else min(len(problem.visits), shift.max_visits)
    shortest = min((visit.service_duration for visit in problem.visits), default=0)
    return min(most, available_duration(shift) // shortest) if shortest else most


def _best_sum(prizes: Sequence[int], problem: Problem) -> int:
    """Upper bound on the prizes that one plan can collect: no more stops than the shifts have time for."""
    most = sum(_most_stops(problem, shift) for shift in problem.shifts)
    return sum(sorted(prizes, reverse=True)[:most])


def _longest_ways(problem: Problem) -> int:
    """Upper bound on the travel of any plan: one way to each visit and one to each end, each the longest of all."""
    longest = 0
    for name, factor in {(shift.travel_name, shift.speed_factor) for shift in problem.shifts}:
        durations = problem.travel[name].durations
        known = int(durations.max(initial=0, where=durations < UNREACHABLE))
        longest = max(longest, math.ceil(known / factor))
    ends = sum(shift.end is not None for shift in problem.shifts)
    return (len(problem.visits) + min(ends, len(problem.visits))) * longest


def _require_64_bits(total: int, **factors: int) -> None:
    if total > _MAX_COST:
        numbers = ", ".join(f"{name} weight {value:,}" for name, value in factors.items())
        raise ValueError(
            f"the tiers do not fit into 64 bits: all visits left out cost {total:,}, most is {_MAX_COST:,} ({numbers})"
        )


def _prize_made(problem: Problem, tier: Tier, starts: Mapping[int, int]) -> int:
    made = ((problem.visits[position], time) for position, time in starts.items())
    return sum(visit.prize_at(time) for visit, time in made if visit.tier is tier)


def _prize_offered(problem: Problem, tier: Tier) -> int:
    return sum(visit.prize for visit in problem.visits if visit.tier is tier)


def _gap(most: int, made: int) -> float:
    """0 where nothing can be made."""
    return (most - made) / most if most > 0 else 0.0
