"""OpenStreetMap files (.osm.pbf, .osm, .osm.bz2), streamed: only the area is kept in memory.

Node positions go into osmium's sparse array (16 bytes a node, outside Python), ways are filtered by key before Python
sees them, and everything outside the area is dropped way by way. Files out of the usual order, or with several versions of a
thing, are gathered first (`osm_gathering`).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import osmium
from osmium.filter import IdFilter, KeyFilter

from inputs.roads.area import Area
from inputs.roads.landmarks import read_landmark_kind
from inputs.roads.network import RoadNetwork, Segment, build_network
from inputs.roads.osm_barriers import read_barrier
from inputs.roads.osm_gathering import Gathered, Member, gathered
from inputs.roads.osm_kind import damage_of
from inputs.roads.osm_order import DAMAGED, is_published
from inputs.roads.osm_tags import RoadTags, is_unknown_road, read_obstacle, read_road_tags, read_water_class
from inputs.roads.osm_turns import Ban, banned_turns, read_ban
from inputs.roads.refusal import refusal
from planner.domain.arrays import Floats
from planner.domain.path import Landmark, RoadLine
from planner.domain.place import hop_lengths

OnWay = Callable[[int], object]
"""Called with the number of ways read so far, now and then."""

WAYS_BETWEEN_REPORTS = 20_000

CUT_SHORT, BROKEN_OFF, NOWHERE = "points_at_end", "points_between", "points_none"
"""Counted: roads whose points are missing at an end, as at the border of an extract, in between, and everywhere."""

_FILTERED_KEYS = (
    "highway",
    "waterway",
    "route",
    "barrier",
    "restriction",
    "restriction:conditional",
    "type",
    "natural",
    "landuse",
    "railway",
    "amenity",
    "healthcare",
)
"""An object of interest has one of them; relations of turns that hold for some hours have `type` alone."""

_NodeRef = tuple[int, float, float] | None
"""Id, longitude, latitude; `None`: position not in the extract."""


class _Keeper:
    """Gathers the hops of the ways inside the area, and numbers their nodes."""

    def __init__(self, area: Area | None) -> None:
        self.area = area
        self.numbers: dict[int, int] = {}
        self.positions: list[tuple[float, float]] = []
        self.segments: list[Segment] = []
        self.lines: list[RoadLine] = []
        """Waters and obstacles."""
        self.landmarks: list[Landmark] = []
        self.shores: set[int] = set()
        """Ways that bound a lake together with others."""
        self.way_ids: list[int] = []
        """Way of each segment."""
        self.barriers: dict[int, int] = {}
        self.unread_at: dict[int, tuple[str, ...]] = {}
        """What of barriers is not read; counted where a road is."""
        self.bans: list[Ban] = []
        self.unread: Counter[str] = Counter()
        self.num_roads = 0
        self.num_nowhere = 0
        """Roads of the file, and those of them none of whose points is there."""

    def add_road(self, way_id: int, refs: list[_NodeRef], tags: RoadTags) -> None:
        """Keep the hops that touch the area, one segment each; simplification joins them again."""
        self.num_roads += 1
        if None in refs:
            self._count_gaps(refs)
        num_before = len(self.segments)
        pace = _seconds_per_metre(refs, tags.duration)
        for run in self._runs(refs):
            line = np.array([ref[1:] for ref in run])
            for number, (start, end) in enumerate(pairwise(run)):
                if start[0] == end[0]:
                    continue
                first, last = (end, start) if tags.is_turned else (start, end)
                points = line[number : number + 2][:: -1 if tags.is_turned else 1]
                self.segments.append(
                    Segment(
                        tail=self._number(first),
                        head=self._number(last),
                        points=points,
                        road_class=tags.road_class,
                        name=tags.name,
                        access=tags.access,
                        is_toll=tags.is_toll,
                        sailing=pace * float(hop_lengths(points)[0]) if pace else 0.0,
                    )
                )
        num_new = len(self.segments) - num_before
        self.way_ids.extend([way_id] * num_new)
        if num_new:
            self.unread.update(tags.unread)

    def _count_gaps(self, refs: list[_NodeRef]) -> None:
        """A road whose points are not all there is kept as far as they are, never drawn across what is missing."""
        if all(ref is None for ref in refs):
            self.num_nowhere += 1
        elif self.is_inside(refs):
            known = [number for number, ref in enumerate(refs) if ref is not None]
            is_broken = known[-1] - known[0] >= len(known)
            self.unread[BROKEN_OFF if is_broken else CUT_SHORT] += 1

    def is_inside(self, refs: list[_NodeRef]) -> bool:
        """Whether a point of a way lies in the area."""
        return any(self._covered(refs))

    def add_line(self, refs: list[_NodeRef], road_class: str, name: str = "") -> None:
        """Keep the pieces of a river or an obstacle that touch the area."""
        for run in self._runs(refs):
            points = np.array([ref[1:] for ref in run])
            self.lines.append(RoadLine(road_class=road_class, name=name, points=points))

    def add_landmark(self, kind: str, name: str, refs: list[_NodeRef]) -> None:
        """Keep a landmark in the area: a point, or the middle of an outline as far as its points are there."""
        known = np.array([ref[1:] for ref in dict.fromkeys(refs) if ref is not None])
        if len(known) and (self.area is None or self.area.covers(known.mean(axis=0, keepdims=True))[0]):
            longitude, latitude = known.mean(axis=0).tolist()
            self.landmarks.append(Landmark(kind=kind, name=name, longitude=longitude, latitude=latitude))

    def _number(self, ref: tuple[int, float, float]) -> int:
        number = self.numbers.setdefault(ref[0], len(self.positions))
        if number == len(self.positions):
            self.positions.append(ref[1:])
        return number

    def _runs(self, refs: list[_NodeRef]) -> Iterator[list[tuple[int, float, float]]]:
        """Unbroken stretches of at least two known nodes, of hops with an end in the area."""
        if self.area is None and None not in refs:
            if len(refs) > 1:
                yield [ref for ref in refs if ref is not None]
            return
        is_in = self._covered(refs)
        run: list[tuple[int, float, float]] = []
        for ref, inside, next_inside in zip(refs, is_in, [*is_in[1:], False], strict=True):
            if ref is None:
                if len(run) > 1:
                    yield run
                run = []
            else:
                run.append(ref)
                if not inside and not next_inside:
                    if len(run) > 1:
                        yield run
                    run = []
        if len(run) > 1:
            yield run

    def _covered(self, refs: list[_NodeRef]) -> list[bool]:
        if self.area is None:
            return [ref is not None for ref in refs]
        points = np.array([(np.nan, np.nan) if ref is None else ref[1:] for ref in refs]).reshape(-1, 2)
        west, south, east, north = self.area.bounds
        known = points[~np.isnan(points[:, 0])]
        # Most ways of a region are far away: their box alone says so.
        if not len(known) or known[:, 0].min() > east or known[:, 0].max() < west:
            return [False] * len(refs)
        if known[:, 1].min() > north or known[:, 1].max() < south:
            return [False] * len(refs)
        return [bool(inside) for inside in self.area.covers(points)]


def read_osm(path: Path, *, area: Area | None = None, on_way: OnWay | None = None) -> RoadNetwork:
    """Read roads, rivers and canals of the area.

    Raises
    ------
    InputError
        E2003 if the file is damaged, E2027 or E2028 if it is of another kind, E2008, E2021, E2022 or E2023 if no roads can be
        made of it.
    """
    keeper = _Keeper(area)
    try:
        if is_published(path):
            _stream(keeper, path, on_way)
        else:
            _keep_gathered(keeper, gathered(path), on_way)
    except DAMAGED as error:
        raise damage_of(path) from error
    if 2 * keeper.num_nowhere > keeper.num_roads:
        raise refusal("E2023", path, count=keeper.num_nowhere, roads=keeper.num_roads)
    if keeper.num_nowhere:
        keeper.unread[NOWHERE] += keeper.num_nowhere
    return _network(keeper)


def _stream(keeper: _Keeper, path: Path, on_way: OnWay | None) -> None:
    places = osmium.index.create_map("sparse_mem_array")
    items = osmium.FileProcessor(str(path)).with_locations(places)  # type: ignore[arg-type]  # tables are missing in its stub
    items = items.with_filter(KeyFilter(*_FILTERED_KEYS))
    for number, item in enumerate(items, 1):
        tags = dict(item.tags)
        if isinstance(item, osmium.osm.Way):
            _keep_way(keeper, item.id, tags, partial(_placed_nodes, item.nodes))
        elif isinstance(item, osmium.osm.Node):
            _keep_barrier(keeper, item.id, tags)
            _keep_landmark(keeper, tags, partial(_placed_node, item))
        elif isinstance(item, osmium.osm.Relation):
            _keep_relation(keeper, tags, [(member.type, member.ref, member.role) for member in item.members])
        if on_way is not None and number % WAYS_BETWEEN_REPORTS == 0:
            on_way(number)
    if not keeper.shores:
        return
    # Shores that several ways make together have no tags of their own, so the ways are read once more.
    for way in osmium.FileProcessor(str(path), osmium.osm.WAY).with_filter(IdFilter(keeper.shores)):
        if isinstance(way, osmium.osm.Way):
            _keep_shore(keeper, dict(way.tags), [_placed(places, node.ref) for node in way.nodes])


def _keep_gathered(keeper: _Keeper, found: Gathered, on_way: OnWay | None) -> None:
    def refs_of(nodes: Sequence[int]) -> list[_NodeRef]:
        places = [(node, found.position(node)) for node in nodes]
        return [(node, *position) if position is not None else None for node, position in places]

    for node in found.things("node"):
        _keep_barrier(keeper, node.id, node.tags)
        _keep_landmark(keeper, node.tags, partial(refs_of, [node.id]))
    for number, way in enumerate(found.things("way"), 1):
        _keep_way(keeper, way.id, way.tags, partial(refs_of, way.parts))
        if on_way is not None and number % WAYS_BETWEEN_REPORTS == 0:
            on_way(number)
    for relation in found.things("relation"):
        _keep_relation(keeper, relation.tags, relation.parts)
    for number in keeper.shores:
        shore = found.way(number)
        if shore is not None:
            _keep_shore(keeper, shore.tags, refs_of(shore.parts))


def _network(keeper: _Keeper) -> RoadNetwork:
    nodes: Floats = np.array(keeper.positions, dtype=np.float64).reshape(-1, 2)
    turns = banned_turns(keeper.bans, keeper.segments, keeper.way_ids, keeper.numbers, keeper.unread)
    node_access = np.zeros(len(nodes), dtype=np.int64)
    for ref, access in keeper.barriers.items():
        if ref in keeper.numbers:
            node_access[keeper.numbers[ref]] = access
    for ref, keys in keeper.unread_at.items():
        if ref in keeper.numbers:
            keeper.unread.update(keys)
    network = build_network(
        nodes,
        keeper.segments,
        lines=keeper.lines,
        node_access=node_access,
        turns=turns,
        unread=keeper.unread,
    )
    return replace(network, landmarks=tuple(keeper.landmarks))


def _seconds_per_metre(refs: list[_NodeRef], duration: float) -> float:
    """Pace of a ferry whose crossing takes `duration`; 0 where it is not known."""
    if not duration:
        return 0.0
    points = np.array([ref[1:] for ref in refs if ref is not None]).reshape(-1, 2)
    length = float(hop_lengths(points).sum()) if len(points) > 1 else 0.0
    return duration / length if length else 0.0


def _keep_barrier(keeper: _Keeper, node: int, tags: Mapping[str, str]) -> None:
    access, unread = read_barrier(tags)
    if access:
        keeper.barriers[node] = access
    if unread:
        keeper.unread_at[node] = unread


def _keep_landmark(keeper: _Keeper, tags: Mapping[str, str], refs_of: Callable[[], list[_NodeRef]]) -> None:
    kind = read_landmark_kind(tags)
    if kind is not None:
        keeper.add_landmark(kind, (tags.get("name") or "").strip(), refs_of())


def _keep_relation(keeper: _Keeper, tags: Mapping[str, str], members: Sequence[Member]) -> None:
    kind = tags.get("type", "")
    if kind.partition(":")[0] == "restriction":
        keeper.bans.append(read_ban(tags, members))
    elif kind == "multipolygon" and read_obstacle(tags) == "lake":
        keeper.shores.update(ref for kind, ref, _ in members if kind == "w")


def _keep_shore(keeper: _Keeper, tags: Mapping[str, str], refs: list[_NodeRef]) -> None:
    # One with tags of its own is kept already.
    if read_obstacle(tags) is None:
        keeper.add_line(refs, "lake")


def _placed(places: osmium.index.LocationTable, ref: int) -> _NodeRef:
    try:
        location = places.get(ref)
    except KeyError:
        return None
    return (ref, location.lon, location.lat) if location.valid() else None


def _placed_node(node: osmium.osm.Node) -> list[_NodeRef]:
    return [(node.id, node.location.lon, node.location.lat) if node.location.valid() else None]


def _placed_nodes(nodes: osmium.osm.WayNodeList) -> list[_NodeRef]:
    places = ((node.ref, node.location) for node in nodes)
    return [(ref, place.lon, place.lat) if place.valid() else None for ref, place in places]


def _keep_way(keeper: _Keeper, way: int, tags: Mapping[str, str], refs_of: Callable[[], list[_NodeRef]]) -> None:
    _keep_landmark(keeper, tags, refs_of)
    road, water, obstacle = read_road_tags(tags), read_water_class(tags), read_obstacle(tags)
    is_unknown = road is None and "highway" in tags and is_unknown_road(tags)
    if road is None and water is None and obstacle is None and not is_unknown:
        return
    refs = refs_of()
    if is_unknown and keeper.is_inside(refs):
        keeper.unread["value:highway"] += 1
    if road is not None:
        keeper.add_road(way, refs, road)
    if water is not None:
        keeper.add_line(refs, water, (tags.get("name") or "").strip())
    if obstacle is not None and road is None:
        keeper.add_line(refs, obstacle)
