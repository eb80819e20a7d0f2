"""Guards stations planned by workers that have no folder of them, with what a real PostgreSQL server holds."""

import dataclasses
import datetime as dt
import json
import os
import re
import shutil
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from planner.domain.errors import InputError
from planner.domain.province import Province, Station, StationDay, StationState
from planner.formats.province_file import PROVINCE_FILE, write_province
from planner.ledger.server_lock import Purpose, ServerLock
from planner.ledger.store import Ledger
from planner.usecases.jobs.changing import take_up
from planner.usecases.persons import erase_person
from planner.usecases.progress import Silent
from planner.usecases.province.laying_out import PREFIX, laid_out
from planner.usecases.province.places import ProvinceFolder
from planner.usecases.province.pushing import push_stations
from planner.usecases.province.running import plan_province, plan_province_weeks, province_status
from planner.usecases.province.workers import Workers
from planner.usecases.reading import read_kept_plan
from planner.usecases.week.approving import approve_week
from planner.usecases.workspace import LEDGER_VARIABLE, Workspace
from tests.ledger.server import running_server
from tests.usecases.desk import DeskRun, sure
from tests.usecases.test_province import DAY, HERE, WISH
from tests.usecases.town import AT_DESK, build_workspace

DAY_AFTER = DAY + dt.timedelta(days=1)


class Elsewhere(ThreadPoolExecutor):
    """Workers that see no folder of any station."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a job over as another PC would see it."""
        jobs = [dataclasses.replace(job, workspace=Path("/nowhere") / job.station) for job in args]
        return super().submit(fn, *jobs, **kwargs)


ELSEWHERE = Workers(start=lambda: Elsewhere(1), num=lambda _: 1, are_here=False)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> ProvinceFolder:
    """A station with its ledger in a schema; where the test says so, two of the same town."""
    names = ("balaraja", "cikupa")[: getattr(request, "param", 1)]
    server = request.getfixturevalue("server")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for schema in names:
            connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
            connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
            url = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
            monkeypatch.setenv(LEDGER_VARIABLE, url.render_as_string(hide_password=False))
            build_workspace(tmp_path / schema)
    engine.dispose()
    monkeypatch.delenv(LEDGER_VARIABLE)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    stations = tuple(Station(name=name, folder=f"{name}/ws", schema=name) for name in names)
    write_province(tmp_path / PROVINCE_FILE, Province(name="POLDA CONTOH", stations=stations, database=server))
    return ProvinceFolder.open(tmp_path, AT_DESK.clock)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with running_server(tmp_path_factory.mktemp("server")) as address:
        yield address


def _run(place: ProvinceFolder, workers: Workers = ELSEWHERE) -> list[tuple[StationState, str]]:
    report = plan_province(place, DAY, WISH, person="piket", workers=workers, reporter=Silent())
    return [(day.state, day.code) for day in report.days]


def _open(place: ProvinceFolder, number: int = 0) -> Workspace:
    return place.open_station(place.province.stations[number], AT_DESK)


def _url(place: ProvinceFolder, number: int = 0) -> str:
    url = place.ledger_of(place.province.stations[number])
    assert url is not None
    return url


@pytest.mark.parametrize("place", [2], indirect=True)
def test_a_day_without_the_folder(
    place: ProvinceFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan is that of a worker with the folder; the desk opens, prints and records it; nothing stays on the worker's PC."""
    shutil.move(tmp_path / "cikupa", tmp_path / "away")
    assert _run(place) == [(StationState.PLANNED, ""), (StationState.FAILED, "E6207")]  # nobody has brought anything there
    shutil.move(tmp_path / "away", tmp_path / "cikupa")
    assert _run(place, HERE) == [(StationState.KEPT, ""), (StationState.PLANNED, "")]
    folder = _open(place).folder
    assert not list((folder / "plans").rglob("*"))
    take_up(_open(place))
    plans = [read_kept_plan(one.folder / "plans" / str(DAY) / "plan-v1.json") for one in (_open(place), _open(place, 1))]
    assert plans[0].document.plan == plans[1].document.plan
    assert not list((tmp_path / "temporary").iterdir())
    with _open(place).ledger() as ledger:
        assert [plan.actor for plan in ledger.plans(DAY)] == ["piket"]
        assert {file.path for file in ledger.files()} == {"dds.toml", "roads/roads.npz"}
    monkeypatch.setenv(LEDGER_VARIABLE, _url(place))
    desk = DeskRun(folder, tmp_path / "desk", capsys, monkeypatch)
    desk("check", desk.plan)
    desk("print", desk.plan)
    sheet = f"DDS-{DAY:%Y%m%d}-T01-v1"
    rows = len(desk.stops())
    assert desk("record", sheet, typed=sure("b", *["t"] * (rows - 1)) + "\n")["sheets"][0]["counts"]["met"] == 1


def test_a_week_without_the_folder(place: ProvinceFolder) -> None:
    """A week rolls on over days that an approved one announced, as the server tells; erasing reaches there."""

    def week(start: dt.date) -> list[StationState]:
        report = plan_province_weeks(place, start, WISH, person="piket", workers=ELSEWHERE, reporter=Silent())
        return [day.state for day in report.days]

    assert week(DAY) == [StationState.PLANNED]
    assert week(DAY) == [StationState.KEPT]
    first = _open(place)
    approve_week(first, DAY, by="KAPOLSEK CONTOH")
    announced = sorted(path.parent.name for path in (first.folder / "plans").rglob("plan-v1.json"))
    assert announced[0] == str(DAY)
    assert week(DAY_AFTER) == [StationState.PLANNED]
    with first.ledger() as ledger:
        days = {day.date: day for day in ledger.weeks(DAY_AFTER)[-1].days}
        brought = {file.path: file.content for file in ledger.files()}
    assert days[DAY_AFTER].is_locked
    told = f"plans/{DAY_AFTER}/plan-v1.json"
    assert brought[told] == (first.folder / told).read_bytes()
    home = re.search(rb"H\d{3}", brought[told])
    assert home is not None
    erase_person(first, home.group().decode())
    with first.ledger() as ledger:
        assert not [file.path for file in ledger.files() if home.group() in file.content]


def test_what_is_on_the_server_follows_the_folder(place: ProvinceFolder, tmp_path: Path) -> None:
    """Settings changed after they were brought come along with the next command; no number of a file is taken."""
    assert [one.num_files for one in push_stations(place, person="piket")] == [2]
    assert [one.num_files for one in push_stations(place, person="piket")] == [0]
    station = _open(place)
    settings = station.folder / "dds.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n# lain\n", encoding="utf-8")
    (station.folder / "plans" / str(DAY)).mkdir()
    (station.folder / "plans" / str(DAY) / "plan-v3.json").touch()
    assert _run(place)[0] == (StationState.PLANNED, "")
    assert province_status(place, DAY).days[0].version == 4
    with station.ledger() as ledger:
        assert {file.path: file.content for file in ledger.files()}["dds.toml"] == settings.read_bytes()
    told = {field.name for field in dataclasses.fields(StationDay)}
    lines = [json.loads(line) for line in (tmp_path / "log" / f"{DAY}.jsonl").read_text().splitlines()]
    assert all(line.keys() == {"at", *told} for line in lines)


def test_a_laid_out_folder_is_private_and_goes(place: ProvinceFolder, tmp_path: Path) -> None:
    """Nobody else may look into it; it is gone after a fault, and that of a killed worker goes with the next job."""
    push_stations(place, person="piket")
    killed = tmp_path / "temporary" / f"{PREFIX}killed"
    killed.mkdir()
    os.utime(killed, (time.time() - 600,) * 2)
    with pytest.raises(ZeroDivisionError), laid_out(_url(place), AT_DESK) as workspace:  # noqa: PT012
        assert workspace.folder.stat().st_mode & 0o777 == 0o700
        assert {path.name for path in workspace.folder.iterdir()} >= {"dds.toml", "roads"}
        assert not killed.exists()
        raise ZeroDivisionError
    assert not list((tmp_path / "temporary").iterdir())


def test_who_shares_no_folder_shares_a_lock(place: ProvinceFolder) -> None:
    """One run plans a station at a time, and one command writes, wherever they are."""
    push_stations(place, person="piket")
    url = _url(place)
    with ServerLock(url, Purpose.PLANNING):
        assert _run(place) == [(StationState.BUSY, "")]
    with ServerLock(url, Purpose.WRITING), pytest.raises(InputError, match="E6110"), _open(place).writing(patience=0.3):
        pass
    with ServerLock(url, Purpose.PLANNING), _open(place).writing(patience=0.3):
        assert _run(place) == [(StationState.FAILED, "E6110")]  # another purpose: both are held at once


@pytest.mark.parametrize(
    "path", ["../odd.json", "plans/../../odd.json", "/{outside}/odd.json", "plans/link/odd.json", "anchors.txt"]
)
def test_a_path_of_the_server_leads_nowhere_else(place: ProvinceFolder, tmp_path: Path, path: str) -> None:
    """Whoever may write to the server has no file outside of the station's rooms written, made, or brought there."""
    outside = tmp_path / "outside"
    outside.mkdir()
    folder, path = _open(place).folder, path.format(outside=outside)
    (folder / "plans" / "link").symlink_to(outside)
    names = [outside / "odd.json", folder / "odd.json", folder.parent / "odd.json"]
    push_stations(place, person="piket")
    with Ledger.open(_url(place)) as ledger:
        ledger.keep_file(path, b"odd", now=AT_DESK.clock(), is_waiting=True)
    if "link" not in path:  # a worker's own folder has no link
        with pytest.raises(InputError, match="E6208"), laid_out(_url(place), AT_DESK):
            pass
    told: list[str] = []
    take_up(Workspace(folder, dataclasses.replace(AT_DESK, tell=lambda fault: told.append(fault.code)), ledger_url=_url(place)))
    assert told == ["E6208"]
    assert not any(name.exists() for name in (*names, folder / "anchors.txt"))

    for name in (*names, folder / "anchors.txt"):
        name.write_bytes(b"secret of another")
    with Ledger.open(_url(place)) as ledger:
        ledger.keep_file(path, b"odd", now=AT_DESK.clock())
    push_stations(place, person="piket")
    take_up(_open(place))
    with Ledger.open(_url(place)) as ledger:
        assert not [file.path for file in ledger.files() if b"secret" in file.content]
