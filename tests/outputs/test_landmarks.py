"""Guards the landmarks of a map: near the way, named, hiding nothing, in no way of the streets' names."""

import dataclasses

import shapely

from outputs.maps.compose import compose_map
from outputs.maps.landmarks import named
from outputs.maps.placing import name_box
from planner.domain.path import Landmark
from planner.words.language import words
from tests.outputs.day import make_day, on_grid


def _mark(kind: str, name: str, column: float, row: float) -> Landmark:
    longitude, latitude = on_grid(column, row)
    return Landmark(kind=kind, name=name, longitude=longitude, latitude=latitude)


def test_landmarks_near_the_way_are_drawn() -> None:
    """A mark on the spot, its name beside it, neither over a door nor over another; one far from the way is left out."""
    day = make_day(num_stops=6, num_reserves=0)
    stop = day.teams[0].stops[-1]
    beside = Landmark(kind="mosque", name="Al-Contoh", longitude=stop.longitude + 0.0003, latitude=stop.latitude + 0.0003)
    far = _mark("school", "SDN Jauh", 300, 300)
    plain = compose_map(day, day.teams[0])
    drawn = compose_map(dataclasses.replace(day, landmarks=lambda _: [beside, far]), day.teams[0])
    assert drawn is not None
    assert plain is not None
    panels = [drawn, *(detail["panel"] for detail in drawn["details"])]
    found = [(panel, name) for panel in panels for name in panel["names"] if name["layer"] == "landmark"]
    assert {name["text"] for _, name in found} == {"Masjid Al-Contoh"}
    for panel, name in found:
        box = name_box(name["text"], name["x"], name["y"], 0.0)
        doors = [shapely.Point(one["x"], one["y"]).buffer(2.5) for one in panel["stops"]]
        assert not any(box.intersects(door) or shapely.Point(name["at"]).buffer(1.2).intersects(door) for door in doors)
    assert drawn["unnamed"] == plain["unnamed"]  # the streets of the directions come first


def test_landmarks_are_called_what_they_are() -> None:
    """One without a name by its kind; a mosque named after somebody as a mosque; others as they are."""
    marks = [
        _mark("mosque", "Musholla An-Contoh", 0, 0),
        _mark("mosque", "Nurul Contoh", 0, 0),
        _mark("market", "", 0, 0),
        _mark("school", "SDN Contoh 1", 0, 0),
    ]
    texts = [mark.text for mark in named(marks, words("id"))]
    assert texts == ["Musholla An-Contoh", "Masjid Nurul Contoh", "Pasar", "SDN Contoh 1"]
