"""Chooses what the report over stations hides, so that it gives nothing away beside all that stations and province published.

A station's figures are those of its own public edition, shown or hidden as they are there. New to the reader are sums over
stations and the complaints answered in time. They are judged in one system with every edition of every station and every
earlier report over stations: whatever follows from one month to the next, from villages to the station and from stations to the
province is known to the reader.
"""

import datetime as dt
from collections.abc import Collection, Sequence

from outputs.report.disclosure import known_of
from outputs.report.suppression import hidden_cells
from outputs.report.table import TOTAL
from planner.domain.province_month import Figure, ProvinceMonth, ShownStation, StationMonth

PUBLISHED = {
    "homes": "homes",
    "reached": "homes_met",
    "covered": "homes_covered",
    "received": "complaints.received",
    "answered_of_received": "complaints.answered_of_received",
    "facilities": "agencies.facilities",
    "attention": "agencies.attention",
}
"""Figures of the report that stations publish themselves, and what their editions call them."""

IN_TIME, GAPS, DUTY, IDLE = "in_time", "gaps", "duty_days", "idle_days"
MEASURES = (*PUBLISHED, IN_TIME, GAPS, DUTY, IDLE)
"""Everything that is counted, in the order of the tables."""

ALL = ""
"""In place of a station: all together."""

_Cell = tuple[str, dt.date, str, str]
"""Station, month, measure, group."""


def province_month(
    month: dt.date,
    name: str,
    stations: Sequence[StationMonth],
    *,
    kept: Sequence[ProvinceMonth],
    left_out: tuple[str, ...] = (),
) -> ProvinceMonth:
    """Make the report of a month, given the reports over stations that were made of other months."""
    values, hidden = _values(month, stations), hidden_figures(month, stations, kept=kept)

    def shown(station: str) -> dict[str, int]:
        return {measure: values[station, measure] for measure in MEASURES if (station, measure) not in hidden}

    return ProvinceMonth(
        month=month,
        name=name,
        minimum=_minimum(stations),
        stations=tuple(
            ShownStation(station=one.station, title=one.title, counts=shown(one.station), forecast=one.forecast)
            for one in stations
        ),
        total=shown(ALL),
        left_out=left_out,
        is_invented=any(one.is_invented for one in stations),
    )


def hidden_figures(month: dt.date, stations: Sequence[StationMonth], *, kept: Sequence[ProvinceMonth]) -> frozenset[Figure]:
    """Figures that the report of a month may not show."""
    system = _System()
    for one in stations:
        system.take(one)
    numbers = _values(month, stations)
    for measure in (*PUBLISHED, IN_TIME):
        for one in stations:
            system.values.setdefault(_cell(month, one.station, measure), numbers[one.station, measure])
        system.add_sum(month, measure, [one.station for one in stations])
    for one in stations:
        system.add_order(month, one.station)
    system.add_order(month, ALL)
    names = {one.station for one in stations}
    for report in kept:
        if report.month != month:
            system.take_report(report, names)
    found = hidden_cells(
        system.values, system.balances, below=_minimum(stations), unseen=frozenset(system.unseen), settled=system.settled
    )
    settled = {cell for cell, is_hidden in system.settled.items() if is_hidden}
    hidden = {
        (station, measure)
        for station in (*names, ALL)
        for measure in (*PUBLISHED, IN_TIME)
        if _cell(month, station, measure) in found | settled
    }
    # Where hardly anybody was met, the number of RTs without anybody says how many homes it can have been.
    hidden |= {(station, GAPS) for station, measure in hidden if measure == "covered"}
    if any(measure == GAPS for _, measure in hidden):
        hidden.add((ALL, GAPS))
    return frozenset(hidden)


def _minimum(stations: Sequence[StationMonth]) -> int:
    return max((one.minimum for one in stations), default=5)


def _cell(month: dt.date, station: str, measure: str) -> _Cell:
    return station, month, PUBLISHED.get(measure, measure), TOTAL


def _values(month: dt.date, stations: Sequence[StationMonth]) -> dict[Figure, int]:
    values: dict[Figure, int] = {}
    for one in stations:
        edition = one.editions[month]
        values |= {(one.station, measure): edition.values.get((cell, TOTAL), 0) for measure, cell in PUBLISHED.items()}
        values |= {(one.station, IN_TIME): one.num_in_time, (one.station, GAPS): one.num_gaps}
        values |= {(one.station, DUTY): one.num_duty_days, (one.station, IDLE): one.num_idle_days}
    sums = {(ALL, measure): sum(values[one.station, measure] for one in stations) for measure in MEASURES}
    return values | sums


class _System:
    """Everything that a reader of all reports knows, and what they still may hide."""

    def __init__(self) -> None:
        self.values: dict[_Cell, int] = {}
        self.balances: list[dict[_Cell, int]] = []
        self.settled: dict[_Cell, bool] = {}
        self.unseen: set[_Cell] = set()

    def take(self, one: StationMonth) -> None:
        """All editions of a station, which stay as they are."""
        known = known_of(tuple(one.editions[month] for month in sorted(one.editions)))
        self.values |= {(one.station, *cell): number for cell, number in known.values.items()}
        self.balances += [{(one.station, *cell): factor for cell, factor in balance.items()} for balance in known.balances]
        self.settled |= {(one.station, *cell): is_hidden for cell, is_hidden in known.settled.items()}
        self.unseen |= {(one.station, *cell) for cell in known.unseen}

    def add_sum(self, month: dt.date, measure: str, stations: Sequence[str]) -> None:
        """The sum over stations, which everybody can form."""
        cells = [_cell(month, station, measure) for station in stations]
        total = _cell(month, ALL, measure)
        self.values[total] = sum(self.values[cell] for cell in cells)
        self.balances.append({total: -1, **dict.fromkeys(cells, 1)})

    def add_order(self, month: dt.date, station: str) -> None:
        """No more are answered in time than are answered."""
        large, small = _cell(month, station, "answered_of_received"), _cell(month, station, IN_TIME)
        rest = (station, month, "answered late", TOTAL)
        self.values[rest] = self.values[large] - self.values[small]
        self.balances.append({large: -1, small: 1, rest: 1})
        self.unseen.add(rest)

    def take_report(self, report: ProvinceMonth, names: Collection[str]) -> None:
        """The sums of an earlier report, as far as they follow from what its stations published.

        Parameters
        ----------
        names
            Stations whose editions are known here. What others showed in the report its readers know, what they hid not.
        """
        others = [one for one in report.stations if one.station not in names]
        for measure in PUBLISHED:
            cells = [_cell(report.month, one.station, measure) for one in report.stations if one.station in names]
            if not cells or not all(cell in self.values for cell in cells):
                continue
            total, number = _cell(report.month, ALL, measure), report.total.get(measure)
            if number is None:
                if not others:
                    self.add_sum(report.month, measure, [one.station for one in report.stations])
                    self.settled[total] = True
                continue
            number -= sum(one.counts.get(measure, 0) for one in others)
            hidden_there = number - sum(self.values[cell] for cell in cells)
            is_hidden_there = any(measure not in one.counts for one in others)
            if hidden_there < 0 or (hidden_there and not is_hidden_there):
                continue  # an edition is not the one that the report was made of: nothing follows
            balance = {total: -1, **dict.fromkeys(cells, 1)}
            if is_hidden_there:
                rest = (ALL, report.month, measure, "elsewhere")
                self.values[rest] = hidden_there
                self.unseen.add(rest)
                balance[rest] = 1
            self.values[total] = number
            self.settled[total] = False
            self.balances.append(balance)
