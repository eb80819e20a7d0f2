"""Retention: what the settings say is kept no longer is deleted, from the disk and from the ledger."""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.usecases.plain import plain
from planner.usecases.workspace import Workspace


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

    Files go first: killed in between, the next purge finds less to do.

    Raises
    ------
    InputError
        E6110 if another command is writing.
    """
    today, keep = workspace.now().date(), workspace.settings.retention
    sheets_before = today - dt.timedelta(days=keep.sheet_days)
    texts_before = today - dt.timedelta(days=keep.complaint_days)
    sheets = dict(_old_days(workspace.folder / "sheets", sheets_before))
    plans = {day: path for day, path in _old_days(workspace.folder / "plans", sheets_before) if any(_places(path))}
    with workspace.ledger() as ledger:
        if is_dry:
            num_complaints = len(ledger.old_complaints(texts_before))
        else:
            with workspace.writing():
                for path in sheets.values():
                    shutil.rmtree(path)
                for path in plans.values():
                    for places in _places(path):
                        places.unlink()
                num_complaints = ledger.purge(
                    texts_before, details={"sheet_days": len(sheets), "plan_days": len(plans)}, **workspace.stamp()
                )
    return PurgeReport(
        is_dry=is_dry, sheet_days=tuple(sorted(sheets)), plan_days=tuple(sorted(plans)), num_complaints=num_complaints
    )


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
