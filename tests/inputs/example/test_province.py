"""Guards the invented province: the same every time, roads that run on over borders, no home with two ids."""

import datetime as dt
import re
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from inputs.example.districts import DISTRICTS
from inputs.example.files import ExampleFiles
from inputs.example.province import MOST_STATIONS, InventedProvince
from inputs.example.tiles import Border, Tile, border_towards
from tests.inputs.example.conftest import TODAY, read


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> list[ExampleFiles]:
    """Two stations, one beside the other."""
    return _made(tmp_path_factory.mktemp("pair"), seed=3)


def _made(folder: Path, seed: int, today: dt.date = TODAY) -> list[ExampleFiles]:
    province = InventedProvince(2, size="tiny", seed=seed)
    return [province.make(station, folder / station.name, today=today) for station in province.stations]


def test_same_seed_same_bytes(pair: list[ExampleFiles], tmp_path: Path) -> None:
    """Size, number, seed and day decide everything; another seed gives other people."""
    again, other = _made(tmp_path / "again", seed=3), _made(tmp_path / "other", seed=4)
    for one, two in zip(pair, again, strict=True):
        for path in sorted(one.folder.iterdir()):
            assert path.read_bytes() == (two.folder / path.name).read_bytes(), path.name
    assert pair[1].households.read_bytes() != other[1].households.read_bytes()


def test_no_two_homes_share_an_id(pair: list[ExampleFiles]) -> None:
    """Ids and codes of villages tell the station; the second station's villages have numbers that no real one has."""
    homes = [{row["id"] for row in read(files.households)} for files in pair]
    assert not homes[0] & homes[1]
    assert {row["household"] for row in read(pair[1].complaints)} - {""} <= homes[1]
    villages = {row["village"] for row in read(pair[1].households)}
    assert villages == {"36.03.02.9003"}
    assert {row["village"] for row in read(pair[1].teams)} <= villages | {""}
    officers = [set(re.findall(r"0000\d{4}", files.teams.read_text(encoding="utf-8"))) for files in pair]
    assert min(map(len, officers)) >= 4
    assert not officers[0] & officers[1]


def test_roads_run_on_over_the_border(pair: list[ExampleFiles]) -> None:
    """Each station's road file is one network in which the neighbour's nearest homes stand beside a road."""
    for own, other in (pair, pair[::-1]):
        at = {row["node"]: (float(row["lon"]), float(row["lat"])) for row in read(own.roads_nodes)}
        number = {node: i for i, node in enumerate(at)}
        edges = np.array([(number[row["from"]], number[row["to"]]) for row in read(own.roads_edges)])
        graph = coo_array((np.ones(len(edges)), edges.T), shape=(len(at), len(at)))
        _, labels = connected_components(graph, directed=False)
        biggest = labels == np.bincount(labels).argmax()
        assert biggest.mean() > 0.9
        roads = np.array(list(at.values()))[biggest]
        station = own.station
        homes = np.array([(float(r["longitude"]), float(r["latitude"])) for r in read(other.households) if r["latitude"]])
        nearest = homes[np.hypot(*(homes - (station.longitude, station.latitude)).T).argsort()[:20]]
        gaps = [np.hypot(*(roads - home).T).min() * 111_000 for home in nearest]
        assert max(gaps) < 60


def test_tiles_meet_at_their_borders() -> None:
    """A point on a border is the same place on Earth for both sides, whatever the row and column."""
    box = (-4300.0, -4400.0, 3850.0, 4300.0)
    for column, row in ((0, 0), (1, 0), (1, 1), (2, 3)):
        mine = Tile(column=column, row=row, box=box)
        for other in (Tile(column=column + 1, row=row, box=box), Tile(column=column, row=row + 1, box=box)):
            borders = [border_towards(box, mine, other), border_towards(box, other, mine)]
            spots = [_on(border) for border in borders]
            assert np.allclose(mine.degrees(spots[0]), other.degrees(spots[1]), atol=1e-6)


def _on(border: Border) -> np.ndarray:
    return np.array([(border.at, 700.0) if border.axis == 0 else (700.0, border.at)])


def test_stations_have_names_of_their_own() -> None:
    """As many stations as districts are known, none named twice; sizes and numbers that cannot be are refused."""
    stations = InventedProvince(MOST_STATIONS, size="full", seed=1).stations
    assert len({station.name for station in stations}) == MOST_STATIONS == 155
    assert len({district.code for district in DISTRICTS}) == MOST_STATIONS
    assert (stations[0].name, stations[0].district.code) == ("balaraja", "36.03.01")
    for number, size in ((0, "tiny"), (MOST_STATIONS + 1, "tiny"), (1, "huge")):
        with pytest.raises(ValueError, match=r"expected|not one of"):
            InventedProvince(number, size=size, seed=1)
