"""Guards what `dds import` does beyond reading: columns said once and remembered, the order of days, copies with marks."""

import json
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from planner.domain.errors import InputError
from planner.terminal.acting import account_at_work
from planner.terminal.main import run
from planner.usecases.importing import ImportWishes, import_table
from planner.usecases.progress import Silent
from planner.usecases.workspace import Workspace
from planner.words.language import words
from tests.inputs.tables.cases import FOLDER, needs_cases
from tests.inputs.tables.writing import HEADINGS, home, write_csv, write_xlsx

OUTLINE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"kode": "36.03.01.1001", "nama": "Balaraja"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[106.40, -6.25], [106.50, -6.25], [106.50, -6.15], [106.40, -6.15], [106.40, -6.25]]],
            },
        }
    ],
}
DESK = ["case_enquiry_id", "open_dt", "case_status", "type", "latitude", "longitude"]
MAPPED = {"case_enquiry_id": "id", "open_dt": "received", "case_status": "status", "type": "category"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace with one village."""
    made = Workspace.create(tmp_path / "ws", account_at_work())
    (made.folder / "desa.geojson").write_text(json.dumps(OUTLINE), encoding="utf-8")
    settings = made.folder / "dds.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('outline = ""', 'outline = "desa.geojson"'), encoding="utf-8")
    return Workspace(made.folder, made.acting)


def codes_of(workspace: Workspace, kind: str, path: Path, **wishes: object) -> list[str]:
    """Codes of the notes, or of the faults."""
    try:
        report = import_table(workspace, kind, path, reporter=Silent(), wishes=ImportWishes(**wishes), say=words("id"))  # type: ignore[arg-type]
    except InputError as error:
        return [fault.code for fault in error.faults]
    return [note.code for note in report.notes]


def desk(folder: Path, number: int, name: str = "desk.csv") -> Path:
    row = [f"10{number}", "2025-03-12 14:05:00", "Open", "Street Light Outages", "-6.1941", "106.4551"]
    return write_csv(folder, [DESK, row], name=name)


def test_columns_are_said_once(workspace: Workspace, tmp_path: Path) -> None:
    """An export of a public desk is refused with what its columns could be, and read once they are said, then and later."""
    with pytest.raises(InputError) as caught:
        import_table(workspace, "complaints", desk(tmp_path, 1), reporter=Silent())
    said = {fault.values["heading"]: fault.values["example"] for fault in caught.value.faults}
    assert said == {"id": "case_enquiry_id=id", "received": "open_dt=received", "category": "type=category"}
    assert codes_of(workspace, "complaints", desk(tmp_path, 1), columns=MAPPED) == ["E1306", "E1037", "E1307"]
    assert codes_of(workspace, "complaints", desk(tmp_path, 2, "next.csv")) == ["E1306", "E1037", "E1307"]
    with workspace.ledger() as ledger:
        assert [(one.id, one.category) for one in ledger.complaints()] == [("101", "LPJ"), ("102", "LPJ")]
    other = write_csv(tmp_path, [[*DESK, "queue"], ["103", "2025-03-12", "Open", "Street Lights", "-6.1941", "106.4551", "x"]])
    assert set(codes_of(workspace, "complaints", other)) == {"E1023"}


def test_a_heading_named_wrongly_is_named_as_none(workspace: Workspace, tmp_path: Path) -> None:
    """What was said of a heading is taken away by nothing behind the sign, then and later; so is a heading of our own."""
    head = ["Kode", "Desa", "RT", "RW", "Alamat", "Lintang", "Bujur", "Nama KK", "Ket"]
    row = ["H1", "Balaraja", "01", "02", "Jl. 1", "-6,1941", "106,4551", "CONTOH", "Kontrak"]
    path = write_csv(tmp_path, [head, row], name="ket.csv")

    def name(columns: dict[str, str]) -> str | None:
        codes_of(workspace, "households", path, columns=columns)
        with workspace.ledger() as ledger:
            return next(home.head_name for home in ledger.households() if home.id == "H1")

    assert name({}) == "CONTOH"
    assert name({"Ket": "head_name"}) == name({}) == "Kontrak"
    assert name({"Ket": ""}) == name({}) == "CONTOH"
    told = codes_of(workspace, "households", path, columns={"Nama KK": ""})
    assert "E1037" in told
    assert "E1024" not in told, "nobody is told to name again what was named as nothing"


def test_a_column_said_once_is_remembered_under_two_rows_of_headings(workspace: Workspace, tmp_path: Path) -> None:
    """The kind of file is that of both rows joined; one row of them alone is no kind of file."""
    rows = [
        ["Kode", "Desa", "RT/RW", "", "Koordinat", "", "Riwayat"],
        ["", "", "RT", "RW", "Lintang", "Bujur", "Terakhir Didatangi"],
        ["H1", "Balaraja", "01", "02", "-6,1941", "106,4551", "05/03/2025"],
    ]
    path = write_csv(tmp_path, rows, name="two.csv")
    said = {"Terakhir Didatangi": "last_visit"}
    assert "E1024" in codes_of(workspace, "households", path)
    assert "E1037" in codes_of(workspace, "households", path, columns=said)
    rows.append(["H2", "Balaraja", "01", "02", "-6,1942", "106,4552", "06/03/2025"])
    again = codes_of(workspace, "households", write_csv(tmp_path, rows, name="later.csv"))
    assert "E1037" in again
    assert "E1024" not in again
    with workspace.ledger() as ledger:
        assert [str(home.last_visit) for home in ledger.households()] == ["2025-03-05", "2025-03-06"]


@needs_cases
def test_the_public_desks_file(workspace: Workspace) -> None:
    """The export that people hold comes in with four words."""
    assert "E1037" in codes_of(workspace, "complaints", FOLDER / "complaints" / "a-311-asis.xlsx", columns=MAPPED)


def test_what_is_said_wrongly_is_refused_and_not_remembered(workspace: Workspace, tmp_path: Path) -> None:
    """A column of ours that there is not, a heading that the file has not: both named; a refused import teaches nothing."""
    assert codes_of(workspace, "complaints", desk(tmp_path, 1), columns={"type": "categori"}) == ["E1035"]
    assert codes_of(workspace, "complaints", desk(tmp_path, 1), columns={**MAPPED, "tipe": "urgency"}) == ["E1036"]
    assert not workspace.habits_path.exists()
    workspace.habits_path.write_text('{"version": 9}', encoding="utf-8")
    assert codes_of(workspace, "complaints", desk(tmp_path, 1)) == ["E1039"]


def test_the_order_of_days_is_remembered(workspace: Workspace, tmp_path: Path) -> None:
    """Said once, an order is the station's habit for files with the same headings; another word changes it."""
    path = write_csv(tmp_path, [HEADINGS, home(village="Balaraja", last_visit="02/05/2026")])
    seen = []
    for dates in ("", "mdy", "", "dmy", ""):
        assert codes_of(workspace, "households", path, dates=dates) == (["E1113"] if not seen else ["E1115"])
        with workspace.ledger() as ledger:
            seen += [str(one.last_visit) for one in ledger.households()]
    assert seen == ["2026-05-02", "2026-02-05", "2026-02-05", "2026-05-02", "2026-05-02"]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_copy_with_ten_faults_marked(workspace: Workspace, tmp_path: Path, form: str) -> None:
    """Each faulty cell is red and says what to do; all stand on a sheet of their own; the file itself is as before."""
    wrong = {
        "id": "ada spasi", "village": "Balarajaa", "rt": "abc", "latitude": "utara", "last_visit": "32 Maret",
        "windows": "sore", "rw": "x1", "longitude": "timur",
    }  # fmt: skip
    rows = [["DAFTAR RUMAH"], HEADINGS, home(village="Balaraja")]
    rows += [
        home(**{"id": f"H{number}", "village": "Balaraja", column: cell})
        for number, (column, cell) in enumerate(wrong.items(), 2)
    ]
    rows += [
        home(village="Balaraja"),
        home(id="H90", village="Balaraja", latitude="0", longitude="0"),
        home(id="=1+1", village="Balaraja"),
    ]
    path = (write_xlsx if form == "xlsx" else write_csv)(tmp_path, rows, name=f"t.{form}")
    before, copy = path.read_bytes(), tmp_path / "copy.xlsx"
    found = codes_of(workspace, "households", path, annotated=copy)
    assert path.read_bytes() == before
    book = openpyxl.load_workbook(copy)
    sheet = book.worksheets[0]
    marked = {(cell.row, sheet.cell(row=2, column=cell.column).value): cell for line in sheet for cell in line if cell.comment}
    assert {(number, column) for number, column in enumerate(wrong, 4)} <= marked.keys()
    assert marked[(12, "id")].comment.text.startswith("E1103")
    assert marked[(13, "latitude")].comment.text.startswith("E1218")
    assert all(cell.fill.fgColor.rgb == "FFFF9999" for cell in marked.values() if cell.row > 2)
    assert len(marked) >= 10
    assert [row[0] for row in book["dds"].iter_rows(values_only=True)] == found
    assert sheet["A14"].value == "=1+1"
    assert sheet["A14"].data_type == ("s" if form == "csv" else "f")


def test_a_marked_copy_is_corrected_and_brought_in_again(workspace: Workspace, tmp_path: Path) -> None:
    """What the copy has marked is no part of the table, and goes once it is corrected; what is still wrong is marked anew."""
    rows = [HEADINGS, home(village="Balaraja", rt="abc"), home(id="H2", village="Balaraja", latitude="utara")]
    path, copy, again = write_xlsx(tmp_path, rows), tmp_path / "copy.xlsx", tmp_path / "again.xlsx"
    assert codes_of(workspace, "households", path, annotated=copy) == ["E1104", "E1105"]
    book = openpyxl.load_workbook(copy)
    book.worksheets[0]["C2"] = "05"
    book.worksheets[0]["G2"].comment = Comment("tanya pak RT", "CONTOH")
    book.save(copy)
    assert codes_of(workspace, "households", copy, annotated=again) == ["E1105"]
    book = openpyxl.load_workbook(again)
    assert book.sheetnames == ["Data", "dds"]
    assert [row[0] for row in book["dds"].iter_rows(values_only=True)] == ["E1105"]
    sheet = book.worksheets[0]
    assert {cell.coordinate for line in sheet for cell in line if cell.comment} == {"F3", "G2"}
    assert sheet["C2"].fill.fill_type is None
    sheet["F3"] = "-6.21"
    book.save(again)
    assert "E1016" not in codes_of(workspace, "households", again)


def test_a_column_without_heading_is_marked_where_it_is(workspace: Workspace, tmp_path: Path) -> None:
    """A fault that names a column by its letter is marked there, not in the first cell of the row."""
    copy = tmp_path / "copy.xlsx"
    path = write_xlsx(tmp_path, [[*HEADINGS, "", "Catatan"], [*home(village="Balaraja"), "x", "y"]])
    assert codes_of(workspace, "households", path, annotated=copy) == ["E1021"]
    red = [cell.coordinate for cell in openpyxl.load_workbook(copy).worksheets[0][1] if cell.fill.fgColor.rgb == "FFFF9999"]
    assert red == ["K1"]


def test_a_copy_of_an_accepted_file_shows_its_notes(workspace: Workspace, tmp_path: Path) -> None:
    """Notes are yellow; a copy never replaces the file; what cannot be opened has no copy."""
    path = write_xlsx(tmp_path, [HEADINGS, home(village="Balaraja", last_visit="26/08/2099")])
    copy = tmp_path / "copy.xlsx"
    assert codes_of(workspace, "households", path, annotated=copy) == ["E1116"]
    cell = openpyxl.load_workbook(copy).worksheets[0]["I2"]
    assert cell.comment is not None
    assert cell.fill.fgColor.rgb == "FFFFF2B3"
    assert codes_of(workspace, "households", path, annotated=path) == ["E1038"]
    assert codes_of(workspace, "households", tmp_path / "none.xlsx", annotated=tmp_path / "c.xlsx") == ["E1001"]
    assert not (tmp_path / "c.xlsx").exists()


def test_at_the_terminal(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The options of `dds import`: THEIRS=OURS several times, --dates, --annotate; a wrong one is a usage error."""
    base = ["--workspace", str(workspace.folder), "--lang", "en", "import", "complaints", str(desk(tmp_path, 1))]
    options = [part for theirs, ours in MAPPED.items() for part in ("--map", f"{theirs}={ours}")]
    assert run([*base, *options, "--dates", "dmy", "--annotate", str(tmp_path / "copy.xlsx")]) == 0
    told = capsys.readouterr().err
    assert "open_dt = received" in told
    assert f"Copy with marks written: {tmp_path / 'copy.xlsx'}" in told
    assert run([*base, "--map", "type"]) == 2
    assert (tmp_path / "copy.xlsx").exists()
    clean = write_csv(
        tmp_path, [HEADINGS, home(village="Balaraja", last_visit="13/08/2025", latitude="-6.2001")], name="bersih.csv"
    )
    base = ["--workspace", str(workspace.folder), "--lang", "id", "import", "households"]
    for path, words_of in (
        (clean, "tidak ada yang perlu ditandai pada bersih.csv"),
        (tmp_path / "copy.xls", "tidak dapat dibaca"),
    ):
        if path != clean:
            path.write_bytes(b"")
        run([*base, str(path), "--annotate", str(tmp_path / "c.xlsx")])
        assert words_of in capsys.readouterr().err
        assert not (tmp_path / "c.xlsx").exists()
