"""One replanning, free of files: from a plan and what has happened to a checked plan of the whole day and its changes."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.change import Change
from planner.domain.errors import InputError
from planner.domain.lock import Lock, LockKind
from planner.domain.orders import plan_of_routes
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.replanning import News
from planner.domain.solving import Result
from planner.improving.few_changes import Budget
from planner.improving.least_change import least_change
from planner.rules.cost import breakdown
from planner.rules.disruption import changes, with_forced
from planner.running.rest_of_day import RestOfDay, joined, rest_of_day, with_places_kept, without_shifts, without_visits
from planner.running.standing import Standing, standings
from planner.running.whole_day import FactsError, whole_day
from planner.usecases.finishing import Finish, judged, with_last_steps
from planner.usecases.kept_reserves import kept_on_paper, on_papers, with_kept, withheld
from planner.usecases.progress import Reporter
from planner.usecases.replan_search import search_rest
from planner.usecases.searching import Search


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the desk chooses.

    Attributes
    ----------
    search
        Engine, limits and seed.
    kept_bonus
        Per cent by which visits that stay with their team are worth more.
    disruption
        Seconds of travel that one change weighs.
    tolerance
        Seconds within which a stop is not re-timed.
    max_changes
        Most changes beyond the forced ones; `None`: as many as pay.
    waived
        Required visits that may be left out.
    num_reserves
        Reserve stops of each team.
    run_out
        Most chance that a block runs out of doors, where doors may stay shut.
    """

    search: Search
    kept_bonus: int
    disruption: int
    tolerance: int
    max_changes: int | None = None
    waived: frozenset[str] = frozenset()
    num_reserves: int = 0
    run_out: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replan:
    """A day planned anew.

    Attributes
    ----------
    problem
        The whole day, what happened fixed in it.
    result
        Its plan, checked.
    stands
        Where the teams stood.
    changes
        What differs from the plan before; forced ones are marked.
    """

    problem: Problem
    result: Result
    stands: dict[str, Standing]
    changes: tuple[Change, ...]


def replan(problem: Problem, plan: Plan, news: News, locks: Sequence[Lock], choices: Choices, *, reporter: Reporter) -> Replan:
    """Plan the rest of a day.

    Parameters
    ----------
    problem, plan
        The day as it was planned (visits that were added since are in the problem, not in the plan), and its sound plan.
    news
        What has happened.
    locks
        The desk's, on visits that are to come. Who is locked to a team, to be first or last, has to be made.

    Raises
    ------
    InputError
        E8111 if the facts cannot be timed, E4xxx for engine and limits.
    RequiredMissedError
        If a promised or locked visit cannot be made.
    CheckFailedError
        If the new plan breaks a law.
    """
    stands = standings(problem, plan, news)
    rest = _rest(problem, plan, news, stands, locks, choices)
    least = least_change(rest.problem, rest.before)
    on_paper = on_papers(rest, plan)
    result = _search(rest, least, news, choices, reporter, beside=withheld(rest, least, on_paper))
    reporter.phase("checking the plan")
    kept = kept_on_paper(rest, joined(rest, result.plan), plan, on_paper)
    finish = Finish(
        inserts=False,
        exchanges=False,
        is_held_back=choices.max_changes is not None or bool(news.untouched),
        num_reserves=choices.num_reserves,
        run_out=choices.run_out,
        kept_reserves=kept,
    )
    rest_plan = with_last_steps(rest.problem, result.plan, finish)
    day, whole = with_places_kept(rest, rest_plan), with_kept(rest, joined(rest, rest_plan), plan, kept)
    judged(day, whole)
    must = changes(plan, joined(rest, least), tolerance=choices.tolerance)
    return Replan(
        problem=day,
        result=dataclasses.replace(result, plan=whole, objective=breakdown(day, whole), bound=None),
        stands=stands,
        changes=with_forced(changes(plan, whole, tolerance=choices.tolerance), must),
    )


def _rest(
    problem: Problem,
    plan: Plan,
    news: News,
    stands: dict[str, Standing],
    locks: Sequence[Lock],
    choices: Choices,
) -> RestOfDay:
    must = {visit.id for visit in problem.visits if visit.is_required}
    must |= {lock.visit_id for lock in locks if lock.kind is not LockKind.ORDER}
    visits = tuple(
        dataclasses.replace(visit, is_required=visit.id in must and visit.id not in choices.waived) for visit in problem.visits
    )
    policy = dataclasses.replace(problem.policy, disruption_penalty=choices.disruption)
    wished = dataclasses.replace(problem, visits=visits)
    try:
        day = whole_day(wished, plan, stands, time=news.time, policy=policy, locks=locks)
    except FactsError as error:
        raise InputError.of("E8111", shift=error.shift_id) from error
    return rest_of_day(day, plan, stands)


def _search(
    rest: RestOfDay, least: Plan, news: News, choices: Choices, reporter: Reporter, *, beside: frozenset[str]
) -> Result:
    """The plan of the rest; teams that are untouched keep theirs and are not offered to the search, nor is what stands beside
    the stops on papers that teams have.
    """
    is_free = without_shifts(rest, least, news.untouched) if news.untouched else rest
    is_free = without_visits(is_free, beside) if beside else is_free
    start = _of_problem(least, is_free.problem)
    budget = Budget(
        before=is_free.before,
        least=changes(is_free.before, start, tolerance=choices.tolerance),
        max_changes=choices.max_changes,
        tolerance=choices.tolerance,
    )
    result = search_rest(is_free.problem, start, budget, choices.search, kept_bonus=choices.kept_bonus, reporter=reporter)
    held = (route for route in least.routes if route.shift_id in news.untouched)
    return dataclasses.replace(result, plan=_of_problem(Plan(routes=(*result.plan.routes, *held)), rest.problem))


def _of_problem(plan: Plan, problem: Problem) -> Plan:
    """The plan's routes of the shifts that a problem has, in its order; all other visits of it left out."""
    route_of = {route.shift_id: route for route in plan.routes}
    return plan_of_routes(problem, [route_of[shift.id] for shift in problem.shifts if shift.id in route_of])
