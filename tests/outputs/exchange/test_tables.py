"""Guards CSV, GeoJSON and the workbook: their columns and choices, and that no cell runs as a formula."""

import csv
import dataclasses
import io
import json
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import shapely

from outputs.exchange.csv_table import COLUMNS, csv_table
from outputs.exchange.geojson_file import geojson_file
from outputs.exchange.writing import write_forms
from outputs.exchange.xlsx_table import CHOICES, xlsx_table
from outputs.itinerary.build import build_day
from outputs.itinerary.model import DayItinerary
from planner.domain.categories import FIELD_OF
from planner.domain.desk_table import CONDITION_WORDS, OUTCOME_WORDS, TO_FILL_IN, DeskColumn
from planner.domain.errors import InputError
from tests.outputs.day import make_context, make_day
from tests.outputs.exchange.reading import geo_table


def _odd_day(cell: str) -> DayItinerary:
    problem, plan, context = make_context(num_stops=2, num_reserves=0, name_mode="none")
    odd = {
        key: dataclasses.replace(household, address=dataclasses.replace(household.address, detail=cell))
        for key, household in context.households.items()
    }
    return build_day(problem, plan, context=dataclasses.replace(context, households=odd))


@pytest.mark.parametrize("cell", ["=1+1", "+62", "-3", "@sum", "\tx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    """Text from files cannot run in the desk's spreadsheet: quoted in CSV, typed as text in XLSX."""
    day = _odd_day(cell)
    rows = csv.DictReader(io.StringIO(csv_table(day).decode("utf-8-sig"), newline=""))
    assert all(row["address"].startswith("'") or row["address"][0].isalnum() for row in rows if row["row"] == "stop")
    table = openpyxl.load_workbook(io.BytesIO(xlsx_table(day))).worksheets[0]
    assert {cell.data_type for cell in table["G"]} == {"s"}


def test_csv_has_its_columns_and_breaks() -> None:
    """The head is the documented one; a break is a row of its own between the stops."""
    rows = list(csv.DictReader(io.StringIO(csv_table(make_day()).decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    pause = next(row for row in rows if row["row"] == "break")
    assert (pause["visit"], pause["number"]) == ("isoma", "")


def test_geojson_is_read_by_gdal_and_lies_where_the_doors_are() -> None:
    """RFC 7946 as an independent reader sees it: a line a team along the roads, a point a door, all valid."""
    day = make_day(num_teams=2)
    content = geojson_file(day)
    assert len(geo_table(content, ".geojson")["shape"]) == 2 + 2 * 22
    collection = json.loads(content)
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in collection["features"]]
    assert all(shape.is_valid and not shape.is_empty for shape in shapes)
    routes = [feature["properties"] for feature in collection["features"] if feature["geometry"]["type"] == "LineString"]
    assert [route["distance_m"] for route in routes] == [team.distance for team in day.teams]
    doors = [(stop.longitude, stop.latitude) for team in day.teams for stop in (*team.stops, *team.reserves)]
    points = [tuple(f["geometry"]["coordinates"]) for f in collection["features"] if f["geometry"]["type"] == "Point"]
    assert points == [(round(x, 6), round(y, 6)) for x, y in doors]


def test_the_workbook_has_the_columns_of_the_desk() -> None:
    """Headings are those that `dds record` reads back, in their order; what is to be filled in is empty text."""
    content = xlsx_table(make_day())
    head, first, *_ = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert head == [column.value for column in DeskColumn]
    assert all(first[head.index(column.value)] == "" for column in TO_FILL_IN)
    table = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    for column in TO_FILL_IN:
        assert table.cell(row=2, column=head.index(column.value) + 1).number_format == "@"


def test_the_workbook_offers_the_choices_and_keeps_its_head() -> None:
    """Drop-downs offer the words of the sheet, and never RJK; the head is frozen and printed on each page."""
    table = openpyxl.load_workbook(io.BytesIO(xlsx_table(make_day(num_teams=2)))).worksheets[0]
    offered = {str(rule.sqref)[0]: rule.formula1.strip('"').split(",") for rule in table.data_validations.dataValidation}
    columns = [column.value for column in DeskColumn]
    letters = {column: openpyxl.utils.get_column_letter(columns.index(column.value) + 1) for column in CHOICES}
    assert offered[letters[DeskColumn.OUTCOME]] == list(OUTCOME_WORDS.values())
    assert offered[letters[DeskColumn.CONDITION]] == list(CONDITION_WORDS.values())
    assert offered[letters[DeskColumn.COMPLAINT]] == [code for code in FIELD_OF if code != "RJK"]
    assert offered[letters[DeskColumn.URGENT]] == ["ya", "tidak"]
    assert all(len(rule.formula1) <= 255 for rule in table.data_validations.dataValidation)
    assert table.freeze_panes == "D2"
    assert table.print_title_rows == "$1:$1"
    assert table.print_area.endswith("$A$1:$Q$45")
    assert all(str(rule.sqref).endswith("45") for rule in table.data_validations.dataValidation)


def test_the_second_sheet_lists_the_teams() -> None:
    """A row a team, with its breaks; its headings cannot be taken for the desk's table."""
    book = python_calamine.load_workbook(io.BytesIO(xlsx_table(make_day(num_teams=2))))
    assert book.sheet_names == ["Kunjungan", "Tim"]
    head, first, _ = book.get_sheet_by_index(1).to_python()
    assert not set(head) & {column.value for column in DeskColumn}
    assert first[0] == "DDS-20250826-T01-v1"
    assert "ISOMA" in str(first[-1])


def test_what_the_desk_has_filled_in_is_never_lost(tmp_path: Path) -> None:
    """An empty workbook is printed anew; one with an entry, or one that is no longer ours, stops the printing of forms."""
    day = make_day()
    (path,) = write_forms(day, tmp_path, ["xlsx"])
    assert write_forms(day, tmp_path, ["xlsx", "csv"])[0].read_bytes() == xlsx_table(day)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(row=3, column=list(DeskColumn).index(DeskColumn.OUTCOME) + 1, value="bertemu")
    book.save(path)
    filled = path.read_bytes()
    for content in (filled, b"something else"):
        path.write_bytes(content)
        with pytest.raises(InputError) as refusal:
            write_forms(day, tmp_path, ["xlsx", "html"])
        assert [fault.code for fault in refusal.value.faults] == ["E3050"]
        assert path.read_bytes() == content
        assert not (tmp_path / "itinerary.html").exists()
