"""The part of `auto` for small problems that have less time than loading the compiled search takes (half a second)."""

import sys

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, StopReason
from solvers.brief.rounds import BriefRounds
from solvers.frame import Engine, Run, without_limit
from solvers.insertion.solver import InsertionSolver
from solvers.orders import Orders, orders_of

_LOADING_DURATION = 0.35
"""Wall seconds left from which loading compiled code is worth an answer that is a quarter of a second late."""

_MOST_VISITS = 60
"""Beyond them too few steps are made to be worth what compiled ones find some tenths of a second later."""

_FINISH_DURATION = 0.02
"""Wall seconds kept for timing the plan."""


def is_brief(problem: Problem, limits: Limits) -> bool:
    """Whether the compiled search is not in memory, would not be in time, and the problem is small enough to do without.

    What is loaded stays chosen, however little time its loading has left.
    """
    is_loaded, seconds = "solvers.search.warming" in sys.modules, limits.max_runtime
    return seconds is not None and seconds < _LOADING_DURATION and len(problem.visits) <= _MOST_VISITS and not is_loaded


class BriefSolver(Engine):
    """Regret insertion, then ruin and recreate in plain Python. One iteration is one step."""

    name = "brief"

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """As the compiled search, of which it keeps time and steps."""
        return without_limit(limits)

    def _search(self, problem: Problem, run: Run, start: Plan | None) -> Orders:
        """Search from a start plan or a regret insertion, never worse than it."""
        limits = run.limits
        if start is None:
            start = InsertionSolver(clock=self._clock).solve(problem, Limits(max_runtime=limits.max_runtime)).plan
        orders, run.num_iterations = orders_of(problem, start), 0
        if not problem.visits or not problem.shifts:
            return orders
        rounds, num_idle = BriefRounds(problem, orders, seed=run.seed), 0
        run.note(rounds.best_cost)
        while run.stop_reason is StopReason.COMPLETED:
            if limits.max_iterations is not None and run.num_iterations >= limits.max_iterations:
                run.stop_reason = StopReason.ITERATIONS
            elif limits.max_idle_iterations is not None and num_idle >= limits.max_idle_iterations:
                run.stop_reason = StopReason.IDLE
            elif run.remaining() <= _FINISH_DURATION:
                run.stop_reason = StopReason.RUNTIME
            elif not run.tell_if_due(
                num_iterations=run.num_iterations, cost=rounds.best_cost, num_stops=sum(map(len, rounds.best_orders))
            ):
                run.stop_reason = StopReason.INTERRUPTED
            else:
                before = rounds.best_cost
                rounds.step(_progress(run))
                run.num_iterations += 1
                num_idle = 0 if rounds.best_cost < before else num_idle + 1
                run.note(rounds.best_cost)
        return rounds.best_orders


def _progress(run: Run) -> float:
    """Part of the limits that is used, 0 to 1."""
    limits = run.limits
    by_time = run.runtime() / limits.max_runtime if limits.max_runtime else 0.0
    by_steps = (run.num_iterations or 0) / limits.max_iterations if limits.max_iterations else 0.0
    return min(1.0, max(by_time, by_steps))
