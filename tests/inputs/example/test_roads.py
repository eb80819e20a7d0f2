"""Guards the road network of the example area: joined, flat, and cut by rivers and the toll road."""

from collections import Counter, defaultdict

import networkx as nx
import numpy as np
import shapely

from planner.domain.place import lengths_on_earth
from tests.inputs.example.conftest import Area, read


def _motorcycle_graph(area: Area) -> nx.DiGraph:
    graph = nx.DiGraph()
    for edge in area.lines(toll=False)[0]:
        graph.add_edge(edge["from"], edge["to"])
        if edge["oneway"] == "0":
            graph.add_edge(edge["to"], edge["from"])
    return graph


def test_full_graph_has_the_promised_size(full: Area) -> None:
    """The full area has 12,000 to 30,000 road vertices."""
    assert 12_000 <= len(full.nodes) <= 30_000


def test_motorcycles_get_everywhere(area: Area) -> None:
    """Without the toll road, at least 97 % of the nodes are one strongly connected part."""
    graph = _motorcycle_graph(area)
    assert max(map(len, nx.strongly_connected_components(graph))) >= 0.97 * len(graph)


def test_whole_graph_is_strongly_connected(area: Area) -> None:
    """With the toll road too: its ends are closed, so a reader that keeps one part keeps it on the map."""
    graph = nx.DiGraph()
    for edge in area.edges:
        graph.add_edge(edge["from"], edge["to"])
        if edge["oneway"] == "0":
            graph.add_edge(edge["to"], edge["from"])
    assert max(map(len, nx.strongly_connected_components(graph))) >= 0.97 * len(area.nodes)


def test_every_street_crossing_is_a_junction(area: Area) -> None:
    """Two streets that cross share a node there."""
    edges, lines = area.lines(toll=False)
    left, right = shapely.STRtree(lines).query(lines, predicate="crosses")
    loose = [
        (edges[a], edges[b])
        for a, b in zip(left, right, strict=True)
        if a < b and not {edges[a]["from"], edges[a]["to"]} & {edges[b]["from"], edges[b]["to"]}
    ]
    assert loose == []


def test_no_street_is_laid_twice(area: Area) -> None:
    """No pair of nodes is joined twice, and no two edges run over each other."""
    edges, lines = area.lines(toll=False)
    pairs = Counter(frozenset((e["from"], e["to"])) for e in edges)
    left, _ = shapely.STRtree(lines).query(lines, predicate="overlaps")
    assert (max(pairs.values()), len(left)) == (1, 0)


def test_no_dead_end_stops_just_short_of_a_street(area: Area) -> None:
    """A dead end lies at least 8 m from every street but its own: no near-miss gaps."""
    edges, lines = area.lines(toll=False)
    at_node = defaultdict(list)
    for number, edge in enumerate(edges):
        at_node[edge["from"]].append(number)
        at_node[edge["to"]].append(number)
    tree = shapely.STRtree(lines)
    ends = [(node, numbers[0]) for node, numbers in at_node.items() if len(numbers) == 1]
    near = []
    for node, own in ends:
        other = edges[own]["to"] if edges[own]["from"] == node else edges[own]["from"]
        hits = set(tree.query(shapely.Point(area.nodes[node]), predicate="dwithin", distance=8).tolist())
        near += [node for _ in hits - {own} - set(at_node[other])]
    assert near == []


def test_rivers_have_few_bridges(full: Area) -> None:
    """Each river is crossed, but fewer than ten times, and by roads rather than lanes."""
    edges, lines = full.lines(toll=False)
    for river in full.rivers:
        crossing = [edges[i]["highway"] for i in shapely.STRtree(lines).query(river, predicate="intersects")]
        assert 3 <= len(crossing) < 10
        assert set(crossing) <= {"trunk", "secondary", "tertiary"}


def test_toll_road_is_a_barrier(full: Area) -> None:
    """Few roads pass the toll road, none meets it but at the ramps."""
    edges, lines = full.lines(toll=False)
    toll_edges, toll_lines = full.lines(toll=True)
    carriageways = shapely.union_all(toll_lines[[e["highway"] == "motorway" for e in toll_edges]])
    crossing = {edges[i]["name"] for i in shapely.STRtree(lines).query(carriageways, predicate="intersects")}
    assert 3 <= len(crossing) <= 8
    toll_nodes = {e[end] for e in toll_edges for end in ("from", "to")}
    shared = toll_nodes & {e[end] for e in edges for end in ("from", "to")}
    assert len(shared) == 2


def test_lengths_are_those_on_the_ground(area: Area) -> None:
    """`length_m` is the great-circle distance of the written positions."""
    at = {row["node"]: (float(row["lon"]), float(row["lat"])) for row in read(area.files.roads_nodes)}
    starts = np.array([at[e["from"]] for e in area.edges])
    ends = np.array([at[e["to"]] for e in area.edges])
    given = np.array([float(e["length_m"]) for e in area.edges])
    assert np.abs(given - lengths_on_earth(starts, ends)).max() < 0.01
    assert given.min() > 0.5


def test_hierarchy_of_roads(full: Area) -> None:
    """Every class of road is there, and homely lanes make up most of the length."""
    length: Counter[str] = Counter()
    for edge in full.edges:
        length[edge["highway"]] += float(edge["length_m"])
    wanted = {"motorway", "trunk", "secondary", "tertiary", "unclassified", "residential", "living_street", "path", "footway"}
    assert wanted <= set(length)
    assert length["residential"] + length["living_street"] + length["path"] > 0.5 * sum(length.values())
    assert {"Jl. Raya Serang", "Tol Jakarta–Merak"} <= {edge["name"] for edge in full.edges}
