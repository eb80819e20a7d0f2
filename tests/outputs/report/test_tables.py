"""Guards the tables: sums hold, shares follow from counts, no raw count passes for success, nothing personal has a place."""

import dataclasses
import datetime as dt

import pytest

from outputs.report.content import ReportSource, tables_of
from outputs.report.coverage_tables import result_table, village_table
from outputs.report.summary import attention_lines, five_figures, summary_lines
from outputs.report.table import HIDDEN, Column, Form, Row, with_total
from outputs.report.wording import period_text, title, value_text
from planner.domain.month import Period
from planner.domain.settings import Settings
from planner.words.language import words
from tests.outputs.report.month import OCTOBER, make_figures, make_source, make_villages

NAMES = {village.code: village.name for village in make_villages()}


def test_every_sum_holds() -> None:
    """Parts add up to their column in each row, and rows to the total."""
    for table in tables_of(make_source()).values():
        for row in table.rows:
            for column in table.columns:
                if column.parts:
                    assert row.cells[column.key] == sum(int(str(row.cells[part])) for part in column.parts), (table.key, row.id)
        if table.total is not None:
            for column in table.columns:
                if column.form is Form.COUNT:
                    numbers = [row.cells[column.key] for row in table.body]
                    assert table.total.cells[column.key] == sum(n for n in numbers if isinstance(n, int)), table.key


def test_reached_is_the_same_number_wherever_it_stands() -> None:
    """Homes met by result are the homes reached of the coverage, village by village."""
    figures, say = make_figures(), words("id")
    reached = {row.id: row.cells["reached"] for row in village_table(figures, NAMES, say).rows}
    assert {row.id: row.cells["met"] for row in result_table(figures, NAMES, say).rows} == reached


def test_shares_follow_their_counts() -> None:
    """A share of nothing is unknown, a share of a hidden count is hidden."""
    column = Column(key="share", form=Form.SHARE, of=("part", "whole"))
    assert Row(id="a", cells={"part": 1, "whole": 4}).value(column) == 0.25
    assert Row(id="a", cells={"part": 0, "whole": 0}).value(column) is None
    assert Row(id="a", cells={"part": HIDDEN, "whole": 4}).value(column) is HIDDEN
    assert Row(id="a", cells={"whole": 4}).value(column) is None


def test_unknown_is_not_nought() -> None:
    """A team without times at doors has no minutes; a week without plans has no planned stops."""
    teams = tables_of(make_source())["teams"]
    row = next(row for row in teams.rows if row.id == "T03")
    assert row.value(teams.column("door_minutes")) is None
    assert with_total([], label_key="a", label="b") == ()
    assert value_text(None, Form.COUNT, words("id")) == "–"


def test_five_figures_with_the_month_before() -> None:
    """The first page has five figures, each beside that of the month before, and none where there is none."""
    source = make_source()
    figures = five_figures(tables_of(source), {}, source)
    assert [figure.key for figure in figures] == ["reached", "covered", "opened", "answered", "attention"]
    assert all(figure.before is None and figure.value is not None for figure in figures)
    text = "\n".join(summary_lines(source))
    assert "Oktober 2026" in text
    assert "sebelumnya: –" not in text


def test_what_needs_attention_is_said_and_nothing_else() -> None:
    """Referrals by number alone, overdue complaints, damage, missing sheets, villages behind; a quiet month is quiet."""
    lines = attention_lines(tables_of(make_source()), make_source())
    assert lines[0] == "Rujukan khusus (RJK): 2 – hubungi Unit PPA."
    assert any("1 dari 412 lembar belum kembali" in line for line in lines)
    assert any("lewat tenggat" in line for line in lines)
    homes = tuple(
        dataclasses.replace(count, num_covered=count.num_homes, num_reached=count.num_homes)
        for count in make_figures().neighbourhoods
    )
    calm = dataclasses.replace(
        make_figures(), neighbourhoods=homes, results=(), openings=(), complaints=(), facilities=(), num_special=0,
        num_missing=0,
    )  # fmt: skip
    assert attention_lines(tables_of(make_source(figures=calm)), make_source(figures=calm)) == ()


def test_doors_that_opened_in_all_are_those_of_the_parts() -> None:
    """The first page's share is the total of the table by shift and kind of day, and lies between its shares."""
    source = make_source()
    tables = tables_of(source)
    table, figure = tables["openings"], next(one for one in five_figures(tables, {}, source) if one.key == "opened")
    counts = source.figures.openings
    assert figure.value == sum(one.num_opened for one in counts) / sum(one.num_tried for one in counts)
    assert table.total is not None
    assert figure.value == table.total.value(table.column("opened_share"))
    shares = [one.num_opened / one.num_tried for one in counts]
    assert isinstance(figure.value, float)
    assert min(shares) < figure.value < max(shares)
    for row in table.body:
        assert row.cells["tries"] == sum(one.num_tried for one in counts if one.slot == row.id)


def test_a_public_edition_counts_homes_met_under_their_own_name() -> None:
    """It has no openings: homes met of those tried are not called doors that opened."""
    source = make_source(is_public=True)
    tables = tables_of(source)
    figure = five_figures(tables, {}, source)[2]
    assert (figure.key, "openings" in tables) == ("met", False)
    text = "\n".join(summary_lines(source))
    assert "Rumah yang ditemui" in text
    assert "Pintu terbuka" not in text


def test_a_month_without_lines_says_so() -> None:
    """Nothing recorded is no achievement of nought: the report asks for the sheets."""
    empty = dataclasses.replace(make_figures(), visits=(), results=(), openings=(), teams=())
    source = make_source(figures=empty)
    assert "Belum ada hasil kunjungan" in attention_lines(tables_of(source), source)[0]


def test_teams_and_units_are_never_ranked() -> None:
    """Teams stand in the order of their names, whatever they did."""
    tables = tables_of(make_source())
    assert [row.id for row in tables["teams"].body] == sorted(row.id for row in tables["teams"].body)
    assert [row.id for row in tables["units"].body] == sorted(row.id for row in tables["units"].body)


def test_an_agency_is_what_the_settings_say() -> None:
    """Whom to tell is a setting; a kind without agency says that nobody is known."""
    settings = Settings(report=dataclasses.replace(Settings().report, agencies={"LPJ": "Dinas Lampu Contoh"}))
    rows = tables_of(make_source(settings=settings))["agencies"].body
    assert [row.id for row in rows] == ["Dinas Lampu Contoh", "belum diketahui"]


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (OCTOBER, "Oktober 2026"),
        (Period(start=dt.date(2026, 10, 1), end=dt.date(2026, 10, 15)), "1–15 Oktober 2026"),
        (Period(start=dt.date(2026, 9, 28), end=dt.date(2026, 10, 4)), "28 September 2026 – 4 Oktober 2026"),
    ],
)
def test_periods_as_people_write_them(period: Period, text: str) -> None:
    """A month by its name, other days by the days."""
    assert period_text(period, words("id")) == text


def test_villages_without_outlines_go_by_their_code() -> None:
    """A village that the outline file does not have is not lost."""
    source = ReportSource(figures=make_figures())
    assert {row.cells["village"] for row in tables_of(source)["villages"].body} == set(NAMES)


def test_tries_whose_hour_nobody_knows_are_told_as_that() -> None:
    """A row of a whole shift (a reserve without a time) says that its hour is not recorded, and is no best hour."""
    source = make_source()
    labels = {row.id: row.cells["slot"] for row in tables_of(source)["openings"].body}
    assert labels["hari"] == "hari (jam tidak tercatat)"
    assert labels["pagi"] == "pagi"
    assert not any("hari (jam" in line for line in attention_lines(tables_of(source), source))


def test_the_report_is_called_by_its_span() -> None:
    """Only that of a whole month is a monthly one; a single day is named once."""
    month = make_figures()
    days = dataclasses.replace(month, period=Period(start=dt.date(2026, 10, 5), end=dt.date(2026, 10, 7)))
    say = words("id")
    assert title(month, say, is_short=True) == "Laporan bulanan DDS"
    assert title(days, say, is_short=True) == "Laporan DDS"
    assert "BULANAN" not in title(days, say)
    assert period_text(Period(start=dt.date(2026, 10, 5), end=dt.date(2026, 10, 5)), say) == "5 Oktober 2026"


def test_planned_stops_recorded_and_their_share_are_one_count() -> None:
    """The share of a week is that of the two columns beside it; whatever else is recorded stands in its own column."""
    weeks = tables_of(make_source())["weeks"]
    for row in weeks.rows:
        made, planned, share = row.cells["made"], row.cells["planned"], row.value(weeks.column("made_share"))
        assert isinstance(made, int)
        assert isinstance(planned, int)
        assert share == made / planned
