"""Guards what-if over stations: gains are those of the stations' own forecasts, nothing is kept, no count of homes is told."""

import datetime as dt
import json

import pytest

from planner.domain.errors import InputError
from planner.terminal.main import run
from planner.usecases.forecasting import homes_visited_by
from planner.usecases.progress import Silent
from planner.usecases.province.places import ProvinceFolder
from planner.usecases.province.strength import what_if_strength
from planner.usecases.workspace import Workspace
from tests.usecases.town import AT_DESK, today

UNTIL = today() + dt.timedelta(days=3)
"""So near that a tiny station is not through with its homes."""


def test_gains_are_those_of_the_stations_forecasts(pair: ProvinceFolder) -> None:
    """A team moved loses here and gains there what each station's own forecast says of that strength."""
    report = what_if_strength(pair, UNTIL, AT_DESK, moves=[("jayanti", "balaraja")], reporter=Silent())
    for one, station, change in zip(report.stations, pair.province.stations, (1, -1), strict=True):
        roster, visited = homes_visited_by(Workspace(pair.workspace_of(station), AT_DESK), UNTIL, [0, change])
        assert (one.num_teams, one.change, one.gain) == (roster, change, visited[1] - visited[0])
    assert report.stations[0].gain > 0 > report.stations[1].gain
    assert report.gain == sum(one.gain for one in report.stations)


def test_reserves_go_where_they_gain_most(pair: ProvinceFolder) -> None:
    """No other way of handing out two teams gains more."""
    report = what_if_strength(pair, UNTIL, AT_DESK, num_reserves=2, reporter=Silent())
    tables = [
        homes_visited_by(Workspace(pair.workspace_of(station), AT_DESK), UNTIL, [0, 1, 2])[1]
        for station in pair.province.stations
    ]
    best = max(tables[0][k] - tables[0][0] + tables[1][2 - k] - tables[1][0] for k in range(3))
    assert report.gain == best > 0
    assert sum(one.change for one in report.stations) <= 2


def test_it_is_told_without_counts_of_homes(pair: ProvinceFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """The command tells gains alone and keeps nothing; a station that cannot forecast is named."""
    (pair.workspace_of(pair.province.stations[1]) / "dds.toml").write_text("nonsense = 1\n", encoding="utf-8")
    before = set(pair.folder.iterdir())
    arguments = ["--workspace", str(pair.folder), "province", "what-if", "--reserve", "1", "--until", UNTIL.isoformat()]
    assert run([*arguments, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["silent"] == ["jayanti (E5002)"]
    assert data["stations"][0].keys() == {"station", "num_teams", "change", "gain", "next_gain"}
    assert run([*arguments, "--lang", "en"]) == 0
    assert "The province gains" in capsys.readouterr().out
    assert set(pair.folder.iterdir()) == before
    assert run([*arguments, "--move", "jayanti"]) == 2


def test_moves_that_cannot_be_are_refused(pair: ProvinceFolder) -> None:
    """A station that is not in the list, one left without any team, a day that is past."""

    def refused(until: dt.date, *moves: tuple[str, str]) -> str:
        with pytest.raises(InputError) as caught:
            what_if_strength(pair, until, AT_DESK, moves=moves, reporter=Silent())
        return caught.value.faults[0].code

    assert refused(UNTIL, ("jayanti", "nobody")) == "E6210"
    assert refused(UNTIL, *[("jayanti", "balaraja")] * 9) == "E6213"
    assert refused(UNTIL - dt.timedelta(days=9)) == "E4022"
