"""The bones of the area: rivers, the toll road with its interchange, the trunk road and the roads between villages."""

import itertools
import math

import numpy as np

from inputs.example.geography import INTERCHANGE, RIVERS, ROADS, TOLL, Course
from inputs.example.laying import lay_barrier, lay_road
from inputs.example.network import Network, Street
from inputs.example.plane import Spot, normals, smooth_curve, wander
from planner.domain.arrays import Floats

_STEP = 28.0  # metres between points of a road
_TOLL_STEP = 75.0
_RIVER_STEP = 30.0
_HALF_TOLL = 14.0  # metres from the middle of the toll road to each carriageway
_RAMP = 330.0  # metres that a ramp runs beside the toll road

# How much a class of road wanders about its drawn course (metres) and how long its bends are.
_WANDER = {"trunk": (14.0, 300.0), "secondary": (18.0, 140.0), "tertiary": (20.0, 85.0)}


def lay_skeleton(network: Network, rng: np.random.Generator) -> None:
    """Lay all courses of the geography into an empty network."""
    for river in RIVERS:
        line = smooth_curve(np.array(river.points, dtype=float), step=_RIVER_STEP)
        line = wander(line, rng, size=38, wave=75, step=_RIVER_STEP)
        lay_barrier(network, network.add_street(Street("river", river.name, is_barrier=True)), line)
    eastbound, westbound = _lay_toll(network, rng)
    for course in ROADS:
        lay_road(network, network.add_street(Street(course.highway, course.name)), _line_of(course, rng))
    _lay_ramps(network, eastbound, westbound)


def _line_of(course: Course, rng: np.random.Generator) -> Floats:
    size, wave = _WANDER[course.highway]
    line = smooth_curve(np.array(course.points, dtype=float), step=_STEP)
    return wander(line, rng, size=size, wave=wave, step=_STEP)


def _lay_toll(network: Network, rng: np.random.Generator) -> tuple[list[int], list[int]]:
    """Two carriageways, traffic on the left, closed into a loop at the ends so that the graph stays connected."""
    middle = smooth_curve(np.array(TOLL.points, dtype=float), step=_TOLL_STEP)
    middle = wander(middle, rng, size=25, wave=900, step=_TOLL_STEP)
    aside = normals(middle) * _HALF_TOLL
    street = network.add_street(Street(TOLL.highway, TOLL.name, is_oneway=True, is_barrier=True))
    eastbound = lay_barrier(network, street, middle + aside)
    westbound = lay_barrier(network, street, (middle - aside)[::-1])
    link = network.add_street(Street("motorway_link", "", is_oneway=True, is_barrier=True))
    network.add_edge(eastbound[-1], westbound[0], link)
    network.add_edge(westbound[-1], eastbound[0], link)
    return eastbound, westbound


def _lay_ramps(network: Network, eastbound: list[int], westbound: list[int]) -> None:
    """A diamond: on each side one ramp off and one ramp on, meeting the crossing road."""
    for carriageway in (eastbound, westbound):
        at = [network.xy[node] for node in carriageway]
        middle = min(range(len(at)), key=lambda i: math.dist(at[i], INTERCHANGE))
        back = round(_RAMP / _TOLL_STEP)
        road_node = _road_node(network, at[middle], at[middle + 1])
        for leaving, is_off in ((carriageway[middle - back], True), (carriageway[middle + back], False)):
            nodes = [leaving, *_bend(network, leaving, road_node, at[middle]), road_node]
            street = network.add_street(Street("motorway_link", "Simpang Susun Contoh", is_oneway=True, is_barrier=True))
            ordered = nodes if is_off else nodes[::-1]
            for a, b in itertools.pairwise(ordered):
                network.add_edge(a, b, street)


def _road_node(network: Network, here: Spot, ahead: Spot) -> int:
    """Node of the crossing road about 95 m to the left of the carriageway."""
    dx, dy = ahead[0] - here[0], ahead[1] - here[1]
    length = math.hypot(dx, dy)
    wanted = (here[0] - dy / length * 95, here[1] + dx / length * 95)
    names = [number for number, street in enumerate(network.streets) if street.highway == "secondary"]
    nodes = {node for edge in network.edges if edge is not None and edge[2] in names for node in edge[:2]}
    return min(sorted(nodes), key=lambda node: math.dist(network.xy[node], wanted))


def _bend(network: Network, start: int, end: int, corner: Spot) -> list[int]:
    """Nodes of a ramp that leaves along the toll road and turns towards the road."""
    (x0, y0), (x2, y2) = network.xy[start], network.xy[end]
    x1, y1 = 0.45 * corner[0] + 0.3 * x2 + 0.25 * x0, 0.45 * corner[1] + 0.3 * y2 + 0.25 * y0
    nodes = []
    for t in np.linspace(0, 1, 8)[1:-1]:
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        nodes.append(network.add_node(float(a * x0 + b * x1 + c * x2), float(a * y0 + b * y1 + c * y2)))
    return nodes
