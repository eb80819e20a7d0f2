"""Guards the books of the desk: complaints, homes, facilities, files brought in, reports and the audit trail."""

import datetime as dt
import json
import os
import re
import time
from collections.abc import Mapping
from typing import Any

import pytest

from planner.domain.account import Role
from planner.usecases.backing_up import open_sealed
from planner.usecases.duty import set_team_day
from planner.usecases.team_day_words import TeamDayWords
from planner.usecases.workspace import Workspace
from tests.desk.pages import NAMES, Browser
from tests.usecases.town import AT_DESK

NOON = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)


def trail(browser: Browser, action: str) -> list[Any]:
    """Entries of one kind in the audit trail."""
    with Workspace(browser.folder, AT_DESK).ledger() as ledger:
        return list(ledger.audit_trail(action=action))


def ended(browser: Browser, page: Any) -> Any:
    """The page that a job leads to when it is over."""
    for _ in range(600):
        if not page.url.path.startswith("/job/"):
            break
        time.sleep(0.05)
        page = browser.get(page.url.path)
    return page


def test_a_complaint_is_taken_without_a_file_and_goes_on_by_the_desks_word(browser: Browser) -> None:
    """What somebody brings to the desk stands in the book at once; each word of the desk is kept with the person."""
    browser.sign_in(Role.DESK)
    assert "Take a complaint" in browser.get("/complaints").text
    page = browser.post("/complaints", household="H005", category="JLN", received="2025-08-26", text="Jalan berlubang CONTOH")
    assert page.status_code == 200
    assert "answer due" in page.text
    assert "berlubang" not in page.text
    id_ = page.url.path.rpartition("/")[2]
    page = browser.post(f"/complaints/{id_}", status="waiting", until="2025-09-02", **{"for": "agency"})
    assert "complaint_status" not in page.text
    found = {one["id"]: one for one in browser.get("/complaints", json=True).json()["complaints"]}
    assert (found[id_]["status"], found[id_]["next_contact"], found[id_]["waiting_for"]) == ("waiting", "2025-09-02", "agency")
    assert trail(browser, "waiting" if trail(browser, "waiting") else "complaint")[-1].actor == "Aiptu PIKET CONTOH"


def test_a_word_about_a_complaint_on_a_plan_is_answered_with_where_it_stands(browser: Browser) -> None:
    """Answered by telephone: whoever says so is told that the day's plan still goes there; accepted, nothing."""
    browser.sign_in(Role.DESK)
    assert "E6180" not in browser.post("/complaints/C1", status="accepted").text
    page = browser.post("/complaints/C1", status="closed")
    assert re.search(
        r"E6180 Nobody need go about complaint C1 any more, and it is still planned: 2025-08-26 v1 \(\d\d", page.text
    )
    assert "radio" not in page.text


def test_the_first_page_says_what_was_said_of_teams_since(browser: Browser) -> None:
    """A team that is off since the day was planned is named, and the step is to plan, not to print."""
    browser.sign_in(Role.DESK)
    assert "E4076" not in browser.get("/").text
    set_team_day(Workspace(browser.folder, AT_DESK), dt.date(2025, 8, 26), "T02", TeamDayWords(is_off=True))
    found = browser.get("/", json=True).json()
    assert (found["next_step"], found["days"][0]["differing_teams"]) == ("plan", ["T02"])
    assert "E4076 To serve otherwise that day than the plan has it: T02." in browser.get("/").text


def test_the_text_is_read_when_asked_for_and_that_is_noted(browser: Browser) -> None:
    """What was said stands on no page until somebody who may asks for it, and then the look is in the trail."""
    browser.sign_in(Role.CHIEF)
    assert "teks pengaduan contoh" not in browser.get("/complaints/C1").text
    assert not trail(browser, "read")
    assert "teks pengaduan contoh" in browser.get("/complaints/C1?text=1").text
    assert [(entry.actor, entry.subject) for entry in trail(browser, "read")] == [("Kompol KEPALA CONTOH", "complaint C1")]


def test_words_too_few_are_listed_and_completed(browser: Browser) -> None:
    """The book names complaints whose words are too few; who may read them completes them, unless they changed meanwhile."""
    browser.sign_in(Role.DESK)
    assert 'href="/complaints/C1#text"' in browser.get("/complaints").text
    assert 'name="seen"' not in browser.get("/complaints/C1").text  # nobody replaces words that they have not read
    seen = re.search(r'name="seen" value="(\w+)"', browser.get("/complaints/C1?text=1").text)
    assert seen
    words = "Got di depan rumah mampat sejak hujan Jumat lalu dan berbau (DATA CONTOH)."
    page = browser.post("/complaints/C1/text", text=words, seen=seen[1])
    assert f"Kept: {len(words)} letters." in page.text
    assert words not in page.text
    assert 'href="/complaints/C1#text"' not in browser.get("/complaints").text
    late = browser.post("/complaints/C1/text", json=True, text="Lain sama sekali", seen=seen[1])
    assert (late.status_code, late.json()["codes"]) == (422, ["E6037"])
    now = re.search(r'name="seen" value="(\w+)"', browser.get("/complaints/C1?text=1").text)
    assert now
    browser.post("/complaints/C1/text", text=words.replace("Jumat", "Sabtu"), seen=now[1])  # as many letters, other words
    late = browser.post("/complaints/C1/text", json=True, text=words + "!", seen=now[1])
    assert (late.status_code, late.json()["codes"]) == (422, ["E6037"])
    assert browser.post("/complaints/C2/text", json=True, text=words).json()["codes"] == ["E6031"]
    both = browser.post("/complaints/C1/text", text="Lain pula")  # by a caller who has not seen what is kept
    assert f"Kept: {len(words) + 10} letters. Before: {len(words)} letters." in both.text
    kept = trail(browser, "complaint")[-1]
    assert (kept.actor, kept.subject, words in str(kept.details)) == ("Aiptu PIKET CONTOH", "complaint C1", False)


def test_a_special_referral_is_on_no_page(browser: Browser) -> None:
    """RJK is as if it were not there: not in the book, not by its number, not at its home, not as data, nor like another."""
    browser.sign_in(Role.DESK)
    for path in ("/complaints", "/homes/H004", "/homes?q=H004"):
        assert "C2" not in browser.get(path).text
    for there, other in (("/complaints/C2", "/complaints/C8"), ("/homes/C2", "/homes/C8")):
        found, missing = (browser.client.get(path, headers={"accept": "application/json"}) for path in (there, other))
        assert (found.status_code, found.text) == (missing.status_code, missing.text.replace("C8", "C2"))
    for path in ("/complaints/c2", "/complaints/C02", "/complaints/H010"):  # E6031, E6031, E6160
        assert "C2" not in str(browser.client.get(path, headers={"accept": "application/json"}).json())
    assert "RJK" not in str(browser.get("/complaints", json=True).json())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("H007", ["H007"]),
        ("rahasia12", ["H012"]),
        ("contoh 7 RT 1", ["H007"]),
        ("rt01 rw 1 contoh 3", ["H003"]),
        ("jl. contoh 2", ["H002", "H012", *(f"H{number:03d}" for number in range(20, 30))]),
        ("contoh 7, RT.001/RW.01", ["H007"]),
        ("jalan contoh 7 001/001", ["H007"]),
        ("Dusun Contoh 7 RT/RW 1/1", ["H007"]),
        ("100%", []),
        ("", []),
    ],
)
def test_homes_are_found_by_what_people_say(browser: Browser, asked: str, found: list[str]) -> None:
    """Every word must be in the name, address, village or number; RT and RW are units, not signs; % is a sign."""
    browser.sign_in(Role.DESK)
    answer = browser.client.get("/homes", params={"q": asked}, headers={"accept": "application/json"}).json()
    assert [home["id"] for home in answer["homes"]] == found
    assert not answer["is_cut"]


VILLAGE = {"type": "Polygon", "coordinates": [[[106.4, -6.3], [106.5, -6.3], [106.5, -6.1], [106.4, -6.1], [106.4, -6.3]]]}


def test_homes_are_found_by_the_name_of_their_village(browser: Browser) -> None:
    """Nobody knows the codes: a village is asked for by its name, alone or with a unit, and the number of homes is the same."""
    village = {"type": "Feature", "properties": {"code": "V1", "name": "Jatisari Contoh"}, "geometry": VILLAGE}
    (browser.folder / "desa.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [village]}))
    settings = browser.folder / "dds.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(?m)^#? *outline = .*$", 'outline = "desa.geojson"', text), encoding="utf-8")
    browser.sign_in(Role.DESK)
    for asked, count in (("jatisari", 30), ("Desa Jatisari, RT 03", 10), ("jatisari rahasia12", 1), ("jatimulya", 0)):
        answer = browser.client.get("/homes", params={"q": asked}, headers={"accept": "application/json"}).json()
        assert len(answer["homes"]) == count, asked


def test_a_home_is_corrected_and_left_in_peace(browser: Browser) -> None:
    """What was typed is kept, what was not stays; the wish not to be visited is taken and taken back; all of it is noted."""
    browser.sign_in(Role.DESK)
    assert "Jl. Contoh 7" in browser.get("/homes/H007").text
    same = {"head_name": "Rahasia7", "landmark": "", "rt": "01", "rw": "01"}
    browser.post("/homes/H007", detail="Jl. Contoh 77", do_not_visit="yes", **same)
    with Workspace(browser.folder, AT_DESK).ledger() as ledger:
        (home,) = ledger.households(["H007"])
    assert (home.address.detail, home.head_name, home.is_do_not_visit) == ("Jl. Contoh 77", "Rahasia7", True)
    assert trail(browser, "correct")[-1].details["columns"] == "detail,is_do_not_visit"
    browser.post("/homes/H007", detail="Jl. Contoh 77", **same)
    with Workspace(browser.folder, AT_DESK).ledger() as ledger:
        assert not ledger.households(["H007"])[0].is_do_not_visit
    assert trail(browser, "show")[-1].actor == "Aiptu PIKET CONTOH"
    assert browser.post("/homes/H007", **{**same, "rt": "satu", "detail": "Jl. Contoh 77"}).status_code == 422


def test_a_report_is_made_and_handed_out(browser: Browser) -> None:
    """A month is counted as a job; its files are handed out by name, and nothing else of the folder is."""
    browser.sign_in(Role.CHIEF)
    browser.get("/report")
    assert ended(browser, browser.post("/report", month="2025-07")).url.path == "/report"
    assert "report-en.pdf" in browser.get("/report").text
    assert browser.get("/report/2025-07/report-en.pdf").content.startswith(b"%PDF")
    browser.get("/report/2025-07/..%2F..%2Fledger.sqlite", status=404)
    browser.get("/report/2025-07/report-xx.pdf", status=404)


def test_a_report_of_a_month_that_was_running_is_listed_as_unfinished(browser: Browser) -> None:
    """Also when the month is over: the paper stays what it was when it was written."""
    folder = browser.folder / "reports"
    browser.sign_in(Role.CHIEF)
    for name, written in (("2025-07", NOON.replace(day=16)), ("2025-06", NOON)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        paper = folder / name / "report-en.pdf"
        paper.write_bytes(b"%PDF")
        os.utime(paper, (written.timestamp(), written.timestamp()))
    page = browser.get("/report").text
    assert page.count("unfinished: until") == 1
    assert "(unfinished: until Wednesday, 16 July 2025)" in page


def test_the_trail_is_looked_at_by_day_person_and_kind(browser: Browser) -> None:
    """Newest first; a day that is none is refused with its code."""
    browser.sign_in(Role.KEEPER)
    assert ">table of households<" in (page := browser.get("/audit?kind=import").text)
    assert "file: " in page
    assert '<option value="import" selected>import</option>' in page
    assert ">sheets registered</option>" in page
    assert "table of households" not in browser.get("/audit?kind=import&from=2031-01-01").text
    assert "E6070" in browser.get("/audit?from=soon", status=422).text


def test_settings_are_judged_before_they_are_kept_and_can_be_taken_back(browser: Browser) -> None:
    """A faulty text changes nothing and stays on the page with its faults; a good one is kept, and so is the one before it."""
    browser.sign_in(Role.KEEPER)
    path = browser.folder / "dds.toml"
    before = path.read_text(encoding="utf-8")
    assert "max_visits" in browser.get("/settings").text
    page = browser.post("/settings", text=before + "\n[salah]\nkunci = 1\n")
    assert page.status_code == 422
    assert "E5" in page.text
    assert "kunci = 1" in page.text
    assert path.read_text(encoding="utf-8") == before
    after = before.replace("holidays = []", "holidays = [2026-12-25]")
    assert "settings were kept" in browser.post("/settings", text=after.replace("\n", "\r\n")).text
    assert path.read_text(encoding="utf-8") == after
    assert trail(browser, "settings")[-1].details == {"lines": 2}
    (name,) = [kept.stem for kept in (browser.folder / "settings").iterdir()]
    assert "holidays = []" in browser.get(f"/settings?earlier={name}").text
    assert "Nothing is different" in browser.post("/settings", text=after).text
    assert "2026-12-25" in browser.get("/settings?earlier=../dds").text


def test_a_week_is_planned_by_the_desk_and_signed_by_the_chief(browser: Browser) -> None:
    """The job ends on the week's page; the chief's own name signs it, and takes that back; nobody else may."""
    browser.sign_in(Role.DESK)
    assert "No week is planned yet" in browser.get("/week").text
    settings = browser.folder / "dds.toml"
    settings.write_text(
        re.sub(r"(?m)^time_limit = .*$", "time_limit = 0.3", settings.read_text(encoding="utf-8")), encoding="utf-8"
    )
    browser.get("/week/whatif", status=422)
    page = ended(browser, browser.post("/week", start="2025-09-01"))
    assert page.url.path == "/week"
    assert "Not approved yet" in page.text
    assert "E4012" in page.text, "what the terminal tells beside the week"
    found = browser.get("/week", json=True).json()
    assert (found["start"], found["is_finished"], len(found["days"])) == ("2025-09-01", True, 6)
    signing = {"start": "2025-09-01", "version": str(found["version"])}
    assert browser.post("/week/sign", **signing).status_code == 403
    assert browser.get("/", json=True).json()["week_to_approve"] == "2025-09-01"
    assert "your word" not in browser.get("/").text
    chief = browser.other().sign_in(Role.CHIEF)
    assert "waits for your word" in chief.get("/").text
    assert "Approved by Kompol KEPALA CONTOH" in chief.post("/week/sign", **signing).text
    assert "waits for your word" not in chief.get("/").text
    print_the_week(browser, chief, signing)
    assert "Not approved yet" in chief.post("/week/sign", undo="yes", **signing).text
    assert "the approval was taken back" in browser.get("/week").text
    ask_about_the_week(browser, found)


def print_the_week(browser: Browser, chief: Browser, signing: Mapping[str, str]) -> None:
    """The desk prints; the chief reads the papers and has none made; nothing else of the workspace is handed out."""
    assert chief.post("/week/print", **signing).status_code == 403
    page = ended(browser, browser.post("/week/print", **signing))
    papers = re.findall(r'href="(/week/[^"]+\.pdf)"', page.text)
    assert any("week.pdf" in paper for paper in papers)
    assert any("notice-" in paper for paper in papers)
    assert "drafts" not in page.text
    assert chief.get(papers[0]).content.startswith(b"%PDF")
    folder = papers[0].rpartition("/")[0]
    for name in ("..%2F..%2F..%2Fledger.sqlite", "week.typ", "sheet-T01.pdf"):
        chief.get(f"{folder}/{name}", status=404)


def ask_about_the_week(browser: Browser, week: Mapping[str, Any]) -> None:
    """What is ticked is taken away: a free day has no visits, the team none all week; the week itself is as it was."""
    day = max(week["days"], key=lambda one: one["num_homes"])["date"]
    assert f'value="T02@{day}"' in browser.get("/week/whatif").text
    assert "Tick who is away" in browser.post("/week/whatif", start=week["start"]).text
    page = ended(browser, browser.post("/week/whatif", start=week["start"], free=day, away="T02"))
    found = browser.get(page.url.path, json=True).json()
    (before,), (after,) = ([one for one in found[side]["days"] if one["date"] == day] for side in ("as_it_is", "without"))
    assert (before["num_homes"] > 0, after["num_homes"]) == (True, 0)
    assert {one["num_teams"] for one in found["without"]["days"] if one["num_homes"]} == {1}
    assert "Nothing was kept" in page.text
    assert browser.get("/week", json=True).json()["days"] == week["days"]


def test_homes_that_nobody_reaches_are_listed_and_drawn(browser: Browser) -> None:
    """The answer names each home with its reason, hands out list and map, and leads to the home; only the desk asks."""
    browser.sign_in(Role.KEEPER)
    browser.get("/import/households")
    far = "id,village,rt,rw,address,latitude,longitude\nH901,V1,01,01,Jl. Jauh CONTOH,-6.90012,107.90031\n"
    browser.post("/import/households", files={"file": ("rumah.csv", far.encode(), "text/csv")})
    browser.get("/reach", status=403)
    desk = browser.other().sign_in(Role.DESK)
    assert "/reach" in desk.get("/homes").text
    desk.get("/reach")
    page = ended(desk, desk.post("/reach"))
    assert 'href="/homes/H901"' in page.text
    assert [door["id"] for door in desk.get(page.url.path, json=True).json()["out_of_reach"]] == ["H901"]
    assert "H901" in desk.get(f"{page.url.path}/list.csv").text
    assert desk.get(f"{page.url.path}/map.pdf").content.startswith(b"%PDF")
    desk.get(f"{page.url.path}/other.pdf", status=404)
    with Workspace(desk.folder, AT_DESK).ledger() as ledger:
        exports = [(entry.subject, entry.details) for entry in ledger.audit_trail(action="export")]
    assert exports == [("homes", {"rows": 1})] * 2
    assert "ask again" in desk.get("/reach/unknown").text


def test_a_facility_and_a_home_tell_their_past(browser: Browser) -> None:
    """What sheets recorded of a facility stands on its page; a home says when it was last met, and an unknown one is none."""
    browser.sign_in(Role.DESK)
    assert "No inspection is recorded" in browser.get("/facilities/F1").text
    assert "due now" in browser.get("/facilities").text
    browser.get("/facilities/F404", status=404)
    assert "tries in vain since" in browser.get("/homes/H001").text


def test_a_backup_is_handed_out_sealed_only(browser: Browser) -> None:
    """Who keeps the data gets a copy that the passphrase opens; a short or mistyped one makes none, and nothing stays."""
    browser.sign_in(Role.KEEPER)
    assert 'href="/backup"' in browser.get("/").text
    words = "empat kata rahasia lain"
    for first, again in ((words, "empat kata"), ("pendek", "pendek")):
        browser.get("/backup")
        assert browser.post("/backup", passphrase=first, again=again).status_code == 422
    browser.get("/backup")
    answer = browser.post("/backup", passphrase=words, again=words)
    assert answer.headers["content-disposition"] == 'attachment; filename="ledger-2025-08-26.age"'
    assert answer.content.startswith(b"age-encryption.org/v1")
    sealed = browser.folder.parent / "copy.age"
    sealed.write_bytes(answer.content)
    target = browser.folder.parent / "back.sqlite"
    open_sealed(sealed, target, words)
    assert target.read_bytes().startswith(b"SQLite format 3")
    assert trail(browser, "backup")[-1].actor == NAMES[Role.KEEPER]
    assert [path.name for path in browser.folder.iterdir() if "backup" in path.name or path.suffix == ".age"] == []
