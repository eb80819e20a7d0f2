"""Guards days with more shifts than the visits fill: nobody is idle, and no kept plan mixes routes of two moments."""

import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from planner.domain.solving import Limits
from planner.rules.check import check
from planner.rules.cost import breakdown
from solvers.orders import Orders, TwoReadingsError, plan_of
from solvers.portfolio.solver import PortfolioSolver
from solvers.search import searchers as together
from solvers.search.instance import Instance, instance_of
from solvers.search.scope import Scope, is_idle, shares
from solvers.search.searchers import Searchers
from solvers.search.solver import SearchSolver
from solvers.search.state import State
from solvers.search.tuning import COLD, HOT
from solvers.search.working_plan import WorkingPlan
from tests.solvers.open_days import open_day


@pytest.fixture
def cuts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts the cuts of a plan, and those with a share without visits."""
    counter: Counter[str] = Counter()

    def counted(inst: Instance, state: State, num: int, rng: np.random.Generator) -> list[Scope]:
        found = shares(inst, state, num, rng)
        counter["all"] += 1
        counter["idle"] += any(map(is_idle, found))
        return found

    monkeypatch.setattr(together, "shares", counted)
    return counter


def test_a_fall_may_begin_anew() -> None:
    """Where each searcher has a plan of its own, all but the first begin such a fall with nothing, and the best is kept."""
    problem = open_day(3, num_visits=30, num_shifts=3, hours=6)
    with Searchers(problem, [[] for _ in problem.shifts], seed=3, num=2) as searchers:
        for _ in range(10):
            searchers.round([HOT], 50)
        best = searchers.best_cost
        searchers.gather(slice(1))
        searchers.gather(slice(1, None), anew=True)
        kept, emptied = searchers.routes()
        assert kept == searchers.best_orders
        assert not any(emptied)
        assert searchers.costs() == [best, breakdown(problem, plan_of(problem, emptied)).cost]
        searchers.round([HOT], 50)
        assert searchers.best_cost <= best


@pytest.mark.parametrize("num", [2, 3])
def test_no_kept_plan_mixes_two_moments(cuts: Counter[str], num: int) -> None:
    """Through rounds of any length, with gathers in between, each plan kept costs what was kept, whoever had no share."""
    for seed in range(40):
        rng = random.Random(seed)  # noqa: S311 (reproducible test data)
        num_shifts = rng.randint(4 * num, 20)
        problem = open_day(seed, num_visits=rng.randint(20, 60), num_shifts=num_shifts, hours=rng.choice((1, 2, 6, 240)))
        with Searchers(problem, [[] for _ in problem.shifts], seed=seed, num=num) as searchers:
            assert searchers.shares_one_plan
            for _ in range(40):
                searchers.round([rng.choice((HOT, 0.1, COLD))], rng.randint(1, 100), is_exact=rng.random() < 0.1)
                if rng.random() < 0.3:
                    searchers.gather()
            searchers.gather()
            assert breakdown(problem, plan_of(problem, searchers.best_orders)).cost == searchers.best_cost
            for orders, cost in zip(searchers.routes(), searchers.costs(), strict=True):
                assert breakdown(problem, plan_of(problem, orders)).cost == cost
    assert 100 < cuts["idle"] < cuts["all"] - 100  # plans were shared, copied, and shared again


def test_everybody_searches_where_one_route_holds_everything() -> None:
    """A plan of one route has no share for a second searcher: each goes on in a copy, twice the same on threads."""
    problem = open_day(1, num_visits=30, num_shifts=9)
    orders: Orders = [list(range(30)), *([] for _ in range(8))]
    with Searchers(problem, orders, seed=1, num=2) as searchers:
        searchers.round([HOT], 0)
        assert searchers.routes() == [orders, orders]
        searchers.round([HOT], 50)
        assert all(scratch.tally[2] > 0 for scratch in searchers._scratches)
        assert searchers.best_cost < breakdown(problem, plan_of(problem, orders)).cost
    first, second = (SearchSolver().solve(problem, Limits(max_iterations=8000), seed=9) for _ in range(2))
    assert first.plan == second.plan


def test_the_cheapest_copy_is_shared_again() -> None:
    """As soon as everybody gets a share of the cheapest copy, all search in that one plan, and the others are gone."""
    problem = open_day(1, num_visits=30, num_shifts=9)
    with Searchers(problem, [list(range(30)), *([] for _ in range(8))], seed=1, num=2) as searchers:
        searchers.round([HOT], 0)
        searchers._plans[1].settle(searchers.numbering.inward([list(range(n, 30, 9)) for n in range(9)]))
        searchers._plans[1].cost -= 10**9  # cheapest by force
        searchers.round([HOT], 0)
        assert searchers.routes() == [[list(range(n, 30, 9)) for n in range(9)]]


def test_what_is_written_down_is_of_one_moment() -> None:
    """The best routes of a round begin with all routes as they stand, not with what an earlier round left there."""
    problem = open_day(1, num_visits=6, num_shifts=3)
    plan = WorkingPlan(instance_of(problem, num_near=5), [[0, 1, 2], [3], [4, 5]])
    plan.write_down()
    later: Orders = [[], [5, 3, 2, 0], [1]]
    plan.settle(later)
    plan.write_down()
    assert plan.best_orders() == later


def test_a_plan_of_two_moments_is_never_gone_on_from() -> None:
    """A visit twice, or another cost than the kept one, ends the run before the compiled code gets them."""
    problem = open_day(1, num_visits=8, num_shifts=8)
    with Searchers(problem, [[] for _ in problem.shifts], seed=1, num=2) as searchers:
        searchers.round([HOT], 50)
        cost, orders = searchers.best_cost, searchers.best_orders
        searchers.best_cost = cost + 1
        with pytest.raises(TwoReadingsError, match=f"kept {cost + 1} as the cost of a plan that costs {cost}"):
            searchers.gather()
        made = next(order[0] for order in orders if order)
        empty = next(number for number, order in enumerate(orders) if not order)
        searchers.best_cost, searchers.best_orders = cost, [[made] if n == empty else order for n, order in enumerate(orders)]
        with pytest.raises(TwoReadingsError, match="stands twice"):
            searchers.gather()


@pytest.mark.long
@pytest.mark.parametrize("seed", range(30))
def test_timed_runs_with_spare_shifts(seed: int) -> None:
    """Under the clock, where rounds are of any length, every run ends with a lawful plan whose cost is the one told."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    hours = rng.choice((8, 24, 240, 2400))
    problem = open_day(seed, num_visits=rng.randint(30, 500), num_shifts=rng.randint(8, 60), hours=hours)
    solver = rng.choice((SearchSolver(), PortfolioSolver()))
    result = solver.solve(problem, Limits(max_runtime=rng.uniform(0.3, 2.0)), seed=seed)
    assert check(problem, result.plan) == ()
    assert result.objective == breakdown(problem, result.plan)


@pytest.mark.long
def test_no_index_is_out_of_bounds(tmp_path: Path) -> None:
    """The same days with numba's checks of every index, in machine code of its own: what is on disk has none."""
    environment = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)}
    tests = [__file__, str(Path(__file__).with_name("test_search.py"))]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 (fixed words)
    assert done.returncode == 0, done.stdout
