"""Guards replanning from a page: where teams stand, what was said of them, the new version and what it changes, in words."""

import datetime as dt
import re

from planner.desk.answering import sentences
from planner.domain.account import Role
from planner.domain.plan import Reason
from planner.terminal.main import run
from planner.usecases.complaints import NewAtDesk, enter_complaint
from planner.usecases.persons import correct_person
from planner.usecases.refusing import RequiredMissedError
from planner.usecases.workspace import Workspace
from planner.words.language import words
from tests.desk.pages import Browser
from tests.desk.test_day import data_of
from tests.desk.test_planning import wait_for
from tests.usecases.town import AT_DESK

REPLAN = "/day/2025-08-26/replan"


def test_a_team_that_is_away_gives_its_visits_up_and_the_page_says_which(browser: Browser) -> None:
    """The form shows where teams stand; the search is a job; its end is the difference in words, and the old version stays."""
    browser.sign_in(Role.DESK)
    found = browser.get(f"{REPLAN}?at=09:30", json=True).json()
    assert (found["version"], found["time"]) == (1, 9 * 3600 + 1800)
    assert all(0 <= team["num_done"] <= team["num_stops"] for team in found["teams"])
    assert sum(team["num_done"] for team in found["teams"]) > 0
    page = browser.get(f"{REPLAN}?at=09:30").text
    gone = found["teams"][0]["shift_id"]
    assert f'name="team-{gone}"' in page
    browser.client.follow_redirects = False
    job = browser.post(REPLAN, at="09:30", seconds="1", **{f"team-{gone}": "away"}).headers["location"]
    assert wait_for(browser, job)["faults"] == []
    result = browser.client.get(job).headers["location"]
    assert result == "/day/2025-08-26/2/changes"
    told = browser.get(result, json=True).json()
    assert told["from_version"] == 1
    assert gone in told["teams"]
    assert all(change["visit_id"] in browser.get(result).text for change in told["changes"])
    kept = data_of(browser.get("/day/2025-08-26/2").text)["teams"]
    left = next((team for team in kept if team["shift"] == gone), {"num_stops": 0})
    assert left["num_stops"] == found["teams"][0]["num_done"]
    assert browser.get("/day/2025-08-26/1")


def test_nonsense_is_refused_before_a_search(browser: Browser) -> None:
    """More stops than a team has, a moment after everybody's duty: told on the job's page, nothing kept."""
    browser.sign_in(Role.DESK)
    shift = browser.get(f"{REPLAN}?at=09:30", json=True).json()["teams"][0]["shift_id"]
    assert browser.post(REPLAN, json=True, at="tomorrow").json()["codes"] == ["E6073"]
    browser.client.follow_redirects = False
    for form, code in (({"at": "09:30", f"done-{shift}": "99"}, "E8113"), ({"at": "23:30"}, "E8116")):
        state = wait_for(browser, browser.post(REPLAN, **form).headers["location"])
        assert code in state["faults"][0]
    assert len(browser.app.state.house.ledger.plans()) == 1


def test_a_version_planned_afresh_has_nothing_new_and_hidden_doors_are_no_change(browser: Browser) -> None:
    """The first version is held against none; a door that wants no visit any more is in no list of changes."""
    browser.sign_in(Role.DESK)
    assert "planned afresh" in browser.get("/day/2025-08-26/1/changes").text
    lines = data_of(browser.get("/day/2025-08-26").text)["teams"][0]["lines"]
    door = next(line["visit"] for line in lines if line.get("purpose") == "K")
    correct_person(Workspace(browser.folder, AT_DESK), door, is_do_not_visit=True)
    browser.post("/day/2025-08-26/closed")
    assert door not in browser.get("/day/2025-08-26/2/changes").text
    assert door not in browser.get("/day/2025-08-26/2/changes", json=True).text


def test_a_plan_refused_for_what_it_leaves_out_names_the_field_that_helps(browser: Browser) -> None:
    """In the words of the forms of plan and replan, whose fold with that field is open when they come back."""
    cure = sentences(RequiredMissedError({"H001": Reason.OUTSIDE_SHIFTS}), words("en"))[-1]
    named = [part.partition("”")[0] for part in cure.split("“")[1:]]
    assert len(named) == 2
    browser.sign_in(Role.DESK)
    browser.client.follow_redirects = False
    job = browser.post(REPLAN, at="23:30").headers["location"]
    wait_for(browser, job)
    for path in (REPLAN, "/plan/2025-08-26"):
        page, again = browser.get(path).text, browser.get(f"{path}?typed={job.rpartition('/')[2]}").text
        assert all(name in page for name in named)
        fold = re.compile(rf"<details[^>]*><summary>{named[1]}")
        assert " open>" not in fold.findall(page)[0]
        assert " open>" in fold.findall(again)[0]


def test_a_complaint_that_came_in_is_ticked_on_the_way_from_today(browser: Browser) -> None:
    """The link of today's page brings it with its tick; a version made without it says that it is still not in the plan."""
    workspace = Workspace(browser.folder, AT_DESK)
    said = NewAtDesk(household="H022", category="CRM", received=dt.date(2025, 8, 25))
    new = enter_complaint(workspace, said).life.id
    folder = str(browser.folder)
    assert run(["--workspace", folder, "print", f"{folder}/plans/2025-08-26/plan-v1.json"]) == 0
    assert run(["--workspace", folder, "handout", "2025-08-26"]) == 0
    browser.sign_in(Role.DESK)
    link = f"{REPLAN}?add={new}"
    assert f'href="{link}"' in browser.get("/").text
    tick = f'name="add" value="{new}"'
    assert f"{tick} checked>" in browser.get(link).text
    page = browser.get(REPLAN).text
    assert tick in page
    assert f"{tick} checked" not in page
    for version, added, is_told in ((2, (), True), (3, (new,), False)):
        browser.client.follow_redirects = False
        job = browser.post(REPLAN, at="09:30", seconds="1", add=list(added)).headers["location"]
        assert wait_for(browser, job)["faults"] == []
        told = browser.get(f"/day/2025-08-26/{version}/changes").text
        assert (f"not in this plan: {new}" in told) is is_told
        assert (f'href="{link}"' in told) is is_told
