"""Two engines for quickest ways over packed weights: contraction hierarchies, and SciPy's Dijkstra that needs nothing.

Both add the same integers, hence find the same numbers. References: Dibbelt, Strasser, Wagner 2016, Customizable
Contraction Hierarchies, doi 10.1145/2886843.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
import scipy

from inputs.roads.weights import INFINITE, cheapest_graph
from planner.domain.arrays import Floats, Int64s

NO_WAY = 2**60
"""Packed weight of a pair without a way: above every real one (a way of days on foot has 2⁴³), small enough to add a few."""

ROWS_AT_ONCE = 64
"""Sources per call of SciPy, so that full rows over all nodes do not pile up in memory."""


MAX_THREADS = 4
"""More copies of the weights cost memory and gain little: the searches wait for memory."""

ROWS_PER_THREAD = 100
"""Below so many sources a thread is not worth its copy."""


class Engine(Protocol):
    """Quickest ways between nodes; weights as packed by a `Scale`."""

    def matrix(self, sources: Int64s, targets: Int64s) -> Int64s:
        """Packed weights, shape (sources, targets), `NO_WAY` where there is none."""
        ...

    def path(self, source: int, target: int) -> tuple[int, list[int]]:
        """Packed weight and nodes of one way, both ends included; `NO_WAY` and nothing where there is none."""
        ...


class ScipyEngine:
    """Dijkstra over a sparse matrix, one search per source."""

    def __init__(self, tail: Int64s, head: Int64s, weights: Int64s, num_nodes: int) -> None:
        is_open = weights < NO_WAY
        self._graph = cheapest_graph(tail[is_open], head[is_open], weights[is_open], num_nodes)
        # Both ends of the last place's segment: its leg asks for each of them twice.
        self._search = lru_cache(maxsize=2)(self._search_from)

    def _search_from(self, source: int) -> tuple[Floats, Int64s]:
        weights, before = scipy.sparse.csgraph.dijkstra(self._graph, indices=np.array([source]), return_predecessors=True)
        return np.asarray(weights)[0], np.asarray(before, dtype=np.int64)[0]

    def matrix(self, sources: Int64s, targets: Int64s) -> Int64s:
        """See `Engine`; one search for each of whichever are fewer, from targets against the direction of the roads."""
        is_turned = len(targets) < len(sources)
        graph = self._graph.T.tocsr() if is_turned else self._graph
        starts, ends = (targets, sources) if is_turned else (sources, targets)
        result = np.empty((len(starts), len(ends)), dtype=np.int64)
        for first in range(0, len(starts), ROWS_AT_ONCE):
            rows = slice(first, first + ROWS_AT_ONCE)
            found = scipy.sparse.csgraph.dijkstra(graph, indices=starts[rows])[:, ends]
            result[rows] = np.where(np.isfinite(found), found, NO_WAY).astype(np.int64)
        return result.T if is_turned else result

    def path(self, source: int, target: int) -> tuple[int, list[int]]:
        """See `Engine`."""
        weights, before = self._search(source)
        if not np.isfinite(weights[target]):
            return NO_WAY, []
        nodes = [target]
        while nodes[-1] != source:
            nodes.append(int(before[nodes[-1]]))
        return int(weights[target]), nodes[::-1]


class HierarchyTopology:
    """The part of a hierarchy that depends on the shape of the roads alone, built once."""

    def __init__(self, tail: Int64s, head: Int64s, positions: Floats) -> None:
        import pyroutingkit  # noqa: PLC0415 (absent on some platforms)

        self.library: Any = pyroutingkit
        self.topology: Any = pyroutingkit.CCHTopology()
        latitude, longitude = positions[:, 1].astype(np.float32), positions[:, 0].astype(np.float32)
        self.topology.build(tail.astype(np.uint32), head.astype(np.uint32), latitude, longitude, len(positions))

    @classmethod
    def restored(cls, folder: Path) -> "HierarchyTopology":
        """The hierarchy whose `topology` was saved in a folder.

        Raises
        ------
        RuntimeError
            If it cannot be read.
        """
        import pyroutingkit  # noqa: PLC0415 (absent on some platforms)

        found = cls.__new__(cls)
        found.library, found.topology = pyroutingkit, pyroutingkit.CCHTopology()
        found.topology.load(str(folder))
        return found

    def engine(self, weights: Int64s) -> "HierarchyEngine":
        """Engine for weights below 2³¹, one per arc; `NO_WAY` closes an arc. Takes milliseconds."""
        return HierarchyEngine(self, weights)


class HierarchyEngine:
    """A customised contraction hierarchy, one copy of the weights per core: a copy serves one thread at a time."""

    def __init__(self, built: HierarchyTopology, weights: Int64s) -> None:
        self._built = built
        self._weights = np.minimum(weights, INFINITE).astype(np.uint32)
        self._metrics = [self._new_metric()]
        self._lock = Lock()

    def matrix(self, sources: Int64s, targets: Int64s) -> Int64s:
        """See `Engine`."""
        num_parts = max(1, min(MAX_THREADS, os.cpu_count() or 1, len(sources) // ROWS_PER_THREAD))
        wanted = targets.astype(np.uint32)
        result = np.empty((len(sources), len(targets)), dtype=np.int64)
        parts = np.array_split(np.arange(len(sources)), num_parts)

        def fill(metric: Any, part: Int64s) -> None:
            found = metric.distances_many_to_many(sources[part].astype(np.uint32), wanted)
            rows: Int64s = np.asarray(found, dtype=np.int64).reshape(len(part), len(targets))
            rows[rows >= INFINITE] = NO_WAY
            result[part] = rows

        if len(sources) and len(targets):
            with self._lock, ThreadPoolExecutor(num_parts) as pool:
                while len(self._metrics) < num_parts:
                    self._metrics.append(self._new_metric())
                list(pool.map(fill, self._metrics[:num_parts], parts))
        return result

    def path(self, source: int, target: int) -> tuple[int, list[int]]:
        """See `Engine`."""
        if source == target:
            return 0, [source]
        with self._lock:
            weight, nodes, _ = self._metrics[0].query(source, target)
        return (NO_WAY, []) if weight >= INFINITE else (int(weight), [int(node) for node in nodes])

    def _new_metric(self) -> Any:
        metric = self._built.library.CCHMetric(self._built.topology)
        metric.customize(self._weights)
        return metric


def has_hierarchies() -> bool:
    """Whether the contraction-hierarchy library is installed."""
    try:
        import pyroutingkit  # noqa: F401, PLC0415
    except ImportError:
        return False
    return True
