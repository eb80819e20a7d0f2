"""Guards the operators of a step: drawn by weight, counted truly, told in the result."""

from collections import Counter

from planner.domain.solving import Limits
from solvers.registry import engines
from solvers.search.dice import dice_of
from solvers.search.operators import RECREATES, RUINS, draw_operator
from solvers.search.solver import SearchSolver
from tests.building import random_problem


def test_operators_are_drawn_by_weight() -> None:
    """A row of weight 0 is never drawn, one of three times the weight three times as often."""
    dice = dice_of(1)
    drawn = Counter(draw_operator(dice, (1.0, 0.0, 3.0)) for _ in range(8000))
    assert set(drawn) == {0, 2}
    assert 0.22 < drawn[0] / 8000 < 0.28


def test_every_step_is_counted_once_for_each_table() -> None:
    """All steps drew a ruin, all with a lawful ruin an order of the queue; kept ones are among them, gains among these."""
    problem = random_problem(3, num_visits=60, num_shifts=12)
    result = SearchSolver().solve(problem, Limits(max_iterations=6000), seed=1)
    ruins, recreates = result.operators[: len(RUINS)], result.operators[len(RUINS) :]
    assert len(recreates) == len(RECREATES)
    assert sum(count.num_tried for count in ruins) == result.num_iterations
    assert 0 < sum(count.num_tried for count in recreates) <= 6000
    assert sum(count.num_accepted for count in ruins) == sum(count.num_accepted for count in recreates)
    assert sum(count.num_improved for count in ruins) == sum(count.num_improved for count in recreates) > 0
    for count in result.operators:
        assert count.num_improved <= count.num_accepted <= count.num_tried


def test_the_portfolio_tells_what_its_search_counted() -> None:
    """The default engine's result holds the same counts as its search alone; an engine without operators holds none."""
    problem = random_problem(3, num_visits=30, num_shifts=3)
    limits = Limits(max_iterations=2000)
    alone, whole = (engines()[name]().solve(problem, limits, seed=1) for name in ("search", "auto"))
    assert alone.operators == whole.operators != ()
    assert engines()["insertion"]().solve(problem, limits).operators == ()
