"""Roads as arrays: one row per stretch of road, whatever the directions it may be travelled in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np

from inputs.roads import access as signs
from inputs.roads.contract import WATER_CLASSES
from planner.domain.arrays import Bools, Floats, Int64s
from planner.domain.categories import ROAD_CLASSES
from planner.domain.path import Landmark, RoadLine
from planner.domain.place import LocalPlane, hop_lengths
from planner.domain.spelling import without_signs


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
    access
        Who may use it in which direction, and marks, packed by `access.packed`, shape (m,).
    is_toll
        Toll road, shape (m,).
    sailing
        Seconds that a ferry takes, 0 where the speed says, shape (m,).
    node_access
        Whom a barrier on each node lets through, packed by `access.packed_node`, shape (n,).
    turns
        Banned turns: segment, node, segment, bits of the travellers that it binds (see `binding_turns`), shape (k, 4).
    long_turns
        Banned turns over a stretch or several: such bits, then segment, node, segment, node … segment.
    unread
        What the file says and is not obeyed: name to how often.
    points, first_point
        Geometry: segment *s* runs along `points[first_point[s]:first_point[s + 1]]`, both ends included.
    names
        Road names; the first is empty.
    waters
        Rivers and canals.
    obstacles
        Shores of lakes, walls, fences and railways on the ground; see `barring`.
    landmarks
        Mosques, schools and the like, drawn on maps alone.
    """

    nodes: Floats
    tail: Int64s
    head: Int64s
    lengths: Floats
    classes: Int64s
    name_ids: Int64s
    access: Int64s
    is_toll: Bools
    sailing: Floats
    node_access: Int64s
    points: Floats
    first_point: Int64s
    turns: Int64s
    long_turns: tuple[tuple[int, ...], ...] = ()
    names: tuple[str, ...] = ("",)
    waters: tuple[RoadLine, ...] = ()
    obstacles: tuple[RoadLine, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    unread: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
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

    @cached_property
    def is_oneway(self) -> Bools:
        """Segments that vehicles may travel forward alone, shape (m,)."""
        return signs.is_oneway(self.access)

    @cached_property
    def closed(self) -> Int64s:
        """Bit *b* set: closed to profile `PROFILES_WITH_ACCESS[b]` by its tags, shape (m,)."""
        return signs.closed_bits(self.access)

    @cached_property
    def has_extent(self) -> Bools:
        """Segments that are more than a point, shape (m,): two nodes may have been drawn in one place."""
        starts = self.points[self.first_point[:-1]]
        differs = (self.points != np.repeat(starts, np.diff(self.first_point), axis=0)).any(axis=1)
        return np.asarray(np.logical_or.reduceat(differs, self.first_point[:-1]))

    def has_mark(self, mark: int) -> Bools:
        """Segments with a mark of `access`, shape (m,)."""
        return np.asarray(self.access & mark != 0)


CLASS_IDS = MappingProxyType({name: number for number, name in enumerate(ROAD_CLASSES)})
SEGMENT_COLUMNS = ("tail", "head", "lengths", "classes", "name_ids", "access", "is_toll", "sailing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One row on its way into a `RoadNetwork`.

    Attributes
    ----------
    access
        Packed by `access.packed`.
    length
        `None` to be measured along the points.
    """

    tail: int
    head: int
    points: Floats
    road_class: str
    name: str = ""
    access: int = 0
    is_toll: bool = False
    sailing: float = 0.0
    length: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """Banned turns, as `RoadNetwork.turns` and `RoadNetwork.long_turns` keep them."""

    short: Int64s
    long: tuple[tuple[int, ...], ...] = ()


def build_network(
    nodes: Floats,
    segments: Sequence[Segment],
    *,
    lines: Sequence[RoadLine] = (),
    node_access: Int64s | None = None,
    turns: Turns | None = None,
    unread: Mapping[str, int] | None = None,
) -> RoadNetwork:
    """Put segments into arrays, measure what has no length, leave out nodes without a road; `lines`: waters, obstacles."""
    points = np.concatenate([segment.points for segment in segments]) if segments else np.empty((0, 2))
    first_point = np.cumsum([0, *(len(segment.points) for segment in segments)])
    names, name_ids = numbered_names(segment.name for segment in segments)
    nodes = np.asarray(nodes, dtype=np.float64).reshape(-1, 2)
    network = RoadNetwork(
        nodes=nodes,
        tail=np.array([segment.tail for segment in segments], dtype=np.int64),
        head=np.array([segment.head for segment in segments], dtype=np.int64),
        lengths=_lengths(segments, points, first_point),
        classes=np.array([CLASS_IDS[segment.road_class] for segment in segments], dtype=np.int64),
        name_ids=name_ids,
        access=np.array([segment.access for segment in segments], dtype=np.int64),
        is_toll=np.array([segment.is_toll for segment in segments], dtype=bool),
        sailing=np.array([segment.sailing for segment in segments], dtype=np.float64),
        node_access=np.zeros(len(nodes), dtype=np.int64) if node_access is None else node_access,
        points=points,
        first_point=first_point,
        turns=np.empty((0, 4), dtype=np.int64) if turns is None else turns.short,
        long_turns=() if turns is None else turns.long,
        names=names,
        waters=tuple(line for line in lines if line.road_class in WATER_CLASSES),
        obstacles=tuple(line for line in lines if line.road_class not in WATER_CLASSES),
        unread=dict(unread or {}),
    )
    return without_lonely_nodes(network)


def numbered_names(names: Iterable[str]) -> tuple[tuple[str, ...], Int64s]:
    """Each name once, the empty one first, and the number of each; without signs that no paper shows."""
    found, said = {"": 0}, list(names)
    shown = {name: without_signs(name) for name in set(said)}
    numbers = [found.setdefault(shown[name], len(found)) for name in said]
    return tuple(found), np.array(numbers, dtype=np.int64)


def without_lonely_nodes(network: RoadNetwork) -> RoadNetwork:
    """Leave out nodes at which no segment ends; the order of the others stays."""
    used, numbers = np.unique(np.concatenate([network.tail, network.head]), return_inverse=True)
    turns = network.turns.copy()
    turns[:, 1] = np.searchsorted(used, turns[:, 1])
    number_of = dict(zip(used.tolist(), range(len(used)), strict=True)) if network.long_turns else {}
    long_turns = tuple(
        tuple(number_of[value] if at > 1 and at % 2 == 0 else value for at, value in enumerate(turn))
        for turn in network.long_turns
    )
    return replace(
        network,
        nodes=network.nodes[used],
        node_access=network.node_access[used],
        tail=numbers[: network.num_segments],
        head=numbers[network.num_segments :],
        turns=turns,
        long_turns=long_turns,
    )


def some_segments(network: RoadNetwork, keep: Int64s) -> RoadNetwork:
    """The network of some segments, in their order; for networks without banned turns."""
    counts = np.diff(network.first_point)[keep]
    rows = np.concatenate([np.arange(network.first_point[s], network.first_point[s + 1]) for s in keep] or [np.empty(0, int)])
    columns = {name: getattr(network, name)[keep] for name in SEGMENT_COLUMNS}
    first_point = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return without_lonely_nodes(replace(network, points=network.points[rows], first_point=first_point, **columns))


def measured(points: Floats, first_point: Int64s) -> Floats:
    """Metres along the points of each segment."""
    if len(first_point) < 2:
        return np.empty(0)
    # Neighbours in `points` that belong to two segments give a hop that no segment counts.
    along = np.concatenate([[0.0], np.cumsum(hop_lengths(points))])
    return np.asarray(along[first_point[1:] - 1] - along[first_point[:-1]])


def _lengths(segments: Sequence[Segment], points: Floats, first_point: Int64s) -> Floats:
    given = np.array([np.nan if segment.length is None else segment.length for segment in segments])
    return np.where(np.isnan(given), measured(points, first_point), given)
