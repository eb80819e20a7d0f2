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
    """The pairs in rounds, each station at most once in a round: a colouring of edges, greedy by the largest degree."""
    graph = nx.Graph(list(pairs))
    colours = nx.greedy_color(nx.line_graph(graph), strategy="largest_first")
    found: dict[int, list[Pair]] = {}
    for (one, other), colour in colours.items():
        found.setdefault(colour, []).append((min(one, other), max(one, other)))
    return [sorted(found[colour]) for colour in sorted(found)]


def _shape(villages: Sequence[Village]) -> shapely.Geometry | None:
    polygons = [shapely.Polygon(rings[0], rings[1:]) for village in villages for rings in village.outline if rings]
    return shapely.union_all([shapely.make_valid(polygon) for polygon in polygons]) if polygons else None
