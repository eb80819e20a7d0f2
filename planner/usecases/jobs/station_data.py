"""A station's files beside its ledger on a server: brought there for workers without its folder, and plans fetched from there.

Both are done by whoever holds the workspace's lock. What planning reads is the settings and the roads; of a week also the plans
of days around it. Plans that a worker made wait there, written together with the ledger's line of them, until they are fetched.
"""

import datetime as dt
import functools
import hashlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from planner.domain.errors import Fault
from planner.files import make_folder, write_whole
from planner.ledger.records import PlanRecord
from planner.ledger.store import Ledger
from planner.usecases.jobs.bounds import is_of_station
from planner.usecases.keeping import highest_on_disk
from planner.usecases.rooms import SETTINGS_FILE
from planner.usecases.workspace import Workspace

_PLANS = "plans/"
_BEFORE = 6
"""Days before a week whose plans may have announced some of its days."""


def bring_data(workspace: Workspace, ledger: Ledger, dates: Collection[dt.date]) -> int:
    """Bring to the server what planning days needs and what it lacks or has otherwise; how many files.

    Parameters
    ----------
    dates
        A day, or all days of a week: then plans of these and of days just before come along.
    """
    for date in dates:
        ledger.raise_number(date, highest_on_disk(workspace, date))
    wanted = {path: workspace.folder / path for path in (SETTINGS_FILE, *_roads(workspace))}
    if len(dates) > 1:
        since = min(dates) - dt.timedelta(days=_BEFORE)
        near = (plan for plan in ledger.plans() if since <= plan.date <= max(dates))
        wanted |= _plans(workspace, (path for plan in near for path in _files_of(plan)))
    return _bring(workspace, ledger, wanted)


def renew_data(workspace: Workspace, ledger: Ledger) -> None:
    """Bring settings and roads anew where the server has others; nothing where it has none."""
    if ledger.is_on_server and not workspace.is_laid_out and (known := ledger.file_hashes()):
        plans = _plans(workspace, known)
        wanted = {path: workspace.folder / path for path in (SETTINGS_FILE, *_roads(workspace))} | plans
        _bring(workspace, ledger, wanted)


def fetch_plans(workspace: Workspace, ledger: Ledger) -> None:
    """Write the plans that workers elsewhere have made into the folder; what is not whole or no plan is told, not written."""
    if not ledger.is_on_server or workspace.is_laid_out:
        return
    waiting = ledger.files(waiting_only=True)
    for file in waiting:
        if not (file.is_sound and _is_plan(workspace, file.path)):
            workspace.acting.tell(Fault(code="E6208", values={"file": file.path}))
            continue
        path = workspace.folder / file.path
        make_folder(path.parent)
        write_whole(path, file.content)
    ledger.drop_files([file.path for file in waiting])


def _bring(workspace: Workspace, ledger: Ledger, wanted: dict[str, Path]) -> int:
    known, now = ledger.file_hashes(), workspace.now()
    wanted = {path: file for path, file in wanted.items() if file.is_file()}
    changed = [path for path, file in wanted.items() if known.get(path) != _hash(file)]
    gone = known.keys() - wanted.keys()
    if changed or gone:
        with ledger.together():
            for path in changed:
                ledger.keep_file(path, wanted[path].read_bytes(), now=now)
            ledger.drop_files(gone)
    return len(changed)


def _roads(workspace: Workspace) -> Iterator[str]:
    """Files of the prepared roads."""
    if workspace.roads_folder.is_dir():
        yield from (f"{workspace.roads_folder.name}/{path.name}" for path in sorted(workspace.roads_folder.glob("[!.]*")))


def _plans(workspace: Workspace, paths: Iterable[str]) -> dict[str, Path]:
    """Files of plans, of what the ledger names: a row that leads elsewhere brings nothing there."""
    return {path: workspace.folder / path for path in paths if _is_plan(workspace, path)}


def _is_plan(workspace: Workspace, path: str) -> bool:
    return path.startswith(_PLANS) and is_of_station(workspace.folder, path)


def _files_of(plan: PlanRecord) -> tuple[str, str]:
    """A plan's file and that of its problem."""
    folder = plan.path.rpartition("/")[0]
    return plan.path, f"{folder}/problem-v{plan.version}.npz"


def _hash(file: Path) -> str:
    """SHA-256 of a file, read again whenever it was written."""
    state = file.stat()
    return _hash_as_written(file, state.st_mtime_ns, state.st_size, state.st_ino)


@functools.lru_cache(maxsize=64)
def _hash_as_written(file: Path, *_state: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
