"""Guards the road files that went wrong once: each for its whole kind, beside the same streets without the tag in question."""

import re
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest

from inputs.roads.facade import Roads
from inputs.roads.road_file import read_network
from planner.domain.arrays import Floats
from planner.domain.errors import InputError
from planner.domain.place import LocalPlane
from planner.domain.settings import RoadSettings
from planner.domain.travel import UNREACHABLE
from tests.conftest import shared_file

PROFILES = ("motorcycle", "car", "foot")
ORIGIN = (106.4575, -6.194)


def roads(folder: str, name: str) -> Roads:
    return Roads(read_network(shared_file("cases", folder, name)), RoadSettings())


def points(*metres: tuple[float, float]) -> Floats:
    """Metres about the origin of the files as degrees."""
    plane = LocalPlane(latitude=ORIGIN[1])
    return plane.unproject(plane.project([ORIGIN])[0] + metres)


def matrix(found: Roads, profile: str, *metres: tuple[float, float]) -> list[list[int]]:
    durations: list[list[int]] = found.travel(profile, found.place(profile, points(*metres))).durations.tolist()
    return durations


OUTSIDE = ((0, -5), (-590, 300), (635, 200))
INSIDE = ((200, 105), (500, 205), (500, 405), (595, 195))


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", ["private.osm", "mv-private.osm", "permit.osm", "entrance-only.osm"])
def test_a_gated_estate_is_entered_by_its_gate(name: str, profile: str) -> None:
    """Ways and times to doors inside are those of the open estate; neighbours across the wall are not a minute apart."""
    doors = (*OUTSIDE, *INSIDE)
    closed, plain = (matrix(roads("estate", file), profile, *doors) for file in (name, "open.osm"))
    assert closed == plain
    assert closed[2][6] > 240


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", ["toll.osm", "trunk-mr.osm"])
def test_nobody_stops_on_a_motorway(name: str, profile: str) -> None:
    """Doors beside a toll road or motorroad are tied to their own street, and the walk from there is told."""
    found = roads("motorway", name)
    places = found.place(profile, points((5, 3), (1000, 105), (1100, 5), (1400, 240)))
    classes = [found.network.class_name(segment) for segment in places.segment.tolist()]
    assert set(classes) <= {"residential", "tertiary"}
    assert places.access_distance[1] == pytest.approx(200, abs=1)
    leg = found.leg(profile, places, 0, 1)
    assert leg is not None
    assert (leg.steps[-1].is_walk, leg.steps[-1].distance) == (True, 200)


@pytest.mark.parametrize(
    ("name", "motorcycle_back", "car_back"),
    [
        ("plain.osm", False, False),
        ("oneway_motorcycle=no.osm", True, False),
        ("oneway_motor_vehicle=yes.osm", False, False),
        ("vehicle_backward=no.osm", False, False),
    ],
)
def test_one_way_streets_per_profile(name: str, motorcycle_back: bool, car_back: bool) -> None:
    """Back against the arrow is as quick as forward for whom it is allowed, round the block for others; walkers do not care."""
    found = roads("oneway", name)
    for profile, is_back in (("motorcycle", motorcycle_back), ("car", car_back), ("foot", True)):
        there_and_back = matrix(found, profile, (5, 3), (290, 3))
        assert (there_and_back[0][1] == there_and_back[1][0]) == is_back, profile
        assert is_back or there_and_back[1][0] > 600


@pytest.mark.parametrize(("name", "passing"), [("bollard.osm", ("motorcycle", "foot")), ("gate-locked.osm", ())])
def test_barriers_on_a_street(name: str, passing: tuple[str, ...]) -> None:
    """Cars do not pass a bollard, motorcycles do, nobody a locked gate."""
    found, plain = roads("barriers", name), roads("barriers", "none.osm")
    for profile in PROFILES:
        through, usual = (matrix(one, profile, (395, 3), (405, 3))[0][1] for one in (found, plain))
        assert (through == usual) == (profile in passing), profile
        assert profile in passing or through > usual + 300


def test_a_banned_turn_is_not_made() -> None:
    """Round the block by the streets beyond, not into the side street, nor past it and back; walkers turn."""
    found = roads("barriers", "noturn.osm")
    times = matrix(found, "motorcycle", (5, 3), (403, -290), (795, 3))
    assert times[0][1] > 260
    assert times[2][1] < 150
    places = found.place("motorcycle", points((5, 3), (403, -290)))
    leg = found.leg("motorcycle", places, 0, 1)
    assert leg is not None
    assert [step.name for step in leg.steps][-2:] == ["Jalan Putar", "Jalan Samping"]
    assert leg.duration == times[0][1]
    assert matrix(found, "foot", (5, 3), (403, -290))[0][1] < 600


@pytest.mark.parametrize(
    ("name", "reaching"), [("none.osm", ()), ("ferry.osm", ("motorcycle", "foot")), ("bridge-foot.osm", ("foot",))]
)
def test_an_island(name: str, reaching: tuple[str, ...]) -> None:
    """Doors on a part cut off are unreachable, not a walk over water away; a ferry takes whom it takes, in its time."""
    found = roads("ferry", name)
    for profile in PROFILES:
        times = matrix(found, profile, (200, 3), (520, 5), (480, 0), (705, -190))
        reached = [time < UNREACHABLE for time in times[0][1:]]
        assert reached == [profile in reaching] * 3, profile
        assert times[1][3] < 400
        if reached[0] and name == "ferry.osm":
            assert times[0][1] == pytest.approx(300 + 30 + 8, abs=20)


@pytest.mark.parametrize("name", ["crossing.osm", "sidewalk.osm", "jpo.osm"])
def test_ways_for_walkers_are_no_short_cut(name: str) -> None:
    """Crossings, sidewalks and foot bridges change nothing for those who ride, and shorten the walk."""
    doors = ((495, -3), (500, 22), (300, 123))
    for profile in ("motorcycle", "car"):
        with_it, without = (matrix(roads("crossings", file), profile, *doors) for file in (name, "none.osm"))
        assert with_it == without
    assert matrix(roads("crossings", name), "foot", *doors)[0][1] < 100


def test_a_path_tagged_for_motorcycles_is_one() -> None:
    """`motorcycle=yes` opens what `motor_vehicle=no` closes to others."""
    doors = ((495, -3), (500, 22))
    found, plain = roads("crossings", "path-mcyes-mvno.osm"), roads("crossings", "none.osm")
    assert matrix(found, "motorcycle", *doors)[0][1] < 60 < matrix(plain, "motorcycle", *doors)[0][1]
    assert matrix(found, "car", *doors) == matrix(plain, "car", *doors)


def test_an_undirected_graph_obeys_one_way_streets() -> None:
    """The same graph saved directed and made undirected gives the same times; without ends of travel it is refused."""
    graphs = [
        Roads(read_network(shared_file("cases", "osmnx", name)), RoadSettings())
        for name in ("raw.graphml", "undirected.graphml")
    ]
    doors = graphs[0].network.nodes[:: max(1, len(graphs[0].network.nodes) // 12)]
    for profile in PROFILES:
        raw, undirected = (one.travel(profile, one.place(profile, doors)).durations for one in graphs)
        assert abs(raw - undirected).max() <= 1, profile
    one_way = [one.network.lengths[one.network.is_oneway].sum() for one in graphs]
    assert one_way[0] == pytest.approx(one_way[1], rel=1e-6)
    assert one_way[0] > 1000


def test_an_undirected_graph_without_directions_is_refused(tmp_path: object) -> None:
    """E2019 names the street."""
    path = tmp_path / "u.graphml"  # type: ignore[operator]
    text = shared_file("cases", "osmnx", "undirected.graphml").read_text(encoding="utf-8")
    path.write_text(text.replace('attr.name="from"', 'attr.name="begin"'), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_network(path)
    assert [fault.code for fault in caught.value.faults] == ["E2019"]


TWO_WAYS = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="x" for="node" attr.name="x" attr.type="string"/><key id="y" for="node" attr.name="y" attr.type="string"/>
<key id="h" for="edge" attr.name="highway" attr.type="string"/><key id="n" for="edge" attr.name="name" attr.type="string"/>
<key id="l" for="edge" attr.name="length" attr.type="string"/><key id="a" for="edge" attr.name="access" attr.type="string"/>
<graph edgedefault="directed">
<node id="1"><data key="x">106.4</data><data key="y">-6.2</data></node>
<node id="2"><data key="x">106.401</data><data key="y">-6.2</data></node>
<edge source="1" target="2"><data key="h">['residential', 'tertiary']</data><data key="n">['Jalan Pahat', 'Jalan Gas 1']</data>
<data key="a">['yes', 'destination']</data><data key="l">110.55</data></edge>
<edge source="2" target="1"><data key="h">['tertiary', 'residential']</data><data key="n">['Jalan Gas 1', 'Jalan Pahat']</data>
<data key="a">['destination', 'yes']</data><data key="l">110.54999999999998</data></edge>
</graph></graphml>"""


def test_two_directions_of_one_street_are_one_however_their_lists_and_last_digits_are_written(tmp_path: Path) -> None:
    """OSMnx makes lists from sets and sums lengths in the order of travel, so the directions of one street differ in both."""
    path = tmp_path / "two.graphml"
    path.write_text(TWO_WAYS, encoding="utf-8")
    assert read_network(path).is_oneway.tolist() == [False]


@pytest.mark.parametrize(("name", "no_streets"), [("jatinegara.graphml", 3), ("buahbatu.graphml", 7)])
def test_every_street_that_a_file_calls_two_way_is_one(name: str, no_streets: int) -> None:
    """Counted by the flags and ids of the file, which the reader does not look at; some edges are no streets of ours."""
    path = shared_file("roads", name)
    edges = nx.read_graphml(path, force_multigraph=True).edges(data=True)
    directions = Counter(
        (*sorted((tail, head)), *sorted(re.findall(r"\d+", str(tags["osmid"]))))
        for tail, head, tags in edges
        if str(tags["oneway"]) == "False"
    )
    two_way = sum(count // 2 for count in directions.values())
    assert two_way > 700
    assert len(read_network(path).lengths) == len(edges) - no_streets - two_way
