"""Guards that an id of another kind than the one asked for is told as what it is, at each command and page that takes ids."""

import pytest

from planner.domain.account import Role
from tests.desk.pages import Browser, add_everybody
from tests.usecases.desk import DATE, SHEET, DeskRun

KINDS = {"H003": "a household", "C1": "a complaint", "F1": "a facility", "T01": "a team", SHEET: "a sheet", DATE: "a day"}
"""What stands for what in the day of the tests."""


@pytest.mark.parametrize(
    ("asked", "like", "command"),
    [
        ("a sheet", SHEET.replace("T01", "T02"), ["record", "{}"]),
        ("a sheet", SHEET.replace("T01", "T02"), ["handback", DATE, "{}"]),
        ("a plan file", f"plans/{DATE}/plan-v1.json", ["print", "{}"]),
        ("a plan file", f"plans/{DATE}/plan-v1.json", ["explain", "{}", "H003"]),
        ("a complaint", "C2", ["complaint", "{}"]),
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
    if command[0] == "handback":  # all papers of a team
        others.pop("T01")
    if asked == "a sheet":  # none is known before printing or recording
        desk("print", desk.plan)
    for id_, kind in others.items():
        words = [desk.plan if word == "plan" else word.format(id_) for word in command]
        desk.text("--lang", "en", *words, code=3)
        expected = f"E6160 {id_} is {kind}, and {asked} is meant here. Give {asked}, such as {like}."
        assert expected in desk.err, (id_, desk.err)


def test_what_is_nothing_is_told_as_before(desk: DeskRun) -> None:
    """An id that nothing has, and a file that is not there, keep their own codes; pages say the same."""
    for command, code in ((["record", "X9"], "E7001"), (["record", "X9.json"], "E3001"), (["complaint", "X9"], "E6031")):
        desk.text(*command, code=3)
        assert code in desk.err
    add_everybody(desk.folder)
    browser = Browser(desk.folder).sign_in(Role.DESK)
    assert "E6160 C1 is a complaint, and a household is meant here." in browser.get("/homes/C1", status=422).text
    assert "E6160 H003 is a household, and a sheet is meant here." in browser.get("/record/sheet/H003", status=422).text
