"""The attribute contract of road graphs: what every node and edge carries, whatever file it came from.

The written form with examples is docs/formats/roads.md.
"""

from types import MappingProxyType

from planner.domain.categories import ROAD_CLASSES

WATER_CLASSES = ("river", "canal")
"""Lines kept for the map and for closures; never travelled."""

OBSTACLES = ("lake", "wall", "railway")
"""Lines kept for telling which road a home is on; neither drawn nor travelled."""

_ALIASES = MappingProxyType(
    {"road": "unclassified", "yes": "unclassified", "cycleway": "path", "bridleway": "path", "corridor": "footway"}
)

NOT_A_ROAD = frozenset(
    {
        *("abandoned", "bus_guideway", "bus_stop", "busway", "construction", "disused", "elevator", "emergency_bay"),
        *("escape", "planned", "platform", "proposed", "raceway", "razed", "rest_area", "services", "via_ferrata", "no"),
    }
)
"""Values of OpenStreetMap's `highway` key that nobody on a visit moves along; left out without a word."""

PROFILES_WITH_ACCESS = ("motorcycle", "car", "foot")
"""Profiles that an edge may be closed to by its tags, in the order of the bits of `RoadNetwork.closed`."""

NO_TOLL_PROFILES = frozenset({"motorcycle", "foot"})
"""Indonesian toll roads are closed to motorcycles and to people on foot."""

LONG_WALK = 50
"""Metres from the road to a door above which the directions tell the walk."""


def road_class(highway: str) -> str | None:
    """Class of an OpenStreetMap `highway` value; `None` where it is no road that we know."""
    value = highway.strip().lower().removesuffix("_link")
    value = _ALIASES.get(value, value)
    return value if value in ROAD_CLASSES else None
