"""A plan as a search leaves it becomes one that may be kept: filled up, given reasons and reserves, and judged by the checker.

Every use case finishes its plans here, and says by name what it wants otherwise.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from planner.domain.plan import Plan, Reason
from planner.domain.problem import Problem
from planner.domain.violation import Law, Violation
from planner.improving.exchanging import make_exchanges, with_displacements
from planner.improving.overbooking import overbooked
from planner.improving.reasons import insert_remaining, with_reasons
from planner.improving.reserves import with_reserves
from planner.rules.blocks import has_doors
from planner.rules.check import check
from planner.usecases.refusing import CheckFailedError, RequiredMissedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """Steps between a search and a plan.

    Attributes
    ----------
    inserts
        Put in what still fits and pays.
    keep_on
        Asked before each such visit; when it says no, the rest stays out.
    exchanges
        Put complaints and promised visits in for what weighs less.
    tells_displacements
        Say of complaints and promised visits left out whether they fit only in place of what weighs more.
    is_held_back
        What the search left out although it pays was held back by the desk's wish for few changes.
    num_reserves
        Reserve visits of each route.
    run_out
        Most chance that a block runs out of doors, where doors may stay shut.
    kept_reserves
        By shift the reserves on papers that stay as they are: it gets no others here, and nobody else gets these.
    refuses_missed
        A plan that leaves out a promised visit is refused; otherwise it is told.
    """

    inserts: bool = True
    keep_on: Callable[[], bool] = lambda: True
    exchanges: bool = True
    tells_displacements: bool = True
    is_held_back: bool = False
    num_reserves: int = 0
    run_out: float = 0.1
    kept_reserves: Mapping[str, Collection[str]] = field(default_factory=dict)
    refuses_missed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A plan that keeps every law, but for the promised visits that it leaves out, where that is only told."""

    plan: Plan
    broken: tuple[Violation, ...] = ()


def finish_plan(problem: Problem, plan: Plan, how: Finish) -> Finished:
    """Finish a plan and let the checker judge it.

    Raises
    ------
    RequiredMissedError
        If a promised visit is left out, and that is to be refused.
    CheckFailedError
        If another law is broken.
    """
    plan = with_last_steps(problem, plan, how)
    return Finished(plan=plan, broken=judged(problem, plan, refuses_missed=how.refuses_missed))


def with_last_steps(problem: Problem, plan: Plan, how: Finish) -> Plan:
    """A plan, or that of a part of a day, finished and not judged yet."""
    if how.inserts:
        plan = insert_remaining(problem, plan, keep_on=how.keep_on)
    if how.exchanges:
        plan = make_exchanges(problem, plan)
    plan = with_reasons(problem, plan)
    if how.tells_displacements:
        plan = with_displacements(problem, plan)
    if how.is_held_back:
        plan = replace(plan, unassigned=tuple(
            replace(entry, reason=Reason.HELD_BACK) if entry.reason is Reason.SEARCH_STOPPED else entry
            for entry in plan.unassigned
        ))  # fmt: skip
    if how.num_reserves and has_doors(problem):
        plan = overbooked(problem, plan, run_out=how.run_out, kept=how.kept_reserves)
    elif how.num_reserves or any(route.reserves for route in plan.routes):
        plan = with_reserves(problem, plan, num_reserves=how.num_reserves, kept=how.kept_reserves)
    required = {visit.id for visit in problem.visits if visit.is_required}
    missed = {left.visit_id: left.reason or Reason.NOT_ENOUGH_TIME for left in plan.unassigned if left.visit_id in required}
    if missed and how.refuses_missed:
        raise RequiredMissedError(missed)
    return plan


def judged(problem: Problem, plan: Plan, *, refuses_missed: bool = True) -> tuple[Violation, ...]:
    """The promised visits that a plan leaves out, as the checker says it, where that is only told.

    Raises
    ------
    CheckFailedError
        If another law is broken, or that one and it is to be refused.
    """
    violations = tuple(check(problem, plan))
    refused = tuple(one for one in violations if refuses_missed or one.law is not Law.REQUIRED_MADE)
    if refused:
        raise CheckFailedError(refused)
    return violations
