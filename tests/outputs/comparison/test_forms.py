"""Guards the forms of a comparison: the same numbers in each, words in both languages, a page that can be read."""

import csv
import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pdfplumber
import pytest

from outputs.comparison.csv_file import COLUMNS, write_comparison_csv
from outputs.comparison.data import comparison_data
from outputs.comparison.lists import id_lists
from outputs.comparison.maps import HEIGHT, WIDTH, MapPlan, compose_pair
from outputs.comparison.page import page_data, write_comparison_page
from outputs.comparison.table import curve_rows, load_rows, measure_rows, reach_text, reason_text
from planner.domain.comparison import Comparison, Difference, LoadDifference, Measure, Measures, ShiftLoad, Verdict
from planner.domain.comparison_sheet import ComparisonSheet, ParetoPoint, Reach, ScenarioView
from planner.domain.path import RoadLine
from planner.domain.place import Point, points_of
from planner.domain.plan import Reason
from planner.domain.solving import Limits
from planner.words.language import words

BASE = Measures(
    num_visits=20, num_unassigned=4, reasons={Reason.NOT_ENOUGH_TIME: 4}, num_complaints=3, num_complaints_offered=5,
    distance=12_300, travel_duration=5400, door_duration=18_000, latest_finish=57_600, num_groups=3,
    loads=(ShiftLoad(shift_id="T01", num_stops=20, work_duration=23_400, travel_duration=5400, end_time=57_600),),
)  # fmt: skip
LESS = replace(BASE, num_visits=15, num_unassigned=9, reasons={Reason.NOT_ENOUGH_TIME: 2, Reason.UNREACHABLE: 7})
REACH = Reach(by=dt.date(2025, 12, 31), num_due=1000, num_a_day=15, num_by=900, done_on=dt.date(2026, 1, 9), strength=1.1)


def a_view(**more: object) -> ScenarioView:
    differences = tuple(
        Difference(measure=m, baseline=BASE.value(m), scenario=LESS.value(m), verdict=Verdict.WORSE) for m in Measure
    )
    comparison = Comparison(
        differences=differences,
        loads=(LoadDifference(shift_id="T01", baseline=BASE.loads[0], scenario=None),),
        gained=("H9",),
        lost={"H1": Reason.UNREACHABLE, "H2": Reason.UNREACHABLE, "H3": None},
        moved=("H4",),
    )
    fields = {"name": "banjir", "title": "=Banjir", "question": "Apa?", "measures": LESS, "comparison": comparison}
    return ScenarioView(**{**fields, "num_offered": 24, **more})  # type: ignore[arg-type]


def a_sheet(**more: object) -> ComparisonSheet:
    fields = {
        "date": dt.date(2025, 8, 26), "plan_name": "plan-v1.json", "engine": "auto", "seed": 3,
        "limits": Limits(max_runtime=2.5), "as_kept": BASE, "baseline": BASE, "num_offered": 24, "num_due": 900,
        "scenarios": (a_view(caught=(("T01", "H1"), ("T02", "")), reach=REACH, base_reach=REACH),),
    }  # fmt: skip
    return ComparisonSheet(**{**fields, **more})  # type: ignore[arg-type]


def test_rows_show_value_change_and_mark() -> None:
    """A cell has the scenario's value, its change with a sign, and a mark that needs no colour."""
    rows = {row.measure: row for row in measure_rows(a_sheet(), words("id"))}
    visits = rows[Measure.VISITS]
    assert (visits.baseline, visits.cells[0].value, visits.cells[0].change, visits.cells[0].mark) == ("20", "15", "−5", "✘")
    assert rows[Measure.COMPLAINTS].baseline == "3 dari 5"
    assert rows[Measure.LATEST_FINISH].baseline == "16.00"
    assert rows[Measure.DISTANCE].baseline == "12,3 km"
    assert rows[Measure.HEAVIEST].baseline == "T01 6,5 jam"
    assert rows[Measure.VISITS].cells[0].change.startswith("−")


def test_doors_that_open_have_a_row_only_where_they_may_stay_shut() -> None:
    """A day as it always was keeps its table; with expected values on one side the other is a dash."""
    assert Measure.MET not in {row.measure for row in measure_rows(a_sheet(), words("id"))}
    told = measure_rows(a_sheet(baseline=replace(BASE, num_met=9)), words("id"))
    assert next((row.baseline, row.cells[0].value) for row in told if row.measure is Measure.MET) == ("9", "–")


def test_unknown_stays_unknown() -> None:
    """A distance that nobody knows is a dash, never 0."""
    sheet = a_sheet(baseline=replace(BASE, distance=None), scenarios=())
    assert {row.measure: row for row in measure_rows(sheet, words("id"))}[Measure.DISTANCE].baseline == "–"


@pytest.mark.parametrize("language", ["id", "en"])
def test_sentences_in_both_languages(language: str) -> None:
    """Reasons, lists, goals and the curve have words in each language, without a field left open."""
    say = words(language)
    never = replace(REACH, done_on=None, strength=None)
    early = replace(REACH, num_by=1000)
    texts = [reach_text(reach, say, "scenario") for reach in (REACH, never, early)]
    texts += [reason_text(LESS, say), *(f"{found.label} {found.text}" for found in id_lists(a_view(), say, most=1))]
    assert len(set(texts)) == len(texts)
    assert not any("{" in text for text in texts)


def test_lost_visits_are_listed_by_reason() -> None:
    """The longest list comes first, ids beyond the limit are counted."""
    lists = id_lists(a_view(), words("id"), most=1)
    assert [(found.count, found.text.split(" ")[0]) for found in lists] == [("2", "H1"), ("1", "H3"), ("1", "H9"), ("1", "H4")]
    assert "1 lagi" in lists[0].text


def test_loads_alike_are_left_out() -> None:
    """A shift that does nearly the same is no news; one that is gone is."""
    same = LoadDifference(shift_id="T02", baseline=BASE.loads[0], scenario=replace(BASE.loads[0], work_duration=23_500))
    comparison = replace(a_view().comparison, loads=(same, a_view().comparison.loads[0]))
    assert [row[0] for row in load_rows(comparison, words("id"), least=900)] == ["T01"]
    assert [row[0] for row in load_rows(comparison, words("id"))] == ["T02", "T01"]


def test_csv_and_json_have_the_same_numbers(tmp_path: Path) -> None:
    """Each row of the CSV is a difference of the JSON, and no text is a formula."""
    write_comparison_csv(a_sheet(), tmp_path / "a.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    data = comparison_data(a_sheet())["scenarios"][0]["differences"]
    assert [(row["measure"], row["value"]) for row in rows] == [
        (line["measure"], "" if line["scenario"] is None else str(line["scenario"])) for line in data
    ]
    assert {row["title"] for row in rows} == {"'=Banjir"}


def test_unequal_limits_are_said() -> None:
    """When a search was stopped by hand neither page nor JSON says that the limits were the same."""
    sheet = a_sheet(scenarios=(a_view(is_cut_short=True),))
    assert comparison_data(sheet)["is_equal"] is False
    assert "TIDAK" in page_data(sheet, words("id"), station="x")["how"]
    assert "sama" in page_data(a_sheet(limits=Limits(max_iterations=5)), words("id"), station="x")["how"]


def _plan(ids: str, **more: object) -> MapPlan:
    doors = {name: Point(longitude=106.4 + n * 0.01, latitude=-6.2 + n * 0.005) for n, name in enumerate("abcdef")}
    route = points_of([Point(longitude=106.4, latitude=-6.2), *(doors[name] for name in ids)])
    return MapPlan(routes=(route,), doors=doors, made=frozenset(ids), **more)  # type: ignore[arg-type]


def _lines(_bounds: object) -> list[RoadLine]:
    return [RoadLine(road_class="trunk", name="Jl. Contoh", points=np.array([(106.3, -6.2), (106.5, -6.19)]))]


def test_both_maps_show_what_was_lost_and_gained() -> None:
    """In one frame: lost doors are marked on the baseline's map, gained and cut-off ones on the scenario's."""
    ring = np.array([(106.40, -6.21), (106.41, -6.21), (106.41, -6.19), (106.40, -6.19)])
    pair = compose_pair(_plan("abc"), _plan("cde", cut_off=frozenset("a"), closed_rings=(ring,)), _lines)
    assert [len(pair["baseline"][key]) for key in ("stops", "marked", "off")] == [1, 2, 0]
    assert [len(pair["scenario"][key]) for key in ("stops", "marked", "off")] == [1, 2, 1]
    assert pair["closed"][0]
    spots = pair["baseline"]["marked"] + pair["scenario"]["marked"]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in spots)
    assert pair["layers"]["main"]


def test_page_can_be_read_back(tmp_path: Path) -> None:
    """The PDF holds the measures, the reasons, the lists and the curve; the same sheet gives the same bytes."""
    curve = tuple(
        ParetoPoint(balance=b, num_complaints=n, num_coverage=20 - n, complaint_prize=90 * n, coverage_prize=500 - n,
                    travel_duration=1, displaced=1.0, is_dominated=n == 2)
        for n, b in enumerate((0.0, 0.5, 1.0, None))
    )  # fmt: skip
    sheet = a_sheet(curve=curve)
    for name in ("a.pdf", "b.pdf"):
        write_comparison_page(
            sheet, tmp_path / name, plans=[_plan("abc"), _plan("cde")], lines=_lines, station="Polsek", language="id"
        )
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    assert "Kunjungan terjadwal" in pages[0]
    assert "=Banjir" in pages[0]
    assert "Keluhan atau cakupan" in "".join(pages)
    assert "H9" in pages[-1]
    assert len(curve_rows(curve, words("en"))) == 4
