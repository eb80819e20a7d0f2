"""Guards ways over destination-only roads, barriers and banned turns on any small network, against slow walks by hand."""

import dataclasses
import heapq

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.roads.access import CLOSED, DESTINATION, OPEN, packed, packed_node
from inputs.roads.layers import make_arcs
from inputs.roads.network import RoadNetwork, build_network
from planner.domain.travel import UNREACHABLE
from tests.inputs.roads.making import degrees, road, roads_of

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
