"""Guards the run of a province: each station once, none held up by another, nothing of a home in what the province keeps."""

import datetime as dt
import json
import re
import shutil
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from planner.domain.errors import InputError
from planner.domain.province import Province, Station, StationDay, StationState, StationTask
from planner.formats.province_file import read_province, write_province
from planner.usecases.progress import Silent, Watched
from planner.usecases.province.places import ProvinceFolder, make_province
from planner.usecases.province.run_log import last_codes, make_log, note
from planner.usecases.province.running import plan_province, plan_province_weeks, province_status
from planner.usecases.province.station_job import LOCK_FILE
from planner.usecases.province.workers import Workers, own_processes
from planner.usecases.searching import SearchWish
from planner.usecases.workspace import LEDGER_VARIABLE
from tests.usecases.town import AT_DESK, make_workspace

DAY = dt.date(2025, 8, 26)
WISH = SearchWish(max_iterations=20, seed=1)
HERE = Workers(start=lambda: ThreadPoolExecutor(1), num=lambda _: 1)


@pytest.fixture(scope="module")
def planned_nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three stations, of which nobody has planned a day."""
    base = tmp_path_factory.mktemp("polda")
    workspace = make_workspace(base / "town")
    for name in ("balaraja", "cikupa", "kresek"):
        shutil.copytree(workspace.folder, base / "stations" / name)
    shutil.rmtree(base / "town")
    make_province(base, "POLDA CONTOH", sorted((base / "stations").iterdir()), AT_DESK.clock)
    return base


@pytest.fixture
def place(planned_nothing: Path, tmp_path: Path) -> ProvinceFolder:
    shutil.copytree(planned_nothing, tmp_path / "polda")
    return ProvinceFolder.open(tmp_path / "polda", AT_DESK.clock)


def run(place: ProvinceFolder, workers: Workers = HERE, reporter: Any = None) -> dict[str, StationState]:
    report = plan_province(place, DAY, WISH, person="piket", workers=workers, reporter=reporter or Silent())
    return {day.station: day.state for day in report.days}


def test_each_station_is_planned_once(place: ProvinceFolder) -> None:
    """A second run leaves what is there as it is, and the status says the same; the audit names who asked for the run."""
    assert set(run(place).values()) == {StationState.PLANNED}
    assert set(run(place).values()) == {StationState.KEPT}
    status = province_status(place, DAY)
    assert [(day.state, day.version) for day in status.days] == [(StationState.KEPT, 1)] * 3
    assert len({day.num_stops for day in status.days}) == 1


def test_what_is_written_tells_of_no_home(place: ProvinceFolder) -> None:
    """List and log hold stations, codes and numbers: no id, name, address or coordinate of a home."""
    run(place)
    files = [
        path for path in place.folder.rglob("*") if path.is_file() and "stations" not in path.relative_to(place.folder).parts
    ]
    assert {path.name for path in files} == {"province.toml", f"{DAY}.jsonl"}
    for path in files:
        assert not re.search(r"H\d{3}|Rahasia|Jl\.|10[67]\.\d|-6\.\d|CONTOH –", path.read_text(encoding="utf-8"))


def test_a_station_that_fails_is_named_and_holds_up_nobody(place: ProvinceFolder) -> None:
    """Its code stands in report, log and status; mended, the next run plans it alone."""
    settings = place.folder / "stations" / "cikupa" / "dds.toml"
    whole = settings.read_text(encoding="utf-8")
    settings.write_text("nonsense = 1\n", encoding="utf-8")
    report = plan_province(place, DAY, WISH, person="piket", workers=HERE, reporter=Silent())
    assert [(day.state, day.code) for day in report.days] == [
        (StationState.PLANNED, ""), (StationState.FAILED, "E5002"), (StationState.PLANNED, ""),
    ]  # fmt: skip
    assert report.has_failed
    assert province_status(place, DAY).days[1].code == "E5002"
    settings.write_text(whole, encoding="utf-8")
    assert list(run(place).values()) == [StationState.KEPT, StationState.PLANNED, StationState.KEPT]


def test_two_runs_plan_no_station_twice(place: ProvinceFolder) -> None:
    """A station that another run is planning is left to it."""
    with FileLock(place.folder / "stations" / "kresek" / LOCK_FILE):
        assert run(place)["kresek"] is StationState.BUSY
    assert run(place)["kresek"] is StationState.PLANNED


def test_the_weeks_of_all_stations(place: ProvinceFolder) -> None:
    """Each station's week is one job: done again it is kept, with the same count of visits; the log is one of its own."""
    (place.folder / "stations" / "cikupa" / "dds.toml").write_text("nonsense = 1\n", encoding="utf-8")
    (place.folder / "stations" / "kresek" / "dds.toml").unlink()
    reports = [plan_province_weeks(place, DAY, WISH, person="piket", workers=HERE, reporter=Silent()) for _ in range(2)]
    for report, state in zip(reports, (StationState.PLANNED, StationState.KEPT), strict=True):
        assert [(day.state, day.code) for day in report.days] == [
            (state, ""), (StationState.FAILED, "E5002"), (StationState.FAILED, "E6101"),
        ]  # fmt: skip
    assert reports[0].days[0].num_stops == reports[1].days[0].num_stops
    assert (reports[0].days[0].num_stops or 0) > 0
    assert province_status(place, DAY, StationTask.WEEK).days[0] == reports[1].days[0]
    assert place.log_path(StationTask.WEEK, DAY).is_file()
    assert not place.log_path(StationTask.DAY, DAY).exists()


class Dying(Executor):
    """Workers that die of the job of one station, so often as told."""

    deaths = 0

    def __init__(self, deadly: str, times: int) -> None:
        self.deadly, self.times = deadly, times

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if args[0].station == self.deadly and Dying.deaths < self.times:
            Dying.deaths += 1
            future.set_exception(BrokenProcessPool("gone"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


@pytest.mark.parametrize(("times", "state"), [(1, StationState.PLANNED), (9, StationState.FAILED)])
def test_a_job_whose_worker_died_is_handed_out_again(place: ProvinceFolder, times: int, state: StationState) -> None:
    """Once; a job that takes workers along again is named, and the others are done."""
    Dying.deaths = 0
    found = run(place, Workers(start=lambda: Dying("balaraja", times), num=lambda _: 1))
    assert list(found.values()) == [state, StationState.PLANNED, StationState.PLANNED]
    assert Dying.deaths == min(times, 2)


def test_a_stopped_run_goes_on_where_it_was(place: ProvinceFolder) -> None:
    """Asked to stop, it hands out no more jobs; the next run does the rest."""

    class OnceDone(Watched):
        def step(self, done: int, total: int | None) -> None:
            super().step(done, total)
            self.cancel()

    assert list(run(place, reporter=OnceDone()).values()) == [StationState.PLANNED, StationState.WAITING, StationState.WAITING]
    assert list(run(place).values()) == [StationState.KEPT, StationState.PLANNED, StationState.PLANNED]


def test_in_processes_of_their_own(place: ProvinceFolder) -> None:
    """The same by processes of this PC: what a worker is told and what it answers pass between them; memory is told."""
    report = plan_province(place, DAY, WISH, person="piket", workers=own_processes(1), reporter=Silent())
    assert {day.state for day in report.days} == {StationState.PLANNED}
    assert json.loads(json.dumps(report.as_data()))["counts"]["planned"] == 3
    assert all(day.peak is None or day.peak > 10**7 for day in report.days)


def test_a_list_is_written_once_and_read_again(tmp_path: Path) -> None:
    """The file says what it was told; a folder that is no workspace, or has a list, is refused."""
    province = Province(name='Polda "CONTOH"', stations=(Station(name="a-1", folder="st/a"), Station(name="b", folder="/x/b")))
    write_province(tmp_path / "province.toml", province)
    assert read_province(tmp_path / "province.toml") == province
    with pytest.raises(InputError) as refused:
        make_province(tmp_path, "x", [], AT_DESK.clock)
    assert refused.value.faults[0].code == "E6202"
    with pytest.raises(InputError) as refused:
        make_province(tmp_path / "new", "x", [tmp_path], AT_DESK.clock)
    assert refused.value.faults[0].code == "E6101"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('name = "x"\nstations = []\n', "E5004"),
        ('name = "x"\n[[stations]]\nname = "A b"\nfolder = "a"\n', "E5003"),
        ('name = "x"\n[[stations]]\nname = "a"\nfolder = "a"\n[[stations]]\nname = "a"\nfolder = "b"\n', "E5007"),
        ('name = "x"\n', "E5010"),
    ],
)
def test_a_wrong_list_is_refused(tmp_path: Path, text: str, code: str) -> None:
    """A station's name becomes part of lines and files: odd ones and twins are faults of the file."""
    (tmp_path / "province.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_province(tmp_path / "province.toml")
    assert code in {fault.code for fault in refused.value.faults}


def test_two_stations_in_one_folder_are_refused(place: ProvinceFolder) -> None:
    """Whatever way leads there, a link too: a report would count it twice."""
    path, first = place.folder / "province.toml", place.workspace_of(place.province.stations[0])
    (place.folder / "link").symlink_to(first)
    for folder in (str(first), f"{first}/plans/..", "link"):
        stations = (f'[[stations]]\nname = "{name}"\nfolder = "{one}"\n' for name, one in (("a", first), ("b", folder)))
        path.write_text("\n".join(('name = "x"', *stations)), encoding="utf-8")
        with pytest.raises(InputError, match=r"E6214 .*a, b"):
            ProvinceFolder.open(place.folder, AT_DESK.clock)


def test_an_odd_log(place: ProvinceFolder) -> None:
    """Lines that are none of ours are passed over; a log that cannot be kept is told before anything is planned."""
    path = place.log_path(StationTask.DAY, DAY)
    path.parent.mkdir()
    path.write_bytes(b'[]\n{"station": "x"}\n\xff\xfe\n' + b"[" * 100_000 + b"\n5\n")
    assert {day.code for day in province_status(place, DAY).days} == {""}
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("")
    with pytest.raises(InputError, match="E6023"):
        plan_province(place, DAY, WISH, person="piket", workers=HERE, reporter=Silent())
    assert {day.state for day in province_status(place, DAY).days} == {StationState.WAITING}


def test_a_line_that_a_kill_cut_short_swallows_no_other(place: ProvinceFolder) -> None:
    """What is noted next begins a line of its own."""
    make_log(place, StationTask.DAY, DAY)
    place.log_path(StationTask.DAY, DAY).write_text('{"station": "Polsek', encoding="utf-8")
    for station in ("one", "two"):
        note(place, StationTask.DAY, StationDay(station=station, date=DAY, state=StationState.FAILED, code="E4001"))
    assert last_codes(place, StationTask.DAY, DAY) == {"one": "E4001", "two": "E4001"}


def test_one_ledger_for_all_is_refused(place: ProvinceFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server's ledger named by the environment would take in every station."""
    monkeypatch.setenv(LEDGER_VARIABLE, "postgresql://nobody@localhost/none")
    with pytest.raises(InputError) as refused:
        ProvinceFolder.open(place.folder, AT_DESK.clock)
    assert refused.value.faults[0].code == "E6203"
