"""The keys of the neutral problem file that we read, and those that we know and refuse by name."""

from typing import Annotated, Any, Literal

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
        "type",
        "service_at",
        "service_after",
        "service_before",
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

    description: Any = None


class Job(_Part):
    """A visit. A `location` beside the index is a remark for maps; the matrix decides, unless roads do."""

    id: FileId
    location_index: Index | None = None
    location: Any = None
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


class Step(_Part):
    """A step of a route, also as an answer writes it: what is said of its times is not read."""

    type: Literal["start", "job", "break", "end"]
    id: FileId | None = None
    location: Any = None
    location_index: Any = None
    arrival: Any = None
    duration: Any = None
    distance: Any = None
    setup: Any = None
    service: Any = None
    waiting_time: Any = None
    job: Any = None
    load: Any = None
    violations: Any = None


class Vehicle(_Part):
    """A shift."""

    id: FileId
    profile: str = "car"
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
    steps: list[Step] = []


class Matrices(_Part):
    """Matrices of a profile; numpy judges their entries, millions of which would keep pydantic busy."""

    durations: Any
    distances: Any = None


class GivenRoute(_Part):
    """A route of an answer: its steps count, its sums are not read."""

    vehicle: FileId
    steps: list[Step]
    cost: Any = None
    priority: Any = None
    duration: Any = None
    distance: Any = None
    setup: Any = None
    service: Any = None
    waiting_time: Any = None
    violations: Any = None
    geometry: Any = None
    delivery: Any = None
    pickup: Any = None
    amount: Any = None


class ProblemFile(_Part):
    """The whole file, also with the answer to it merged in."""

    jobs: list[Job] = []
    vehicles: list[Vehicle]
    matrices: dict[str, Matrices] | None = None
    routes: list[GivenRoute] = []
    code: Any = None
    summary: Any = None
    unassigned: Any = None


class AnswerFile(_Part):
    """An answer, for its routes."""

    routes: list[GivenRoute]
    code: Any = None
    summary: Any = None
    unassigned: Any = None
