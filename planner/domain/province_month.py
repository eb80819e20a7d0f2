"""The month of a province: what its stations have published, and what each says beside it. Counts alone; no home, no person."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.domain.edition import Edition

Figure = tuple[str, str]
"""A station (empty: all together) and what is counted of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StationMonth:
    """What leaves a station for the report over stations.

    Attributes
    ----------
    station, title
        Its name in the list, and as papers have it.
    editions
        Its public editions by the first day of their month, this one among them.
    num_in_time
        Complaints received in the month and answered by its end, not after their due day.
    num_gaps
        RTs in which nobody was met in the cycle that ends with the month.
    num_duty_days, num_idle_days
        Days that teams were to be on duty by the roster, and those of them without a recorded line.
    forecast
        Day by which, in half of the futures, everybody has been visited or can no longer be reached; `None`: not within reach.
    minimum
        Counts below are not shown.
    is_invented
        Its data are an example.
    """

    station: str
    title: str
    editions: Mapping[dt.date, Edition]
    num_in_time: int
    num_gaps: int
    num_duty_days: int
    num_idle_days: int
    forecast: dt.date | None
    minimum: int = 5
    is_invented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStation:
    """A station as the report has it; what it hides is not in it.

    Attributes
    ----------
    counts
        What is shown, by measure; a measure that is not among them is hidden.
    """

    station: str
    title: str
    counts: Mapping[str, int]
    forecast: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceMonth:
    """The report over stations as it was published: made once, shown again as it was.

    Attributes
    ----------
    total
        Sums over all stations that are shown.
    left_out
        Stations that somebody let it be made without.
    """

    month: dt.date
    name: str
    minimum: int
    stations: tuple[ShownStation, ...]
    total: Mapping[str, int]
    left_out: tuple[str, ...] = field(default=())
    is_invented: bool = False
