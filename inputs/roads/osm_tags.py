"""What OpenStreetMap's tags mean to us: class, who may go which way, where nobody stops, what a barrier lets through."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from inputs.roads.access import (
    BESIDE,
    CLOSED,
    DESTINATION,
    NO_STOP,
    OPEN,
    TRAVELLERS,
    VEHICLES,
    WALL,
    is_against,
    packed,
    packed_node,
    turned,
)
from inputs.roads.contract import NO_TOLL_PROFILES, NOT_A_ROAD, WATER_CLASSES, road_class
from inputs.roads.hours import as_conditions, settled
from inputs.roads.sailing import sailing_seconds

_MEANINGS = MappingProxyType(
    dict.fromkeys(("yes", "designated", "permissive", "official", "public", "discouraged"), OPEN)
    | dict.fromkeys(("destination", "private", "delivery", "customers", "permit", "residents", "employees"), DESTINATION)
    | dict.fromkeys(("no", "agricultural", "forestry", "military", "emergency", "use_sidepath", "dismount"), CLOSED)
)
"""Access values; those of a gated estate are of use to somebody who visits a home inside."""

KEYS = MappingProxyType(
    {
        "motorcycle": ("motorcycle", "motor_vehicle", "vehicle", "access"),
        "car": ("motorcar", "motor_vehicle", "vehicle", "access"),
        "foot": ("foot", "access"),
        "vehicle": ("vehicle", "access"),
    }
)
"""Keys by traveller, the most specific first: the first that says anything decides."""

_NAMING = frozenset({"motorcycle", "motorcar", "motor_vehicle", "foot"})
"""Keys that open a road to somebody by name, whatever its class."""

_CONDITIONAL = ":conditional"
_LOCKED_AT = f"locked{_CONDITIONAL}"

_YES, _NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})
_AGAINST = frozenset({"-1", "reverse"})
_CHANGING = frozenset({"reversible", "alternating"})

_BESIDE_VALUES = frozenset({"sidewalk", "crossing", "traffic_island", "access_aisle"})
_WALKED = frozenset({"footway", "path", "pedestrian", "steps"})
_NO_TOLL_ROAD = _WALKED | {"ferry"}
"""Classes on which a charge is a fare or a bridge keeper's, not that of a road for cars alone."""
_UNDERGROUND = frozenset({"", "no", "building_passage", "culvert"})

_BARRIERS = MappingProxyType(
    dict.fromkeys(("bollard", "block", "bus_trap", "chain", "debris", "log", "planter", "rock", "sump_buster"), ("car",))
    | dict.fromkeys(
        ("cycle_barrier", "motorcycle_barrier", "jersey_barrier", "kissing_gate", "stile", "turnstile", "ditch", "step_over"),
        ("motorcycle", "car", "vehicle"),
    )
    | dict.fromkeys(("full-height_turnstile",), ("motorcycle", "car", "vehicle"))
)
"""Whom a barrier on a node keeps out where no tag says otherwise; any other (gates, booths) lets all through."""

_LAKES = frozenset({"water", "coastline", "bay"})
_WATER_USES = frozenset({"reservoir", "basin", "aquaculture", "salt_pond"})
"""`landuse` of ponds and basins."""
_RAILWAYS = frozenset({"rail", "light_rail", "narrow_gauge", "subway"})
_WALLS = frozenset({"wall", "city_wall", "retaining_wall", "fence", "guard_rail", "hedge", "ditch"})
"""Lines that nobody walks across to a door; a hedge or a fence has its gate elsewhere."""


_OBSTACLE_KEYS = frozenset({"natural", "landuse", "waterway", "railway", "barrier"})
"""Keys of which an obstacle has one."""

_ONEWAY_KEYS = frozenset(
    {"oneway", *(f"oneway:{key}" for name, keys in KEYS.items() for key in keys if name != "foot" and key != "access")}
)
"""Keys of a direction."""

READ_KEYS = frozenset(
    {
        *("highway", "route", "area", "junction", "toll", "motorroad", "tunnel", "bridge", "duration"),
        *("footway", "path", "cycleway", "indoor", "conveying"),
        *(key for keys in KEYS.values() for key in keys),
        *_ONEWAY_KEYS,
        *(f"{key}:{way}" for keys in KEYS.values() for key in keys for way in ("forward", "backward")),
    }
)
"""Keys of a way that mean something here, beside its name."""


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
        Keys that say when something holds, which is not obeyed; `value:KEY` for values that nobody knows.
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
    tags = _by_day(tags)
    # A city has many thousand ways and a few hundred ways to tag them.
    meaning = _meaning(tuple(item for item in tags.items() if item[0] in READ_KEYS))
    if meaning is None:
        return None
    unread = tuple(key for key in tags if key.endswith(_CONDITIONAL) and _is_ours(key))
    unread += tuple(word for key in tags if key in _ONEWAY_KEYS for word in _unread_direction(key, _value(tags, key)))
    if "duration" in tags and meaning.road_class == "ferry" and not meaning.duration:
        unread += ("value:duration",)
    # Written out: `dataclasses.replace` takes longer than all the rest.
    return RoadTags(
        road_class=meaning.road_class,
        name=(tags.get("name") or "").strip(),
        is_turned=meaning.is_turned,
        is_toll=meaning.is_toll,
        access=meaning.access,
        duration=meaning.duration,
        unread=unread,
    )


def is_unknown_road(tags: Mapping[str, str]) -> bool:
    """Whether a way that is none of our roads says that it is one, of a kind that nobody knows."""
    kinds = _values(tags, "highway")
    return bool(kinds) and tags.get("area") != "yes" and not any(kind in NOT_A_ROAD or road_class(kind) for kind in kinds)


def _unread_direction(key: str, value: str) -> tuple[str, ...]:
    if value in _CHANGING:
        return ("oneway",)
    return (f"value:{key}",) if value not in _YES | _NO | _AGAINST else ()


@lru_cache(maxsize=10_000)
def _meaning(items: tuple[tuple[str, str], ...]) -> RoadTags | None:
    tags = dict(items)
    kinds = _values(tags, "highway")
    is_ferry = "ferry" in _values(tags, "route") or "ferry" in kinds
    # Of a list of classes the first that is one counts; a list that names what is no road is none.
    known = None if NOT_A_ROAD.intersection(kinds) else next(filter(None, map(road_class, kinds)), None)
    kind = "ferry" if is_ferry else known
    if kind is None or tags.get("area") == "yes":
        return None
    toll = _value(tags, "toll") in _YES and kind not in _NO_TOLL_ROAD
    access = _access(tags, kind, is_toll=toll)
    is_turned = is_against(access)
    return RoadTags(
        road_class=kind,
        name="",
        is_turned=is_turned,
        is_toll=toll,
        access=turned(access) if is_turned else access,
        duration=sailing_seconds(tags.get("duration", "")) if is_ferry else 0.0,
    )


def read_water_class(tags: Mapping[str, str]) -> str | None:
    """`river` or `canal` of an open-air waterway; `None` for anything else."""
    kind = tags.get("waterway", "")
    return kind if kind in WATER_CLASSES and tags.get("tunnel") in {None, "no"} else None


def read_obstacle(tags: Mapping[str, str]) -> str | None:
    """What of `contract.OBSTACLES` a line is; `None` for anything else, and for what is on a bridge or in a tunnel."""
    if not _OBSTACLE_KEYS.intersection(tags):  # nearly every way of a city
        return None
    if _value(tags, "tunnel") not in {"", "no"} or _value(tags, "bridge") not in {"", "no"}:
        return None
    is_water = _value(tags, "natural") in _LAKES or _value(tags, "landuse") in _WATER_USES
    if is_water or _value(tags, "waterway") == "riverbank":
        return "lake"
    if _value(tags, "railway") in _RAILWAYS:
        return "railway"
    return "wall" if _value(tags, "barrier") in _WALLS else None


def read_barrier(tags: Mapping[str, str]) -> int:
    """Whom a node with these tags lets through, packed by `access.packed_node`; 0: everybody."""
    kinds = _values(tags, "barrier")
    if not kinds or kinds == ["no"]:
        return 0
    tags = _by_day(tags)
    states = []
    for name in TRAVELLERS:
        is_shut = any(name in _BARRIERS.get(kind, ()) for kind in kinds)
        is_locked = _value(tags, "locked") in _YES
        # A bollard or a lock stands there whatever `access` says; a key for those who ride or walk is believed.
        keys = [key for key in KEYS[name] if key != "access"] if is_shut or is_locked else KEYS[name]
        said = _first_said(tags, keys)
        if is_locked and said == DESTINATION:
            said = CLOSED
        if said is None and (is_shut or is_locked):
            said = CLOSED
        states.append(OPEN if said is None else said)
    return packed_node(states)


def unread_at_barrier(tags: Mapping[str, str]) -> tuple[str, ...]:
    """Keys of a barrier that say when it is open or shut, which is not obeyed."""
    if _values(tags, "barrier") in ([], ["no"]):
        return ()
    return tuple(key for key in _by_day(tags) if key.endswith(_CONDITIONAL) and (_is_ours(key) or key == _LOCKED_AT))


def _by_day(tags: Mapping[str, str]) -> Mapping[str, str]:
    """The tags with the conditions settled that the programme's day decides."""
    if not any(key.endswith(_CONDITIONAL) or "@" in value for key, value in tags.items()):
        return tags
    return settled(as_conditions(tags, lambda key: key == "locked" or _is_ours(key)))


def _access(tags: Mapping[str, str], kind: str, *, is_toll: bool) -> int:
    default = _default(tags, kind, is_toll=is_toll)
    states, explicit = [], []
    for number, name in enumerate(TRAVELLERS):
        keys = _keys(name, kind, is_toll=is_toll)
        forward, backward = (_state(tags, keys, way, default[name]) for way in ("forward", "backward"))
        direction = _direction(tags, kind, name) if number in VEHICLES else 0
        states.append((CLOSED if direction < 0 else forward, CLOSED if direction > 0 else backward))
        naming = [key for key in keys if key in _NAMING]
        explicit.append(_first_said(tags, naming) in {OPEN, DESTINATION})
    return packed(states, explicit=explicit, marks=_marks(tags, kind, is_toll=is_toll))


def _default(tags: Mapping[str, str], kind: str, *, is_toll: bool) -> dict[str, int]:
    """State of each traveller where only `access` or nothing speaks; a class itself is the business of speeds."""
    closed: set[str] = set()
    if kind == "ferry" or _is_beside(tags, kind):
        closed |= {"motorcycle", "car", "vehicle"}
    if is_toll:
        closed |= NO_TOLL_PROFILES
    if _is_motorroad(tags, kind):
        closed |= {"foot"}
    return {name: CLOSED if name in closed else OPEN for name in TRAVELLERS}


def _keys(name: str, kind: str, *, is_toll: bool) -> tuple[str, ...]:
    """Keys that speak of a traveller; whom the law keeps off toll roads and motorways is admitted by their own key alone."""
    is_fast = is_toll or kind == "motorway"
    return (*KEYS[name][:1], "access") if is_fast and name in NO_TOLL_PROFILES else KEYS[name]


def _state(tags: Mapping[str, str], keys: Iterable[str], way: str, default: int) -> int:
    for key in keys:
        # `access=yes` on a sidewalk or a toll road admits nobody that the thing itself keeps out.
        if key == "access" and default == CLOSED:
            return CLOSED
        said = _first_said(tags, (f"{key}:{way}", key))
        if said is not None:
            return said
    return default


def _first_said(tags: Mapping[str, str], keys: Iterable[str]) -> int | None:
    """What the first key that says anything says; of a list of values the most open counts."""
    for key in keys:
        meant = [
            _MEANINGS[value] for value in map(str.strip, _value(tags, key).replace(",", ";").split(";")) if value in _MEANINGS
        ]
        if meant:
            return min(meant)
    return None


def _direction(tags: Mapping[str, str], kind: str, name: str) -> int:
    """1 as drawn alone, -1 against it alone, 0 both ways."""
    for key in (*(f"oneway:{key}" for key in KEYS[name] if key != "access"), "oneway"):
        value = _value(tags, key)
        if value in _AGAINST:
            return -1
        if value in _YES:
            return 1
        if value in _NO:
            return 0
    # Roundabouts and motorways are one-way unless said otherwise; links of motorways are not.
    is_motorway = kind == "motorway" and not (tags.get("highway") or "").endswith("_link")
    return 1 if tags.get("junction") in {"roundabout", "circular"} or is_motorway else 0


def _marks(tags: Mapping[str, str], kind: str, *, is_toll: bool) -> int:
    is_below = _value(tags, "tunnel") not in _UNDERGROUND
    is_fast = kind == "motorway" or is_toll or _is_motorroad(tags, kind)
    is_above = _value(tags, "bridge") not in {"", "no"}
    marks = NO_STOP if is_fast or is_below or kind == "ferry" else 0
    if is_fast and not is_below and not is_above:
        marks |= WALL
    return marks | (BESIDE if _is_beside(tags, kind) else 0)


def _is_motorroad(tags: Mapping[str, str], kind: str) -> bool:
    return kind not in _NO_TOLL_ROAD and _value(tags, "motorroad") in _YES


def _is_beside(tags: Mapping[str, str], kind: str) -> bool:
    """Sidewalks, crossings, foot bridges and underpasses, ways indoors: walked only, unless tagged for others."""
    if kind not in _WALKED:
        return False
    if any(_value(tags, key) in _BESIDE_VALUES for key in ("footway", "path", "cycleway")):
        return True
    is_indoors = tags.get("highway") == "corridor" or _value(tags, "indoor") not in {"", "no"} or "conveying" in tags
    is_lifted = _value(tags, "bridge") not in {"", "no"} or _value(tags, "tunnel") not in _UNDERGROUND
    return is_indoors or (is_lifted and (kind != "path" or _value(tags, "foot") == "designated"))


def _is_ours(key: str) -> bool:
    base = key.removesuffix(_CONDITIONAL).removesuffix(":forward").removesuffix(":backward").removeprefix("oneway:")
    return base in {"oneway", *(key for keys in KEYS.values() for key in keys)}


def _values(tags: Mapping[str, str], key: str) -> list[str]:
    """Entries of a list with semicolons."""
    return [value for value in map(str.strip, _value(tags, key).split(";")) if value]


def _value(tags: Mapping[str, str], key: str) -> str:
    return (tags.get(key) or "").strip().lower()
