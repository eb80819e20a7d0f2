"""Kills whoever takes part in a run of a province, at random moments, and judges what is left when all stations are planned."""

import contextlib
import datetime as dt
import random
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import psutil

from benchmarks.province.stations import copied, dask, end, plan_command, wrongs
from planner.domain.province import StationState
from planner.usecases.province.places import ProvinceFolder
from planner.usecases.province.running import province_status

_MOST_RUNS = 60
"""Commands that one province may take to be planned: more would be a run that does not go on."""

_LONGEST = 600
"""Seconds of one command."""


class Cluster:
    """A scheduler and two workers, each started again when it has died, as a service manager does."""

    def __init__(self, port: int) -> None:
        self.address = f"tcp://127.0.0.1:{port}"
        self._scheduler = ("scheduler", "--host", "127.0.0.1", "--port", str(port))
        self._worker = ("worker", self.address, "--nworkers", "1", "--nthreads", "1", "--memory-limit", "0")
        self.scheduler = dask(*self._scheduler)
        self.workers = [dask(*self._worker) for _ in range(2)]

    def mend(self) -> None:
        """Start again what has ended."""
        if self.scheduler.poll() is not None:
            self.scheduler = dask(*self._scheduler)
        for number, worker in enumerate(self.workers):
            if worker.poll() is not None:
                self.workers[number] = dask(*self._worker)

    def end(self) -> None:
        """Kill all."""
        for process in (self.scheduler, *self.workers):
            end(process)


def kill_at_random(
    whole: ProvinceFolder, date: dt.date, target: Path, *, kills: int, seed: int, cluster: Cluster | None
) -> int:
    """Plan provinces again and again, killing somebody in each run, until so many were killed; how many things are wrong.

    Parameters
    ----------
    cluster
        Who plans; `None`: processes of this PC.
    """
    chance, killed, num_wrong, rounds = random.Random(seed), Counter[str](), 0, 0  # noqa: S311 (no secret)
    span = _undisturbed(copied(whole, target, len(whole.province.stations)), date, cluster)
    print(f"  a run that nobody is killed in: {span:.0f} s", flush=True)
    while killed.total() < kills:
        rounds += 1
        place = copied(whole, target, len(whole.province.stations))
        for _ in range(_MOST_RUNS):
            command = plan_command(place, date, _options(cluster))
            if killed.total() < kills:
                killed.update(_kill_somebody(command, cluster, chance, span))
            _wait(command, cluster)
            if all(day.state is StationState.KEPT for day in province_status(place, date).days):
                break
        found = wrongs(place, date)
        num_wrong += len(found)
        told = ", ".join(f"{who} {number}" for who, number in sorted(killed.items()))
        print(f"  province {rounds}: killed so far {told}; wrong: {'; '.join(found) or 'nothing'}", flush=True)
    return num_wrong


def _undisturbed(place: ProvinceFolder, date: dt.date, cluster: Cluster | None) -> float:
    """Seconds of a run in which nobody is killed."""
    began = time.monotonic()
    _wait(plan_command(place, date, _options(cluster)), cluster)
    return time.monotonic() - began


def _options(cluster: Cluster | None) -> Sequence[str]:
    who = ["--workers", "2"] if cluster is None else ["--scheduler", cluster.address]
    return ["--time-limit", "1", *who]


def _kill_somebody(command: subprocess.Popen[bytes], cluster: Cluster | None, chance: random.Random, span: float) -> list[str]:
    """Wait for a random moment, then kill the command, one of those who plan, or the scheduler; who it was, if anybody."""
    until = time.monotonic() + chance.uniform(0.1, 1.0) * span
    while command.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    who = chance.choice(["command", "worker"] if cluster is None else ["command", "worker", "scheduler"])
    if command.poll() is not None:
        return []
    if who == "command":
        command.kill()
    elif who == "scheduler" and cluster is not None:
        cluster.scheduler.kill()
    else:
        above = [command] if cluster is None else cluster.workers
        below = [child for one in above for child in _children(one.pid)]
        if not below:
            return []
        with contextlib.suppress(psutil.NoSuchProcess):
            chance.choice(below).kill()
    return [who]


def _children(pid: int) -> list[psutil.Process]:
    """Processes that a process has started, but for the one that only tidies up after them."""
    try:
        found = psutil.Process(pid).children(recursive=True)
        return [child for child in found if "tracker" not in " ".join(child.cmdline())]
    except psutil.Error:
        return []


def _wait(command: subprocess.Popen[bytes], cluster: Cluster | None) -> None:
    """Let a command end; whoever else has died is started again meanwhile."""
    until = time.monotonic() + _LONGEST
    while command.poll() is None:
        if cluster is not None:
            cluster.mend()
        if time.monotonic() > until:
            print("  a command does not end: killed", flush=True)
            command.kill()
        time.sleep(0.2)
    if cluster is not None:
        cluster.mend()
