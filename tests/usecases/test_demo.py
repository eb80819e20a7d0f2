"""The demonstration, and plans with promises, iterations and engines."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest

from planner.domain.place import Point
from planner.terminal.main import run
from planner.usecases import demo
from planner.usecases.demo import make_demo_workspace, next_weekday
from planner.usecases.progress import Silent
from planner.usecases.said_place import may_lack_minus, read_place
from planner.usecases.verifying import verify
from planner.usecases.workspace import Workspace
from tests.usecases.town import AT_DESK


def test_demo_ends_with_sheets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One command makes the example area, plans a day and prints it, and says how long each phase took."""
    assert run(["--json", "demo", str(tmp_path / "demo"), "--size", "tiny", "--time-limit", "1"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["num_stops"] > 20
    assert "searching for the best routes" in report["phases"]
    assert (Path(report["sheets"]) / "sheets.pdf").read_bytes().startswith(b"%PDF")
    inspections = report["inspections"]
    assert inspections["num_due"] > 0
    assert inspections["num_made"] > 0
    assert report["complaint_prize"] == report["bound"]["complaint_prize"], "every complaint that fits is served, proved"


def test_demo_leaves_a_workspace_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is a workspace already is not touched."""
    assert run(["init", str(tmp_path / "ws")]) == 0
    before = (tmp_path / "ws" / "dds.toml").read_bytes()
    assert run(["demo", str(tmp_path / "ws"), "--size", "tiny"]) == 6
    assert "E6102" in capsys.readouterr().err
    assert (tmp_path / "ws" / "dds.toml").read_bytes() == before


@pytest.mark.parametrize("stage", ["importing", "moving", "planning", "printing"])
def test_a_demo_that_was_killed_is_finished_when_it_is_given_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    """Wherever it was killed: the same again makes what is missing and leaves nothing half made; a third time is refused."""
    folder = tmp_path / "demo"
    given = ["demo", str(folder), "--size", "tiny", "--time-limit", "1", "--history"]

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    name = {"importing": "import_road_file", "planning": "plan_day", "printing": "print_plan"}.get(stage)
    with monkeypatch.context() as patched:
        if name:
            patched.setattr(demo, name, killed)
        else:
            replace, moved = Path.replace, []

            def some(path: Path, target: Path) -> Path:
                moved.append(path)
                return killed() or path if ".demo.half" in path.parts and len(moved) > 9 else replace(path, target)

            patched.setattr(Path, "replace", some)
        assert run(given) == 130
    assert (folder / "dds.toml").exists() is (stage in {"planning", "printing"})
    assert run(given) == 0
    with Workspace(folder, AT_DESK).ledger() as ledger:
        assert (len(ledger.household_ids()), len(ledger.teams())) == (150, 3)
        assert ledger.sheets()
    assert not [path for path in folder.iterdir() if path.name.startswith(".demo")]
    assert run(given) == 6


def test_the_trail_of_a_recorded_past_goes_forward_in_time(tmp_path: Path) -> None:
    """Who practises `audit --verify` on the example is not told that an entry is dated before the one before it."""
    made, _ = make_demo_workspace(tmp_path / "ws", AT_DESK, size="tiny", with_history=True, reporter=Silent())
    report = verify(made)
    assert report.last.number > 100
    assert report.backwards_at == 0


def test_demo_day_is_an_ordinary_working_day() -> None:
    """The demonstration plans a Monday to Thursday after today."""
    days = [next_weekday(dt.date(2025, 8, 24) + dt.timedelta(days=n)) for n in range(8)]
    assert {day.weekday() for day in days} == {0, 1, 2, 3}
    assert all(day > dt.date(2025, 8, 24) + dt.timedelta(days=n) for n, day in enumerate(days))


def test_impossible_promise_is_refused_until_waived(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A promised visit that no team can make stops the plan with exit code 4; --waive lets it go for the day."""
    from tests.usecases.town import make_workspace  # noqa: PLC0415

    workspace = make_workspace(tmp_path).folder
    promised = tmp_path / "promised.csv"
    promised.write_text(
        "id,household,received,category,urgency,skills,promised\nC9,H007,2025-08-25,CRM,urgent,ppa,ya\n", encoding="utf-8"
    )
    base = ["--workspace", str(workspace), "--lang", "en"]
    assert run([*base, "import", "complaints", str(promised)]) == 0
    plan = [*base, "plan", "--date", "2025-08-26", "--time-limit", "0.2"]
    assert run(plan) == 4
    assert "C9: no team has the skill" in capsys.readouterr().err
    assert not (workspace / "plans" / "2025-08-26").exists()
    assert run([*plan, "--waive", "C9"]) == 0


def test_same_iterations_same_plan(tmp_path: Path) -> None:
    """With an iteration limit instead of a time limit, planning twice gives the same routes."""
    from tests.usecases.town import make_workspace  # noqa: PLC0415

    workspace = make_workspace(tmp_path).folder
    for _ in range(2):
        assert run(["--workspace", str(workspace), "plan", "--date", "2025-08-26", "--iterations", "20"]) == 0
    first, second = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(workspace.glob("plans/*/plan-v*.json")))
    assert first["routes"] == second["routes"]


def test_unknown_engine_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An engine that does not exist is refused with those that do."""
    from tests.usecases.town import make_workspace  # noqa: PLC0415

    workspace = make_workspace(tmp_path).folder
    assert run(["--workspace", str(workspace), "plan", "--date", "2025-08-26", "--engine", "magic"]) == 3
    assert "insertion, ortools" in capsys.readouterr().err


def test_init_is_told_where_the_station_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The place stands in the settings; without it the command says what is missing, and a place that is none is refused."""
    assert run(["--lang", "en", "init", str(tmp_path / "known"), "--station", "-6.2,106.45"]) == 0
    assert "not known" not in capsys.readouterr().out
    station = Workspace(tmp_path / "known", AT_DESK).settings.station
    assert (station.latitude, station.longitude) == (-6.2, 106.45)
    assert run(["--lang", "en", "init", str(tmp_path / "open")]) == 0
    assert "The station's place is not known yet" in capsys.readouterr().out
    assert run(["init", str(tmp_path / "wrong"), "--station", "di pasar"]) == 2


@pytest.mark.parametrize(
    "text",
    [
        "6 12 05 LS, 106 54 40 BT", "-6,201389, 106,911111", "-6.201389,106.911111", "106.911111, -6.201389",
        "https://www.google.com/maps?q=-6.201389,106.911111", "6°12'05\"S 106°54'40\"E",
    ],
)  # fmt: skip
def test_a_place_is_typed_as_cells_hold_it(text: str) -> None:
    """What a map or a list gives is a place wherever one is asked for; what is none on earth is not."""
    place = read_place(text)
    assert place is not None
    assert (round(place.latitude, 4), round(place.longitude, 4)) == (-6.2014, 106.9111)
    assert not may_lack_minus(place)
    assert read_place("-6,106") == Point(longitude=106.0, latitude=-6.0)
    assert read_place("di pasar") is read_place("-96.2, 196.5") is read_place("") is None


def test_init_asks_again_for_a_place_without_its_minus(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A place that is none is asked for again, and so is one in the north that is not meant; as an option it is said."""
    monkeypatch.setattr("sys.stdin", Typed("di pasar\n6.2014, 106.9111\nn\n-6.2014, 106.9111\n"))
    assert run(["--lang", "en", "init", str(tmp_path / "asked")]) == 0
    assert "Is it meant?" in capsys.readouterr().out
    assert Workspace(tmp_path / "asked", AT_DESK).settings.station.latitude == -6.2014
    assert run(["--lang", "en", "init", str(tmp_path / "told"), "--station", "6.2014, 106.9111"]) == 0
    assert "north of the equator" in capsys.readouterr().out


class Typed(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        """Always at a terminal."""
        return True
