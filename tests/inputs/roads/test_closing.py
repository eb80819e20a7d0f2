"""Guards closures and slowdowns: what they shut, that travel equals that of roads built anew, and how little that takes."""

import time
from dataclasses import replace

import numpy as np
import pytest

from inputs.roads.altered import AlteredRoads
from inputs.roads.closing import RoadMap
from inputs.roads.engines import has_hierarchies
from inputs.roads.facade import Roads
from inputs.roads.network import RoadNetwork, build_network
from planner.domain.path import RoadLine
from planner.domain.records import Village
from planner.domain.road_settings import RoadSettings
from planner.domain.scenario import Closure, Slowdown
from planner.domain.travel import UNREACHABLE
from tests.inputs.roads.making import SPEEDS, degrees, road, roads_of, square

ENGINES = ["scipy", *(["cch"] if has_hierarchies() else [])]


def grid(side: int, *, step: float = 100.0) -> RoadNetwork:
    """Streets by row and column; the middle row is a primary road, a river runs between the first two columns."""
    nodes = degrees(*[(step * x, step * y) for y in range(side) for x in range(side)])
    rows = []
    for y in range(side):
        for x in range(side):
            here = y * side + x
            if x + 1 < side:
                kind = "primary" if y == side // 2 else "residential"
                rows.append(road(nodes, here, here + 1, name=f"Jl. Timur {y}", road_class=kind))
            if y + 1 < side:
                rows.append(road(nodes, here, here + side, name=f"Jl. Utara {x}"))
    course = degrees((step / 2, -step), (step / 2, step * side))
    return build_network(nodes, rows, lines=[RoadLine(road_class="river", name="Ci Contoh", points=course)])


def ring(*metres: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in degrees(*metres))


def test_streets_and_classes_are_closed_by_name() -> None:
    """A street is closed as a whole whatever its spelling, a class everywhere, and nothing else."""
    network = grid(4)
    closed = RoadMap(network).closed_segments([Closure(streets=("jalan timur 0",), road_classes=("primary",))])
    names = {network.name(segment) for segment in closed}
    assert names == {"Jl. Timur 0", "Jl. Timur 2"}
    assert len(closed) == 6


def test_an_area_closes_what_it_touches() -> None:
    """Every road that touches a drawn area is closed, and no other; doors inside are shut."""
    network = grid(4)
    road_map = RoadMap(network)
    area = Closure(areas=(ring((90, 90), (110, 90), (110, 110), (90, 110)),))
    closed = road_map.closed_segments([area])
    assert len(closed) == 4
    assert all({int(network.tail[s]), int(network.head[s])} & {5} for s in closed)
    assert road_map.is_door_shut([area], degrees((100, 100), (120, 100))).tolist() == [True, False]


def test_a_village_and_a_river_strip_are_areas() -> None:
    """A village is closed by its outline, a river by the strip along its line."""
    network = grid(4)
    outline = (ring((-10, -10), (110, -10), (110, 110), (-10, 110)),)
    road_map = RoadMap(network, [Village(code="V1", name="Contoh", outline=(outline,))])
    assert road_map.is_door_shut([Closure(villages=("V1",))], degrees((0, 0), (200, 200))).tolist() == [True, False]
    bridges = road_map.closed_segments([Closure(river="ci contoh", river_distance=10)])
    assert {int(network.tail[s]) % 4 for s in bridges} == {0}
    assert len(bridges) == 4


def test_of_several_slowdowns_the_greatest_counts() -> None:
    """Slowdowns do not multiply; without a criterion all roads are meant; a factor below 1 is obeyed."""
    road_map = RoadMap(grid(4))
    factors = road_map.factors([Slowdown(factor=1.5), Slowdown(factor=3, road_classes=("primary",))])
    assert sorted(set(factors.tolist())) == [1.5, 3.0]
    assert set(road_map.factors([Slowdown(factor=0.5)]).tolist()) == {0.5}


@pytest.mark.parametrize("engine", ENGINES)
def test_closed_travel_equals_roads_built_without_the_segments(engine: str) -> None:
    """Closing a street gives the travel of a network that never had it."""
    network = grid(5)
    closed = RoadMap(network).closed_segments([Closure(streets=("Jl. Timur 2",))])
    points = degrees((0, 5), (400, 5), (0, 395), (205, 300))
    altered = AlteredRoads(roads_of(network), closed=closed)
    nodes = degrees(*[(100.0 * x, 100.0 * y) for y in range(5) for x in range(5)])
    rows = [
        road(nodes, int(network.tail[s]), int(network.head[s]), road_class=network.class_name(s))
        for s in range(network.num_segments)
        if s not in closed
    ]
    anew = roads_of(build_network(nodes, rows))
    got = altered.travel("motorcycle", altered.place("motorcycle", points), engine=engine)
    want = anew.travel("motorcycle", anew.place("motorcycle", points), engine="scipy")
    np.testing.assert_array_equal(got.durations, want.durations)
    np.testing.assert_array_equal(got.distances, want.distances)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("factor", [0.5, 1.5, 4.0, 20.0])
def test_slow_travel_equals_roads_of_that_speed(engine: str, factor: float) -> None:
    """Travel ×f on a class is the travel of roads on which that class is f times slower, to the second."""
    network = grid(5)
    points = degrees((0, 5), (400, 5), (0, 395), (205, 300))
    factors = RoadMap(network).factors([Slowdown(factor=factor, road_classes=("primary",))])
    altered = AlteredRoads(roads_of(network), factors=factors)
    slow = {profile: {**speeds, "primary": speeds.get("primary", 1e-3) / factor} for profile, speeds in SPEEDS.items()}
    anew = Roads(network, RoadSettings(speeds=slow, access_speed=3.6, parking_duration=0, max_access_distance=100))
    got = altered.travel("motorcycle", altered.place("motorcycle", points), engine=engine)
    want = anew.travel("motorcycle", anew.place("motorcycle", points), engine="scipy")
    assert abs(got.durations.astype(int) - want.durations).max() <= 1


def test_nothing_is_built_anew() -> None:
    """A scenario shares places and the hierarchy's shape with the usual roads, and leaves these as they are."""
    usual = roads_of(grid(5))
    places = usual.place("motorcycle", degrees((0, 5), (400, 395)))
    before = usual.travel("motorcycle", places).durations
    altered = AlteredRoads(usual, closed=frozenset(range(4)), factors=np.full(usual.network.num_segments, 2.0))
    altered.travel("motorcycle", altered.place("motorcycle", places.points))
    assert altered.topologies is usual.topologies
    np.testing.assert_array_equal(usual.travel("motorcycle", places).durations, before)


def test_a_door_on_a_closed_street_is_cut_off() -> None:
    """A door tied to a closed road has no way, there or back; others keep theirs."""
    usual = roads_of(square())
    altered = AlteredRoads(usual, closed=frozenset({1}))
    durations = altered.travel("foot", altered.place("foot", degrees((50, 2), (98, 50), (50, 98)))).durations
    assert durations[0, 1] == durations[1, 0] == UNREACHABLE
    assert durations[0, 2] < UNREACHABLE


def test_legs_agree_with_travel() -> None:
    """The way that would be drawn under a scenario has the duration of its matrix and uses no closed road."""
    usual = roads_of(grid(5))
    closed = RoadMap(usual.network).closed_segments([Closure(streets=("Jl. Timur 2",))])
    altered = AlteredRoads(usual, closed=closed, factors=np.full(usual.network.num_segments, 1.5))
    places = altered.place("motorcycle", degrees((0, 5), (400, 395), (200, 305)))
    durations = altered.travel("motorcycle", places).durations
    for i in range(3):
        for j in range(3):
            leg = altered.leg("motorcycle", places, i, j)
            assert leg is not None
            assert leg.duration == durations[i, j]
            assert all(step.name != "Jl. Timur 2" for step in leg.steps)


def test_closing_fifty_streets_takes_no_time() -> None:
    """On 30,000 segments fifty streets are found, and the hierarchy has their weights, in a fifth of a second of work."""
    network = grid(124)
    usual = roads_of(network)
    usual.travel("motorcycle", usual.place("motorcycle", degrees((0, 5), (400, 395))))
    road_map = RoadMap(network)
    streets = tuple(f"Jl. Timur {n}" for n in range(10, 60))
    began = time.process_time()
    altered = AlteredRoads(usual, closed=road_map.closed_segments([Closure(streets=streets)]))
    altered._engine("motorcycle", "auto")
    spent = time.process_time() - began
    assert spent < 2.0, spent  # 0.2 s are promised, 0.02 s were measured; a crowded machine is slower


def test_settings_stay() -> None:
    """Access and parking are not slowed: they are on foot and at the door."""
    usual = Roads(square(), replace(roads_of(square()).settings, parking_duration=30))
    altered = AlteredRoads(usual, factors=np.full(4, 3.0))
    places = usual.place("motorcycle", degrees((50, 20), (50, 20.001)))
    assert altered.travel("motorcycle", places).durations[0, 1] >= 30 + 2 * 20
    assert altered.travel("motorcycle", places).durations[0, 1] <= 30 + 2 * 20 + 1


@pytest.mark.parametrize("profile", ["motorcycle", "foot"])
@pytest.mark.parametrize("closed", [(), (0,), (1,), (0, 2), (3,), (0, 1, 2, 3)])
def test_reached_places_are_those_with_a_way_there_and_back(profile: str, closed: tuple[int, ...]) -> None:
    """Asked of one station and many doors the answer is that of the whole matrix, one-way streets and closed ones included."""
    altered = AlteredRoads(roads_of(square()), closed=frozenset(closed))
    points = degrees((20, 2), (98, 50), (50, 98), (2, 50), (70, 2))
    places = altered.place(profile, points)
    durations = altered.travel(profile, places).durations
    found = altered.is_reached(profile, places, altered.place(profile, points[:1]))
    expected = (durations[0] < UNREACHABLE) & (durations[:, 0] < UNREACHABLE)
    assert found[1:].tolist() == expected[1:].tolist()
