"""Guards the working view: the same numbers as the plan and the paper, reasons in words, and nobody who may not be shown."""

import json
import re
from typing import Any

from planner.domain.account import Role
from planner.usecases.persons import correct_person
from tests.desk.pages import Browser


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
    for told, drawn in zip(data["teams"], data["map"]["teams"], strict=True):
        assert len(drawn["stops"]) == len([line for line in told["lines"] if line["kind"] != "break"])
        assert all(0 <= x <= data["map"]["width"] and 0 <= y <= data["map"]["height"] for _, x, y, _ in drawn["stops"])
    assert len(data["left"]) == len(data["map"]["others"])
    assert page.count('<tr class="stop"') == sum(map(len, said.values()))
    same = browser.get("/day/2025-08-26/1", json=True).json()
    assert {team["shift"]: [stop["visit"] for stop in team["stops"]] for team in same["teams"]} == said


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


def test_a_door_that_wants_no_visit_any_more_shuts_the_plan(browser: Browser) -> None:
    """As on paper: a plan that visits somebody who has asked not to be visited is refused until it is planned anew."""
    browser.sign_in(Role.DESK)
    data = data_of(browser.get("/day/2025-08-26").text)
    door = next(line["visit"] for line in data["teams"][0]["lines"] if line.get("purpose") == "K")
    from planner.usecases.workspace import Workspace  # noqa: PLC0415
    from tests.usecases.town import AT_DESK  # noqa: PLC0415

    correct_person(Workspace(browser.folder, AT_DESK), door, {"is_do_not_visit": True})
    assert "E3051" in browser.get("/day/2025-08-26", status=422).text


def test_a_day_without_a_plan_says_so(browser: Browser) -> None:
    """A day or a version that is not there is told, and the way to the newest plan is found."""
    browser.sign_in(Role.DESK)
    assert "E6071" in browser.get("/day/2025-08-28", status=422).text
    assert "E6071" in browser.get("/day/2025-08-26/7", status=422).text
    assert browser.client.get("/day").url.path == "/day/2025-08-26"
