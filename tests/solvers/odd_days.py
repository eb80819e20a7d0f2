"""Problems with everything that is awkward for a model, and lawful orders drawn without any search."""

import random
from dataclasses import replace

from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.visit import Window
from planner.rules.timing import schedule
from solvers.orders import Orders
from tests.building import random_problem


def odd_problem(seed: int) -> Problem:
    """A random problem; most have many visits at few places (stations among them), long setups, and up to three breaks."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    problem = random_problem(seed, num_visits=rng.choice((4, 8, 12)), num_shifts=rng.choice((1, 2, 3)), with_promises=True)
    if rng.random() < 0.7:
        num_places = min(rng.choice((2, 3, 5, 9)), problem.num_places)
        visits = tuple(
            replace(visit, place=rng.randrange(num_places), setup_duration=rng.choice((0, 60, 300, 900)))
            for visit in problem.visits
        )
        problem = replace(problem, visits=visits)
    if rng.random() < 0.6:
        problem = replace(problem, shifts=tuple(_odd_shift(rng, shift) for shift in problem.shifts))
    return problem


def lawful_orders(problem: Problem, seed: int) -> Orders:
    """Random orders that the exact schedule allows; visits that found no place are left out."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    orders: Orders = [[] for _ in problem.shifts]
    positions = list(range(len(problem.visits)))
    rng.shuffle(positions)
    for position in positions:
        number = rng.randrange(len(orders))
        gaps = list(range(len(orders[number]) + 1))
        rng.shuffle(gaps)
        tries = ([*orders[number][:gap], position, *orders[number][gap:]] for gap in gaps)
        lawful = (order for order in tries if schedule(problem, problem.shifts[number], order) is not None)
        orders[number] = next(lawful, orders[number])
    return orders


def _odd_shift(rng: random.Random, shift: Shift) -> Shift:
    breaks = tuple(_odd_break(rng, shift, str(number)) for number in range(rng.choice((0, 1, 2, 3))))
    return replace(shift, breaks=breaks, start=rng.choice((0, 1, 2, None)), end=rng.choice((0, 1, 2, None)))


def _odd_break(rng: random.Random, shift: Shift, id_: str) -> Break:
    """One that may lie partly or wholly outside the shift, have a window apart, or no length at all."""
    start = rng.randrange(shift.window.start - 1800, shift.window.end, 300)
    windows = [Window(start=start, end=start + rng.choice((0, 600, 3600)))]
    if rng.random() < 0.3:
        later = windows[0].end + rng.choice((1, 600, 3600))
        windows.append(Window(start=later, end=later + rng.choice((0, 1800))))
    return Break(id=id_, windows=tuple(windows), duration=rng.choice((0, 300, 900, 1800)))
