"""Guards the making itself: same arguments, same bytes; other seeds hold the same promises; unknown sizes are refused."""

import datetime as dt
from pathlib import Path

import pytest

from inputs.example.files import ExampleFiles
from inputs.example.make import make_example
from tests.inputs.example.conftest import TODAY, Area, area_in
from tests.inputs.example.test_people import test_doors_are_beside_streets as doors_are_beside_streets
from tests.inputs.example.test_people import test_doors_are_inside_their_village as doors_are_inside_their_village
from tests.inputs.example.test_people import test_rt_have_30_to_150_households as rt_have_30_to_150_households
from tests.inputs.example.test_roads import test_every_street_crossing_is_a_junction as every_street_crossing_is_a_junction
from tests.inputs.example.test_roads import test_motorcycles_get_everywhere as motorcycles_get_everywhere
from tests.inputs.example.test_roads import test_no_dead_end_stops_just_short_of_a_street as no_dead_end_stops_short
from tests.inputs.example.test_roads import test_rivers_have_few_bridges as rivers_have_few_bridges
from tests.inputs.example.test_roads import test_toll_road_is_a_barrier as toll_road_is_a_barrier


def _bytes(files: ExampleFiles) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(files.folder.iterdir())}


@pytest.mark.parametrize("size", ["tiny", "small"])
def test_same_seed_same_bytes(tmp_path: Path, size: str) -> None:
    """The same arguments give byte-identical files, whatever was made between."""
    first = _bytes(make_example(tmp_path / "a", size=size, seed=7, today=TODAY))
    make_example(tmp_path / "other", size="tiny", seed=8, today=TODAY)
    assert _bytes(make_example(tmp_path / "b", size=size, seed=7, today=TODAY)) == first
    assert len(first) == 9


@pytest.mark.long
def test_full_area_is_reproducible(full: Area, tmp_path: Path) -> None:
    """The full area too comes out byte for byte the same."""
    again = make_example(tmp_path, size="full", seed=1, today=TODAY)
    assert _bytes(again) == _bytes(full.files)


def test_seed_changes_the_area_and_the_day_does_not(tmp_path: Path) -> None:
    """Another seed is another area; another day moves dates only."""
    one = _bytes(make_example(tmp_path / "1", size="tiny", seed=1, today=TODAY))
    two = _bytes(make_example(tmp_path / "2", size="tiny", seed=2, today=TODAY))
    later = _bytes(make_example(tmp_path / "3", size="tiny", seed=1, today=TODAY + dt.timedelta(days=1)))
    assert one["roads_edges.csv"] != two["roads_edges.csv"]
    assert {name for name in one if one[name] != later[name]} == {"households.csv", "complaints.csv", "facilities.csv"}


@pytest.mark.parametrize("seed", range(2, 6))
def test_small_areas_of_other_seeds(tmp_path: Path, seed: int) -> None:
    """The promises on roads and doors hold for other seeds."""
    area = area_in(tmp_path, "small", seed=seed)
    motorcycles_get_everywhere(area)
    every_street_crossing_is_a_junction(area)
    no_dead_end_stops_short(area)
    doors_are_beside_streets(area)
    doors_are_inside_their_village(area)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 12))
def test_full_areas_of_other_seeds(tmp_path: Path, seed: int) -> None:
    """Every promise of the full area holds for other seeds."""
    area = area_in(tmp_path, "full", seed=seed)
    motorcycles_get_everywhere(area)
    every_street_crossing_is_a_junction(area)
    no_dead_end_stops_short(area)
    rivers_have_few_bridges(area)
    toll_road_is_a_barrier(area)
    rt_have_30_to_150_households(area)
    doors_are_beside_streets(area)
    doors_are_inside_their_village(area)


def test_unknown_size_is_refused(tmp_path: Path) -> None:
    """An unknown size is an error that names the known ones, and writes nothing."""
    with pytest.raises(ValueError, match="full, small, tiny"):
        make_example(tmp_path / "x", size="huge", today=TODAY)
    assert not (tmp_path / "x").exists()


def test_complaints_of_days_to_come_are_told_as_of_the_last_day_heard(tmp_path: Path) -> None:
    """The practice table can be imported again on the day it was made: no complaint is received after that day."""
    heard = TODAY - dt.timedelta(days=3)
    files = make_example(tmp_path, size="tiny", seed=1, today=TODAY, heard_until=heard)
    head, *rows = files.complaints.read_text(encoding="utf-8").splitlines()
    received = [row.split(",")[head.split(",").index("received")] for row in rows]
    assert max(received) == heard.isoformat()
