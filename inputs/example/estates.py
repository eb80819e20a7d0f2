"""Laying an estate: parallel streets with blocks between them, a gate and a way to the nearest road."""

import itertools
import math

import numpy as np
import shapely

from inputs.example.ground import Settlement
from inputs.example.laying import straight
from inputs.example.network import Network, Street
from inputs.example.plane import Spot

_ROW_GAP = 37.0  # metres between streets: two rows of plots back to back
_STEP = 24.0
_MAX_GATE = 420.0  # metres from an estate to the road that its gate leads to


def lay_estate(network: Network, number: int, estate: Settlement, rng: np.random.Generator) -> bool:
    """Lay the streets of an estate; whether a gate to a road could be laid (if not, nothing is)."""
    if estate.plot is None:
        raise ValueError(f"settlement {estate.name!r} is no estate")
    grid = _grid_points(estate, estate.plot, rng)
    gates = _gates(network, grid, estate.plot)
    if not gates:
        return False
    nodes = [[network.add_node(*point) for point in row] for row in grid]
    _lay_grid(network, number, estate.name, nodes)
    for (row, column), edge, foot in gates:
        start, end = network.xy[nodes[row][column]], foot
        street = network.add_street(Street("residential", f"Jl. {estate.name.removeprefix('Perum. ')}", settlement=number))
        road = network.split(edge, end) if network.edges[edge] is not None else None
        if road is not None:
            _lay_gate(network, street, nodes[row][column], road, start)
    return True


def _grid_points(estate: Settlement, plot: shapely.Polygon, rng: np.random.Generator) -> list[list[Spot]]:
    """Rows of points; the rows bow a little, as surveyors follow the land."""
    corners = plot.exterior.coords
    # Corners run from the lower right one anticlockwise: first the depth, then the width.
    height, length = math.dist(corners[0], corners[1]), math.dist(corners[1], corners[2])
    columns, rows = round(length / _STEP), round(height / _ROW_GAP)
    bow = float(rng.uniform(-10, 10))
    cos, sin = math.cos(estate.angle), math.sin(estate.angle)
    grid = []
    for row in range(rows + 1):
        v = (row / rows - 0.5) * height
        line = []
        for column in range(columns + 1):
            u, w = (column / columns - 0.5) * length, v + bow * math.sin(math.pi * column / columns)
            line.append((estate.centre[0] + u * cos - w * sin, estate.centre[1] + u * sin + w * cos))
        grid.append(line)
    return grid


def _lay_grid(network: Network, number: int, name: str, nodes: list[list[int]]) -> None:
    """Streets of blocks A, B, C … along the rows; cross streets at both ends and, in long estates, in the middle."""
    last = len(nodes[0]) - 1
    for row, line in enumerate(nodes):
        letter = chr(ord("A") + row)
        street = network.add_street(
            Street("residential", f"Blok {letter} {name.removeprefix('Perum. ')}", settlement=number, block=letter)
        )
        for a, b in itertools.pairwise(line):
            network.add_edge(a, b, street)
    for column in {0, last} | ({last // 2} if last > 8 else set()):
        street = network.add_street(Street("living_street", "", settlement=number, block=chr(ord("A") + len(nodes))))
        for lower, upper in itertools.pairwise(nodes):
            network.add_edge(lower[column], upper[column], street)


def _gates(network: Network, grid: list[list[Spot]], plot: shapely.Polygon) -> list[tuple[tuple[int, int], int, Spot]]:
    """The shortest free way out from a border point of the grid; at most one more from another side."""
    rows, last = len(grid), len(grid[0]) - 1
    spots = {(row, column) for row in (0, rows - 1) for column in (0, last // 2, last)}
    spots |= {(rows // 2, 0), (rows // 2, last)}
    found = []
    for row, column in sorted(spots):
        here = grid[row][column]
        barriers = [edge for edge in network.near(here, here, _MAX_GATE) if network.is_barrier(edge)]
        nearest = network.nearest(here, _MAX_GATE, leave_out=barriers)
        if nearest is None:
            continue
        distance, edge, foot = nearest
        inside = plot.buffer(-4).intersection(shapely.LineString([here, foot])).length
        is_free = all(share > 0.97 for share, _ in network.crossings(here, foot))
        if is_free and inside < 5 and not network.meets_barrier(here, foot):
            found.append((distance, (row, column), edge, foot))
    found.sort()
    chosen = found[:1]
    chosen += [gate for gate in found[1:] if math.dist(gate[3], chosen[0][3]) > 120 and gate[2] != chosen[0][2]][:1]
    return [(spot, edge, foot) for _, spot, edge, foot in chosen]


def _lay_gate(network: Network, street: int, start: int, end: int, here: Spot) -> None:
    line = straight(here, network.xy[end], step=_STEP)
    nodes = [start, *(network.add_node(float(x), float(y)) for x, y in line[1:-1]), end]
    for a, b in itertools.pairwise(nodes):
        network.add_edge(a, b, street)
