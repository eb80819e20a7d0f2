"""Guards that an id of another kind than the one asked for is told as what it is, at each command and page that takes ids."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.account import Role
from planner.usecases.workspace import Workspace
from tests.desk.pages import Browser, add_everybody
from tests.usecases.desk import DATE, SHEET, DeskRun
from tests.usecases.town import AT_DESK

KINDS = {"H003": "a household", "C1": "a complaint", "F1": "a facility", "T01": "a team", SHEET: "a sheet", DATE: "a day"}
"""What stands for what in the day of the tests."""


@pytest.mark.parametrize(
    ("asked", "like", "command"),
    [
        ("a sheet", SHEET.replace("T01", "T02"), ["record", "{}"]),
        ("a sheet", SHEET.replace("T01", "T02"), ["handback", DATE, "{}"]),
        ("a plan file", f"plans/{DATE}/plan-v1.json", ["print", "{}"]),
        ("a plan file", f"plans/{DATE}/plan-v1.json", ["explain", "{}", "H003"]),
        ("a complaint", "C1", ["complaint", "{}"]),
        ("a household", "H029", ["person", "show", "{}"]),
        ("a team", "T02", ["day", "set", DATE, "{}", "--off"]),
        ("a team", "T02", ["radio", "plan", "{}"]),
        ("a visit", "H029", ["explain", "plan", "{}"]),
        ("a visit", "H029", ["change", "put", DATE, "{}", "--team", "T01"]),
    ],
)
def test_an_id_of_another_kind_is_told_as_what_it_is(desk: DeskRun, asked: str, like: str, command: list[str]) -> None:
    """Each kind of id where each other one is meant: E6160 with an example, in place of a file or record that is not there."""
    visits = ("a household", "a complaint", "a facility") if asked == "a visit" else (asked,)
    others = {id_: kind for id_, kind in KINDS.items() if kind not in visits}
    if command[0] == "handback":  # all papers of a team, and a sheet of the day
        others.pop("T01")
    if asked == "a sheet":  # none is known before printing or recording
        desk("print", desk.plan)
    for id_, kind in others.items():
        words = [desk.plan if word == "plan" else word.format(id_) for word in command]
        desk.text("--lang", "en", *words, code=3)
        expected = f"E6160 {id_} is {kind}, and {asked} is meant here. Give {asked}, such as {like}."
        assert expected in desk.err, (id_, desk.err)


@pytest.mark.parametrize("verb", ["handout", "handback"])
def test_where_no_sheet_is_printed_the_command_that_prints_is_named(desk: DeskRun, verb: str) -> None:
    """Whatever is named of a day without papers: no example that there is not, nor a team called a wrong number."""
    plan = f"plans/{DATE}/plan-v1.json"
    for name in ("T01", "C1", "H003", SHEET, "2025-09-30"):
        desk.text("--lang", "en", verb, DATE, name, code=3)
        assert f"E6090 No sheet of {DATE} is printed yet. Print them first: dds print {plan}" in desk.err, name
    desk.text("--lang", "en", "record", "C1", code=3)
    assert f"E6182 C1 is a complaint, and a sheet is meant here. There is none yet; first: dds print {plan}" in desk.err
    desk.text("--lang", "en", verb, "2025-09-30", "T01", code=3)
    assert "E8114" in desk.err
    desk.text("--lang", "en", verb, "C1", code=3)
    assert f"E6160 C1 is a complaint, and a day is meant here. Give a day, such as {DATE}." in desk.err
    if verb == "handback":
        desk.text("--lang", "en", verb, DATE, code=3)
        assert "E6090" in desk.err


def test_a_day_without_sheets_is_listed_with_what_comes_first(desk: DeskRun) -> None:
    """An empty list is an answer; beside it stands what the day lacks."""
    for day, code in ((DATE, "E6090"), ("2025-09-30", "E8114")):
        assert desk("sheets", day)["sheets"] == []
        assert code in desk.err


def test_a_sheet_of_another_day_and_a_team_without_one_are_told_as_such(desk: DeskRun) -> None:
    """Neither is called a sheet that there is not: E6183 names its day, E6184 the team; an example is of the day named."""
    desk("print", desk.plan)
    later = SHEET.replace("20250826", "20250828")
    workspace = Workspace(desk.folder, AT_DESK)
    with workspace.ledger() as ledger:
        one = next(sheet for sheet in ledger.sheets() if sheet.id == SHEET)
        ledger.register_sheets([replace(one, id=later, date=dt.date(2025, 8, 28))], planned=(), **workspace.stamp())
    for words in (["handout", DATE, later], ["handback", SHEET, later]):
        desk.text("--lang", "en", *words, code=3)
        assert f"E6183 {later} is a sheet of 2025-08-28, not of {DATE}." in desk.err
    desk.text("--lang", "en", "handout", "2025-08-28", "T02", code=3)
    assert "E6184 Team T02 has no sheet of 2025-08-28" in desk.err
    desk.text("--lang", "en", "handback", DATE, "C1", code=3)
    assert f"such as {SHEET.replace('T01', 'T02')}." in desk.err
    desk.text("handout", DATE, "T77", code=3)
    assert "E6030" in desk.err


def test_what_is_nothing_is_told_as_before(desk: DeskRun) -> None:
    """An id that nothing has, and a file that is not there, keep their own codes; pages say the same."""
    for command, code in ((["record", "X9"], "E7001"), (["record", "X9.json"], "E3001"), (["complaint", "X9"], "E6031")):
        desk.text(*command, code=3)
        assert code in desk.err
    add_everybody(desk.folder)
    browser = Browser(desk.folder).sign_in(Role.DESK)
    assert "E6160 C1 is a complaint, and a household is meant here." in browser.get("/homes/C1", status=422).text
    assert "E6182 H003 is a household, and a sheet is meant here." in browser.get("/record/sheet/H003", status=422).text
