"""The engine `ortools`: guided local search of OR-Tools' routing library, from a regret insertion or a given plan.

An iteration is a solution as OR-Tools counts them (`solution_limit`): each neighbour that guided local search accepts. With the
same iteration limit and seed it returns the same plan; the seed draws the order in which parts of a large day have their turn,
and changes nothing on a small day. A limit on wall time is not reproducible.
"""

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, StopReason
from solvers.frame import Run
from solvers.insertion.solver import InsertionSolver
from solvers.orders import Orders, orders_of
from solvers.ortools_routing.polishing import Polishing
from solvers.pricing import Pricing


class OrtoolsRoutingSolver(Polishing):
    """OR-Tools' routing library behind the common protocol; a start plan is filled up by regret insertion first."""

    def _first(self, problem: Problem, run: Run, pricing: Pricing, start: Plan | None) -> tuple[Orders, StopReason]:
        """The start plan or a better one filled up by insertion, and why the insertion ended."""
        limits = Limits(max_runtime=run.limits.max_runtime)
        filled = InsertionSolver(clock=self._clock).solve(problem, limits, start=start, on_progress=run.on_progress)
        orders = orders_of(problem, filled.plan)
        if start is not None:
            given = orders_of(problem, start)
            if pricing.orders(given) < pricing.orders(orders):
                return given, filled.stop_reason
        return orders, filled.stop_reason
