"""Guards that ids and names of any sign have pages that open and change: what an import takes, no address refuses."""

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest

from planner.desk.call import PAGE
from planner.desk.path_part import address_of, part, text_of
from planner.domain.account import Role
from planner.usecases.printing import PrintWish, print_as
from planner.usecases.progress import Silent
from planner.usecases.workspace import Workspace
from tests.desk.pages import NAMES, PASSWORD, Browser
from tests.desk.test_phones import allow
from tests.desk.test_planning import wait_for
from tests.usecases.town import AT_DESK, SOUTH, STEP, WEST

DAY = "2025-08-27"
HOME, COMPLAINT, TEAM, FACILITY = "RT01/007", "LP/12/2025", "T/3", "POS/../+1"
SHEET = f"DDS-20250827-{TEAM}-v1"
TABLES = {
    "households": "id,village,rt,rw,address,latitude,longitude,head_name\n"
    f"{HOME},V1,01,01,Jl. Contoh 77,{SOUTH + 0.0011},{WEST + 0.0011},Contoh\n",
    "teams": "id,unit,leader,members,skills,mode,shifts,village\n"
    f"{TEAM},Binmas,Aipda LIMA CONTOH – 00000005,Bripda ENAM CONTOH – 00000006,polwan,motor,hari,V1\n",
    "complaints": f"id,household,received,category,urgency,text\n{COMPLAINT},{HOME},2025-08-25,CRM,urgent,teks contoh\n",
    "facilities": f"id,kind,name,village,rt,rw,latitude,longitude\n{FACILITY},LPJ,Pos Contoh,V1,01,01,{SOUTH},{WEST + STEP}\n",
}
_LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"]*)"')


@pytest.fixture
def desk(browser: Browser) -> Browser:
    """A desk whose tables have such ids, with a day of such a team on paper and handed out."""
    keeper = browser.other().sign_in(Role.KEEPER)
    for kind, table in TABLES.items():
        keeper.get(f"/import/{kind}")
        answer = keeper.post(f"/import/{kind}", files={"file": (f"{kind}.csv", table.encode())})
        assert answer.status_code == 200, answer.text[-3000:]
    allow(browser.folder)
    browser.sign_in(Role.DESK)
    browser.get(f"/plan/{DAY}")
    browser.client.follow_redirects = False
    assert wait_for(browser, browser.post(f"/plan/{DAY}", seconds="1").headers["location"])["faults"] == []
    browser.client.follow_redirects = True
    workspace = Workspace(browser.folder, AT_DESK)
    path = browser.folder / "plans" / DAY / "plan-v1.json"
    print_as(workspace, path, PrintWish(language="id", forms=frozenset()), reporter=Silent())
    browser.get(f"/day/{DAY}/print")
    assert browser.post(f"/day/{DAY}/sheets", moment="handed").status_code == 200
    return browser


@pytest.mark.parametrize("text", ["H1", "A/N", "100%", "%2F", "%252F", ".", "..", "../x", "a?b#c", "é –", "%2E", "a+b;c=d"])
def test_a_text_of_any_sign_is_one_part_of_an_address(text: str) -> None:
    """What is read from the path is the text again, and neither a slash nor a folder is in it, nor after one reading more."""
    address = part(text)
    read = unquote(f"/homes/{address}/x").split("/")
    assert read[:2] + read[3:] == ["", "homes", "x"]
    assert text_of(read[2]) == text
    assert address_of("/".join(read)).split("/")[2].replace("+", "%2B").replace(";", "%3B").replace("=", "%3D") == address


def test_every_link_of_the_pages_that_show_such_ids_opens(desk: Browser) -> None:
    """From each page that has the ids, each link that somebody may follow leads to a page."""
    starts = [
        "/",
        f"/homes?q={HOME}",
        "/homes?q=contoh 77",
        f"/homes/{part(HOME)}",
        "/complaints",
        "/facilities",
        f"/record/{DAY}",
    ]
    starts += [f"/plan/{DAY}", f"/day/{DAY}", f"/day/{DAY}/print", f"/record?sheet={SHEET}"]
    links = set[str]()
    for start in starts:
        found = desk.client.get(start, headers={"accept": "text/html"})
        assert found.status_code == 200, start
        links |= set(map(html.unescape, _LINK.findall(found.text)))
    ways = [f"/homes/{part(HOME)}", f"/complaints/{part(COMPLAINT)}", f"/facilities/{part(FACILITY)}"]
    ways += [f"/plan/{DAY}/team/{part(TEAM)}", f"/record/sheet/{part(SHEET)}", f"/day/{DAY}/phone/{part(TEAM)}"]
    assert [way for way in ways if way not in links] == []
    links = {link for link in links if not link.startswith(("/static/", "/job/"))}
    assert [(link, code) for link in sorted(links) if (code := _status(desk, link)) != 200] == []


def test_each_of_them_changes(desk: Browser) -> None:
    """A home, a complaint and its words, a row of a sheet and a team's day are kept, and lead back to their page."""
    home, complaint, sheet = f"/homes/{part(HOME)}", f"/complaints/{part(COMPLAINT)}", f"/record/sheet/{part(SHEET)}"
    desk.get(home)
    assert _path(desk.post(home, head_name="Baru", was_head_name="Contoh")) == home
    shown = _hidden(desk.get(complaint).text, "shown")
    assert _path(desk.post(complaint, status="solved", shown=shown)) == complaint
    assert _path(desk.post(f"{complaint}/text", text="kata lagi")) == complaint
    assert desk.get(f"/api{complaint}", json=True).json()["status"] == "solved"
    desk.get(sheet)
    assert _path(desk.post(sheet, number="1", line="t")) == sheet
    assert desk.post(f"{sheet}/clear", json=True, number="1", seen="absent").status_code == 200
    team = f"/plan/{DAY}/team/{part(TEAM)}"
    shown = _hidden(desk.get(team).text, "shown")
    assert _path(desk.post(team, off="yes", shown=shown)) == f"/plan/{DAY}"
    desk.get(team)


def test_reasons_phones_and_refusals(desk: Browser) -> None:
    """Why a visit is where it is, a file with a name that every system takes, and a form that is shown again as typed."""
    for visit in (HOME, COMPLAINT):
        answer = desk.client.get(f"/day/{DAY}/1/why/{part(visit)}", headers={"accept": "application/json"})
        assert answer.status_code != 404, (visit, answer.text)
    phone = desk.get(f"/day/{DAY}/phone/{part(TEAM)}")
    assert phone.headers["content-disposition"] == f'attachment; filename="{DAY}-T-3.html"'
    complaint = f"/complaints/{part(COMPLAINT)}"
    desk.get(complaint)
    answer = desk.post(f"{complaint}/text", text="hilang?", seen="lain", **dict[str, Any]({PAGE: f"{complaint}?text=1"}))
    assert answer.status_code == 422
    assert "hilang?" in answer.text
    assert f'action="{complaint}/text"' in answer.text


def test_who_signs_in_again_or_speaks_otherwise_is_on_the_page_again(desk: Browser) -> None:
    """The page that was asked for comes after signing in, and stays when the language is changed."""
    home = f"/homes/{part(HOME)}"
    other = desk.other()
    page = other.get(home).text
    answer = other.post(
        "/sign-in", name=NAMES[Role.DESK], password=PASSWORD, next=_hidden(page[page.index('action="/sign-in"') :], "next")
    )
    assert (answer.status_code, _path(answer)) == (200, home)
    answer = desk.post("/language/id", next=_hidden(desk.get(home).text, "next"))
    assert (answer.status_code, _path(answer)) == (200, home)


@pytest.mark.parametrize("name", ["Aipda A/N CONTOH", "..", ".", "100% CONTOH", "A%2FB", "X?Y#Z"])
def test_an_account_with_any_name_can_be_changed(browser: Browser, name: str) -> None:
    """What was made here can be shut here, and gets a new password here."""
    browser.sign_in(Role.KEEPER)
    browser.get("/accounts")
    assert browser.post("/accounts", name=name, password=PASSWORD, role="piket").status_code == 200
    ways = list(_actions(browser.get("/accounts").text, f"/accounts/{part(name)}"))
    assert ways == [f"/accounts/{part(name)}", f"/accounts/{part(name)}/password"]
    assert browser.post(ways[1], password="lain sekali rahasia 1").status_code == 200
    assert browser.post(ways[0], role="piket", team="").status_code == 200
    with browser.app.state.house.ledger as ledger:
        assert [one.is_active for one in ledger.accounts() if one.name == name] == [False]


def _actions(text: str, start: str) -> Iterator[str]:
    yield from (one for one in map(html.unescape, re.findall(r'action="([^"]+)"', text)) if one.startswith(start))


def _status(desk: Browser, link: str) -> int:
    return int(desk.client.get(link, headers={"accept": "text/html"}).status_code)


def _path(answer: Any) -> str:
    return str(answer.url.raw_path.decode()).partition("?")[0]


def _hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found, name
    return html.unescape(found[1])
