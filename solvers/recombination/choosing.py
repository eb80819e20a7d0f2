"""Which routes together are worth most: a covering model for CP-SAT.

With x_r: route *r* is made, y_v: visit *v* is made,

    maximise   Σ w_v y_v − Σ c_r x_r
    such that  Σ x_r ≤ number of shifts, over the routes r of each kind of shift
               y_v ≤ Σ x_r, over the routes r that hold v.

Two chosen routes may share a visit: one of them drops it afterwards, so that far more sets of routes are compatible than those
that share none. The weights are those of `planner.rules.cost` with the bound on the soft
cost taken from the routes at hand: smaller by magnitudes, and they order the same solutions. If they still do not fit, the
last bits of all coefficients are dropped; the caller compares by the exact cost anyway.

Choosing among the routes that a search has seen is due to Rochat and Taillard, an exact solver for it to Subramanian et al.

References
----------
Rochat, Y. and Taillard, É. D. (1995). Probabilistic diversification and intensification in local search for vehicle routing.
Journal of Heuristics 1. doi 10.1007/BF02430370
Subramanian, A., Uchoa, E. and Ochi, L. S. (2013). A hybrid algorithm for a class of vehicle routing problems. Computers &
Operations Research 40(10). doi 10.1016/j.cor.2013.01.013
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.domain.problem import Problem
from planner.domain.solving import Limits
from planner.rules.cost import soft_bound
from solvers.recombination.route_pool import RoutePool

MAX_OBJECTIVE = 2**50
"""Largest sum of coefficients: exact in the floating point of the relaxations, with room to spare."""


class ChoiceModel:
    """The covering model of a pool."""

    def __init__(self, problem: Problem, pool: RoutePool, weights: Sequence[int]) -> None:
        self.pool = pool
        self._holders: dict[int, list[int]] = {}
        for number, column in enumerate(pool.columns):
            for position in column.order:
                if weights[position]:
                    self._holders.setdefault(position, []).append(number)
        self.model = cp_model.CpModel()
        self.chosen = [self.model.new_bool_var("") for _ in pool.columns]
        self.made = {position: self.model.new_bool_var("") for position in self._holders}
        self._add_shifts()
        for position, holders in self._holders.items():
            self.model.add_bool_or([self.made[position].negated(), *(self.chosen[number] for number in holders)])
        coefficients = _coefficients(problem, pool, weights, self._holders)
        variables = [*self.made.values(), *self.chosen]
        self.model.maximize(cp_model.LinearExpr.weighted_sum(variables, coefficients))

    def hint(self, chosen: set[int]) -> None:
        """Propose columns, by number."""
        made = {position for number in chosen for position in self.pool.columns[number].order}
        for number, variable in enumerate(self.chosen):
            self.model.add_hint(variable, number in chosen)
        for position, variable in self.made.items():
            self.model.add_hint(variable, position in made)

    def _add_shifts(self) -> None:
        by_kind: dict[int, list[cp_model.IntVar]] = {}
        for column, variable in zip(self.pool.columns, self.chosen, strict=True):
            by_kind.setdefault(column.kind, []).append(variable)
        for kind, variables in by_kind.items():
            num_shifts = len(self.pool.shifts_of[kind])
            if num_shifts == 1:
                self.model.add_at_most_one(variables)
            elif len(variables) > num_shifts:
                self.model.add(cp_model.LinearExpr.sum(variables) <= num_shifts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How CP-SAT searches: deterministic seconds (`None`: no limit), seed, threads."""

    max_deterministic: float | None
    seed: int
    num_workers: int

    @classmethod
    def of(cls, limits: Limits, *, seed: int, num_workers: int) -> "Settings":
        """Settings from the limits of the whole: an iteration is a deterministic second."""
        most = None if limits.max_iterations is None else float(limits.max_iterations)
        return cls(max_deterministic=most, seed=seed, num_workers=num_workers)


class Choosing(cp_model.CpSolverSolutionCallback):
    """Gathers the better and better sets of columns, and hands on the wish to stop.

    Parameters
    ----------
    choice
        The model that is being solved.
    keep_on
        Asked at each solution and bound whether to go on.
    """

    def __init__(self, choice: ChoiceModel, keep_on: Callable[[], bool]) -> None:
        super().__init__()
        self._choice, self._keep_on = choice, keep_on
        self.found: list[tuple[int, ...]] = []
        self.error: BaseException | None = None

    def on_solution_callback(self) -> None:
        """Note a set of columns; what goes wrong is kept, as OR-Tools would hide it."""
        try:
            self.found.append(tuple(n for n, variable in enumerate(self._choice.chosen) if self.boolean_value(variable)))
            is_over = not self._keep_on()
        except BaseException as error:  # noqa: BLE001 (raised again by `choose`)
            self.error, is_over = error, True
        if is_over:
            self.stop_search()


def choose(
    choice: ChoiceModel, settings: Settings, max_runtime: float, keep_on: Callable[[], bool]
) -> tuple[list[tuple[int, ...]], bool]:
    """Sets of columns found in some wall seconds (inf: no limit), each better than the one before; is the last proved best?"""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = settings.seed % 2**31
    parameters.num_workers = settings.num_workers
    # with every clause in the relaxation the bound fell to 0.8 % above the optimum of a day, without it stood at 24 %
    parameters.linearization_level = 2
    if settings.num_workers > 1:
        parameters.subsolvers.extend(["max_lp", "reduced_costs"])
    parameters.max_time_in_seconds = max(0.0, max_runtime)
    if settings.max_deterministic is not None:
        parameters.max_deterministic_time = settings.max_deterministic
    callback = Choosing(choice, keep_on)
    solver.best_bound_callback = lambda _: None if keep_on() else solver.stop_search()
    status = solver.solve(choice.model, callback)
    if callback.error is not None:
        raise callback.error
    return callback.found, status == cp_model.OPTIMAL


def _coefficients(problem: Problem, pool: RoutePool, weights: Sequence[int], positions: Iterable[int]) -> list[int]:
    """Objective: worth of each visit, then the cost of each column below zero."""
    highest = [0] * len(pool.shifts_of)
    for column in pool.columns:
        highest[column.kind] = max(highest[column.kind], column.cost - column.lost)
    most_soft = sum(cost * len(shifts) for cost, shifts in zip(highest, pool.shifts_of, strict=True))
    tier_unit = soft_bound(problem) + 1  # every weight is a multiple of it, but for what a kept visit adds
    parts = [divmod(weights[position], tier_unit) for position in positions]
    step = most_soft + sum(rest for _, rest in parts) + 1
    worths = [tier * step + rest for tier, rest in parts]
    costs = [column.cost - column.lost + column.lost // tier_unit * step for column in pool.columns]
    bits = max(0, (sum(worths) + most_soft).bit_length() - MAX_OBJECTIVE.bit_length() + 1)
    return [*(worth >> bits for worth in worths), *(-(cost >> bits) for cost in costs)]
