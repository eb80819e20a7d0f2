"""The files of the example: readable by our own readers, marked, the same for the same seed."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from inputs.example import ExampleFiles, make_example
from inputs.outlines import read_villages
from inputs.roads.importing import read_network
from inputs.tables.complaints import read_complaints
from inputs.tables.facilities import read_facilities
from inputs.tables.households import read_households
from inputs.tables.teams import read_teams
from planner.domain.records import Urgency
from planner.domain.settings import DaySettings, ProgrammeSettings
from tests.inputs.example.conftest import TODAY

DAY = DaySettings()


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(("size", "counts"), [("tiny", (2, 150, 3, 6, 8)), ("small", (3, 2_500, 8, 25, 40))])
def test_readers_take_every_row(size: str, counts: tuple[int, ...], request: pytest.FixtureRequest) -> None:
    """The example is a model of good input: every table is read without a fault, and in full."""
    files: ExampleFiles = request.getfixturevalue(f"{size}_files")
    villages = read_villages(files.outline)
    homes = read_households(files.households, villages=villages, day=DAY)
    teams = read_teams(files.teams, villages=villages, day=DAY)
    ids = {home.id for home in homes.rows}
    complaints = read_complaints(files.complaints, households=ids, villages=villages, programme=ProgrammeSettings())
    facilities = read_facilities(files.facilities, villages=villages)
    assert tuple(len(each) for each in (villages, homes.rows, teams.rows, complaints.rows, facilities.rows)) == counts
    assert not teams.notes
    assert not complaints.notes
    assert not facilities.notes


def test_positions_lie_in_their_villages(small_files: ExampleFiles) -> None:
    """Every home lies in its own village; the only remarks are about the few homes without coordinates."""
    homes = read_households(small_files.households, villages=read_villages(small_files.outline), day=DAY)
    assert {note.code for note in homes.notes} == {"E1209"}
    num_lost = sum(not row["latitude"] for row in rows(small_files.households))
    assert 0 < num_lost < 0.02 * len(homes.rows)


def test_rt_sizes(small_files: ExampleFiles) -> None:
    """An RT has 30 to 150 households, an RW one to six RT numbered from 01."""
    sizes: dict[tuple[str, str, str], int] = {}
    for row in rows(small_files.households):
        key = (row["village"], row["rw"], row["rt"])
        sizes[key] = sizes.get(key, 0) + 1
    assert 30 <= min(sizes.values()) <= max(sizes.values()) <= 150
    for village, rw in {key[:2] for key in sizes}:
        numbers = sorted(rt for name, unit, rt in sizes if (name, unit) == (village, rw))
        assert numbers == [f"{number:02d}" for number in range(1, len(numbers) + 1)]
        assert len(numbers) <= 6


def test_histories(small_files: ExampleFiles) -> None:
    """About 60 % were never visited; nobody was visited today or later; few refuse; about a tenth name their hours."""
    homes = read_households(small_files.households, villages=(), day=DAY).rows
    num = len(homes)
    assert 0.55 < sum(home.last_visit is None for home in homes) / num < 0.65
    assert all(home.last_visit < TODAY for home in homes if home.last_visit)
    assert 0 < sum(home.is_do_not_visit for home in homes) < 0.02 * num
    assert 0.07 < sum(bool(home.windows) for home in homes) / num < 0.13
    assert {home.num_attempts for home in homes} == {0, 1, 2, 3}


def test_complaints(small_files: ExampleFiles) -> None:
    """Special referrals come without text; promised follow-ups carry no hours that could break the promise."""
    ids = {row["id"] for row in rows(small_files.households)}
    found = read_complaints(small_files.complaints, households=ids, villages=(), programme=ProgrammeSettings()).rows
    assert sum(each.urgency is Urgency.URGENT for each in found) == 5
    assert [each.text for each in found if each.category == "RJK"] == [""]
    assert any(each.skills for each in found)
    promised = [each for each in found if each.is_required]
    assert promised
    assert not any(each.windows for each in promised)


def test_everything_is_marked(small_files: ExampleFiles) -> None:
    """Invented people and places say that they are: Contoh in every name, DATA CONTOH beside and in the files."""
    assert all(row["head_name"].endswith(" Contoh") for row in rows(small_files.households))
    assert all("CONTOH – 0000" in row["leader"] and "CONTOH – 0000" in row["members"] for row in rows(small_files.teams))
    assert all("contoh" in row["name"] for row in rows(small_files.facilities))
    assert all(row["text"].startswith("DATA CONTOH") for row in rows(small_files.complaints) if row["category"] != "RJK")
    assert "DATA CONTOH" in small_files.area_name
    for path in (small_files.outline, small_files.waters, small_files.households.with_name("DATA-CONTOH.txt")):
        assert "DATA CONTOH" in path.read_text(encoding="utf-8")


def test_same_seed_same_bytes(tiny_files: ExampleFiles, folder: Path) -> None:
    """The same size, seed and day give the same files, byte for byte; another seed gives others."""
    again = make_example(folder, size="tiny", today=TODAY)
    other = make_example(folder / "other", size="tiny", seed=2, today=TODAY)
    for name in ("households", "teams", "complaints", "facilities", "outline", "road_nodes", "road_edges", "waters"):
        content = getattr(tiny_files, name).read_bytes()
        assert getattr(again, name).read_bytes() == content
        assert getattr(other, name).read_bytes() != content


def test_unknown_size_is_refused(folder: Path) -> None:
    """A size that does not exist is refused with those that do, before anything is written."""
    with pytest.raises(ValueError, match="full, small, tiny"):
        make_example(folder, size="huge", today=TODAY)
    assert not folder.exists()


def test_package_is_light() -> None:
    """Importing the package loads nothing heavy, so that the command line starts fast."""
    code = "import sys, inputs.example; sys.exit(int('shapely' in sys.modules or 'scipy' in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 (our own words)


def test_station_is_at_the_trunk_road(tiny_files: ExampleFiles) -> None:
    """The station lies beside a road, in every size."""
    latitude, longitude = tiny_files.station
    nodes = read_network(tiny_files.road_edges).points
    assert min((abs(nodes[:, 0] - longitude) + abs(nodes[:, 1] - latitude)) * 111_000) < 100


@pytest.mark.long
def test_full_example(folder: Path) -> None:
    """The full example has the size of the sub-district: 9 villages, 28,000 homes, 24 teams, 60 complaints, 150 facilities."""
    files = make_example(folder, size="full", today=TODAY)
    paths = (files.households, files.teams, files.complaints, files.facilities)
    assert [len(rows(path)) for path in paths] == [28_000, 24, 60, 150]
    complaints = rows(files.complaints)
    assert sum(row["urgency"] == "mendesak" for row in complaints) == 12
    assert sum(row["category"] == "RJK" for row in complaints) == 2
    assert 12_000 <= len(rows(files.road_nodes)) <= 30_000
