"""Guards what is told of doors that no team has a way to: when homes and roads come in, and when a day is planned."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from planner.domain.errors import InputError
from planner.domain.out_of_reach import NoWay
from planner.domain.place import Point
from planner.domain.plan import Reason
from planner.domain.records import Address, Household
from planner.domain.scenario import Scenario
from planner.terminal.main import run
from planner.usecases.importing import import_road_file, import_table
from planner.usecases.progress import Silent
from planner.usecases.reading import read_kept_plan
from planner.usecases.unreachable import MAX_IDS, Reach
from planner.usecases.whatif.baseline import load_baseline
from planner.usecases.whatif.question import ask
from planner.usecases.workspace import Workspace
from planner.words.language import words
from tests.usecases.town import AT_DESK, SOUTH, WEST, write_town

ISLAND = (WEST - 0.02, SOUTH)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The town, and an island of one street with two homes that no bridge leads to."""
    town = write_town(tmp_path / "data")
    for name, rows in (
        ("roads_nodes", [f"900,{ISLAND[0]},{ISLAND[1]}", f"901,{ISLAND[0] + 0.002},{ISLAND[1]}"]),
        ("roads_edges", ["900,901,221,residential,Jl. Pulau,0"]),
        (
            "households",
            [f"H9{n},V1,03,01,Jl. Pulau {n},{ISLAND[1] + 0.00001:.5f},{ISLAND[0] + n * 0.001:.5f},Rahasia,," for n in (0, 1)],
        ),
    ):
        path = town / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8") + "\n".join(rows) + "\n", encoding="utf-8")
    return town


def test_an_island_is_told_at_every_step(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Count and list at import of roads, of homes and at plan; such homes take no place in the day, and are counted."""
    workspace = Workspace.create(tmp_path / "ws", AT_DESK)
    for kind in ("teams", "households"):
        assert not import_table(workspace, kind, data / f"{kind}.csv", reporter=Silent()).notes
    report = import_road_file(workspace, data / "roads_edges.csv", reporter=Silent())
    assert report.reach.by_profile == {"motorcycle": ("H90", "H91")}
    assert {(one.village, one.reason) for one in report.reach.nobody} == {("V1", NoWay.CUT_OFF)}
    told = report.as_data(words("en"))
    assert told["notes"] == [{"code": "E4011", "text": words("en").fault(report.notes[0])}]
    assert "2 doors (V1 2; 2 cut off, 0 shut in, 0 far off): H90, H91." in words("en").fault(report.notes[0])
    assert "2 tempat tidak terjangkau tim mana pun (V1 2; 2 terputus" in words("id").fault(report.notes[0])
    for profile in report.summary.profiles.values():
        assert (profile.cut_off, profile.streets) == (221, ("Jl. Pulau",))
    again = import_table(workspace, "households", data / "households.csv", reporter=Silent())
    assert [note.code for note in again.notes] == ["E4011"]
    assert again.as_data(words("en"))["unreachable"] == {"motorcycle": ["H90", "H91"]}
    base = ["--workspace", str(workspace.folder), "--lang", "en"]
    assert run([*base, "--json", "plan", "--date", "2025-08-26", "--time-limit", "0.2"]) == 0
    out, err = capsys.readouterr()
    plan = json.loads(out)
    assert plan["excluded"]["unreachable"] == 2
    assert plan["num_due"] == 31
    assert plan["unreachable"] == {"motorcycle": ["H90", "H91"]}
    assert "E4011" in err
    assert "H90, H91" in plan["notes"][1]
    assert plan["notes"][0].startswith("E4012"), "the station is a guess, and that is said"
    assert run([*base, "--json", "explain", plan["plan"], "H90"]) == 0
    explained = json.loads(capsys.readouterr().out)
    assert (explained["reason"], explained["no_way"]) == ("unreachable", "cut_off")
    assert run([*base, "explain", plan["plan"], "H90"]) == 0
    assert "no way leads there (cut off)" in capsys.readouterr().out
    assert run([*base, "plan", "--date", "2025-08-26", "--suggest-slots", "H90"]) == 0
    assert capsys.readouterr().out == "No team on duty has a way to H90: cut off.\n"
    assert run([*base, "--json", "forecast"]) == 0
    total = json.loads(capsys.readouterr().out)["total"]
    assert total["num_no_way"] == 2
    assert total["num_waiting"] + total["num_no_way"] + total["num_do_not_visit"] == total["num_households"]


def test_the_list_and_the_map(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`dds reach` counts by village and reason, and writes a list without names and a page."""
    workspace = Workspace.create(tmp_path / "ws", AT_DESK)
    for kind in ("teams", "households"):
        import_table(workspace, kind, data / f"{kind}.csv", reporter=Silent())
    import_road_file(workspace, data / "roads_edges.csv", reporter=Silent())
    listed, drawn = tmp_path / "list.csv", tmp_path / "map.pdf"
    base = ["--workspace", str(workspace.folder), "--lang", "en"]
    assert run([*base, "reach", "--list", str(listed), "--map", str(drawn)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("No team has a way to 2 of ")
    assert [line.split() for line in out.splitlines()[2:3]] == [["V1", "0", "2", "0", "2"]]
    rows = listed.read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[:3] for row in rows[1:]] == [["H90", "V1", "cut off"], ["H91", "V1", "cut off"]]
    assert "Rahasia" not in "".join(rows)
    page = PdfReader(drawn).pages[0].extract_text()
    assert "Homes that no team has a way to" in page


def test_no_map_is_said(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where everybody can be reached there is nothing to draw, and that is said; the list is written, and named."""
    workspace = Workspace.create(tmp_path / "ws", AT_DESK)
    rows = (data / "households.csv").read_text(encoding="utf-8").splitlines()
    homes = tmp_path / "homes.csv"
    homes.write_text("\n".join(row for row in rows if not row.startswith("H9")), encoding="utf-8")
    import_table(workspace, "households", homes, reporter=Silent())
    import_road_file(workspace, data / "roads_edges.csv", reporter=Silent())
    listed, drawn = tmp_path / "list.csv", tmp_path / "map.pdf"
    base = ["--workspace", str(workspace.folder), "--lang", "en"]
    assert run([*base, "reach", "--list", str(listed), "--map", str(drawn)]) == 0
    out = capsys.readouterr().out
    assert f"The map {drawn} was not written" in out
    assert str(listed) in out
    assert not drawn.exists()


def test_a_promised_visit_there_is_not_hidden(data: Path, tmp_path: Path) -> None:
    """A complaint on the island stays in the plan's question, with its reason."""
    workspace = Workspace.create(tmp_path / "ws", AT_DESK)
    rows = (data / "complaints.csv").read_text(encoding="utf-8") + "C9,H90,2025-08-25,CRM,urgent,teks contoh\n"
    (data / "complaints.csv").write_text(rows, encoding="utf-8")
    for kind in ("teams", "households", "complaints"):
        import_table(workspace, kind, data / f"{kind}.csv", reporter=Silent())
    import_road_file(workspace, data / "roads_edges.csv", reporter=Silent())
    base = ["--workspace", str(workspace.folder)]
    assert run([*base, "plan", "--date", "2025-08-26", "--time-limit", "1"]) == 0
    plan = read_kept_plan(workspace.folder / "plans" / "2025-08-26" / "plan-v1.json").document.plan
    assert {item.visit_id: item.reason for item in plan.unassigned} == {"C9": Reason.UNREACHABLE}


def test_an_import_of_roads_ends_with_a_paragraph(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Kilometres by profile, what is cut off by name, what is obeyed, in both languages."""
    Workspace.create(tmp_path / "ws", AT_DESK)
    for language, cut, obeyed in (("en", "Cut off: Jl. Pulau.", "Obeyed: 0"), ("id", "Terputus: Jl. Pulau.", "Dipatuhi: 0")):
        arguments = ["--workspace", str(tmp_path / "ws"), "--lang", language, "import", "roads", str(data / "roads_edges.csv")]
        assert run(arguments) == 0
        out = capsys.readouterr().out
        assert cut in out
        assert obeyed in out
        assert len(out.splitlines()) == 5


def test_homes_that_come_after_the_roads_are_looked_at(data: Path, tmp_path: Path) -> None:
    """The first import of homes tells it, teams known or not."""
    workspace = Workspace.create(tmp_path / "ws", AT_DESK)
    assert not import_road_file(workspace, data / "roads_edges.csv", reporter=Silent()).notes
    report = import_table(workspace, "households", data / "households.csv", reporter=Silent())
    assert report.reach.by_profile == {"motorcycle": ("H90", "H91")}


def test_many_doors_are_counted_and_some_named() -> None:
    """A sentence names a few; the count is of all."""
    note = Reach(by_profile={"car": tuple(f"H{number}" for number in range(500))}).notes()[0]
    assert note.values["count"] == 500
    assert str(note.values["ids"]).count(",") == MAX_IDS - 1
    assert str(note.values["ids"]).endswith("…")


def test_a_what_if_offers_no_door_without_a_way(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A day with more time is offered more doors, none of them on the island."""
    workspace = Workspace.create(tmp_path / "ws", AT_DESK)
    for kind in ("teams", "households"):
        import_table(workspace, kind, data / f"{kind}.csv", reporter=Silent())
    import_road_file(workspace, data / "roads_edges.csv", reporter=Silent())
    assert run(["--workspace", str(workspace.folder), "plan", "--date", "2025-08-26", "--time-limit", "0.2"]) == 0
    capsys.readouterr()
    baseline = load_baseline(workspace, workspace.folder / "plans" / "2025-08-26" / "plan-v1.json")
    asked = ask(baseline, Scenario(name="as it is"), baseline.records)
    assert {"H90", "H91"} <= {one.visit.id for one in baseline.due.candidates}
    assert not {"H90", "H91"} & {visit.id for visit in asked.problem.visits}


def test_roads_of_another_region_are_refused(data: Path, tmp_path: Path) -> None:
    """A road file that is nowhere near the station leaves the roads as they were: none of its homes would be reached."""
    workspace = Workspace.create(tmp_path / "ws", AT_DESK, station=Point(latitude=-7.0, longitude=112.7))
    with pytest.raises(InputError) as caught:
        import_road_file(workspace, data / "roads_edges.csv", reporter=Silent())
    assert [fault.code for fault in caught.value.faults] == ["E2026"]
    assert not (workspace.roads_folder / "roads.npz").exists()


def test_without_a_station_the_known_homes_say_which_region(data: Path, tmp_path: Path) -> None:
    """Homes far from every road of the file refuse it; with no home known, anything may come."""
    workspace = Workspace.create(tmp_path / "ws", AT_DESK)
    assert workspace.settings.station.point is None
    far = Household(id="H1", address=Address(village="x", latitude=-7.0, longitude=112.7))
    with workspace.ledger() as ledger:
        ledger.put_households([far], source="t", **workspace.stamp())
    with pytest.raises(InputError) as caught:
        import_road_file(workspace, data / "roads_edges.csv", reporter=Silent())
    assert [fault.code for fault in caught.value.faults] == ["E2029"]
