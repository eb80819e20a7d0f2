"""A scenario becomes the problem of its day, by the same steps as any day: due visits, pool, shifts, travel.

The visits that the baseline was offered are offered again, whatever the scenario, so that both days choose from the same doors.
Others are offered as far as the scenario has more time, or brings them; of a day that was announced they lie in its RTs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.candidate import Candidate, DueList, Pool
from planner.domain.errors import InputError
from planner.domain.lock import Lock, holding
from planner.domain.place import Points, points_of
from planner.domain.plan import Plan
from planner.domain.problem import Policy, Problem
from planner.domain.records import Team
from planner.domain.scenario import Scenario
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.units import MINUTE
from planner.domain.visit import Visit
from planner.learning.expecting import with_knocks
from planner.rules.pool import choose_pool, pool_size
from planner.rules.roster import posts_of, shifts_of_day
from planner.usecases.records import Records
from planner.usecases.whatif.altering import altered_settings, altered_shifts, altered_teams, extra_complaints, has_other_hours
from planner.usecases.whatif.baseline import Baseline
from planner.usecases.whatif.measuring import caught, cut_off, shut_places
from planner.usecases.whatif.running import from_then_on, left_of, spots
from planner.usecases.whatif.travel import ScenarioTravel

CHANGE_PRICE = 2 * MINUTE
"""Seconds of travel that a changed visit costs: less than any prize, more than a detour that nobody would notice."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Question:
    """The day of a scenario before it is planned.

    Attributes
    ----------
    places
        Of the problem.
    num_due
        Visits due in all.
    days_left
        Id of each complaint to the days until it is due.
    cut_off, homes_cut_off
        Visits offered, and households of the whole area, that no shift can reach.
    caught
        (shift, visit) of the baseline where a team would be when a closure begins; an empty visit: it cannot leave the station.
    closed_rings
        Outlines of closed areas, for a map.
    invented
        Ids of complaints, doors and teams that are not in the ledger.
    has_other_roads
        Some shift moves on roads with closures or slowdowns.
    teams
        The roster as the scenario changes it.
    """

    scenario: Scenario
    problem: Problem
    places: Points
    num_due: int
    days_left: Mapping[str, int]
    cut_off: tuple[str, ...] = ()
    homes_cut_off: tuple[str, ...] = ()
    caught: tuple[tuple[str, str], ...] = ()
    closed_rings: tuple[Points, ...] = ()
    invented: frozenset[str] = frozenset()
    has_other_roads: bool = False
    teams: tuple[Team, ...] = ()


def baseline_question(baseline: Baseline, name: str) -> Question:
    """The day of the plan itself, as it was asked then, without visits that are not due any more: no scenario has these."""
    asked = baseline.kept.problem
    left = tuple(visit for visit in asked.visits if visit.id not in baseline.gone)
    still = replace(asked, visits=left, locks=(), kept={})
    problem = near_the_plan(replace(still, locks=_locks(asked, still)), baseline)
    return Question(
        scenario=Scenario(name=name),
        problem=problem,
        places=baseline.kept.places,
        num_due=len(baseline.due.candidates),
        days_left=baseline.days_left(),
        cut_off=cut_off(problem),
    )


def ask(baseline: Baseline, scenario: Scenario, records: Records) -> Question:
    """Put a scenario's day together.

    Parameters
    ----------
    records
        The ledger's, with those that the scenario's tables add.

    Raises
    ------
    InputError
        E4001 if nobody is on duty, E8043 to E8046 for what cannot be done that day.
    """
    settings = altered_settings(baseline.settings, scenario)
    records = _with_invented(baseline, scenario, records)
    teams = altered_teams(records.teams_on(baseline.date), scenario)
    shifts = altered_shifts(shifts_of_day(teams, date=baseline.date, settings=settings), teams, scenario)
    if not shifts:
        raise InputError.of("E4001", date=baseline.date.isoformat(), teams=len(teams))
    due = _due(baseline, records, settings, shifts)
    shifts = with_knocks(shifts, due.candidates, settings)
    pool = _pool(baseline, _reached(baseline, due, shifts), shifts, settings)
    visits = pool.waiving(baseline.waived).visits()
    doors = np.vstack([baseline.kept.places[:1], points_of(pool.chosen)])
    roads = ScenarioTravel(baseline, scenario, doors)
    shifts = roads.post(shifts, posts_of(teams))
    if baseline.since is not None:
        left = left_of(shifts, teams, baseline.kept)
        shifts = from_then_on(shifts, left, baseline.shifts, since=baseline.since)
        shifts = roads.stand(shifts, spots(left, baseline.kept))
    shifts = roads.park(shifts, visits)
    problem = Problem(
        visits=visits,
        shifts=roads.bound(shifts),
        travel=roads.travel(),
        policy=_policy(baseline, scenario),
        date=baseline.date,
        time_zone=baseline.kept.problem.time_zone,
    )
    problem = near_the_plan(replace(problem, locks=_locks(baseline.kept.problem, problem)), baseline)
    return Question(
        scenario=scenario,
        problem=problem,
        places=roads.points,
        num_due=len(due.candidates),
        days_left=baseline.days_left(records),
        cut_off=cut_off(problem),
        homes_cut_off=_homes_cut_off(records, roads, scenario),
        caught=_caught(baseline.kept.document.plan, baseline.kept.problem, problem, scenario),
        closed_rings=tuple(baseline.road_map.rings(scenario.closures)),
        invented=_invented(baseline.records, records, visits, problem.shifts),
        has_other_roads=roads.has_other_roads,
        teams=teams,
    )


def near_the_plan(problem: Problem, baseline: Baseline) -> Problem:
    """A day on which every change of the baseline's plan has a small price.

    Thousands of doors are worth the same: without it a scenario would exchange hundreds of them for nothing, and nobody could
    read from the lists of visits gained and lost what the scenario did.
    """
    visits, shifts = {visit.id for visit in problem.visits}, {shift.id for shift in problem.shifts}
    kept = {
        stop.visit_id: route.shift_id
        for route in baseline.kept.document.plan.routes
        if route.shift_id in shifts
        for stop in route.stops
        if stop.visit_id in visits
    }
    return replace(problem, kept=kept, policy=replace(problem.policy, disruption_penalty=CHANGE_PRICE))


def _due(baseline: Baseline, records: Records, settings: Settings, shifts: tuple[Shift, ...]) -> DueList:
    """What is due, aimed at the hours of the baseline's shifts, so that doors are worth the same in both, or at new hours.

    One team less moves the price of an hour a little, and with it the hours of hundreds of doors: none of that is its doing.
    """
    if has_other_hours(baseline.shifts, shifts):
        return records.due(baseline.date, settings, shifts)
    is_as_usual = records is baseline.records and settings == baseline.settings
    return baseline.due if is_as_usual else records.due(baseline.date, settings, baseline.shifts)


def _reached(baseline: Baseline, due: DueList, shifts: tuple[Shift, ...]) -> tuple[Candidate, ...]:
    """What is due and has a way on the roads as they are, and what the baseline was offered; no complaint that came later.

    Nor what is done, or other days have.
    """
    reached = {one.visit.id for one in baseline.within_reach(due, shifts).candidates}
    kept = (reached - baseline.came_later - baseline.had) | baseline.offered
    return tuple(one for one in due.candidates if one.visit.id in kept)


def _pool(baseline: Baseline, reached: Sequence[Candidate], shifts: Sequence[Shift], settings: Settings) -> Pool:
    """What a scenario's search is given: what the baseline was, what the scenario brings, and more as far as it has more time.

    A day of a week was offered its share of what is due: a scenario that were offered the rest as well would seem better.
    """
    free, _ = baseline.locks.may(reached, shifts, settings)
    due, may = {one.visit.id for one in baseline.due.candidates}, {one.visit.id for one in free}
    brought = may - due
    most_more = max(0, pool_size(shifts, settings) - pool_size(baseline.shifts, baseline.settings))
    given = baseline.offered | (may if most_more else brought)
    doors = [one for one in reached if one.visit.id in given]
    return choose_pool(doors, shifts, settings=settings, kept=baseline.offered, most_more=most_more + len(brought))


def _with_invented(baseline: Baseline, scenario: Scenario, records: Records) -> Records:
    """The records with the complaints that the scenario invents; the same object where it invents none."""
    if scenario.complaints is None:
        return records
    more = extra_complaints(scenario.complaints, records.households, records.complaints, date=baseline.date)
    return replace(records, complaints=(*records.complaints, *more))


def _homes_cut_off(records: Records, roads: ScenarioTravel, scenario: Scenario) -> tuple[str, ...]:
    if not scenario.closures or not records.households:
        return ()
    homes = [home for home in records.households if not home.is_do_not_visit]
    is_cut_off = roads.cut_off(points_of(home.address for home in homes))
    return tuple(home.id for home, is_off in zip(homes, is_cut_off, strict=True) if is_off)


def _policy(baseline: Baseline, scenario: Scenario) -> Policy:
    policy = baseline.kept.problem.policy
    return policy if scenario.policy is None else replace(policy, balance=scenario.policy.balance)


def _locks(before: Problem, problem: Problem) -> tuple[Lock, ...]:
    """Locks of the baseline whose visits and shifts are still there."""
    return holding(before.locks, {visit.id for visit in problem.visits}, {shift.id for shift in problem.shifts})


def _caught(plan: Plan, before: Problem, problem: Problem, scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """Teams of the baseline inside a closure at the hour when it begins, and teams that cannot leave the station at all."""
    if not scenario.closures:
        return ()
    closed_to = shut_places(before, problem)
    times = sorted({closure.hours.start for closure in scenario.closures if closure.hours is not None})
    found = [pair for time in times for pair in caught(before, plan, closed_to, time=time)]
    if problem.visits and len(cut_off(problem)) == len(problem.visits):
        found += [(shift.id, "") for shift in problem.shifts]
    return tuple(dict.fromkeys(found))


def _invented(ledger: Records, records: Records, visits: tuple[Visit, ...], shifts: tuple[Shift, ...]) -> frozenset[str]:
    known = {team.id for team in ledger.teams}
    teams = {shift.team for shift in shifts if shift.team not in known}
    if records is ledger:
        return frozenset(teams)
    stored = {home.id for home in ledger.households} | {item.id for item in ledger.complaints}
    stored |= {facility.id for facility in ledger.facilities}
    return frozenset(teams | {visit.id for visit in visits if visit.subject and visit.subject not in stored})
