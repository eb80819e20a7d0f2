"""How far a plan may be from the best one: what is proved possible against what was made.

    gap = (upper bound − made) / upper bound

per tier on prizes, and for the whole plan on the weights of the visits made less the soft costs, in which tiers stand above
each other or trade as the policy says. 0 is optimal; the truth lies between 0 and the gap.
"""

from dataclasses import dataclass

from planner.domain.objective import CostBreakdown
from planner.domain.problem import Problem
from planner.domain.solving import Bound
from planner.rules.cost import weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Proved gaps of one plan, each from 0 to 1; `None` where no bound is known.

    Attributes
    ----------
    complaint, coverage
        Of the prizes of a tier, whatever happens to the other.
    plan
        Of the weight that the objective counts.
    """

    complaint: float | None
    coverage: float | None
    plan: float | None


def gaps(problem: Problem, terms: CostBreakdown, bound: Bound | None) -> Gaps:
    """Gaps of a plan, given its terms and what is proved."""
    if bound is None:
        return Gaps(complaint=None, coverage=None, plan=None)
    offered = sum(weights(problem).visits)
    return Gaps(
        complaint=_gap(bound.complaint_prize, terms.complaint_prize),
        coverage=_gap(bound.coverage_prize, terms.coverage_prize),
        plan=_gap(offered - bound.lower_bound, offered - terms.cost),
    )


def _gap(most: int, made: int) -> float:
    """0 where nothing can be made."""
    return (most - made) / most if most > 0 else 0.0
