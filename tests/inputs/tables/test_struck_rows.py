"""Guards rows that are hidden or struck through, whole or in part, in XLSX and ODS."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from inputs.tables.strokes import Strokes
from tests.inputs.tables.kept_lists import HEAD, read, record
from tests.inputs.tables.test_ods import NAMES, write_ods
from tests.inputs.tables.test_ods import read as read_homes
from tests.inputs.tables.writing import HEADINGS, home

LINE = '<style:text-properties style:text-line-through-style="solid" style:text-line-through-type="single"/>'
STYLES = (
    f'<style:style style:name="c1" style:family="table-cell">{LINE}</style:style>'
    '<style:style style:name="c2" style:family="table-cell" style:parent-style-name="Gone"/>'
    '<style:style style:name="c3" style:family="table-cell" style:parent-style-name="Gone">'
    '<style:text-properties style:text-line-through-style="none"/></style:style>'
    f'<style:style style:name="t1" style:family="text">{LINE}</style:style>'
)
GONE = f'<style:style style:name="Gone">{LINE}</style:style>'
NAMED = f'<office:document-styles {NAMES} xmlns:style="s">{GONE}</office:document-styles>'


def test_rows_that_nobody_sees_or_that_are_struck_through(tmp_path: Path) -> None:
    """A filter or a line through a row does not take it out of the file: it is read, and a note says which rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (HEAD, *(record(number) for number in range(1, 6))):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[5].hidden = True
    for cell in sheet[4]:
        cell.font = Font(strike=True)
    sheet["A6"].font = Font(strike=True)
    book.save(tmp_path / "t.xlsx")
    reading = read(tmp_path / "t.xlsx")
    assert len(reading.rows) == 5
    assert [(note.code, note.values["rows"]) for note in reading.notes] == [("E1067", "3, 5"), ("E1068", "4"), ("E1072", "6")]


def test_words_of_a_cell_that_are_struck_through(tmp_path: Path) -> None:
    """A part of a cell's text is struck by its own style, beside words that replace it; all of it is the cell."""
    old, new = TextBlock(InlineFont(strike=True), "Jl. Lama"), TextBlock(InlineFont(), " Jl. Baru")
    book = Workbook()
    rows = [record(number) for number in range(1, 4)]
    rows[0][6] = CellRichText(old, new)
    rows[1] = [CellRichText(TextBlock(InlineFont(strike=True), str(cell))) if cell else cell for cell in rows[1]]
    for row in (HEAD, *rows):
        book.worksheets[0].append(row)
    path = tmp_path / "t.xlsx"
    book.save(path)
    notes = [(note.code, note.values["rows"]) for note in read(path).notes if note.code in {"E1068", "E1072"}]
    assert sorted(notes) == [("E1068", "3"), ("E1072", "2")]


def test_shared_texts_that_are_struck_through() -> None:
    """Spreadsheet programs keep each text of a workbook once, aside from the cells that show it."""
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    run = "<r><rPr><strike/></rPr><t>Lama</t></r>"
    texts = f"<si><t>Kp. 1</t></si><si>{run}<r><t>Baru</t></r></si><si>{run}</si>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{name}">{texts}</sst>')
    cells = "".join(f'<c r="A{at + 1}" t="s"><v>{at}</v></c>' for at in range(3))
    with zipfile.ZipFile(buffer) as archive:
        assert list(Strokes(archive).of_cells(f"<row>{cells}</row>".encode())) == [(1, 0.0), (2, 0.5), (3, 1.0)]


@pytest.mark.parametrize(
    ("style", "note"),
    [
        ("cell", "E1068"),
        ("named", "E1068"),
        ("row", "E1068"),
        ("column", "E1068"),
        ("span", "E1068"),
        ("all but the first", "E1068"),
        ("one", "E1072"),
        ("part", "E1072"),
        ("none", ""),
        ("empty", ""),
    ],
)
def test_strokes_in_an_ods(tmp_path: Path, style: str, note: str) -> None:
    """By the style of the cell, of its row or column, or of its text, its own or the one that it goes by."""
    path = write_ods(tmp_path, [HEADINGS, home(), home(id="H2", address="Kp. Dicoret"), home(id="H3")])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    head, *rows = (
        members["content.xml"]
        .replace("<office:body>", f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body>", 1)
        .replace("<office:document-content", '<office:document-content xmlns:style="s"', 1)
        .split("<table:table-row>")
    )
    rows[2] = _struck(rows[2], style)
    row_style = ' table:default-cell-style-name="c1"' if style == "row" else ""
    text = head + "".join(f"<table:table-row{row_style if at == 2 else ''}>{row}" for at, row in enumerate(rows))
    if style == "column":
        columns = '<table:table-column table:number-columns-repeated="12" table:default-cell-style-name="c2"/>'
        text = text.replace("<table:table-row>", columns + "<table:table-row>", 1)
        for at in (1, 3):
            text = text.replace(rows[at], rows[at].replace("<table:table-cell ", '<table:table-cell table:style-name="c3" '))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in {**members, "content.xml": text, "styles.xml": NAMED}.items():
            archive.writestr(name, content)
    path.write_bytes(buffer.getvalue())
    reading = read_homes(path)
    assert len(reading.rows) == 3
    assert [(one.code, one.values["rows"]) for one in reading.notes] == ([(note, "3")] if note else [])


def _struck(row: str, style: str) -> str:
    """The row of an ODS with strokes."""
    cell, own = "<table:table-cell ", '<table:table-cell table:style-name="{}" '
    span = '<text:span text:style-name="t1">'
    all_cells = row.replace(cell, own.format("c1"))
    empty = f'{cell}office:value-type="string"><text:p></text:p>'
    return {
        "cell": all_cells,
        "named": row.replace(cell, own.format("c2")),
        "none": row.replace(cell, own.format("c3")),
        "all but the first": all_cells.replace(own.format("c1"), cell, 1),
        "one": row.replace(cell, own.format("c1"), 1),
        "span": row.replace("<text:p>", f"<text:p>{span}").replace("</text:p>", "</text:span></text:p>"),
        "part": row.replace("Kp. Dicoret", f"{span}Kp. Dicoret</text:span> Kp. Baru"),
        "empty": row.replace(empty, empty.replace(cell, own.format("c1"))),
    }.get(style, row)
