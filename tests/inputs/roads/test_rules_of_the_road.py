"""Guards estates, gates, ferries and which road a home is on, in small files."""

from pathlib import Path

import pytest

from planner.domain.travel import UNREACHABLE
from tests.inputs.roads.making import degrees
from tests.inputs.roads.osm_text import Tags, durations, roads_from, write_osm

STREET = {"highway": "residential"}


def test_an_open_street_behind_private_ones_belongs_to_the_estate(tmp_path: Path) -> None:
    """Two gates, open streets between them: visited by either gate, never driven through, however short the way."""
    places = {1: (0, 0), 2: (400, 0), 3: (400, 400), 4: (0, 400), 5: (0, 100), 6: (0, 300), 7: (-300, 0), 8: (-300, 400)}
    main = [((1, 2, 3, 4), STREET), ((7, 1), STREET), ((8, 4), STREET)]
    for gate in ({"access": "private"}, {"motor_vehicle": "destination"}):
        inside = [((1, 5), STREET | gate), ((5, 6), STREET), ((6, 4), STREET | gate)]
        found = roads_from(write_osm(tmp_path / "a.osm", places, [*main, *inside]))
        times = durations(found, "motorcycle", (-100, 0), (-100, 400), (2, 150), (2, 250), engine="cch")
        assert times[0][1] == 2 * 20 + 240
        assert times[0][2] == 20 + 30 + 2
        assert times[3][1] == 20 + 30 + 2
        assert times[2][3] == 20 + 4


@pytest.mark.parametrize(
    ("gate", "through"),
    [
        ({"barrier": "gate"}, True),
        ({"barrier": "gate", "access": "private"}, False),
        ({"barrier": "lift_gate", "motor_vehicle": "destination"}, False),
    ],
)
def test_a_private_gate_keeps_through_traffic_out(tmp_path: Path, gate: Tags, through: bool) -> None:
    """A gate on a node: who visits passes it, who only wants to get on goes round."""
    places = {1: (0, 0), 2: (200, 0), 3: (400, 0), 4: (400, 400), 5: (0, 400), 6: (200, -100)}
    ways = [((1, 2, 3), STREET | {"name": "Gerbang"}), ((3, 4, 5, 1), STREET | {"name": "Putar"}), ((2, 6), STREET)]
    found = roads_from(write_osm(tmp_path / "a.osm", places, ways, node_tags={2: gate}))
    times = durations(found, "motorcycle", (100, 0), (300, 0), (200, -50), (0, 200))
    assert times[0][1] == (40 if through else 280)
    assert times[0][2] == times[2][0] == 30


@pytest.mark.parametrize(
    ("hours", "is_open", "unread"), [("05:00-22:00", True, {}), ("06:00-09:00", False, {"access:conditional": 1})]
)
def test_a_gate_that_opens_at_some_hours(tmp_path: Path, hours: str, is_open: bool, unread: dict[str, int]) -> None:
    """Hours on a gate are obeyed as on a way where they hold all day, else counted; a gate that no road goes through is not."""
    gate = {"barrier": "lift_gate", "access": "no", "access:conditional": f"yes @ ({hours})"}
    places = {1: (0, 0), 2: (200, 0), 3: (400, 0), 4: (900, 900)}
    found = roads_from(write_osm(tmp_path / "a.osm", places, [((1, 2, 3), STREET)], node_tags={2: gate, 4: gate}))
    assert (durations(found, "motorcycle", (100, 0), (300, 0))[0][1] < UNREACHABLE) == is_open
    assert dict(found.network.unread) == unread


@pytest.mark.parametrize(
    ("tags", "reaching"),
    [
        ({}, {"foot"}),
        ({"motorcycle": "yes"}, {"foot", "motorcycle"}),
        ({"toll": "yes"}, {"foot"}),
        ({"motor_vehicle": "yes", "foot": "no"}, {"motorcycle", "car"}),
        ({"motor_vehicle": "yes", "foot": "yes", "toll": "yes"}, {"foot", "motorcycle", "car"}),
        ({"access": "private", "vehicle": "yes"}, {"foot", "motorcycle", "car"}),
    ],
)
def test_ferries_take_whom_they_take(tmp_path: Path, tags: Tags, reaching: set[str]) -> None:
    """A ferry takes as long as it says, a vehicle only where it is named; nobody lives on it."""
    places = {1: (-200, 0), 2: (0, 0), 3: (300, 0), 4: (500, 0), 5: (150, 0)}
    ferry = {"route": "ferry", "duration": "00:10"} | dict(tags)
    found = roads_from(write_osm(tmp_path / "a.osm", places, [((1, 2), STREET), ((3, 4), STREET), ((2, 5, 3), ferry)]))
    for profile in ("motorcycle", "car", "foot"):
        there = durations(found, profile, (0, 0), (300, 0))[0][1]
        assert (there < UNREACHABLE) == (profile in reaching)
        assert there == 600 or profile not in reaching
        near = found.place(profile, degrees((140, 5)))
        assert near.access_distance[0] == pytest.approx(140, abs=1)


def test_a_home_is_on_its_own_road(tmp_path: Path) -> None:
    """Beside a street closed to riders one walks along it; behind a river or where nobody may walk, a home is not near."""
    places = {1: (0, 0), 2: (400, 0), 3: (200, 0), 4: (200, 150), 5: (-50, 200), 6: (500, 200), 7: (300, 0), 8: (300, 100)}
    ways = [
        ((1, 3, 7, 2), STREET),
        ((3, 4), STREET | {"motor_vehicle": "no"}),
        ((5, 6), {"waterway": "river"}),
        ((7, 8), STREET | {"access": "no"}),
    ]
    found = roads_from(write_osm(tmp_path / "a.osm", places, ways))
    doors = degrees((190, 120), (100, 250), (302, 90))
    riding, walking = (found.place(profile, doors) for profile in ("motorcycle", "foot"))
    assert riding.is_near.tolist() == walking.is_near.tolist() == [True, False, False]
    assert riding.access_distance[0] == pytest.approx(130, abs=1)
    assert walking.access_distance[0] == pytest.approx(10, abs=1)
    assert riding.snapped[0] == pytest.approx(degrees((200, 0))[0], abs=1e-6)


def test_paths_are_walked_and_crossed(tmp_path: Path) -> None:
    """A home far along a path is walked to along it; a path just before the street does not lengthen the walk."""
    places = {1: (0, 0), 2: (400, 0), 3: (200, 0), 4: (200, 300), 5: (50, 8), 6: (350, 8)}
    ways = [((1, 3, 2), STREET), ((3, 4), {"highway": "steps"}), ((5, 6), {"highway": "pedestrian"})]
    found = roads_from(write_osm(tmp_path / "a.osm", places, ways))
    places_on = found.place("motorcycle", degrees((205, 250), (100, 12)))
    assert places_on.access_distance == pytest.approx([255, 12], abs=1)
    leg = found.leg("motorcycle", places_on, 1, 0)
    assert leg is not None
    assert (leg.steps[-1].is_walk, leg.steps[-1].distance, round(leg.steps[-1].bearing)) == (True, 255, 1)
