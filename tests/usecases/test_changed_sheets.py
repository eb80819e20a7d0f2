"""Guards the papers of a day that changed: who gets one, what it says of the one before, the radio, and the phones."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pypdf
import pytest
import vobject

from planner.ledger.store import Ledger
from tests.usecases.desk import DATE, DeskRun, make_day

Events = dict[str, tuple[int, str]]
"""UID to sequence and start, as a phone keeps them."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A day whose sheets are printed and handed out; not to be written to."""
    from planner.terminal.main import run  # noqa: PLC0415

    folder = make_day(tmp_path_factory.mktemp("changed"))
    plan = str(folder / "plans" / DATE / "plan-v1.json")
    assert run(["--workspace", str(folder), "print", plan, "--ics"]) == 0
    assert run(["--workspace", str(folder), "handout", DATE]) == 0
    return folder


@pytest.fixture
def desk(printed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A desk on that day."""
    return DeskRun(printed, tmp_path, capsys, monkeypatch)


def _take_out(desk: DeskRun, visit: str, *options: str) -> str:
    return str(desk("change", "take-out", DATE, visit, "--waive", *options)["plan"])


def _sheets(desk: DeskRun) -> dict[str, dict[str, Any]]:
    return {row["sheet"]: row for row in desk("sheets", DATE)["sheets"]}


def _text(desk: DeskRun, version: int, team: str) -> str:
    reader = pypdf.PdfReader(desk.folder / "sheets" / DATE / f"v{version}" / f"sheet-{team}.pdf")
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_only_changed_teams_get_a_sheet(desk: DeskRun) -> None:
    """One visit taken from T01: T02 keeps its sheet, on paper, on the list and on the overview."""
    plan = _take_out(desk, desk.stops("T01")[3])
    found = desk("print", plan)
    assert (found["unchanged"], "sheet-T01.pdf" in found["files"], "sheet-T02.pdf" in found["files"]) == (["T02"], True, False)
    sheets = _sheets(desk)
    assert "DDS-20250826-T02-v2" not in sheets
    assert {id_: row["replaced_by"] for id_, row in sheets.items() if id_.startswith("DDS")} == {
        "DDS-20250826-T01-v1": 2, "DDS-20250826-T01-v2": None, "DDS-20250826-T02-v1": None,
    }  # fmt: skip
    overview = pypdf.PdfReader(desk.folder / "sheets" / DATE / "v2" / "overview.pdf").pages[0].extract_text()
    assert "T02-v1" in overview.replace("\n", "")
    assert "sheet-T02.pdf" in desk("print", plan, "--every-team")["files"]


def test_who_has_finished_and_waits_needs_no_new_sheet(desk: DeskRun) -> None:
    """Late in the day nothing is left and nothing changes: that teams wait since their last visit is no reason to print."""
    found = desk("replan", desk.plan, "--at", "15:30", "--iterations", "50")
    assert (found["changes"], found["num_stops"]) == ([], sum(found["num_facts"].values()))
    routes = json.loads(Path(found["plan"]).read_text(encoding="utf-8"))["routes"]
    assert any("hold" in str(route) for route in routes), "somebody waits"
    assert desk("print", found["plan"])["unchanged"] == ["T01", "T02"]


def test_base_is_what_each_team_holds(desk: DeskRun) -> None:
    """A third version is held against the second for the team that got one, against the first for the other."""
    first = desk.stops("T01")
    desk("print", _take_out(desk, first[3]))
    desk("handout", DATE)
    desk("print", _take_out(desk, desk.stops("T02")[2]))
    assert _sheets(desk)["DDS-20250826-T01-v2"]["replaced_by"] is None
    assert _sheets(desk)["DDS-20250826-T02-v1"]["replaced_by"] == 3
    assert "sheet-T01.pdf" not in [path.name for path in (desk.folder / "sheets" / DATE / "v3").iterdir()]
    assert "menggantikan lembar versi 1" in _text(desk, 3, "T02")
    desk("print", _take_out(desk, first[5]))
    assert "menggantikan lembar versi 2" in _text(desk, 4, "T01")
    assert first[3] not in _text(desk, 4, "T01"), "struck out on the sheet of version 2 already"


def test_what_lies_printed_at_the_desk_is_not_held(desk: DeskRun) -> None:
    """A team that was handed version 1 hears and reads of version 3 by its numbers, whatever was printed between."""
    first = desk.stops("T01")
    desk("print", _take_out(desk, first[3]))
    plan = _take_out(desk, first[5])
    desk("print", plan)
    assert "menggantikan lembar versi 1" in _text(desk, 3, "T01")
    assert all(visit in _text(desk, 3, "T01") for visit in (first[3], first[5]))
    heard = desk("radio", plan)["texts"]["T01"]
    assert "versi 1" in heard
    assert "nomor 4, 6" in heard
    assert desk("print", _take_out(desk, desk.stops("T02")[2]))["unchanged"] == ["T01"], "its paper lies there as it is to be"
    assert "nomor 4, 6" in desk("radio", str(desk.folder / "plans" / DATE / "plan-v4.json"))["texts"]["T01"]


def test_the_sheet_of_a_team_that_the_plan_leaves_out_is_nobodys(desk: DeskRun) -> None:
    """Not handed out yet: the new print replaces it, on the list, at the hand-out and in the day's counts."""
    from planner.usecases.day_state import day_state  # noqa: PLC0415
    from planner.usecases.workspace import Workspace  # noqa: PLC0415
    from tests.usecases.town import AT_DESK  # noqa: PLC0415

    desk("handout", DATE, "--undo")
    desk("day", "set", DATE, "T02", "--off")
    desk("print", desk("plan", "--date", DATE, "--iterations", "50", "--prove", "0")["plan"])
    assert {id_: row["replaced_by"] for id_, row in _sheets(desk).items() if id_.startswith("DDS")} == {
        "DDS-20250826-T01-v1": 2, "DDS-20250826-T01-v2": None, "DDS-20250826-T02-v1": 2,
    }  # fmt: skip
    assert "versi 2" in desk.text("sheets", DATE)
    desk.text("handout", DATE, "T02", code=3)
    assert "E6184" in desk.err
    marked = desk("handout", DATE)["sheets"]
    assert {row["shift"] for row in marked} == {"T01"}
    state = day_state(Workspace(desk.folder, AT_DESK), dt.date.fromisoformat(DATE))
    assert {sheet.shift for sheet in state.sheets} == {"T01"}
    desk("day", "clear", DATE)
    desk("print", desk("plan", "--date", DATE, "--iterations", "50", "--prove", "0")["plan"])
    assert _sheets(desk)["DDS-20250826-T02-v3"]["replaced_by"] is None
    assert "menggantikan" not in _text(desk, 3, "T02")


def test_the_sheet_that_a_left_out_team_holds_is_called_back(desk: DeskRun) -> None:
    """Handed out already: it gets a paper that says so, rows of the old one are recorded as before."""
    desk("day", "set", DATE, "T02", "--off")
    plan = desk("plan", "--date", DATE, "--iterations", "50", "--prove", "0")["plan"]
    desk("print", plan)
    sheets = _sheets(desk)
    assert (sheets["DDS-20250826-T02-v1"]["state"], sheets["DDS-20250826-T02-v1"]["replaced_by"]) == ("handed_out", 2)
    assert "DDS-20250826-T02-v2" in sheets
    desk("record", "DDS-20250826-T02-v1", typed="b\nq\n")
    assert _sheets(desk)["DDS-20250826-T02-v1"]["num_recorded"] == 1


def test_a_plan_in_between_was_never_held(desk: DeskRun) -> None:
    """A version that nobody printed is no base: what it took away and gave back is not told."""
    visit = desk.stops("T01")[3]
    _take_out(desk, visit)
    found = desk("print", str(desk("change", "undo", DATE)["plan"]))
    assert found["unchanged"] == ["T01", "T02"]


def test_done_rows_are_grey_and_fallen_ones_listed(desk: DeskRun) -> None:
    """At 9.30 T02 is called away: its sheet lists what fell with who makes it now; rows done have no boxes to tick."""
    plan = desk("replan", desk.plan, "--at", "09:30", "--away", "T02", "--iterations", "200")["plan"]
    desk("print", plan)
    document = json.loads(Path(plan).read_text(encoding="utf-8"))
    facts = document["replanned"]["num_facts"]["T02"]
    text = _text(desk, 2, "T02")
    assert text.count("selesai atau berjalan: diisi pada lembar versi 1") == facts
    assert text.count("alamat tidak ada") == 0, "no row of it is left to be ticked"
    now = {stop["visit"]: route["shift"] for route in document["routes"] for stop in route["stops"]}
    for visit in desk.stops("T02")[facts:]:
        assert visit in text
    taken = [visit for visit in desk.stops("T02")[facts:] if now.get(visit) == "T01"]
    assert text.count("dikunjungi T01") == len(taken)


def test_what_is_read_over_the_radio(desk: DeskRun) -> None:
    """By the numbers of the sheet that the team holds; what is new by its address, without a name; the others hear nothing."""
    visits, others = desk.stops("T01"), desk.stops("T02")
    home = next(id_ for id_ in others[2:] if id_.startswith("H"))
    desk("change", "take-out", DATE, visits[3], "--waive")
    plan = desk("change", "put", DATE, home, "--team", "T01", "--position", "6")["plan"]
    found = desk("radio", plan)["texts"]
    assert "Tidak jadi dikunjungi: nomor 4. Coret." in found["T01"]
    assert f"Nomor {others.index(home) + 1} dikunjungi T01. Coret." in found["T02"]
    assert "- Baru: pukul " in found["T01"]
    assert "Jl. Contoh" in found["T01"]
    assert "Rahasia" not in json.dumps(found)
    assert "R." not in found["T01"]
    desk("print", plan)
    desk("handout", DATE)
    only = _take_out(desk, visits[6])
    assert list(desk("radio", only)["texts"]) == ["T01"]
    out = desk.folder / "radio.txt"
    shown = desk.text("radio", only, "-o", str(out))
    assert out.read_text(encoding="utf-8").strip() in shown


def test_that_a_team_waits_for_its_new_plan_is_no_break_on_the_radio(desk: DeskRun) -> None:
    """Time in which a team is only told what comes is not read out as something to do."""
    plan = desk("replan", desk.plan, "--at", "09:37", "--away", "T02", "--late", "T01=3m", "--iterations", "100")["plan"]
    assert "hold" in Path(plan).read_text(encoding="utf-8")
    texts = desk("radio", plan)["texts"]
    assert texts
    assert "enunggu rencana baru" not in json.dumps(texts)


def test_a_team_with_nothing_left_is_told(desk: DeskRun) -> None:
    """A team that the plan leaves without a visit gets a paper that says so, in place of the one that it holds."""
    plan = desk("replan", desk.plan, "--at", "07:00", "--away", "T02", "--iterations", "100")["plan"]
    desk("print", plan, "--all")
    assert _sheets(desk)["DDS-20250826-T02-v1"]["replaced_by"] == 2
    text = _text(desk, 2, "T02")
    assert all(visit in text for visit in desk.stops("T02"))
    assert "Tidak ada lagi kunjungan. Kembali ke Mapolsek." in desk("radio", plan)["texts"]["T02"]


def _applied(events: Events, path: Path) -> Events:
    """What a client holds after it has read a file, by RFC 5546: a later sequence replaces, a cancellation takes away."""
    calendar = vobject.readOne(path.read_text(encoding="utf-8"))
    found = dict(events)
    for event in calendar.contents.get("vevent", []):
        uid, sequence = event.uid.value, int(event.sequence.value)
        assert event.organizer.value
        if calendar.method.value == "CANCEL":
            assert event.status.value == "CANCELLED"
            assert uid in found, "only what was published is cancelled"
            assert sequence > found[uid][0]
            del found[uid]
        elif uid not in found or sequence >= found[uid][0]:
            found[uid] = (sequence, event.dtstart.value.isoformat())
    return found


def test_phones_lose_what_fell_away(desk: DeskRun) -> None:
    """A calendar that has read the files of both versions shows the second, as if it had never read the first."""
    v1 = desk.folder / "sheets" / DATE / "v1"
    plan = desk("replan", desk.plan, "--at", "09:30", "--away", "T02", "--iterations", "200")["plan"]
    desk("print", plan, "--ics")
    v2 = v1.parent / "v2"
    for team in ("T01", "T02"):
        both = _applied(_applied({}, v1 / f"sheet-{team}.ics"), v2 / f"sheet-{team}.ics")
        if (v2 / f"sheet-{team}-cancel.ics").exists():
            both = _applied(both, v2 / f"sheet-{team}-cancel.ics")
        assert both == _applied({}, v2 / f"sheet-{team}.ics")
    assert (v2 / "sheet-T02-cancel.ics").exists()


def test_what_is_cancelled_is_named_as_on_the_sheet(desk: DeskRun) -> None:
    """Visits by their ids, which phones show too; a break and the duty by their words."""
    desk("print", desk("replan", desk.plan, "--at", "07:00", "--away", "T01", "--iterations", "50")["plan"], "--ics")
    gone = vobject.readOne((desk.folder / "sheets" / DATE / "v2" / "sheet-T01-cancel.ics").read_text(encoding="utf-8"))
    told = {event.summary.value for event in gone.contents["vevent"]}
    assert told == {f"Tidak jadi: {what}" for what in (*desk.stops("T01"), "ISOMA (istirahat, salat, makan)", "Giliran tugas")}


def test_a_break_taken_at_another_time_is_the_same_event(desk: DeskRun) -> None:
    """A phone moves the break that it shows; nothing is cancelled and nothing comes beside it."""
    v1 = desk.folder / "sheets" / DATE / "v1"
    plan = desk("replan", desk.plan, "--at", "09:30", "--late", "T01=90m", "--iterations", "200")["plan"]
    desk("print", plan, "--ics")
    before, after = (_applied({}, v1.parent / name / "sheet-T01.ics") for name in ("v1", "v2"))
    (pause,) = (uid for uid in before if "break-" in uid)
    assert after[pause][1] != before[pause][1]


def test_a_plan_made_afresh_is_printed_whole_while_sheets_lie_at_the_desk(desk: DeskRun) -> None:
    """Before the hand-out a new plan simply takes the place of the old one; no row of it is told as changed."""
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        for sheet in ledger.sheets():
            desk("handout", DATE, sheet.id, "--undo")
    plan = desk("plan", "--date", DATE, "--iterations", "50", "--seed", "7", "--prove", "0")["plan"]
    found = desk("print", plan)
    assert found["unchanged"] == []
    assert "menggantikan" not in _text(desk, 2, "T01")
