"""Days of ../shared/bench as problems: made by its generator, read from its neutral JSON."""

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.days import DAYS
from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.travel import Travel
from planner.domain.visit import Visit, Window
from tests.conftest import shared_file


def bench_day(name: str, *, full: bool = False) -> Problem:
    """A day of the benchmark; skips the test where the data are absent."""
    roads, visits, teams, seed = DAYS[name]
    return made_day(shared_file("roads", f"{roads}.graphml"), visits=visits, teams=teams, seed=seed, full=full)


def made_day(roads: Path, *, visits: int, teams: int, seed: int, full: bool = False) -> Problem:
    """A day of any size on a road graph."""
    spec = importlib.util.spec_from_file_location("make_day", shared_file("bench", "make_day.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return neutral_problem(module.make_day(str(roads), visits, teams, seed, full))


def neutral_problem(day: Mapping[str, Any]) -> Problem:
    """The neutral file's fields that the generator uses."""
    return Problem(
        visits=tuple(_visit(job) for job in day["jobs"]),
        shifts=tuple(_shift(vehicle) for vehicle in day["vehicles"]),
        travel={"car": Travel(durations=np.array(day["matrices"]["car"]["durations"]))},
    )


def _windows(pairs: list[list[int]]) -> tuple[Window, ...]:
    """Sorted, with overlapping ones joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((int(a), int(b)) for a, b in pairs):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(Window(start=start, end=end) for start, end in joined)


def _visit(job: Mapping[str, Any]) -> Visit:
    return Visit(
        id=str(job["id"]),
        place=job["location_index"],
        prize=job["priority"],
        service_duration=job["service"],
        skills=frozenset(str(skill) for skill in job.get("skills", ())),
        windows=_windows(job.get("time_windows", [])),
    )


def _shift(vehicle: Mapping[str, Any]) -> Shift:
    start, end = vehicle["time_window"]
    return Shift(
        id=str(vehicle["id"]),
        window=Window(start=start, end=end),
        start=vehicle["start_index"],
        end=vehicle["end_index"],
        profile="car",
        skills=frozenset(str(skill) for skill in vehicle["skills"]),
        max_visits=vehicle.get("max_tasks"),
        breaks=tuple(
            Break(id=str(rest["id"]), windows=_windows(rest["time_windows"]), duration=rest["service"])
            for rest in vehicle.get("breaks", ())
        ),
    )
