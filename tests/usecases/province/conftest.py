"""Two invented stations side by side, made once for the tests of this room."""

import shutil
from pathlib import Path

import pytest

from inputs.example.province import InventedProvince
from planner.usecases.progress import Silent
from planner.usecases.province.inventing import invent_province
from planner.usecases.province.places import ProvinceFolder
from tests.usecases.town import AT_DESK


@pytest.fixture(scope="session")
def made_pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a province of two tiny stations that nobody has planned."""
    folder = tmp_path_factory.mktemp("pair") / "polda"
    invent_province(folder, InventedProvince(2, size="tiny", seed=1), AT_DESK, reporter=Silent())
    return folder


@pytest.fixture
def pair(made_pair: Path, tmp_path: Path) -> ProvinceFolder:
    """A copy of it to work in."""
    shutil.copytree(made_pair, tmp_path / "polda")
    return ProvinceFolder.open(tmp_path / "polda", AT_DESK.clock)
