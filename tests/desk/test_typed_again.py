"""Guards a row that two desks type, or one desk twice: what is recorded of it goes only where its page has said so."""

import re
from typing import Any

import pytest

from planner.domain.account import Role
from tests.desk.pages import Browser
from tests.usecases.desk import SHEET

ROWS = f"/record/sheet/{SHEET}"
WHOLE = "b 0815 0830 CRM!"


@pytest.fixture
def desks(browser: Browser) -> tuple[Browser, Browser]:
    """Two desks at one sheet."""
    found = browser.sign_in(Role.DESK), browser.other().sign_in(Role.DESK)
    for desk in found:
        desk.get(ROWS)
    return found


def _typed(desk: Browser, line: str, **fields: str) -> Any:
    return desk.post(ROWS, json=True, number="3", line=line, **fields).json()


def _codes(found: Any) -> list[str]:
    return [doubt.split()[0] for doubt in found["doubts"]]


def _kept(desk: Browser) -> tuple[Any, ...]:
    ledger = desk.app.state.house.ledger
    taken = tuple((one.id, one.category, one.text) for one in ledger.complaints() if one.id.startswith("K-"))
    return tuple((visit.outcome.value, visit.time_in, visit.complaint_taken) for visit in ledger.visits_of_sheet(SHEET)), taken


def _with_words(desk: Browser) -> tuple[Any, ...]:
    """A row with times and a complaint whose words are written down; what is kept of it."""
    assert _typed(desk, WHOLE, seen="", mark="")["doubts"] == []
    ((_, _, id_),), _ = _kept(desk)
    desk.get(f"/complaints/{id_}")
    desk.post(f"/complaints/{id_}/text", text="Motor hilang di depan warung tadi malam, DATA CONTOH.", letters="0")
    found = _kept(desk)
    assert found[1][0][2].startswith("Motor")
    return found


def test_the_same_outcome_from_an_older_page_takes_nothing(desks: tuple[Browser, Browser]) -> None:
    """Times, complaint and its words stay, whether the page says its mark, only the outcome, or nothing."""
    one, other = desks
    kept = _with_words(one)
    for fields in ({"seen": "", "mark": ""}, {"seen": ""}, {"seen": "met"}, {}):
        found = _typed(other, "b", **fields)
        assert (found["doubts"], found["row"]["times"], found["row"]["taken"]) == ([], "08:15 – 08:30", "complaint taken down")
        assert _kept(one) == kept


def test_another_line_from_an_older_page_says_what_it_would_delete(desks: tuple[Browser, Browser]) -> None:
    """Who recorded it, what differs, and what would go; a yes that has not seen the row as it is asks again."""
    one, other = desks
    kept = _with_words(one)
    assert _codes(_typed(other, "t", seen="", mark="")) == ["E7027", "E7045"]
    assert _codes(_typed(other, "t", seen="", mark="", sure="yes")) == ["E7027", "E7045"]
    found = _typed(other, "b 0820 0830", seen="", mark="")
    assert _codes(found) == ["E7027", "E7024", "E7045"]
    assert "CRM" not in str(found)
    assert _kept(one) == kept
    assert _typed(other, "t", seen="met", mark=found["row"]["mark"], sure="yes")["doubts"] == []
    assert _kept(one) == ((("not_home", None, None),), ())


def test_one_desk_alone_is_asked_before_a_complaint_goes(desks: tuple[Browser, Browser]) -> None:
    """`b` once more on a row whose page shows times and a complaint is E7045; a yes deletes, the whole line keeps."""
    desk, _ = desks
    kept = _with_words(desk)
    row = re.findall(r'<tr[^>]*data-number="3".*?</tr>', desk.get(ROWS).text, flags=re.DOTALL)[0]
    assert "complaint taken down" in row
    mark = re.findall(r'data-mark="(\w+)"', row)[0]
    assert _codes(_typed(desk, "b", seen="met", mark=mark)) == ["E7045"]
    assert _typed(desk, WHOLE, seen="met", mark=mark)["doubts"] == []
    assert _kept(desk) == kept
    assert _typed(desk, "b", seen="met", mark=mark, sure="yes")["row"]["taken"] == ""
    assert _kept(desk) == ((("met", None, None),), ())


def test_a_row_is_not_taken_back_from_an_older_page(desks: tuple[Browser, Browser]) -> None:
    """Delete asks where another desk has recorded the row since, and wherever a complaint was taken down there."""
    one, other = desks
    mark = _typed(other, "t", seen="", mark="")["row"]["mark"]

    def clear(desk: Browser, **fields: str) -> Any:
        return desk.post(f"{ROWS}/clear", json=True, number="3", **fields).json()

    newer = _typed(one, "b 0815", seen="not_home", mark=mark)["row"]["mark"]
    assert _codes(clear(other, seen="not_home", mark=mark)) == ["E7027"]
    newest = _typed(one, WHOLE, seen="met", mark=newer)["row"]["mark"]
    assert _codes(clear(other, seen="not_home", mark=mark, sure="yes")) == ["E7027", "E7045"]
    assert _codes(clear(other)) == ["E7045"]
    assert _codes(clear(one, seen="met", mark=newest)) == ["E7045"]
    assert _kept(one)[1]
    assert clear(one, seen="met", mark=newest, sure="yes")["row"]["outcome"] == ""
    assert _kept(one) == ((), ())


def test_a_row_does_not_tell_of_a_special_referral(desks: tuple[Browser, Browser]) -> None:
    """No mark, as book and home show none; Delete, another line and another paper ask without its number or category."""
    one, other = desks
    row = _typed(one, "b 0815 0830 RJK!", seen="", mark="")["row"]
    ((_, _, id_),), _ = _kept(one)
    assert row["taken"] == ""
    assert "taken down" not in other.get(ROWS).text
    asked = [
        other.post(f"{ROWS}/clear", json=True, number="3", seen="met", mark=row["mark"]).json(),
        _typed(other, "b 0815 0830", seen="met", mark=row["mark"]),
        _typed(other, "b 0815 0830 CRM", seen="met", mark=row["mark"]),
    ]
    assert [_codes(found) for found in asked] == [["E7045"]] * 3
    assert all("Row 3 has what was taken down at this door, which" in found["doubts"][0] for found in asked)
    assert not any(secret in str(asked) for secret in (id_, "RJK", "taken down at this door, complaint"))
    assert [visit[2] for visit in _kept(one)[0]] == [id_]


def test_a_line_of_two_complaints_is_refused(desks: tuple[Browser, Browser]) -> None:
    """Nothing of it is kept, and the page says how the second one is entered, without scripts too; so of a wrong word."""
    desk, _ = desks
    for line, code, told in (
        ("b RJK CRM", "E7051", "on the page Complaints"),
        ("b CRM NRK", "E7051", "on the page Complaints"),
        ("b ?", "E7054", "under the field “Line”. Complaint codes: BLR CRM"),
    ):
        found = _typed(desk, line)
        assert found["codes"] == [code]
        assert told in found["faults"][0]
    refused = desk.post(ROWS, number="3", line="b RJK CRM")
    assert (refused.status_code, "E7051" in refused.text) == (422, True)
    assert _kept(desk) == ((), ())
    assert "RJK" in _typed(desk, "b rjk=")["note"]
    assert _typed(desk, "t")["note"] == ""


def test_numbers_of_papers_as_they_are_typed(desks: tuple[Browser, Browser]) -> None:
    """Small letters and spaces lead to the sheet; a briefing slip is told with the sheet that it belongs to."""
    desk, _ = desks
    for typed in (SHEET.lower(), f" {SHEET} ", SHEET.replace("-", " ")):
        assert desk.client.get("/record", params={"sheet": typed}).url.path == ROWS
    slip = SHEET.lower().replace("dds", "kk")
    page = desk.client.get("/record", params={"sheet": slip}, headers={"accept": "text/html"}).text
    assert "E7046" in page
    assert SHEET in page
