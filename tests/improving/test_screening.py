"""Guards the screening of many visits at once: it never rules out a visit that fits."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.improving.insertions import open_route
from planner.improving.screening import VisitColumns, may_fit
from planner.rules.cost import fair_shares
from tests.building import random_problem
from tests.rules.planning import random_plan


@settings(max_examples=150)
@given(st.integers(0, 10**6), st.integers(0, 12))
def test_what_fits_passes(seed: int, num_tries: int) -> None:
    """A visit with an exact insertion into a route passes the screen of that route, with every feature in play."""
    problem = random_problem(seed, num_visits=9, num_shifts=3, with_promises=True)
    plan = random_plan(problem, seed, num_tries=num_tries)
    position_of = {visit.id: n for n, visit in enumerate(problem.visits)}
    stops_of = {route.shift_id: [position_of[stop.visit_id] for stop in route.stops] for route in plan.routes}
    columns = VisitColumns.of(problem.visits)
    for shift, share in zip(problem.shifts, fair_shares(problem), strict=True):
        stops = stops_of.get(shift.id, [])
        route = open_route(problem, shift, stops, share=share)
        passes = may_fit(route, columns)
        others = [position for position in range(len(problem.visits)) if position not in stops]
        fitting = [position for position in others if next(route.insertions(position), None) is not None]
        assert passes[fitting].all()
        assert passes.dtype == np.bool_
