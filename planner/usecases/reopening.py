"""Stops that a version of a running day took for done, and that were not: open again, as the version before had them.

A version fixes what was done or under way: it is required, locked to its team, and may start only when it started. Once a team
is said to be later than was known, or to have done less, nobody could make such a stop any more.
"""

from collections.abc import Set
from dataclasses import replace

from planner.domain.lock import holding
from planner.domain.problem import Problem
from planner.domain.replanning import News
from planner.usecases.closed_doors import facts_printed
from planner.usecases.reading import ReadPlan, read_kept_plan, read_version, require_plan
from planner.usecases.workspace import Workspace


def reopened(workspace: Workspace, read: ReadPlan, told: News, facts: Set[str]) -> ReadPlan:
    """A plan in whose problem stops of teams that the desk speaks of are fixed only if they are done, or under way, now.

    What it counted before stands for all other teams.

    Parameters
    ----------
    told
        What the desk says, without what is recorded.
    facts
        What is done or under way by that and by what is recorded.

    Raises
    ------
    InputError
        As `read_version` for the versions before.
    """
    routes, everybody = read.document.plan.routes, told.done_through is not None
    shift_of = {
        stop.visit_id: route.shift_id
        for route in routes
        if everybody or route.shift_id in told.delays.keys() | told.num_done.keys()
        for stop in route.stops
    }
    left = (facts_printed(read) & shift_of.keys()) - facts
    shifts, earlier, problem = {shift_of[id_] for id_ in left}, read, read.problem
    while left and earlier.document.replanned is not None:
        record = require_plan(workspace, read.document.date, earlier.document.replanned.from_version)
        earlier = read_version(workspace, record, reading=read_kept_plan)
        fixed = facts_printed(earlier)
        problem = _as_before(problem, earlier.problem, left - fixed, shifts)
        left &= fixed
    return replace(read, problem=problem)


def _as_before(problem: Problem, before: Problem, opened: Set[str], shifts: Set[str]) -> Problem:
    """The problem with some visits, their locks, and the breaks of some shifts as they were; places are its own."""
    visit_of = {visit.id: visit for visit in before.visits if visit.id in opened}
    break_of = {(shift.id, rest.id): rest for shift in before.shifts for rest in shift.breaks if shift.id in shifts}
    locks = holding(before.locks, {visit.id for visit in problem.visits}, {shift.id for shift in problem.shifts})
    return replace(
        problem,
        visits=tuple(replace(old, place=visit.place) if (old := visit_of.get(visit.id)) else visit for visit in problem.visits),
        shifts=tuple(
            replace(shift, breaks=tuple(break_of.get((shift.id, rest.id), rest) for rest in shift.breaks))
            for shift in problem.shifts
        ),
        locks=(
            *(lock for lock in problem.locks if lock.visit_id not in visit_of),
            *(lock for lock in locks if lock.visit_id in visit_of),
        ),
    )
