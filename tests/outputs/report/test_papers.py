"""Guards the report's forms: pages that can be read, workbooks that open, the same bytes twice, one content in all of them."""

import io
import itertools
import json
import re
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
import shapely
from openpyxl import load_workbook

from outputs.report.charts import chart_of, day_chart
from outputs.report.content import ReportSource, tables_of
from outputs.report.data import report_data
from outputs.report.map import NUM_CLASSES, MapSize, class_of, class_step, coverage_map
from outputs.report.paper_data import FULL_MAP, PAGE_WIDTH, paper_data
from outputs.report.pdf import report_pdf
from outputs.report.workbook import report_workbook
from planner.domain.month import MonthFigures
from planner.words.language import words
from tests.outputs.report.month import OCTOBER, make_figures, make_source, make_villages, small_source

ROOM = Path(__file__).resolve().parents[3] / "outputs" / "report"
MARGIN = 9 * 72 / 25.4


@pytest.fixture(scope="module")
def source() -> ReportSource:
    """October with September."""
    return make_source()


@pytest.fixture(scope="module")
def pages(source: ReportSource) -> Any:
    """The report read back."""
    with pdfplumber.open(io.BytesIO(report_pdf(source))) as document:
        yield list(document.pages)


def test_every_page_has_its_number_and_nothing_is_cut(pages: Any) -> None:
    """A4, `Halaman 1 dari n`, no letter outside the margins, none smaller than 9 pt."""
    for number, page in enumerate(pages, start=1):
        assert (round(page.width), round(page.height)) == (595, 842)
        assert f"Halaman {number} dari {len(pages)}" in page.extract_text()
        assert min(char["x0"] for char in page.chars) >= MARGIN - 1
        assert max(char["x1"] for char in page.chars) <= page.width - MARGIN + 1
        assert min(char["size"] for char in page.chars) >= 8.99


def test_the_first_page_is_the_summary(pages: Any) -> None:
    """Head, marking, month, five figures, map and what needs attention stand on one page."""
    text = pages[0].extract_text()
    for wanted in ("POLRI DAERAH BANTEN", "TERBATAS", "DATA CONTOH", "Oktober 2026", "dibandingkan dengan September 2026",
                   "Rumah terkunjungi", "Cakupan siklus", "Pintu terbuka", "Keluhan terjawab", "Fasum perlu perhatian",
                   "Perlu perhatian", "Cakupan per desa", "Sentul Jaya", "Mengetahui"):  # fmt: skip
        assert wanted in text, wanted


def test_no_two_words_overlap(pages: Any) -> None:
    """Words of a page do not lie on each other."""
    for page in pages:
        words_ = page.extract_words(use_text_flow=False, keep_blank_chars=False)
        for index, one in enumerate(words_):
            for other in words_[index + 1 :]:
                across = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
                down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
                assert not (across > 1 and down > 3), (one["text"], other["text"])


def test_the_same_figures_are_the_same_files(source: ReportSource) -> None:
    """PDF and workbook made twice are equal byte for byte."""
    assert report_pdf(source) == report_pdf(make_source())
    assert report_workbook(source) == report_workbook(make_source())


def test_the_workbook_holds_every_table_with_frozen_heads(source: ReportSource) -> None:
    """A sheet for each table; numbers are numbers with a format; a chart where the table has one; no formula from a text."""
    book = load_workbook(io.BytesIO(report_workbook(source)))
    tables = tables_of(source)
    assert len(book.sheetnames) == 1 + len(tables)
    for sheet, table in zip(book.worksheets[1:], tables.values(), strict=True):
        assert sheet.freeze_panes == "B4"
        cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=3 + len(table.rows))]
        for row, expected in zip(cells, table.grid(), strict=True):
            for cell, value in zip(row, expected, strict=True):
                if isinstance(value, int | float):
                    assert cell == pytest.approx(value)
        assert bool(sheet._charts) == bool(table.chart)
    assert book["Desa"]["E4"].number_format == "0.0%"


def test_all_forms_carry_the_same_numbers(source: ReportSource, pages: Any) -> None:
    """What the data say of a village stands in the PDF."""
    data = report_data(source)
    text = "\n".join(page.extract_text() for page in pages)
    say = words("id")
    for row in data["tables"]["villages"]:
        assert f"{row['village']} {say.number(row['homes'])} {say.number(row['target'])} {say.number(row['reached'])}" in text
    assert json.loads(json.dumps(data)) == data
    assert data["figures"]["reached"]["value"] == data["tables"]["villages"][-1]["reached"]


@pytest.mark.parametrize(("is_public", "language"), [(False, "en"), (True, "id"), (True, "en")])
def test_each_edition_in_each_language(is_public: bool, language: str) -> None:
    """The editions that are not read above print as well; an English one has no Indonesian heading."""
    made = make_source(language=language, is_public=is_public)
    with pdfplumber.open(io.BytesIO(report_pdf(made))) as document:
        text = "\n".join(page.extract_text() for page in document.pages)
    assert ("EDISI UMUM" if language == "id" else "PUBLIC EDITION") in text or not is_public
    assert ("Halaman" in text) is (language == "id")
    assert load_workbook(io.BytesIO(report_workbook(made))).sheetnames


def test_small_areas_and_nothing_known_still_print() -> None:
    """No outlines, no lines, no complaints, no month before: pages come out and say what is missing."""
    bare = MonthFigures(period=OCTOBER, cycle_days=365, neighbourhoods=make_figures(num_rt=1).neighbourhoods[:1])
    for made in (ReportSource(figures=bare), ReportSource(figures=bare, is_public=True), small_source(is_public=True)):
        with pdfplumber.open(io.BytesIO(report_pdf(made))) as document:
            assert "Halaman 1 dari" in document.pages[0].extract_text()
        report_workbook(made)


def test_every_word_of_the_templates_is_in_the_catalogue() -> None:
    """A template asks for no word that is missing."""
    known = words("id").texts
    for template in ROOM.glob("*.typ"):
        asked = set(re.findall(r"\bw\.([a-z]\w*)", template.read_text(encoding="utf-8")))
        assert {key for key in asked if f"report.{key}" not in known} == set(), template.name


def test_tables_fit_the_page(source: ReportSource) -> None:
    """Columns of a table are never wider than the page in sum."""
    for section in paper_data(source)["sections"]:
        for table in section["tables"]:
            assert sum(table["widths"]) <= (PAGE_WIDTH - 6) / (2 if table["is_double"] else 1) + 6.6, table["key"]


def test_classes_of_the_map_hold_every_share() -> None:
    """Early in a cycle classes are narrow, later wide; a share on a border lies above it; full coverage is in the last."""
    assert class_step([0.004, 0.03]) == 0.01
    assert class_step([0.17]) == 0.05
    assert class_step([1.0]) == 0.2
    assert [class_of(share, 0.2) for share in (0.0, 0.2, 0.6, 0.99, 1.0)] == [0, 1, 3, 4, NUM_CLASSES - 1]


def test_names_on_the_map_hide_neither_each_other_nor_dots() -> None:
    """Where there is room beside the dots, a name takes it."""
    figures = make_figures(num_rt=4)
    table = tables_of(make_source(figures=figures))["villages"]
    drawn = coverage_map(make_villages(), table, figures.neighbourhoods, FULL_MAP, words("id"))
    assert drawn is not None
    assert len(drawn["dots"]) == 36
    for index, label in enumerate(drawn["labels"]):
        assert not any(abs(dot["x"] - label["x"]) < 6 and abs(dot["y"] - label["y"]) < 3 for dot in drawn["dots"])
        for other in drawn["labels"][index + 1 :]:
            assert abs(other["x"] - label["x"]) > 8 or abs(other["y"] - label["y"]) > 6


def test_a_name_without_room_is_left_off_the_map() -> None:
    """Where villages lie closer than their names are long, the larger ones are named and no name covers another."""
    figures = make_figures()
    table = tables_of(make_source(figures=figures))["villages"]
    drawn = coverage_map(make_villages(), table, (), MapSize(width=26.0, height=26.0), words("id"))
    assert drawn is not None
    boxes = [shapely.box(one["x"] - 6, one["y"] - 3.4, one["x"] + 6, one["y"] + 3.4) for one in drawn["labels"]]
    assert 0 < len(boxes) < len(make_villages())
    assert not any(one.intersects(other) for one, other in itertools.combinations(boxes, 2))


def test_a_map_without_outlines_shows_dots_and_without_places_nothing() -> None:
    """RT can be drawn alone; nothing at all makes no map."""
    figures = make_figures(num_rt=2)
    table = tables_of(make_source(figures=figures))["villages"]
    size = MapSize(width=100, height=80)
    drawn = coverage_map((), table, figures.neighbourhoods, size, words("id"))
    assert drawn is not None
    assert drawn["areas"] == []
    assert coverage_map((), table, (), size, words("id")) is None


def test_bars_are_as_long_as_their_numbers(source: ReportSource) -> None:
    """Lengths are in proportion, the axis ends at a round number, a chart of noughts is none."""
    chart = chart_of(tables_of(source)["villages"], source.say)
    assert chart is not None
    row = chart["rows"][0]
    reached, target = (int(text.replace(".", "")) for text in row["texts"])
    assert row["widths"][0] / row["widths"][1] == pytest.approx(reached / target, abs=0.01)
    assert max(width for row in chart["rows"] for width in row["widths"]) <= chart["bars"]
    assert day_chart((), source.say) is None
