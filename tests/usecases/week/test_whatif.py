"""Guards a week's what-if: nothing is kept, what is taken away does nothing, announced RTs are named where they are lost."""

import datetime as dt
import re
from pathlib import Path

from planner.domain.account import Role
from tests.desk.pages import Browser, add_everybody
from tests.desk.test_books import ended
from tests.usecases.desk import DeskRun
from tests.usecases.week.conftest import START
from tests.usecases.week.test_announced import EVENING

TUESDAY, WEDNESDAY = str(START + dt.timedelta(days=1)), str(START + dt.timedelta(days=2))

STEPS = ("--iterations", "300")


def files(folder: Path) -> dict[str, bytes]:
    """All plans of a workspace."""
    return {str(path): path.read_bytes() for path in (folder / "plans").rglob("*.json")}


def test_a_team_less_makes_fewer_visits_and_keeps_nothing(desk: DeskRun) -> None:
    """As it is, the week is the one that was planned; without a team it does less; plans and ledger stay as they are."""
    before, shown = files(desk.folder), desk("week", "show")
    found = desk("week", "whatif", "--without", "T02", *STEPS)
    assert found["as_it_is"]["num_homes"] == sum(day["num_homes"] for day in shown["days"])
    assert found["without"]["num_homes"] < found["as_it_is"]["num_homes"]
    assert {day["num_teams"] for day in found["without"]["days"] if day["num_homes"]} == {1}
    assert files(desk.folder) == before
    assert desk("week", "show") == shown


def test_a_free_day_of_an_approved_week_loses_its_rts(desk: DeskRun) -> None:
    """Announced RTs that nobody goes to any more are named; the other days stand as they are."""
    shown = desk("week", "approve", "--by", "AKP CONTOH")
    day = shown["days"][1]
    found = desk("week", "whatif", "--free", day["date"], *STEPS)
    assert found["without"]["days"][1]["num_homes"] == 0
    assert set(found["lost_rts"]) == {one["group"] for one in day["neighbourhoods"]}
    assert found["without"]["days"][0] == found["as_it_is"]["days"][0]


def test_a_day_on_paper_stands_on_both_sides(desk: DeskRun) -> None:
    """Planned again by name and handed out, Tuesday stands as it is, whoever is taken away, and is told; other days go on."""
    desk("plan", "--date", TUESDAY, "--any-day", "--iterations", "50", "--prove", "0")
    desk("print", str(desk.folder / "plans" / TUESDAY / "plan-v2.json"))
    desk("handout", TUESDAY)
    found = desk("week", "whatif", "--without", "T02", "--free", TUESDAY, *STEPS)
    rolled = desk("week", "plan", "--from", str(START), *STEPS)
    kept = next(day for day in rolled["days"] if day["date"] == TUESDAY)
    for side in ("as_it_is", "without"):
        day = next(day for day in found[side]["days"] if day["date"] == TUESDAY)
        assert {name: kept[name] for name in day} == day
    assert kept["num_teams"] == 2
    assert [day["num_homes"] for day in found["as_it_is"]["days"]] == [day["num_homes"] for day in rolled["days"]]
    assert found["without"]["num_homes"] < found["as_it_is"]["num_homes"]
    assert sum("E4099" in note for note in found["notes"]) == 1
    assert any(f"E4099 Plan v2 of {TUESDAY}" in note for note in found["notes"])


def test_a_day_that_cannot_be_read_is_told(desk: DeskRun) -> None:
    """At the terminal and the desk: question marks for the day on both sides, and its file."""
    desk("week", "approve", "--by", "AKP CONTOH")
    (desk.folder / "plans" / WEDNESDAY / "plan-v1.json").unlink()
    found = desk("week", "whatif", "--without", "T02", *STEPS)
    days = [next(day for day in found[side]["days"] if day["date"] == WEDNESDAY) for side in ("as_it_is", "without")]
    assert days[0] == days[1]
    assert days[0]["is_unread"]
    assert sum("E4095" in note for note in found["notes"]) == 1
    lines = desk.text("--lang", "en", "week", "whatif", "--without", "T02", *STEPS).splitlines()
    assert next(line for line in lines if "27 August" in line).split()[-3:] == ["?"] * 3
    assert f"E4095 The plan of {WEDNESDAY} cannot be read" in desk.err
    add_everybody(desk.folder)
    settings = desk.folder / "dds.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(?m)^time_limit = .*$", "time_limit = 0.1", text), encoding="utf-8")
    browser = Browser(desk.folder, clock=lambda: EVENING).sign_in(Role.DESK)
    page = ended(browser, browser.post("/week/whatif", start=str(START), away="T02")).text
    assert page.count("E4095") == 1
    assert page.count('<td class="num">?</td>') == 4


def test_what_is_not_there_is_refused(desk: DeskRun) -> None:
    """An unknown team, a day outside the week, nothing taken away."""
    desk("week", "whatif", "--without", "T99", code=3)
    desk("week", "whatif", "--free", "2020-01-06", code=2)
    desk("week", "whatif", code=2)
