"""Retention: what the settings say is kept no longer is deleted, from the disk and from the ledger."""

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.domain.job import Step
from planner.usecases.jobs.changing import changing
from planner.usecases.jobs.frame import carry_out
from planner.usecases.jobs.steps import delete
from planner.usecases.jobs.taking_up import left_aside
from planner.usecases.plain import plain
from planner.usecases.workspace import Workspace

_ROOM = 4_000_000
"""Bytes that noting and wiping a small ledger may need."""

_Papers = tuple[dict[dt.date, Path], dict[dt.date, Path]]
"""Folders of sheets, and those of plans, by day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeReport:
    """What was purged, or would be.

    Attributes
    ----------
    sheet_days
        Days whose sheet files are gone.
    plan_days
        Days whose plans lost the places of their doors; routes, times and ids stay.
    num_complaints
        Complaints that lost their text and address.
    """

    is_dry: bool
    sheet_days: tuple[dt.date, ...]
    plan_days: tuple[dt.date, ...]
    num_complaints: int

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        return {
            "dry_run": self.is_dry,
            "sheet_days": plain(self.sheet_days),
            "plan_days": plain(self.plan_days),
            "complaints": self.num_complaints,
        }


def purge(workspace: Workspace, *, is_dry: bool) -> PurgeReport:
    """Delete names, addresses and texts that are older than the settings keep them; counts stay for ever.

    Results put aside that cannot be read go as well, whatever day they are of: nobody can say.

    Files go first, the file of the ledger is wiped last; killed in between, the next start goes on.

    Raises
    ------
    InputError
        E6110 if another command is writing, E6023 if the disk refuses; E6055 if another program reads the file that is to be
        wiped: the rest is then done by the next start.
    """
    today, keep = workspace.now().date(), workspace.settings.retention
    sheets_before = today - dt.timedelta(days=keep.sheet_days)
    texts_before = today - dt.timedelta(days=keep.complaint_days)
    if is_dry:
        sheets, plans = _old_papers(workspace.folder, sheets_before)
        with workspace.ledger() as ledger:
            num_complaints = len(ledger.old_complaints(texts_before))
    else:
        gone = _make_room(workspace, sheets_before)
        with changing(workspace) as ledger:
            left = _old_papers(workspace.folder, sheets_before)
            num_complaints = len(ledger.old_complaints(texts_before))
            sheets, plans = (first | rest for first, rest in zip(gone, left, strict=True))
            details = {"sheet_days": len(sheets), "plan_days": len(plans)}
            forget = Step(verb="forget_texts", values={"before": texts_before.isoformat(), "details": details})
            aside = [Step(verb="remove", values={"path": path}) for path in left_aside(workspace)]
            steps = [*aside, *_deleting(workspace.folder, *left), forget, Step(verb="scrub")]
            carry_out(workspace, ledger, "purge", "retention", steps)
    return PurgeReport(
        is_dry=is_dry, sheet_days=tuple(sorted(sheets)), plan_days=tuple(sorted(plans)), num_complaints=num_complaints
    )


def _make_room(workspace: Workspace, before: dt.date) -> _Papers:
    """On a disk so full that the ledger cannot note what begins: delete the papers of the oldest days first; those deleted."""
    gone: _Papers = ({}, {})
    if shutil.disk_usage(workspace.folder).free >= _ROOM:
        return gone
    with workspace.writing():
        sheets, plans = _old_papers(workspace.folder, before)
        for day in sorted(sheets.keys() | plans.keys()):
            one = tuple({day: known[day]} if day in known else {} for known in (sheets, plans))
            for step in _deleting(workspace.folder, *one):
                delete(workspace.folder / step.values["path"])
            for all_, some in zip(gone, one, strict=True):
                all_.update(some)
            if shutil.disk_usage(workspace.folder).free >= _ROOM:
                break
    return gone


def _old_papers(folder: Path, before: dt.date) -> _Papers:
    """Folders of sheets, and those of plans that still hold places, by day."""
    plans = {day: path for day, path in _old_days(folder / "plans", before) if any(_places(path))}
    return dict(_old_days(folder / "sheets", before)), plans


def _deleting(folder: Path, sheets: Mapping[dt.date, Path], plans: Mapping[dt.date, Path]) -> list[Step]:
    paths = [*sheets.values(), *(file for path in plans.values() for file in _places(path))]
    return [Step(verb="remove", values={"path": path.relative_to(folder).as_posix()}) for path in paths]


def _old_days(folder: Path, before: dt.date) -> Iterator[tuple[dt.date, Path]]:
    """Folders named after a day before another."""
    for path in folder.iterdir() if folder.is_dir() else ():
        try:
            day = dt.date.fromisoformat(path.name)
        except ValueError:
            continue
        if path.is_dir() and day < before:
            yield day, path


def _places(folder: Path) -> Iterator[Path]:
    """Files of a plan's folder that hold where doors are."""
    yield from sorted(folder.rglob("*.npz"))
