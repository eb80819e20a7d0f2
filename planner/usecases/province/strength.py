"""What a province gains by moving teams between stations, and where reserve teams gain most, by the stations' forecasts."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.errors import InputError
from planner.learning.strength import best_assignment, by_marginal_gain, is_concave
from planner.usecases.acting import Acting
from planner.usecases.forecasting import homes_visited_by
from planner.usecases.plain import plain
from planner.usecases.progress import Reporter
from planner.usecases.province.places import ProvinceFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class StationStrength:
    """A station with its teams changed.

    Attributes
    ----------
    num_teams, change
        Teams of its roster; so many more or fewer.
    gain
        Homes visited by the day more than without the change, in the middle future. How many are visited is not told.
    next_gain
        What one team more would gain beyond; `None`: not asked.
    """

    station: str
    num_teams: int
    change: int
    gain: int
    next_gain: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthReport:
    """What the province gains by a day.

    Attributes
    ----------
    order
        Reserve teams in the order of marginal gain: to whom, and what it gains.
    is_by_margin
        Whether handing them out in that order gains as much as the best assignment.
    silent
        Stations that cannot forecast, each with its code.
    """

    until: dt.date
    stations: tuple[StationStrength, ...]
    order: tuple[tuple[str, int], ...] = ()
    is_by_margin: bool = True
    silent: tuple[str, ...] = ()

    @property
    def gain(self) -> int:
        """Homes more, over all stations."""
        return sum(one.gain for one in self.stations)

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        return {
            "until": self.until.isoformat(), "gain": self.gain, "stations": [plain(one) for one in self.stations],
            "order": [{"station": station, "gain": gain} for station, gain in self.order],
            "is_by_margin": self.is_by_margin, "silent": list(self.silent),
        }  # fmt: skip


def what_if_strength(
    place: ProvinceFolder,
    until: dt.date,
    acting: Acting,
    *,
    moves: Sequence[tuple[str, str]] = (),
    num_reserves: int = 0,
    reporter: Reporter,
) -> StrengthReport:
    """Move teams between stations, then hand out reserve teams where they gain most; nothing is kept.

    Parameters
    ----------
    moves
        From which station to which, a team each.
    num_reserves
        Teams beyond the rosters.

    Raises
    ------
    InputError
        E6210 for stations that are not in the list or cannot forecast, E6213 if a station would have no team left; E4022, E4023
        for the day.
    """
    names = [station.name for station in place.province.stations]
    if unknown := sorted({name for move in moves for name in move} - set(names)):
        raise InputError.of("E6210", names=", ".join(unknown))
    moved = Counter(dict.fromkeys(names, 0))
    for origin, target in moves:
        moved[origin] -= 1
        moved[target] += 1
    reporter.phase("asking {stations} stations", stations=len(names))
    tables: dict[str, tuple[int, list[int]]] = {}
    silent = []
    for number, station in enumerate(place.province.stations):
        reporter.step(number, len(names))
        asked = [0, *(moved[station.name] + more for more in range(num_reserves + 2))]
        try:
            tables[station.name] = homes_visited_by(place.open_station(station, acting), until, asked)
        except InputError as error:
            if error.faults[0].code in {"E4022", "E4023"}:
                raise
            silent.append(f"{station.name} ({error.faults[0].code})")
            if moved[station.name]:
                raise InputError.of("E6210", names=silent[-1]) from error
    if bare := [name for name, (roster, _) in tables.items() if moved[name] and roster + moved[name] < 1]:
        raise InputError.of("E6213", names=", ".join(bare))
    return _answer(until, tables, moved, num_reserves, tuple(silent))


def _answer(
    until: dt.date, tables: dict[str, tuple[int, list[int]]], moved: Counter[str], num_reserves: int, silent: tuple[str, ...]
) -> StrengthReport:
    gains = {name: [value - visited[1] for value in visited[1:-1]] for name, (_, visited) in tables.items()}
    given = best_assignment(gains, num_reserves)
    order = by_marginal_gain(gains, num_reserves)
    stations = []
    for name, (roster, visited) in tables.items():
        there = visited[1 + given[name]]
        stations.append(
            StationStrength(
                station=name, num_teams=roster, change=moved[name] + given[name], gain=there - visited[0],
                next_gain=visited[2 + given[name]] - there,
            )
        )  # fmt: skip
    best = sum(gains[name][number] for name, number in given.items())
    return StrengthReport(
        until=until, stations=tuple(stations), order=tuple(order), silent=silent,
        is_by_margin=is_concave(gains) or sum(gain for _, gain in order) == best,
    )  # fmt: skip
