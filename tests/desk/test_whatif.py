"""Guards what if from a page: by forms and drawn areas, side by side, nothing kept unless wanted, and only what can be."""

import json
from typing import Any

from planner.domain.account import Role
from planner.domain.comparison import Measure, Verdict
from tests.desk.pages import Browser
from tests.desk.test_planning import wait_for

WHATIF = "/day/2025-08-26/whatif"


def asked(browser: Browser, **form: Any) -> str:
    """The address of the answer to a question."""
    browser.get(WHATIF)
    browser.client.follow_redirects = False
    job = browser.post(WHATIF, seconds="1", **form).headers["location"]
    assert wait_for(browser, job)["faults"] == []
    browser.client.follow_redirects = True
    return str(wait_for(browser, job)["result"])


def test_a_team_away_is_answered_and_kept_only_if_wanted(browser: Browser) -> None:
    """Both days stand side by side; the plan is as it was until the other one is kept as a version."""
    browser.sign_in(Role.DESK)
    address = asked(browser, without="T02")
    page = browser.get(address).text
    assert "Without T02" in page
    found = browser.get(address, json=True).json()
    (scenario,) = found["scenarios"]
    assert "T02" not in json.dumps(scenario["title"]).replace("Without T02", "")
    teams = page.split("<h2>Teams</h2>")[1]
    assert all(line["shift"] in teams for line in scenario["shifts"])
    report = browser.app.state.house.answers.get(address.rsplit("/", 1)[1])
    assert report.answers[0].question.scenario.takes_only
    better = any(
        report.comparisons[0].difference(one).verdict is Verdict.BETTER
        for one in (Measure.VISITS, Measure.COMPLAINT_PRIZE, Measure.COVERAGE_PRIZE)
    )
    assert ("With less to work with" in page) is better
    assert ("Searched on from version 1" in page) is report.is_searched_anew()
    assert len(browser.app.state.house.ledger.plans()) == 1
    assert browser.get(f"{address}/paper").content.startswith(b"%PDF")
    kept = browser.post(f"{address}/keep")
    assert kept.url.path == "/day/2025-08-26/2"
    assert browser.app.state.house.ledger.plans()[-1].actor == "Aiptu PIKET CONTOH"


def test_a_drawn_area_and_an_rt_are_closed_and_not_kept(browser: Browser) -> None:
    """A ring of degrees and an RT by its name cut doors off; such a plan is not kept, and the page says why."""
    browser.sign_in(Role.DESK)
    page = browser.get(WHATIF).text
    bounds = browser.get("/day/2025-08-26/1/map", json=True).json()["bounds"]
    west, south, east, north = bounds
    ring = [[west, south], [(west + east) / 2, south], [(west + east) / 2, north], [west, north]]
    rt = page.split('<select name="rt">')[1].split('<option value="')[2].split('"')[0]
    for form in ({"area": json.dumps(ring)}, {"rt": rt}):
        address = asked(browser, **form)
        found = browser.get(address, json=True).json()
        assert found["scenarios"][0]["measures"]["cut_off"], form
        assert "compared, not kept" in browser.get(address).text
        assert browser.post(f"{address}/keep", json=True).json()["codes"] == ["E8053"]
    assert len(browser.app.state.house.ledger.plans()) == 1


def test_what_is_no_question_is_refused(browser: Browser) -> None:
    """Nothing chosen, a line instead of an area, no number: told at once; an answer that is gone leads back to the form."""
    browser.sign_in(Role.DESK)
    browser.get(WHATIF)
    for form, code in (({}, "E8025"), ({"area": "[[1,2"}, "E8026"), ({"longer": "x"}, "E6072"), ({"rt": "no/1/2"}, "E8035")):
        assert browser.post(WHATIF, json=True, **form).json()["codes"] == [code], form
    assert "ask again" in browser.get(f"{WHATIF}/gone").text
