"""Guards the file forms: the same stops, times and numbers as the sheets, and no formula in a cell."""

import csv
import dataclasses
import json
from pathlib import Path

import pytest

from outputs.csv_table import COLUMNS, write_csv
from outputs.geojson_file import write_geojson
from outputs.itinerary.build import build_day
from planner.domain.units import clock
from tests.outputs.day import make_context, make_day


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_and_geojson_carry_the_same_stops(tmp_path: Path) -> None:
    """Numbers, visits and times are equal in all forms."""
    day = make_day(num_teams=2)
    write_csv(day, tmp_path / "day.csv")
    write_geojson(day, tmp_path / "day.geojson")
    rows = _rows(tmp_path / "day.csv")
    features = json.loads((tmp_path / "day.geojson").read_text(encoding="utf-8"))["features"]
    doors = [(team.team_id, stop) for team in day.teams for stop in (*team.stops, *team.reserves)]
    expected = [
        (
            team,
            str(stop.number),
            stop.visit_id,
            "" if stop.start_time is None else clock(stop.start_time),
            stop.place,
            stop.code,
        )
        for team, stop in doors
    ]
    in_csv = [
        (row["team"], row["number"], row["visit"], row["start"], row["place"], row["code"])
        for row in rows
        if row["row"] != "break"
    ]
    points = [feature["properties"] for feature in features if feature["geometry"]["type"] == "Point"]
    in_geojson = [(p["team"], str(p["number"]), p["visit"], p["start"] or "", p["place"], p["code"]) for p in points]
    assert in_csv == expected
    assert in_geojson == expected
    routes = [feature for feature in features if feature["geometry"]["type"] == "LineString"]
    assert [route["properties"]["distance_m"] for route in routes] == [team.distance for team in day.teams]
    assert tuple(rows[0]) == COLUMNS


@pytest.mark.parametrize("cell", ["=1+1", "+62", "-3", "@sum", "\tx"])
def test_no_cell_is_a_formula(cell: str, tmp_path: Path) -> None:
    """Text from files cannot run in the desk's spreadsheet."""
    problem, plan, context = make_context(num_stops=2, num_reserves=0, name_mode="none")
    odd = {
        key: dataclasses.replace(household, address=dataclasses.replace(household.address, detail=cell))
        for key, household in context.households.items()
    }
    write_csv(build_day(problem, plan, context=dataclasses.replace(context, households=odd)), tmp_path / "day.csv")
    addresses = [row["address"] for row in _rows(tmp_path / "day.csv") if row["row"] == "stop"]
    assert all(address.startswith("'") or address[0].isalnum() for address in addresses)
