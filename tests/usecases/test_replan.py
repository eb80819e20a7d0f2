"""Replanning, explaining and suggesting through the front door, on the tiny town."""

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest

from planner.domain.problem import Problem
from planner.domain.replanning import News
from planner.domain.units import HOUR, MINUTE
from planner.domain.visit import Window
from planner.terminal.main import run
from planner.usecases import replanning
from planner.usecases.keeping import FoundPlan
from planner.usecases.printing import changes_of
from planner.usecases.reading import read_kept_plan
from planner.usecases.running_day import moment_meant, recorded_visits, with_recorded, without_recorded
from planner.usecases.whatif import comparing
from planner.usecases.workspace import Workspace
from tests.usecases.desk import make_day
from tests.usecases.town import AT_DESK, make_workspace

DATE = "2025-08-26"


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a workspace with a plan of one Tuesday."""
    workspace = make_workspace(tmp_path_factory.mktemp("running"))
    assert run(["--workspace", str(workspace.folder), "plan", "--date", DATE, "--time-limit", "0.2", "--prove", "0"]) == 0
    return workspace.folder


def _plan(folder: Path, version: int = 1) -> Path:
    return folder / "plans" / DATE / f"plan-v{version}.json"


def _json(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, object]:
    capsys.readouterr()
    assert run(["--json", *arguments]) == code
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def _replan(folder: Path, *words: str, version: int = 1) -> list[str]:
    return ["--workspace", str(folder), "replan", str(_plan(folder, version)), "--iterations", "200", *words]


def _stops(path: Path, shift: str) -> list[tuple[str, str]]:
    content = json.loads(path.read_text(encoding="utf-8"))
    return [(s["visit"], s["start"]) for route in content["routes"] if route["shift"] == shift for s in route["stops"]]


def test_a_running_day_is_planned_anew(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new version that passes the checker, says what changed, leaves the facts alone and is in the audit trail."""
    found = _json(capsys, *_replan(planned, "--at", "09:30", "--away", "T02", "--late", "T01=20m"))
    new = Path(str(found["plan"]))
    assert run(["check", str(new)]) == 0
    content = json.loads(new.read_text(encoding="utf-8"))
    facts = content["replanned"]["num_facts"]
    for shift in ("T01", "T02"):
        number = facts.get(shift, 0)
        assert _stops(new, shift)[:number] == _stops(_plan(planned), shift)[:number]
    assert len(_stops(new, "T02")) == facts.get("T02", 0)
    assert content["replanned"]["from_version"] == 1
    assert {change["visit"] for change in content["replanned"]["changes"]} == {
        change["visit_id"]
        for change in found["changes"]  # type: ignore[attr-defined]
    }
    with Workspace(planned, AT_DESK).ledger() as ledger:
        entry = [entry for entry in ledger.audit_trail() if entry.action == "replan"][-1]
    assert (entry.details["from_version"], entry.details["num_away"]) == (1, 1)


def test_a_replanned_day_can_be_printed(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Waiting for the new plan is a row of the sheet like a break."""
    found = _json(capsys, *_replan(planned, "--at", "09:30", "--late", "T01=45m"))
    assert any(pause["break"].startswith("hold") for route in json.loads(Path(str(found["plan"])).read_text())["routes"]
               for pause in route["pauses"])  # fmt: skip
    assert run(["--workspace", str(planned), "print", str(found["plan"]), "--csv"]) == 0


def test_the_cap_of_the_command_holds(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--max-changes 0 leaves only what cannot be avoided."""
    found = _json(capsys, *_replan(planned, "--at", "09:30", "--away", "T02", "--max-changes", "0"))
    assert all(change["is_forced"] for change in found["changes"])  # type: ignore[attr-defined]


def test_an_added_facility_and_a_lock_are_made(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the desk adds and locks to a team is in that team's route."""
    content = json.loads(_plan(planned).read_text(encoding="utf-8"))
    made = [(stop["visit"], route["shift"]) for route in content["routes"] for stop in route["stops"]]
    visit, shift = made[-1]
    other = next(name for name in ("T01", "T02") if name != shift)
    found = _json(capsys, *_replan(planned, "--at", "08:00", "--lock", f"{visit}={other}"))
    assert visit in [id_ for id_, _ in _stops(Path(str(found["plan"])), other)]


def test_what_was_asked_for_and_has_no_place_is_named(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Five minutes before the end of duty no team can make another visit: the new plan is kept, and says so, with why."""
    visit = _stops(_plan(planned), "T01")[-1][0]
    assert run(["--workspace", str(planned), "change", "take-out", DATE, visit]) == 0
    newest = max((planned / "plans" / DATE).glob("plan-v*.json"), key=lambda path: int(path.stem.split("-v")[1]))
    words = [
        "--lang",
        "en",
        "--workspace",
        str(planned),
        "replan",
        str(newest),
        "--at",
        "15:55",
        "--add",
        visit,
        "--iterations",
        "50",
    ]
    capsys.readouterr()
    assert run(words) == 0
    told = capsys.readouterr()
    assert f"E8129 {visit} was asked for and has no place" in told.err + told.out


def test_a_lock_brings_back_what_was_taken_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the advice of explain has it: what a hand took out is made again where a replan locks it, and only there."""
    folder = make_workspace(tmp_path).folder
    assert run(["--workspace", str(folder), "plan", "--date", DATE, "--time-limit", "0.2", "--prove", "0"]) == 0
    visit = next(id_ for id_, _ in reversed(_stops(_plan(folder), "T01")) if id_.startswith("H"))
    assert run(["--workspace", str(folder), "change", "take-out", DATE, visit]) == 0
    _json(capsys, *_replan(folder, "--at", "08:00", version=2))
    assert visit not in [id_ for shift in ("T01", "T02") for id_, _ in _stops(_plan(folder, 3), shift)]
    _json(capsys, *_replan(folder, "--at", "08:00", "--lock", f"{visit}=T01", version=3))
    assert visit in [id_ for id_, _ in _stops(_plan(folder, 4), "T01")]
    assert run(["check", str(_plan(folder, 4))]) == 0


def test_what_may_not_be_visited_is_refused(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A door that wants no visit and one that is planned have their codes; a special referral is as an unknown id."""
    planned_id = _stops(_plan(planned), "T01")[0][0]
    for id_, code in (("C2", "E8106"), ("H029", "E8108"), ("nobody", "E8106"), (planned_id, "E8110")):
        assert run(["--lang", "en", *_replan(planned, "--at", "09:00", "--add", id_)]) == 3
        assert code in capsys.readouterr().err


def test_an_impossible_lock_keeps_nothing(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A locked visit that cannot be made ends with exit code 4 and no new version; --waive lets it go."""
    versions = len(list((planned / "plans" / DATE).glob("plan-*.json")))
    last = _stops(_plan(planned), "T01")[-1][0]
    words = ("--at", "15:50", "--done", "T01:0", "--late", "T01=20m", "--lock", f"{last}=T01")
    assert run(_replan(planned, *words)) == 4
    assert last in capsys.readouterr().err
    assert len(list((planned / "plans" / DATE).glob("plan-*.json"))) == versions
    assert run(_replan(planned, *words, "--waive", last)) == 0


def test_a_plan_edited_against_a_law_is_not_built_upon(
    planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Replanning a plan that breaks a law is refused with the first one named."""
    content = json.loads(_plan(planned).read_text(encoding="utf-8"))
    content["routes"][0]["end"] = "07:00:00"
    edited = tmp_path / "plan-v1.json"
    edited.write_text(json.dumps(content), encoding="utf-8")
    (tmp_path / "problem-v1.npz").write_bytes((_plan(planned).parent / "problem-v1.npz").read_bytes())
    assert run(["--workspace", str(planned), "--lang", "en", "replan", str(edited), "--at", "09:00"]) == 3
    assert "E8115" in capsys.readouterr().err


def test_a_replanned_day_can_be_changed_and_explained_again(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second replanning starts from the first, and what is done is said to be done."""
    first = Path(str(_json(capsys, *_replan(planned, "--at", "09:00", "--late", "T01=10m"))["plan"]))
    second = _json(capsys, "--workspace", str(planned), "replan", str(first), "--at", "10:00", "--iterations", "200")
    path = Path(str(second["plan"]))
    assert run(["check", str(path)]) == 0
    done = _stops(path, "T01")[0][0]
    assert _json(capsys, "--workspace", str(planned), "explain", str(path), done)["is_done"] is True


def test_planned_left_out_and_unoffered_visits_are_explained(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every visit has its explanation: where it is, why it is out, or why it was never offered."""
    content = json.loads(_plan(planned).read_text(encoding="utf-8"))
    made = content["routes"][0]["stops"][0]["visit"]
    found = _json(capsys, "--workspace", str(planned), "explain", str(_plan(planned)), made)
    assert (found["is_planned"], found["reason"]) == (True, None)
    for id_, reason in (("C2", "rjk"), ("H029", "do_not_visit"), ("H003", "merged"), ("H004", None)):
        found = _json(capsys, "--workspace", str(planned), "explain", str(_plan(planned)), id_)
        assert reason is None or found["reason"] == reason
    for language in ("id", "en"):
        for left in [*[entry["visit"] for entry in content["unassigned"]][:2], made, "H029"]:
            assert run(["--workspace", str(planned), "--lang", language, "explain", str(_plan(planned)), left]) == 0
    assert run(["--workspace", str(planned), "explain", str(_plan(planned)), "nobody"]) == 3


def test_slots_are_offered_for_a_new_visit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A door that nobody visits that day gets offers, each with a team and a time; a day without a plan says so."""
    workspace = make_workspace(tmp_path)
    folder = str(workspace.folder)
    assert run(["--workspace", folder, "--lang", "en", "plan", "--date", DATE, "--suggest-slots", "H005"]) == 3
    assert "E8114" in capsys.readouterr().err
    assert run(["--workspace", folder, "plan", "--date", DATE, "--time-limit", "0.2", "--prove", "0"]) == 0
    assert run(["--workspace", folder, "change", "take-out", DATE, "H005"]) == 0
    assert _json(capsys, "--workspace", folder, "plan", "--date", DATE, "--suggest-slots", "H005")["offers"]


def test_the_new_sheet_says_what_changed(planned: Path) -> None:
    """A sheet of a replanned day marks each stop that is new, moved or re-timed."""
    assert run(_replan(planned, "--at", "09:30", "--late", "T01=45m", "--away", "T02")) == 0
    plans = (planned / "plans" / DATE).glob("plan-v*.json")
    kept = read_kept_plan(max(plans, key=lambda path: path.stat().st_mtime_ns))
    marks = changes_of(kept)
    assert marks
    assert set(marks.values()) <= {"new", "moved", "retimed"}
    made = {stop.visit_id for route in kept.document.plan.routes for stop in route.stops}
    assert marks.keys() <= made


def test_what_the_ledger_has_recorded_is_done(planned: Path) -> None:
    """Recorded stops are facts before their time, and a recorded reserve is not offered again."""
    kept = read_kept_plan(_plan(planned))
    plan, problem = kept.document.plan, kept.problem
    route = plan.routes[0]
    ids = [stop.visit_id for stop in route.stops]
    early = News(time=route.start_time)
    found = with_recorded(early, problem, plan, frozenset(ids[:3]))
    assert found.num_done == {route.shift_id: 3}
    said = News(time=route.start_time, num_done={route.shift_id: 1})
    assert with_recorded(said, problem, plan, frozenset(ids[:3])) == said
    assert recorded_visits(Workspace(planned, AT_DESK), kept) == frozenset()
    left = [entry.visit_id for entry in plan.unassigned]
    without = without_recorded(problem, plan, frozenset([*ids[:1], *left[:1]]))
    assert {visit.id for visit in problem.visits} - {visit.id for visit in without.visits} == set(left[:1])


def test_the_night_belongs_to_the_day_before(planned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where duty runs until 06:00, 02:00 is 26:00 once the day has begun; now is a moment of the day until duty ends."""
    workspace, date = Workspace(planned, AT_DESK), dt.date.fromisoformat(DATE)
    day = read_kept_plan(_plan(planned)).problem
    night = dataclasses.replace(day.shifts[0], id="night", window=Window(start=22 * HOUR, end=30 * HOUR), breaks=())
    with_night = dataclasses.replace(day, shifts=(*day.shifts, night))

    def meant(problem: Problem, now: dt.datetime, typed: int | None) -> int | None:
        monkeypatch.setattr(Workspace, "now", lambda _: now)
        return moment_meant(workspace, date, problem, typed)

    evening = dt.datetime(2025, 8, 26, 23, 15, tzinfo=dt.UTC)
    after_midnight, morning, before = (evening + dt.timedelta(hours=hours) for hours in (3, 8, -20))
    assert meant(with_night, evening, 2 * HOUR) == meant(with_night, morning, 2 * HOUR) == 26 * HOUR
    assert meant(with_night, before, 2 * HOUR) == meant(day, evening, 2 * HOUR) == 2 * HOUR
    assert meant(with_night, evening, 23 * HOUR) == 23 * HOUR
    assert meant(with_night, after_midnight, None) == 26 * HOUR + 15 * MINUTE
    assert meant(with_night, morning, None) is None
    assert meant(day, after_midnight, None) is None


@pytest.mark.parametrize("command", ["replan", "whatif"])
def test_a_version_that_came_during_the_search_is_not_overtaken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """What another desk has kept meanwhile stays the newest: the result, which does not know it, is refused (E8120)."""
    folder = make_day(tmp_path)
    plan = str(folder / "plans" / DATE / "plan-v1.json")
    module = {"replan": replanning, "whatif": comparing}[command]
    keep_result = module.keep_result

    def kept(workspace: Workspace, found: FoundPlan, **wishes: object) -> object:
        with workspace.ledger() as ledger:
            ledger.record_plan(dataclasses.replace(ledger.plans()[-1], version=2))
        return keep_result(workspace, found, **wishes)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "keep_result", kept)
    scenario = tmp_path / "fewer.toml"
    scenario.write_text('[teams]\nwithout = ["T02"]\n', encoding="utf-8")
    lines = {
        "replan": ["replan", plan, "--at", "09:30", "--engine", "insertion", "--iterations", "5"],
        "whatif": ["whatif", plan, str(scenario), "--keep", "fewer", "--time-limit", "1"],
    }
    assert run(["--workspace", str(folder), *lines[command]]) == 3
    assert "E8120" in capsys.readouterr().err
    assert not list((folder / "plans" / DATE).glob("plan-v[2-9]*.json"))
