"""Guards what is said of a whole day: the sums of its routes' expected values, and nothing of days whose doors all open."""

from dataclasses import replace

import pytest

from planner.domain.plan import Plan
from planner.improving.expectation import expectation, expected_day
from planner.rules.blocks import blocks_of
from tests.rules.doors import door_day, routes_of


def test_a_day_is_the_sum_of_its_routes() -> None:
    """Doors, knocks and doors that open are those of the routes; anchors are conversations too."""
    problem = door_day(4)
    routes = routes_of(problem, 4)
    found = expected_day(problem, Plan(routes=tuple(route for _, route in routes)))
    assert found is not None
    means = [expectation(problem, shift, blocks_of(problem, shift, route)) for shift, route in routes]
    assert found.met == pytest.approx(sum(mean.met for mean in means))
    assert found.knocked == pytest.approx(sum(mean.knocked for mean in means))
    doors = {visit.id for visit in problem.visits if visit.opening is not None}
    planned = [[stop.visit_id in doors for stop in route.stops] for _, route in routes]
    assert found.num_doors == sum(map(sum, planned)) + sum(len(route.reserves) for _, route in routes)
    assert found.met <= found.knocked <= found.num_doors
    talks = [len(made) - sum(made) + mean.met for made, mean in zip(planned, means, strict=True)]
    assert found.most_talks == pytest.approx(max(talks))
    assert found.as_data()["met"] == round(found.met, 2)


def test_nothing_is_said_of_a_day_whose_doors_all_open() -> None:
    """Where no visit says how its door opens, averages are not made up."""
    problem = door_day(4)
    plain = replace(problem, visits=tuple(replace(visit, opening=None) for visit in problem.visits))
    assert expected_day(plain, Plan(routes=())) is None
