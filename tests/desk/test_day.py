"""Guards the working view: the same numbers as the plan and the paper, reasons in words, and nobody who may not be shown."""

import json
import re
from typing import Any

from planner.domain.account import Role
from planner.terminal.main import run
from planner.usecases.persons import correct_person
from planner.usecases.workspace import Workspace
from tests.desk.pages import Browser
from tests.usecases.town import AT_DESK


def data_of(page: str) -> Any:
    """The data island of a page."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found.group(1))


def test_the_view_shows_what_the_plan_says(browser: Browser) -> None:
    """Teams, stops, order and times are those of the plan file; each stop has a place on the map."""
    browser.sign_in(Role.DESK)
    page = browser.get("/day/2025-08-26").text
    data = data_of(page)
    plan = json.loads((browser.folder / "plans" / "2025-08-26" / "plan-v1.json").read_text(encoding="utf-8"))
    said = {team["shift"]: [line["visit"] for line in team["lines"] if line["kind"] == "stop"] for team in data["teams"]}
    assert said == {route["shift"]: [stop["visit"] for stop in route["stops"]] for route in plan["routes"]}
    drawing = browser.get("/day/2025-08-26/1/map", json=True).json()
    for told, drawn in zip(data["teams"], drawing["teams"], strict=True):
        assert len(drawn["stops"]) == len([line for line in told["lines"] if line["kind"] != "break"])
        assert all(0 <= x <= drawing["width"] and 0 <= y <= drawing["height"] for _, x, y, _ in drawn["stops"])
        assert drawn["route"].startswith("M")
    assert len(data["left"]) == len(drawing["others"])
    assert page.count('<tr class="stop"') == sum(map(len, said.values()))
    same = browser.get("/day/2025-08-26/1", json=True).json()
    assert {team["shift"]: [stop["visit"] for stop in team["stops"]] for team in same["teams"]} == said


def test_a_damaged_plan_says_which_day_and_what_helps(browser: Browser) -> None:
    """The working view, its replanning and printing: what is wrong with the file, whose day that is, and the cure (E4095)."""
    plan = browser.folder / "plans" / "2025-08-26" / "plan-v1.json"
    browser.sign_in(Role.DESK).get("/day/2025-08-26")
    plan.write_text("{", encoding="utf-8")
    pages = [browser.get(f"/day/2025-08-26{end}", status=422).text for end in ("", "/1", "/replan", "/whatif")]
    for page in [*pages, browser.post("/day/2025-08-26/print").text]:
        assert "E3002" in page
        assert "E4095 The plan of 2025-08-26 cannot be read (plans/2025-08-26/plan-v1.json)" in page
        assert "plan the day again (page Plan)" in page


def test_a_day_of_doors_that_may_stay_shut_says_what_it_brings(browser: Browser) -> None:
    """The page has the sentence of `dds plan` and the data its numbers; a plan made before has neither."""
    browser.sign_in(Role.DESK)
    path = browser.folder / "dds.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("shut_minutes = 0", "shut_minutes = 3"), encoding="utf-8")
    options = ("--date", "2025-08-26", "--any-day", "--iterations", "50", "--prove", "0")
    assert run(["--workspace", str(browser.folder), "plan", *options]) == 0
    assert "busiest team" in browser.get("/day/2025-08-26/2").text
    told = browser.get("/day/2025-08-26/2", json=True).json()["expected"]
    assert 0 < told["met"] < told["num_doors"]
    assert "busiest team" not in browser.get("/day/2025-08-26/1").text
    assert browser.get("/day/2025-08-26/1", json=True).json()["expected"] is None


def test_every_visit_has_its_reason(browser: Browser) -> None:
    """Planned or left out: why, in sentences without commands; an unknown id is a fault."""
    browser.sign_in(Role.CHIEF)
    data = data_of(browser.get("/day/2025-08-26").text)
    for visit in [data["teams"][0]["lines"][0]["visit"], *data["left"][:2]]:
        answer = browser.get(f"/day/2025-08-26/1/why/{visit}", json=True).json()
        assert answer["sentences"]
        assert not any("dds " in line for line in answer["sentences"])
    assert browser.get("/day/2025-08-26/1/why/nobody", json=True, status=422).json()["codes"] == ["E8106"]


def test_who_may_not_be_shown_is_nowhere(browser: Browser) -> None:
    """RJK and doors that want no visit are on no page and in no data; names only as the mode allows, words never."""
    browser.sign_in(Role.DESK)
    for address in ("/", "/day/2025-08-26", "/plan/2025-08-26"):
        for text in (browser.get(address).text, browser.client.get(address, headers={"accept": "application/json"}).text):
            for hidden in ("C2", "RJK", "H029", "Rahasia", "teks pengaduan", "tidak boleh tersimpan"):
                assert not re.search(rf"\b{hidden}\b", text), (address, hidden)


def test_a_door_that_wants_no_visit_any_more_is_not_shown_and_taken_out_in_one_step(browser: Browser) -> None:
    """The view opens and says so; the door is on no list and no map, and one button takes it out of the plan."""
    browser.sign_in(Role.DESK)
    lines = data_of(browser.get("/day/2025-08-26").text)["teams"][0]["lines"]
    before = [line["visit"] for line in lines if line["kind"] == "stop"]
    door = next(line["visit"] for line in lines if line.get("purpose") == "K")
    correct_person(Workspace(browser.folder, AT_DESK), door, is_do_not_visit=True)
    for address in ("/day/2025-08-26", "/day/2025-08-26/1", "/day/2025-08-26/1/map"):
        assert door not in browser.get(address).text
    assert "1 planned visit may no longer be made" in browser.get("/day/2025-08-26").text
    after = browser.post("/day/2025-08-26/closed")
    assert (after.status_code, after.url.path) == (200, "/day/2025-08-26/2")
    assert "may no longer be made" not in after.text
    kept = [line["visit"] for line in data_of(after.text)["teams"][0]["lines"] if line["kind"] == "stop"]
    assert kept == [visit for visit in before if visit != door]


def test_a_day_without_a_plan_says_so(browser: Browser) -> None:
    """A day or a version that is not there is told, and the way to the newest plan is found."""
    browser.sign_in(Role.DESK)
    assert "E6071" in browser.get("/day/2025-08-28", status=422).text
    assert "E6071" in browser.get("/day/2025-08-26/7", status=422).text
    assert browser.client.get("/day").url.path == "/day/2025-08-26"
