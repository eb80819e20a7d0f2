"""Guards entries on lines of their own within a cell, and officers with commas between: two are never read as one."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inputs.tables.annotating import annotate
from inputs.tables.cells import read_skills, read_windows
from inputs.tables.grid import clean
from inputs.tables.households import read_households
from inputs.tables.officers import read_leader, read_officers
from inputs.tables.teams import read_teams
from inputs.tables.weekdays import read_weekdays
from planner.domain.settings import DaySettings
from planner.domain.units import parse_clock
from tests.inputs.tables.cases import BALARAJA
from tests.inputs.tables.writing import csv_text, write_csv, write_xlsx

HEAD = ["kode", "satuan", "ketua tim", "anggota", "keahlian", "hari", "shift"]
TEAM = [
    "T1",
    "Binmas",
    "Aipda SATU CONTOH,\nS.H.",
    "DUA CONTOH\nTIGA CONTOH",
    "polwan\nppa",
    "Senin\nRabu s/d Kamis",
    "pagi\nsore",
]


def ods(folder: Path, rows: list[list[str]]) -> Path:
    """The rows as a small ODS, a paragraph for each line."""
    cells = ["".join(f"<text:p>{line}</text:p>" for line in cell.split("\n")) for row in rows for cell in row]
    each = iter(f'<table:table-cell office:value-type="string">{cell}</table:table-cell>' for cell in cells)
    table = "".join(f"<table:table-row>{''.join(next(each) for _ in row)}</table:table-row>" for row in rows)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = (
        f'<office:body><office:spreadsheet><table:table table:name="A">{table}</table:table></office:spreadsheet></office:body>'
    )
    path = folder / "t.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml", f'<office:document-content {spaces} office:version="1.2">{body}</office:document-content>'
        )
        manifest = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {manifest}/>")
    return path


@pytest.mark.parametrize("write", [write_xlsx, write_csv, ods])
def test_lines_of_a_cell_are_entries_of_a_list(tmp_path: Path, write: object) -> None:
    """Alt+Enter in XLSX and ODS, a quoted line break in CSV: members, skills, days and shifts; elsewhere it is a space."""
    (team,) = read_teams(write(tmp_path, [HEAD, TEAM]), villages=(), day=DaySettings()).rows  # type: ignore[operator]
    assert [officer.name for officer in team.officers] == ["SATU CONTOH, S.H.", "DUA CONTOH", "TIGA CONTOH"]
    assert (team.skills, team.weekdays, team.shifts) == ({"polwan", "ppa"}, {0, 2, 3}, ("pagi", "sore"))


def test_lines_of_hours_and_of_an_address(tmp_path: Path) -> None:
    """Two spans on two lines are two; an address of two lines is one text; ends of lines may be written as codes."""
    head = ["kode", "desa", "alamat", "lintang", "bujur", "jam kunjungan"]
    home = ["H1", "Balaraja", "Jl. CONTOH_x000D_\nNo. 3", "-6,1941", "106,4551", "08.00-10.00_x000D_\n16.00-18.00"]
    (house,) = read_households(write_xlsx(tmp_path, [head, home]), villages=BALARAJA, day=DaySettings()).rows
    assert house.address.detail == "Jl. CONTOH No. 3"
    assert [(window.start, window.end) for window in house.windows] == [
        (parse_clock("08:00"), parse_clock("10:00")),
        (parse_clock("16:00"), parse_clock("18:00")),
    ]


def test_a_marked_copy_keeps_line_breaks(tmp_path: Path) -> None:
    """Who corrects the copy of a CSV and imports it brings the same lists."""
    path = tmp_path / "t.csv"
    path.write_text(csv_text([HEAD, TEAM]), encoding="utf-8")
    annotate(path, tmp_path / "copy.xlsx", [], [], known={}, is_village=lambda _: False)
    sheet = load_workbook(io.BytesIO((tmp_path / "copy.xlsx").read_bytes()))["Data"]
    assert sheet.cell(row=2, column=4).value == TEAM[3]


def test_a_span_may_run_over_the_end_of_a_line() -> None:
    """What the lines do not say alone is read as one text."""
    assert read_windows("08.00 -\n10.00") == read_windows("08:00-10:00")
    assert read_weekdays("Senin s/d\nKamis") == {0, 1, 2, 3}
    assert read_skills("polwan,\nppa") == {"polwan", "ppa"}
    assert clean("Jl.\nContoh") == "Jl. Contoh"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("DUA CONTOH, TIGA CONTOH, EMPAT CONTOH", ["DUA CONTOH", "TIGA CONTOH", "EMPAT CONTOH"]),
        ("DUA CONTOH, S.H., M.H., TIGA CONTOH, SE", ["DUA CONTOH, S.H., M.H.", "TIGA CONTOH, SE"]),
        ("DUA CONTOH, S.Tr.K., M. Si", ["DUA CONTOH, S.Tr.K., M. Si"]),
        ("1. DUA CONTOH\n2. TIGA CONTOH", ["DUA CONTOH", "TIGA CONTOH"]),
        ("- DUA CONTOH,\n- TIGA CONTOH", ["DUA CONTOH", "TIGA CONTOH"]),
        ("Bripka DUA CONTOH\nNRP 12345678\nBripda TIGA CONTOH,\nS.H. – 12345679", ["DUA CONTOH", "TIGA CONTOH, S.H."]),
        ("Bripka\nDUA CONTOH\n12345678", ["DUA CONTOH"]),
        ("Bripka DUA CONTOH, S.H. dan Bripda TIGA CONTOH", ["DUA CONTOH, S.H.", "TIGA CONTOH"]),
    ],
)
def test_officers_without_ranks(cell: str, names: list[str]) -> None:
    """Lines and commas part officers; degrees, a rank or a number on a line of its own are of the officer beside them."""
    assert [officer.name for officer in read_officers(cell)] == names


@pytest.mark.parametrize(
    "cell",
    [
        "Bripka DUA CONTOH, TIGA CONTOH",
        "Bripka DUA CONTOH\nTIGA CONTOH",
        "DUA CONTOH, TIGA CONTOH; EMPAT CONTOH",
        "DUA CONTOH, EKO",
        "DUA CONTOH, M.ALI",
        "Bripka DUA CONTOH – 12345678, S.H.",
        "Bripka DUA CONTOH, Bhabinkamtibmas",
    ],
)
def test_officers_who_cannot_be_told_apart_are_refused(cell: str) -> None:
    """Where only one has a rank, a semicolon says that commas part nobody, or three letters may be a degree: E1311."""
    with pytest.raises(Exception, match="E1311"):
        read_officers(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "DUA CONTOH\nTIGA CONTOH",
        "Aipda DUA CONTOH\nTIGA CONTOH",
        "DUA CONTOH, TIGA CONTOH",
        "Aipda DUA CONTOH,\nAipda TIGA CONTOH",
    ],
)
def test_a_team_has_one_leader(cell: str) -> None:
    """Two names in the leader's cell are refused and do not become one officer."""
    with pytest.raises(Exception, match="E1311"):
        read_leader(cell)
