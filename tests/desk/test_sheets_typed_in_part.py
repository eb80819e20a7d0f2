"""Guards what pages say of a sheet of which some rows are typed: it may be out, and every page counts it alike."""

import re

import pytest

from planner.domain.account import Role
from planner.terminal.main import run
from planner.usecases.persons import correct_person
from planner.usecases.workspace import Workspace
from tests.desk.pages import Browser, acting
from tests.usecases.desk import DATE, SHEET

DAY, ROWS = f"/day/{DATE}", f"/record/sheet/{SHEET}"
TOLD = "E4121 Sheets that teams have go to doors that may not be visited any more: {door}."


@pytest.fixture
def desk(browser: Browser) -> Browser:
    """A desk on the morning of a day whose sheets are out."""
    assert run(["--workspace", str(browser.folder), "print", str(browser.folder / "plans" / DATE / "plan-v1.json")]) == 0
    browser.sign_in(Role.DESK).get(f"{DAY}/print")
    assert "sheets noted" in browser.post(f"{DAY}/sheets", moment="handed").text
    return browser


def _rows(desk: Browser) -> list[tuple[str, str]]:
    """Number and visit of the rows of homes that are planned."""
    rows = desk.get(ROWS).text.split("<tr ")[2:]
    found = [
        (re.search(r'data-number="(\d+)"', row), re.search(r'class="quietly">(H\d+)<', row))
        for row in rows
        if "reserve" not in row
    ]
    return [(number[1], home[1]) for number, home in found if number and home]


def test_a_door_shut_while_its_sheet_is_typed_in_part_is_told_everywhere(desk: Browser) -> None:
    """The first row that is typed does not bring the team home: first page, home and working view warn, and count alike."""
    (first, _), *_, (last, door) = _rows(desk)
    desk.post(ROWS, json=True, number=first, line="b", seen="")
    desk.get(f"/homes/{door}")
    answer = desk.post(f"/homes/{door}", do_not_visit="yes")
    assert "E6058" in answer.text
    assert TOLD.format(door=door) in desk.get("/").text
    view = desk.get(DAY).text
    assert "<b>1 visit on sheets that teams have may no longer be made" in view
    planned = re.search(r"Planned: version 1, (\d+) visits", desk.get("/").text)
    assert planned
    assert f"{planned[1]} visits, " in view
    assert "(1 not shown)" in view
    desk.post(ROWS, json=True, number=last, line="t", seen="")
    assert "E4121" not in desk.get("/").text
    assert "No team has them on a sheet that is out" in desk.get(DAY).text


def test_a_sheet_that_is_back_untyped_is_not_out(desk: Browser) -> None:
    """What was noted as back, with nothing typed, is with nobody."""
    door = _rows(desk)[-1][1]
    desk.get(f"{DAY}/print")
    desk.post(f"{DAY}/sheets", moment="returned")
    correct_person(Workspace(desk.folder, acting("desk")), door, is_do_not_visit=True)
    assert "E4121" not in desk.get("/").text
    assert "No team has them on a sheet that is out" in desk.get(DAY).text


def test_rows_put_off_count_as_recorded_where_the_day_is_replanned(desk: Browser) -> None:
    """The page that replans says as many as the page of the sheets does."""
    for (number, _), line in zip(_rows(desk), ("b", "d", "t"), strict=False):
        desk.post(ROWS, json=True, number=number, line=line, seen="")
    teams = {team["team"]: team for team in desk.get(f"{DAY}/replan?at=09:30", json=True).json()["teams"]}
    assert teams["T01"]["num_recorded"] == 3
    assert re.search(r">\s*3 / \d+", desk.get(f"/record/{DATE}").text)
