"""Guards the map page: true geometry, numbers that do not hide each other, names that hide nothing."""

import dataclasses
import itertools
import math
from collections.abc import Iterator
from importlib import resources
from typing import Any

import numpy as np
import pytest
import shapely
from fontTools.ttLib import TTFont

from outputs.maps.background import background, layer_of, name_spots
from outputs.maps.compose import HEIGHT, INSET_WIDTH, LIST_HEIGHT, WIDTH, compose_map
from outputs.maps.frame import frame_around
from outputs.maps.placing import MARKER, name_box, name_length
from planner.domain.path import RoadLine
from planner.domain.place import Point
from tests.outputs.day import make_day, on_grid


def test_a_kilometre_is_a_kilometre_both_ways() -> None:
    """The projection keeps lengths: the scale bar holds north-south and east-west, and north is up."""
    frame = frame_around(np.array([on_grid(0, 0), on_grid(10, 10)]), width=100, height=100, margin=5)
    west, south, east, north = frame.bounds
    across = (east - west) * 111_320 * math.cos(math.radians(frame.centre[1])) * frame.scale
    assert across == pytest.approx(100)
    assert (north - south) * 111_320 * frame.scale == pytest.approx(100)
    assert frame.project(np.array([[frame.centre[0], north]]))[0] == pytest.approx([50, 0], abs=1e-6)


def _panels(drawn: dict[str, Any]) -> list[dict[str, Any]]:
    return [drawn, *(detail["panel"] for detail in drawn["details"])]


def _points(path: str) -> list[tuple[float, float]]:
    """Points of a path string in millimetres."""
    found: list[tuple[float, float]] = []
    for line in path.split("M")[1:]:
        start, moves = line.split("l")
        x, y = map(int, start.split())
        found.append((x / 100, y / 100))
        for dx, dy in _pairs(moves):
            x, y = x + dx, y + dy
            found.append((x / 100, y / 100))
    return found


def _pairs(moves: str) -> Iterator[tuple[int, int]]:
    numbers = iter(map(int, moves.split()))
    return zip(numbers, numbers, strict=True)


@pytest.mark.parametrize("team", range(12))
def test_numbers_never_hide_each_other(team: int) -> None:
    """Markers lie apart and inside their frame, on their door or joined to it by a leader; names hide nothing."""
    day = make_day(num_teams=12)
    drawn = compose_map(day, day.teams[team])
    assert drawn is not None
    for panel in _panels(drawn):
        centres = [(stop["x"], stop["y"]) for stop in panel["stops"]]
        assert all(math.dist(a, b) >= MARKER * 0.98 for a, b in itertools.combinations(centres, 2))
        assert all(0 < x < panel["width"] and 0 < y < panel["height"] for x, y in centres)
        boxes = [name_box(name["text"], name["x"], name["y"], name["angle"]) for name in panel["names"]]
        assert not any(a.intersects(b) for a, b in itertools.combinations(boxes, 2))
        assert not any(box.intersects(shapely.Point(centre).buffer(MARKER / 2)) for box in boxes for centre in centres)


@pytest.mark.parametrize("team", range(12))
def test_every_number_is_on_the_map_once(team: int) -> None:
    """Each number stands on the map or in one detail, never in both; no detail hides a door."""
    day = make_day(num_teams=12)
    drawn = compose_map(day, day.teams[team])
    assert drawn is not None
    numbers = [stop["number"] for panel in _panels(drawn) for stop in panel["stops"]]
    assert sorted(numbers) == list(range(1, 23))
    for detail in drawn["details"]:
        x, y, width, height = detail["box"]
        for stop in drawn["stops"]:
            assert not (x <= stop["at"][0] <= x + width and y <= stop["at"][1] <= y + height)
        assert detail["panel"]["width"] >= 1.7 * detail["outline"][2]


def test_a_crowd_of_doors_is_drawn_larger() -> None:
    """Five doors in one lane, far from the rest: their markers move into a detail with a scale of its own."""
    day = make_day(num_stops=8, num_reserves=0)
    team = day.teams[0]
    crowd = [on_grid(-8 + 0.03 * index, -8) for index in range(6)] + [on_grid(9, 9), on_grid(-9, 9)]
    lines = tuple(
        dataclasses.replace(stop, longitude=place[0], latitude=place[1]) for stop, place in zip(team.stops, crowd, strict=True)
    )
    legs = tuple(np.array([a, b]) for a, b in itertools.pairwise(crowd))
    drawn = compose_map(day, dataclasses.replace(team, lines=lines, legs=legs, start=None, end=None))
    assert drawn is not None
    (detail,) = drawn["details"]
    assert [stop["number"] for stop in detail["panel"]["stops"]] == [1, 2, 3, 4, 5, 6]
    assert [stop["number"] for stop in drawn["stops"]] == [7, 8]
    assert len(drawn["dots"]) == 6
    assert detail["panel"]["scale"]["metres"] < drawn["scale"]["metres"]


def test_lines_stay_inside_the_frame() -> None:
    """Roads and route are cut at the frame; the route keeps its arrows."""
    day = make_day()
    drawn = compose_map(day, day.teams[0])
    assert drawn is not None
    for path in (*drawn["layers"].values(), drawn["route"]):
        for x, y in _points(path):
            assert -0.01 <= x <= WIDTH + 0.01
            assert -0.01 <= y <= HEIGHT + 0.01
    assert len(drawn["arrows"]) >= len(day.teams[0].legs) // 2
    assert {"main", "middle", "street", "river"} <= set(drawn["layers"])
    assert max(x for ring in drawn["inset"]["rings"] for x, _ in ring) <= INSET_WIDTH


def test_a_far_station_does_not_shrink_the_doors() -> None:
    """Doors far from the station fill the page; the route leaves the frame."""
    day = make_day(num_stops=4, num_reserves=0)
    far = on_grid(200, 0)
    legs = (np.array([far, day.teams[0].legs[0][-1]]), *day.teams[0].legs[1:-1], np.array([day.teams[0].legs[-1][0], far]))
    team = dataclasses.replace(day.teams[0], legs=legs, start=Point.of_row(np.array(far)), end=Point.of_row(np.array(far)))
    near = compose_map(day, day.teams[0])
    drawn = compose_map(day, team)
    assert drawn is not None
    assert near is not None
    assert drawn["ends"] == []
    assert len(drawn["exits"]) == 2
    for x, y, width, height, name in drawn["exits"]:
        assert name in {"dari Mapolsek", "ke Mapolsek"}
        assert x + width == pytest.approx(WIDTH - 0.8)
        assert 0 < y < HEIGHT - height
    assert near["exits"] == []
    assert drawn["scale"]["metres"] <= near["scale"]["metres"] * 4


def test_a_larger_paper_has_a_larger_map() -> None:
    """F4 is 33 mm higher and 5 mm wider, and the map uses all of it."""
    day = dataclasses.replace(make_day(num_stops=4, num_reserves=0), paper="F4")
    drawn = compose_map(day, day.teams[0])
    assert drawn is not None
    assert (drawn["width"], drawn["height"]) in {(WIDTH + 5, HEIGHT + 33), (WIDTH + 5, HEIGHT + 33 - LIST_HEIGHT)}


def test_classes_have_layers() -> None:
    """Links are drawn as their road; unknown classes as lanes."""
    assert [layer_of(name) for name in ("trunk_link", "motorway", "river", "footway", "residential")] == [
        "main",
        "toll",
        "river",
        "lane",
        "street",
    ]


def test_names_follow_straight_stretches_and_are_never_upside_down() -> None:
    """A name stands only where the road is long and straight enough."""
    bent = shapely.LineString([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0.5)])
    straight = shapely.LineString([(50, 20), (0, 20)])
    assert name_spots([shapely.LineString([(0, 0), (5, 0)])], 20) == []
    assert all(-90 <= angle < 90 for _, _, angle in name_spots([straight], 20))
    assert name_spots([straight], 20)[0][2] == 0
    assert name_spots([bent], 30) == []


@pytest.mark.parametrize("face", ["Regular", "Semibold"])
@pytest.mark.parametrize(
    "name", ["Gg. Bambu", "JALAN RAYA MAUK", "GG. MAWAR WWW", "Jalan Dokter KRT Radjiman", "Jl. Raya Serang"]
)
def test_a_name_is_never_longer_than_its_ground(name: str, face: str) -> None:
    """What is kept free for a name is at least what its letters take in the font of the page."""
    font = TTFont(str(resources.files("font_source_sans_pro") / "files" / f"SourceSansPro-{face}.ttf"))
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    length = sum(widths[glyphs[ord(letter)]][0] for letter in name) / font["head"].unitsPerEm * 9 * 25.4 / 72
    assert length + 1.2 <= name_length(name)


def test_no_lines_no_layers() -> None:
    """An area without roads is an empty background, not an error."""
    frame = frame_around(np.array([on_grid(0, 0)]), width=100, height=100, margin=5)
    assert background([], frame).paths == {}
    far = RoadLine(road_class="trunk", name="Jl. Jauh", points=np.array([on_grid(900, 900), on_grid(901, 900)]))
    assert background([far], frame).paths == {}
    assert background([far], frame).names == ()


def test_paper_and_ground_are_one_to_one() -> None:
    """Where a point falls on paper is where it is read back."""
    frame = frame_around(np.array([on_grid(0, 0), on_grid(3, 5)]), width=100, height=80, margin=5)
    assert frame.project(np.array([frame.unproject(12.5, 70)]))[0] == pytest.approx([12.5, 70])
