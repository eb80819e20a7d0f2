"""What the inspections of a day cost the homes: the same routes without them, filled with the visits that then fit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.domain.candidate import Candidate
from planner.domain.lock import holding
from planner.domain.plan import Plan, Route
from planner.domain.problem import Problem
from planner.domain.visit import Tier, VisitKind
from planner.improving.reasons import insert_remaining
from planner.rules.timing import schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionReport:
    """Facilities due on a day and inspected, and about how many home visits, of what worth, their places would hold."""

    num_due: int
    num_made: int
    num_homes_lost: int
    coverage_lost: int


def inspection_report(problem: Problem, plan: Plan, due: Iterable[Candidate]) -> InspectionReport:
    """Count the inspections of a plan, of those due, and what they displace."""
    num_due = sum(candidate.visit.kind is VisitKind.FACILITY for candidate in due)
    kinds = {visit.id: visit.kind for visit in problem.visits}
    made = [stop.visit_id for route in plan.routes for stop in route.stops if kinds[stop.visit_id] is VisitKind.FACILITY]
    if not made:
        return InspectionReport(num_due=num_due, num_made=0, num_homes_lost=0, coverage_lost=0)
    homes, worth = _coverage(problem, plan)
    more, worth_more = _coverage(problem, _without_inspections(problem, plan))
    lost = max(0, more - homes), max(0, worth_more - worth)
    return InspectionReport(num_due=num_due, num_made=len(made), num_homes_lost=lost[0], coverage_lost=lost[1])


def _without_inspections(problem: Problem, plan: Plan) -> Plan:
    visits = tuple(visit for visit in problem.visits if visit.kind is not VisitKind.FACILITY)
    index = {visit.id: n for n, visit in enumerate(visits)}
    shifts = {shift.id: shift for shift in problem.shifts}
    kept = {id_: shift for id_, shift in problem.kept.items() if id_ in index}
    homes = replace(problem, visits=visits, locks=holding(problem.locks, index, shifts), kept=kept)
    routes: list[Route] = []
    for route in plan.routes:
        order = [index[stop.visit_id] for stop in route.stops if stop.visit_id in index]
        stays = schedule(homes, shifts[route.shift_id], order) if order else None
        routes += [stays] if stays else []
    left = tuple(entry for entry in plan.unassigned if entry.visit_id in index)
    return insert_remaining(homes, Plan(routes=tuple(routes), unassigned=left))


def _coverage(problem: Problem, plan: Plan) -> tuple[int, int]:
    """Home visits of the coverage tier in a plan, and their prizes."""
    visits = {visit.id: visit for visit in problem.visits}
    made = [visits[stop.visit_id] for route in plan.routes for stop in route.stops]
    homes = [visit for visit in made if visit.tier is Tier.COVERAGE and visit.kind is not VisitKind.FACILITY]
    return len(homes), sum(visit.prize for visit in homes)
