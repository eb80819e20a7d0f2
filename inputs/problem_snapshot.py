"""Reads the problem snapshot that lies beside a plan; see `outputs.problem_snapshot` for its form."""

import datetime as dt
import json
import zipfile
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planner.domain.errors import Fault, InputError, Where
from planner.domain.lock import Lock
from planner.domain.problem import Policy, Problem
from planner.domain.shift import Shift
from planner.domain.travel import IntMatrix, Travel
from planner.domain.visit import Visit

FORMAT = "dds-problem"
VERSION = 1

MAX_HEADER = 200_000_000
"""Bytes of `problem.json`: some hundred times a large day; more is no file of ours."""


class _Profile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    has_distances: bool


class _Header(BaseModel):
    """What `problem.json` holds; the domain's own classes say what visits and shifts look like."""

    model_config = ConfigDict(extra="forbid")

    format: str
    version: int
    date: dt.date | None
    time_zone: str
    num_places: int = Field(ge=0)
    profiles: tuple[_Profile, ...]
    policy: Policy
    visits: tuple[Visit, ...]
    shifts: tuple[Shift, ...]
    locks: tuple[Lock, ...] = ()
    kept: dict[str, str] = {}


class _BrokenSnapshotError(Exception):
    """Something that our writer never writes."""


def read_problem_snapshot(path: Path) -> tuple[Problem, npt.NDArray[np.float64]]:
    """Read a problem and (longitude, latitude) of its places, shape (n, 2).

    Raises
    ------
    InputError
        E3001 unreadable, E3020 damaged or no snapshot, E3004 another version.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive, path.name)
    except OSError as error:
        values = {"reason": error.strerror or type(error).__name__}
        raise InputError([Fault(code="E3001", where=Where(file=path.name), values=values)]) from error
    except _DAMAGE as error:
        raise InputError([Fault(code="E3020", where=Where(file=path.name), values={"file": path.name})]) from error


_DAMAGE = (
    _BrokenSnapshotError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RecursionError,
    RuntimeError,
    ValueError,
)
"""What the readers beneath raise on damaged bytes: broken archive, missing member, encryption, wrong values."""


def _read(archive: zipfile.ZipFile, file: str) -> tuple[Problem, npt.NDArray[np.float64]]:
    header = _header(archive, file)
    size = header.num_places
    travel = {}
    for number, profile in enumerate(header.profiles):
        distances = _matrix(archive, f"distances-{number}", size) if profile.has_distances else None
        travel[profile.name] = Travel(durations=_matrix(archive, f"durations-{number}", size), distances=distances)
    problem = Problem(
        visits=header.visits,
        shifts=header.shifts,
        travel=travel,
        policy=header.policy,
        date=header.date,
        time_zone=header.time_zone,
        locks=header.locks,
        kept=header.kept,
    )
    return problem, np.frombuffer(_member(archive, "places", 16 * size), dtype="<f8").reshape(size, 2).astype(np.float64)


def _header(archive: zipfile.ZipFile, file: str) -> _Header:
    if archive.getinfo("problem.json").file_size > MAX_HEADER:
        raise _BrokenSnapshotError
    text = archive.read("problem.json")
    content = json.loads(text)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise _BrokenSnapshotError
    if content.get("version") != VERSION:
        values = {"found": str(content.get("version"))[:20], "expected": str(VERSION)}
        raise InputError([Fault(code="E3004", where=Where(file=file), values=values)])
    try:
        return _Header.model_validate_json(text)
    except ValidationError as error:
        raise _BrokenSnapshotError from error


def _matrix(archive: zipfile.ZipFile, name: str, size: int) -> IntMatrix:
    content = np.frombuffer(_member(archive, name, 4 * size * size), dtype=np.uint8)
    differences = np.ascontiguousarray(content.reshape(4, size * size).T).view("<i4").reshape(size, size)
    return np.cumsum(differences, axis=1, dtype=np.int32)


def _member(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    """Bytes of a member that must have a known size (checked before it is unpacked)."""
    if archive.getinfo(name).file_size != size:
        raise _BrokenSnapshotError
    return archive.read(name)
