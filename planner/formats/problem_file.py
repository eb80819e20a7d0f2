"""Reads a neutral problem file (the JSON conventions of VROOM's input); what we do not carry is refused by name.

Windows that overlap are joined: their union says the same. Times are counted anew (`planner.formats.problem_clock`), and
prizes rank plans as VROOM does: with *n* jobs, a job of priority *p* is worth p · (n + 1) + 1, so that the number of jobs
decides between equal sums of priority and never against a higher one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from planner.domain.arrays import Int64s, IntMatrix
from planner.domain.problem import Problem
from planner.domain.problem_ids import FileId, ProblemIds
from planner.domain.shift import Break, Shift
from planner.domain.travel import UNREACHABLE, Travel
from planner.domain.visit import Visit, Window
from planner.formats.json_text import FileFaults, faults_of, found_text, read_json
from planner.formats.problem_clock import Clock, clock_of, spans_of
from planner.formats.problem_mending import without_wrong
from planner.formats.problem_places import Point, Ways, numbered
from planner.formats.problem_schema import UNSUPPORTED, Job, Matrices, ProblemFile, Vehicle
from planner.formats.problem_steps import Steps, answered_steps, given_steps


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemReading:
    """What a problem file says: the problem, how the file spells it, and what its vehicles are to do to begin with."""

    problem: Problem
    ids: ProblemIds
    steps: Steps


def read_problem(path: Path) -> tuple[Problem, ProblemIds]:
    """Read a problem and the file's own spelling of it; see `read_problem_file`."""
    reading = read_problem_file(path)
    return reading.problem, reading.ids


def read_problem_file(path: Path, *, ways: Ways | None = None, answer: Path | None = None) -> ProblemReading:
    """Read all of a problem file.

    Parameters
    ----------
    ways
        Where places are given by longitude and latitude: travel between them. The file has no matrices then.
    answer
        An answer to the problem, whose routes count instead of its steps.

    Raises
    ------
    InputError
        E3001 unreadable, E3002 not JSON, E3010-E3014 missing, unknown, wrong or repeated, E3030 known but not
        supported, E3031 index outside the matrices, E3032 profile without matrix, E3033 matrices that do not fit,
        E3034 times too far apart, E3035 steps of what is not there, E3036 matrices where roads are to make them,
        E3038 places without roads.
    """
    text, content = read_json(path)
    if isinstance(content, dict) and content.get("shipments") == []:
        del content["shipments"]
    faults = FileFaults(text, path.name)
    try:
        file = ProblemFile.model_validate(content)
    except ValidationError as error:
        faults.take(faults_of(error.errors(include_url=False), text, path.name, unsupported=UNSUPPORTED))
        _judge_rest(without_wrong(content, error), faults, has_ways=ways is not None)
        faults.raise_any()
        raise
    points: tuple[Point, ...] = ()
    if ways is None:
        travel = _judged(file, faults)
    else:
        file, points, travel = _on_roads(file, ways, faults)
    steps = given_steps(file, faults)
    faults.raise_any()
    clock = clock_of(file, travel)
    for where, span in spans_of(file):
        if not clock.reaches(span[0]):
            faults.add("E3034", where, found=span[0], years=clock.YEARS)
    faults.raise_any()
    ids = _ids(file, clock, points)
    problem = Problem(
        visits=tuple(_visit(job, clock, ids.priority_prize) for job in file.jobs),
        shifts=tuple(_shift(vehicle, clock) for vehicle in file.vehicles),
        travel=travel,
    )
    return ProblemReading(problem=problem, ids=ids, steps=steps if answer is None else answered_steps(file, answer))


def _judge_rest(file: ProblemFile | None, faults: FileFaults, *, has_ways: bool) -> None:
    """Find what is wrong with the rest of a file that is refused already; steps may name what was taken out of it."""
    if file is None:
        return
    if has_ways:
        _check_ids(file, faults)
        numbered(file, faults)
        _check_indices(file, {}, faults)
    else:
        _judged(file, faults)


def _judged(file: ProblemFile, faults: FileFaults) -> dict[str, Travel]:
    """Travel of a file with matrices, and all that does not go together in it."""
    travel = _travel(file.matrices, faults)
    _require_indices(file, faults)
    _check_ids(file, faults)
    _check_indices(file, travel, faults)
    return travel


def _on_roads(file: ProblemFile, ways: Ways, faults: FileFaults) -> tuple[ProblemFile, tuple[Point, ...], dict[str, Travel]]:
    """The file with places numbered, their points, and travel on roads for every profile that a vehicle has."""
    if file.matrices is not None:
        faults.add("E3036", ("matrices",))
    _check_ids(file, faults)
    _check_indices(file, {}, faults)
    file, points = numbered(file, faults)
    faults.raise_any()
    profiles = sorted({vehicle.profile for vehicle in file.vehicles})
    return file, points, {profile: ways(profile, points) for profile in profiles}


def _require_indices(file: ProblemFile, faults: FileFaults) -> None:
    """Places are given by index where no roads are."""
    if file.matrices is None:
        faults.add("E3010", ("matrices",), key="matrices")
    for n, job in enumerate(file.jobs):
        if job.location_index is None and job.location is None:
            faults.add("E3010", ("jobs", n, "location_index"), key="location_index")
        elif job.location_index is None:
            faults.add("E3038", ("jobs", n, "location"), key="location")
    for k, vehicle in enumerate(file.vehicles):
        for name in ("start", "end"):
            if getattr(vehicle, f"{name}_index") is None and getattr(vehicle, name) is not None:
                faults.add("E3038", ("vehicles", k, name), key=name)


def _travel(given: Mapping[str, Matrices] | None, faults: FileFaults) -> dict[str, Travel]:
    travel: dict[str, Travel] = {}
    for profile, matrices in (given or {}).items():
        place = ("matrices", profile)
        durations = _matrix(matrices.durations, (*place, "durations"), faults)
        distances = None if matrices.distances is None else _matrix(matrices.distances, (*place, "distances"), faults)
        if durations is None or (distances is None and matrices.distances is not None):
            continue
        size = next((other.num_places for other in travel.values()), len(durations))
        if len(durations) != size or (distances is not None and len(distances) != size):
            faults.add("E3033", place, found=len(durations) if distances is None else len(distances), expected=size)
        else:
            travel[profile] = Travel(durations=durations, distances=distances)
    return travel


def _matrix(content: Any, place: tuple[str | int, ...], faults: FileFaults) -> IntMatrix | None:
    """A square matrix of whole numbers >= 0; entries beyond any journey mean that there is no way."""
    if not isinstance(content, list) or not all(isinstance(row, list) for row in content):
        faults.add("E3012", place, found=found_text(content), expected="[[0, …], …]")
        return None
    for i, row in enumerate(content):
        if len(row) != len(content):
            faults.add("E3033", (*place, i), found=len(row), expected=len(content))
            return None
    matrix = _plain_matrix(content)
    if matrix is None or (matrix.size and matrix.min() < 0):
        for i, j in _wrong_entries(content):
            faults.add("E3012", (*place, i, j), found=found_text(content[i][j]), expected="integer >= 0")
            return None
        matrix = np.array([[min(entry, UNREACHABLE) for entry in row] for row in content], dtype=np.int64)
    capped: IntMatrix = np.minimum(matrix, UNREACHABLE).astype(np.int32)
    return capped


def _plain_matrix(content: list[list[Any]]) -> Int64s | None:
    """The matrix where every entry is a whole number of 64 bits; row by row in C, for there are millions of them."""
    matrix = np.zeros((len(content), len(content)), dtype=np.int64)
    for i, row in enumerate(content):
        if set(map(type, row)) != {int}:
            return None
        try:
            matrix[i] = np.fromiter(row, dtype=np.int64, count=len(row))
        except OverflowError:
            return None
    return matrix


def _wrong_entries(content: list[list[Any]]) -> Iterable[tuple[int, int]]:
    return ((i, j) for i, row in enumerate(content) for j, entry in enumerate(row) if type(entry) is not int or entry < 0)


def _check_ids(file: ProblemFile, faults: FileFaults) -> None:
    _require_unique([job.id for job in file.jobs], ("jobs",), faults)
    _require_unique([vehicle.id for vehicle in file.vehicles], ("vehicles",), faults)
    for k, vehicle in enumerate(file.vehicles):
        _require_unique([pause.id for pause in vehicle.breaks], ("vehicles", k, "breaks"), faults)


def _require_unique(ids: Sequence[FileId], place: tuple[str | int, ...], faults: FileFaults) -> None:
    seen: set[str] = set()
    for number, id_ in enumerate(ids):
        if str(id_) in seen:
            faults.add("E3014", (*place, number, "id"), id=found_text(id_))
        seen.add(str(id_))


def _check_indices(file: ProblemFile, travel: dict[str, Travel], faults: FileFaults) -> None:
    places: list[tuple[tuple[str | int, ...], int | None]] = [
        (("jobs", n, "location_index"), job.location_index) for n, job in enumerate(file.jobs)
    ]
    for k, vehicle in enumerate(file.vehicles):
        here = ("vehicles", k)
        if file.matrices is not None and vehicle.profile not in file.matrices:
            faults.add(
                "E3032", (*here, "profile"), profile=found_text(vehicle.profile), known=", ".join(sorted(file.matrices))[:100]
            )
        places += [((*here, "start_index"), vehicle.start_index), ((*here, "end_index"), vehicle.end_index)]
    for where, span in spans_of(file):
        if span[0] > span[1]:
            faults.add("E3012", where, found=f"[{span[0]}, {span[1]}]", expected="[start, end], start <= end")
    size = next((matrices.num_places for matrices in travel.values()), None)
    for at, index in places:
        if size is not None and index is not None and index >= size:
            faults.add("E3031", at, index=index, size=size)


def _windows(spans: Iterable[Sequence[int]] | None, clock: Clock) -> tuple[Window, ...]:
    """Sorted, with overlapping ones joined."""
    joined: list[Window] = []
    for start, end in sorted((clock.time(start), clock.time(end)) for start, end in spans or ()):
        if joined and start <= joined[-1].end:
            joined[-1] = Window(start=joined[-1].start, end=max(end, joined[-1].end))
        else:
            joined.append(Window(start=start, end=end))
    return tuple(joined)


def _visit(job: Job, clock: Clock, priority_prize: int) -> Visit:
    return Visit(
        id=str(job.id),
        place=job.location_index or 0,  # there is one, or the file was refused
        prize=job.priority * priority_prize + 1,
        service_duration=job.service,
        setup_duration=job.setup,
        windows=_windows(job.time_windows, clock),
        skills=frozenset(map(str, job.skills)),
    )


def _shift(vehicle: Vehicle, clock: Clock) -> Shift:
    start, end = map(clock.time, vehicle.time_window or (clock.origin, clock.origin + clock.horizon))
    duty = Window(start=start, end=end)
    return Shift(
        id=str(vehicle.id),
        window=duty,
        start=vehicle.start_index,
        end=vehicle.end_index,
        profile=vehicle.profile,
        speed_factor=vehicle.speed_factor,
        skills=frozenset(map(str, vehicle.skills)),
        breaks=tuple(
            Break(id=str(pause.id), windows=_windows(pause.time_windows, clock) or (duty,), duration=pause.service)
            for pause in vehicle.breaks
        ),
        max_visits=vehicle.max_tasks,
        max_travel_duration=vehicle.max_travel_time,
    )


def _ids(file: ProblemFile, clock: Clock, points: tuple[Point, ...]) -> ProblemIds:
    return ProblemIds(
        jobs={str(job.id): job.id for job in file.jobs},
        vehicles={str(vehicle.id): vehicle.id for vehicle in file.vehicles},
        breaks={(str(vehicle.id), str(pause.id)): pause.id for vehicle in file.vehicles for pause in vehicle.breaks},
        origin=clock.origin,
        priority_prize=len(file.jobs) + 1,
        points=points,
    )
