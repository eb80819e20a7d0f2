"""Guards several desks at one day, and what is left when the program ends in the middle: nothing lost, conflicts told."""

import datetime as dt
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from planner.domain.account import Role
from planner.domain.errors import InputError
from planner.usecases.acting import Acting
from planner.usecases.reading import read_kept_plan
from planner.usecases.recording.in_front import Shown
from planner.usecases.recording.typed_sheet import TypedSheets
from planner.usecases.sheet_list import register_sheets
from planner.usecases.workspace import Workspace, held_ledger
from tests.desk.conftest import NOW
from tests.desk.pages import NAMES, Browser
from tests.desk.test_day import data_of
from tests.usecases.desk import DATE, SHEET
from tests.usecases.town import AT_DESK


def _at_once(*work: Callable[[], Any]) -> None:
    """Do all at the same time; the first error of any is raised."""
    errors: list[BaseException] = []

    def one(do: Callable[[], Any]) -> None:
        try:
            do()
        except BaseException as error:  # noqa: BLE001 (raised below, in the test's own thread)
            errors.append(error)

    threads = [threading.Thread(target=one, args=(do,)) for do in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def _recorded(folder: Path) -> dict[int, str]:
    with Workspace(folder, AT_DESK).ledger() as ledger:
        return {visit.number: visit.outcome.value for visit in ledger.visits_of_sheet(SHEET)}


def test_three_browsers_record_one_day(browser: Browser) -> None:
    """Three desks type rows of one sheet at the same moments: every row is kept, and a row that two typed is told."""
    browser.sign_in(Role.DESK).get(f"/record/sheet/{SHEET}")
    desks = [browser, *(browser.other().sign_in(Role.DESK) for _ in range(2))]
    for desk in desks:
        desk.get(f"/record/sheet/{SHEET}")

    def typing(desk: Browser, numbers: range) -> None:
        for number in numbers:
            typed = {"json": True, "number": str(number), "line": "b", "seen": ""}
            answer = desk.post(f"/record/sheet/{SHEET}", **typed)
            if "E7034" in answer.text:  # the row of the lamp, whose condition the paper does not say
                answer = desk.post(f"/record/sheet/{SHEET}", **typed, sure="yes")
            assert answer.json()["row"]["outcome"] == "met", answer.text

    _at_once(*(lambda desk=desk, first=first: typing(desk, range(first, 13, 3)) for first, desk in enumerate(desks, 1)))
    assert _recorded(browser.folder) == dict.fromkeys(range(1, 13), "met")
    said: list[dict[str, Any]] = []
    lines = ("t", "m", "p")

    def clashing(desk: Browser, line: str) -> None:
        said.append(desk.post(f"/record/sheet/{SHEET}", json=True, number="13", line=line, seen="").json())

    _at_once(*(lambda desk=desk, line=line: clashing(desk, line) for desk, line in zip(desks, lines, strict=True)))
    assert [bool(one["doubts"]) for one in said].count(True) == 2
    assert all("E7027" in one["doubts"][0] for one in said if one["doubts"])


def test_a_line_that_fails_takes_nobody_elses_with_it(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that are written together are told one by one: a wrong one is refused, the others are kept."""
    ledger = held_ledger(browser.folder)
    workspace, sheets = Workspace(browser.folder, AT_DESK, held=ledger), TypedSheets()
    sheets.show(workspace, SHEET)
    sheets._turn.acquire()  # so that all of them wait and are written together
    told: dict[int, object] = {}

    def keep(number: int) -> None:
        try:
            told[number] = sheets.keep(workspace, SHEET, number, "b").recorded[number].outcome.value
        except InputError as error:
            told[number] = error.faults[0].code

    threads = [threading.Thread(target=keep, args=(number,)) for number in (1, 2, 99, 3)]
    for thread in threads:
        thread.start()
    while len(sheets._waiting) < 4:
        pass
    sheets._turn.release()
    for thread in threads:
        thread.join()
    assert told == {1: "met", 2: "met", 99: "E7002", 3: "met"}
    assert _recorded(browser.folder) == {1: "met", 2: "met", 3: "met"}
    monkeypatch.setattr("planner.ledger.deriving.renew", lambda *_arguments: (_ for _ in ()).throw(OSError("disk")))
    with pytest.raises(OSError, match="disk"):
        sheets.keep(workspace, SHEET, 4, "b")
    monkeypatch.undo()
    assert _recorded(browser.folder) == {1: "met", 2: "met", 3: "met"}
    ledger.close()


def test_what_another_program_records_is_seen_at_the_next_line(browser: Browser) -> None:
    """Lines that stay in memory are those of the ledger: one from elsewhere is a clash, one taken back there is gone."""
    ledger = held_ledger(browser.folder)
    workspace, sheets, elsewhere = Workspace(browser.folder, AT_DESK, held=ledger), TypedSheets(), TypedSheets()
    apart = Workspace(browser.folder, AT_DESK)  # opens the ledger anew each time, as a command does
    sheets.show(workspace, SHEET)
    for number in (1, 2):
        sheets.keep(workspace, SHEET, number, "b", shown=Shown(outcome=""))
    elsewhere.keep(apart, SHEET, 3, "t", shown=Shown(outcome=""))
    assert [doubt.code for doubt in sheets.keep(workspace, SHEET, 3, "b", shown=Shown(outcome="")).doubts] == ["E7027"]
    elsewhere.clear(apart, SHEET, 3)
    elsewhere.keep(apart, SHEET, 2, "t", shown=Shown(outcome="met"))
    found = sheets.keep(workspace, SHEET, 3, "b", shown=Shown(outcome=""))
    assert {number: visit.outcome.value for number, visit in found.recorded.items()} == {1: "met", 2: "not_home", 3: "met"}
    corrected = sheets.keep(workspace, SHEET, 1, "t", shown=Shown(outcome="met")).recorded[1]
    assert _recorded(browser.folder)[1] == corrected.outcome.value == "not_home"
    ledger.close()


def test_a_desk_that_ends_while_recording_loses_nothing(browser: Browser) -> None:
    """After a restart the page goes on at the next row; the browser's session is still good, and the old page still sends."""
    browser.sign_in(Role.DESK).get(f"/record/sheet/{SHEET}")
    for number in (1, 2, 3):
        browser.post(f"/record/sheet/{SHEET}", json=True, number=str(number), line="b", seen="")
    browser.app.state.house.ledger._engine.dispose()  # the program is gone without a word
    again = Browser(browser.folder, clock=lambda: NOW)
    again.client.cookies.set("dds", browser.client.cookies["dds"], domain="testserver.local")
    again.token = browser.token
    answer = again.post(f"/record/sheet/{SHEET}", json=True, number="4", line="t", seen="")
    assert answer.json()["next"] == 5
    page = again.get(f"/record/sheet/{SHEET}").text
    assert 'name="number" inputmode="numeric" value="5"' in page
    assert _recorded(browser.folder) == {1: "met", 2: "met", 3: "met", 4: "not_home"}


def test_a_desk_that_ends_while_planning_says_so(browser: Browser) -> None:
    """A job of before a restart is not there any more: the page says so, and the day can be planned again."""
    browser.sign_in(Role.DESK).get("/plan/2025-08-27")
    browser.client.follow_redirects = False
    address = browser.post("/plan/2025-08-27", seconds="60").headers["location"]
    again = Browser(browser.folder, clock=lambda: NOW)
    again.client.cookies.set("dds", browser.client.cookies["dds"], domain="testserver.local")
    assert again.get(address, status=404)
    assert "/plan/2025-08-27" in again.get("/plan/2025-08-27").text
    browser.post(f"{address}/stop")
    assert again.get(f"/day/{DATE}").status_code == 200


def test_a_change_in_front_of_an_old_version_is_told(browser: Browser) -> None:
    """Whoever decides in front of a version that another desk has replaced keeps nothing, takes nothing back, and is told."""
    day, shown = f"/day/{DATE}", {"version": "1"}
    browser.sign_in(Role.DESK)
    teams = data_of(browser.get(day).text)["teams"]
    stops = [line["visit"] for team in teams for line in team["lines"] if line["kind"] == "stop" and line["purpose"] != "T"]
    other = browser.other().sign_in(Role.DESK)
    kept = other.post(f"{day}/change", json=True, kind="take_out", visit=stops[0], keep="yes", **shown).json()
    assert kept["address"].startswith(f"{day}/2")
    for keep in ("", "yes"):
        late = browser.post(f"{day}/change", json=True, kind="take_out", visit=stops[1], keep=keep, **shown)
        assert (late.status_code, late.json()["codes"]) == (422, ["E8120"])
    for path in ("undo", "redo"):
        assert browser.post(f"{day}/{path}", json=True, **shown).json()["codes"] == ["E8120"]
    assert len(browser.app.state.house.ledger.plans()) == 2


def test_two_correct_one_home(browser: Browser) -> None:
    """Each desk's fields are kept beside the other's; the same field is told, and kept when said again."""
    browser.sign_in(Role.DESK)
    known = home_fields(browser)
    was = {f"was_{name}": cell for name, cell in known.items()}
    other = browser.other().sign_in(Role.DESK)
    other.get("/homes/H007")
    other.post("/homes/H007", **{**was, **known, "landmark": "masjid CONTOH"})
    browser.post("/homes/H007", **{**was, **known, "detail": "Jl. Contoh 70"})
    assert home_fields(browser) == {**known, "landmark": "masjid CONTOH", "detail": "Jl. Contoh 70"}
    late = other.post("/homes/H007", **{**was, **known, "detail": "Jl. Contoh 700"})
    assert late.status_code == 409
    assert "meanwhile put: Jl. Contoh 70." in late.text
    assert home_fields(browser)["detail"] == "Jl. Contoh 70"
    again = {**{f"was_{name}": cell for name, cell in home_fields(browser).items()}, **home_fields(browser)}
    other.post("/homes/H007", **{**again, "detail": "Jl. Contoh 700"})
    assert home_fields(browser)["detail"] == "Jl. Contoh 700"


def home_fields(browser: Browser) -> dict[str, str]:
    """What the form of a home shows."""
    return dict(re.findall(r'name="was_(\w+)" value="([^"]*)"', browser.get("/homes/H007").text))


def test_two_keep_settings(browser: Browser) -> None:
    """The second is told that others were kept meanwhile; its text stays on the page and replaces them only when kept again."""
    browser.sign_in(Role.KEEPER)
    path = browser.folder / "dds.toml"
    before = path.read_text(encoding="utf-8")
    shown = re.findall(r'name="shown" value="(\w+)"', browser.get("/settings").text)[0]
    first, second = (before.replace("holidays = []", f"holidays = [2026-12-{day}]") for day in (25, 26))
    assert "were kept" in browser.post("/settings", text=first, shown=shown).text
    late = browser.post("/settings", text=second, shown=shown)
    assert (late.status_code, "2026-12-26" in late.text) == (409, True)
    assert path.read_text(encoding="utf-8") == first
    shown = re.findall(r'name="shown" value="(\w+)"', late.text)[0]
    assert "were kept" in browser.post("/settings", text=second, shown=shown).text
    assert path.read_text(encoding="utf-8") == second


def _shown(page: str, action: str) -> str:
    found = re.search(r'name="shown" value="(\w+)"', page[page.index(f'action="{action}"') :])
    assert found is not None
    return found.group(1)


def test_a_team_day_that_another_desk_has_kept(browser: Browser) -> None:
    """A form, and the button that forgets, are refused where somebody has said something else of the team since."""
    address = "/plan/2025-08-27/team/T01"
    other = browser.other().sign_in(Role.DESK)
    shown = _shown(browser.sign_in(Role.DESK).get(address).text, address)
    other.post(address, hours="09:00-12:00")
    for action in (address, f"{address}/clear"):
        assert browser.post(action, json=True, shown=shown, hours="10:00-12:00").json()["codes"] == ["E6138"]
    shown = _shown(browser.get(address).text, f"{address}/clear")
    assert browser.post(f"{address}/clear", shown=shown).status_code == 200


def test_an_account_that_another_keeper_has_shut(browser: Browser) -> None:
    """It is not opened again by who had its page open before."""
    account = f"/accounts/{quote(NAMES[Role.OFFICER])}"
    keeper, other = browser.other().sign_in(Role.KEEPER), browser.other().sign_in(Role.KEEPER)
    late = {"role": "petugas", "active": "yes", "shown": _shown(keeper.get("/accounts").text, account)}
    other.get("/accounts")
    other.post(account, role="petugas")
    assert keeper.post(account, json=True, **late).json()["codes"] == ["E6138"]
    late["shown"] = _shown(keeper.get("/accounts").text, account)
    assert keeper.post(account, **late).status_code == 200


def test_an_import_of_another_is_not_taken_back(browser: Browser) -> None:
    """The button takes back the import that its page showed, and no later one."""

    def bring(*names: str) -> None:
        rows = "".join(f"{name},V1,01,01,Jl. {name} CONTOH,-6.199,106.452\n" for name in names)
        table = f"id,village,rt,rw,address,latitude,longitude\n{rows}"
        page = keeper.post("/import/households", files={"file": ("rumah.csv", table.encode())})
        assert f"{len(names)} new" in page.text

    keeper, undo = browser.sign_in(Role.KEEPER), "/import/households/undo"
    keeper.get("/import/households")
    bring("H900")
    shown = _shown(keeper.get("/import/households").text, undo)
    bring("H901", "H902")
    assert "E6138" in keeper.post(undo, shown=shown).text
    shown = _shown(keeper.get("/import/households").text, undo)
    assert "taken back" in keeper.post(undo, shown=shown).text


def test_a_complaint_on_which_another_desk_has_had_its_word(browser: Browser) -> None:
    """What was said in front of another state of it is refused, and told; on the page as it is now it is kept."""
    address = "/complaints/C1"
    other = browser.other().sign_in(Role.DESK)
    shown = _shown(browser.sign_in(Role.DESK).get(address).text, address)
    other.get(address)
    other.post(address, status="waiting", until="2025-09-02", **{"for": "agency"})
    assert browser.post(address, json=True, shown=shown, status="solved").json()["codes"] == ["E6138"]
    assert browser.get(address, json=True).json()["status"] == "waiting"
    assert browser.post(address, shown=_shown(browser.get(address).text, address), status="solved").status_code == 200


def test_a_day_that_another_desk_has_planned_anew(browser: Browser) -> None:
    """A search, and noting all sheets at once, are refused from a page that shows another version or other sheets."""
    day, plan = "/day/2025-08-26", "/plan/2025-08-26"
    browser.sign_in(Role.DESK)
    workspace = Workspace(browser.folder, AT_DESK)
    with workspace.ledger() as ledger:
        kept = read_kept_plan(workspace.folder / ledger.plans()[-1].path)
        sheets = register_sheets(workspace, ledger, kept)
    forms = {plan: plan, f"{day}/replan": f"{day}/replan", f"{day}/sheets": f"{day}/print"}
    shown = {action: _shown(browser.get(page).text, action) for action, page in forms.items()}
    moved = data_of(browser.get(day).text)["teams"][0]["lines"]
    visit = next(line["visit"] for line in moved if line.get("purpose") == "K")
    browser.post(f"{day}/change", visit=visit, kind="take_out", keep="yes")
    with workspace.ledger() as ledger:
        newest = ledger.plans()[-1]
        register_sheets(workspace, ledger, read_kept_plan(workspace.folder / newest.path), is_printed=True)
    assert (len(sheets), newest.version) == (2, 2)
    sent = {"sure": "yes", "at": "09:30", "moment": "handed"}
    for action, mark in shown.items():
        assert browser.post(action, json=True, shown=mark, **sent).json()["codes"] == ["E6138"], action
    with workspace.ledger() as ledger:
        assert not any(sheet.handed_out_at for sheet in ledger.sheets())
    shown = _shown(browser.get(f"{day}/print").text, f"{day}/sheets")
    assert "noted" in browser.post(f"{day}/sheets", shown=shown, moment="handed").text


def test_sheets_that_another_desk_has_noted(browser: Browser) -> None:
    """Nothing ticked, any note of another desk is kept from being overwritten; ticked, one of the sheets that are ticked."""
    page, action = "/day/2025-08-26/print", "/day/2025-08-26/sheets"
    acting = Acting(person="piket", clock=lambda: NOW - dt.timedelta(hours=1))
    workspace = Workspace(browser.sign_in(Role.DESK).folder, acting)
    with workspace.ledger() as ledger:
        register_sheets(workspace, ledger, read_kept_plan(workspace.folder / ledger.plans()[-1].path), is_printed=True)
        first, second = [sheet.id for sheet in ledger.sheets(dt.date.fromisoformat(DATE))][:2]
    other = browser.other().sign_in(Role.DESK)

    def shown() -> dict[str, str]:
        text = browser.get(page).text
        found = re.search(r'name="was" value="([^"]+)"', text)
        assert found is not None
        return {"shown": _shown(text, action), "was": found.group(1)}

    def states() -> list[str]:
        with workspace.ledger() as ledger:
            return [sheet.state.value for sheet in ledger.sheets(dt.date.fromisoformat(DATE)) if sheet.id in (first, second)]

    def codes(**sent: Any) -> list[str]:
        answer = browser.post(action, json=True, **sent)
        return list(answer.json()["codes"]) if answer.status_code == 422 else []

    browser.post(action, moment="handed", **shown())
    browser.post(action, moment="returned", sheet=first, **shown())
    old = shown()
    other.post(action, moment="returned", sheet=second)
    assert codes(moment="returned", undo="yes", **old) == ["E6138"]
    assert states() == ["returned", "returned"]
    other.post(action, moment="returned", sheet=second, undo="yes")
    old = shown()
    other.post(action, moment="lost", sheet=second)
    assert codes(moment="returned", sheet=second, **old) == ["E6138"]
    assert states() == ["returned", "lost"]
    assert codes(moment="returned", sheet=first, undo="yes", **old) == [], "of this sheet the page was right"
    assert codes(moment="returned", sheet=second, **shown()) == []
    assert states() == ["handed_out", "returned"]
