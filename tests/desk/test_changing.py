"""Guards changes by hand from a page: tried and told before anything is kept, refused with the reason, taken back."""

from planner.domain.account import Role
from tests.desk.pages import Browser
from tests.desk.test_day import data_of

CHANGE = "/day/2025-08-26/change"


def test_a_change_is_tried_then_kept_then_taken_back(browser: Browser) -> None:
    """Trying keeps nothing; keeping makes a version with the person's name; undo makes one that is as before."""
    browser.sign_in(Role.DESK)
    data = data_of(browser.get("/day/2025-08-26").text)
    stop = next(line["visit"] for line in data["teams"][0]["lines"] if line["kind"] == "stop" and line["purpose"] != "T")
    house = browser.app.state.house
    tried = browser.post(CHANGE, json=True, kind="take_out", visit=stop).json()
    assert (tried["fits"], tried["address"], len(house.ledger.plans())) == (True, "", 1)
    assert any(stop in line for line in tried["sentences"])
    kept = browser.post(CHANGE, json=True, kind="take_out", visit=stop, keep="yes").json()
    assert kept["address"].startswith("/day/2025-08-26/2")
    assert house.ledger.plans()[-1].actor == "Aiptu PIKET CONTOH"
    assert stop not in {
        line.get("visit") for team in data_of(browser.get("/day/2025-08-26").text)["teams"] for line in team["lines"]
    }
    browser.post("/day/2025-08-26/undo")
    after = data_of(browser.get("/day/2025-08-26").text)
    assert [line.get("visit") for line in after["teams"][0]["lines"]] == [
        line.get("visit") for line in data["teams"][0]["lines"]
    ]


def test_what_cannot_be_is_refused_in_words(browser: Browser) -> None:
    """A door that wants no visit, a special referral, nobody, an unreadable form: nothing is kept."""
    browser.sign_in(Role.DESK)
    browser.get("/day/2025-08-26")
    for visit in ("H029", "C2", "nobody"):
        answer = browser.post(CHANGE, json=True, kind="put", visit=visit, keep="yes")
        assert answer.status_code == 422, (visit, answer.text)
    assert browser.post(CHANGE, json=True, kind="burn", visit="H001").json()["codes"] == ["E6074"]
    assert browser.post(CHANGE, json=True, kind="put").json()["codes"] == ["E6074"]
    assert len(browser.app.state.house.ledger.plans()) == 1
