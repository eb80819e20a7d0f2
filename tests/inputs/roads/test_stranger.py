"""Guards the reader of OpenStreetMap's rules against a plain second reading of its docs, on random small extracts."""

import itertools
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely

from inputs.roads.facade import Roads
from inputs.roads.summary import summary_of
from planner.domain.travel import UNREACHABLE
from tests.inputs.roads.making import degrees
from tests.inputs.roads.osm_text import roads_from, write_osm
from tests.inputs.roads.stranger_extract import FRAME, random_extract
from tests.inputs.roads.stranger_reading import PRECISE, read_node, read_turn, read_way
from tests.inputs.roads.stranger_walk import Arc, Extract, Walker, turning_node

Piece = tuple[int, int]


def pieces_of(extract: Extract) -> dict[Piece, tuple[int, int]]:
    """Nodes of each piece of a way between two nodes."""
    found = {}
    for way, (nodes, tags) in enumerate(extract.ways, 1):
        if read_way(tags) is not None:
            found |= {(way, number): pair for number, pair in enumerate(itertools.pairwise(nodes))}
    return found


def unread_of(extract: Extract, walkers: list[Walker]) -> Counter[str]:
    """What the import should count."""
    unread: Counter[str] = Counter()
    on_roads = set()
    for nodes, tags in extract.ways:
        meaning = read_way(tags)
        if meaning is not None:
            unread += meaning[2]
            on_roads |= {*nodes}
    for node, tags in extract.node_tags.items():
        unread += read_node(tags)[1] if node in on_roads else Counter()
    for members, tags in extract.relations:
        ways = [ref for kind, ref, _ in members if kind == "w"]
        nodes = {ref for kind, ref, _ in members if kind == "n"}
        bound, not_read = read_turn(tags)
        is_road = [read_way(extract.ways[way - 1][1]) is not None for way in ways]
        if nodes & on_roads or any(is_road):
            unread += not_read
        if bound and all(is_road) and turning_node(extract, members) is None:
            unread["turn_broken"] += 1
    shut = {one for walker in walkers for one in walker.passed_over}
    return unread + Counter({"turn_shut": len(shut)})


def judge(extract: Extract, path: Path) -> None:
    """Compare directions travelled and ways of every profile, and what is counted."""
    roads = roads_from(write_osm(path, extract.places, extract.ways, node_tags=extract.node_tags, relations=extract.relations))
    pieces = pieces_of(extract)
    middles = {
        piece: degrees(tuple(np.mean([extract.places[node] for node in ends], axis=0)))[0] for piece, ends in pieces.items()
    }
    lines = shapely.STRtree([shapely.LineString(roads.network.geometry(s)) for s in range(roads.network.num_segments)])
    segment_of = dict(zip(middles, lines.nearest(shapely.points(list(middles.values()))).tolist(), strict=True))
    walkers = [Walker(extract, profile, FRAME[0]) for profile in PRECISE]
    for walker in walkers:
        assert travelled(roads, walker, pieces, segment_of) == expected_travelled(walker, pieces), walker.profile
        compare_ways(roads, walker, middles, segment_of)
    assert Counter(summary_of(roads).unread) == unread_of(extract, walkers)


def expected_travelled(walker: Walker, pieces: dict[Piece, tuple[int, int]]) -> dict[tuple[Piece, bool], bool]:
    arcs = {((arc.way, arc.piece), arc.is_back) for arc in walker.travelled}
    aside = {((arc.way, arc.piece), arc.is_back) for arc in walker.state if arc not in walker.in_part}
    return {(piece, back): (piece, back) in arcs for piece in pieces for back in (False, True) if (piece, back) not in aside}


def travelled(
    roads: Roads, walker: Walker, pieces: dict[Piece, tuple[int, int]], segment_of: dict[Piece, int]
) -> dict[tuple[Piece, bool], bool]:
    profile = roads.profile(walker.profile)
    found = {}
    for piece, back in expected_travelled(walker, pieces):
        position = profile.positions[segment_of[piece]]
        with_line = runs_with(roads, segment_of[piece], [walker.extract.places[node] for node in pieces[piece]])
        found[piece, back] = bool(position >= 0 and profile.is_travelled[position, int(back == with_line)])
    return found


def runs_with(roads: Roads, segment: int, ends: list[tuple[float, float]]) -> bool:
    """Whether a piece is drawn as the segment that it became a part of."""
    line = shapely.LineString(roads.network.geometry(segment))
    first, last = (line.project(shapely.Point(degrees(end)[0])) for end in ends)
    return bool(first < last)


def compare_ways(roads: Roads, walker: Walker, middles: dict[Piece, np.ndarray], segment_of: dict[Piece, int]) -> None:
    arcs_of: dict[Piece, list[Arc]] = {}
    for arc in sorted(walker.travelled):
        arcs_of.setdefault((arc.way, arc.piece), []).append(arc)
    chosen = [piece for piece in middles if piece in arcs_of]
    places = roads.place(walker.profile, np.array([middles[piece] for piece in chosen]))
    times = roads.travel(walker.profile, places).durations
    own = places.segment == [segment_of[piece] for piece in chosen]
    own &= places.access_distance < 1
    for i in np.flatnonzero(own)[:6].tolist():
        least, most = (
            [walker.ways_from(arc, turns_round=anywhere) for arc in arcs_of[chosen[i]]] for anywhere in (True, not walker.bans)
        )
        for j in np.flatnonzero(own).tolist():
            low, high = (min(found.get(chosen[j], np.inf) for found in some) for some in (least, most))
            where = (walker.profile, chosen[i], chosen[j], low, int(times[i, j]), high)
            assert times[i, j] >= min(low * 0.98 - 3, UNREACHABLE), where
            assert np.isinf(high) or times[i, j] <= high * 1.02 + 3, where


@pytest.mark.parametrize("seed", range(20))
def test_the_reader_and_the_docs_agree(tmp_path: Path, seed: int) -> None:
    """Every direction, way and count of a random extract is as the docs say."""
    judge(random_extract(seed), tmp_path / "a.osm")


@pytest.mark.long
@pytest.mark.parametrize("block", range(20))
def test_the_reader_and_the_docs_agree_on_many(tmp_path: Path, block: int) -> None:
    """The same on a thousand more."""
    for seed in range(1000 + 50 * block, 1050 + 50 * block):
        judge(random_extract(seed), tmp_path / "a.osm")
