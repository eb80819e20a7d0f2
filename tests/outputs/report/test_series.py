"""Guards public editions against subtraction between months: whoever has all of them and an integer program learns nothing."""

import dataclasses
import datetime as dt
from collections.abc import Hashable, Iterator, Mapping
from typing import TypeVar

import numpy as np
import pytest
from ortools.sat.python import cp_model

from outputs.report.content import ReportSource, new_edition, tables_before, tables_of
from outputs.report.disclosure import ORDERS
from outputs.report.table import HIDDEN, TOTAL, Form
from planner.domain.edition import Edition
from planner.domain.month import HomeResult, MonthFigures, Period
from planner.domain.outcome import Outcome
from tests.outputs.report.month import make_figures, make_source, make_villages

Cell = tuple[dt.date, str, str]
AnyCell = TypeVar("AnyCell", bound=Hashable)
MOST = 40_000
"""More homes than there are."""
WIDE = 5
"""A number that may be any of a span of five is not known within two."""


def months(number: int, *, seed: int) -> Iterator[MonthFigures]:
    """Months that follow each other: covered grows by those met less a few lost; many villages meet few in some months."""
    rng = np.random.default_rng(seed)
    period = Period.month(2026, 1)
    base = make_figures(period, seed=seed, num_rt=1)
    codes = [village.code for village in make_villages(5)]
    homes = {code: int(rng.integers(60, 900)) for code in codes}
    covered = {code: int(rng.integers(0, 12)) for code in codes}
    for _ in range(number):
        figures = make_figures(period, seed=int(rng.integers(1000)), num_rt=1)
        rows, results = [], []
        for count in base.neighbourhoods:
            if count.village not in homes:
                continue
            code = count.village
            met = min(int(rng.choice([0, 1, 2, 3, 4, 6, 9, 17, 40])), homes[code] - covered[code])
            lost = int(rng.integers(0, 3)) if covered[code] > 10 else 0
            covered[code] += met - lost
            rows.append(
                dataclasses.replace(count, num_homes=homes[code], num_reached=met, num_covered=covered[code], num_never=0)
            )
            results += [
                HomeResult(village=code, outcome=Outcome.MET, num_homes=met),
                HomeResult(village=code, outcome=Outcome.NOT_HOME, num_homes=int(rng.integers(0, 9))),
                HomeResult(village=code, outcome=Outcome.REFUSED, num_homes=int(rng.integers(0, 4))),
            ]
        yield dataclasses.replace(
            figures, neighbourhoods=tuple(rows), results=tuple(results), complaints=figures.complaints[:25],
            facilities=base.facilities[:40],
        )  # fmt: skip
        period = _after(period)


def _after(period: Period) -> Period:
    day = period.end + dt.timedelta(days=1)
    return Period.month(day.year, day.month)


def _published(number: int, *, seed: int) -> list[ReportSource]:
    """The editions of some months, each published knowing of those before."""
    editions: dict[dt.date, Edition] = {}
    sources = []
    for figures in months(number, seed=seed):
        source = make_source(figures=figures, before=None, villages=make_villages(5), is_public=True, editions=dict(editions))
        editions[figures.period.start] = new_edition(source, figures)
        sources.append(dataclasses.replace(source, editions=dict(editions)))
    return sources


class Reader:
    """Whoever has all editions, and knows how many homes and facilities there are and how many were lost each month."""

    def __init__(self, sources: list[ReportSource], model: cp_model.CpModel | None = None) -> None:
        self.model, self.unknown = model or cp_model.CpModel(), dict[Cell, cp_model.IntVar]()
        self._shown: dict[Cell, int] = {}
        self.truth: dict[Cell, int] = {}
        for source in sources:
            self._read(source)
        for cell in list(self.truth):
            for small, large in ORDERS:
                if cell[1] == small and (cell[0], large, cell[2]) in self.truth:
                    self.model.add(self.of(cell) <= self.of((cell[0], large, cell[2])))
        self._chain()

    def of(self, cell: Cell) -> cp_model.LinearExprT:
        """A number that is known, or one that could be anything."""
        if cell in self._shown:
            return self._shown[cell]
        if cell not in self.unknown:
            self.unknown[cell] = self.model.new_int_var(0, MOST, str(cell))
        return self.unknown[cell]

    def _read(self, source: ReportSource) -> None:
        month = source.figures.period.start
        true = tables_of(dataclasses.replace(source, is_public=True, editions={month: _bare(source)}))
        for key, table in tables_of(source).items():
            counts = [column for column in table.columns if column.form is Form.COUNT]
            names = {column.key: column.measure or f"{key}.{column.key}" for column in counts}
            for row, real in zip(table.rows, true[key].rows, strict=True):
                for column in counts:
                    cell, value, truth = (month, names[column.key], row.id), row.cells[column.key], real.cells[column.key]
                    assert isinstance(truth, int)
                    self.truth[cell] = truth
                    if value is not HIDDEN or names[column.key] in ("homes", "agencies.facilities"):
                        assert value in (truth, HIDDEN)
                        self._shown[cell] = truth
            for row in table.rows:
                for column in counts:
                    if column.parts:
                        parts = [self.of((month, names[part], row.id)) for part in column.parts]
                        self.model.add(sum(parts) == self.of((month, names[column.key], row.id)))
            for column in counts:
                body = [self.of((month, names[column.key], row.id)) for row in table.rows if row.id != TOTAL]
                if len(body) < len(table.rows):
                    self.model.add(sum(body) == self.of((month, names[column.key], TOTAL)))

    def _chain(self) -> None:
        for month, measure, group in list(self.truth):
            before = ((month - dt.timedelta(days=1)).replace(day=1), "homes_covered", group)
            if measure == "homes_covered" and before in self.truth:
                now, met = (month, measure, group), (month, "homes_met", group)
                lost = self.truth[before] + self.truth[met] - self.truth[now]
                self.model.add(self.of(now) == self.of(before) + self.of(met) - lost)

    def near(self) -> Iterator[tuple[Cell, int, int, int]]:
        """Each hidden number that cannot span five, with the least and the most that it can be, and what it is."""
        yield from near(self.model, self.unknown, self.truth)


def near(
    model: cp_model.CpModel, unknown: Mapping[AnyCell, cp_model.IntVar], truth: Mapping[AnyCell, int]
) -> Iterator[tuple[AnyCell, int, int, int]]:
    """Each unknown number that cannot span five in any world that keeps to the model."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    seen = {cell: [truth[cell]] * 2 for cell in unknown}
    for cell, variable in unknown.items():
        for goal in (variable, -variable):
            if seen[cell][1] - seen[cell][0] >= WIDE:
                break
            model.minimize(goal)
            assert solver.solve(model) == cp_model.OPTIMAL
            for other, its in unknown.items():  # each answer is a world that the reader has to reckon with
                seen[other] = [min(seen[other][0], solver.value(its)), max(seen[other][1], solver.value(its))]
        if seen[cell][1] - seen[cell][0] < WIDE:
            yield cell, seen[cell][0], seen[cell][1], truth[cell]


def _bare(source: ReportSource) -> Edition:
    edition = source.editions[source.figures.period.start]
    return dataclasses.replace(edition, hidden=frozenset())


def _learned(sources: list[ReportSource]) -> list[tuple[Cell, int, int, int]]:
    """What a reader comes nearer to than two either way."""
    reader = Reader(sources)
    found = list(reader.near())
    assert reader.unknown
    return found


@pytest.mark.parametrize(("number", "seed"), [(3, 1), *(pytest.param(12, seed, marks=pytest.mark.long) for seed in (2, 3))])
def test_no_reader_of_all_months_comes_near_a_hidden_number(number: int, seed: int) -> None:
    """Sums, orders, equal measures, homes and facilities known, covered from month to month: none exactly, none within two."""
    assert _learned(_published(number, seed=seed)) == []


def test_a_reader_learns_from_months_that_do_not_know_of_each_other() -> None:
    """The test bites: editions each made as if it were alone give hidden numbers away by the difference of two months."""
    alone = [dataclasses.replace(one, editions={}) for one in _published(2, seed=1)]
    alone = [dataclasses.replace(one, editions={one.figures.period.start: new_edition(one, one.figures)}) for one in alone]
    assert _learned(alone)


def test_a_published_month_is_shown_as_it_was() -> None:
    """Counted again with more in it, an edition says what it said, beside the next month as well.

    Villages that came later have no row, and what nobody counts any more keeps its own.
    """
    first, second = _published(2, seed=1)
    more = dataclasses.replace(
        first.figures,
        neighbourhoods=tuple(dataclasses.replace(one, num_reached=one.num_reached + 9) for one in first.figures.neighbourhoods),
    )
    again = dataclasses.replace(first, figures=more)
    assert tables_of(again) == tables_of(first)
    beside = dataclasses.replace(second, before=more)
    assert tables_before(beside) == tables_of(first)
    grown = dataclasses.replace(more, neighbourhoods=make_figures(more.period, num_rt=1).neighbourhoods)
    nine = dataclasses.replace(first, figures=grown, villages=make_villages(9))
    assert tables_of(nine) == tables_of(first)
    nothing = dataclasses.replace(more, results=(), complaints=(), facilities=())
    assert tables_of(dataclasses.replace(first, figures=nothing)) == tables_of(first)


def test_little_is_lost() -> None:
    """Of a station with hundreds of homes met a month hardly more is hidden because of the months before."""
    editions: dict[dt.date, Edition] = {}
    shares = []
    period = Period.month(2026, 1)
    for seed in range(3):
        figures = make_figures(period, seed=seed, num_rt=10)
        source = make_source(figures=figures, before=None, is_public=True, editions=dict(editions))
        series, alone = new_edition(source, figures), new_edition(dataclasses.replace(source, editions={}), figures)
        shares.append((len(series.hidden), len(alone.hidden)))
        editions[period.start] = series
        period = _after(period)
    assert all(with_series <= by_itself + 6 for with_series, by_itself in shares), shares
