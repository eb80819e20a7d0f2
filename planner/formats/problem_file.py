"""Reads a neutral problem file (the JSON conventions of VROOM's input); what we do not carry is refused by name.

Windows that overlap are joined: their union says the same. Times are counted anew (`planner.formats.problem_clock`), and
prizes rank plans as VROOM does: with *n* jobs, a job of priority *p* is worth p · (n + 1) + 1, so that the number of jobs
decides between equal sums of priority and never against a higher one.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from planner.domain.arrays import Int64s, IntMatrix
from planner.domain.errors import Fault, InputError, Where
from planner.domain.problem import Problem
from planner.domain.problem_ids import FileId, ProblemIds
from planner.domain.shift import Break, Shift
from planner.domain.travel import UNREACHABLE, Travel
from planner.domain.visit import Visit, Window
from planner.formats.json_text import faults_of, found_text, line_of, place_text, read_json
from planner.formats.problem_clock import Clock, clock_of, spans_of
from planner.formats.problem_schema import UNSUPPORTED, Job, ProblemFile, Vehicle

MAX_FAULTS = 100


class _Faults:
    """Collects the faults of one file, each with its line."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._found: list[Fault] = []
        self._num_more = 0

    def add(self, code: str, place: Sequence[str | int], **values: object) -> None:
        if len(self._found) == MAX_FAULTS:  # finding lines takes time, and these are only counted
            self._num_more += 1
            return
        where = Where(file=self._file, row=line_of(self._text, place), column=place_text(place))
        self._found.append(Fault(code=code, where=where, values=values))

    def raise_any(self) -> None:
        if self._found:
            raise InputError(self._found, num_more=self._num_more)


def read_problem(path: Path) -> tuple[Problem, ProblemIds]:
    """Read a problem and the file's own spelling of its ids.

    Raises
    ------
    InputError
        E3001 unreadable, E3002 not JSON, E3010-E3014 missing, unknown, wrong or repeated, E3030 known but not
        supported, E3031 index outside the matrices, E3032 profile without matrix, E3033 matrices that do not fit,
        E3034 times too far apart.
    """
    text, content = read_json(path)
    if isinstance(content, dict) and content.get("shipments") == []:
        del content["shipments"]
    try:
        file = ProblemFile.model_validate(content)
    except ValidationError as error:
        raise faults_of(error.errors(include_url=False), text, path.name, unsupported=UNSUPPORTED) from error
    faults = _Faults(text, path.name)
    travel = _travel(file, faults)
    _check_ids(file, faults)
    _check_indices(file, travel, faults)
    faults.raise_any()
    clock = clock_of(file, travel)
    for where, span in spans_of(file):
        if not clock.reaches(span[0]):
            faults.add("E3034", where, found=span[0], years=clock.YEARS)
    faults.raise_any()
    ids = _ids(file, clock)
    problem = Problem(
        visits=tuple(_visit(job, clock, ids.priority_prize) for job in file.jobs),
        shifts=tuple(_shift(vehicle, clock) for vehicle in file.vehicles),
        travel=travel,
    )
    return problem, ids


def _travel(file: ProblemFile, faults: _Faults) -> dict[str, Travel]:
    travel: dict[str, Travel] = {}
    for profile, matrices in file.matrices.items():
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


def _matrix(content: Any, place: tuple[str | int, ...], faults: _Faults) -> IntMatrix | None:
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


def _check_ids(file: ProblemFile, faults: _Faults) -> None:
    _require_unique([job.id for job in file.jobs], ("jobs",), faults)
    _require_unique([vehicle.id for vehicle in file.vehicles], ("vehicles",), faults)
    for k, vehicle in enumerate(file.vehicles):
        _require_unique([pause.id for pause in vehicle.breaks], ("vehicles", k, "breaks"), faults)


def _require_unique(ids: Sequence[FileId], place: tuple[str | int, ...], faults: _Faults) -> None:
    seen: set[str] = set()
    for number, id_ in enumerate(ids):
        if str(id_) in seen:
            faults.add("E3014", (*place, number, "id"), id=found_text(id_))
        seen.add(str(id_))


def _check_indices(file: ProblemFile, travel: dict[str, Travel], faults: _Faults) -> None:
    places: list[tuple[tuple[str | int, ...], int | None]] = [
        (("jobs", n, "location_index"), job.location_index) for n, job in enumerate(file.jobs)
    ]
    for k, vehicle in enumerate(file.vehicles):
        here = ("vehicles", k)
        if vehicle.profile not in file.matrices:
            faults.add(
                "E3032", (*here, "profile"), profile=found_text(vehicle.profile), known=", ".join(sorted(file.matrices))[:100]
            )
        for name, index, place in (("start", vehicle.start_index, vehicle.start), ("end", vehicle.end_index, vehicle.end)):
            places.append(((*here, f"{name}_index"), index))
            if index is None and place is not None:
                faults.add("E3030", (*here, name), key=name)
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
        place=job.location_index,
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


def _ids(file: ProblemFile, clock: Clock) -> ProblemIds:
    return ProblemIds(
        jobs={str(job.id): job.id for job in file.jobs},
        vehicles={str(vehicle.id): vehicle.id for vehicle in file.vehicles},
        breaks={(str(vehicle.id), str(pause.id)): pause.id for vehicle in file.vehicles for pause in vehicle.breaks},
        origin=clock.origin,
        priority_prize=len(file.jobs) + 1,
    )
