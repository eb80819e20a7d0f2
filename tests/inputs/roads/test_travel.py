"""Guards snapping, matrices and ways: exact numbers by hand, both engines alike, equal to networkx."""

import networkx as nx
import numpy as np
import pytest

from inputs.roads.altered import AlteredRoads
from inputs.roads.engines import HierarchyTopology
from inputs.roads.facade import Roads
from inputs.roads.network import build_network
from inputs.roads.road_file import read_network
from planner.domain.errors import InputError
from planner.domain.road_settings import RoadSettings
from planner.domain.travel import UNREACHABLE, Travel
from planner.words.language import words
from tests.conftest import shared_file
from tests.inputs.roads.making import degrees, profile_graph, road, roads_of, square
from tests.street_households import street_households


def test_partial_edges_and_access_are_exact() -> None:
    """A leg is access + road + access; 18 km/h on the road, 3.6 km/h to the door."""
    roads = roads_of(square())
    places = roads.place("motorcycle", degrees((40, -10), (100, 50)))
    travel = roads.travel("motorcycle", places)
    assert travel.distances is not None
    assert travel.durations[0, 1] == 10 + (60 + 50) / 5
    assert travel.distances[0, 1] == 10 + 60 + 50
    assert places.access_distance == pytest.approx([10, 0], abs=0.01)


def test_two_places_on_one_edge_go_straight() -> None:
    """The direct way along the shared segment counts, in both directions of a two-way street."""
    roads = roads_of(square())
    travel = roads.travel("motorcycle", roads.place("motorcycle", degrees((20, 0), (80, 0))))
    assert travel.durations.tolist() == [[0, 12], [12, 0]]


def test_one_way_street_forces_the_way_round_but_not_for_walkers() -> None:
    """Against a one-way segment a motorcycle goes round the block; a walker does not."""
    roads = roads_of(square())
    points = degrees((0, 80), (0, 20))
    travel = roads.travel("motorcycle", roads.place("motorcycle", points))
    assert travel.distances is not None
    assert travel.distances.tolist() == [[0, 60], [340, 0]]
    walk = roads.travel("foot", roads.place("foot", points))
    assert walk.distances is not None
    assert walk.distances.tolist() == [[0, 60], [60, 0]]


def test_quickest_way_is_not_the_shortest() -> None:
    """Distances are measured along the quickest way; of equally quick ways the shorter counts."""
    nodes = degrees((0, 0), (1000, 0), (500, 400))
    rows = [
        road(nodes, 0, 1, length=1000),
        road(nodes, 0, 2, length=700, road_class="primary"),
        road(nodes, 2, 1, length=700, road_class="primary"),
    ]
    roads = roads_of(build_network(nodes, rows))
    travel = roads.travel("motorcycle", roads.place("motorcycle", nodes[:2]))
    assert travel.distances is not None
    assert (travel.durations[0, 1], travel.distances[0, 1]) == (140, 1400)


def test_parallel_edges_keep_the_cheapest() -> None:
    """Two roads between the same nodes are never added up (the trap of a sparse matrix)."""
    nodes = degrees((0, 0), (100, 0))
    roads = roads_of(build_network(nodes, [road(nodes, 0, 1, length=300), road(nodes, 0, 1, length=100)]))
    places = roads.place("motorcycle", nodes)
    for engine in ("scipy", "cch"):
        assert roads.travel("motorcycle", places, engine=engine).durations[0, 1] == 20


def test_far_place_is_reported_not_moved() -> None:
    """A place beyond the set distance is not near, and unreachable."""
    roads = roads_of(square())
    places = roads.place("motorcycle", degrees((50, 0), (50, -500)))
    assert places.is_near.tolist() == [True, False]
    assert roads.travel("motorcycle", places).durations.tolist() == [[0, UNREACHABLE], [UNREACHABLE, 0]]
    assert roads.leg("motorcycle", places, 0, 1) is None


def test_closure_makes_a_detour_or_cuts_off() -> None:
    """A closed segment is not travelled, nor are doors on it reached; opening it gives the old numbers."""
    roads = roads_of(square())
    places = roads.place("motorcycle", degrees((50, 0), (100, 50), (50, 100)))
    before = roads.travel("motorcycle", places)
    for engine in ("cch", "scipy"):
        closed = AlteredRoads(roads, closed=[1]).travel("motorcycle", places, engine=engine)
        assert closed.durations[0, 1] == UNREACHABLE
        assert closed.durations[2, 0] == 40
        assert closed.durations[0, 2] == UNREACHABLE
    assert (roads.travel("motorcycle", places).durations == before.durations).all()


def test_roads_closed_to_a_profile_are_not_used() -> None:
    """Toll roads and `closed_to` are closed; a profile without any road is E2018."""
    for network, profile in ((square(is_toll=True), "motorcycle"), (square(closed=1), "motorcycle"), (square(), "boat")):
        with pytest.raises(InputError) as caught:
            roads_of(network).place(profile, degrees((0, 0)))
        assert [fault.code for fault in caught.value.faults] == ["E2018"]
        assert "{" not in words("id").fault(caught.value.faults[0])


def test_leg_names_its_roads_and_runs_from_door_to_door() -> None:
    """Steps are joined by name with metres and bearing; the line starts and ends at the doors."""
    roads = roads_of(square())
    points = degrees((40, -10), (100, 50))
    leg = roads.leg("motorcycle", roads.place("motorcycle", points), 0, 1)
    assert leg is not None
    assert [(step.name, step.distance, round(step.bearing)) for step in leg.steps] == [("Jl. A", 60, 90), ("Jl. B", 50, 0)]
    assert leg.points[[0, -1]] == pytest.approx(points)
    assert roads.leg("motorcycle", roads.place("motorcycle", points), 1, 1).duration == 0  # type: ignore[union-attr]


def test_lines_of_a_box() -> None:
    """Each street once, only those that touch the box."""
    west, south, east, north = *degrees((-5, -5))[0], *degrees((50, 5))[0]
    assert {line.name for line in roads_of(square()).lines((west, south, east, north))} == {"Jl. A", "Jl. D"}


def test_wrong_questions_are_refused() -> None:
    """Unknown engines, places of another profile and points without a position are errors, not guesses."""
    roads = roads_of(square())
    places = roads.place("motorcycle", degrees((0, 0)))
    with pytest.raises(ValueError, match="engine"):
        roads.travel("motorcycle", places, engine="magic")
    with pytest.raises(ValueError, match="snapped for"):
        roads.travel("foot", places)
    with pytest.raises(ValueError, match="position"):
        roads.place("motorcycle", [(np.nan, 0)])


@pytest.fixture(scope="module")
def jatinegara() -> Roads:
    return Roads(read_network(shared_file("roads", "jatinegara.graphml")), RoadSettings())


@pytest.mark.parametrize("profile", ["motorcycle", "foot", "car"])
def test_engines_agree_and_legs_equal_the_matrix(jatinegara: Roads, profile: str) -> None:
    """Contraction hierarchies and Dijkstra give identical matrices; legs repeat their entries."""
    places = jatinegara.place(profile, street_households(jatinegara, 120, profile=profile))
    quick = jatinegara.travel(profile, places, engine="cch")
    plain = jatinegara.travel(profile, places, engine="scipy")
    assert (quick.durations == plain.durations).all()
    assert quick.distances is not None
    assert plain.distances is not None
    assert (quick.distances == plain.distances).all()
    assert (quick.durations < UNREACHABLE).all()
    for engine in ("cch", "scipy"):
        for i, j in zip(range(40), range(60, 100), strict=True):
            leg = jatinegara.leg(profile, places, i, j, engine=engine)
            assert leg is not None
            assert (leg.duration, leg.distance) == (quick.durations[i, j], quick.distances[i, j])


@pytest.mark.parametrize("engine", ["cch", "scipy"])
def test_what_is_known_is_kept_and_the_rest_equal(jatinegara: Roads, engine: str) -> None:
    """A few places more cost their own rows and columns only, and the matrix is that of all places at once."""
    rng = np.random.default_rng(5)
    points = jatinegara.network.nodes[rng.choice(len(jatinegara.network.nodes), 60, replace=False)] + 0.0002
    points[57] = points[3] + 0.00001  # two doors on one segment, one of them known
    places, first = (jatinegara.place("motorcycle", some) for some in (points, points[:57]))
    known = jatinegara.travel("motorcycle", first, engine=engine)
    whole, grown = (jatinegara.travel("motorcycle", places, engine=engine, known=some) for some in (None, known))
    assert whole.distances is not None
    assert grown.distances is not None
    assert (grown.durations == whole.durations).all()
    assert (grown.distances == whole.distances).all()
    marked = Travel(durations=np.where(np.eye(57, dtype=bool), 0, 7))
    assert (jatinegara.travel("motorcycle", places, engine=engine, known=marked).durations[:57, :57] == marked.durations).all()


def test_closures_keep_engines_alike(jatinegara: Roads) -> None:
    """With 50 closed streets both engines still agree, and no leg gets quicker."""
    places = jatinegara.place("motorcycle", street_households(jatinegara, 100, seed=3))
    closed = np.random.default_rng(5).choice(jatinegara.network.num_segments, 50, replace=False).tolist()
    open_travel = jatinegara.travel("motorcycle", places)
    altered = AlteredRoads(jatinegara, closed=closed)
    quick, plain = (altered.travel("motorcycle", places, engine=name) for name in ("cch", "scipy"))
    assert (quick.durations == plain.durations).all()
    assert (quick.durations >= open_travel.durations).all()


def test_ways_equal_networkx(jatinegara: Roads) -> None:
    """Node to node, our weights give networkx's own shortest paths, and its durations in floating point within 1 %."""
    profile = jatinegara.profile("motorcycle")
    graph = profile_graph(jatinegara, "motorcycle")
    assert nx.is_strongly_connected(graph)
    speeds = RoadSettings().speeds["motorcycle"]
    for _, _, data in graph.edges(data=True):
        data["seconds"] = data["length"] / (speeds[data["road_class"]] / 3.6)
    nodes = np.random.default_rng(2).choice(profile.num_nodes, 30, replace=False)
    topology = HierarchyTopology(profile.tail, profile.head, jatinegara.network.nodes[profile.nodes])
    packed = topology.engine(profile.arc_weights).matrix(nodes, nodes)
    for row, source in enumerate(nodes):
        ours = nx.single_source_dijkstra_path_length(graph, int(profile.nodes[source]), weight="weight")
        exact = nx.single_source_dijkstra_path_length(graph, int(profile.nodes[source]), weight="seconds")
        for column, target in enumerate(nodes):
            assert packed[row, column] == ours[int(profile.nodes[target])]
            seconds = profile.scale.seconds(packed[row, column])
            assert seconds == pytest.approx(exact[int(profile.nodes[target])], rel=0.01, abs=1)


def test_all_of_jakarta_is_one_connected_network() -> None:
    """60,000 vertices shrink, both engines agree, every place along the streets is reached."""
    roads = Roads(read_network(shared_file("roads", "jakarta_nodes.csv.gz")), RoadSettings())
    assert roads.network.num_segments < 60_000
    places = roads.place("motorcycle", street_households(roads, 60))
    quick, plain = (roads.travel("motorcycle", places, engine=name) for name in ("cch", "scipy"))
    assert (quick.durations == plain.durations).all()
    assert (quick.durations < UNREACHABLE).all()
