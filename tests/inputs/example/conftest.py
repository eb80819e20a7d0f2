"""Example areas that the tests of this room read, each made once, and readers of their files."""

import csv
import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import shapely

from inputs.example.files import ExampleFiles
from inputs.example.make import make_example
from inputs.example.plane import to_plane

TODAY = dt.date(2025, 8, 26)
Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Area:
    """An example area as its files say it is; shapes in metres."""

    files: ExampleFiles
    households: list[Row]
    teams: list[Row]
    complaints: list[Row]
    facilities: list[Row]
    nodes: dict[str, tuple[float, float]]
    edges: list[Row]
    outlines: dict[str, shapely.Polygon]
    rivers: list[shapely.LineString]

    def lines(self, *, toll: bool) -> tuple[list[Row], np.ndarray]:
        """Edges of the toll road (or all others) and their shapes."""
        chosen = [edge for edge in self.edges if edge["highway"].startswith("motorway") is toll]
        return chosen, shapely.linestrings([[self.nodes[e["from"]], self.nodes[e["to"]]] for e in chosen])


def _features(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def _plane(coordinates: list[list[float]]) -> list[tuple[float, float]]:
    return [to_plane(*point) for point in coordinates]


def area_in(folder: Path, size: str, *, seed: int = 1) -> Area:
    """Make an area and read it back."""
    files = make_example(folder, size=size, seed=seed, today=TODAY)
    return Area(
        files=files,
        households=read(files.households),
        teams=read(files.teams),
        complaints=read(files.complaints),
        facilities=read(files.facilities),
        nodes={row["node"]: to_plane(float(row["lon"]), float(row["lat"])) for row in read(files.roads_nodes)},
        edges=read(files.roads_edges),
        outlines={
            f["properties"]["kode"]: shapely.Polygon(_plane(f["geometry"]["coordinates"][0])) for f in _features(files.desa)
        },
        rivers=[shapely.LineString(_plane(f["geometry"]["coordinates"])) for f in _features(files.waters)],
    )


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Area:
    """The full area."""
    return area_in(tmp_path_factory.mktemp("full"), "full")


@pytest.fixture(scope="session", params=["full", "small", "tiny"])
def area(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Area:
    """Each size in turn."""
    if request.param == "full":
        return request.getfixturevalue("full")
    return area_in(tmp_path_factory.mktemp(request.param), request.param)


@pytest.fixture(scope="session")
def tiny_files(tmp_path_factory: pytest.TempPathFactory) -> ExampleFiles:
    """Files of the tiny example."""
    return make_example(tmp_path_factory.mktemp("tiny"), size="tiny", today=TODAY)


@pytest.fixture(scope="session")
def small_files(tmp_path_factory: pytest.TempPathFactory) -> ExampleFiles:
    """Files of the small example."""
    return make_example(tmp_path_factory.mktemp("small"), size="small", today=TODAY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that does not exist yet."""
    return tmp_path / "data"
