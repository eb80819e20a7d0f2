"""Guards ODS as LibreOffice saves it, and numbers that spreadsheets round."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from inputs.tables.annotating import annotate
from inputs.tables.households import read_households
from inputs.tables.reading import TableReading
from inputs.tables.xlsx_file import cell_text
from planner.domain.errors import InputError
from planner.domain.records import Household
from planner.domain.settings import DaySettings
from planner.domain.visit import Window
from tests.inputs.tables.writing import HEADINGS, HOME, VILLAGES, codes, home, write_csv, write_xlsx

MIME = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
) + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'  # fmt: skip


def cell(value: object) -> str:
    """A cell as LibreOffice writes it: the value beside the text that is shown."""
    shown = "?"
    if isinstance(value, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        shown = "BENAR"
    elif isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
    elif isinstance(value, dt.date):
        kind = f'office:value-type="date" office:date-value="{value}"'
    elif value == "#N/A":
        kind = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
    else:
        kind, shown = 'office:value-type="string"', escape(str(value))
    return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"


def write_ods(folder: Path, *sheets: list[list[object]]) -> Path:
    """Write an OpenDocument workbook."""
    tables = "".join(
        f'<table:table table:name="RT 0{number}">'
        + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for number, rows in enumerate(sheets, start=1)
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:document-content {NAMES}>{body}</office:document-content>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{content}')
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/></manifest:manifest>',
        )
    path = folder / "t.ods"
    path.write_bytes(buffer.getvalue())
    return path


def read(path: Path) -> TableReading[Household]:
    return read_households(path, villages=VILLAGES, day=DaySettings())


def refused(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(path)
    return codes(caught.value)


def test_values_and_not_the_shown_texts_are_read(tmp_path: Path) -> None:
    """ODS is read by its values, from all sheets: numbers, days, truth values, also those shown as other text."""
    row: list[object] = [
        *home(rt=5, latitude=-6.2101, longitude=106.4201, last_visit=dt.date(2025, 8, 26), windows="16:00-18:00"),
        True,
    ]
    second = [*home(id="H2", rt=6), False]
    reading = read(write_ods(tmp_path, [[*HEADINGS, "do_not_visit"], row], [[*HEADINGS, "do_not_visit"], second]))
    house, other = reading.rows
    assert (house.address.rt, house.last_visit, house.is_do_not_visit) == ("05", dt.date(2025, 8, 26), True)
    assert (house.windows, house.address.latitude) == ((Window(start=57600, end=64800),), -6.2101)
    assert (other.id, other.is_do_not_visit) == ("H2", False)
    assert [note.code for note in reading.notes] == ["E1012"]


def test_cells_that_are_merged_downwards(tmp_path: Path) -> None:
    """A cell merged over several rows is each row's, also beneath repeated rows and beside repeated cells."""
    path = write_ods(tmp_path, [HEADINGS, *(home(id=f"H{at}", rt="" if at in {2, 3} else at) for at in range(1, 5))])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    cell = '<table:table-cell office:value-type="float" office:value="1">'
    text = members["content.xml"].replace(cell, cell.replace(" office:v", ' table:number-rows-spanned="3" office:v', 1))
    empty = '<table:table-cell office:value-type="string"><text:p></text:p></table:table-cell>'
    members["content.xml"] = text.replace(empty, "<table:covered-table-cell/>").replace(
        "<table:table-row>",
        '<table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row><table:table-row>',
        1,
    )
    assert "covered" in members["content.xml"]
    assert "rows-spanned" in members["content.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    reading = read(path)
    assert [house.address.rt for house in reading.rows] == ["01", "01", "01", "04"]
    assert [(note.code, note.values.get("count")) for note in reading.notes] == [("E1043", 2)]


def test_what_an_ods_reader_would_lose_is_refused(tmp_path: Path) -> None:
    """python-calamine 0.9.1 gives failed formulas as empty cells: such a file is refused, and so is a damaged one."""
    assert refused(write_ods(tmp_path, [HEADINGS, home(latitude="#N/A", longitude="#N/A")])) == ["E1029"]
    path = write_ods(tmp_path, [HEADINGS, HOME])
    path.write_bytes(path.read_bytes()[:300])
    assert refused(path) == ["E1007"]


@pytest.mark.parametrize("number", [3603010101700001, 3603010101700000.0, 1234567890123456789])
def test_a_number_that_spreadsheets_round_is_no_id(tmp_path: Path, number: float) -> None:
    """LibreOffice 7.4 keeps 15 digits of a number in XLSX and 16 in CSV: a number of 16 digits is refused as an id."""
    assert refused(write_xlsx(tmp_path, [HEADINGS, home(id=number)])) == ["E1100"]
    assert refused(write_ods(tmp_path, [HEADINGS, home(id=number)])) == ["E1100"]
    assert refused(write_csv(tmp_path, [HEADINGS, home(id="3,60301E+15")])) == ["E1100"]
    assert refused(write_csv(tmp_path, [HEADINGS, *[home(id="3,60301E+15")] * 2, *[home()] * 2])) == ["E1100", "E1100", "E1103"]
    text = str(int(number))
    assert read(write_xlsx(tmp_path, [HEADINGS, home(id=text)])).rows[0].id == text
    assert read(write_xlsx(tmp_path, [HEADINGS, home(id=360301010170000)])).rows[0].id == "360301010170000"


def test_the_calendar_of_a_book_counts(tmp_path: Path) -> None:
    """A number in a column of days counts from the book's own first day: 1904 in books of old Macs, any in ODS."""
    day = dt.date(2025, 8, 26)
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    rows = [HEADINGS, home(last_visit=(day - dt.date(1904, 1, 1)).days), home(id="H2", last_visit=day)]
    for row in rows:
        book.worksheets[0].append(row)
    path = tmp_path / "t.xlsx"
    book.save(path)
    assert [house.last_visit for house in read(path).rows] == [day, day]
    copy = tmp_path / "copy.xlsx"
    annotate(path, copy, [], [], known={}, is_village=lambda _: False)
    assert [house.last_visit for house in read(copy).rows] == [day, day]

    path = write_ods(tmp_path, rows)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    setting = '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    members["content.xml"] = members["content.xml"].replace("<office:spreadsheet>", f"<office:spreadsheet>{setting}")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert [house.last_visit for house in read(path).rows] == [day, day]


def test_hours_of_the_next_day_are_read_in_both_formats(tmp_path: Path) -> None:
    """A cell of hours beyond 24 is the clock time that people typed."""
    assert [cell_text(dt.timedelta(hours=hours, minutes=30)) for hours in (8, 30)] == ["08:30", "30:30"]


def test_rows_that_a_filter_hides(tmp_path: Path) -> None:
    """Rows that LibreOffice has filtered away are in the file: they are read, and a note says which."""
    path = write_ods(tmp_path, [HEADINGS, *(home(id=f"H{at}") for at in range(1, 4))])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    first, second, *rest = members["content.xml"].split("<table:table-row>")
    hidden = '<table:table-row table:visibility="filter">'
    members["content.xml"] = "<table:table-row>".join((first, second, rest[0])) + hidden + "<table:table-row>".join(rest[1:])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    reading = read(path)
    assert len(reading.rows) == 3
    assert [(note.code, note.values["rows"]) for note in reading.notes] == [("E1067", "3")]
