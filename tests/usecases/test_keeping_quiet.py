"""Guards personal data: retention, a resident's requests, backups, and that nothing the program writes names anybody."""

import datetime as dt
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from inputs.roads.kept import kept_doors
from planner.domain.records import PositionSource
from planner.ledger.store import Ledger
from planner.usecases.complaints import complaint_text
from planner.usecases.homes import find_homes
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, SHEET, DeskRun, sure
from tests.usecases.town import AT_DESK, write_town

LATER = dt.datetime(2025, 12, 31, 9, tzinfo=dt.UTC)
WORDS = (b"Rahasia", b"Jl. Contoh", b"teks pengaduan", b"tidak boleh tersimpan")
"""What the town's tables say of people: names, addresses, texts, the text of a special referral."""


@pytest.fixture
def desk(planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A desk in December, at which the day of August was recorded and printed."""
    found = DeskRun(planned, tmp_path, capsys, monkeypatch)
    found("record", SHEET, typed=sure(*["b"] * len(found.stops())) + "\n")
    papers = found.folder / "sheets" / DATE / "v1"
    papers.mkdir(parents=True)
    (papers / "sheets.pdf").write_bytes(b"Rahasia3 Jl. Contoh 3")
    monkeypatch.setattr(Workspace, "now", lambda _: LATER)
    return found


def content(desk: DeskRun) -> bytes:
    """Everything in the ledger's file and beside it."""
    return b"".join(path.read_bytes() for path in desk.folder.glob("ledger.sqlite*"))


def test_purge_says_first_and_then_does(desk: DeskRun) -> None:
    """A dry run deletes nothing; purge deletes sheets and places of old days, and says the same of them."""
    desk("complaint", "C1", "closed")
    assert desk("purge", "--dry-run") == {"dry_run": True, "sheet_days": [DATE], "plan_days": [DATE], "complaints": 0}
    assert b"teks pengaduan" in content(desk)
    assert (desk.folder / "sheets" / DATE).exists()
    report = desk("purge")
    assert (report["sheet_days"], report["plan_days"]) == ([DATE], [DATE])
    assert not (desk.folder / "sheets" / DATE).exists()
    assert not list((desk.folder / "plans" / DATE).glob("*.npz"))
    assert Path(desk.plan).exists()
    assert desk("purge") == {"dry_run": False, "sheet_days": [], "plan_days": [], "complaints": 0}


def test_text_is_kept_until_90_days_after_the_end(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closed today, the text stays; 91 days later it is gone, also from the file's free pages; the count stays."""
    desk("complaint", "C1", "closed")
    assert desk("purge")["complaints"] == 0
    monkeypatch.setattr(Workspace, "now", lambda _: LATER + dt.timedelta(days=91))
    assert desk("purge")["complaints"] == 1
    assert b"teks pengaduan" not in content(desk)
    assert desk("complaint", "C1")["category"] == "CRM"


def test_purge_frees_something_on_a_full_disk(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without room the papers go first, the file is not written anew (E6057), and the next start with room wipes it."""
    papers = desk.folder / "sheets" / DATE
    with monkeypatch.context() as full:
        full.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=0))
        desk.text("--lang", "en", "purge", code=6)
    assert "E6057" in desk.err
    assert not papers.exists()
    desk.text("--lang", "en", "status")
    assert "E6130" in desk.err
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert ledger.open_jobs() == ()
        purged = ledger.audit_trail(action="purge")[-1].details
    assert (purged["sheet_days"], purged["plan_days"]) == (1, 1)


def test_open_complaint_keeps_its_text(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """However old, an open complaint is still to be answered."""
    monkeypatch.setattr(Workspace, "now", lambda _: LATER + dt.timedelta(days=900))
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        is_open = next(row for row in ledger.complaints() if row.id == "C1").status.is_open
    assert is_open
    assert desk("purge", "--yes")["complaints"] == 0


def test_show_gives_everything(desk: DeskRun) -> None:
    """A resident sees name, address, wishes, complaints and visits; the request is noted by id."""
    data = desk("person", "show", "H003")
    assert (data["name"], data["address"]["detail"]) == ("Rahasia3", "Jl. Contoh 3")
    assert [row["id"] for row in data["complaints"]] == ["C1"]
    desk.text("person", "show", "H999", code=3)
    assert "E6050" in desk.err


def test_correct_and_wish(desk: DeskRun) -> None:
    """A wish not to be visited is kept through an import of a file that does not know it, until the resident says otherwise."""
    desk("person", "correct", "H005", "--name", "Nama Baru", "--do-not-visit", "--hours", "16:00-18:00", "--rt", "7")
    data = desk("person", "show", "H005")
    assert (data["name"], data["do_not_visit"], data["hours"]) == ("Nama Baru", True, [[57_600, 64_800]])
    assert data["address"]["rt"] == "07"
    town = write_town(desk.folder.parent / "again")
    desk("import", "households", str(town / "households.csv"))
    assert desk("person", "show", "H005")["do_not_visit"] is True
    desk("person", "correct", "H005", "--visit-again")
    assert desk("person", "show", "H005")["do_not_visit"] is False


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("--hours", "sore"), "E1107"), (("--rt", "satu"), "E1104"), (("--latitude", "-6.19"), "E1206"),
        (("--latitude", "utara", "--longitude", "106.4"), "E1105"), (("--latitude", "91", "--longitude", "106.4"), "E1204"),
        (("--landmark", "x" * 501), "E1032"), (("--latitude", "", "--longitude", ""), "E1212"), (("--village", ""), "E1101"),
    ],
)  # fmt: skip
def test_correction_is_judged_as_an_import(desk: DeskRun, cells: tuple[str, ...], code: str) -> None:
    """What an import would refuse is refused with its code, names the column and no row, and changes nothing."""
    before = desk("person", "show", "H005")
    desk.text("--lang", "en", "person", "correct", "H005", *cells, code=3)
    assert f"{code} column " in desk.err
    assert ", row " not in desk.err
    assert desk("person", "show", "H005") == before


def test_corrected_cells_are_read_as_an_import_reads_them(desk: DeskRun) -> None:
    """Loose spellings are read; a place given by hand is no guess any more; hours when nobody visits are said."""
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        ledger.correct_person("H005", {"position_source": "rt_centroid"}, now=LATER, actor="desk")
    desk("person", "correct", "H005", "--rt", "RT 7/RW 11", "--latitude", "6,1931 LS", "--longitude", "106.4601")
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        address = ledger.households(["H005"])[0].address
    assert (address.rt, address.rw, address.latitude, address.longitude) == ("07", "11", -6.1931, 106.4601)
    assert address.position_source is PositionSource.GIVEN
    desk("person", "correct", "H005", "--hours", "03.00 - 04.00 WIB")
    assert "E1112" in desk.err


def test_erase_leaves_nothing_but_counts(desk: DeskRun) -> None:
    """Name, address, text and id are gone from the ledger's file and from old papers; the distinct homes stay the same."""
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        before = ledger.tally()
    desk("person", "show", "H003")
    assert kept_doors(desk.folder / "roads")
    desk("person", "erase", "H003", "--yes")
    assert kept_doors(desk.folder / "roads") == []
    found = content(desk)
    for words in (b"Rahasia3", b"Jl. Contoh 3\x00", b"teks pengaduan"):
        assert words not in found
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert ledger.tally() == before
        assert "H003" not in {visit.household for visit in ledger.visits()} | {row.id for row in ledger.households()}
        assert ledger.recount() == {"households": 0, "complaints": 0, "facilities": 0}
        trail = ledger.audit_trail()[-1]
    assert (trail.action, trail.subject[:11]) == ("erase", "household ~")
    with sqlite3.connect(desk.folder / "ledger.sqlite") as connection:
        rows = [row for row in connection.iterdump() if "H003" in row]
    connection.close()
    assert rows == []
    assert [path for path in desk.folder.rglob("*") if path.is_file() and b"H003" in path.read_bytes()] == []
    assert "is_sound" in desk("audit", "--verify")
    assert not (desk.folder / "sheets" / DATE / "v1").exists()


def test_a_refused_erasure_can_be_made_again(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers go before the row that names them: a disk that refuses leaves the household to be erased by the next try."""
    (desk.folder / "plans" / "odd.json").mkdir()
    (desk.folder / "plans" / "stray.json").write_bytes(b"\xff\xfe not text")
    with monkeypatch.context() as patched:
        patched.setattr("planner.usecases.jobs.steps.shutil.rmtree", _refused)
        desk.text("person", "erase", "H003", "--yes", code=6)
    assert "E6023" in desk.err
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert ledger.households(["H003"])
    told = desk("person", "erase", "H003", "--yes")
    assert "E6130" in desk.err
    assert (told["household"], told["deleted"]) == ("H003", [f"sheets/{DATE}/v1"])
    desk.text("person", "erase", "H003", "--yes", code=3)
    assert "E6050" in desk.err
    assert not (desk.folder / "sheets" / DATE / "v1").exists()


def _refused(path: Path) -> None:
    raise OSError(28, "No space left on device", str(path))


def test_erase_asks_first(desk: DeskRun) -> None:
    """Without --yes the desk is asked, and "no" changes nothing."""
    desk.text("person", "erase", "H003", typed="n\n", code=130)
    assert desk("person", "show", "H003")["name"] == "Rahasia3"


def test_backup_is_a_sound_ledger(desk: DeskRun, tmp_path: Path) -> None:
    """A backup opens as a ledger with everything in it, is one file, and overwrites nothing."""
    target = tmp_path / "copies" / "copy.sqlite"
    target.parent.mkdir()
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        desk("backup", str(target))
        assert [path.name for path in target.parent.iterdir()] == ["copy.sqlite"]
        with Ledger.open(target) as copy:
            assert (copy.visits(), copy.households()) == (ledger.visits(), ledger.households())
    before = target.read_bytes()
    desk.text("backup", str(target), code=3)
    assert "E6040" in desk.err
    assert target.read_bytes() == before
    desk.text("backup", str(tmp_path / "none" / "copy.sqlite"), code=6)
    assert "E6023" in desk.err


def test_nothing_that_is_written_names_anybody(desk: DeskRun, tmp_path: Path) -> None:
    """Messages, JSON, errors and the audit trail of every command of the desk hold ids, never names, addresses or texts."""
    bad = tmp_path / "bad.csv"
    bad.write_text("Lembar;No;ID;Hasil\nRahasia3;1;Rahasia3;Jl. Contoh 3\n", encoding="utf-8")
    listed = tmp_path / "list.csv"
    listed.write_text("Tanggal;Nama;RT;RW;Desa;Keterangan\n26/08/2025;Rahasia3;99;99;V1;menolak\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    copy = tmp_path / "b.sqlite"
    once = {("backup", str(copy)), ("person", "erase")}
    commands: list[tuple[tuple[str, ...], int]] = [
        (("record", SHEET), 0), (("record", desk.plan, "--file", str(bad)), 3),
        (("record", desk.plan, "--list", str(listed)), 3),
        (("record", desk.plan, "--export-list", str(out)), 0), (("handout", DATE), 0), (("handback", DATE), 0),
        (("sheets", DATE), 0), (("complaint", "C1"), 0), (("complaint", "C1", "referred"), 0), (("purge", "--dry-run"), 0),
        (("backup", str(copy)), 0), (("person", "correct", "H003", "--name", "Rahasia Baru"), 0),
        (("check", desk.plan), 0), (("person", "erase", "H004", "--yes"), 0), (("purge",), 0),
    ]  # fmt: skip
    written = b""
    for arguments, code in commands:
        for form in ((), ("--json",)):
            if form and arguments[:2] in once:
                continue
            written += desk.text(*form, *arguments, typed="b\nq\n", code=code).encode() + desk.err.encode()
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        written += repr(ledger.audit_trail()).encode()
        written += repr((ledger.visits(), ledger.sheets(), ledger.complaint_life())).encode()
    for words in WORDS:
        assert words not in written
    assert len(written) > 5000


def test_questions_about_the_day_name_nobody(desk: DeskRun, tmp_path: Path) -> None:
    """What explains, compares, changes, forecasts and reports the day holds ids, never names, addresses or texts."""
    table = tmp_path / "compared.csv"
    quick = ("--iterations", "200")
    month = ("report", "--month", "2025-08")
    commands: list[tuple[tuple[str, ...], int]] = [
        *((("explain", desk.plan, visit), 0) for visit in ("C1", "C2", "H010", "H029")),
        (("plan", "--date", DATE, "--suggest-slots", "H010"), 3),
        (("whatif", desk.plan, "--without", "T02", "--csv", str(table), *quick), 0),
        (("replan", desk.plan, "--at", "09:30", "--away", "T02", *quick), 0),
        (("forecast",), 0), (month, 0), ((*month, "--public"), 0),
    ]  # fmt: skip
    written = b""
    for arguments, code in commands:
        for form in ((), ("--json",)):
            written += desk.text(*form, *arguments, code=code).encode() + desk.err.encode()
    written += table.read_bytes()
    for path in (desk.folder / "plans").rglob("*.json"):
        written += path.read_bytes()
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        written += repr(ledger.audit_trail()).encode()
    for words in WORDS:
        assert words not in written
    assert len(written) > 5000


def test_reading_of_people_is_an_entry(desk: DeskRun, tmp_path: Path) -> None:
    """A person's record, what was said, a list of names found or exported: each is noted, with ids and counts alone."""
    workspace = Workspace(desk.folder, AT_DESK)
    desk("person", "show", "H003")
    complaint_text(workspace, "C1")
    find_homes(workspace, "Rahasia3")
    desk("record", desk.plan, "--export-list", str(tmp_path / "list.csv"), "--names", "full")
    desk("reach")
    with workspace.ledger() as ledger:
        assert "homes" not in {entry.subject for entry in ledger.audit_trail(action="export")}, "nothing is taken along"
    desk("reach", "--list", str(tmp_path / "reach.csv"))
    desk("radio", desk.plan, "-o", str(tmp_path / "radio.txt"))
    with workspace.ledger() as ledger:
        trail = ledger.audit_trail()
    found = {(entry.action, entry.subject): dict(entry.details) for entry in trail}
    assert found["show", "household H003"] == {}
    assert found["read", "complaint C1"] == {}
    assert found["read", "homes"] == {"found": 1}
    assert found["export", f"list {DATE}"]["names"] == "full"
    assert found["export", "homes"] == {"rows": 0}
    assert found["export", f"radio {DATE}"] == {"rows": 2}
    assert "Rahasia" not in str(trail)


def test_a_clock_years_ahead_deletes_nothing_unasked(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a year after the trail's last entry purge asks, whatever was done today; a dry run and --yes ask nothing."""
    desk("complaint", "C1", "closed")
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        last = max(entry.at for entry in ledger.audit_trail())
    monkeypatch.setattr(Workspace, "now", lambda _: last + dt.timedelta(days=300))
    assert desk("purge")["plan_days"] == [DATE]
    (desk.folder / "sheets" / DATE).mkdir(parents=True)
    monkeypatch.setattr(Workspace, "now", lambda _: last + dt.timedelta(days=1000))
    desk("complaint", "C1", "open")
    assert desk("purge", "--dry-run")["sheet_days"] == [DATE]
    desk("purge", code=6)
    assert "E6059" in desk.err
    assert (desk.folder / "sheets" / DATE).exists()
    assert desk("purge", "--yes")["sheet_days"] == [DATE]
