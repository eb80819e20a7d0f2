"""Guards the report over stations against subtraction between stations, months and levels, by an integer program."""

import dataclasses
import datetime as dt
import functools
from collections.abc import Mapping

import pytest
from ortools.sat.python import cp_model

from outputs.province.disclosure import ALL, IN_TIME, PUBLISHED, hidden_figures, province_month
from outputs.report.content import ReportSource, new_edition
from outputs.report.table import TOTAL
from planner.domain.edition import Edition
from planner.domain.month import MonthFigures
from planner.domain.province_month import ProvinceMonth, StationMonth
from tests.outputs.report.month import make_source, make_villages
from tests.outputs.report.test_series import MOST, Reader, months, near


def _small(figures: MonthFigures, *, num_villages: int, num_complaints: int) -> MonthFigures:
    """The same month of a smaller station."""
    codes = {count.village for count in figures.neighbourhoods[:num_villages]}
    return dataclasses.replace(
        figures,
        neighbourhoods=tuple(count for count in figures.neighbourhoods if count.village in codes),
        results=tuple(result for result in figures.results if result.village in codes),
        complaints=figures.complaints[:num_complaints],
    )


SIZES = {"balaraja": (3, 25), "cikupa": (1, 9), "kresek": (1, 14)}
"""Stations by villages and complaints: small ones have small totals."""


@functools.cache
def _province(
    number: int, *, seed: int
) -> tuple[dict[str, list[ReportSource]], list[ProvinceMonth], dict[tuple[dt.date, str], int]]:
    """Editions of some months of every station, the reports over stations, each made after its month, and who was in time."""
    sources: dict[str, list[ReportSource]] = {name: [] for name in SIZES}
    reports: list[ProvinceMonth] = []
    in_time: dict[tuple[dt.date, str], int] = {}
    editions: dict[str, dict[dt.date, Edition]] = {name: {} for name in SIZES}
    streams = {name: months(number, seed=seed + 10 * place) for place, name in enumerate(SIZES)}
    for _ in range(number):
        for name, (num_villages, num_complaints) in SIZES.items():
            figures = _small(next(streams[name]), num_villages=num_villages, num_complaints=num_complaints)
            source = make_source(
                figures=figures, before=None, villages=make_villages(5), is_public=True, editions=dict(editions[name])
            )
            month = figures.period.start
            editions[name][month] = new_edition(source, figures)
            answered = editions[name][month].values.get(("complaints.answered_of_received", TOTAL), 0)
            in_time[month, name] = max(0, answered - 2)
            sources[name].append(dataclasses.replace(source, editions=dict(editions[name])))
        stations = [_station(name, month, editions[name], in_time) for name in SIZES]
        reports.append(province_month(month, "POLDA CONTOH", stations, kept=reports))
    return sources, reports, in_time


def _station(
    name: str, month: dt.date, editions: Mapping[dt.date, Edition], in_time: Mapping[tuple[dt.date, str], int]
) -> StationMonth:
    return StationMonth(
        station=name, title=name, editions=dict(editions), num_in_time=in_time[month, name], num_gaps=1, num_duty_days=20,
        num_idle_days=2, forecast=None,
    )  # fmt: skip


def _learned(
    sources: Mapping[str, list[ReportSource]], reports: list[ProvinceMonth], in_time: Mapping[tuple[dt.date, str], int]
) -> list[object]:
    """What somebody comes nearer to than two either way who has all editions and all reports over stations, and who without
    the latter would not: where an agency has two facilities, everybody knows that no more than two need attention.
    """
    alone = {(name, *near_one[0]) for name, found in sources.items() for near_one in Reader(found).near()}
    model = cp_model.CpModel()
    readers = {name: Reader(found, model) for name, found in sources.items()}
    unknown: dict[tuple[object, ...], cp_model.IntVar] = {}
    truth: dict[tuple[object, ...], int] = {}

    def figure(key: tuple[object, ...], shown: Mapping[str, int], measure: str, real: int) -> cp_model.LinearExprT:
        if measure in shown:
            assert shown[measure] == real
            return real
        unknown[key], truth[key] = model.new_int_var(0, MOST, str(key)), real
        return unknown[key]

    for report in reports:
        month = report.month
        for measure, cell in PUBLISHED.items():
            parts = [readers[one.station].of((month, cell, TOTAL)) for one in report.stations]
            real = sum(readers[one.station].truth.get((month, cell, TOTAL), 0) for one in report.stations)
            model.add(sum(parts) == figure((month, ALL, measure), report.total, measure, real))
        parts = []
        for one in report.stations:
            parts.append(figure((month, one.station, IN_TIME), one.counts, IN_TIME, in_time[month, one.station]))
            model.add(parts[-1] <= readers[one.station].of((month, PUBLISHED["answered_of_received"], TOTAL)))
        real = sum(in_time[month, one.station] for one in report.stations)
        model.add(sum(parts) == figure((month, ALL, IN_TIME), report.total, IN_TIME, real))
    for name, reader in readers.items():
        unknown |= {(name, *cell): variable for cell, variable in reader.unknown.items()}
        truth |= {(name, *cell): reader.truth.get(cell, 0) for cell in reader.unknown}
    assert unknown
    return [found for found in near(model, unknown, truth) if found[0] not in alone]


@pytest.mark.parametrize(("number", "seed"), [(2, 1), *(pytest.param(4, seed, marks=pytest.mark.long) for seed in (2, 3, 4))])
def test_no_reader_of_all_reports_comes_near_a_hidden_number(number: int, seed: int) -> None:
    """Two months, two levels, all stations: no hidden number is known within two, of a village, a station or the province."""
    assert _learned(*_province(number, seed=seed)) == []


def test_a_sum_over_stations_gives_away_what_one_of_them_hides() -> None:
    """The test bites: with every sum shown a reader subtracts the other stations."""
    sources, reports, in_time = _province(2, seed=1)
    bare = []
    for report in reports:
        sums = dict(report.total)
        for measure, cell in PUBLISHED.items():
            values = [found[-1].editions[report.month].values.get((cell, TOTAL), 0) for found in sources.values()]
            sums[measure] = sum(values)
        assert sums != report.total
        bare.append(dataclasses.replace(report, total=sums))
    assert _learned(sources, bare, in_time)


def test_a_station_shows_what_its_own_edition_shows() -> None:
    """Figures that a station publishes itself are shown or hidden as there, and large ones are not lost."""
    sources, reports, _ = _province(2, seed=1)
    for report in reports:
        for one in report.stations:
            edition = sources[one.station][-1].editions[report.month]
            for measure, cell in PUBLISHED.items():
                if (cell, TOTAL) in edition.values:
                    assert (measure in one.counts) is ((cell, TOTAL) not in edition.hidden)
        assert "homes" in report.total
    assert any("attention" in report.total for report in reports)


def test_gaps_are_hidden_where_hardly_anybody_was_met() -> None:
    """The number of RTs without anybody would say how many homes it can have been; without hidden homes it is shown."""
    month = dt.date(2026, 1, 1)

    def station(name: str, covered: int) -> StationMonth:
        values = {(cell, TOTAL): 100 for cell in PUBLISHED.values()} | {("homes_covered", TOTAL): covered}
        hidden = frozenset({("homes_covered", TOTAL)} if covered < 5 else ())
        return _station(name, month, {month: Edition(month=month, values=values, hidden=hidden)}, {(month, name): 50})

    hidden = hidden_figures(month, [station("a", 3), station("b", 60)], kept=())
    assert {("a", "gaps"), (ALL, "gaps"), (ALL, "covered")} <= hidden
    assert ("b", "gaps") not in hidden
    assert hidden_figures(month, [station("a", 30), station("b", 60)], kept=()) == frozenset()


FIRST, SECOND = dt.date(2025, 8, 1), dt.date(2025, 9, 1)


def _edition(month: dt.date, *, met: int, covered: int, hidden: tuple[str, ...] = ()) -> Edition:
    counts = {**dict.fromkeys(PUBLISHED.values(), 50), "homes": 100, "homes_met": met, "homes_covered": covered}
    values = {(name, TOTAL): number for name, number in counts.items()}
    return Edition(month=month, values=values, hidden=frozenset((name, TOTAL) for name in hidden))


@pytest.mark.parametrize("names", ["abde", "abd"])
@pytest.mark.parametrize("is_hidden_elsewhere", [False, True])
def test_a_sum_with_a_station_that_is_left_out_later_is_known(names: str, *, is_hidden_elsewhere: bool) -> None:
    """Its readers take what that station showed off the sum; what it hid leaves them nothing to take off."""
    covered = ("homes_covered",)
    first = {
        "a": (10, 12, covered),
        "b": (10, 13, covered),
        "d": (10, 30, ()),
        "e": (10, 40, covered if is_hidden_elsewhere else ()),
    }
    second = {"a": (8, 20, covered), "b": (9, 22, covered), "d": (11, 35, ("homes_met", *covered)), "e": (5, 45, ())}
    editions: dict[str, dict[dt.date, Edition]] = {name: {} for name in first}
    reports: list[ProvinceMonth] = []
    for month, figures, among in ((FIRST, first, "abde"), (SECOND, second, names)):
        for name, (met, number, hidden) in figures.items():
            editions[name][month] = _edition(month, met=met, covered=number, hidden=hidden)
        stations = [_station(name, month, editions[name], {(month, name): 40}) for name in among]
        reports.append(province_month(month, "POLDA CONTOH", stations, kept=reports))
    assert reports[0].total["covered"] == 95
    assert ("covered" in reports[1].total) == (is_hidden_elsewhere and names == "abd")
