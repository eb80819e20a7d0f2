"""Random sound plans for tests of the rules, made by blind insertion."""

import random

from planner.domain.plan import Plan, Route, Unassigned
from planner.domain.problem import Problem
from planner.rules.timing import schedule


def random_plan(problem: Problem, seed: int, *, num_tries: int = 12) -> Plan:
    """Put random visits at random places of random routes, keeping what fits."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    visits: dict[str, list[int]] = {shift.id: [] for shift in problem.shifts}
    routes: dict[str, Route] = {}
    for _ in range(num_tries):
        shift, position = rng.choice(problem.shifts), rng.randrange(len(problem.visits))
        if any(position in made for made in visits.values()):
            continue
        tried = list(visits[shift.id])
        tried.insert(rng.randint(0, len(tried)), position)
        route = schedule(problem, shift, tried)
        if route is not None:
            visits[shift.id], routes[shift.id] = tried, route
    made = {position for positions in visits.values() for position in positions}
    left = (visit.id for position, visit in enumerate(problem.visits) if position not in made)
    return Plan(routes=tuple(routes.values()), unassigned=tuple(Unassigned(visit_id=visit_id) for visit_id in left))
