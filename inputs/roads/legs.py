"""The way between two places as a line and as stretches of named road, equal to the matrices' entries."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from inputs.roads.engines import NO_WAY, Engine
from inputs.roads.place_matrix import Ends, along
from inputs.roads.profile import ProfileRoads
from inputs.roads.snapping import Places
from planner.domain.arrays import Floats
from planner.domain.path import RoadStep
from planner.domain.place import bearing


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Part of one segment: fractions along it, from where it is entered to where it is left."""

    position: int
    start: float
    end: float


def road_way(roads: ProfileRoads, places: Places, ends: Ends, engine: Engine, i: int, j: int) -> tuple[int, list[Stretch]]:
    """Packed weight and stretches of the quickest way on the road; `NO_WAY` and nothing where there is none."""
    best: tuple[int, list[Stretch]] = (NO_WAY, [])
    at_i, at_j = int(places.position[i]), int(places.position[j])
    start, end = float(places.fraction[i]), float(places.fraction[j])
    if at_i == at_j:
        straight = int(along(places, ends, i, j))
        if straight < NO_WAY:
            best = (straight, [Stretch(position=at_i, start=start, end=end)])
    for a in range(2):
        for b in range(2):
            outside = int(ends.exits[i, a] + ends.entries[j, b])
            if outside >= best[0]:
                continue
            weight, nodes = engine.path(int(ends.exit_nodes[i, a]), int(ends.entry_nodes[j, b]))
            if outside + weight < best[0]:
                first = Stretch(position=at_i, start=start, end=1.0 - a)
                last = Stretch(position=at_j, start=float(b), end=end)
                best = (outside + weight, [first, *_stretches(roads, ends, nodes), last])
    return best


def way_points(roads: ProfileRoads, stretches: list[Stretch]) -> list[Floats]:
    """(longitude, latitude) along each stretch, in the direction of travel."""
    return [_cut(roads, stretch) for stretch in stretches]


def way_steps(roads: ProfileRoads, stretches: list[Stretch], lines: list[Floats]) -> tuple[RoadStep, ...]:
    """Stretches in order, neighbours on the same road joined; those of less than a metre are left out."""
    groups: list[tuple[str, float, Floats, Floats]] = []
    for stretch, line in zip(stretches, lines, strict=True):
        name = roads.network.name(int(roads.segments[stretch.position]))
        metres = abs(stretch.end - stretch.start) * float(roads.metres[stretch.position])
        if groups and groups[-1][0] == name:
            _, before, start, _ = groups[-1]
            groups[-1] = (name, before + metres, start, line[-1])
        elif metres > 0:
            groups.append((name, metres, line[0], line[-1]))
    return tuple(
        RoadStep(name=name, distance=round(metres), bearing=bearing(start, end))
        for name, metres, start, end in groups
        if metres >= 0.5
    )


def _stretches(roads: ProfileRoads, ends: Ends, nodes: list[int]) -> list[Stretch]:
    result = []
    for tail, head in pairwise(nodes):
        arc = roads.cheapest_arc(tail, head, ends.is_closed)
        if roads.arc_segment[arc] < 0:
            continue
        is_backward = bool(roads.arc_is_backward[arc])
        result.append(Stretch(position=int(roads.arc_segment[arc]), start=float(is_backward), end=float(not is_backward)))
    return result


def _cut(roads: ProfileRoads, stretch: Stretch) -> Floats:
    """Points of a segment between two fractions of its length."""
    points = roads.network.geometry(int(roads.segments[stretch.position]))
    flat = roads.network.plane.project(points)
    measured = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(flat, axis=0).T))])
    low, high = sorted((stretch.start * measured[-1], stretch.end * measured[-1]))
    inside = (measured > low) & (measured < high)
    where = np.concatenate([[low], measured[inside], [high]])
    line = np.column_stack([np.interp(where, measured, points[:, axis]) for axis in range(2)])
    return line if stretch.end >= stretch.start else line[::-1]
