"""How fast teams move on roads of each class, and how they come from the road to the door; `[roads]` of the settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from planner.domain.categories import ROAD_CLASSES


def _default_speeds() -> Mapping[str, Mapping[str, float]]:
    return MappingProxyType(
        {
            "motorcycle": MappingProxyType(
                {
                    "trunk": 32.0,
                    "primary": 30.0,
                    "secondary": 28.0,
                    "tertiary": 25.0,
                    "unclassified": 22.0,
                    "residential": 18.0,
                    "living_street": 12.0,
                    "service": 12.0,
                    "track": 10.0,
                    "path": 8.0,
                    "footway": 6.0,
                }
            ),
            "car": MappingProxyType(
                {
                    "motorway": 70.0,
                    "trunk": 28.0,
                    "primary": 25.0,
                    "secondary": 22.0,
                    "tertiary": 20.0,
                    "unclassified": 16.0,
                    "residential": 15.0,
                    "living_street": 10.0,
                    "service": 10.0,
                    "track": 8.0,
                }
            ),
            "foot": MappingProxyType(dict.fromkeys((name for name in ROAD_CLASSES if name not in {"motorway", "ferry"}), 4.5)),
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadSettings:
    """Speeds and the way from the road to the door.

    Attributes
    ----------
    speeds
        Profile → road class → km/h. A class that a profile does not name is closed to it.
    access_speed
        km/h of the last metres from the road to the door, on foot.
    parking_duration
        Seconds to stop, park and find the door, part of every arrival at another place.
    max_access_distance
        Metres; a place farther than this from any road is reported and not planned.
    """

    speeds: Mapping[str, Mapping[str, float]] = field(default_factory=_default_speeds)
    access_speed: float = 4.0
    parking_duration: int = 30
    max_access_distance: int = 500
