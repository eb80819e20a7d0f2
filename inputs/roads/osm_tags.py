"""What OpenStreetMap's tags of a way mean to us: class, who may go which way, where nobody stops, water, what is in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from inputs.roads.access import BESIDE, NO_STOP, WALL, is_against, turned
from inputs.roads.contract import NO_TOLL_PROFILES, NOT_A_ROAD, WATER_CLASSES, road_class
from inputs.roads.osm_access import YES, Kind, access_of, unread_values, value_of, values_of
from inputs.roads.osm_keys import ON_WAYS, in_usual_order, settled_by_day
from inputs.roads.sailing import sailing_seconds

_BESIDE_VALUES = frozenset({"sidewalk", "crossing", "traffic_island", "access_aisle"})
_WALKED = frozenset({"footway", "path", "pedestrian", "steps"})
_NO_TOLL_ROAD = _WALKED | {"ferry"}
"""Classes on which a charge is a fare or a bridge keeper's, not that of a road for cars alone."""
_UNDERGROUND = frozenset({"", "no", "building_passage", "culvert"})

_LAKES = frozenset({"water", "coastline", "bay"})
_WATER_USES = frozenset({"reservoir", "basin", "aquaculture", "salt_pond"})
"""`landuse` of ponds and basins."""
_RAILWAYS = frozenset({"rail", "light_rail", "narrow_gauge", "subway"})
_WALLS = frozenset({"wall", "city_wall", "retaining_wall", "fence", "guard_rail", "hedge", "ditch"})
"""Lines that nobody walks across to a door; a hedge or a fence has its gate elsewhere."""


_OBSTACLE_KEYS = frozenset({"natural", "landuse", "waterway", "railway", "barrier"})
"""Keys of which an obstacle has one."""

_OTHER_KEYS = frozenset(
    {
        *("highway", "route", "area", "junction", "tunnel", "bridge", "duration"),
        *("footway", "path", "cycleway", "indoor", "conveying"),
    }
)
"""Keys of a way that mean something here, beside those of access and its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadTags:
    """Meaning of a way's tags.

    Attributes
    ----------
    is_turned
        Drawn against the only direction of its vehicles; `access` holds for the turned line.
    access
        Packed by `access.packed`.
    duration
        Seconds of the whole way where a ferry names them; 0: by speed.
    unread
        Keys of access that are not read, nor obeyed where they say when; `value:KEY` for values that nobody knows.
    """

    road_class: str
    name: str
    is_turned: bool
    is_toll: bool
    access: int
    duration: float = 0.0
    unread: tuple[str, ...] = ()


def read_road_tags(tags: Mapping[str, str]) -> RoadTags | None:
    """Meaning of the tags of a way; `None` where it is no road and no ferry, or an area."""
    # A city has many thousand ways and a few hundred ways to tag them.
    meaning = _meaning(tuple(item for item in tags.items() if _is_looked_at(item[0])))
    if meaning is None:
        return None
    # Written out: `dataclasses.replace` takes longer than all the rest.
    return RoadTags(
        road_class=meaning.road_class,
        name=(tags.get("name") or "").strip(),
        is_turned=meaning.is_turned,
        is_toll=meaning.is_toll,
        access=meaning.access,
        duration=meaning.duration,
        unread=meaning.unread,
    )


@cache
def _is_looked_at(key: str) -> bool:
    return key in _OTHER_KEYS or bool(ON_WAYS.usual(key))


def is_unknown_road(tags: Mapping[str, str]) -> bool:
    """Whether a way that is none of our roads says that it is one, of a kind that nobody knows."""
    kinds = values_of(tags, "highway")
    return bool(kinds) and tags.get("area") != "yes" and not any(kind in NOT_A_ROAD or road_class(kind) for kind in kinds)


@lru_cache(maxsize=10_000)
def _meaning(items: tuple[tuple[str, str], ...]) -> RoadTags | None:
    tags = dict(items)
    kinds = values_of(tags, "highway")
    is_ferry = "ferry" in values_of(tags, "route") or "ferry" in kinds
    # Of a list of classes the first that is one counts; a list that names what is no road is none.
    known = None if NOT_A_ROAD.intersection(kinds) else next(filter(None, map(road_class, kinds)), None)
    kind = "ferry" if is_ferry else known
    if kind is None or tags.get("area") == "yes":
        return None
    said, unread = in_usual_order(tags, ON_WAYS)
    said, by_hours = settled_by_day(said, ON_WAYS)
    toll = value_of(said, "toll") in YES and kind not in _NO_TOLL_ROAD
    access, overruled = access_of(said, _kind(said, kind, is_toll=toll))
    access |= _marks(said, kind, is_toll=toll)
    duration = sailing_seconds(said.get("duration", "")) if is_ferry else 0.0
    no_duration = ("value:duration",) if is_ferry and "duration" in said and not duration else ()
    is_turned = is_against(access)
    return RoadTags(
        road_class=kind,
        name="",
        is_turned=is_turned,
        is_toll=toll,
        access=turned(access) if is_turned else access,
        duration=duration,
        unread=(*unread, *by_hours, *unread_values(said, ON_WAYS), *overruled, *no_duration),
    )


def read_water_class(tags: Mapping[str, str]) -> str | None:
    """`river` or `canal` of an open-air waterway; `None` for anything else."""
    kind = tags.get("waterway", "")
    return kind if kind in WATER_CLASSES and tags.get("tunnel") in {None, "no"} else None


def read_obstacle(tags: Mapping[str, str]) -> str | None:
    """What of `contract.OBSTACLES` a line is; `None` for anything else, and for what is on a bridge or in a tunnel."""
    if not _OBSTACLE_KEYS.intersection(tags):  # nearly every way of a city
        return None
    if value_of(tags, "tunnel") not in {"", "no"} or value_of(tags, "bridge") not in {"", "no"}:
        return None
    is_water = value_of(tags, "natural") in _LAKES or value_of(tags, "landuse") in _WATER_USES
    if is_water or value_of(tags, "waterway") == "riverbank":
        return "lake"
    if value_of(tags, "railway") in _RAILWAYS:
        return "railway"
    return "wall" if value_of(tags, "barrier") in _WALLS else None


def _kind(tags: Mapping[str, str], road_class: str, *, is_toll: bool) -> Kind:
    closed: set[str] = set()
    if road_class == "ferry" or _is_beside(tags, road_class):
        closed |= {"motorcycle", "car", "vehicle"}
    if is_toll:
        closed |= NO_TOLL_PROFILES
    if _is_motorroad(tags, road_class):
        closed |= {"foot"}
    # Roundabouts and motorways are one-way unless said otherwise; links of motorways are not.
    is_motorway = road_class == "motorway" and not (tags.get("highway") or "").endswith("_link")
    return Kind(
        closed=frozenset(closed),
        is_fast=is_toll or road_class == "motorway",
        is_oneway=tags.get("junction") in {"roundabout", "circular"} or is_motorway,
    )


def _marks(tags: Mapping[str, str], kind: str, *, is_toll: bool) -> int:
    is_below = value_of(tags, "tunnel") not in _UNDERGROUND
    is_fast = kind == "motorway" or is_toll or _is_motorroad(tags, kind)
    is_above = value_of(tags, "bridge") not in {"", "no"}
    marks = NO_STOP if is_fast or is_below or kind == "ferry" else 0
    if is_fast and not is_below and not is_above:
        marks |= WALL
    return marks | (BESIDE if _is_beside(tags, kind) else 0)


def _is_motorroad(tags: Mapping[str, str], kind: str) -> bool:
    return kind not in _NO_TOLL_ROAD and value_of(tags, "motorroad") in YES


def _is_beside(tags: Mapping[str, str], kind: str) -> bool:
    """Sidewalks, crossings, foot bridges and underpasses, ways indoors: walked only, unless tagged for others."""
    if kind not in _WALKED:
        return False
    if any(value_of(tags, key) in _BESIDE_VALUES for key in ("footway", "path", "cycleway")):
        return True
    is_indoors = tags.get("highway") == "corridor" or value_of(tags, "indoor") not in {"", "no"} or "conveying" in tags
    is_lifted = value_of(tags, "bridge") not in {"", "no"} or value_of(tags, "tunnel") not in _UNDERGROUND
    return is_indoors or (is_lifted and (kind != "path" or value_of(tags, "foot") == "designated"))
