"""How each policy of the simulated campaign makes a day: from what the desk knows to tries at doors.

All have the same due list (so the same rule "another slot next"), roads, shifts and laws of a route. `ours` and `plain` are the
planner with and without the estimate of when doors open; `random` and `nearest` hand the open complaints out first, urgent ones
before others, which is more than their names promise.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.campaign_book import Book, Try
from inputs.roads.facade import Roads
from planner.domain.candidate import Candidate, Pool
from planner.domain.place import Point
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.records import Complaint, Team
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.solving import Limits
from planner.domain.units import HOUR, MINUTE
from planner.domain.visit import Tier
from planner.learning.aiming import aimed
from planner.learning.expecting import expecting, with_knocks
from planner.learning.openness import OpennessPrior, estimate_openness
from planner.rules.candidates import due_candidates
from planner.rules.check import check
from planner.rules.day_slots import slots_of
from planner.rules.pool import choose_pool
from planner.rules.roster import shifts_of_day
from planner.rules.timing import schedule, travel_durations
from planner.usecases.day_problem import Bases, build_problem
from solvers.insertion.solver import InsertionSolver
from solvers.search.solver import SearchSolver

_OFFERED = 3.0
"""Doors offered to a baseline, as a multiple of what the teams can make: some fall out of the shift or its hours."""

_MAX_LOOKS = 40
"""Doors that a baseline's team looks at for its next one: some are too far for the shift, or not to be tried now."""

_MAX_WAIT = HOUR + 15 * MINUTE
"""Seconds before a door: a break may be taken there, nobody waits for an afternoon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What does not change from day to day.

    Attributes
    ----------
    search_iterations
        Of the search engine; 0: the plan of regret insertion as it is.
    """

    roads: Roads
    teams: tuple[Team, ...]
    settings: Settings
    station: Point
    search_iterations: int = 0


Policy = Callable[[Book, dt.date, Ground, int], list[Try]]
"""Known so far, day, ground, seed → tries of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A day's problem and the plan of it, reserves not chosen yet."""

    problem: Problem
    plan: Plan


def planned(book: Book, date: dt.date, ground: Ground, seed: int, *, with_estimate: bool) -> list[Try]:
    """A day by the planner."""
    made = plan_of_day(book, date, ground, seed, with_estimate=with_estimate)
    return _tries(made.problem, made.plan, book)


def plan_of_day(book: Book, date: dt.date, ground: Ground, seed: int, *, with_estimate: bool) -> Planned:
    """A day by the planner: due list, aim, pool, regret insertion, search."""
    settings = ground.settings
    openness = None
    if with_estimate:
        prior = OpennessPrior(mean=settings.programme.door_chance)
        openness = estimate_openness(book.counts, [slot.name for slot in slots_of(settings.day)], prior=prior)
    due = due_candidates(book.households, book.open_complaints, (), date=date, settings=settings, openness=openness)
    shifts = shifts_of_day(ground.teams, date=date, settings=settings)
    doors = expecting(due.candidates, aimed(due.candidates, shifts, settings=settings), shifts, settings=settings)
    shifts = with_knocks(shifts, doors, settings)
    problem = problem_of(choose_pool(doors, shifts, settings=settings).chosen, shifts, date, ground)
    plan = InsertionSolver().solve(problem, Limits()).plan
    if ground.search_iterations:
        limits = Limits(max_iterations=ground.search_iterations)
        plan = SearchSolver().solve(problem, limits, seed=seed, start=plan).plan
    return Planned(problem=problem, plan=plan)


def in_random_order(book: Book, date: dt.date, ground: Ground, seed: int) -> list[Try]:
    """Every team goes from door to door in an order drawn from all that are due."""

    def order(due: Sequence[Candidate], num_wanted: int) -> list[Candidate]:
        draw = np.random.default_rng([seed, date.toordinal()])
        return [due[n] for n in draw.choice(len(due), size=min(num_wanted, len(due)), replace=False)]

    return _walked(book, date, ground, order, is_nearest=False)


def nearest_first(book: Book, date: dt.date, ground: Ground, seed: int) -> list[Try]:
    """Every team goes on to the door that is nearest by road, from the station on."""

    def order(due: Sequence[Candidate], num_wanted: int) -> list[Candidate]:
        station = ground.station
        ways = [(c.latitude - station.latitude) ** 2 + (c.longitude - station.longitude) ** 2 for c in due]
        return [due[n] for n in np.argsort(ways, kind="stable")[:num_wanted]]

    return _walked(book, date, ground, order, is_nearest=True)


def _walked(
    book: Book,
    date: dt.date,
    ground: Ground,
    order: Callable[[Sequence[Candidate], int], list[Candidate]],
    *,
    is_nearest: bool,
) -> list[Try]:
    """A day without a planner: complaints are dealt out, then each team in turn takes its next door while it fits."""
    due = due_candidates(book.households, book.open_complaints, (), date=date, settings=ground.settings)
    shifts = shifts_of_day(ground.teams, date=date, settings=ground.settings)
    complaints = sorted((c for c in due.candidates if c.visit.tier is Tier.COMPLAINT), key=lambda c: -c.visit.prize)
    doors = [c for c in due.candidates if c.visit.tier is Tier.COVERAGE]
    num_wanted = round(_OFFERED * sum(shift.max_visits or 0 for shift in shifts))
    problem = problem_of([*complaints, *order(doors, num_wanted)], shifts, date, ground)
    left = list(range(len(complaints), len(problem.visits)))
    routes: list[list[int]] = [list(range(n, len(complaints), len(shifts))) for n in range(len(shifts))]
    for number, shift in enumerate(shifts):
        routes[number] = _fitting(problem, shift, routes[number])
    going = list(range(len(shifts)))
    while going:
        for number in list(going):
            longer = _longer(problem, shifts[number], routes[number], left, is_nearest=is_nearest)
            if longer is None:
                going.remove(number)
            else:
                left.remove(longer[-1])
                routes[number] = longer
    made = [schedule(problem, shift, route) for shift, route in zip(shifts, routes, strict=True) if route]
    return _tries(problem, Plan(routes=tuple(route for route in made if route is not None)), book)


def _fitting(problem: Problem, shift: Shift, wanted: Sequence[int]) -> list[int]:
    """The complaints dealt to a team, as many as fit, in that order."""
    route: list[int] = []
    for position in wanted:
        if schedule(problem, shift, [*route, position]) is not None:
            route.append(position)
    return route


def _longer(problem: Problem, shift: Shift, route: Sequence[int], left: Sequence[int], *, is_nearest: bool) -> list[int] | None:
    """The route with the next door that the team can try without a long wait; `None`: it goes home."""
    order = list(left)
    if is_nearest:
        here = problem.visits[route[-1]].place if route else 0
        ways = travel_durations(problem, shift)[here, [problem.visits[n].place for n in left]]
        order = [left[n] for n in np.argsort(ways, kind="stable")]
    for position in order[:_MAX_LOOKS]:
        longer = [*route, position]
        made = schedule(problem, shift, longer)
        if made is not None and made.stops[-1].start_time - made.stops[-1].arrival_time <= _MAX_WAIT:
            return longer
    return None


def problem_of(chosen: Sequence[Candidate], shifts: tuple[Shift, ...], date: dt.date, ground: Ground) -> Problem:
    """Put candidates, shifts and roads together."""
    pool = Pool(chosen=tuple(chosen), num_left=0)
    problem, _, _ = build_problem(
        pool,
        shifts,
        ground.roads,
        bases=Bases(station=ground.station),
        date=date,
        settings=ground.settings,
    )
    return problem


def _tries(problem: Problem, plan: Plan, book: Book) -> list[Try]:
    """Tries of a plan that the independent checker has judged."""
    made = {stop.visit_id for route in plan.routes for stop in route.stops}
    whole = dataclasses.replace(problem, visits=tuple(visit for visit in problem.visits if visit.id in made))
    broken = check(whole, dataclasses.replace(plan, unassigned=()))
    if broken:
        raise RuntimeError(f"a plan breaks {len(broken)} laws, first {broken[0]}")
    complaints = book.complaints
    return [
        Try(visit_id=stop.visit_id, household=household_of(complaints, stop.visit_id), time=stop.start_time)
        for route in plan.routes
        for stop in route.stops
    ]


def household_of(complaints: Mapping[str, Complaint], visit_id: str) -> str:
    """Household behind a visit: that of the complaint, or the visit's own id."""
    complaint = complaints.get(visit_id)
    return visit_id if complaint is None or complaint.household is None else complaint.household


POLICIES: dict[str, Policy] = {
    "ours": partial(planned, with_estimate=True),
    "plain": partial(planned, with_estimate=False),
    "random": in_random_order,
    "nearest": nearest_first,
}
"""Name of each policy: the planner; the same without the estimate; random order; nearest first."""
