"""Writes the whole problem of a day into one compact file, so that its plan can be judged and made again later.

A ZIP archive: `problem.json` holds visits, shifts and policy as the domain spells them; `places` holds
longitude and latitude; each matrix is stored as differences along its rows, sorted by byte, which
halves what deflate has to write. No pickle, no timestamps: the same problem gives the same bytes.
"""

import dataclasses
import enum
import hashlib
import io
import json
import zipfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from outputs.whole_file import write_whole
from planner.domain.problem import Problem
from planner.domain.travel import IntMatrix

FORMAT = "dds-problem"
VERSION = 1

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Time stamped on every member: the earliest that ZIP knows, so that bytes do not depend on the clock."""

_LEVEL = 3
"""Deflate level: higher ones take several times as long for a few per cent."""


def write_problem_snapshot(path: Path, problem: Problem, places: npt.NDArray[np.float64]) -> str:
    """Write a problem and its positions; return the SHA-256 of the file, in hexadecimal.

    Parameters
    ----------
    places
        (longitude, latitude) of each place of the matrices, degrees, shape (n, 2).

    Raises
    ------
    ValueError
        If `places` does not have a row for each place.
    InputError
        E6023 if the disk refuses.
    """
    if places.shape != (problem.num_places, 2):
        raise ValueError(f"places has shape {places.shape}, expected ({problem.num_places}, 2)")
    members = {"problem.json": _header(problem), "places": np.ascontiguousarray(places, dtype="<f8").tobytes()}
    for number, matrices in enumerate(problem.travel.values()):
        members[f"durations-{number}"] = packed(matrices.durations)
        if matrices.distances is not None:
            members[f"distances-{number}"] = packed(matrices.distances)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, date_time=_MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content, compresslevel=_LEVEL)
    content = buffer.getvalue()
    write_whole(path, content)
    return hashlib.sha256(content).hexdigest()


def packed(matrix: IntMatrix) -> bytes:
    """Differences along rows as little-endian 32-bit integers: all lowest bytes first, then the next ones."""
    differences = np.diff(matrix, axis=1, prepend=np.int32(0)).astype("<i4")
    return differences.reshape(-1).view(np.uint8).reshape(-1, 4).T.tobytes()


def _header(problem: Problem) -> bytes:
    content = {
        "format": FORMAT,
        "version": VERSION,
        "date": problem.date.isoformat() if problem.date else None,
        "time_zone": problem.time_zone,
        "num_places": problem.num_places,
        "profiles": [
            {"name": name, "has_distances": matrices.distances is not None} for name, matrices in problem.travel.items()
        ],
        "policy": _plain(problem.policy),
        "visits": [_plain(visit) for visit in problem.visits],
        "shifts": [_plain(shift) for shift in problem.shifts],
        "locks": [_plain(lock) for lock in problem.locks],
        "kept": dict(problem.kept),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    """A domain value as JSON has it: fields by name, enums by value, sets sorted."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
