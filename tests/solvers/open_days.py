"""Days with more shifts than the visits fill: random ways, no windows, shifts short or without end."""

import random

import numpy as np

from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.travel import Travel
from planner.domain.visit import Visit, Window

_HOUR = 3600


def open_day(seed: int, *, num_visits: int, num_shifts: int, hours: float = 240) -> Problem:
    """A day of shifts that are all alike, so many hours long: ten days hold whatever is asked in a single route."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    places = num_visits + 1
    durations = np.array([[0 if i == j else rng.randrange(20, 4016) for j in range(places)] for i in range(places)])
    duty = Window(start=0, end=int(hours * _HOUR))
    return Problem(
        visits=tuple(Visit(id=f"v{n}", place=n, prize=rng.randint(1, 100), service_duration=60) for n in range(1, places)),
        shifts=tuple(Shift(id=f"s{n}", window=duty, start=0, end=0, profile="car") for n in range(num_shifts)),
        travel={"car": Travel(durations=durations)},
    )
