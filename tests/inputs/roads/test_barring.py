"""Guards which road a home is on when water, a wall or a railway lies in between."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
import shapely

from inputs.roads.store import load_network, save_roads
from planner.domain.arrays import Floats
from tests.inputs.roads.making import degrees
from tests.inputs.roads.osm_text import Tags, roads_from, write_osm

STREET = {"highway": "residential"}
PLACES: Mapping[int, tuple[float, float]] = {1: (-200, 0), 2: (400, 0), 3: (-200, 100), 4: (400, 100), 5: (-200, 50)}
STREETS: Sequence[tuple[Sequence[int], Tags]] = (
    ((1, 2), STREET | {"name": "Jalan Selatan"}),
    ((3, 4), STREET | {"name": "Jalan Utara"}),
    ((1, 5, 3), STREET),
)
"""Two streets 100 m apart; doors lie 30 m from the southern one."""


def tied(
    tmp_path: Path,
    corners: Sequence[tuple[float, float]],
    tags: Tags,
    door: tuple[float, float] = (100, 30),
    *,
    is_ring: bool = False,
) -> tuple[str, float, bool]:
    """Street and walk of a door where a line of tags is drawn, and whether there is a walk at all."""
    line = {100 + number: corner for number, corner in enumerate(corners)}
    ring = (*line, *([100] if is_ring else []))
    path = write_osm(tmp_path / "a.osm", {**PLACES, **line}, [*STREETS, (ring, tags)])
    roads = roads_from(path)
    save_roads(roads.network, tmp_path)
    kept = type(roads)(load_network(tmp_path), roads.settings)
    places, again = (one.place("motorcycle", degrees(door)) for one in (roads, kept))
    assert (places.segment[0], places.is_near[0]) == (again.segment[0], again.is_near[0])
    return roads.network.name(int(places.segment[0])), float(places.access_distance[0]), bool(places.is_near[0])


LONG = ((-150, 15), (350, 15))


@pytest.mark.parametrize(
    "tags",
    [
        *({"barrier": kind} for kind in ("wall", "fence", "city_wall", "retaining_wall", "hedge")),
        *({"railway": kind} for kind in ("rail", "light_rail")),
    ],
)
def test_a_wall_or_a_railway_gives_a_home_to_the_street_on_its_side(tmp_path: Path, tags: Tags) -> None:
    """Thirty metres over the wall or seventy on this side: the latter."""
    name, walk, is_near = tied(tmp_path, LONG, tags)
    assert (name, is_near) == ("Jalan Utara", True)
    assert walk == pytest.approx(70, abs=1)


@pytest.mark.parametrize(
    "tags",
    [{"railway": "rail", "bridge": "yes"}, {"railway": "rail", "tunnel": "yes"}, {"railway": "abandoned"}, {"barrier": "kerb"}],
)
def test_what_is_above_below_or_gone_is_no_wall(tmp_path: Path, tags: Tags) -> None:
    """A railway on a bridge or in a tunnel, a dismantled one, and a kerb are walked past."""
    assert tied(tmp_path, LONG, tags)[:2] == ("Jalan Selatan", pytest.approx(30, abs=1))


def test_a_yards_own_fence_has_a_gate_somewhere(tmp_path: Path) -> None:
    """A home fenced all round, its gate not drawn, stays on the nearest street."""
    yard = ((80, 10), (120, 10), (120, 50), (80, 50))
    assert tied(tmp_path, yard, {"barrier": "fence"}, is_ring=True) == ("Jalan Selatan", pytest.approx(30, abs=1), True)


def test_a_short_wall_is_walked_past(tmp_path: Path) -> None:
    """Where a wall ends the street beyond is the nearest again, a few steps farther."""
    name, walk, _ = tied(tmp_path, ((95, 15), (105, 15)), {"barrier": "wall"})
    assert name == "Jalan Selatan"
    assert 30 < walk < 40


LAKE = ((-150, 5), (350, 5), (350, 20), (-150, 20))


@pytest.mark.parametrize(("key", "value"), [("natural", "water"), ("landuse", "reservoir"), ("landuse", "aquaculture")])
def test_nobody_walks_across_a_lake(tmp_path: Path, key: str, value: str) -> None:
    """The street beyond the lake, or beyond fish ponds, is not a home's."""
    assert tied(tmp_path, LAKE, {key: value}, is_ring=True) == ("Jalan Utara", pytest.approx(70, abs=1), True)


def test_a_home_over_the_water_goes_ashore(tmp_path: Path) -> None:
    """A home on stilts, or a point a little beyond the shore, is tied over the shore once."""
    around = ((96, 21), (104, 21), (104, 39), (96, 39))
    assert tied(tmp_path, around, {"natural": "water"}, is_ring=True) == ("Jalan Selatan", pytest.approx(30, abs=1), True)


def test_a_pond_is_walked_round(tmp_path: Path) -> None:
    """A pond before the door leaves it on its street."""
    pond = ((95, 10), (105, 10), (105, 20), (95, 20))
    name, walk, _ = tied(tmp_path, pond, {"natural": "water"}, is_ring=True)
    assert name == "Jalan Selatan"
    assert 30 < walk < 40


def test_an_islet_in_a_lake_of_several_ways_is_not_near(tmp_path: Path) -> None:
    """A lake is often a relation of ways that say nothing of themselves: nobody walks from its islet to the shore."""
    shore = {10: (0, 10), 11: (200, 10), 12: (200, 90), 13: (0, 90)}
    islet = {20: (90, 40), 21: (110, 40), 22: (110, 60), 23: (90, 60)}
    ways: list[tuple[Sequence[int], Tags]] = [*STREETS, ((10, 11, 12), {}), ((12, 13, 10), {}), ((20, 21, 22, 23, 20), {})]
    members = [("w", 4, "outer"), ("w", 5, "outer"), ("w", 6, "inner")]
    tags = {"type": "multipolygon", "natural": "water"}
    path = write_osm(tmp_path / "a.osm", {**PLACES, **shore, **islet}, ways, relations=[(members, tags)])
    doors: Floats = degrees((100, 50), (100, 30), (-50, 30))
    places = roads_from(path).place("motorcycle", doors)
    assert places.is_near.tolist() == [False, True, True]


def test_an_estates_wall_has_its_street_through_it(tmp_path: Path) -> None:
    """A wall that shares a node with the street of its gate: homes on either side are on the piece of their own side."""
    places = {1: (-200, 0), 2: (400, 0), 3: (100, 0), 4: (100, 60), 5: (100, 150), 6: (-100, 60), 7: (300, 60)}
    ways: list[tuple[Sequence[int], Tags]] = [
        ((1, 3, 2), STREET | {"name": "Jalan Luar"}),
        ((3, 4, 5), STREET | {"access": "private", "name": "Jalan Dalam"}),
        ((6, 4, 7), {"barrier": "wall"}),
    ]
    path = write_osm(tmp_path / "a.osm", places, ways, node_tags={4: {"barrier": "gate", "access": "private"}})
    roads = roads_from(path)
    found = roads.place("motorcycle", degrees((30, 70), (30, 50)))
    assert [roads.network.name(segment) for segment in found.segment.tolist()] == ["Jalan Dalam", "Jalan Luar"]
    assert found.access_distance == pytest.approx([70, 50], abs=1)


def test_only_the_near_part_of_a_long_road_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of a coordinate makes a road of hundreds of kilometres, and each of its ten metres was held against the walls."""
    looked_at: list[float] = []
    segmentize = shapely.segmentize

    def counted(pieces: np.ndarray, step: float) -> object:  # type: ignore[type-arg]
        looked_at.extend(shapely.length(pieces).tolist())
        return segmentize(pieces, step)

    monkeypatch.setattr(shapely, "segmentize", counted)
    places = {1: (-200, 0), 2: (400, 0), 3: (-200, 100), 4: (600_000, 100), 10: (-150, 15), 11: (350, 15)}
    ways: Sequence[tuple[Sequence[int], Tags]] = [
        ((1, 2), STREET),
        ((3, 4), STREET),
        ((1, 3), STREET),
        ((10, 11), {"barrier": "wall"}),
    ]
    roads = roads_from(write_osm(tmp_path / "a.osm", places, ways))
    assert roads.place("motorcycle", degrees((100, 30))).is_near[0]
    assert 0 < max(looked_at) < 10 * roads.settings.max_access_distance
