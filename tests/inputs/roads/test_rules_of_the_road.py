"""Guards ways over destination-only roads, barriers, banned turns and ferries: against a slow walk by hand, and small files."""

import dataclasses
import heapq
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.roads.access import CLOSED, DESTINATION, OPEN, packed, packed_node
from inputs.roads.facade import Roads
from inputs.roads.layers import make_arcs
from inputs.roads.network import RoadNetwork, build_network
from inputs.roads.osm_turns import read_ban
from inputs.roads.store import load_network, save_roads
from planner.domain.travel import UNREACHABLE
from tests.inputs.roads.making import degrees, road, roads_of
from tests.inputs.roads.osm_text import Tags, durations, roads_from, write_osm

STREET = {"highway": "residential"}
Row = tuple[int, int, int, int]
"""Tail, head, state forward, state backward."""

_STATES = st.sampled_from([OPEN, OPEN, OPEN, DESTINATION, CLOSED])
_ENDS = st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda ends: ends[0] != ends[1])
_ROWS = st.lists(st.tuples(_ENDS, _STATES, _STATES).map(lambda row: (*row[0], *row[1:])), min_size=3, max_size=14)


def network_of(rows: list[Row], node_states: list[int]) -> RoadNetwork:
    nodes = degrees(*((100 * (k % 3), 100 * (k // 3)) for k in range(7)))
    segments = [
        road(nodes, tail, head, access=packed([(forward, backward)] * 4), length=100.0 + 7 * number)
        for number, (tail, head, forward, backward) in enumerate(rows)
    ]
    return build_network(nodes, segments, node_access=np.array([packed_node([state] * 4) for state in node_states]))


def slow_metres(network: RoadNetwork, layers: dict[tuple[int, bool], int], start: int, end: int) -> float:
    """Metres from the middle of one segment to that of another, leave → through → arrive, by Dijkstra over moves by hand."""
    middle = network.lengths / 2
    if start == end:
        return 0.0
    waiting = [(middle[start], start, is_back, 0) for is_back in (False, True) if (start, is_back) in layers]
    best: dict[tuple[int, bool, int], float] = {}
    while waiting:
        metres, segment, is_back, phase = heapq.heappop(waiting)
        if segment == end:
            return float(metres)
        if best.get((segment, is_back, phase), np.inf) <= metres:
            continue
        best[segment, is_back, phase] = metres
        node = network.tail[segment] if is_back else network.head[segment]
        shut = int(network.node_access[node]) & 3
        for (other, back), layer in layers.items():
            if (network.head[other] if back else network.tail[other]) != node or (shut == CLOSED and other != segment):
                continue
            # Leaving is over after the first open road or gate; after arriving nobody goes back to an open one.
            is_own = phase == 0 and layer == DESTINATION and layers[segment, is_back] == DESTINATION
            if layer == OPEN and phase == 2:
                continue
            after = 0 if is_own else 2 if layer == DESTINATION else 1
            whole = middle[other] if other == end else network.lengths[other]
            heapq.heappush(waiting, (metres + whole, other, back, after))
    return np.inf


@given(_ROWS, st.lists(st.sampled_from([OPEN, OPEN, OPEN, CLOSED]), min_size=7, max_size=7))
def test_ways_leave_go_through_and_arrive(rows: list[Row], node_states: list[int]) -> None:
    """On any small network both engines find the ways of a slow walk that never goes through a destination-only road."""
    network = network_of(rows, node_states)
    states = np.array([row[2:] for row in rows])
    at_node = network.node_access & 3
    arcs = make_arcs(network, states, at_node)
    is_kept = arcs.exit_arc >= 0
    if not is_kept.any():
        return
    leaving = np.unique(arcs.head[arcs.exit_arc[is_kept]])
    assert len(leaving) <= len(arcs.nodes)
    is_open = {(s, bool(w)): arcs.exit_arc[s, w] == arcs.entry_arc[s, w] for s, w in np.argwhere(is_kept).tolist()}
    layers = {key: OPEN if value else DESTINATION for key, value in is_open.items()}
    kept = sorted({segment for segment, _ in layers})
    roads = roads_of(network)
    middles = np.array([network.geometry(segment).mean(axis=0) for segment in kept])
    places = roads.place("motorcycle", middles)
    if places.segment.tolist() != kept:
        return  # two segments in one place
    for engine in ("scipy", "cch"):
        found = roads.travel("motorcycle", places, engine=engine).distances
        assert found is not None
        for i, start in enumerate(kept):
            for j, end in enumerate(kept):
                metres = slow_metres(network, layers, start, end)
                if np.isinf(metres):
                    assert found[i, j] == UNREACHABLE
                else:
                    assert found[i, j] == pytest.approx(metres, abs=4)


Bans = set[tuple[int, ...]]
"""Segment, node, segment, or longer."""


def lawful_metres(network: RoadNetwork, start: int, end: int, bans: Bans, *, turns_round: bool) -> float:
    """Metres from the middle of one two-way segment to that of another, by Dijkstra over directions and what was done last."""
    middle = network.lengths / 2
    waiting = [(middle[start], (start,), is_back) for is_back in (False, True)] if start != end else []
    done: set[tuple[tuple[int, ...], bool]] = set()
    best = np.inf if waiting else 0.0
    while waiting:
        metres, way, is_back = heapq.heappop(waiting)
        segment = way[-1]
        if segment == end or metres >= best:
            best = min(best, metres)
            continue
        if (way, is_back) in done:
            continue
        done.add((way, is_back))
        node = int(network.tail[segment] if is_back else network.head[segment])
        at = [(s, back) for s in range(network.num_segments) for back in (False, True) if start_of(network, s, back) == node]
        for other, back in at:
            is_round = other == segment and len({s for s, _ in at}) > 1
            on = (*way, node, other)
            if not any(on[-size:] in bans for size in (3, 5)) and (turns_round or not is_round):
                whole = middle[other] if other == end else network.lengths[other]
                heapq.heappush(waiting, (metres + whole, on[-3:], back))
    return float(best)


def start_of(network: RoadNetwork, segment: int, is_back: bool) -> int:
    return int(network.head[segment] if is_back else network.tail[segment])


@given(st.lists(_ENDS, min_size=4, max_size=12, unique_by=frozenset), st.integers(0, 2**20))
def test_banned_turns_on_any_network(ends: list[tuple[int, int]], seed: int) -> None:
    """No way makes a banned turn, at a node or over a stretch; turning round is free somewhere between nowhere and anywhere."""
    rng = np.random.default_rng(seed)
    plain = network_of([(*pair, OPEN, OPEN) for pair in ends], [OPEN] * 7)
    corners = [
        (a, node, b)
        for node in range(plain.num_nodes)
        for a in range(plain.num_segments)
        for b in range(plain.num_segments)
        if a != b and node in (plain.tail[a], plain.head[a]) and node in (plain.tail[b], plain.head[b])
    ]
    chains = [(*one, *other[1:]) for one in corners for other in corners if one[2] == other[0] and one[1] != other[1]]
    if not chains:
        return
    short = [corners[row] for row in rng.choice(len(corners), size=min(2, len(corners)), replace=False)]
    long = [chains[row] for row in rng.choice(len(chains), size=min(4, len(chains)), replace=False)]
    bans: Bans = {*short, *long}
    network = dataclasses.replace(
        plain, turns=np.array([(*ban, 15) for ban in sorted(short)]), long_turns=tuple((15, *ban) for ban in sorted(long))
    )
    roads = roads_of(network)
    middles = np.array([network.geometry(segment).mean(axis=0) for segment in range(network.num_segments)])
    places = roads.place("motorcycle", middles)
    if places.segment.tolist() != list(range(network.num_segments)):
        return  # two segments in one place
    found = {engine: roads.travel("motorcycle", places, engine=engine) for engine in ("scipy", "cch")}
    assert (found["scipy"].durations == found["cch"].durations).all()
    for i in range(network.num_segments):
        for j in range(network.num_segments):
            metres = found["cch"].distances[i, j]  # type: ignore[index]
            least, most = (lawful_metres(network, i, j, bans, turns_round=anywhere) for anywhere in (True, False))
            if np.isinf(most):
                assert metres >= min(least, UNREACHABLE) - 4
            else:
                assert least - 4 <= metres <= most + 4


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


CROSS = {1: (0, 0), 2: (100, 0), 3: (200, 0), 4: (100, -100), 5: (100, 100), 6: (200, -100), 7: (300, 0)}
WAYS = [((1, 2), STREET), ((2, 3, 7), STREET), ((2, 4), STREET), ((2, 5), STREET), ((3, 6, 4), STREET | {"name": "Putar"})]
RIGHT = (("w", 1, "from"), ("n", 2, "via"), ("w", 3, "to"))


@pytest.mark.parametrize(
    ("members", "tags", "motorcycle", "car"),
    [
        (RIGHT, {"restriction": "no_right_turn"}, 80, 80),
        (RIGHT, {"restriction": "no_right_turn", "except": "motorcycle"}, 40, 80),
        (RIGHT, {"restriction": "no_right_turn", "except": "psv;motorcycle"}, 40, 80),
        (RIGHT, {"restriction:motorcar": "no_right_turn"}, 40, 80),
        (RIGHT, {"restriction:hgv": "no_right_turn"}, 40, 40),
        (RIGHT, {"restriction": "only_right_turn"}, 40, 40),
        ((("w", 1, "from"), ("n", 2, "via"), ("w", 2, "to")), {"restriction": "only_straight_on"}, 80, 80),
        ((("w", 1, "from"), ("n", 2, "via"), ("w", 4, "to")), {"restriction": "no_left_turn"}, 40, 40),
        ((("w", 9, "from"), ("n", 2, "via"), ("w", 3, "to")), {"restriction": "no_right_turn"}, 40, 40),
        (RIGHT, {"restriction:conditional": "no_right_turn @ (06:00-09:00)"}, 40, 40),
        (RIGHT, {"restriction:conditional": "no_right_turn @ (05:00-21:00)"}, 80, 80),
        (RIGHT[:2], {"restriction": "no_right_turn"}, 40, 40),
    ],
)
def test_banned_turns(tmp_path: Path, members: tuple[tuple[str, int, str], ...], tags: Tags, motorcycle: int, car: int) -> None:
    """`no_…` bans, `only_…` bans the others, `except` frees, walkers are free; both engines find the quickest lawful way."""
    path = write_osm(tmp_path / "a.osm", CROSS, WAYS, relations=[(members, {"type": "restriction"} | dict(tags))])
    found = roads_from(path)
    speeds = {"motorcycle": motorcycle, "car": car}
    for profile, seconds in speeds.items():
        per_hour = found.settings.speeds[profile]["residential"]
        for engine in ("scipy", "cch"):
            there, back = durations(found, profile, (0, 0), (100, -100), engine=engine)
            assert there[1] == round(seconds * 18 / per_hour), engine
            assert back[0] == round(40 * 18 / per_hour)
    assert durations(found, "foot", (0, 0), (100, -100))[0][1] == 160
    left, told = durations(found, "car", (0, 0), (100, 100))[0][1], found.network.unread
    is_only = dict(tags).get("restriction", "").startswith("only_") or "no_left_turn" in dict(tags).values()
    assert (left > 48) == is_only
    assert dict(told) == (
        {"turn_conditional": 1}
        if "09:00" in dict(tags).get("restriction:conditional", "")
        else {"turn_broken": 1}
        if len(members) < 3
        else {}
    )


def test_bans_that_bind_nobody_here_are_no_fault() -> None:
    """A ban over a node and a way at once is broken; one of lorries is not looked at."""
    over = [("w", 1, "from"), ("w", 2, "via"), ("n", 2, "via"), ("w", 3, "to")]
    assert read_ban({"restriction": "no_u_turn"}, over).unread == ("turn_broken",)
    assert not read_ban({"restriction:hgv": "no_u_turn"}, over).unread
    assert not read_ban({"restriction:hgv:conditional": "no_u_turn @ (07:00-09:00)"}, over).unread
    assert not read_ban({"restriction": "no_u_turn"}, [over[0], over[1], over[3]]).unread


DUAL: Mapping[int, tuple[float, float]] = {
    1: (0, 0), 2: (200, 0), 3: (400, 0), 4: (400, 30), 5: (200, 30), 6: (0, 30), 7: (200, 15), 8: (-400, 0), 9: (-400, 30),
    10: (800, 0), 11: (800, 30),
}  # fmt: skip
"""A street of two one-way roads; a link of two ways over its middle, and streets that join the roads at the far ends."""


@pytest.mark.parametrize(
    ("restriction", "is_long"), [("no_u_turn", True), ("only_straight_on", True), ("no_left_turn", True), ("", False)]
)
def test_a_ban_over_the_link_of_a_dual_street(tmp_path: Path, restriction: str, is_long: bool) -> None:
    """Nobody turns back over the link: not from one road into the other, though each turn alone is free."""
    street = {"highway": "residential", "oneway": "yes"}
    ways: list[tuple[tuple[int, ...], Tags]] = [
        ((8, 1, 2), street), ((2, 3, 10), street), ((11, 4, 5), street), ((5, 6, 9), street),
        ((2, 7), {"highway": "residential"}), ((7, 5), {"highway": "residential"}), ((10, 11), {"highway": "residential"}),
        ((9, 8), {"highway": "residential"}),
    ]  # fmt: skip
    target = 3 if restriction == "only_straight_on" else 4  # the one way that is left: against its arrow, hence none
    members = [("w", 1, "from"), ("w", 5, "via"), ("w", 6, "via"), ("w", target, "to")]
    relations = [(members, {"type": "restriction", "restriction": restriction})] if restriction else []
    found = roads_from(write_osm(tmp_path / "a.osm", DUAL, ways, relations=relations))
    assert not found.network.unread
    save_roads(found.network, tmp_path)
    kept = Roads(load_network(tmp_path), found.settings)
    for roads in (found, kept):
        for engine in ("scipy", "cch"):
            times = durations(roads, "car", (0, -2), (0, 32), (200, 14), engine=engine)
            assert (times[0][1] > 300) == is_long
            assert times[0][2] < 100  # a door on the link is come to
            assert durations(roads, "foot", (0, -2), (0, 32))[0][1] < 500


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
