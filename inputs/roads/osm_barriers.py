"""Barriers on nodes of OpenStreetMap: whom a gate, a bollard or a lock lets through."""

from collections.abc import Mapping
from types import MappingProxyType

from inputs.roads.access import CLOSED, DESTINATION, OPEN, TRAVELLERS, packed_node
from inputs.roads.osm_access import YES, said_by, unread_values, value_of, values_of
from inputs.roads.osm_keys import KEYS, ON_NODES, in_usual_order, settled_by_day

_BARRIERS = MappingProxyType(
    dict.fromkeys(("bollard", "block", "bus_trap", "chain", "debris", "log", "planter", "rock", "sump_buster"), ("car",))
    | dict.fromkeys(
        ("cycle_barrier", "motorcycle_barrier", "jersey_barrier", "kissing_gate", "stile", "turnstile", "ditch", "step_over"),
        ("motorcycle", "car", "vehicle"),
    )
    | dict.fromkeys(("full-height_turnstile",), ("motorcycle", "car", "vehicle"))
)
"""Whom a barrier on a node keeps out where no tag says otherwise; any other (gates, booths) lets all through."""


def read_barrier(tags: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    """Whom a node with these tags lets through, packed by `access.packed_node` (0: everybody), and what is not read."""
    kinds = values_of(tags, "barrier")
    if not kinds or kinds == ["no"]:
        return 0, ()
    said, unread = in_usual_order(tags, ON_NODES)
    said, by_hours = settled_by_day(said, ON_NODES)
    states = [_state(said, kinds, name) for name in TRAVELLERS]
    return packed_node(states), (*unread, *by_hours, *unread_values(said, ON_NODES))


def _state(tags: Mapping[str, str], kinds: list[str], name: str) -> int:
    is_locked = value_of(tags, "locked") in YES
    stands = is_locked or any(name in _BARRIERS.get(kind, ()) for kind in kinds)
    # A bollard or a lock stands there whatever `access` says; a key for those who ride or walk is believed.
    keys = [key for key in KEYS[name] if not (stands and key == "access")]
    said = next((found for found in (said_by(tags, key) for key in keys) if found is not None), None)
    if said is None or (is_locked and said == DESTINATION):
        return CLOSED if stands else OPEN
    return said
