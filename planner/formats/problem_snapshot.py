"""The whole problem of a day in one compact file, so that its plan can be judged and made again later.

A ZIP archive: `problem.json` holds visits, shifts and policy as the domain spells them; `places` holds
longitude and latitude; each matrix is stored as differences along its rows, sorted by byte, which
halves what deflate has to write. No pickle, no timestamps: the same problem gives the same bytes.
"""

import dataclasses
import datetime as dt
import enum
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planner.domain.arrays import IntMatrix
from planner.domain.errors import InputError, Where
from planner.domain.lock import Lock
from planner.domain.place import Points
from planner.domain.problem import Policy, Problem
from planner.domain.shift import Shift
from planner.domain.travel import Travel
from planner.domain.visit import Visit
from planner.files import write_whole

FORMAT = "dds-problem"
VERSION = 1

MAX_HEADER = 200_000_000
"""Bytes of `problem.json`: some hundred times a large day; more is no file of ours."""

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Time stamped on every member: the earliest that ZIP knows, so that bytes do not depend on the clock."""

_LEVEL = 3
"""Deflate level: higher ones take several times as long for a few per cent."""


_LEFT_OUT = {"opening", "prize_steps"}
"""Fields that are not written where they are not set: a day without such doors gives the bytes that it always gave."""


class _Profile(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)  # a command that only writes builds no reader

    name: str
    has_distances: bool


class _Header(BaseModel):
    """What `problem.json` holds; the domain's own classes say what visits and shifts look like."""

    model_config = ConfigDict(extra="forbid", defer_build=True)  # a command that only writes builds no reader

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


_DAMAGE = (
    _BrokenSnapshotError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    RuntimeError,
    ValueError,
)
"""What the readers beneath raise on damaged bytes: broken archive, missing member, wrong values. A RuntimeError is a member
that is encrypted, packed in a way that nobody knows (NotImplementedError), or nested too deep (RecursionError)."""


def write_problem_snapshot(path: Path, problem: Problem, places: Points) -> str:
    """Write a problem and its positions; return the SHA-256 of the file, in hexadecimal.

    Parameters
    ----------
    places
        A row for each place of the matrices.

    Raises
    ------
    ValueError
        If `places` does not have a row for each place.
    InputError
        E6023 if the disk refuses.
    """
    if places.shape != (problem.num_places, 2):
        raise ValueError(f"places has shape {places.shape}, expected ({problem.num_places}, 2)")
    members = {"problem.json": _header_text(problem), "places": np.ascontiguousarray(places, dtype="<f8").tobytes()}
    for number, matrices in enumerate(problem.travel.values()):
        members[f"durations-{number}"] = packed(matrices.durations)
        if matrices.distances is not None:
            members[f"distances-{number}"] = packed(matrices.distances)
    content = _archived(members)
    write_whole(path, content)
    return hashlib.sha256(content).hexdigest()


def forget_in_snapshot(path: Path, renamed: Mapping[str, str], ids: AbstractSet[str]) -> None:
    """Give visits other ids, and put those of some ids where the station is: where they really are is forgotten.

    Raises
    ------
    InputError
        E3001 unreadable, E3020 damaged or no snapshot; E6023 if the disk refuses.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        header = members["problem.json"]
        for before, after in renamed.items():
            header = header.replace(json.dumps(before, ensure_ascii=False).encode(), json.dumps(after).encode())
        places = np.frombuffer(members["places"], dtype="<f8").reshape(-1, 2).copy()
        for visit in json.loads(header)["visits"]:
            if not ids.isdisjoint({visit["id"], visit.get("subject", "")}):
                places[visit["place"]] = places[0]
    except OSError as error:
        raise InputError.of("E3001", Where(file=path.name), reason=error.strerror or type(error).__name__) from error
    except (*_DAMAGE, IndexError, TypeError) as error:
        raise InputError.of("E3020", Where(file=path.name), file=path.name) from error
    write_whole(path, _archived(members | {"problem.json": header, "places": places.tobytes()}))


def _archived(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, date_time=_MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content, compresslevel=_LEVEL)
    return buffer.getvalue()


def packed(matrix: IntMatrix) -> bytes:
    """Differences along rows as little-endian 32-bit integers: all lowest bytes first, then the next ones."""
    differences = np.diff(matrix, axis=1, prepend=np.int32(0)).astype("<i4")
    return differences.reshape(-1).view(np.uint8).reshape(-1, 4).T.tobytes()


def read_problem_snapshot(path: Path) -> tuple[Problem, Points, str]:
    """Read a problem and its places; with the SHA-256 of the file, which may be deleted as soon as it is open.

    Raises
    ------
    InputError
        E3001 unreadable, E3020 damaged or no snapshot, E3004 another version.
    """
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            with zipfile.ZipFile(file) as archive:
                return *_read(archive, path.name), sha256
    except OSError as error:
        raise InputError.of("E3001", Where(file=path.name), reason=error.strerror or type(error).__name__) from error
    except _DAMAGE as error:
        raise InputError.of("E3020", Where(file=path.name), file=path.name) from error


def _read(archive: zipfile.ZipFile, file: str) -> tuple[Problem, Points]:
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
        raise InputError.of("E3004", Where(file=file), found=str(content.get("version"))[:20], expected=str(VERSION))
    try:
        header = _Header.model_validate_json(text)
    except ValidationError as error:
        raise _BrokenSnapshotError from error
    visits = (visit if "rt" in said else _placed(visit) for visit, said in zip(header.visits, content["visits"], strict=True))
    shifts = (shift if "name" in said else _named(shift) for shift, said in zip(header.shifts, content["shifts"], strict=True))
    return header.model_copy(update={"visits": tuple(visits), "shifts": tuple(shifts)})


def _placed(visit: Visit) -> Visit:
    """A visit of a file up to 0.4.0, which says RW and RT in the id of the unit alone."""
    parts = visit.group.rsplit("/", 2)
    return visit if len(parts) < 3 else dataclasses.replace(visit, rw=parts[1], rt=parts[2])


def _named(shift: Shift) -> Shift:
    """A shift of a file up to 0.4.0, which says the name of its hours in its id alone, where its team has several."""
    name = shift.id.removeprefix(f"{shift.team}-")
    return shift if name == shift.id else dataclasses.replace(shift, name=name)


def _matrix(archive: zipfile.ZipFile, name: str, size: int) -> IntMatrix:
    content = np.frombuffer(_member(archive, name, 4 * size * size), dtype=np.uint8)
    differences = np.ascontiguousarray(content.reshape(4, size * size).T).view("<i4").reshape(size, size)
    return np.cumsum(differences, axis=1, dtype=np.int32)


def _member(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    """Bytes of a member that must have a known size (checked before it is unpacked)."""
    if archive.getinfo(name).file_size != size:
        raise _BrokenSnapshotError
    return archive.read(name)


def _header_text(problem: Problem) -> bytes:
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
        said = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {name: part for name, part in said.items() if name not in _LEFT_OUT or part}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
