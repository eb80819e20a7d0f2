"""What if through the front door: the ten templates on the example area, options, refusals, privacy, nothing kept."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from planner.domain.scenario import Closure, Scenario, Slowdown, TeamChange
from planner.domain.travel import UNREACHABLE
from planner.domain.visit import Window
from planner.terminal.main import run
from planner.usecases.demo import make_demo_workspace
from planner.usecases.finishing import Finish, finish_plan
from planner.usecases.progress import Silent
from planner.usecases.recording.typed_sheet import TypedSheets
from planner.usecases.searching import SearchWish
from planner.usecases.whatif.baseline import load_baseline
from planner.usecases.whatif.comparing import ask_what_if, compare_what_if
from planner.usecases.whatif.question import ask
from planner.usecases.workspace import Workspace
from tests.usecases.desk import SHEET, make_day
from tests.usecases.town import AT_DESK, make_workspace

DATE = "2025-08-26"
QUICK = ["--iterations", "400"]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town with a plan of one Tuesday."""
    folder = make_workspace(tmp_path_factory.mktemp("town")).folder
    assert run(["--workspace", str(folder), "plan", "--date", DATE, "--iterations", "2000", "--prove", "0"]) == 0
    return folder


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small example area with a plan; the plan's path."""
    workspace, date = make_demo_workspace(tmp_path_factory.mktemp("demo") / "ws", AT_DESK, size="small", reporter=Silent())
    folder = str(workspace.folder)
    assert run(["--workspace", folder, "plan", "--date", date.isoformat(), "--iterations", "3000", "--prove", "0"]) == 0
    return workspace.plan_folder(date) / "plan-v1.json"


def plan_of(town: Path) -> str:
    return str(town / "plans" / DATE / "plan-v1.json")


def asked(town: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["--workspace", str(town), "--json", "whatif", plan_of(town), *arguments]) == 0
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


def test_each_template_is_answered(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The ten questions run as they are shipped, all held against the same baseline."""
    folder = example.parents[2]
    files = sorted((folder / "scenarios").glob("*.toml"))
    assert len(files) == 10
    capsys.readouterr()
    command = ["--workspace", str(folder), "--json", "whatif", str(example), *map(str, files), *QUICK]
    assert run(command) == 0
    report = json.loads(capsys.readouterr().out)
    by_name = {scenario["name"]: scenario for scenario in report["scenarios"]}
    assert set(by_name) == {file.stem for file in files}
    assert by_name["satu-tim-kurang"]["measures"]["visits"] < report["baseline"]["visits"]
    assert by_name["banjir"]["measures"]["cut_off_visits"]
    assert by_name["sepuluh-keluhan"]["measures"]["complaints_offered"] == report["baseline"]["complaints_offered"] + 10
    assert by_name["petugas-tunggal"]["measures"]["shifts"] > report["baseline"]["shifts"]
    assert by_name["semua-terkunjungi"]["everybody"]["scenario"]["a_day"] > report["baseline"]["visits"] * 0.5
    assert report["notes"] == []


def test_the_same_iterations_give_the_same_comparison(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With an iteration limit a comparison can be made again exactly."""
    one, other = (asked(town, capsys, "--without", "T02", *QUICK) for _ in range(2))
    assert one == other


def test_a_scenario_that_means_nothing_here_changes_nothing(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A closure outside everybody's hours leaves the plan as it is: no difference, nothing gained or lost."""
    (town / "malam.toml").write_text("[[closures]]\nclasses = ['residential']\nhours = '20:00-22:00'\n", encoding="utf-8")
    (found,) = asked(town, capsys, str(town / "malam.toml"), *QUICK)["scenarios"]
    assert {line["measure"]: line["change"] for line in found["differences"] if line["change"]} == {}
    assert (found["gained"], found["lost"], found["moved"]) == ([], [], [])


def test_a_team_away_loses_its_visits(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a team its shift is gone, and every visit that is lost has a tested reason."""
    (found,) = asked(town, capsys, "--without", "T01", *QUICK)["scenarios"]
    gone = next(line for line in found["shifts"] if line["shift"] == "T01")
    assert gone["scenario"] is None
    assert found["lost"]
    assert all(entry["reason"] for entry in found["lost"])


def test_a_closed_street_cuts_off_its_doors(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Households on a closed street are told before anything is searched, and none of them is planned."""
    capsys.readouterr()
    command = ["--workspace", str(town), "--json", "whatif", plan_of(town), "--close", "Jl. Timur 1", *QUICK]
    assert run(command) == 0
    out, err = capsys.readouterr()
    (found,) = json.loads(out)["scenarios"]
    cut_off = set(found["measures"]["cut_off_visits"])
    assert cut_off
    assert cut_off - {"C1", "F1"} <= set(found["homes_cut_off"])
    assert str(len(cut_off)) in next(line for line in err.splitlines() if line.startswith("Terputus"))
    assert err.index("Terputus") < err.index("mencari 2 rencana")
    reasons = {entry["visit"]: entry["reason"] for entry in found["lost"]}
    assert all(reasons[visit] == "unreachable" for visit in cut_off & reasons.keys())
    assert not cut_off & set(found["gained"])


def test_options_reach_the_scenario(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each option of the command line changes what it says."""
    slow = asked(town, capsys, "--travel", "3", *QUICK)["scenarios"][0]
    assert next(d for d in slow["differences"] if d["measure"] == "travel")["change"] > 0
    short = asked(town, capsys, "--shift-hours", "08:00-09:00", "--shift-hours", "pagi=08:00-10:00", *QUICK)["scenarios"][0]
    assert short["measures"]["latest_finish"] <= 9 * 3600
    more = asked(town, capsys, "--more-complaints", "3", *QUICK)["scenarios"][0]
    assert more["measures"]["complaints_offered"] == 4
    single = asked(town, capsys, "--split", "--longer", "30", *QUICK)["scenarios"][0]
    assert {line["shift"] for line in single["shifts"]} >= {"T01a", "T01b", "T02a", "T02b"}
    walking = asked(town, capsys, "--mode", "T02=jalan kaki", "--visit-hours", "08:00-10:00", *QUICK)["scenarios"][0]
    assert walking["measures"]["latest_finish"] <= 13 * 3600  # the break after the last door is taken before going home
    traded = asked(town, capsys, "--balance", "0", "--everybody-by", "2025-12-31", *QUICK)["scenarios"][0]
    assert traded["everybody"]["scenario"]["by"] == "2025-12-31"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "E8054"),
        (["--without", "T1"], "E8030"),
        (["--close", "Jl. Timor 1"], "E8032"),
        (["--close-village", "Nowhere"], "E8033"),
        (["--flood", "Ci Manceuri"], "E8055"),
        (["--flood", "Ci Manceuri=100"], "E8034"),
        (["--travel", "cepat"], "E8055"),
        (["--shift-hours", "8-9"], "E8005"),
        (["--mode", "T01"], "E8055"),
        (["--without", "T01", "--keep", "banjir"], "E8048"),
        (["--without", "T01", "--without", "T02"], "E8038"),
        (["--everybody-by", "besok"], "E8009"),
        (["--without", "T01", "--engine", "magic"], "E4006"),
    ],
)
def test_wrong_questions_are_refused(town: Path, arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong option ends with exit code 3 and a coded fault before anything is searched."""
    assert run(["--workspace", str(town), "whatif", plan_of(town), *arguments, *QUICK]) == 3
    assert code in capsys.readouterr().err


def test_two_scenarios_of_a_name_are_refused(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody could tell their columns apart."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "sama.toml").write_text("[plan]\nbalance = 0.5\n", encoding="utf-8")
    files = [str(tmp_path / folder / "sama.toml") for folder in ("a", "b")]
    assert run(["--workspace", str(town), "whatif", plan_of(town), *files, *QUICK]) == 3
    assert "E8047" in capsys.readouterr().err


def test_nothing_is_kept_unless_named(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A comparison leaves plans, sheets and ledger alone; --keep adds the named plan as a version that passes the checker."""
    before = sorted(path.relative_to(town) for path in (town / "plans").rglob("*"))
    asked(town, capsys, "--without", "T02", *QUICK)
    assert sorted(path.relative_to(town) for path in (town / "plans").rglob("*")) == before
    kept = Path(asked(town, capsys, "--without", "T02", "--keep", "opsi", *QUICK)["kept"])
    assert kept.name == "plan-v2.json"
    assert run(["--json", "check", str(kept)]) == 0
    assert json.loads(capsys.readouterr().out)["is_valid"]
    assert run(["--workspace", str(town), "print", str(kept)]) == 0


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--split"], "E8049"), (["--travel", "2"], "E8053"), (["--more-complaints", "2"], "E8049")]
)
def test_what_sheets_cannot_show_is_not_kept(
    town: Path, arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Plans of invented teams or complaints, or over roads that the sheets do not know, are refused as plans."""
    before = sorted((town / "plans").rglob("*"))
    assert run(["--workspace", str(town), "whatif", plan_of(town), *arguments, "--keep", "opsi", *QUICK]) == 3
    assert code in capsys.readouterr().err
    assert sorted((town / "plans").rglob("*")) == before


def test_forms_hold_ids_only(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No form of a comparison holds a name, an address or a complaint's text; CSV and JSON have the same numbers."""
    csv_path, pdf_path = tmp_path / "a.csv", tmp_path / "a.pdf"
    report = asked(town, capsys, "--without", "T02", "--csv", str(csv_path), "--pdf", str(pdf_path), "--pareto", *QUICK)
    assert run(["--workspace", str(town), "whatif", plan_of(town), "--without", "T02", *QUICK]) == 0
    text = capsys.readouterr().out + json.dumps(report) + csv_path.read_text(encoding="utf-8-sig")
    for secret in ("Rahasia", "Jl. Contoh", "teks pengaduan", "C2", "H029"):
        assert secret not in text
    assert pdf_path.read_bytes().startswith(b"%PDF")
    rows = [line.split(",") for line in csv_path.read_text(encoding="utf-8-sig").splitlines()]
    visits = next(row for row in rows if row[2] == "visits")
    assert visits[3:5] == [str(report["baseline"]["visits"]), str(report["scenarios"][0]["measures"]["visits"])]
    assert len(report["curve"]) == 8


def test_every_plan_is_finished_as_a_day_s_plan_is(town: Path) -> None:
    """Baseline and scenarios get last insertions, exchanges, deeper reasons and reserves, as `dds plan` gives them.

    Otherwise a scenario would be held against a plan that was finished better, and lose visits that it could make.
    """
    workspace = Workspace(town, AT_DESK)
    (town / "berdua.toml").write_text("[[teams.change]]\nteams = ['T01']\nlonger_minutes = -300\n", encoding="utf-8")
    asked_ = ask_what_if(workspace, Path(plan_of(town)), [town / "berdua.toml"], reporter=Silent())
    report = compare_what_if(asked_, SearchWish(engine="insertion"), reporter=Silent())
    finish = Finish(num_reserves=workspace.settings.plan.num_reserves, refuses_missed=False)
    for answer in (report.baseline, *report.answers):
        assert finish_plan(answer.question.problem, answer.plan, finish).plan == answer.plan
    assert any(route.reserves for route in report.answers[0].plan.routes)


def test_the_curve_alone_can_be_asked_for(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--pareto needs no scenario; its ends are coverage first and complaints first."""
    curve = asked(town, capsys, "--pareto", *QUICK)["curve"]
    assert {point["balance"] for point in curve} == {0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0, None}
    assert curve[-1]["complaint_prize"] >= curve[0]["complaint_prize"]


def test_changed_data_are_said(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """When a planned visit is not due any more, or the roster has changed, the answer says so."""
    folder = make_workspace(tmp_path).folder
    assert run(["--workspace", str(folder), "plan", "--date", DATE, "--iterations", "300", "--prove", "0"]) == 0
    homes = tmp_path / "data" / "households.csv"
    homes.write_text(homes.read_text(encoding="utf-8").replace("Rahasia5,,", "Rahasia5,25/08/2025,"), encoding="utf-8")
    teams = tmp_path / "data" / "teams.csv"
    teams.write_text(teams.read_text(encoding="utf-8").replace(",,motor,pagi,", ",,motor,siang,"), encoding="utf-8")
    for kind, path in (("households", homes), ("teams", teams)):
        assert run(["--workspace", str(folder), "import", kind, str(path)]) == 0
    notes = asked(folder, capsys, "--without", "T02", *QUICK)["notes"]
    assert [note[:5] for note in notes] == ["E8050", "E8051"]


def test_complaints_that_came_later_are_on_neither_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A complaint recorded after the plan was made makes no scenario better: both sides lack it, and that is said."""
    folder = make_workspace(tmp_path).folder
    assert run(["--workspace", str(folder), "plan", "--date", DATE, "--iterations", "300", "--prove", "0"]) == 0
    table = tmp_path / "data" / "complaints.csv"
    table.write_text(table.read_text(encoding="utf-8") + "C9,H007,2025-08-25,CRM,urgent,teks contoh\n", encoding="utf-8")
    assert run(["--workspace", str(folder), "import", "complaints", str(table)]) == 0
    data = asked(folder, capsys, "--without", "T02", *QUICK)
    assert [note[:5] for note in data["notes"]] == ["E8050", "E8058"]  # the home's own visit is merged with its complaint
    assert "C9" in data["notes"][1]
    judged = {line["measure"]: line["verdict"] for line in data["scenarios"][0]["differences"]}
    assert "better" not in (judged["complaints"], judged["complaint_prize"])
    assert "C9" not in str(data["scenarios"])


def test_rows_recorded_since_change_neither_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After a day's rows are recorded the same question has the same answer, says so, and its plan cannot be kept."""
    folder = make_day(tmp_path)
    before = asked(folder, capsys, "--without", "T02", *QUICK)
    workspace, sheets = Workspace(folder, AT_DESK), TypedSheets()
    numbers = [line.number for line in sheets.show(workspace, SHEET).planned.lines if line.time is not None]
    for number in numbers:
        sheets.keep(workspace, SHEET, number, "b CRM" if number == 1 else "m" if number % 2 else "b", is_sure=True)
    with workspace.ledger() as ledger:
        changed = ledger.before(dt.date.fromisoformat(DATE))
        assert (changed.num_visits, ledger.before(dt.date(2025, 8, 27)).num_visits) == (len(numbers), 0)
        homes = {home.id: home for home in ledger.households()}
        assert all(home.last_visit != homes[home.id].last_visit for home in changed.households if homes[home.id].last_visit)
    after = asked(folder, capsys, "--without", "T02", *QUICK)
    assert [note[:5] for note in after.pop("notes")] == ["E8056"]
    assert before.pop("notes") == []
    assert after == before
    assert run(["--workspace", str(folder), "whatif", plan_of(folder), "--without", "T02", *QUICK, "--keep", "opsi"]) == 3
    assert "E8057" in capsys.readouterr().err


def _asked(town: Path, **changes: object) -> Any:
    baseline = load_baseline(Workspace(town, AT_DESK), Path(plan_of(town)))
    return baseline, ask(baseline, Scenario(name="x", **changes), baseline.records)  # type: ignore[arg-type]


def test_hours_hold_for_the_shifts_that_they_touch(town: Path) -> None:
    """A slowdown in the afternoon slows the day shift and not the morning shift."""
    afternoon = Slowdown(factor=2, hours=Window(start=13 * 3600, end=14 * 3600))
    _, question = _asked(town, slowdowns=(afternoon,))
    slowed, other = question.problem.shifts
    assert (slowed.id, bool(slowed.roads)) == ("T01", True)
    assert (other.id, other.roads) == ("T02", "")
    assert {slowed.profile, other.profile} == {"motorcycle"}
    slow, usual = (question.problem.travel[shift.travel_name].durations for shift in (slowed, other))
    assert (slow >= usual).all()
    assert (slow > usual).any()


def test_the_baseline_s_visits_stay_offered(town: Path) -> None:
    """Whatever the scenario, the visits that the plan was offered are offered again."""
    baseline, question = _asked(town, without=("T01",))
    assert baseline.offered <= {visit.id for visit in question.problem.visits}


def test_a_station_under_water_catches_every_team(town: Path) -> None:
    """When nobody can leave, every shift is reported, and every visit is cut off."""
    baseline, question = _asked(town, closures=(Closure(road_classes=("residential",)),))
    assert set(question.cut_off) == baseline.offered
    assert {shift for shift, visit in question.caught if not visit} == {"T01", "T02"}


def test_a_team_inside_a_closure_at_its_hour_is_named(town: Path) -> None:
    """Of a closure that begins at ten, the team at a door there at ten is reported with that door."""
    baseline, _ = _asked(town)
    plan, problem = baseline.kept.document.plan, baseline.kept.problem
    stop = plan.routes[0].stops[0]
    place = next(visit.place for visit in problem.visits if visit.id == stop.visit_id)
    lon, lat = baseline.kept.places[place]
    ring = tuple((lon + dx, lat + dy) for dx, dy in ((-1e-4, -1e-4), (1e-4, -1e-4), (1e-4, 1e-4), (-1e-4, 1e-4)))
    hours = Window(start=stop.start_time, end=stop.start_time + 3600)
    _, question = _asked(town, closures=(Closure(areas=(ring,), hours=hours),))
    assert (plan.routes[0].shift_id, stop.visit_id) in question.caught


def test_a_team_that_parks_rides_there_in_its_own_time(town: Path) -> None:
    """A team on foot in an RT starts and ends there, with as much less duty as the ride takes."""
    change = TeamChange(teams=("T01",), profile="foot", parks_at="V1/01/02")
    baseline, question = _asked(town, changes=(change,))
    walking = next(shift for shift in question.problem.shifts if shift.id == "T01")
    before = next(shift for shift in baseline.kept.problem.shifts if shift.id == "T01")
    assert walking.profile == "foot"
    assert walking.start == walking.end == question.problem.num_places - 1
    assert walking.window.start > before.window.start
    assert walking.window.end < before.window.end
    assert (question.problem.travel["foot"].durations < UNREACHABLE).all()
