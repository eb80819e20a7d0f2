"""A province in one run: `python -m benchmarks.province FOLDER speed|cluster|kills [--stations 10,30] [--size small]`.

The folder takes the invented stations (DATA CONTOH), made once. *speed*: stations planned alone, in this process, warm; then
runs over so many stations each: seconds a station, most memory of a worker, the slope of the seconds over the number of
stations by least squares. *cluster*: the same stations by one Dask worker and by two: seconds, and with a limit of
iterations whether the plans are the same. *kills*: the command, workers and the scheduler killed at random moments, half
of it with processes of this PC.
"""

import argparse
import socket
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.province.killing import Cluster, kill_at_random
from benchmarks.province.stations import cluster_of, copied, invented, routes
from benchmarks.shared import print_machine
from planner.domain.province import StationState
from planner.usecases.progress import Silent
from planner.usecases.province.cluster import cluster
from planner.usecases.province.running import plan_province
from planner.usecases.province.station_job import StationJob, plan_station
from planner.usecases.province.workers import Workers, own_processes
from planner.usecases.searching import SearchWish


def measure_speed(options: argparse.Namespace) -> int:
    """Seconds and memory a station, alone and in runs of several lengths."""
    counts = [int(word) for word in options.stations.split(",")]
    whole, date = invented(options.folder / f"{options.size}-{max(counts)}", max(counts), options.size)
    wish = SearchWish(time_limit=options.time_limit)
    alone = copied(whole, options.folder / "alone", 4)
    seconds = []
    for station in alone.province.stations:  # the first one is for warming up
        job = StationJob(station=station.name, workspace=alone.workspace_of(station), date=date, wish=wish, person="bench")
        seconds.append(plan_station(job).seconds or 0.0)
    base = float(np.mean(seconds[1:]))
    print(f"a station alone, warm: {base:.2f} s (mean of {len(seconds) - 1}; the first, cold: {seconds[0]:.2f} s)", flush=True)
    walls = []
    for count in counts:
        place = copied(whole, options.folder / "run", count)
        began = time.perf_counter()
        report = plan_province(place, date, wish, person="bench", workers=own_processes(options.workers), reporter=Silent())
        walls.append(time.perf_counter() - began)
        planned = [day for day in report.days if day.state is StationState.PLANNED]
        peaks = [day.peak for day in planned if day.peak]
        each = walls[-1] / count * options.workers
        print(
            f"{count:4} stations, {len(planned)} planned: {walls[-1]:.1f} s, {walls[-1] / count:.2f} s a station "
            f"({each / base:.2f} x alone with {options.workers} workers), a worker's memory {peaks[0] / 1e6:.0f} MB "
            f"after its first, at most {max(peaks) / 1e6:.0f} MB ({max(peaks) / peaks[0]:.2f} x)",
            flush=True,
        )
    if len(counts) > 1:
        slope, start = np.polyfit(counts, walls, 1)
        print(f"slope {slope:.2f} s a station, start {start:.1f} s", flush=True)
    return 0


def measure_cluster(options: argparse.Namespace) -> int:
    """One Dask worker against two, on the same stations."""
    count = max(int(word) for word in options.stations.split(","))
    whole, date = invented(options.folder / f"{options.size}-{count}", count, options.size)
    wish = (
        SearchWish(max_iterations=options.iterations, seed=1)
        if options.iterations
        else SearchWish(time_limit=options.time_limit)
    )
    walls, plans = [], []
    for num in (1, 2):
        place = copied(whole, options.folder / f"dask-{num}", count)
        with cluster_of(num) as address:
            workers = cluster(address)
            _warm_up(workers, num)
            began = time.perf_counter()
            report = plan_province(place, date, wish, person="bench", workers=workers, reporter=Silent())
            walls.append(time.perf_counter() - began)
        plans.append(routes(place, date))
        done = sum(day.state is StationState.PLANNED for day in report.days)
        print(f"{num} Dask workers: {done} of {count} stations, {walls[-1]:.1f} s", flush=True)
    is_same = plans[0] == plans[1]
    print(f"two against one: {walls[0] / walls[1]:.2f} x as fast; plans the same: {is_same}", flush=True)
    return 0


def _warm_up(workers: Workers, num: int) -> None:
    """Wait for all workers, each with the program loaded, as after the first station of a night."""
    executor = workers.start()
    while workers.num(executor) < num:
        time.sleep(0.1)
    client = executor._client  # type: ignore[attr-defined] # noqa: SLF001 (a measurement, not the program)
    client.run(lambda: __import__("planner.usecases.province.station_job") and None)
    executor.shutdown()


def kill(options: argparse.Namespace) -> int:
    """Kill at random; 1 if anything is wrong."""
    count = max(int(word) for word in options.stations.split(","))
    whole, date = invented(options.folder / f"{options.size}-{count}", count, options.size)
    print("processes of this PC:", flush=True)
    half = options.kills // 2
    wrong = kill_at_random(whole, date, options.folder / "killed", kills=half, seed=options.seed, cluster=None)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = int(server.getsockname()[1])
    print("a Dask cluster:", flush=True)
    dask = Cluster(port)
    try:
        seed = options.seed + 1
        wrong += kill_at_random(whole, date, options.folder / "killed", kills=options.kills - half, seed=seed, cluster=dask)
    finally:
        dask.end()
    print(f"{options.kills} killed, {wrong} wrong", flush=True)
    return int(wrong > 0)


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("what", choices=("speed", "cluster", "kills"))
    parser.add_argument("--stations", default="10,30")
    parser.add_argument("--size", default="small")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--time-limit", type=float, default=5.0)
    parser.add_argument("--iterations", type=int, default=0)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print_machine()
    options.folder.mkdir(parents=True, exist_ok=True)
    return {"speed": measure_speed, "cluster": measure_cluster, "kills": kill}[options.what](options)


if __name__ == "__main__":
    sys.exit(main())
