"""The keys of the neutral problem file that we read, and those that we know and refuse by name."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

UNSUPPORTED = frozenset(
    {
        "shipments",
        "capacity",
        "delivery",
        "pickup",
        "amount",
        "costs",
        "fixed",
        "max_distance",
        "max_load",
        "steps",
        "type",
        "setup_per_type",
        "service_per_type",
        "matrix",
        "options",
    }
)
"""Documented keys of the format whose meaning we do not carry."""

FileId = Annotated[int | str, Field(union_mode="left_to_right")]
Span = Annotated[int, Field(ge=0, le=10**9)]
Instant = Annotated[int, Field(ge=-(10**15), le=10**15)]
Index = Annotated[int, Field(ge=0)]
TimeWindow = Annotated[list[Instant], Field(min_length=2, max_length=2)]
Skills = list[int | str]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Job(_Part):
    """A visit. A `location` beside the index is a remark for maps; the matrix decides."""

    id: FileId
    location_index: Index
    location: Any = None
    description: Any = None
    setup: Span = 0
    service: Span = 0
    priority: Annotated[int, Field(ge=0, le=100)] = 0
    skills: Skills = []
    time_windows: Annotated[list[TimeWindow], Field(min_length=1)] | None = None


class VehicleBreak(_Part):
    """A break without a place; without windows it may be taken at any time."""

    id: FileId
    time_windows: Annotated[list[TimeWindow], Field(min_length=1)] | None = None
    service: Span = 0
    description: Any = None


class Vehicle(_Part):
    """A shift."""

    id: FileId
    profile: str = "car"
    description: Any = None
    start_index: Index | None = None
    end_index: Index | None = None
    start: Any = None
    end: Any = None
    skills: Skills = []
    time_window: TimeWindow | None = None
    breaks: list[VehicleBreak] = []
    max_tasks: Index | None = None
    max_travel_time: Span | None = None
    speed_factor: Annotated[float, Field(gt=0, le=5)] = 1.0


class Matrices(_Part):
    """Matrices of a profile; numpy judges their entries, millions of which would keep pydantic busy."""

    durations: Any
    distances: Any = None


class ProblemFile(_Part):
    """The whole file."""

    jobs: list[Job] = []
    vehicles: list[Vehicle]
    matrices: dict[str, Matrices]
