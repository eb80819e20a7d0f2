"""What OpenStreetMap's tags mean to us: class, direction, toll, who may not pass."""

from collections.abc import Mapping
from dataclasses import dataclass

from inputs.roads.contract import PROFILES_WITH_ACCESS, WATER_CLASSES, road_class

_NO = frozenset({"no", "private", "agricultural", "forestry", "delivery", "military", "emergency"})
"""Access values that a patrol on a visit does not count on."""
_YES = frozenset({"yes", "designated", "permissive", "destination", "customers", "residents", "permit", "official"})

_ACCESS_KEYS = {
    "motorcycle": ("motorcycle", "motor_vehicle", "vehicle", "access"),
    "car": ("motorcar", "motor_vehicle", "vehicle", "access"),
    "foot": ("foot", "access"),
}
"""Keys by profile, the most specific first: the first that says anything decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadTags:
    """Meaning of a way's tags; `direction` is 0 both ways, 1 as drawn, -1 against."""

    road_class: str
    name: str
    direction: int
    is_toll: bool
    closed: int


def read_road_tags(tags: Mapping[str, str]) -> RoadTags | None:
    """Meaning of the tags of a way; `None` where it is no road, an area, or closed to everybody."""
    kind = road_class(tags.get("highway", ""))
    if kind is None or tags.get("area") == "yes":
        return None
    closed = _closed_bits(tags)
    if closed == (1 << len(PROFILES_WITH_ACCESS)) - 1:
        return None
    return RoadTags(
        road_class=kind,
        name=(tags.get("name") or "").strip(),
        direction=_direction(tags, kind),
        # `toll=no` on a motorway is rare but real; without the tag the class alone closes it.
        is_toll=tags.get("toll") in {"yes", "true", "1"},
        closed=closed,
    )


def read_water_class(tags: Mapping[str, str]) -> str | None:
    """`river` or `canal` of an open-air waterway; `None` for anything else."""
    kind = tags.get("waterway", "")
    return kind if kind in WATER_CLASSES and tags.get("tunnel") in {None, "no"} else None


def _direction(tags: Mapping[str, str], kind: str) -> int:
    value = (tags.get("oneway") or "").strip().lower()
    if value in {"-1", "reverse"}:
        return -1
    if value in {"yes", "true", "1"}:
        return 1
    if value in {"no", "false", "0"}:
        return 0
    # Roundabouts and motorways are one-way unless said otherwise; links of motorways are not.
    is_motorway = kind == "motorway" and not (tags.get("highway") or "").endswith("_link")
    return 1 if tags.get("junction") in {"roundabout", "circular"} or is_motorway else 0


def _closed_bits(tags: Mapping[str, str]) -> int:
    bits = 0
    for bit, profile in enumerate(PROFILES_WITH_ACCESS):
        said = (tags[key] for key in _ACCESS_KEYS[profile] if tags.get(key) in _NO | _YES)
        if next(said, "yes") in _NO:
            bits |= 1 << bit
    return bits
