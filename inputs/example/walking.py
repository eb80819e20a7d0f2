"""Growing one lane: a walker takes steps until it meets a street, the edge of the settlement, or a barrier.

The way is planned without touching the network, and kept only when it is long enough: so no lane
crosses a street without a junction, comes too near to another, or ends just short of one.
"""

import math
from dataclasses import dataclass

import numpy as np

from inputs.example.ground import BLOCKED, Ground
from inputs.example.network import Network, foot_on
from inputs.example.plane import Spot

_BARRIER_GAP = 24.0  # metres that a lane keeps from a river or the toll road
_LOOK_AHEAD = 13.0  # metres beyond a step within which a street is joined rather than nearly met
_PASSING_GAP = 11.0  # metres that the last stretch to a street keeps from others
_MIN_LOOP = 24.0  # metres; a way that comes back to where it began would enclose next to nothing
_SHARP = math.radians(38)  # a street met at a smaller angle is not joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a walker goes.

    Attributes
    ----------
    max_length, min_length
        Metres; a shorter way is not laid unless it joins a street.
    gap
        Metres to keep from other streets.
    wobble, bend
        Standard deviations in radians: of the turn at each step, and of the lasting curve of a way.
    min_density
        The walker stops where the ground is less densely built; `None`: it goes anywhere but into estates.
    target
        Spot that the walker heads for.
    """

    max_length: float
    min_length: float = 34.0
    step: float = 17.0
    gap: float = 26.0
    wobble: float = 0.08
    bend: float = 0.03
    min_density: float | None = 0.12
    target: Spot | None = None


@dataclass(slots=True)
class Way:
    """A planned way: its points, and where it joins a street (edge and point)."""

    points: list[Spot]
    join: tuple[int, Spot] | None = None
    length: float = 0.0
    is_at_target: bool = False


@dataclass(slots=True)
class _Step:
    """What one step found: a point to go to, or a street to join, or neither (the way ends)."""

    point: Spot | None = None
    join: tuple[int, Spot] | None = None


@dataclass(frozen=True, slots=True)
class _Start:
    """Edges that a walker may be near to when it sets out: those at its first node, and those at their ends."""

    at: frozenset[int]
    around: frozenset[int]


def plan_way(
    network: Network, ground: Ground, start: int, heading: float, manner: Manner, rng: np.random.Generator
) -> Way | None:
    """A way from a node in a direction; `None` where it would be too short or starts along another street."""
    if _leaves_sharply(network, start, heading):
        return None
    edges = _start(network, start)
    way = Way([network.xy[start]])
    bend = rng.normal(0, manner.bend)
    while way.length < manner.max_length:
        heading += bend + rng.normal(0, manner.wobble)
        here = way.points[-1]
        if manner.target is not None:
            if math.dist(here, manner.target) < 1.2 * manner.step:
                way.is_at_target = True
                break
            wanted = math.atan2(manner.target[1] - here[1], manner.target[0] - here[0])
            heading += 0.35 * math.remainder(wanted - heading, math.tau)
        step = _look(network, ground, way, heading, manner, edges)
        if step.join is not None:
            way.join = step.join
            way.length += math.dist(here, step.join[1])
        if step.point is None:
            break
        way.points.append(step.point)
        way.length += manner.step
    if way.join is not None and math.dist(way.points[0], way.join[1]) < _MIN_LOOP:
        return None
    return way if way.join is not None or way.length >= manner.min_length else None


def lay_way(network: Network, street: int, start: int, way: Way) -> list[int]:
    """Lay a planned way; returns its nodes, the start first."""
    nodes = [start]
    for point in way.points[1:]:
        nodes.append(network.add_node(*point))
        network.add_edge(nodes[-2], nodes[-1], street)
    if way.join is not None:
        end = network.split(*way.join)
        network.add_edge(nodes[-1], end, street)
        nodes.append(end)
    return nodes


def _leaves_sharply(network: Network, start: int, heading: float) -> bool:
    x, y = network.xy[start]
    for edge in network.at_node[start]:
        to_x, to_y = network.xy[network.other_end(edge, start)]
        if abs(math.remainder(math.atan2(to_y - y, to_x - x) - heading, math.tau)) < math.radians(48):
            return True
    return False


def _start(network: Network, node: int) -> _Start:
    at = network.at_node[node]
    around = {edge for first in at for edge in network.at_node[network.other_end(first, node)]}
    return _Start(frozenset(at), frozenset(around))


def _look(network: Network, ground: Ground, way: Way, heading: float, manner: Manner, start: _Start) -> _Step:
    here, is_first = way.points[-1], len(way.points) == 1
    cos, sin = math.cos(heading), math.sin(heading)
    there = (here[0] + manner.step * cos, here[1] + manner.step * sin)
    beyond = (there[0] + _LOOK_AHEAD * cos, there[1] + _LOOK_AHEAD * sin)
    built = ground.density.at(*there)
    if built <= BLOCKED + 3 or any(math.dist(there, p) < manner.gap for p in way.points[:-3]):
        return _Step()
    ahead = network.crossings(here, beyond, leave_out=start.at if is_first else ())
    if ahead:
        share, edge = ahead[0]
        meets = (here[0] + share * (beyond[0] - here[0]), here[1] + share * (beyond[1] - here[1]))
        leave_out = start.at if is_first else frozenset()
        return _Step(join=_joined(network, edge, meets, heading) if _is_clear(network, here, edge, meets, leave_out) else None)
    nearest = network.nearest(there, max(manner.gap, _BARRIER_GAP), leave_out=start.around if len(way.points) <= 2 else ())
    if nearest is not None and (nearest[0] < manner.gap or network.is_barrier(nearest[1])):
        return _Step(join=_aside(network, here, nearest[1], heading, leave_out=start.at if is_first else frozenset()))
    if manner.min_density is not None and built < manner.min_density:
        return _Step()
    return _Step(point=there)


def _joined(network: Network, edge: int, at: Spot, heading: float) -> tuple[int, Spot] | None:
    a, b, _ = network.ends(edge)
    (ax, ay), (bx, by) = network.xy[a], network.xy[b]
    angle = abs(math.remainder(math.atan2(by - ay, bx - ax) - heading, math.pi))
    return None if network.is_barrier(edge) or angle < _SHARP else (edge, at)


def _is_clear(network: Network, here: Spot, edge: int, meets: Spot, leave_out: frozenset[int]) -> bool:
    """Whether the last stretch to a street passes no other street's end closely."""
    a, b, _ = network.ends(edge)
    barred = {edge, *network.at_node[a], *network.at_node[b], *leave_out}
    for share in (0.0, 0.33, 0.67):
        point = (here[0] + share * (meets[0] - here[0]), here[1] + share * (meets[1] - here[1]))
        if network.nearest(point, _PASSING_GAP, leave_out=barred) is not None:
            return False
    return True


def _aside(network: Network, here: Spot, edge: int, heading: float, *, leave_out: frozenset[int]) -> tuple[int, Spot] | None:
    """Join a street that lies ahead to the left or right, when the way to it is free and not a turn back."""
    a, b, _ = network.ends(edge)
    foot = foot_on(here, network.xy[a], network.xy[b])
    towards = math.atan2(foot[1] - here[1], foot[0] - here[0])
    if abs(math.remainder(towards - heading, math.tau)) > math.radians(65) or math.dist(here, foot) < 12:
        return None
    if any(other != edge and share < 0.97 for share, other in network.crossings(here, foot, leave_out=leave_out)):
        return None
    return _joined(network, edge, foot, towards) if _is_clear(network, here, edge, foot, leave_out) else None
