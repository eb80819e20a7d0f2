"""Guards changes by hand from a page beyond the first: places in the order, swaps, visits added, promises, undo and redo."""

from typing import Any

from planner.domain.account import Role
from tests.desk.pages import Browser
from tests.desk.test_day import data_of

DAY = "/day/2025-08-26"
CHANGE = f"{DAY}/change"


def stops(browser: Browser, version: int | str = "") -> dict[str, list[str]]:
    """Visits of each team in order."""
    teams = data_of(browser.get(f"{DAY}/{version}" if version else DAY).text)["teams"]
    return {team["shift"]: [line["visit"] for line in team["lines"] if line["kind"] == "stop"] for team in teams}


def kept(browser: Browser, **form: Any) -> int:
    """The version that a change is kept as."""
    answer = browser.post(CHANGE, json=True, keep="yes", **form).json()
    assert answer["fits"], answer
    return int(answer["address"].split("?")[0].rsplit("/", 1)[1])


def test_a_visit_goes_to_the_very_place(browser: Browser) -> None:
    """Before the visit that is named, or to the end; before what is done it comes as the next."""
    browser.sign_in(Role.DESK)
    team, order = next((team, order) for team, order in stops(browser).items() if len(order) > 3)
    report = browser.post(CHANGE, json=True, kind="put", visit=order[2], shift=team, before=order[1]).json()
    assert report["sentences"]
    if report["fits"]:
        version = kept(browser, kind="put", visit=order[2], shift=team, before=order[1])
        assert stops(browser, version)[team][:3] == [order[0], order[2], order[1]]
    last = browser.post(CHANGE, json=True, kind="put", visit=order[0], shift=team, before="end").json()
    assert last["sentences"]


def test_what_was_taken_back_is_made_again_until_something_else_is_done(browser: Browser) -> None:
    """Undo twice, redo twice: every version is as it was; after a new change nothing can be made again."""
    browser.sign_in(Role.DESK)
    first = stops(browser)
    team = next(iter(first))
    free = [
        line["visit"]
        for line in data_of(browser.get(DAY).text)["teams"][0]["lines"]
        if line["kind"] == "stop" and line["purpose"] != "T"
    ]
    kept(browser, kind="take_out", visit=free[0])
    second = stops(browser)
    kept(browser, kind="take_out", visit=free[1])
    third = stops(browser)
    assert f'action="{DAY}/redo"' not in browser.get(DAY).text
    browser.post(f"{DAY}/undo")
    assert stops(browser) == second
    browser.post(f"{DAY}/undo")
    assert stops(browser) == first
    assert f'action="{DAY}/redo"' in browser.get(DAY).text
    assert f'action="{DAY}/undo"' not in browser.get(DAY).text
    browser.post(f"{DAY}/redo")
    assert stops(browser) == second
    browser.post(f"{DAY}/redo")
    assert stops(browser) == third
    assert browser.post(f"{DAY}/redo", json=True).json()["codes"] == ["E8123"]
    browser.post(f"{DAY}/undo")
    kept(browser, kind="lock", visit=first[team][-1], shift=team)
    assert browser.post(f"{DAY}/redo", json=True).json()["codes"] == ["E8123"]


def test_two_are_swapped_a_door_is_added_and_a_promise_is_asked_for(browser: Browser) -> None:
    """A swap and a visit of the ledger are tried and told; a promised visit is taken out only if somebody says so."""
    browser.sign_in(Role.DESK)
    order = next(order for order in stops(browser).values() if len(order) > 1)
    swapped = browser.post(CHANGE, json=True, kind="swap", visit=order[0], other=order[1]).json()
    assert swapped["sentences"]
    assert browser.post(CHANGE, json=True, kind="swap", visit=order[0], other=order[0]).json()["codes"] == ["E6074"]
    data = data_of(browser.get(DAY).text)
    planned = {visit for team in stops(browser).values() for visit in team} | set(data["left"])
    with browser.app.state.house.ledger as ledger:
        new = next(home.id for home in ledger.households() if home.id not in planned and not home.is_do_not_visit)
    added = browser.post(CHANGE, json=True, kind="put", visit=new).json()
    assert any(new in line for line in added.get("sentences", added.get("faults")))
    for team in data["teams"]:
        for line in team["lines"]:
            if line["kind"] != "stop":
                continue
            out = browser.post(CHANGE, json=True, kind="take_out", visit=line["visit"]).json()
            assert out["fits"] or out["promise"], out
            assert not any("--" in sentence for sentence in out["sentences"])
            if out["promise"]:
                assert browser.post(CHANGE, json=True, kind="take_out", visit=line["visit"], waives="yes").json()["fits"]
