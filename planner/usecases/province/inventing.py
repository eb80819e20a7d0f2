"""An invented province (DATA CONTOH): stations side by side, each in a workspace of its own, ready to be planned."""

import datetime as dt
import json
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

from inputs.example.province import InventedProvince, InventedStation
from planner.domain.errors import InputError
from planner.domain.settings import Settings
from planner.formats.province_file import PROVINCE_FILE
from planner.usecases.acting import Acting
from planner.usecases.demo import fill_workspace, next_weekday
from planner.usecases.progress import Reporter, Silent
from planner.usecases.province.places import ProvinceFolder, make_province
from planner.usecases.workspace import Workspace

STATIONS_FOLDER = "stations"


def invent_province(
    folder: Path, invented: InventedProvince, acting: Acting, *, name: str = "", reporter: Reporter
) -> tuple[ProvinceFolder, dt.date]:
    """Make stations with homes, teams, complaints and roads, and their list, and name the day to plan.

    The same province on the same day give the same stations. A station that is there already, of a command that was stopped,
    is kept.

    Raises
    ------
    InputError
        E6202 if the folder has a list of stations already.
    """
    if (folder / PROVINCE_FILE).exists():
        raise InputError.of("E6202", folder=folder.name or str(folder))
    num_stations = len(invented.stations)
    reporter.phase("inventing {stations} stations (DATA CONTOH)", stations=num_stations)
    date = next_weekday(acting.clock().astimezone(ZoneInfo(Settings().day.time_zone)).date())
    folders = []
    for number, station in enumerate(invented.stations):
        reporter.step(number, num_stations)
        folders.append(folder / STATIONS_FOLDER / station.name)
        if not folders[-1].exists():
            _make(invented, station, folders[-1], acting, date)
    return make_province(folder, name or "POLDA CONTOH", folders, acting.clock), date


def _make(invented: InventedProvince, station: InventedStation, folder: Path, acting: Acting, date: dt.date) -> None:
    """Make the workspace of a station under another name first, so that what stands under its own is whole."""
    half = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(half, ignore_errors=True)
    Workspace.create(half, acting)
    called = station.district.name
    told = {
        "[station] head_lines": json.dumps(["POLRI DAERAH BANTEN", "DATA CONTOH", f"SEKTOR {called.upper()}"]),
        "[station] name": json.dumps(f"Polsek {called}"),
        "[area] name": json.dumps(f"Kecamatan {called}"),
    }
    example = invented.make(station, half / "data", today=date)
    fill_workspace(half, acting, example, date, told=told, reporter=Silent())
    half.rename(folder)
