"""Guards `dds record`: what a recorded line changes, and lines from files."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest

from planner.domain.desk_table import TO_FILL_IN, DeskColumn
from planner.domain.history import PastVisit
from planner.domain.records import ComplaintStatus
from planner.files import is_file
from planner.ledger.store import Ledger
from planner.usecases.acting import Acting
from tests.usecases.desk import DATE, SHEET, DeskRun, sure


def visits(desk: DeskRun) -> tuple[PastVisit, ...]:
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        return ledger.visits()


def test_holiday_is_recorded_as_a_weekend(desk: DeskRun) -> None:
    """What happened on a day that the settings call a holiday is kept as of a weekend: people were at home as on one."""
    settings = desk.folder / "dds.toml"
    text = settings.read_text(encoding="utf-8").replace("holidays = []", f"holidays = [{DATE}]")
    settings.write_text(text, encoding="utf-8")
    desk("record", SHEET, typed="t\n")
    (visit,) = visits(desk)
    assert (visit.is_holiday, visit.is_weekend) == (True, True)
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert [row.num_weekend_attempts for row in ledger.households() if row.num_attempts] == [1]


def test_complaint_taken_answered_and_promised(desk: DeskRun) -> None:
    """A complaint taken at a door is in the ledger with its due day; an answered one is solved; a promise marks the home."""
    stops = desk.stops()
    assert "C1" in stops
    typed = ["b j" if stop == "C1" else "b LPJ! +" if n == 0 else "t" for n, stop in enumerate(stops)]
    if stops[0] == "C1":
        typed[1] = "b LPJ! +"
    desk("record", SHEET, typed=sure(*typed) + "\n")
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        lives = {life.id: life for life in ledger.complaint_life()}
        promised = [row.id for row in ledger.households() if row.follow_up_on is not None]
    assert (lives["C1"].status, str(lives["C1"].answered_on)) == (ComplaintStatus.SOLVED, DATE)
    (taken,) = [life for life in lives.values() if life.category == "LPJ"]
    assert (str(taken.received), str(taken.due)) == (DATE, "2025-08-27")
    assert len(promised) == 1


def test_nothing_is_recorded_of_a_day_to_come(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tomorrow's sheet tells of nothing yet, typed or from a table; on its day, by the station's clock, it is taken."""
    moments = {
        "evening before": dt.datetime(2025, 8, 25, 16, 59, tzinfo=dt.UTC),
        "midnight": dt.datetime(2025, 8, 25, 17, tzinfo=dt.UTC),
    }
    for name, moment in moments.items():
        acting = Acting(person="petugas", clock=lambda moment=moment: moment)  # type: ignore[misc]
        monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda acting=acting: acting)
        desk.text("record", SHEET, typed="t\n", code=3 if name == "evening before" else 0)
        assert ("E7029" in desk.err) is (name == "evening before")
        assert len(visits(desk)) == (name == "midnight")


def test_unknown_sheet(desk: DeskRun) -> None:
    """A number of no plan here is E7001."""
    desk.text("record", "DDS-20250827-T01-v1", code=3)
    assert "E7001" in desk.err
    desk.text("record", "DDS-20250826-T77-v1", code=3)
    assert "E7001" in desk.err


@pytest.mark.parametrize(
    ("typed", "code"),
    [("a" * 300, "E7001"), ("DDS-20250826-" + "9" * 300, "E7001"), ("a/" + "b" * 300, "E3001"), ("x\0y", "E3001")],
)
def test_what_no_disk_takes_as_a_name_is_no_sheet(desk: DeskRun, typed: str, code: str) -> None:
    """A word too long for a file's name, or with a NUL, as a scanner may send it, is refused with a code."""
    desk("record", typed, code=3)
    assert code in desk.err
    assert not is_file(desk.folder / typed)


def table(desk: DeskRun, path: Path, cells: dict[int, dict[DeskColumn, str]], *, with_ids: bool = True) -> Path:
    """A desk table of T01's sheet with some rows filled in."""
    columns = [DeskColumn.SHEET, DeskColumn.NUMBER, DeskColumn.VISIT, DeskColumn.VILLAGE, *TO_FILL_IN]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([column.value for column in columns])
    for number, visit in enumerate(desk.stops(), 1):
        given = {DeskColumn.SHEET: SHEET, DeskColumn.NUMBER: str(number), DeskColumn.VISIT: visit if with_ids else ""}
        given |= cells.get(number, {})
        writer.writerow([given.get(column, "") for column in columns])
    path.write_text(stream.getvalue(), encoding="utf-8")
    return path


def test_desk_table(desk: DeskRun, tmp_path: Path) -> None:
    """Rows with an outcome are recorded, empty ones left; the same file changes nothing, a changed one corrects."""
    met = {DeskColumn.OUTCOME: "bertemu", DeskColumn.TIME_IN: "08.10", DeskColumn.TIME_OUT: "0825", DeskColumn.FOLLOW_UP: "ya"}
    file = table(desk, tmp_path / "meja.csv", {1: met, 2: {DeskColumn.OUTCOME: "Tidak di rumah"}})
    assert desk("record", desk.plan, "--file", str(file)) == {"added": 2, "changed": 0, "unchanged": 0}
    assert desk("record", desk.plan, "--file", str(file)) == {"added": 0, "changed": 0, "unchanged": 2}
    assert (visits(desk)[0].time_in, visits(desk)[0].needs_follow_up) == (29_400, True)
    file = table(desk, tmp_path / "meja.csv", {1: met, 2: {DeskColumn.OUTCOME: "menolak"}})
    assert desk("record", desk.plan, "--file", str(file)) == {"added": 0, "changed": 1, "unchanged": 1}


def test_all_faults_of_a_desk_table_at_once(desk: DeskRun, tmp_path: Path) -> None:
    """Every fault is told with its row, nothing is recorded, and what could be a name is not shown."""
    cells = {
        1: {DeskColumn.OUTCOME: "bertemu", DeskColumn.TIME_IN: "9.00", DeskColumn.TIME_OUT: "8.00"},
        2: {DeskColumn.OUTCOME: "Budi Contoh"},
        3: {DeskColumn.TIME_IN: "9.00"},
        4: {DeskColumn.OUTCOME: "menolak", DeskColumn.URGENT: "ya"},
        5: {DeskColumn.OUTCOME: "menolak", DeskColumn.TIME_IN: "pagi"},
        6: {DeskColumn.OUTCOME: "menolak", DeskColumn.NUMBER: "7"},
    }
    file = table(desk, tmp_path / "meja.csv", cells)
    desk.text("--lang", "en", "record", desk.plan, "--file", str(file), code=3)
    told = {line.split()[0]: line for line in desk.err.splitlines() if line.startswith("E")}
    assert set(told) == {"E7009", "E1110", "E7008", "E7010", "E7014", "E7005"}
    assert "row 4" in told["E7008"]
    assert "Budi" not in desk.err
    assert visits(desk) == ()
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert ledger.sheets() == (), "no sheet is listed that was never printed"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({DeskColumn.SHEET: "DDS-20250826-T09-v1"}, "E7001"),
        ({DeskColumn.SHEET: "Budi"}, "E7001"),
        ({DeskColumn.NUMBER: "99"}, "E7002"),
        ({DeskColumn.VISIT: "H999"}, "E7003"),
        ({DeskColumn.CONDITION: "baik"}, "E7006"),
        ({DeskColumn.ANSWERED: "ya"}, "E7007"),
    ],
)
def test_desk_table_against_the_sheet(desk: DeskRun, tmp_path: Path, cells: dict[DeskColumn, str], code: str) -> None:
    """A row that does not fit the printed sheet is a fault, and the whole file is refused."""
    row = next(number for number, visit in enumerate(desk.stops(), 1) if visit.startswith("H"))
    filled = {row: {DeskColumn.OUTCOME: "bertemu", **cells}}
    desk.text("record", desk.plan, "--file", str(table(desk, tmp_path / "m.csv", filled)), code=3)
    assert code in desk.err
    assert "Budi" not in desk.err
    assert visits(desk) == ()


def test_an_answer_where_nobody_was_met_is_refused(desk: DeskRun, tmp_path: Path) -> None:
    """Also in a filled table a row does not say both."""
    row = desk.stops().index("C1") + 1
    for outcome, code in (("tidak di rumah", 3), ("bertemu", 0)):
        filled = {row: {DeskColumn.OUTCOME: outcome, DeskColumn.ANSWERED: "ya"}}
        desk.text("record", desk.plan, "--file", str(table(desk, tmp_path / "m.csv", filled)), code=code)
        assert ("E7031" in desk.err) == (code == 3)


def test_national_list_out_and_in(desk: DeskRun, tmp_path: Path) -> None:
    """The list that is written with names is read back as the same outcomes; by RT alone several doors fit, and it is said."""
    file = tmp_path / "daftar.csv"
    desk("record", SHEET, typed="\n".join(["t"] * len(desk.stops())) + "\n\n")
    num_lines = desk("record", desk.plan, "--export-list", str(file), "--names", "full")["lines"]
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Tanggal", "Nama", "Dusun", "RT", "RW", "Desa", "Keterangan"]
    assert num_lines == len(rows) - 1 == sum(visit.household is not None for visit in visits(desk))
    read = desk("record", SHEET, "--list", str(file))
    assert read["added"] == read["changed"] == 0
    desk("record", desk.plan, "--export-list", str(file), "--names", "none")
    desk.text("record", SHEET, "--list", str(file), code=3)
    assert "E7021" in desk.err or "E7020" in desk.err
