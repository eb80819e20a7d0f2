"""Roads as arrays: one row per stretch of road, whatever the directions it may be travelled in."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from inputs.roads.contract import PROFILES_WITH_ACCESS
from planner.domain.arrays import Bools, Floats, Int64s
from planner.domain.categories import ROAD_CLASSES
from planner.domain.path import RoadLine
from planner.domain.place import LocalPlane, hop_lengths


@dataclass(frozen=True, kw_only=True, eq=False)
class RoadNetwork:
    """Nodes and segments. Not slotted: the plane is worked out once.

    Attributes
    ----------
    nodes
        (longitude, latitude) of each node, WGS 84 degrees, shape (n, 2).
    tail, head
        Node where each segment starts and ends, shape (m,). Travel from tail to head is *forward*.
    lengths
        Metres, shape (m,).
    classes
        Index into `ROAD_CLASSES`, shape (m,).
    name_ids
        Index into `names`, shape (m,).
    is_oneway
        Only forward may be travelled (people on foot go both ways), shape (m,).
    is_toll
        Toll road, shape (m,).
    closed
        Bit *b* set: closed to profile `PROFILES_WITH_ACCESS[b]` by its tags, shape (m,).
    points, first_point
        Geometry: segment *s* runs along `points[first_point[s]:first_point[s + 1]]`, both ends included.
    names
        Road names; the first is empty.
    waters
        Rivers and canals.
    """

    nodes: Floats
    tail: Int64s
    head: Int64s
    lengths: Floats
    classes: Int64s
    name_ids: Int64s
    is_oneway: Bools
    is_toll: Bools
    closed: Int64s
    points: Floats
    first_point: Int64s
    names: tuple[str, ...] = ("",)
    waters: tuple[RoadLine, ...] = ()

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    @property
    def num_nodes(self) -> int:
        """Number of nodes."""
        return len(self.nodes)

    @property
    def num_segments(self) -> int:
        """Number of segments."""
        return len(self.tail)

    @cached_property
    def plane(self) -> LocalPlane:
        """Local metres about the mean latitude of the nodes."""
        return LocalPlane(latitude=float(self.nodes[:, 1].mean()) if len(self.nodes) else 0.0)

    def geometry(self, segment: int) -> Floats:
        """(longitude, latitude) along a segment from tail to head, shape (k, 2)."""
        return np.asarray(self.points[self.first_point[segment] : self.first_point[segment + 1]])

    def name(self, segment: int) -> str:
        """Name of the road; empty where it has none."""
        return self.names[int(self.name_ids[segment])]

    def class_name(self, segment: int) -> str:
        """Class of the contract."""
        return ROAD_CLASSES[int(self.classes[segment])]

    def present_classes(self) -> tuple[str, ...]:
        """Classes of the contract that some segment has."""
        return tuple(ROAD_CLASSES[number] for number in np.unique(self.classes).tolist())

    def is_closed_to(self, profile: str) -> Bools:
        """Segments closed to a profile by their tags, shape (m,)."""
        if profile not in PROFILES_WITH_ACCESS:
            return np.zeros(self.num_segments, dtype=bool)
        return np.asarray((self.closed >> PROFILES_WITH_ACCESS.index(profile)) & 1 == 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One row on its way into a `RoadNetwork`; `length` is `None` to be measured along the points."""

    tail: int
    head: int
    points: Floats
    road_class: str
    name: str = ""
    is_oneway: bool = False
    is_toll: bool = False
    closed: int = 0
    length: float | None = None


def build_network(nodes: Floats, segments: Sequence[Segment], *, waters: Sequence[RoadLine] = ()) -> RoadNetwork:
    """Put segments into arrays, measure what has no length, leave out nodes without a road."""
    points = np.concatenate([segment.points for segment in segments]) if segments else np.empty((0, 2))
    first_point = np.cumsum([0, *(len(segment.points) for segment in segments)])
    names = {"": 0}
    name_ids = [names.setdefault(segment.name, len(names)) for segment in segments]
    class_ids = {name: number for number, name in enumerate(ROAD_CLASSES)}
    network = RoadNetwork(
        nodes=np.asarray(nodes, dtype=np.float64).reshape(-1, 2),
        tail=np.array([segment.tail for segment in segments], dtype=np.int64),
        head=np.array([segment.head for segment in segments], dtype=np.int64),
        lengths=_lengths(segments, points, first_point),
        classes=np.array([class_ids[segment.road_class] for segment in segments], dtype=np.int64),
        name_ids=np.array(name_ids, dtype=np.int64),
        is_oneway=np.array([segment.is_oneway for segment in segments], dtype=bool),
        is_toll=np.array([segment.is_toll for segment in segments], dtype=bool),
        closed=np.array([segment.closed for segment in segments], dtype=np.int64),
        points=points,
        first_point=first_point,
        names=tuple(names),
        waters=tuple(waters),
    )
    return without_lonely_nodes(network)


def without_lonely_nodes(network: RoadNetwork) -> RoadNetwork:
    """Leave out nodes at which no segment ends; the order of the others stays."""
    used, numbers = np.unique(np.concatenate([network.tail, network.head]), return_inverse=True)
    values = {field.name: getattr(network, field.name) for field in fields(network)}
    values.update(nodes=network.nodes[used], tail=numbers[: network.num_segments], head=numbers[network.num_segments :])
    return RoadNetwork(**values)


def _lengths(segments: Sequence[Segment], points: Floats, first_point: Int64s) -> Floats:
    if not segments:
        return np.empty(0)
    # Neighbours in `points` that belong to two segments give a hop that no segment counts.
    along = np.concatenate([[0.0], np.cumsum(hop_lengths(points))])
    measured = along[first_point[1:] - 1] - along[first_point[:-1]]
    given = np.array([np.nan if segment.length is None else segment.length for segment in segments])
    return np.where(np.isnan(given), measured, given)
