"""Guards that whoever reads the directions finds their streets on the map: along the road, beside it, or in the list below."""

import dataclasses
from typing import Any

import numpy as np
import pytest
import shapely

from outputs.itinerary.directions import directions, streets_told
from outputs.itinerary.model import TeamItinerary
from outputs.maps.compose import HEIGHT, compose_map
from outputs.maps.placing import name_box
from planner.domain.path import RoadLine, RoadStep
from planner.words.language import words
from tests.outputs.day import grid_lines, make_day, on_grid
from tests.outputs.hard_days import random_day


def _named(drawn: dict[str, Any]) -> set[str]:
    panels = [drawn, *(detail["panel"] for detail in drawn["details"])]
    return {name["text"] for panel in panels for name in panel["names"]}


def _told(team: TeamItinerary) -> set[str]:
    return {street for stop in team.stops for street in stop.streets}


@pytest.mark.parametrize("seed", range(12))
def test_every_street_of_the_directions_is_named(seed: int) -> None:
    """On random days (real roads: `python -m benchmarks.street_names`); the list names the stops of the others."""
    day = random_day(seed)
    team = day.teams[0]
    drawn = compose_map(day, team)
    assert drawn is not None
    listed = dict(drawn["unnamed"])
    assert _told(team) <= _named(drawn) | listed.keys()
    assert not _named(drawn) & listed.keys()
    for street, numbers in listed.items():
        assert numbers == ", ".join(str(stop.number) for stop in team.stops if street in stop.streets)


def test_streets_told_are_those_of_the_text() -> None:
    """No more and no fewer than the line of directions names."""
    steps = [
        RoadStep(name=name, distance=distance, bearing=90)
        for name, distance in (("Jl. A", 300), ("", 900), ("Jl. B", 200), ("Gg. C", 100), ("Jl. D", 10))
    ]
    say = words("id")
    assert streets_told(steps, say) == ("Jl. A", "Jl. B")
    text = directions(steps, say)
    assert all((step.name in text) is (step.name in ("Jl. A", "Jl. B")) for step in steps if step.name)


def test_a_lane_too_short_for_its_name_is_joined_to_it() -> None:
    """A footpath of eighty metres is named beside itself with a line; a road beyond the frame stands in the list."""
    day = make_day(num_stops=6, num_reserves=0)
    lane = RoadLine(
        road_class="footway", name="Gang Haji Contoh Panjang", points=np.array([on_grid(1, 1.2), on_grid(1.7, 1.2)])
    )
    day = dataclasses.replace(day, lines=lambda bounds: [*grid_lines(bounds), lane])
    team = day.teams[0]
    told = ("Gang Haji Contoh Panjang", "Jl. Di Luar Peta")
    first = team.stops[0]
    lines = tuple(dataclasses.replace(line, streets=told) if line is first else line for line in team.lines)
    drawn = compose_map(day, dataclasses.replace(team, lines=lines))
    assert drawn is not None
    (name,) = [name for name in drawn["names"] if name["text"] == told[0]]
    assert "to" in name
    assert drawn["unnamed"] == [[told[1], str(first.number)]]
    assert drawn["height"] < HEIGHT
    box = name_box(name["text"], name["x"], name["y"], 0.0)
    assert not any(box.intersects(shapely.Point(stop["x"], stop["y"]).buffer(2.5)) for stop in drawn["stops"])
