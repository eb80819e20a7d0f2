"""The engine `insertion`: regret insertion behind the common protocol."""

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, StopReason
from solvers.frame import Engine, Run
from solvers.insertion.regret import RegretInsertion
from solvers.orders import Orders, orders_of

_REPORT_EVERY = 10
"""Insertions between two reports: some milliseconds."""


class InsertionSolver(Engine):
    """Regret insertion. Deterministic: the seed changes nothing. One iteration is one insertion."""

    name = "insertion"

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """A limit on idle iterations has no meaning where each insertion improves; everything else is obeyed."""
        return [] if limits.max_idle_iterations is None else ["max_idle_iterations"]

    def _search(self, problem: Problem, run: Run, start: Plan | None) -> Orders:
        """Insert until nothing fits."""
        insertion = RegretInsertion(problem, orders_of(problem, start))
        run.num_iterations = 0

        def keep_on(num_inserted: int) -> bool:
            """Whether to insert another visit."""
            run.num_iterations = num_inserted
            if run.limits.max_iterations is not None and num_inserted >= run.limits.max_iterations:
                run.stop_reason = StopReason.ITERATIONS
            elif run.remaining() <= 0:
                run.stop_reason = StopReason.RUNTIME
            elif run.on_progress is not None and num_inserted % _REPORT_EVERY == 0:
                num_stops = sum(map(len, insertion.orders))
                if not run.tell(num_iterations=num_inserted, cost=insertion.cost, num_stops=num_stops):
                    run.stop_reason = StopReason.INTERRUPTED
            return run.stop_reason is StopReason.COMPLETED

        if run.limits.max_iterations == 0:
            run.stop_reason = StopReason.ITERATIONS
        else:
            insertion.run(keep_on)
        return insertion.orders
