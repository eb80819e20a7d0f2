"""OpenStreetMap files (.osm.pbf, .osm, .osm.bz2), streamed: only the area is kept in memory.

Node positions go into osmium's sparse array (16 bytes a node, outside Python), ways are filtered by key before Python
sees them, and everything outside the area is dropped way by way. Files out of the usual order, or with several versions of a
thing, are gathered first (`osm_gathering`).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import osmium
from osmium.filter import IdFilter, KeyFilter

from inputs.roads.area import Area
from inputs.roads.landmarks import read_landmark_kind
from inputs.roads.network import RoadNetwork
from inputs.roads.osm_barriers import read_barrier
from inputs.roads.osm_gathering import Gathered, Member, gathered
from inputs.roads.osm_keeping import NOWHERE, Keeper, NodeRef
from inputs.roads.osm_kind import damage_of
from inputs.roads.osm_order import DAMAGED, is_published
from inputs.roads.osm_tags import is_unknown_road, read_obstacle, read_road_tags, read_water_class
from inputs.roads.osm_turns import read_ban
from inputs.roads.refusal import refusal

OnWay = Callable[[int], object]
"""Called with the number of ways read so far, now and then."""

WAYS_BETWEEN_REPORTS = 20_000

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


def read_osm(path: Path, *, area: Area | None = None, on_way: OnWay | None = None) -> RoadNetwork:
    """Read roads, rivers and canals of the area.

    Raises
    ------
    InputError
        E2003 if the file is damaged, E2027 or E2028 if it is of another kind, E2008, E2021, E2022 or E2023 if no roads can be
        made of it.
    """
    keeper = Keeper(area)
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
    return keeper.network()


def _stream(keeper: Keeper, path: Path, on_way: OnWay | None) -> None:
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


def _keep_gathered(keeper: Keeper, found: Gathered, on_way: OnWay | None) -> None:
    def refs_of(nodes: Sequence[int]) -> list[NodeRef]:
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


def _keep_barrier(keeper: Keeper, node: int, tags: Mapping[str, str]) -> None:
    access, unread = read_barrier(tags)
    if access:
        keeper.barriers[node] = access
    if unread:
        keeper.unread_at[node] = unread


def _keep_landmark(keeper: Keeper, tags: Mapping[str, str], refs_of: Callable[[], list[NodeRef]]) -> None:
    kind = read_landmark_kind(tags)
    if kind is not None:
        keeper.add_landmark(kind, (tags.get("name") or "").strip(), refs_of())


def _keep_relation(keeper: Keeper, tags: Mapping[str, str], members: Sequence[Member]) -> None:
    kind = tags.get("type", "")
    if kind.partition(":")[0] == "restriction":
        keeper.bans.append(read_ban(tags, members))
    elif kind == "multipolygon" and read_obstacle(tags) == "lake":
        keeper.shores.update(ref for kind, ref, _ in members if kind == "w")


def _keep_shore(keeper: Keeper, tags: Mapping[str, str], refs: list[NodeRef]) -> None:
    # One with tags of its own is kept already.
    if read_obstacle(tags) is None:
        keeper.add_line(refs, "lake")


def _placed(places: osmium.index.LocationTable, ref: int) -> NodeRef:
    try:
        location = places.get(ref)
    except KeyError:
        return None
    return (ref, location.lon, location.lat) if location.valid() else None


def _placed_node(node: osmium.osm.Node) -> list[NodeRef]:
    return [(node.id, node.location.lon, node.location.lat) if node.location.valid() else None]


def _placed_nodes(nodes: osmium.osm.WayNodeList) -> list[NodeRef]:
    refs: list[NodeRef] = []
    for node in nodes:
        place = node.location
        refs.append((node.ref, place.lon, place.lat) if place.valid() else None)
    return refs


def _keep_way(keeper: Keeper, way: int, tags: Mapping[str, str], refs_of: Callable[[], list[NodeRef]]) -> None:
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
