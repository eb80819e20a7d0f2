"""Guards the making of an invented province: ready to be planned, never over another, going on where it was stopped."""

import dataclasses
import datetime as dt
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from inputs.example.province import InventedProvince
from planner.domain.errors import InputError
from planner.domain.province import StationState
from planner.usecases.demo import next_weekday
from planner.usecases.progress import Silent
from planner.usecases.province.inventing import invent_province
from planner.usecases.province.places import ProvinceFolder
from planner.usecases.province.running import plan_province
from planner.usecases.province.workers import Workers
from planner.usecases.searching import SearchWish
from planner.usecases.workspace import Workspace
from tests.usecases.town import AT_DESK, today


def test_it_is_ready_to_be_planned(pair: ProvinceFolder) -> None:
    """Every station has what a day needs, under a head of its own, and says that it is invented."""
    date = next_weekday(today())
    here = Workers(start=lambda: ThreadPoolExecutor(1), num=lambda _: 1)
    report = plan_province(
        pair, date, SearchWish(max_iterations=100, seed=1, proof_limit=0), person="piket", workers=here, reporter=Silent()
    )
    assert [(day.station, day.state) for day in report.days] == [
        ("balaraja", StationState.PLANNED), ("jayanti", StationState.PLANNED),
    ]  # fmt: skip
    assert all(day.num_stops for day in report.days)
    settings = Workspace(pair.folder / "stations" / "jayanti", AT_DESK).settings
    assert (settings.station.name, settings.area.name) == ("Polsek Jayanti", "Kecamatan Jayanti")
    assert "DATA CONTOH" in settings.station.head_lines


def test_it_goes_on_where_it_was_stopped(pair: ProvinceFolder) -> None:
    """Whole stations are kept, a half one is made again; a province that stands is never written over."""
    with pytest.raises(InputError) as refused:
        invent_province(pair.folder, InventedProvince(2, size="tiny", seed=1), AT_DESK, reporter=Silent())
    assert refused.value.faults[0].code == "E6202"
    stations = pair.folder / "stations"
    kept = (stations / "balaraja" / "dds.toml").stat().st_mtime_ns
    (pair.folder / "province.toml").unlink()
    shutil.move(stations / "jayanti", stations / "jayanti.part")
    (stations / "jayanti.part" / "desa.geojson").unlink()
    place, _ = invent_province(pair.folder, InventedProvince(2, size="tiny", seed=1), AT_DESK, reporter=Silent())
    assert (stations / "balaraja" / "dds.toml").stat().st_mtime_ns == kept
    assert {path.name for path in stations.iterdir()} == {"balaraja", "jayanti"}
    assert (place.folder / "stations" / "jayanti" / "desa.geojson").is_file()


@pytest.mark.parametrize(("hour", "day"), [(16, 30), (17, 1)])
def test_its_day_is_that_of_its_stations(pair: ProvinceFolder, hour: int, day: int) -> None:
    """Whatever zone the computer is in: a server by Greenwich's clock begins a day at midnight in Banten."""
    place = dataclasses.replace(pair, clock=lambda: dt.datetime(2026, 11, 30, hour, tzinfo=dt.UTC))
    assert place.today().day == day
