"""A forecast drawn: the band of the futures from today on, in units of a picture, so that a page needs no script for it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.forecast import AreaForecast, Band, Forecast

WIDTH, HEIGHT = 1000.0, 300.0
"""Units of the picture."""
MOST_TICKS = 7
"""Days named below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day of the forecast and the households visited by then."""

    date: dt.date
    x: float
    visited: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The picture.

    Attributes
    ----------
    band
        Corners of the area between 1 in 10 and 9 in 10 of the futures.
    middle
        Corners of the line of half the futures.
    ticks
        Days below it, and those that a table lists.
    most
        Households at the top edge.
    reachable
        Height of the line of all who can be reached as things are.
    """

    band: str
    middle: str
    ticks: tuple[Moment, ...]
    most: int
    reachable: float


def chart_of(found: Forecast) -> Chart:
    """Draw the path of a forecast, from what is visited today to its last day."""
    total = found.total
    start = Band(low=total.num_visited, middle=total.num_visited, high=total.num_visited)
    path = [(0, start), *((day, band) for day, band in found.path if day > 0)]
    last, most = max(day for day, _ in path) or 1, max(total.num_households, 1)

    def corners(values: Iterable[tuple[int, int | None]]) -> str:
        return " ".join(f"{day / last * WIDTH:.1f},{HEIGHT - (value or 0) / most * HEIGHT:.1f}" for day, value in values)

    upper = [(day, band.high) for day, band in path]
    lower = [(day, band.low) for day, band in reversed(path)]
    step = max(1, -(-len(path) // MOST_TICKS))
    kept = [*path[:-1:step], path[-1]]
    return Chart(
        band=corners([*upper, *lower]),
        middle=corners((day, band.middle) for day, band in path),
        ticks=tuple(
            Moment(date=found.today + dt.timedelta(days=day), x=round(day / last * WIDTH, 1), visited=band)
            for day, band in kept
        ),
        most=most,
        reachable=round(HEIGHT - (total.num_households - unreached(total)) / most * HEIGHT, 1),
    )


def unreached(area: AreaForecast) -> int:
    """Households that no plan reaches as things are."""
    return area.num_ask_rt_head + area.num_do_not_visit + area.num_gone + area.num_no_way
