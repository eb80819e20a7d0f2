"""Guards one knock, one line: whatever paper of a replanned day it is typed from, and what has to be asked about."""

import csv
import datetime as dt
import json
from pathlib import Path

import pytest

from planner.domain.history import PastVisit
from planner.domain.outcome import Outcome
from planner.ledger.store import Ledger
from planner.terminal.main import run
from planner.usecases.workspace import Workspace
from tests.conftest import shared_file
from tests.usecases.desk import DATE, SHEET, DeskRun, sure

SECOND = SHEET.replace("v1", "v2")
CASE = (("tidak di rumah", "", ""), ("tidak di rumah", "", ""), ("bertemu", "", ""))
"""The lines of the case under shared data: outcome, time in, time out of the first rows."""


@pytest.fixture(scope="session")
def twice_planned(planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planned day, planned anew at 10.30 when each team had made three stops."""
    import shutil  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("knocks") / "ws"
    shutil.copytree(planned, folder)
    plan = folder / "plans" / DATE / "plan-v1.json"
    done = ["--done", "T01:3", "--done", "T02:3"]
    assert run(["--workspace", str(folder), "replan", str(plan), "--at", "10:30", *done, "--time-limit", "0.2"]) == 0
    return folder


@pytest.fixture
def desk(twice_planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A desk in a copy of the replanned day."""
    return DeskRun(twice_planned, tmp_path, capsys, monkeypatch)


def plan_of(desk: DeskRun, sheet: str) -> Path:
    return desk.folder / "plans" / DATE / f"plan-{sheet[-2:]}.json"


def table(
    desk: DeskRun, sheet: str, lines: tuple[tuple[str, ...], ...] = CASE, *, outcomes: dict[int, str] | None = None
) -> Path:
    """A filled table of the first rows of T01's sheet."""
    routes = json.loads(plan_of(desk, sheet).read_text(encoding="utf-8"))["routes"]
    stops = next([stop["visit"] for stop in route["stops"]] for route in routes if route["shift"] == "T01")
    path = desk.folder.parent / f"{sheet}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Lembar", "No", "ID", "Hasil", "Jam masuk", "Jam keluar"])
        for number, (outcome, *times) in enumerate(lines, 1):
            writer.writerow([sheet, number, stops[number - 1], (outcomes or {}).get(number, outcome), *times])
    return path


def take(desk: DeskRun, sheet: str, file: Path, code: int = 0) -> dict[str, int] | None:
    found: dict[str, int] | None = desk("--lang", "en", "record", str(plan_of(desk, sheet)), "--file", str(file), code=code)
    return found


def lines(desk: DeskRun) -> tuple[PastVisit, ...]:
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        return ledger.visits()


def attempts(desk: DeskRun) -> list[int]:
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        return sorted(row.num_attempts for row in ledger.households() if row.num_attempts)


@pytest.mark.parametrize("is_shared", [False, True], ids=["invented", "shared"])
def test_same_knock_from_two_papers_is_one_try(desk: DeskRun, *, is_shared: bool) -> None:
    """The case: the same rows from version 1 and version 2 are three lines, two of them one try each."""
    cases = {SHEET: CASE, SECOND: CASE}
    if is_shared:
        for sheet in cases:
            text = shared_file("cases", "record", f"{sheet[-2:]}.csv").read_text(encoding="utf-8")
            rows = csv.DictReader(text.splitlines(), delimiter=";")
            cases[sheet] = tuple((row["Hasil"], row["Jam masuk"], row["Jam keluar"]) for row in rows)  # type: ignore[assignment]
    assert take(desk, SHEET, table(desk, SHEET, cases[SHEET])) == {"added": 3, "changed": 0, "unchanged": 0}
    assert take(desk, SECOND, table(desk, SECOND, cases[SECOND])) == {"added": 0, "changed": 0, "unchanged": 3}
    assert len(lines(desk)) == 3
    assert attempts(desk) == [1, 1]
    states = {row["sheet"]: row["state"] for row in desk("sheets", DATE)["sheets"] if row["team"] == "T01"}
    assert states == {SHEET: "returned", SECOND: "returned"}


def test_contradiction_in_a_file_names_both_lines(desk: DeskRun) -> None:
    """Another outcome on the other paper is E7024 with both rows; nothing is kept until one of them is corrected."""
    take(desk, SHEET, table(desk, SHEET))
    other = table(desk, SECOND, outcomes={3: "menolak"})
    take(desk, SECOND, other, code=3)
    assert "E7024" in desk.err
    assert f"Row 3 of {SECOND}: Hasil menolak; row 3 of {SHEET}, the same knock: bertemu." in desk.err
    assert lines(desk)[2].outcome is Outcome.MET
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert SECOND not in {sheet.id for sheet in ledger.sheets()}, "nor is its sheet, which was never printed, listed"
    desk("record", SHEET, typed="g 3\nm\nq\n")
    assert take(desk, SECOND, other) == {"added": 0, "changed": 0, "unchanged": 3}
    assert lines(desk)[2].outcome is Outcome.REFUSED


def test_what_one_paper_leaves_open_the_other_fills_in(desk: DeskRun) -> None:
    """Times and marks of the second paper complete the line of the first, and an empty cell takes nothing away."""
    take(desk, SHEET, table(desk, SHEET, (("bertemu", "08.10", ""),)))
    assert take(desk, SECOND, table(desk, SECOND, (("bertemu", "", "08.25"),))) == {"added": 0, "changed": 1, "unchanged": 0}
    (line,) = lines(desk)
    assert (line.sheet_id, line.time_in, line.time_out) == (SHEET, 29_400, 30_300)


def test_typing_the_second_paper_goes_on_after_the_first(desk: DeskRun) -> None:
    """Rows known from version 1 are shown and passed over; a contradiction is asked about, and Enter keeps what is known."""
    take(desk, SHEET, table(desk, SHEET))
    shown = desk.text("record", SECOND, typed="q\n")
    assert [row.split()[0] for row in shown.splitlines() if " > " in row] == ["4"]
    desk("--lang", "en", "record", SECOND, typed="g 3\nm\n\nq\n")
    assert "the same knock: bertemu" in desk.err
    assert [line.outcome for line in lines(desk)][2:] == [Outcome.MET]
    desk("--lang", "en", "record", SECOND, typed="g 3\nm\nyes\nq\n")
    assert [line.outcome for line in lines(desk)][2:] == [Outcome.REFUSED]
    assert len(lines(desk)) == 3


def test_complaint_told_on_both_papers_is_one_complaint(desk: DeskRun) -> None:
    """A complaint taken down at one knock is one, and taking the correction back brings the first line back."""
    desk("record", SHEET, typed="b CRM\nq\n")
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        (first,) = [one.id for one in ledger.complaints() if one.id.startswith("K-")]
    desk("record", SHEET, typed="g 1\nb LPJ\nq\n")  # typed again it keeps its number
    desk("record", SHEET, typed="g 1\nb CRM\nq\n")
    desk("record", SECOND, typed="g 1\nb CRM +\nq\n")
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert [one.id for one in ledger.complaints() if one.id.startswith("K-")] == [first]
    desk("--lang", "en", "record", SECOND, typed="g 1\nb LPJ\ny\nu\nq\n")
    assert "Kode keluhan LPJ" in desk.err
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert [one.category for one in ledger.complaints() if one.id.startswith("K-")] == ["CRM"]


def test_put_off_and_made_later_are_two_lines(desk: DeskRun) -> None:
    """A row put off on the first paper and made on the second is no contradiction: nobody had knocked."""
    take(desk, SHEET, table(desk, SHEET, (("ditunda", "", ""),)))
    assert take(desk, SECOND, table(desk, SECOND, (("bertemu", "", ""),))) == {"added": 1, "changed": 0, "unchanged": 0}


def test_times_outside_duty_are_asked_about(desk: DeskRun) -> None:
    """04.15 is on no shift: a fault in a file, a question at the desk; what the desk is sure of is not asked again."""
    file = table(desk, SHEET, (("bertemu", "04.15", "04.30"),))
    take(desk, SHEET, file, code=3)
    assert "E7025" in desk.err
    desk("--lang", "en", "record", SHEET, typed="b 0415 0430\n\nq\n")
    assert "04.15 – 04.30, the team was on duty 08.00 – 16.00" in desk.err
    assert lines(desk) == ()
    desk("--lang", "en", "record", SHEET, typed="b 0415 0430\ny\nq\n")
    assert take(desk, SHEET, file) == {"added": 0, "changed": 0, "unchanged": 1}


def test_times_before_the_sheet_was_handed_out(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """A door that opened before the team had its paper is asked about; noted on another day, the moment says nothing."""
    monkeypatch.setattr(Workspace, "now", lambda _: dt.datetime(2025, 8, 26, 2, 0, tzinfo=dt.UTC))  # 09.00 WIB
    take(desk, SHEET, table(desk, SHEET, (("ditunda", "", ""),)))
    desk("handout", DATE, SHEET)
    file = table(desk, SHEET, (("bertemu", "08.10", ""),))
    take(desk, SHEET, file, code=3)
    assert "E7026" in desk.err
    assert "08.10" in desk.err
    desk("handout", DATE, SHEET, "--undo")
    monkeypatch.setattr(Workspace, "now", lambda _: dt.datetime(2025, 8, 27, 2, 0, tzinfo=dt.UTC))
    desk("handout", DATE, SHEET)
    assert take(desk, SHEET, file) == {"added": 0, "changed": 1, "unchanged": 0}


def test_reserves_do_not_make_more_rows_than_there_are(desk: DeskRun) -> None:
    """The list of sheets counts planned rows; recorded reserves stand beside them. So do the weeks of the report."""
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        stops = len(desk.stops())
    desk("record", SHEET, typed=sure(*["b"] * 30))
    (row,) = [row for row in desk("sheets", DATE)["sheets"] if row["sheet"] == SHEET]
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        (sheet,) = [sheet for sheet in ledger.sheets() if sheet.id == SHEET]
        from planner.domain.month import Period  # noqa: PLC0415

        day = dt.date.fromisoformat(DATE)
        (count,) = ledger.month(Period(start=day, end=day), cycle_days=365, today=day).days
    assert (row["num_recorded"], row["num_stops"], row["num_reserves_recorded"]) == (stops, stops, sheet.num_reserves)
    assert count.num_made <= (count.num_planned or 0)
    assert count.num_visits == stops + sheet.num_reserves
