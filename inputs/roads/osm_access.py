"""Who may use a way of OpenStreetMap in which direction: keys of access and of one-way streets, each by its own precision.

A one-way sign is to vehicles what `vehicle:backward=no` is (OpenStreetMap's wiki, *Forward & backward*), and so a more specific
key of the direction lifts it (`motorcycle:backward=yes`; Valhalla reads it so, OSRM and GraphHopper keep the sign), as
`oneway:motorcycle=no` lifts both (so GraphHopper).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from inputs.roads.access import CLOSED, DESTINATION, OPEN, TRAVELLERS, packed
from inputs.roads.contract import NO_TOLL_PROFILES
from inputs.roads.osm_keys import KEYS, MODES, WAYS, KeysRead

_MEANINGS = MappingProxyType(
    dict.fromkeys(("yes", "designated", "permissive", "official", "public", "discouraged"), OPEN)
    | dict.fromkeys(("destination", "private", "delivery", "customers", "permit", "residents", "employees"), DESTINATION)
    | dict.fromkeys(("no", "agricultural", "forestry", "military", "emergency", "use_sidepath", "dismount"), CLOSED)
)
"""Access values; those of a gated estate are of use to somebody who visits a home inside."""

_NAMING = frozenset({"motorcycle", "motorcar", "motor_vehicle", "foot"})
"""Keys that open a road to somebody by name, whatever its class."""

YES, NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})
_AGAINST = frozenset({"-1", "reverse"})
_CHANGING = frozenset({"reversible", "alternating"})

_CLOSED_BY = MappingProxyType(
    dict.fromkeys(YES, "backward") | dict.fromkeys(_AGAINST, "forward") | dict.fromkeys(NO | _CHANGING, "")
)
"""Values of one-way keys to the direction that they close; a road that changes its direction is taken as both ways."""

_FLAGS = frozenset({"oneway", "toll", "motorroad", "locked"})
_ADMITTING = frozenset({OPEN, DESTINATION})
_LEAST = len(KEYS["motorcycle"])
"""Behind the least specific key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What of a road decides on access beside its keys.

    Attributes
    ----------
    closed
        Travellers that it is closed to where only `access` or nothing speaks; a class itself is the business of speeds.
    is_fast
        A toll road or a motorway: whom the law keeps off is admitted by their own key alone.
    is_oneway
        One-way unless tagged otherwise.
    """

    closed: frozenset[str]
    is_fast: bool
    is_oneway: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _OneWay:
    """What binds a traveller to one direction.

    Attributes
    ----------
    closed
        The direction that is closed by it; empty: none.
    level
        Place of its key among the traveller's, the most specific 0.
    is_own
        A key of those who are meant (`oneway:motorcycle`), not of all vehicles.
    """

    closed: str = ""
    level: int = 0
    is_own: bool = False


def access_of(tags: Mapping[str, str], kind: Kind) -> tuple[int, tuple[str, ...]]:
    """Access of a way, packed without marks; and the keys that a one-way sign of the same precision contradicts."""
    states, named, overruled = [], [], set()
    for name in TRAVELLERS:
        oneway = _oneway(tags, kind, name)
        keys = (*KEYS[name][:1], "access") if kind.is_fast and name in NO_TOLL_PROFILES else KEYS[name]
        default = CLOSED if name in kind.closed else OPEN
        forward, backward = (_state(tags, name, keys, (way, oneway, default)) for way in WAYS)
        states.append((forward, backward))
        naming = [key for key in keys if key in _NAMING]
        named_forward, named_backward = (_first_said(tags, naming, way) in _ADMITTING for way in WAYS)
        named.append((named_forward, named_backward))
        against = f"{KEYS[name][oneway.level]}:{oneway.closed}"
        if said_by(tags, against) in _ADMITTING:
            overruled.add(against)
    return packed(states, named=named), tuple(sorted(overruled))


def unread_values(tags: Mapping[str, str], keys: KeysRead) -> tuple[str, ...]:
    """`value:KEY` for values that nobody knows, `oneway` for roads that change their direction; keys in their usual order."""
    found = []
    for key in keys.read.intersection(tags):
        subject, value = key.partition(":")[0], value_of(tags, key)
        if subject == "oneway" and value in _CHANGING:
            found.append("oneway")
            continue
        known = YES | NO | (_AGAINST if subject == "oneway" else frozenset())
        is_flag = subject in _FLAGS
        if value and ((is_flag and value not in known) or (subject in MODES and said_by(tags, key) is None)):
            found.append(f"value:{key}")
    return tuple(sorted(found))


def _state(tags: Mapping[str, str], name: str, keys: Iterable[str], on: tuple[str, _OneWay, int]) -> int:
    """State of one direction; `on`: the direction, what one-way signs say, and the state where no key speaks."""
    way, oneway, default = on
    if way == oneway.closed and _first_said(tags, KEYS[name][: oneway.level], way, is_alone=True) not in _ADMITTING:
        return CLOSED
    # Who may go this way by a one-way key of their own may do so though all vehicles may not.
    free_from = oneway.level if oneway.is_own and way != oneway.closed else _LEAST
    for level, key in enumerate(KEYS[name]):
        if key not in keys:
            continue
        # `access=yes` on a sidewalk or a toll road admits nobody that the thing itself keeps out.
        if key == "access" and default == CLOSED:
            return CLOSED
        said = said_by(tags, f"{key}:{way}")
        if said is None or (said == CLOSED and level > free_from):
            said = said_by(tags, key)
        if said is not None:
            return said
    return default


def _first_said(tags: Mapping[str, str], keys: Iterable[str], way: str, *, is_alone: bool = False) -> int | None:
    """What the first key that says anything of a direction says; `is_alone`: in keys of the direction alone."""
    for key in keys:
        for form in (f"{key}:{way}",) if is_alone else (f"{key}:{way}", key):
            said = said_by(tags, form)
            if said is not None:
                return said
    return None


def said_by(tags: Mapping[str, str], key: str) -> int | None:
    """What a key says; of a list of values the most open counts; `None`: nothing that we know."""
    if key not in tags:
        return None
    meant = [_MEANINGS[value] for value in map(str.strip, re.split("[;,]", value_of(tags, key))) if value in _MEANINGS]
    return min(meant, default=None)


def value_of(tags: Mapping[str, str], key: str) -> str:
    """A value in small letters; empty: none."""
    return (tags.get(key) or "").strip().lower()


def _oneway(tags: Mapping[str, str], kind: Kind, name: str) -> _OneWay:
    """Nobody on foot is bound but by `oneway:foot`."""
    is_walking = name == "foot"
    own = [(level, f"oneway:{key}") for level, key in enumerate(KEYS[name]) if key != "access"]
    of_all = len(own) - 1  # the level of `vehicle`
    for level, key in own if is_walking else [*own, (of_all, "oneway")]:
        value = value_of(tags, key)
        if value in _CLOSED_BY:
            return _OneWay(closed=_CLOSED_BY[value], level=level, is_own=key != "oneway")
    return _OneWay(closed="backward" if kind.is_oneway and not is_walking else "", level=of_all)


def values_of(tags: Mapping[str, str], key: str) -> list[str]:
    """Entries of a list with semicolons."""
    return [value for value in map(str.strip, value_of(tags, key).split(";")) if value]
