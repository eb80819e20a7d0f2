"""Guards that the example is a model of good input: the project's own readers take every row of it."""

import math
import subprocess
import sys

import numpy as np

from inputs.example.plane import to_plane
from inputs.outlines import read_villages
from inputs.roads.road_file import read_network
from inputs.tables.complaints import read_complaints
from inputs.tables.facilities import read_facilities
from inputs.tables.households import read_households
from inputs.tables.teams import read_teams
from planner.domain.settings import DaySettings, ProgrammeSettings
from tests.inputs.example.conftest import Area


def test_tables_are_read_in_full(area: Area) -> None:
    """Every table is read without a fault; the only notes are of the few homes without a position."""
    files, day = area.files, DaySettings()
    villages = read_villages(files.desa)
    homes = read_households(files.households, villages=villages, day=day)
    teams = read_teams(files.teams, villages=villages, day=day)
    ids = {home.id: home.address.village for home in homes.rows}
    complaints = read_complaints(files.complaints, households=ids, villages=villages, programme=ProgrammeSettings())
    facilities = read_facilities(files.facilities, villages=villages)
    assert len(villages) == len(area.outlines)
    assert len(homes.rows) == len(area.households)
    assert len(teams.rows) == len(area.teams)
    assert len(complaints.rows) == len(area.complaints)
    assert len(facilities.rows) == len(area.facilities)
    assert {note.code for note in homes.notes} == {"E1209"}
    assert (*teams.notes, *complaints.notes, *facilities.notes) == ()


def test_roads_are_read_in_full(area: Area) -> None:
    """The road reader keeps every node, as a junction or as a point of a road's shape."""
    assert len(np.unique(read_network(area.files.roads_edges).points, axis=0)) == len(area.nodes)


def test_station_is_beside_a_road(area: Area) -> None:
    """The station lies within 60 m of a road vertex."""
    station = to_plane(area.files.station.longitude, area.files.station.latitude)
    assert min(math.dist(station, node) for node in area.nodes.values()) < 60


def test_package_is_light() -> None:
    """Importing the package loads nothing heavy, so that the command line starts fast."""
    code = "import sys, inputs.example; sys.exit(int('shapely' in sys.modules or 'scipy' in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 (our own words)
