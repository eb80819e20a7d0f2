"""The curve between complaints and coverage: how many coverage visits each further complaint costs."""

from collections.abc import Sequence
from dataclasses import replace

from planner.domain.comparison_sheet import ParetoPoint
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.visit import Tier
from planner.rules.cost import breakdown


def curve_point(problem: Problem, plan: Plan) -> ParetoPoint:
    """A plan as a point, by the balance of its problem."""
    visit_of = {visit.id: visit for visit in problem.visits}
    tiers = [visit_of[stop.visit_id].tier for route in plan.routes for stop in route.stops]
    terms = breakdown(problem, plan)
    return ParetoPoint(
        balance=problem.policy.balance,
        num_complaints=tiers.count(Tier.COMPLAINT),
        num_coverage=tiers.count(Tier.COVERAGE),
        complaint_prize=terms.complaint_prize,
        coverage_prize=terms.coverage_prize,
        travel_duration=terms.travel_duration,
    )


def along_the_curve(points: Sequence[ParetoPoint]) -> tuple[ParetoPoint, ...]:
    """Points from coverage to complaints, each with what its further complaints displaced since the last one not dominated.

    A point is dominated when another has at least as much prize in both tiers and more in one: proof that the search left
    something there, since the best plan for any balance is never dominated.
    """
    ordered = sorted(points, key=lambda point: (point.complaint_prize, -point.coverage_prize))
    marked = [replace(point, is_dominated=any(_dominates(other, point) for other in points)) for point in ordered]
    found: list[ParetoPoint] = []
    last: ParetoPoint | None = None
    for point in marked:
        more = 0 if last is None else point.num_complaints - last.num_complaints
        if point.is_dominated or last is None or more <= 0:
            found.append(point)
        else:
            found.append(replace(point, displaced=(last.num_coverage - point.num_coverage) / more))
        last = last if point.is_dominated else point
    return tuple(found)


def _dominates(one: ParetoPoint, other: ParetoPoint) -> bool:
    as_good = one.complaint_prize >= other.complaint_prize and one.coverage_prize >= other.coverage_prize
    return as_good and (one.complaint_prize, one.coverage_prize) != (other.complaint_prize, other.coverage_prize)
