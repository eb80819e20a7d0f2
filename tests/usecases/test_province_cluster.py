"""Guards a province planned by a Dask cluster: a real scheduler, two workers of their own; same plans, no job lost."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.province import StationState
from planner.usecases.progress import Silent
from planner.usecases.province import cluster as cluster_room
from planner.usecases.province.cluster import cluster
from planner.usecases.province.places import ProvinceFolder, make_province
from planner.usecases.province.running import plan_province
from planner.usecases.province.workers import Workers
from tests.conftest import package
from tests.usecases.test_province import DAY, HERE, WISH
from tests.usecases.town import AT_DESK, make_workspace

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("balaraja", "cikupa")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextlib.contextmanager
def dask(*words: str) -> Iterator[None]:
    """One of Dask's commands, in a group of its own, which is killed in the end."""
    command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": ""}
    process = subprocess.Popen(  # noqa: S603
        command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """The two commands of the docs, and who reaches them."""
    package("distributed", needs="'dds-planner[cluster]'")
    if os.name != "posix":
        pytest.skip("kills by signals")
    address = f"tcp://127.0.0.1:{(port := free_port())}"
    with (
        dask("scheduler", "--host", "127.0.0.1", "--port", str(port)),
        dask("worker", address, "--nworkers", "2", "--nthreads", "1"),
    ):
        yield cluster(address)


@pytest.fixture
def places(tmp_path: Path) -> tuple[ProvinceFolder, ProvinceFolder]:
    """The same province twice."""
    workspace = make_workspace(tmp_path / "town")
    for province in ("one", "other"):
        for name in NAMES:
            shutil.copytree(workspace.folder, tmp_path / province / name)
        make_province(tmp_path / province, "POLDA CONTOH", [tmp_path / province / name for name in NAMES], AT_DESK.clock)
    one, other = (ProvinceFolder.open(tmp_path / province, AT_DESK.clock) for province in ("one", "other"))
    return one, other


def test_same_plans_on_a_cluster(workers: Workers, places: tuple[ProvinceFolder, ProvinceFolder]) -> None:
    """With a limit of iterations a cluster makes the plans that this PC makes; a second run keeps them."""
    states = [
        [day.state for day in plan_province(place, DAY, WISH, person="piket", workers=who, reporter=Silent()).days]
        for place, who in ((places[0], HERE), (places[1], workers), (places[1], workers))
    ]
    assert states == [[StationState.PLANNED] * 2, [StationState.PLANNED] * 2, [StationState.KEPT] * 2]
    for name in NAMES:
        files = [place.folder / name / "plans" / DAY.isoformat() / "plan-v1.json" for place in places]
        routes = [json.loads(file.read_text(encoding="utf-8"))["routes"] for file in files]
        assert routes[0] == routes[1]
        assert routes[0]


def test_a_killed_worker_is_replaced_and_its_job_done(workers: Workers, tmp_path: Path) -> None:
    """Another worker does the job, the nanny starts a new one, and the cluster has two again."""
    marker = tmp_path / "was-here"

    def die_once() -> int:  # within the test, so that the worker need not load this module
        if not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    executor = workers.start()
    try:
        assert executor.submit(die_once).result(timeout=60) > 0
        end = time.monotonic() + 60
        while workers.num(executor) < 2 and time.monotonic() < end:
            time.sleep(0.1)
        assert workers.num(executor) == 2
    finally:
        executor.shutdown()


def test_no_scheduler_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """E6205 where nobody answers or the address is none; E9001 where the extra is not installed."""
    package("distributed", needs="'dds-planner[cluster]'")
    monkeypatch.setattr(cluster_room, "CONNECTING", 0.2)
    for address in (f"tcp://127.0.0.1:{free_port()}", "nonsense://there"):
        with pytest.raises(InputError) as refused:
            cluster(address).start()
        assert refused.value.faults[0].code == "E6205"
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError) as refused:
        cluster("tcp://127.0.0.1:1")
    assert refused.value.faults[0].code == "E9001"
