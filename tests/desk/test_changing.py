"""Guards changes by hand from a page: tried and told before anything is kept, refused with the reason, taken back."""

from planner.domain.account import Role
from planner.terminal.main import run
from planner.usecases.persons import correct_person
from planner.usecases.seen import mark_of
from planner.usecases.workspace import Workspace
from tests.desk.pages import Browser
from tests.desk.test_day import data_of
from tests.usecases.town import AT_DESK

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


def test_only_what_was_told_is_kept(browser: Browser) -> None:
    """What does something else by now than its trial told is refused; what is kept is said on the next page."""
    browser.sign_in(Role.DESK)
    lines = data_of(browser.get("/day/2025-08-26").text)["teams"][0]["lines"]
    stop = next(line["visit"] for line in lines if line.get("purpose") == "K")
    asked = {"kind": "take_out", "visit": stop}
    mark = browser.post(CHANGE, json=True, **asked).json()["mark"]
    assert browser.post(CHANGE, json=True, keep="yes", shown=mark_of("other"), **asked).json()["codes"] == ["E6138"]
    kept = browser.post(CHANGE, json=True, keep="yes", shown=mark, **asked).json()
    assert f"Kept as version 2. {stop}" in browser.get(kept["address"]).text


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


def test_what_another_day_has_is_told_before_and_after(browser: Browser) -> None:
    """A door taken out here and printed for the next day since: the trial says so, and so does the page after the undo."""
    browser.sign_in(Role.DESK)
    lines = data_of(browser.get("/day/2025-08-26").text)["teams"][0]["lines"]
    stop = next(line["visit"] for line in lines if line.get("purpose") == "K")
    browser.post(CHANGE, json=True, kind="take_out", visit=stop, keep="yes")
    dds = ["--workspace", str(browser.folder)]
    assert run([*dds, "plan", "--date", "2025-08-27", "--any-day", "--iterations", "20", "--prove", "0"]) == 0
    assert run([*dds, "print", str(browser.folder / "plans" / "2025-08-27" / "plan-v1.json")]) == 0
    tried = browser.post(CHANGE, json=True, kind="put", visit=stop).json()
    assert [stop in line for line in tried["sentences"] if line.startswith("E4091")] == [True]
    page = browser.post("/day/2025-08-26/undo").text
    assert "E4091" in page
    assert "is as version 1 was" in page
    assert "E4091" not in browser.get("/day/2025-08-26").text


def test_doors_are_not_taken_out_of_a_version_that_the_page_did_not_show(browser: Browser) -> None:
    """“Take them out” in front of an older version changes nothing (E8120), on the newest it does."""
    browser.sign_in(Role.DESK)
    lines = data_of(browser.get("/day/2025-08-26").text)["teams"][0]["lines"]
    stop, door = [line["visit"] for line in lines if line.get("purpose") == "K"][:2]
    correct_person(Workspace(browser.folder, AT_DESK), door, is_do_not_visit=True)
    page = browser.get("/day/2025-08-26").text
    form = page[page.index('action="/day/2025-08-26/closed"') :]
    assert 'name="version" value="1"' in form[: form.index("</form>")]
    browser.post(CHANGE, json=True, kind="take_out", visit=stop, keep="yes")
    assert browser.post("/day/2025-08-26/closed", json=True, version="1").json()["codes"] == ["E8120"]
    assert len(browser.app.state.house.ledger.plans()) == 2
    assert browser.post("/day/2025-08-26/closed", version="2").url.path == "/day/2025-08-26/3"


def test_all_that_was_told_since_the_last_page_is_on_the_next(browser: Browser) -> None:
    """Two sentences for one page: both, each once; what is to be heeded apart."""
    house = browser.app.state.house
    for sentence in ("First.", "Second.", "First."):
        house.told("somebody", sentence)
    house.told("somebody", "Third!", is_warning=True)
    assert house.take_told("somebody") == (["First.", "Second."], ["Third!"])
    assert house.take_told("somebody") == ([], [])
