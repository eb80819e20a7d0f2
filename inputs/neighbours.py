"""Which stations lie beside each other, and rounds in which no station is in two pairs at once."""

import itertools
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx
import numpy as np
import shapely

from planner.domain.place import METRES_PER_DEGREE
from planner.domain.records import Village

Pair = tuple[str, str]


def neighbours(areas: Mapping[str, Sequence[Village]], *, within: float = 500.0) -> list[Pair]:
    """Pairs of stations whose areas lie no more than so many metres apart; one without an outline has no neighbour."""
    shapes = {name: shape for name, villages in areas.items() if (shape := _shape(villages)) is not None}
    if not shapes:
        return []
    middle = np.mean([shapely.centroid(shape).y for shape in shapes.values()])
    scale = np.array([np.cos(np.radians(middle)), 1.0]) * METRES_PER_DEGREE
    flat = {name: shapely.transform(shape, lambda points: points * scale) for name, shape in shapes.items()}
    return [(one, other) for one, other in itertools.combinations(flat, 2) if shapely.dwithin(flat[one], flat[other], within)]


def rounds(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """The pairs in rounds, each station at most once in a round: a colouring of edges, greedy by the largest degree.

    The order decides which team is lent first, so it is the same for the same pairs (networkx colours in the order of a set).
    """
    graph = nx.Graph(list(pairs))
    found: list[tuple[list[Pair], set[str]]] = []
    for one, other in sorted(
        map(_in_order, graph.edges), key=lambda pair: (-graph.degree[pair[0]] - graph.degree[pair[1]], pair)
    ):
        free = next((busy for busy in found if busy[1].isdisjoint((one, other))), None)
        if free is None:
            found.append(free := ([], set()))
        free[0].append((one, other))
        free[1].update((one, other))
    return [sorted(round_) for round_, _ in found]


def _in_order(pair: Pair) -> Pair:
    return min(pair), max(pair)


def _shape(villages: Sequence[Village]) -> shapely.Geometry | None:
    polygons = [shapely.Polygon(rings[0], rings[1:]) for village in villages for rings in village.outline if rings]
    return shapely.union_all([shapely.make_valid(polygon) for polygon in polygons]) if polygons else None
