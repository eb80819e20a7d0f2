"""Guards printing, the list of sheets, and recording from pages: kept at once, in doubt asked, two desks told."""

import datetime as dt
import io
import json
import re
import threading
from pathlib import Path

import pdfplumber
import pytest

from planner.desk.jobs import Begun, Work
from planner.domain.account import Role
from planner.domain.errors import Fault
from planner.terminal.main import run
from planner.usecases.complaints import NewAtDesk, enter_complaint
from planner.usecases.persons import correct_person
from planner.usecases.progress import Watched
from planner.usecases.workspace import Workspace
from tests.desk.pages import Browser, acting
from tests.desk.test_day import data_of
from tests.desk.test_planning import wait_for
from tests.usecases.desk import SHEET
from tests.usecases.town import AT_DESK

DAY = "/day/2025-08-26"
BARS = {"told": "status", "warned": "alert"}
ROWS = f"/record/sheet/{SHEET}"


@pytest.fixture
def officer(browser: Browser) -> Browser:
    """The desk, signed in."""
    browser.sign_in(Role.DESK).get("/")
    return browser


def test_papers_are_made_and_shown(officer: Browser) -> None:
    """One click makes the papers; a page leads to each, and to no other file."""
    officer.client.follow_redirects = False
    assert wait_for(officer, officer.post(f"{DAY}/print").headers["location"])["faults"] == []
    page = officer.get(f"{DAY}/print").text
    assert f"{DAY}/1/paper/sheets.pdf" in page
    answer = officer.client.get(f"{DAY}/1/paper/sheets.pdf")
    assert (answer.content[:5], answer.headers["content-type"]) == (b"%PDF-", "application/pdf")
    assert answer.headers["cache-control"] == "no-store"
    for name in ("..%2F..%2Fledger.sqlite", "ledger.sqlite", "%2e%2e", "nothing.pdf", "..\\x.pdf"):
        assert officer.client.get(f"{DAY}/1/paper/{name}").status_code == 404


def test_every_paper_of_the_list_can_be_opened(officer: Browser) -> None:
    """Each sheet and briefing slip by its own link, all slips in one file; whoever may not look at papers is led to none."""
    officer.client.follow_redirects = False
    wait_for(officer, officer.post(f"{DAY}/print").headers["location"])
    page = officer.get(f"{DAY}/print").text
    papers = {row.id for row in officer.app.state.house.ledger.sheets()}
    assert any(number.startswith("KK-") for number in papers)
    links = dict(re.findall(r'<a href="([^"]+)" target="_blank" rel="noopener" aria-label="([^"]+), PDF">', page))
    assert set(links.values()) == papers
    for address, number in [*links.items(), (f"{DAY}/1/paper/slips.pdf", "KK-20250826-")]:
        assert f'href="{address}"' in page
        with pdfplumber.open(io.BytesIO(officer.client.get(address).content)) as document:
            assert number in "".join(one.extract_text() for one in document.pages)
    assert officer.other().sign_in(Role.KEEPER).get(next(iter(links)), status=403)


def test_what_is_to_be_heeded_stands_apart_from_what_was_done(officer: Browser) -> None:
    """After printing a word of success says what was made, in its own bar; a note of a fault is an alarm beside it."""
    lines = data_of(officer.get(DAY).text)["teams"][0]["lines"]
    door = next(line["visit"] for line in lines if line.get("purpose") == "K")
    officer.app.state.house.jobs.start(
        "Printing the sheets", _telling(door), Begun(person="x", at=officer.app.state.house.clock(), back="/")
    )
    (job,) = officer.app.state.house.jobs.going_on() or officer.app.state.house.jobs.finished()
    wait_for(officer, f"/job/{job.id}")
    page = officer.get(f"/job/{job.id}").text
    told, warned = (re.search(f'<div class="{name}" role="{role}">(.*?)</div>', page) for name, role in BARS.items())
    assert told is not None
    assert warned is not None
    assert ("2 sheets and briefing slips were made." in told[1], "E6" in told[1]) == (True, False)
    assert warned[1].startswith('<p class="alarm">E6058 ')
    officer.client.follow_redirects = False
    made = officer.post(f"{DAY}/print").headers["location"]
    wait_for(officer, made)
    officer.client.follow_redirects = True
    page = officer.get(made).text
    assert "3 sheets and briefing slips were made." in page
    assert page.count(" autofocus") == 1
    assert re.search(r'<a class="button main" autofocus href="[^"]+/sheets.pdf"', page), "one Enter marks nothing"
    assert "sheets and briefing slips were made" not in officer.get(f"{DAY}/print").text


def _telling(door: str) -> Work:
    def work(watched: Watched) -> str:
        watched.did("{count} sheets and briefing slips were made.", count=2)
        watched.tell(Fault(code="E6058", values={"id": door, "where": "T01", "date": "2025-08-26"}))
        return f"{DAY}/print"

    return work


def test_replaced_sheets_that_are_still_out_are_listed_until_they_are_back(officer: Browser) -> None:
    """After a change and a reprint the older papers are on the lists of printing, recording and today, and rows go in."""
    dds = ["--workspace", str(officer.folder)]
    assert run([*dds, "print", str(officer.folder / "plans/2025-08-26/plan-v1.json")]) == 0
    assert run([*dds, "handout", "2025-08-26"]) == 0
    teams = data_of(officer.get(DAY).text)["teams"]
    stop = next(line["visit"] for line in teams[0]["lines"] if line.get("purpose") == "K")
    officer.post(f"{DAY}/change", json=True, kind="take_out", visit=stop, keep="yes")
    assert run([*dds, "print", str(officer.folder / "plans/2025-08-26/plan-v2.json")]) == 0
    old = f"DDS-20250826-{teams[0]['shift']}-v1"
    for page in (officer.get("/record/2025-08-26").text, officer.get(f"{DAY}/print").text):
        assert f">{old}<" in page
        assert "replaced by version 2" in page
    assert (f'aria-label="{old}, PDF"' in page, "to be taken back" in page) == (True, True)
    assert re.search(f"Replaced, to be taken back: [^<]*{old}", officer.get("/").text)
    assert old in officer.get("/api/today").json()["days"][0]["sheets_to_take_back"]
    assert "1 sheet noted" in officer.post(f"{DAY}/sheets", moment="returned", sheet=old).text
    assert f"to be taken back: {old}" not in officer.get("/").text
    assert f'href="/record/sheet/{old}"' in officer.get("/record/2025-08-26").text
    officer.get(f"/record/sheet/{old}")
    assert officer.post(f"/record/sheet/{old}", json=True, number="1", line="b", seen="").json()["row"]["outcome"] == "met"


def test_sheets_are_handed_out_and_come_back(officer: Browser) -> None:
    """Marked all at once or one by one, taken back, and a lost one says what has to be done."""
    officer.client.follow_redirects = False
    wait_for(officer, officer.post(f"{DAY}/print").headers["location"])
    officer.client.follow_redirects = True
    officer.get(f"{DAY}/print")
    assert "3 sheets noted" in officer.post(f"{DAY}/sheets", moment="handed").text
    assert "1 sheet noted" in officer.post(f"{DAY}/sheets", moment="returned", sheet=SHEET).text
    assert "1 sheet noted" in officer.post(f"{DAY}/sheets", moment="returned", sheet=SHEET, undo="yes").text
    assert "Tick the sheets" in officer.post(f"{DAY}/sheets", moment="lost").text
    assert "3x24" in officer.post(f"{DAY}/sheets", moment="lost", sheet=SHEET).text
    states = {row.id: row.state.value for row in officer.app.state.house.ledger.sheets()}
    assert states[SHEET] == "lost"


def test_a_row_is_kept_at_once(officer: Browser) -> None:
    """One key is a row: it is in the ledger before the answer, with the person's name; the next row and the counts are told."""
    page = officer.get(ROWS).text
    assert page.count("data-seen") == page.count("data-number=")
    found = officer.post(ROWS, json=True, number="1", line="b", seen="").json()
    assert (found["doubts"], found["next"], found["row"]["outcome"], found["counts"]["met"]) == ([], 2, "met", 1)
    (visit,) = officer.app.state.house.ledger.visits_of_sheet(SHEET)
    assert (visit.number, visit.actor) == (1, "Aiptu PIKET CONTOH")
    again = officer.get(ROWS).text
    assert 'data-number="1" data-seen="met"' in again
    assert officer.post(f"{ROWS}/clear", json=True, number="1").json()["next"] == 1
    assert officer.app.state.house.ledger.visits_of_sheet(SHEET) == ()


def test_a_line_that_cannot_be_read_is_refused(officer: Browser) -> None:
    """What is no outcome, no row or no sheet is told, and nothing is kept."""
    officer.get(ROWS)
    for line in ("z", "", " "):
        assert "no outcome" in officer.post(ROWS, json=True, number="1", line=line).json()["faults"][0]
    assert officer.post(ROWS, json=True, number="400", line="b").json()["codes"] == ["E7002"]
    assert "no outcome" in officer.post(ROWS, number="1", line="z").text
    long = "9" * 300
    for number in ("DDS-20250826-T99-v1", "plan-v1.json", "%00", long, f"DDS-20250826-{long}"):  # sheets, never files
        assert "E7001" in officer.get(f"/record/sheet/{number}", status=422).text
    assert officer.app.state.house.ledger.visits_of_sheet(SHEET) == ()


def test_one_key_keeps_the_rest_of_the_homes_as_shut(officer: Browser) -> None:
    """`s` answers with every row that it kept; what was recorded before stays as it is."""
    officer.get(ROWS)
    officer.post(ROWS, json=True, number="1", line="b", seen="")
    found = officer.post(ROWS, json=True, number="1", line="s", seen="met").json()
    assert found["rows"]
    assert {row["outcome"] for row in found["rows"].values()} == {"not_home"}
    assert (found["row"]["outcome"], found["counts"]["not_home"]) == ("met", len(found["rows"]))


def test_the_rest_says_which_promise_is_typed_next(officer: Browser) -> None:
    """After `s` over a complaint the page goes on at the complaint, not behind it nor at the top; also if nothing was kept."""
    officer.get(ROWS)
    routes = json.loads((officer.folder / "plans/2025-08-26/plan-v1.json").read_text(encoding="utf-8"))["routes"]
    stops = next(route["stops"] for route in routes if route["shift"] == "T01")
    promised = 1 + next(number for number, stop in enumerate(stops) if stop["visit"].startswith("C"))
    start = str(max(1, promised - 1))
    for _ in range(2):
        found = officer.post(ROWS, json=True, number=start, line=f"s {promised + 2}").json()
        assert found["next"] == promised


def test_the_first_page_names_what_the_day_leaves_open(officer: Browser) -> None:
    """A complaint that the plan never weighed and a sheet typed in by half stand on Today with the way to mend each."""
    assert "rows without a result" not in officer.get("/").text
    new = NewAtDesk(household="H010", category="CRM", received=dt.date(2025, 8, 25))
    id_ = enter_complaint(Workspace(officer.folder, AT_DESK), new).life.id
    officer.get(ROWS)
    officer.post(ROWS, json=True, number="1", line="b", seen="")
    page = officer.get("/").text
    assert f"not in this plan: {id_}" in page
    assert "Plan the day again to take them in." in page
    assert f'rows without a result: <a href="{ROWS}">' in page


def test_two_desks_at_one_row_are_told(officer: Browser) -> None:
    """Whoever types a row that another desk recorded meanwhile sees by whom and as what, and decides."""
    officer.get(ROWS)
    other = officer.other().sign_in(Role.DESK)
    other.get(ROWS)
    officer.post(ROWS, json=True, number="1", line="b", seen="")
    found = other.post(ROWS, json=True, number="1", line="t", seen="").json()
    assert "E7027" in found["doubts"][0]
    assert found["row"]["outcome"] == "met"
    sure = other.post(ROWS, json=True, number="1", line="t", seen="", sure="yes").json()
    assert (sure["doubts"], sure["row"]["outcome"]) == ([], "not_home")


def test_a_special_referral_is_answered_with_whom_to_call(officer: Browser) -> None:
    """RJK: the unit to call; the category comes back on no page."""
    officer.get(ROWS)
    found = officer.post(ROWS, json=True, number="2", line="b RJK!", seen="").json()
    assert "RJK" in found["note"]
    assert "RJK" not in json.dumps(found["row"])
    for address in (ROWS, "/", "/record/2025-08-26"):
        assert "RJK" not in officer.get(address).text


def test_a_sheet_is_found_by_its_number(officer: Browser, tmp_path: Path) -> None:
    """What a scanner types leads to the sheet; without a number to the last day with sheets."""
    _ = tmp_path
    assert officer.client.get("/record", params={"sheet": SHEET}).url.path == ROWS
    assert officer.client.get("/record").url.path == "/record/2025-08-26"


def test_what_waited_does_not_print_an_older_version(officer: Browser) -> None:
    """A version kept while printing waits, or since the page was drawn, is told before any paper is made."""
    house = officer.app.state.house
    holding = threading.Event()
    house.jobs.start("Planning a day", lambda _: str(holding.wait(60)), Begun(person="x", at=house.clock(), back="/"))
    officer.get(f"{DAY}/print")
    officer.client.follow_redirects = False
    address = officer.post(f"{DAY}/print", version="1").headers["location"]
    stop = next(line["visit"] for line in data_of(officer.get(DAY).text)["teams"][0]["lines"] if line.get("purpose") == "K")
    officer.post(f"{DAY}/change", json=True, kind="take_out", visit=stop, keep="yes")
    holding.set()
    assert [line[:5] for line in wait_for(officer, address)["faults"]] == ["E8151"]
    assert "E8151" in officer.post(f"{DAY}/print", version="1").text
    assert list((officer.folder / "sheets").rglob("*.pdf")) == []


def test_a_door_that_was_shut_after_printing_is_told_before_the_sheets_go_out_and_after(officer: Browser) -> None:
    """The print page names the door and hands out only what was struck; then the first page and the view say so."""
    officer.get(f"{DAY}/print")
    officer.client.follow_redirects = False
    wait_for(officer, officer.post(f"{DAY}/print").headers["location"])
    officer.client.follow_redirects = True
    assert "E4120" not in officer.get(f"{DAY}/print").text
    lines = data_of(officer.get(DAY).text)["teams"][0]["lines"]
    door = next(line["visit"] for line in lines if line["kind"] == "stop" and line["purpose"] == "K")
    correct_person(Workspace(officer.folder, acting("desk")), door, is_do_not_visit=True)
    page = officer.get(f"{DAY}/print").text
    assert f"goes to doors that may not be visited any more: {door}." in page
    assert "on printed sheets may no longer be made" in officer.get(DAY).text
    refused = officer.post(f"{DAY}/sheets", moment="handed")
    assert (refused.status_code, "E4120" in refused.text) == (422, True)
    assert "sheets noted" in officer.post(f"{DAY}/sheets", moment="handed", struck="yes").text
    assert f"E4121 Sheets that teams have go to doors that may not be visited any more: {door}." in officer.get("/").text
    view = officer.get(DAY).text
    assert ("on sheets that teams have may no longer be made" in view, "is not printed" in view) == (True, False)
    assert "E4120" not in officer.get(f"{DAY}/print").text
