"""Stations to measure: an invented province made once and copied for each run, who plans it, the judge of what is left."""

import contextlib
import datetime as dt
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from inputs.example.province import InventedProvince
from planner.domain.errors import InputError
from planner.ledger.store import Ledger
from planner.terminal.acting import account_at_work
from planner.usecases.jobs.changing import take_up
from planner.usecases.progress import Silent
from planner.usecases.province.inventing import STATIONS_FOLDER, invent_province
from planner.usecases.province.places import ProvinceFolder, make_province
from planner.usecases.reading import check_kept_plan

ROOT = Path(__file__).resolve().parents[2]


def invented(folder: Path, num: int, size: str) -> tuple[ProvinceFolder, dt.date]:
    """A province of so many stations, made once, and the day to plan."""
    date_file = folder / "date.txt"
    if not date_file.is_file():
        _, date = invent_province(folder, InventedProvince(num, size=size, seed=1), account_at_work(), reporter=Silent())
        date_file.write_text(date.isoformat(), encoding="utf-8")
    return ProvinceFolder.open(folder, account_at_work().clock), dt.date.fromisoformat(date_file.read_text(encoding="utf-8"))


def copied(whole: ProvinceFolder, target: Path, num: int) -> ProvinceFolder:
    """A fresh copy of the first stations of a province, of which nobody has planned a day."""
    shutil.rmtree(target, ignore_errors=True)
    folders = []
    for station in whole.province.stations[:num]:
        folders.append(target / STATIONS_FOLDER / station.name)
        shutil.copytree(whole.workspace_of(station), folders[-1])
    return make_province(target, whole.province.name, folders, whole.clock)


def plan_command(place: ProvinceFolder, date: dt.date, options: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start `dds province plan` in a process of its own."""
    program = "from planner.doors import main; main()"
    command = [sys.executable, "-c", program, "--workspace", str(place.folder), "province", "plan", "--date", date.isoformat()]
    return subprocess.Popen([*command, *options], env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def dask(*words: str) -> subprocess.Popen[bytes]:
    """Start one of Dask's commands, in a group of its own."""
    command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
    return subprocess.Popen(
        command, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a group of processes."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def cluster_of(num_workers: int) -> Iterator[str]:
    """The address of a scheduler with so many workers, by the commands of the docs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    programs = [
        dask("scheduler", "--host", "127.0.0.1", "--port", str(port)),
        dask("worker", address, "--nworkers", str(num_workers), "--nthreads", "1", "--memory-limit", "0"),
    ]
    try:
        yield address
    finally:
        for program in programs:
            end(program)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def wrongs(place: ProvinceFolder, date: dt.date) -> list[str]:
    """What is not as it must be after all stations were planned: one plan each, lawful, nothing begun and not ended."""
    found = []
    for station in place.province.stations:
        folder = place.workspace_of(station)
        workspace = place.open_station(station, account_at_work())
        take_up(workspace)  # as the station's next command does
        with workspace.ledger() as ledger:
            plans = ledger.plans(date)
        if len(plans) != 1:
            found.append(f"{station.name}: {len(plans)} plans")
        if Ledger.has_interrupted(folder / "ledger.sqlite"):
            found.append(f"{station.name}: a job begun and not ended")
        for plan in plans:
            try:
                broken = check_kept_plan(folder / plan.path).violations
            except InputError as error:
                found.append(f"{station.name}: {error.faults[0].code}")
            else:
                found += [f"{station.name}: {violation}" for violation in broken]
    return found


def routes(place: ProvinceFolder, date: dt.date) -> dict[str, bytes]:
    """By station the routes of its plan, for comparing."""
    found = {}
    for station in place.province.stations:
        path = next((place.workspace_of(station) / "plans" / date.isoformat()).glob("plan-v*.json"), None)
        if path:
            found[station.name] = json.dumps(json.loads(path.read_text(encoding="utf-8"))["routes"]).encode()
    return found
