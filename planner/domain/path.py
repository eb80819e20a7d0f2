"""The way between two places along named roads, and the lines that a map is drawn from."""

from dataclasses import dataclass

from planner.domain.categories import LANDMARK_KINDS
from planner.domain.place import Points


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadStep:
    """A stretch of a way on one road.

    Attributes
    ----------
    name
        Name of the road; empty where it has none.
    distance
        Metres.
    bearing
        Compass degrees, 0 north, 90 east, from the start of the stretch to its end.
    is_walk
        From the road to the door on foot, whatever the team moves by.
    """

    name: str
    distance: int
    bearing: float
    is_walk: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LegPath:
    """The quickest way between two places.

    Attributes
    ----------
    points
        Along the road from door to door, access legs included.
    duration, distance
        Seconds and metres, equal to the matrices' entries.
    steps
        Stretches in order, neighbours on the same road joined.
    """

    points: Points
    duration: int
    distance: int
    steps: tuple[RoadStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoadLine:
    """A line of the map's background.

    Attributes
    ----------
    road_class
        Class of the attribute contract (`motorway` … `footway`, or `river`, `canal`).
    name
        Empty where it has none.
    points
        From one end to the other.
    """

    road_class: str
    name: str
    points: Points


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """What people find their way by, where the road file has it.

    Attributes
    ----------
    kind
        One of `LANDMARK_KINDS`.
    name
        Empty where it has none.
    longitude, latitude
        Degrees; the middle of one that is drawn as an outline.
    """

    kind: str
    name: str
    longitude: float
    latitude: float

    def __post_init__(self) -> None:
        if self.kind not in LANDMARK_KINDS:
            raise ValueError(f"kind is {self.kind!r}, expected one of {LANDMARK_KINDS}")
