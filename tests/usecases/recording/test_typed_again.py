"""Guards a row that is typed once more: nothing that is recorded of it goes unasked, at the terminal and from a file."""

import csv
from pathlib import Path

from planner.domain.history import PastVisit
from planner.domain.outcome import Outcome
from planner.domain.records import Complaint
from planner.usecases.recording.entry import read_entry
from planner.usecases.recording.session import SheetSession
from planner.usecases.recording.taking import Taking, record_desk_table
from planner.usecases.workspace import Workspace
from tests.usecases.desk import SHEET, DeskRun
from tests.usecases.town import AT_DESK

TIMES = (29_700, 30_600)


def _lines(desk: DeskRun) -> dict[int, PastVisit]:
    with Workspace(desk.folder, AT_DESK).ledger() as ledger:
        return {visit.number: visit for visit in ledger.visits()}


def _taken(desk: DeskRun) -> list[Complaint]:
    with Workspace(desk.folder, AT_DESK).ledger() as ledger:
        return [one for one in ledger.complaints() if one.id.startswith("K-")]


def _table(desk: DeskRun, *cells: str) -> Path:
    path = desk.folder.parent / "meja.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Lembar", "No", "ID", "Hasil", "Jam masuk", "Jam keluar", "Kode keluhan"])
        writer.writerow([SHEET, 3, desk.stops()[2], *cells])
    return path


def test_what_a_shorter_line_would_delete_is_asked(desk: DeskRun) -> None:
    """E7045 names times and complaint, by its number alone; Enter keeps them, yes deletes them."""
    desk("record", SHEET, typed="g 3\nb 0815 0830 CRM!\nq\n")
    (taken,) = _taken(desk)
    shown = desk.text("record", SHEET, typed="g 3\nb\n\nq\n")
    assert "[bertemu, keluhan dicatat]" in shown
    assert f"memuat Jam masuk 08.15, Jam keluar 08.30, Kode keluhan {taken.id}" in desk.err
    assert "CRM" not in desk.err.splitlines()[-1]
    assert (_lines(desk)[3].time_in, _lines(desk)[3].time_out, _taken(desk)) == (*TIMES, [taken])
    desk.text("record", SHEET, typed="g 3\nt 0815 0830\n\nq\n")
    assert f"memuat Kode keluhan {taken.id}" in desk.err
    assert _lines(desk)[3].outcome is Outcome.MET
    desk.text("record", SHEET, typed="g 3\nb\nya\nq\n")
    assert (_lines(desk)[3].time_in, _lines(desk)[3].complaint_taken, _taken(desk)) == (None, None, [])


def test_a_complaint_typed_with_another_code_is_that(desk: DeskRun) -> None:
    """The same row with another category, or as urgent, changes its complaint though the line stays as it is."""
    for line, expected in (("b CRM", ("CRM", "normal")), ("b LPJ", ("LPJ", "normal")), ("b LPJ!", ("LPJ", "urgent"))):
        desk("record", SHEET, typed=f"g 3\n{line}\nq\n")
        (taken,) = _taken(desk)
        assert (taken.category, taken.urgency.value) == expected
        assert _lines(desk)[3].complaint_taken == taken.id


def test_a_special_referral_is_not_named(desk: DeskRun) -> None:
    """Its row looks as any other, and what asks before it goes calls it what was taken down, in the language of the desk."""
    desk("record", SHEET, typed="g 3\nb 0815 0830 RJK\nq\n")
    (taken,) = _taken(desk)
    shown = desk.text("record", SHEET, typed="g 3\nb\n\nq\n")
    assert "[bertemu]" in shown
    assert "memuat Jam masuk 08.15, Jam keluar 08.30, yang dicatat di rumah ini" in desk.err
    desk("record", desk.plan, "--file", str(_table(desk, "tidak di rumah", "08.15", "08.30", "")), code=3)
    assert "memuat yang dicatat di rumah ini" in desk.err
    desk("record", desk.plan, "--file", str(_table(desk, "bertemu", "08.15", "08.30", "CRM")), code=3)
    assert "E7045" in desk.err
    assert "RJK" not in desk.err
    assert _taken(desk) == [taken]


def test_two_complaints_of_one_row_are_refused(desk: DeskRun) -> None:
    """At the terminal with what to do (E7051), in a cell and in two rows of a file: neither takes the place of the other."""
    desk.text("--lang", "en", "record", SHEET, typed="g 3\nb RJK CRM\nb ?\nq\n")
    assert "E7051 Row 3 says two complaints" in desk.err
    assert "dds complaint new" in desk.err
    assert "E7054 '?' is no time, complaint code or mark. Type ? for the list. Complaint codes: BLR CRM" in desk.err
    desk("record", desk.plan, "--file", str(_table(desk, "bertemu", "", "", "RJK CRM")), code=3)
    path = _table(desk, "bertemu", "", "", "RJK")
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerow([SHEET, 3, desk.stops()[2], "bertemu", "", "", "CRM"])
    desk("record", desk.plan, "--file", str(path), code=3)
    assert (_lines(desk), _taken(desk)) == ({}, [])


def test_a_file_takes_nothing_away(desk: DeskRun) -> None:
    """An empty cell leaves what the desk typed, the words of a complaint too; another outcome without them is a fault."""
    desk("record", SHEET, typed="g 3\nb 0815 0830 CRM!\nq\n")
    before = (_lines(desk), _taken(desk))
    found = desk("record", desk.plan, "--file", str(_table(desk, "bertemu", "", "", "")))
    assert found == {"added": 0, "changed": 0, "unchanged": 1}
    desk("record", desk.plan, "--file", str(_table(desk, "bertemu", "", "", "CRM")))
    assert (_lines(desk), _taken(desk)) == before
    desk("record", desk.plan, "--file", str(_table(desk, "tidak di rumah", "08.15", "08.30", "")), code=3)
    assert "E7045" in desk.err
    assert (_lines(desk), _taken(desk)) == before


def test_the_slot_is_that_of_the_time(desk: DeskRun) -> None:
    """A line without a time leaves the slot in which the door was tried, too."""
    desk("record", SHEET, typed="g 3\nb 1415 1430\nq\n")
    before = _lines(desk)
    assert desk("record", desk.plan, "--file", str(_table(desk, "bertemu", "", "", "")))["unchanged"] == 1
    assert _lines(desk) == before


def test_two_terminals_at_one_sheet(desk: DeskRun) -> None:
    """What the other recorded since this one began is told (E7027), for `s` and `u` too; a line that agrees only adds."""
    workspace = Workspace(desk.folder, AT_DESK)
    with workspace.ledger() as ledger:
        taking = Taking.open(workspace, ledger, SHEET)
        planned = taking.chosen[0]
        one, other = (SheetSession.resume(planned, ledger, taking.recorder) for _ in range(2))
        homes = [line for line in planned.lines if not line.facility]  # where they are on the sheet is the search's affair

        def typed(session: SheetSession, home: int, text: str, *, is_sure: bool = False) -> list[str]:
            entry = read_entry(text, homes[home - 1], sheet_id=SHEET)
            return [doubt.code for doubt in session.keep(entry, is_sure=is_sure)]

        assert typed(other, 1, "b 0815 0830 CRM!") == []
        assert typed(one, 1, "b") == []
        first = one.recorded[homes[0].number]
        assert (first.time_in, first.complaint_taken) == (TIMES[0], other.recorded[first.number].complaint_taken)
        assert typed(other, 2, "b 0835") == []
        assert typed(one, 2, "t", is_sure=True) == ["E7027", "E7045"], "a yes is to what was asked, not to what came since"
        assert typed(one, 2, "t", is_sure=True) == []
        assert typed(one, 3, "t") == []
        assert typed(other, 3, "b 0840 LPJ", is_sure=True) == ["E7027"]
        assert typed(other, 3, "b 0840 LPJ", is_sure=True) == []
        assert [doubt.code for doubt in one.about_undo()] == ["E7027"]
        assert other.about_undo() == ()
        assert typed(other, 4, "b 0850") == []
        one.go_to(homes[3].number)
        assert [doubt.code for doubt in one.shut_rest()[1]] == ["E7027", "E7045"]
        assert {visit.number: visit.outcome for visit in ledger.visits_of_sheet(SHEET)}[homes[3].number] is Outcome.MET


def test_two_files_fill_in_one_row(desk: DeskRun) -> None:
    """A file's line is merged with the one typed, whatever stands open in either."""
    workspace = Workspace(desk.folder, AT_DESK)
    with workspace.ledger() as ledger:
        taking = Taking.open(workspace, ledger, SHEET)
        record_desk_table(taking, _table(desk, "bertemu", "08.15", "", ""))
        record_desk_table(taking, _table(desk, "bertemu", "", "08.30", "CRM"))
        (visit,) = ledger.visits_of_sheet(SHEET)
        assert (visit.time_in, visit.time_out) == TIMES
        assert visit.complaint_taken is not None


def test_numbers_as_they_are_typed(desk: DeskRun) -> None:
    """Small letters name the same sheet; a briefing slip is told with its sheet (E7046)."""
    assert desk("record", SHEET.lower(), typed="q\n")["sheets"][0]["sheet"] == SHEET
    desk("record", SHEET.replace("DDS", "KK"), code=3)
    assert "E7046" in desk.err
    assert SHEET in desk.err
