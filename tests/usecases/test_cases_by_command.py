"""Guards every small input that went wrong, as an officer meets it: the command, its exit code, and what it says."""

import json
from pathlib import Path

import pytest

from planner.terminal.main import run
from tests.inputs.tables.cases import FOLDER, STATION, needs_cases

pytestmark = needs_cases

_SQUARE = [[106.40, -6.25], [106.50, -6.25], [106.50, -6.15], [106.40, -6.15], [106.40, -6.25]]
OUTLINE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"code": "36.03.01.1001", "name": "Balaraja"},
            "geometry": {"type": "Polygon", "coordinates": [_SQUARE]},
        }
    ],
}

KINDS = {"tables": "households", "coordinates": "households", "complaints": "complaints", "teams": "teams"}
LEFT_OUT = ["E1024", "E1024"]
"""Two columns that nobody knows: the identity number and the hamlet."""

TABLES: dict[str, tuple[int, list[str]]] = {
    "tables/a-colnumbers.xlsx": (3, ["E1025", *LEFT_OUT, "E1014", "E1113"]),
    "tables/b-total.xlsx": (3, [*LEFT_OUT, "E1113", "E1015"]),
    "tables/d-rtrw-one.xlsx": (2, []),
    "tables/g-sheet-per-rt.xlsx": (3, ["E1012"]),
    "tables/i-section-rows.xlsx": (2, ["E1016"]),
    "coordinates/dms-all.csv": (4, []),
    "coordinates/gmaps-link-all.csv": (0, ["E1213"]),
    "coordinates/good-all.csv": (4, []),
    "coordinates/no-minus-all.csv": (0, ["E1224"]),
    "coordinates/pair-in-lat-all.csv": (4, []),
    "coordinates/suffix-LS-all.csv": (4, []),
    "complaints/a-311-asis.xlsx": (0, ["E1023", "E1023", "E1023"]),
    "complaints/c-words.xlsx": (1, ["E1306", "E1113"]),
    "complaints/d-iso-z.xlsx": (1, []),
    "complaints/d-us-ampm.xlsx": (1, ["E1117"]),
    "complaints/d-wib.xlsx": (1, []),
    "complaints/s-selesai.xlsx": (1, ["E1113"]),
    "complaints/z-future.xlsx": (0, ["E1305"]),
    "teams/a-plain.xlsx": (1, []),
    "teams/e-slash.xlsx": (1, []),
    "teams/i-days-sd.xlsx": (1, []),
    "teams/k-two-teams-same-officer.xlsx": (0, ["E1314"]),
}
"""File to the records that come in (none: refused, exit 3) and what is said of it."""

ROADS = {
    "estate/entrance-only.osm": (1.8, 1.8, 1.8), "estate/mv-private.osm": (1.8, 1.8, 0.0), "estate/open.osm": (0.0, 0.0, 0.0),
    "estate/permit.osm": (1.8, 1.8, 1.8), "estate/private.osm": (1.8, 1.8, 1.8),
    "ferry/bridge-foot.osm": (2.4, 2.4, 0.0), "ferry/ferry.osm": (0.0, 2.4, 0.0), "ferry/none.osm": (2.4, 2.4, 2.4),
    "motorway/toll.osm": (0.0, 1.9, 0.0), "motorway/trunk-mr.osm": (0.0, 1.9, 0.0),
}  # fmt: skip
"""File to the kilometres private or cut off for motorcycles, cars and people on foot; none in all others."""

OTHERS = {"README.md", "record/v1.csv", "record/v2.csv", "vroom/make_open_day.py"}
"""No input of an import: the page itself, sheets (held with the recording), and a program that makes problems."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace of the station that the files are of."""
    assert run(["init", str(tmp_path / "ws")]) == 0
    settings = tmp_path / "ws" / "dds.toml"
    text = settings.read_text(encoding="utf-8")
    for usual, ours in (
        ("# latitude = -6.2000", f"latitude = {STATION.latitude}"),
        ("# longitude = 106.4500", f"longitude = {STATION.longitude}"),
        ('outline = ""', 'outline = "desa.geojson"'),
    ):
        assert usual in text
        text = text.replace(usual, ours)
    settings.write_text(text, encoding="utf-8")
    (tmp_path / "ws" / "desa.geojson").write_text(json.dumps(OUTLINE), encoding="utf-8")
    return tmp_path / "ws"


def names(*folders: str) -> list[str]:
    """Files of some folders of the cases; none where they do not lie beside the repository."""
    return [f"{folder}/{path.name}" for folder in folders for path in sorted((FOLDER / folder).glob("*"))]


def test_no_file_is_forgotten() -> None:
    """Each file that went wrong is one of those held here."""
    found = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file()}
    assert found - OTHERS == {*TABLES, *ROADS, *names("oneway", "barriers", "crossings", "osmnx"), *PROBLEMS}


@pytest.mark.parametrize("name", TABLES)
def test_tables(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """All records come in, or none; what is said has these codes."""
    num_records, codes = TABLES[name]
    capsys.readouterr()
    base = ["--workspace", str(folder), "--lang", "id", "--json", "import"]
    assert run([*base, KINDS[name.partition("/")[0]], str(FOLDER / name)]) == (0 if num_records else 3)
    out, err = capsys.readouterr()
    if num_records:
        told = json.loads(out)
        assert (told["added"], told["changed"], told["unchanged"]) == (num_records, 0, 0)
        assert sorted(note["code"] for note in told["notes"]) == sorted(codes)
    else:
        assert [line[:5] for line in err.splitlines() if line.startswith("E1")] == codes


@pytest.mark.parametrize("name", [*ROADS, *names("oneway", "barriers", "crossings", "osmnx")])
def test_roads(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The import says how many kilometres are private or cut off, for each way of moving."""
    capsys.readouterr()
    assert run(["--workspace", str(folder), "--json", "import", "roads", str(FOLDER / name)]) == 0
    profiles = json.loads(capsys.readouterr().out)["summary"]["profiles"]
    found = tuple(round((told["private"] + told["cut_off"]) / 1000, 1) for told in profiles.values())
    assert dict(zip(profiles, found, strict=True)) == dict(
        zip(("motorcycle", "car", "foot"), ROADS.get(name, (0.0, 0.0, 0.0)), strict=True)
    )


PROBLEMS = {
    "vroom/breaks-outside-the-shift.json": ([11], [1]),
    "vroom/no-priorities.json": ([1, 2, 3], []),
    "vroom/two-breaks-one-window.json": ([11, 12], []),
    "vroom/unix-times.json": ([11, 12], []),
}
"""File to the jobs that are made and the vehicles whose breaks cannot be taken."""


@pytest.mark.parametrize("name", PROBLEMS)
def test_problem_files(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """All jobs are made; breaks that cannot be taken are named in the answer and on the screen."""
    jobs, at_home = PROBLEMS[name]
    answer = tmp_path / "answer.json"
    assert run(["--lang", "en", "solve", str(FOLDER / name), "-o", str(answer), "--iterations", "200"]) == 0
    found = json.loads(answer.read_text(encoding="utf-8"))
    made = [step["id"] for route in found["routes"] for step in route["steps"] if step["type"] == "job"]
    assert sorted(made) == jobs
    violations = [(one["cause"], one["vehicle"]) for one in found["summary"]["violations"]]
    assert violations == [("missing_break", vehicle) for vehicle in at_home]
    assert all(f"Vehicle {vehicle} can never take all its breaks" in capsys.readouterr().err for vehicle in at_home)
