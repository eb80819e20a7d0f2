"""Guards planning from a page: a job with an address of its own, stop and keep, and faults where they belong."""

import re
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from planner.desk.jobs import Begun
from planner.desk.pages import importing
from planner.desk.serving import Wordless
from planner.domain.account import Role
from planner.domain.errors import Fault, InputError
from planner.usecases.progress import Watched
from tests.desk.pages import Browser
from tests.desk.test_day import data_of


def wait_for(browser: Browser, address: str) -> Any:
    """The state of a job once it has ended."""
    for _ in range(600):
        state = browser.get(f"{address}/state", json=True).json()
        if state["is_ended"]:
            return state
        time.sleep(0.05)
    raise AssertionError(state)


def test_a_day_is_planned_by_one_click(browser: Browser) -> None:
    """One click starts a job, its page outlives reloads, its end is the plan, and the plan bears the person's name."""
    browser.sign_in(Role.DESK)
    page = browser.get("/plan/2025-09-02").text
    assert "2 of 2 teams" in page
    browser.client.follow_redirects = False
    answer = browser.post("/plan/2025-09-02", seconds="1")
    address = answer.headers["location"]
    assert wait_for(browser, address)["faults"] == []
    result = browser.client.get(address).headers["location"]
    assert result == "/day/2025-09-02/1"
    assert browser.client.get(address).headers["location"] == result
    browser.client.follow_redirects = True
    assert "E4012" in browser.get(address).text, "what the terminal tells beside the plan"
    with browser.app.state.house.ledger as ledger:
        (plan,) = ledger.plans()[-1:]
    assert (plan.actor, plan.date.isoformat()) == ("Aiptu PIKET CONTOH", "2025-09-02")


def test_what_work_told_is_shown_with_its_result_as_often_as_that_is_opened(browser: Browser) -> None:
    """Notes stay with the job, each once and a line each, what asks for something first; other pages do not take them away."""
    browser.sign_in(Role.DESK)
    old = {"date": "2025-08-27", "old": 1, "new": 2, "before": 9, "after": 8}

    def telling(watched: Watched) -> str:
        note = Fault(code="E4093", values=old)
        watched.tell(note, note, Fault(code="E4099", values=old | {"version": 1}))
        return "/week"

    house = browser.app.state.house
    job = house.jobs.start("Rolling the week on", telling, Begun(person="x", at=house.clock(), back="/week"))
    wait_for(browser, f"/job/{job.id}")
    assert "E4093" not in browser.get("/").text
    for _ in range(2):
        page = browser.get(f"/job/{job.id}").text
        assert [page.count(f'<p class="alarm">{code}') for code in ("E4093", "E4099")] == [1, 1]
        assert page.count("dds ") == page.count("in the command window of the PC: dds print plans/2025-08-27/plan-v1.json")


def test_a_job_that_fails_says_why_and_leads_back(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    """What a use case refuses is told in words on the job's page; a bug of ours is in the log as well, with its way."""
    browser.sign_in(Role.DESK)
    browser.get("/plan/2025-08-27")
    browser.client.follow_redirects = False
    address = browser.post("/plan/2025-08-27", seconds="1", waived="").headers["location"]
    wait_for(browser, address)

    def failing(_watched: Watched) -> str:
        message = "broken"
        raise OSError(message)

    house = browser.app.state.house
    job = house.jobs.start("Planning a day", failing, Begun(person="x", at=house.clock(), back="/plan"))
    state = wait_for(browser, f"/job/{job.id}")
    assert "OSError" in state["faults"][0]
    assert 'href="/plan"' in browser.client.get(f"/job/{job.id}").text
    (record,) = [one for one in caplog.records if one.name == "planner.desk.jobs"]
    assert record.levelname == "ERROR"
    assert "failing" in Wordless().format(record)

    def refusing(_watched: Watched) -> str:
        raise InputError.of("E6005", ledger="ledger.sqlite")

    job = house.jobs.start("Planning a day", refusing, Begun(person="x", at=house.clock(), back="/plan"))
    assert "E6005" in wait_for(browser, f"/job/{job.id}")["faults"][0]
    assert len([one for one in caplog.records if one.name == "planner.desk.jobs"]) == 1


def test_two_who_plan_anew_from_the_same_page(browser: Browser) -> None:
    """The second waits for the first, and is told of its version before anything is searched for; nothing is overwritten."""
    browser.sign_in(Role.DESK)
    browser.client.follow_redirects = False
    twice = [browser.post("/plan/2025-08-26", seconds="1", sure="yes").headers["location"] for _ in range(2)]
    assert twice[0] == twice[1], "the same form of the same person, sent twice"
    asked = [twice[0], browser.post("/plan/2025-08-26", seconds="2", sure="yes").headers["location"]]
    states = [wait_for(browser, address) for address in asked]
    assert (states[0]["faults"], states[1]["faults"][0][:5]) == ([], "E8151")
    with browser.app.state.house.ledger as ledger:
        assert [plan.version for plan in ledger.plans()] == [1, 2]


def test_a_search_that_is_stopped_keeps_its_best(browser: Browser) -> None:
    """Stop and keep: long before the limit there is a plan."""
    browser.sign_in(Role.DESK)
    browser.get("/plan/2025-09-02")
    browser.client.follow_redirects = False
    address = browser.post("/plan/2025-09-02", seconds="300").headers["location"]
    while not browser.get(f"{address}/state", json=True).json()["found"]:
        time.sleep(0.05)
    browser.post(f"{address}/stop")
    assert wait_for(browser, address)["result"] == "/day/2025-09-02/1"


@pytest.mark.parametrize("what", ["print", "plan", "roads"])
def test_work_that_is_stopped_before_it_begins_is_not_done(
    browser: Browser, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends at once, says so, and leads back to its form as it was sent; a file that came with it goes."""
    upload = tmp_path / "upload"
    monkeypatch.setattr(importing, "tempfile", SimpleNamespace(mkdtemp=lambda: upload.mkdir() or str(upload)))
    browser.sign_in(Role.KEEPER if what == "roads" else Role.DESK)
    house, holding = browser.app.state.house, threading.Event()
    before = house.jobs.start("Making the report", lambda _: holding.wait(60) and "/", _begun(house, "/report"))
    action, form, files = {
        "print": ("/day/2025-08-26/print", {"version": "1", "names": "none"}, None),
        "plan": ("/plan/2025-08-27", {"seconds": "7"}, None),
        "roads": ("/import/roads", {}, {"file": ("roads.csv", b"id\n")}),
    }[what]
    browser.get("/")
    browser.client.follow_redirects = False
    address = browser.post(action, files=files, **form).headers["location"]
    page = browser.get(address).text
    assert (upload.exists(), ">Stop</button>" in page, "best so far" in page) == (what == "roads", True, False)
    browser.post(f"{address}/stop")
    page = browser.get(address).text
    assert "stopped before it began" in page
    assert ">stopped</span>" in browser.get("/").text
    back = re.search(rf'href="({re.escape(action)}[^"]*)"', page[page.index("<main") :])
    assert back is not None
    shown = browser.get(back.group(1)).text
    for value in {"print": ['value="none" selected'], "plan": ['value="7"'], "roads": []}[what]:
        assert value in shown
    holding.set()
    wait_for(browser, f"/job/{before.id}")
    assert _ended(house) == [(True, ""), (False, "/")]
    assert not upload.exists()
    with house.ledger as ledger:
        assert (len(ledger.plans()), any(sheet.printed_at for sheet in ledger.sheets())) == (1, False)


def test_other_work_than_a_search_is_stopped_only_while_it_waits(browser: Browser) -> None:
    """A report has no best so far: once it has begun it goes on to its end, and its page offers no stop."""
    house, holding, begun = browser.sign_in(Role.DESK).app.state.house, threading.Event(), threading.Event()

    def working(watched: Watched) -> str:
        begun.set()
        holding.wait(60)
        return "/plan" if watched.is_interrupted() else "/report"

    words = []
    for is_search in (False, True):
        job = house.jobs.start("Making the report", working, replace(_begun(house, "/report"), is_search=is_search))
        assert begun.wait(60)
        address = f"/job/{job.id}"
        words.append(browser.get(f"{address}/state", json=True).json()["stop"])
        assert ('data-part="stop" hidden' in browser.get(address).text) is not is_search
        assert ("cannot be stopped any more" in browser.post(f"{address}/stop").text) is not is_search
        holding.set()
        assert wait_for(browser, address)["result"] == ("/plan" if is_search else "/report")
        holding.clear()
        begun.clear()
    assert words == ["", "Stop and keep the best so far"]


def _begun(house: Any, back: str) -> Begun:
    return Begun(person="x", at=house.clock(), back=back)


def _ended(house: Any) -> list[tuple[bool, str]]:
    return [(job.is_stopped, job.result) for job in house.jobs.finished()]


def test_fields_that_cannot_be_read_are_refused(browser: Browser) -> None:
    """A number out of its bounds, a day that is none: said with what was expected, and nothing is begun."""
    browser.sign_in(Role.DESK)
    browser.get("/plan/2025-08-27")
    assert "E6072" in browser.post("/plan/2025-08-27", seconds="-1").text
    assert "E6072" in browser.post("/plan/2025-08-27", balance="x").text
    assert "E6070" in browser.get("/plan/27-08-2025", status=422).text
    assert browser.app.state.house.jobs.going_on() == ()
    assert "started anew" in browser.get("/job/unknown", status=404).text


def test_a_day_that_is_hardly_meant_wants_a_tick(browser: Browser) -> None:
    """A day that is over or years ahead is planned for a tick alone; a year that nobody means is no day."""
    browser.sign_in(Role.DESK)
    browser.client.follow_redirects = False
    for day, code in (("2025-07-01", "E4013"), ("2198-01-01", "E4014")):
        assert 'name="sure"' in browser.get(f"/plan/{day}").text
        assert code in browser.post(f"/plan/{day}", seconds="1").text
        assert code in browser.post("/week", start=day).text
        assert "location" in browser.post(f"/plan/{day}", seconds="1", sure="yes").headers
    assert 'name="sure"' not in browser.get("/plan/2025-08-27").text
    for day in ("9999-12-31", "0001-01-01"):
        assert "E6070" in browser.get(f"/plan/{day}", status=422).text


def test_planning_again_keeps_what_was_taken_out_and_says_so(browser: Browser) -> None:
    """The page of the new version says what it keeps of the one before; with the tick nothing of it counts."""
    browser.sign_in(Role.DESK)
    day = "2025-08-26"
    made = next(
        line["visit"] for line in data_of(browser.get(f"/day/{day}").text)["teams"][0]["lines"] if line.get("purpose") == "K"
    )
    browser.post(f"/day/{day}/change", json=True, kind="take_out", visit=made, keep="yes")
    assert 'name="anew"' in browser.get(f"/plan/{day}").text
    for form, is_told in (({}, True), ({"anew": "yes"}, False)):
        browser.client.follow_redirects = False
        address = browser.post(f"/plan/{day}", seconds="1", sure="yes", **form).headers["location"]
        assert wait_for(browser, address)["faults"] == []
        text = browser.get(browser.client.get(address).headers["location"]).text
        assert ("E4102" in text) is is_told
        with browser.app.state.house.ledger as ledger:
            assert len(ledger.plans()) == (3 if is_told else 4)
