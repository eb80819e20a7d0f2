"""What a resident may ask for: to see, correct or erase what is kept of the household."""

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.domain.errors import InputError
from planner.domain.place import unit_digits
from planner.ledger.records import PersonRecord
from planner.ledger.rows import windows_text
from planner.usecases.plain import plain
from planner.usecases.workspace import Workspace

_ADDRESS = ("village", "rt", "rw", "detail", "landmark", "latitude", "longitude")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonReport:
    """Everything that is kept of a household."""

    record: PersonRecord

    def as_data(self) -> dict[str, object]:
        """The report for JSON, as it is handed to the household."""
        household = self.record.household
        return {
            "id": household.id,
            "name": household.head_name,
            "address": {name: getattr(self.record.household.address, name) for name in _ADDRESS},
            "hours": [[window.start, window.end] for window in household.windows],
            "do_not_visit": household.is_do_not_visit,
            "last_visit": plain(household.last_visit),
            "attempts": household.num_attempts,
            "weekend_attempts": household.num_weekend_attempts,
            "gone": household.gone.value if household.gone else None,
            "promised": plain(household.follow_up_on),
            "complaints": [
                {"id": complaint.id, "category": complaint.category, "received": plain(complaint.received),
                 "status": complaint.status.value, "text": complaint.text}
                for complaint in self.record.complaints
            ],
            "visits": [
                {"date": plain(visit.date), "outcome": visit.outcome.value, "unit": visit.unit, "sheet": visit.sheet_id}
                for visit in self.record.visits
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureReport:
    """What erasing did.

    Attributes
    ----------
    num_visits
        Visits that count on without a name.
    deleted
        Sheet folders and problem files of past days that named the household, relative to the workspace.
    upcoming
        Plans of today or later that name it: they have to be made again.
    """

    id: str
    num_visits: int
    deleted: tuple[str, ...]
    upcoming: tuple[str, ...]

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        return {"household": self.id, "visits": self.num_visits, "deleted": self.deleted, "plan_again": self.upcoming}


def person(workspace: Workspace, id_: str) -> PersonReport:
    """Everything that is kept of a household; the request is in the audit trail.

    Raises
    ------
    InputError
        E6050 if there is none of that id.
    """
    with workspace.ledger() as ledger:
        found = ledger.person(id_)
        ledger.audit(action="show", subject=f"household {id_}", details={}, **workspace.stamp())
    return PersonReport(record=found)


def correct_person(workspace: Workspace, id_: str, values: Mapping[str, object]) -> None:
    """Correct some columns; `windows` are given as windows, the rest as the ledger keeps it.

    Raises
    ------
    InputError
        E6050 if there is none of that id, E6051 if a value cannot be read.
    """
    cells = dict(values)
    if isinstance(windows := cells.get("windows"), tuple):
        cells["windows"] = windows_text(windows)
    for name in ("rt", "rw"):
        if isinstance(digits := cells.get(name), str):
            if not digits.isdigit():
                raise InputError.of("E6051", what=name.upper())
            cells[name] = unit_digits(digits)
    if ("latitude" in cells) != ("longitude" in cells):
        raise InputError.of("E6051", what="latitude, longitude")
    with workspace.ledger() as ledger:
        ledger.correct_person(id_, cells, **workspace.stamp())


def erase_person(workspace: Workspace, id_: str) -> ErasureReport:
    """Erase a household from the ledger, and the files of past days that name it.

    Raises
    ------
    InputError
        E6050 if there is none of that id; E6110 if another command is writing; E6023 if the disk refuses to delete a paper:
        the household is then still there, and the next try goes on.
    """
    today = workspace.now().date()
    with workspace.writing(), workspace.ledger() as ledger:
        # A plan may know the door by its complaint alone.
        names = (id_, *(complaint.id for complaint in ledger.person(id_).complaints))
        deleted: list[str] = []
        upcoming: list[str] = []
        # Papers go before the row that names them: killed or refused in between, the next try finds the row and goes on.
        for plan in _plans_naming(workspace.folder / "plans", names):
            if (day := _day(plan)) is not None and day < today:
                deleted += _delete_papers(workspace, plan, day)
            else:
                upcoming.append(plan.relative_to(workspace.folder).as_posix())
        num_visits = ledger.erase_person(id_, **workspace.stamp())
    return ErasureReport(id=id_, num_visits=num_visits, deleted=tuple(deleted), upcoming=tuple(upcoming))


def _plans_naming(folder: Path, names: Sequence[str]) -> Iterator[Path]:
    """Plan files with one of the ids in them; they hold ids only, each in quotation marks. Strange files are read as bytes."""
    for path in sorted(folder.rglob("*.json")):
        content = path.read_bytes() if path.is_file() else b""
        if any(f'"{name}"'.encode() in content for name in names):
            yield path


def _day(plan: Path) -> dt.date | None:
    try:
        return dt.date.fromisoformat(plan.parent.name)
    except ValueError:
        return None


def _delete_papers(workspace: Workspace, plan: Path, day: dt.date) -> list[str]:
    """Delete what was printed from a plan and where its doors are; the plan itself has an id that leads nowhere now."""
    version = plan.stem.rpartition("-v")[2]
    sheets = workspace.folder / "sheets" / day.isoformat() / f"v{version}"
    problem = plan.with_name(f"problem-v{version}.npz")
    found = [path for path in (sheets, problem) if path.exists()]
    try:
        for path in found:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    except OSError as error:
        raise InputError.of("E6023", file=sheets.parent.name, reason=error.strerror or type(error).__name__) from error
    return [path.relative_to(workspace.folder).as_posix() for path in found]
