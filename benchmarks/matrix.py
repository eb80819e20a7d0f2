"""Travel matrices on all of Jakarta: contraction hierarchies against SciPy and networkx, in one run, same numbers.

`python -m benchmarks.matrix [NODES_CSV] [--places 2000]` prints one table for the network as drawn (every shape point a
node, the claim of the project) and one for the simplified network that the planner uses.
"""

import argparse
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import networkx as nx
import numpy as np

from inputs.roads.csv_files import read_csv_pair
from inputs.roads.engines import HierarchyTopology, ScipyEngine
from inputs.roads.network import RoadNetwork
from inputs.roads.profile import ProfileRoads, make_profile
from inputs.roads.simplify import simplified
from planner.domain.road_settings import RoadSettings

SHARED = Path(os.environ.get("DDS_SHARED", Path(__file__).resolve().parents[2] / "shared"))

T = TypeVar("T")
NUM_NETWORKX = 10
"""Sources that networkx is asked; the whole would take minutes."""


def timed(name: str, work: Callable[[], T]) -> tuple[float, T]:
    """Run, print and return wall seconds and the answer."""
    start = time.perf_counter()
    answer = work()
    seconds = time.perf_counter() - start
    print(f"  {name:<48} {seconds:9.3f} s")
    return seconds, answer


def measure(network: RoadNetwork, *, num_places: int, seed: int) -> None:
    """Print the table of one network, durations and distances of every pair from one run of each engine."""
    _, roads = timed("connected part and weights", lambda: make_profile(network, "motorcycle", RoadSettings().speeds))
    print(f"  {roads.num_nodes} connected nodes, {len(roads.tail)} arcs, {roads.scale}")
    nodes = np.random.default_rng(seed).choice(roads.num_nodes, size=min(num_places, roads.num_nodes), replace=False)
    arcs = (roads.tail, roads.head)
    positions = network.nodes[roads.nodes]
    _, topology = timed("hierarchy: build, once per network", lambda: HierarchyTopology(*arcs, positions))
    _, engine = timed("hierarchy: customise, once per set of weights", lambda: topology.engine(roads.arc_weights))
    size = f"{len(nodes)} x {len(nodes)}"
    quick, ours = timed(f"hierarchy: {size}", lambda: engine.matrix(nodes, nodes))
    plain = ScipyEngine(*arcs, roads.arc_weights, roads.num_nodes)
    slow, theirs = timed(f"SciPy Dijkstra: {size}", lambda: plain.matrix(nodes, nodes))
    print(f"  same numbers: {bool((ours == theirs).all())}; hierarchy is {slow / quick:.1f} times as fast")
    compare_networkx(roads, nodes, ours[:NUM_NETWORKX], quick)


def compare_networkx(roads: ProfileRoads, nodes: np.ndarray, ours: np.ndarray, quick: float) -> None:
    """The same rows by networkx, scaled up to all sources."""
    graph = nx.MultiDiGraph()
    rows = zip(roads.tail.tolist(), roads.head.tolist(), roads.arc_weights.tolist(), strict=True)
    graph.add_weighted_edges_from(rows)

    def search() -> list[dict[int, int]]:
        return [nx.single_source_dijkstra_path_length(graph, int(node)) for node in nodes[:NUM_NETWORKX]]

    seconds, found = timed(f"networkx: {NUM_NETWORKX} x {len(nodes)}", search)
    same = all(row[int(node)] == ours[i, j] for i, row in enumerate(found) for j, node in enumerate(nodes))
    print(f"  same numbers: {same}; hierarchy is about {seconds / NUM_NETWORKX * len(nodes) / quick:.0f} times as fast")


def main() -> None:
    """Read the pair of tables and measure both networks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("nodes", type=Path, nargs="?", default=SHARED / "roads" / "jakarta_nodes.csv.gz")
    parser.add_argument("--places", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not options.nodes.exists():
        print(f"{options.nodes.name} is not here: name the nodes file, or set DDS_SHARED to the folder of real data")
        return
    network = read_csv_pair(options.nodes)
    for name, subject in (("as drawn", network), ("simplified", simplified(network))):
        print(f"Network {name}: {subject.num_nodes} nodes, {subject.num_segments} segments")
        measure(subject, num_places=options.places, seed=options.seed)


if __name__ == "__main__":
    main()
