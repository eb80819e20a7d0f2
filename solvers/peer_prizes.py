"""What peers that know one prize per visit and travel alone have to be told of a problem, and what they cannot be told."""

import math

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits
from planner.rules.cost import breakdown, soft_bound, weights
from solvers.orders import orders_of, plan_of


def prize_units(problem: Problem) -> list[int]:
    """Prize of each visit in the smallest whole numbers that keep their ratios; 0: not to be made.

    Without tiers that trade places these are the prizes of the file, shortened where they share a factor.
    """
    costs = weights(problem).visits
    shared = math.gcd(*costs) or 1
    return [cost // shared for cost in costs]


def ranks(problem: Problem) -> list[int] | None:
    """Priorities that rank plans as the prizes do, the number of visits deciding between equal sums; `None`: there are none.

    So it is where every prize is p · (n + 1) + 1 with *n* visits (`planner.formats.problem_file`).
    """
    unit, step = soft_bound(problem) + 1, len(problem.visits) + 1
    parts = [divmod(cost, unit * step) for cost in weights(problem).visits]
    return [rank for rank, _ in parts] if all(rest == unit for _, rest in parts) else None


def unsupported_by_peers(problem: Problem, limits: Limits) -> list[str]:
    """Features that neither peer can obey."""
    policy = problem.policy
    refused = {
        "a search without a limit on wall time": limits.max_runtime is None,
        "max_iterations": limits.max_iterations is not None,
        "max_idle_iterations": limits.max_idle_iterations is not None,
        "required visits": any(visit.is_required for visit in problem.visits),
        "overload_weight": bool(policy.overload_weight),
        "foreign_village_penalty": bool(policy.foreign_village_penalty),
        "disruption_penalty": bool(policy.disruption_penalty and problem.kept),
        "locks": bool(problem.locks),
        "travel_weight other than 1": policy.travel_weight != 1,
    }
    return [name for name, is_refused in refused.items() if is_refused]


def better_of(problem: Problem, plan: Plan, start: Plan | None) -> Plan:
    """The found plan, or a lawful start plan where that costs less."""
    if start is None:
        return plan
    given = plan_of(problem, orders_of(problem, start))
    return given if breakdown(problem, given).cost < breakdown(problem, plan).cost else plan
