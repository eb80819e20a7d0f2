"""A question about a running day: both sides are its rest, with every team where the plan's version left it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from planner.domain.place import Points
from planner.domain.records import Team
from planner.domain.shift import Shift
from planner.domain.visit import Visit, Window
from planner.improving.warm_start import carried_over
from planner.usecases.reading import ReadPlan
from planner.usecases.running_day import open_part
from planner.usecases.whatif.altering import within


def rest_of(kept: ReadPlan) -> tuple[ReadPlan, tuple[Visit, ...]]:
    """What is open of a plan that was made during its day, as a plan of its own, and the visits that it took for done.

    Of another plan all is open.
    """
    if kept.document.replanned is None or kept.document.replanned.time is None:
        return kept, ()
    problem, before = open_part(kept)
    plan = carried_over(problem, before, before=problem.shifts)
    reason_of = {left.visit_id: left.reason for left in kept.document.plan.unassigned}
    left = tuple(replace(one, reason=reason_of.get(one.visit_id)) for one in plan.unassigned)
    rest = replace(kept, document=replace(kept.document, plan=replace(plan, unassigned=left)), problem=problem)
    still = {visit.id for visit in problem.visits}
    return rest, tuple(visit for visit in kept.problem.visits if visit.id not in still)


def left_of(shifts: Sequence[Shift], teams: Sequence[Team], rest: ReadPlan) -> Mapping[str, Shift]:
    """Shift of a scenario to what a running day has left of it, else of its team or of those it was split from or joined of."""
    team_of, by_id = {team.id: team for team in teams}, {one.id: one for one in rest.problem.shifts}
    found = {}
    for shift in shifts:
        team = team_of.get(shift.team)
        parents = {shift.team, *((team.part_of, *team.joins) if team else ())} - {""}
        of_parents = [one for one in by_id.values() if one.team in parents]
        # A team that goes on takes one that was stopped along.
        of_parents.sort(key=lambda one: (one.name != shift.name, one.max_visits == 0))
        if shift.id in by_id or of_parents:
            found[shift.id] = by_id[shift.id] if shift.id in by_id else of_parents[0]
    return found


def from_then_on(
    shifts: Sequence[Shift], left: Mapping[str, Shift], usual: Sequence[Shift], *, since: int
) -> tuple[Shift, ...]:
    """Shifts of a scenario as they stand at a moment of the day.

    Parameters
    ----------
    left
        What is left of them; the others begin then.
    usual
        Shifts as they would be without the scenario: what it takes from them or adds to their hours it does to what is left.
    """
    usual_of = {one.id: one for one in usual}

    def stands(shift: Shift) -> Shift:
        one = left.get(shift.id)
        return _from_then_on(shift, one, usual_of.get(one.id if one else shift.id, shift), since)

    return tuple(stands(shift) for shift in shifts)


def spots(left: Mapping[str, Shift], rest: ReadPlan) -> Mapping[str, Points]:
    """Shift to the place at which it goes on, where that is not the station, shape (2,)."""
    return {id_: rest.places[shift.start] for id_, shift in left.items() if shift.start}


def _from_then_on(shift: Shift, left: Shift | None, usual: Shift, since: int) -> Shift:
    if left is None:  # added
        return _within(shift, max(shift.window.start, since), shift.window.end)
    now = replace(
        left, id=shift.id, village=shift.village, team=shift.team, name=shift.name, start=shift.start,
        end=None if left.end is None else shift.end, skills=shift.skills, team_size=shift.team_size, profile=shift.profile,
    )  # fmt: skip
    if left.max_visits == 0 or shift.window == usual.window:
        return now
    is_moved = shift.window.start != usual.window.start
    start = max(left.window.start, shift.window.start) if is_moved else left.window.start
    return _within(now, start, left.window.end + shift.window.end - usual.window.end)


def _within(shift: Shift, start: int, end: int) -> Shift:
    """The shift in that time; without any it makes nothing."""
    if start < end:
        return within(shift, Window(start=start, end=end))
    return replace(shift, window=Window(start=start, end=start), breaks=(), max_visits=0)
