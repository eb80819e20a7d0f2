"""The main job through the front door, on a tiny town."""

import json
from pathlib import Path

import pytest

from planner.terminal.main import run
from tests.usecases.town import make_workspace, write_town

DATE = "2025-08-26"


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a workspace with a plan of one Tuesday."""
    workspace = make_workspace(tmp_path_factory.mktemp("town"))
    assert run(["--workspace", str(workspace.folder), "plan", "--date", DATE, "--time-limit", "0.2"]) == 0
    return workspace.folder


def _plan_path(folder: Path) -> Path:
    return folder / "plans" / DATE / "plan-v1.json"


def test_planned_day_passes_the_checker(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan that the program keeps breaks no law."""
    assert run(["--json", "check", str(_plan_path(planned))]) == 0
    assert json.loads(capsys.readouterr().out) == {"is_valid": True, "violations": []}


def test_special_referral_and_do_not_visit_are_never_planned(planned: Path) -> None:
    """RJK complaints and do-not-visit doors are in no plan file, not even as left out."""
    text = _plan_path(planned).read_text(encoding="utf-8")
    assert "C1" in text
    assert "C2" not in text
    assert "H029" not in text


def test_no_personal_data_in_plan_folder(planned: Path) -> None:
    """Names, addresses and complaint texts stay out of plan and problem files."""
    for path in (planned / "plans").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"Rahasia" not in content
            assert b"Jl. Contoh" not in content
            assert b"teks pengaduan" not in content


def test_hand_edited_plan_is_caught(planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stop moved by hand to before the shift is listed as a broken law, exit code 5."""
    source = _plan_path(planned)
    document = json.loads(source.read_text(encoding="utf-8"))
    document["routes"][0]["stops"].append(document["routes"][0]["stops"][0])
    edited = tmp_path / "plan-v1.json"
    edited.write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / "problem-v1.npz").write_bytes((source.parent / "problem-v1.npz").read_bytes())
    assert run(["--json", "check", str(edited)]) == 5
    laws = {violation["law"] for violation in json.loads(capsys.readouterr().out)["violations"]}
    assert "visit_at_most_once" in laws
    assert run(["check", str(edited)]) == 5
    assert "2 kali dikunjungi; seharusnya paling banyak sekali" in capsys.readouterr().out


def test_second_plan_of_a_day_is_a_new_version(planned: Path) -> None:
    """Planning the same day again keeps the first plan and makes version 2."""
    before = _plan_path(planned).read_bytes()
    assert run(["--workspace", str(planned), "plan", "--date", DATE, "--time-limit", "0.2"]) == 0
    assert (planned / "plans" / DATE / "plan-v2.json").is_file()
    assert _plan_path(planned).read_bytes() == before


def test_print_writes_sheets_and_files(planned: Path) -> None:
    """Printing writes the sheets, the overview, and the forms that are asked for; all of them with one word."""
    folder = planned / "sheets" / DATE / "v1"
    assert run(["--workspace", str(planned), "print", str(_plan_path(planned)), "--csv", "--geojson"]) == 0
    names = {path.name for path in folder.iterdir()}
    assert {"sheets.pdf", "overview.pdf", "itinerary.csv", "itinerary.geojson"} <= names
    assert "itinerary.html" not in names
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert run(["--workspace", str(planned), "print", str(_plan_path(planned)), "--all"]) == 0
    names = {path.name for path in folder.iterdir()}
    assert {"itinerary.xlsx", "itinerary.html"} <= names
    assert {path.suffix for path in folder.iterdir()} == {".pdf", ".xlsx", ".csv", ".geojson", ".html", ".gpx", ".ics"}
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_nobody_on_duty_is_said(planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A workspace without teams is refused with E4001, exit code 3."""
    assert run(["init", str(tmp_path / "empty")]) == 0
    assert run(["--lang", "en", "--workspace", str(tmp_path / "empty"), "plan", "--date", DATE]) == 3
    assert "E4001" in capsys.readouterr().err


def test_faulty_file_changes_nothing(planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file with one bad row imports no row, and the message names row, column and cure."""
    town = write_town(tmp_path / "town")
    path = town / "households.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("H005,V1", "H005,"), encoding="utf-8")
    assert run(["init", str(tmp_path / "ws")]) == 0
    assert run(["--workspace", str(tmp_path / "ws"), "import", "households", str(path)]) == 3
    assert "baris 7" in capsys.readouterr().err
    assert (
        run(
            [
                "--workspace",
                str(tmp_path / "ws"),
                "--json",
                "import",
                "households",
                str(write_town(tmp_path / "t2") / "households.csv"),
            ]
        )
        == 0
    )
    assert json.loads(capsys.readouterr().out)["added"] == 30


def test_all_faults_of_a_row_are_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row with a bad date and exchanged coordinates is told both in one report, and no fault that it does not have."""
    town = write_town(tmp_path / "town")
    path = town / "households.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[3] = "H002,V1,01,01,Jl. Contoh 2,106.4535,-6.1998,Contoh,31/02/2025,"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run(["init", str(tmp_path / "ws")]) == 0
    assert run(["--workspace", str(tmp_path / "ws"), "--lang", "en", "import", "households", str(path)]) == 3
    told = [line.split(" ", 1)[0] for line in capsys.readouterr().err.splitlines() if line.startswith("E")]
    assert sorted(told) == ["E1106", "E1203"]


def test_a_day_that_is_hardly_meant_is_asked_about(
    planned: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day that is over or years ahead: refused with a code where nobody can answer, asked of who can, planned if meant."""
    monkeypatch.delenv("DDS_ANY_DAY")
    base = ["--lang", "en", "--workspace", str(planned)]
    commands = (["plan", "--date"], ["week", "plan", "--from"], ["week", "roll", "--date"])
    for day, code in ((DATE, "E4013"), ("2199-12-31", "E4014")):
        for command in commands:
            assert run([*base, *command, day]) == 3
            assert code in capsys.readouterr().err
    answers = iter(("", "Ya"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    search = ["--engine", "insertion", "--time-limit", "0.1", "--prove", "0"]
    assert run([*base, "plan", "--date", DATE, *search]) == 130
    assert run([*base, "plan", "--date", DATE, *search]) == 0
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    assert run([*base, "plan", "--date", DATE, "--any-day", *search]) == 0
