"""Guards the book of complaints at the desk: entered without a file, waiting, listed, and never followed up too often."""

import csv
import datetime as dt
import itertools
import json
import random
from collections import defaultdict
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.records import Complaint
from planner.domain.settings import ProgrammeSettings
from planner.ledger.store import Ledger
from planner.terminal.main import run
from planner.usecases.complaints import write_complaint
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, SHEET, DeskRun, make_day
from tests.usecases.town import AT_DESK, make_workspace

FIRST = dt.date(2025, 8, 25)
WORDS = "Selokan di depan rumah contoh tersumbat sejak hujan pekan lalu."


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planned day; not to be written to."""
    return make_day(tmp_path_factory.mktemp("complaints"))


@pytest.fixture
def desk(planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A desk on the planned day."""
    monkeypatch.setattr(Workspace, "now", lambda _: dt.datetime(2025, 8, 26, 9, tzinfo=dt.UTC))
    return DeskRun(planned, tmp_path, capsys, monkeypatch)


def test_entered_without_a_file(desk: DeskRun) -> None:
    """A complaint told at the desk has a number, its due day and its text; the text is on no screen, also not in the list."""
    report = desk("complaint", "new", "--household", "H007", "--category", "sal", typed=f"{WORDS}\n")
    assert (report["id"], report["due"], report["next_contact"]) == ("K-20250826-01", "2025-09-02", "2025-09-02")
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        (record,) = ledger.complaints([report["id"]])
    assert record.text == WORDS
    assert desk("complaint", "new", typed=f"H008\nCRM\n{WORDS}\n")["id"] == "K-20250826-02"
    shown = desk.text("complaint", "list") + desk.text("complaint", "K-20250826-01")
    assert "K-20250826-02" in shown
    assert "Selokan" not in shown + desk.err


def test_entered_at_a_place_without_a_home(desk: DeskRun) -> None:
    """Somebody new in the village, or a drain that is nobody's: with a position it is planned there, without a name."""
    place = ("--village", "V1", "--rt", "1", "--rw", "1", "--address", "Gg. Contoh Baru", "--position", "-6.1998, 106.4503")
    id_ = desk("complaint", "new", "--category", "SAL", "--urgent", *place, typed=f"{WORDS}\n")["id"]
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        (record,) = ledger.complaints([id_])
    assert record.address is not None
    assert (record.household, record.address.rt, record.address.detail) == (None, "01", "Gg. Contoh Baru")
    assert (record.address.latitude, record.address.longitude) == (-6.1998, 106.4503)
    path = desk("plan", "--date", DATE, "--iterations", "100", "--prove", "0")["plan"]
    stops = [stop["visit"] for route in json.loads(Path(path).read_text(encoding="utf-8"))["routes"] for stop in route["stops"]]
    assert id_ in stops


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--household", "H007", "--position", "-6.2, 106.45"), "E6053"),
        (("--address", "Gg. Contoh Baru"), "E6039"),
        (("--village", "V1", "--position", "di pasar"), "E6054"),
        (("--village", "V1", "--position", "48, 11"), "E6154"),
        (("--village", "V1", "--position", "6.1998, 106.4503"), "E6154"),
    ],
)
def test_a_place_that_nobody_would_find_is_refused(desk: DeskRun, options: tuple[str, ...], code: str) -> None:
    """A complaint is followed up at one place, which a team can find."""
    said = desk.text("complaint", "new", "--category", "SAL", *options, typed=f"{WORDS}\n", code=6)
    assert code in desk.err
    assert "–" not in desk.err
    assert "Kata-kata" not in said
    assert "Contoh" not in desk.err


def test_special_referral_has_no_words(desk: DeskRun) -> None:
    """RJK at the desk asks for no words and keeps none."""
    report = desk("complaint", "new", "--household", "H007", "--category", "RJK", typed=f"{WORDS}\n")
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert [record.text for record in ledger.complaints([report["id"]])] == [""]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--household", "H999", "--category", "CRM"), "E6050"),
        (("--household", "H007", "--category", "XYZ"), "E6033"),
        (("--household", "H007", "--category", "CRM", "--received", "2025-08-27"), "E6034"),
    ],
)
def test_what_cannot_be_entered(desk: DeskRun, options: tuple[str, ...], code: str) -> None:
    """An unknown home, no such category, a day to come: refused before the resident's words are asked for; nothing is kept."""
    said = desk.text("complaint", "new", *options, typed="x\n", code=3)
    assert code in desk.err
    assert "Kata-kata" not in said
    listed = desk("complaint", "list")
    assert (len(listed["complaints"]), listed["num_special"]) == (1, 1)


def test_waiting_until_a_day(desk: DeskRun) -> None:
    """The desk waits for an agency until a day to come (E6032), within a year (E6155); closed needs no day any more."""
    report = desk("complaint", "C1", "waiting", "--for", "agency", "--until", "2025-09-20")
    assert (report["status"], report["waiting_for"], report["next_contact"]) == ("waiting", "agency", "2025-09-20")
    assert desk("complaint", "C1", "waiting")["next_contact"] == "2025-09-02"
    desk.text("complaint", "C1", "waiting", "--until", "2025-08-26", code=3)
    assert "E6032" in desk.err
    desk.text("complaint", "C1", "waiting", "--until", "2026-08-28", code=3)
    assert "E6155" in desk.err
    desk.text("complaint", "C1", "closed", "--until", "2025-09-20", code=2)
    closed = desk("complaint", "C1", "closed")
    assert (closed["status"], closed["next_contact"], closed["waiting_for"]) == ("closed", None, None)


def test_refused_at_the_door_goes_to_the_desk(desk: DeskRun) -> None:
    """A refusal is for the desk, today, and for no plan, until the desk accepts it again; explain says why."""
    row = desk.stops().index("C1") + 1
    desk("record", SHEET, typed=f"g {row}\nm\nq\n")
    (first, *_) = desk("complaint", "list")["complaints"]
    assert (first["id"], first["status"], first["next_contact"]) == ("C1", "at_desk", DATE)
    plan = ("plan", "--date", "2025-09-15", "--time-limit", "0.3", "--prove", "0")
    excluded = desk(*plan)["excluded"]
    assert excluded["at_desk"] == 1
    made = str(desk.folder / "plans" / "2025-09-15" / "plan-v1.json")
    assert desk("explain", made, "C1")["reason"] == "at_desk"
    assert desk("complaint", "C1", "accepted")["status"] == "accepted"
    assert "at_desk" not in desk(*plan)["excluded"]


def test_list_marks_urgent_and_overdue(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Urgent ones and those that are late are marked, with their age; of RJK how many there are, and no number."""
    monkeypatch.setattr(Workspace, "now", lambda _: dt.datetime(2025, 9, 26, 9, tzinfo=dt.UTC))
    rows = {row["id"]: row for row in desk("complaint", "list")["complaints"]}
    assert (rows["C1"]["is_overdue"], rows["C1"]["age"], "C2" in rows) == (True, 32, False)
    text = desk.text("complaint", "list")
    assert "mendesak · lewat tenggat" in text
    assert "(RJK): 1" in text
    assert "C2" not in text


def _fortnight(folder: Path, num_days: int) -> dict[str, list[dt.date]]:
    """Plan and record day after day with random outcomes, never an answer; the days on which each complaint was visited."""
    dice = random.Random(11)  # noqa: S311 (invented outcomes)
    visited: dict[str, list[dt.date]] = defaultdict(list)
    for number in range(num_days):
        day = FIRST + dt.timedelta(days=number)
        plan = ["--workspace", str(folder), "plan", "--date", day.isoformat(), "--time-limit", "0.2", "--prove", "0"]
        if run(plan) == 3:
            continue
        path = folder / "plans" / day.isoformat() / "plan-v1.json"
        table = folder.parent / f"{day}.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(["Lembar", "No", "ID", "Hasil", "Tindak lanjut", "Kondisi"])
            for route in json.loads(path.read_text(encoding="utf-8"))["routes"]:
                for row, stop in enumerate(route["stops"], 1):
                    word = dice.choices(("bertemu", "tidak di rumah", "menolak", "pindah"), (50, 40, 5, 5))[0]
                    is_facility = stop["visit"].startswith("F")
                    word = "bertemu" if is_facility else word
                    promised = "ya" if word == "bertemu" and dice.random() < 0.3 else ""
                    writer.writerow(
                        [
                            f"DDS-{day:%Y%m%d}-{route['shift']}-v1",
                            row,
                            stop["visit"],
                            word,
                            promised,
                            "baik" if is_facility else "",
                        ]
                    )
                    visited[stop["visit"]].append(day)
        assert run(["--workspace", str(folder), "record", str(path), "--file", str(table)]) == 0
    return visited


@pytest.mark.parametrize("num_days", [8, pytest.param(14, marks=pytest.mark.long)], ids=["eight days", "fortnight"])
def test_no_complaint_is_visited_more_often_than_its_rule(tmp_path: Path, num_days: int) -> None:
    """Day after day: between two visits to a home with an open complaint lie as many days as the settings say."""
    folder = make_workspace(tmp_path).folder
    table = tmp_path / "more.csv"
    rows = [
        f"D{n},H{n + 8:03d},2025-08-24,{('SAL', 'CRM', 'LPJ')[n % 3]},{'urgent' if n % 4 == 0 else 'normal'}" for n in range(12)
    ]
    table.write_text("id,household,received,category,urgency\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert run(["--workspace", str(folder), "import", "complaints", str(table)]) == 0
    visited = _fortnight(folder, num_days)
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        complaints = [one for one in ledger.complaints() if one.category != "RJK"]
    assert sum(len(visited[one.id]) for one in complaints) >= len(complaints)
    programme = ProgrammeSettings()
    for one in complaints:
        assert visited[one.id], f"{one.id} was never followed up"
        _assert_rests(one, sorted(visited[one.id]), sorted(visited[one.household or ""]), programme)


def _assert_rests(one: Complaint, follow_ups: list[dt.date], routine: list[dt.date], programme: ProgrammeSettings) -> None:
    rest = programme.days_between(one.category, one.urgency)
    gaps = [(later - earlier).days for earlier, later in itertools.pairwise(follow_ups)]
    assert all(gap >= rest for gap in gaps), (one.id, follow_ups)
    assert all((day - before).days >= rest for day in routine for before in follow_ups if before <= day), (one.id, routine)


def test_explain_says_that_a_home_rests(desk: DeskRun) -> None:
    """The day after a follow-up both the complaint and its home rest, and explain says so of each."""
    row = desk.stops().index("C1") + 1
    desk("record", SHEET, typed=f"g {row}\nt\nq\n")
    desk("day", "set", DATE, "T02", "--off")  # its doors are left for the day after
    desk("plan", "--date", "2025-08-27", "--time-limit", "0.3", "--prove", "0")
    made = str(desk.folder / "plans" / "2025-08-27" / "plan-v1.json")
    assert [desk("explain", made, id_)["reason"] for id_ in ("C1", "H003")] == ["resting", "resting"]


def test_words_for_the_national_form(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too few letters are said with the command that adds them, and listed until they are there; field and urgency are told."""
    id_ = desk("complaint", "new", "--household", "H007", "--category", "SAL", typed="Selokan mampet.\n")["id"]
    desk.text("complaint", id_)
    assert [one["id"] for one in desk("complaint", "short")["complaints"]].count(id_) == 1
    desk.text("--lang", "en", "complaint", id_, "text", "--replace", typed="Selokan mampet lagi.\n")
    assert f"with 20 letters. The national report form wants 30 more: dds complaint {id_} text" in desk.err
    desk.text("complaint", id_, "text", typed="\n", code=2)
    form = desk("complaint", id_, "text", "--replace", typed=f"{WORDS}\n")["national_form"]
    assert form == {
        "field": "Pembangunan / Pelayanan Publik",
        "urgency": "normal",
        "num_letters": len(WORDS),
        "num_missing": 0,
    }
    assert id_ not in {one["id"] for one in desk("complaint", "short")["complaints"]}
    assert "Selokan" not in desk.text("complaint", "list") + desk.text("complaint", id_)
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert ledger.complaints([id_])[0].text == WORDS
        assert all("Selokan" not in json.dumps(dict(entry.details)) for entry in ledger.audit_trail())


def test_words_are_added_and_none_is_lost_unawares(desk: DeskRun) -> None:
    """Words typed later come after those that are there; only --replace takes these away, and the trail tells which it was."""
    id_ = desk("complaint", "new", "--household", "H007", "--category", "SAL", typed=f"{WORDS}\n")["id"]
    both = desk("--lang", "en", "complaint", id_, "text", typed="Air naik ke teras.\n")
    assert both["national_form"]["num_letters"] == len(WORDS) + 1 + 18
    assert f"{len(WORDS)} letters are kept; these words are added" in desk.err
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert ledger.complaints([id_])[0].text == f"{WORDS}\nAir naik ke teras."
    desk("--lang", "en", "complaint", id_, "text", "--replace", typed=f"{WORDS}\n")
    assert f"Replaced: {len(WORDS) + 19} letters before, {len(WORDS)} now." in desk.err
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert ledger.complaints([id_])[0].text == WORDS
        about = [entry.details for entry in ledger.audit_trail() if entry.subject == f"complaint {id_}"]
    told = [details for details in about if "words" in details]
    assert [(one["letters_before"], one["words"]) for one in told] == [(len(WORDS), "added"), (len(WORDS) + 19, "replaced")]
    desk.text("complaint", id_, "solved", "--replace", code=2)


def test_no_words_of_a_special_referral(desk: DeskRun) -> None:
    """Neither asked for nor kept, whichever door asks."""
    desk.text("complaint", "C2", "text", typed=f"{WORDS}\n")
    with pytest.raises(InputError, match="E6036"):
        write_complaint(Workspace(desk.folder, AT_DESK), "C2", WORDS)
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert ledger.complaints(["C2"])[0].text == ""


def test_a_complaint_says_its_house(desk: DeskRun) -> None:
    """Taken down at a door or entered at the desk, its page names the home; a special referral's does not."""
    desk("record", SHEET, typed="b SAL\nq\n")
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        taken, home = next((visit.complaint_taken, visit.household) for visit in ledger.visits())
    assert desk("complaint", str(taken))["household"] == home
    assert f"rumah: {home}" in desk.text("complaint", str(taken))
    assert "H003" in desk.text("complaint", "C1")
    assert desk("complaint", "C2")["household"] is None
    assert "H004" not in desk.text("complaint", "C2")
