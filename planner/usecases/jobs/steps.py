"""The steps that jobs are made of. Each may be made again after a kill and then changes nothing more."""

import contextlib
import datetime as dt
import glob
import re
import shutil
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from planner.domain.errors import Fault, InputError
from planner.domain.job import Job
from planner.domain.week_record import WeekDay
from planner.files import HALF, draft_of, make_folder, new_text_of, write_whole
from planner.formats.forgetting import forget_in_plan, names_any
from planner.ledger.backup import BESIDE
from planner.ledger.store import Ledger

_HALF = re.compile(r"\..+\.(?:half|[a-z0-9_]{8}|\d+\.tmp)")
"""Names of files before they take their own: those of `planner.files`, of earlier versions of it, and of the roads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where a step is made: the workspace's folder, its ledger, the moment, and who hears of waiting."""

    folder: Path
    ledger: Ledger
    now: dt.datetime
    tell: Callable[[Fault], object]


Values = Mapping[str, Any]
Making = Callable[[Bench, Job, Values], Job]
"""Makes a step; gives the job, with what the step changed about it."""


def _remove(bench: Bench, job: Job, values: Values) -> Job:
    """Delete a file, or a folder with all that is in it, and the folder around it where nothing is left there."""
    path = bench.folder / values["path"]
    delete(path)
    if bench.folder in path.parent.parents:
        with contextlib.suppress(OSError):  # not empty, or not there
            path.parent.rmdir()
    return job


def delete(path: Path) -> None:
    """Delete a file, or a folder with all that is in it, if it is there.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise InputError.of("E6023", file=path.name, reason=error.strerror or type(error).__name__) from error


def _vanish(bench: Bench, job: Job, values: Values) -> Job:
    """Nothing: what was begun lay in a folder that ended with its worker."""
    _ = bench, values
    return job


def _sweep(bench: Bench, job: Job, values: Values) -> Job:
    """Delete files that a killed program left half-written: under a folder, or in it of one name alone."""
    folder = bench.folder / values["path"]
    if not values.get("name"):
        sweep(folder)
        return job
    for path in folder.glob(f".{glob.escape(values['name'])}.*{HALF}"):
        delete(path)
    return job


def sweep(folder: Path) -> int:
    """Delete what a killed program left half-written in a folder and below; how many files.

    The caller holds the workspace's lock, so nobody is writing one of them.
    """
    found = [path for path in folder.rglob("*") if _HALF.fullmatch(path.name) and path.is_file()] if folder.is_dir() else []
    for path in found:
        with contextlib.suppress(OSError):
            path.unlink()
    return len(found)


def _discard(bench: Bench, job: Job, values: Values) -> Job:
    """Delete the draft of a file that was to get a name wherever somebody wished, and nothing that bears that name."""
    draft = draft_of(bench.folder / values["path"], values["mark"])
    for end in BESIDE:
        path = draft.with_name(f"{draft.name}{end}")
        if path.is_file() and not path.is_symlink():
            delete(path)
    return job


def _forget(bench: Bench, job: Job, values: Values) -> Job:
    """Take a household out of a plan's files: its id, and where it and its complaints are; its papers go first."""
    plan = bench.folder / values["path"]
    delete(papers_of(bench.folder, plan))
    forget_in_plan(plan, values["household"], values["nameless"], others=values["complaints"])
    return job


def papers_of(folder: Path, plan: Path) -> Path:
    """Folder of what was printed from a plan."""
    return folder / "sheets" / plan.parent.name / f"v{plan.stem.rpartition('-v')[2]}"


def plans_naming(folder: Path, ids: Collection[str]) -> list[Path]:
    """Plans that name one of some ids."""
    return [path for path in sorted((folder / "plans").rglob("*.json")) if names_any(path, ids)]


def _erase(bench: Bench, job: Job, values: Values) -> Job:
    """Take a household out of the ledger, and its id out of the job.

    Plans and papers that others made while the job was waiting go before; nobody can make any after it.
    """
    for plan in plans_naming(bench.folder, (values["household"], *values["complaints"])):
        path = plan.relative_to(bench.folder).as_posix()
        _forget(bench, job, {"path": path, **values})
    bench.ledger.erase_person(values["household"], nameless=values["nameless"], now=bench.now, actor=job.actor)
    return replace(job, about=f"household {values['nameless']}")


def _scrub(bench: Bench, job: Job, values: Values) -> Job:
    """Wipe what was deleted out of the ledger's file, and forget where doors are on the roads and what former ledgers left."""
    from inputs.roads.kept import kept_doors  # noqa: PLC0415 (brings all that reads roads, which few commands want)

    _ = values
    for path in (*kept_doors(bench.folder / "roads"), *bench.ledger.put_aside()):
        delete(path)
    bench.ledger.scrub(on_wait=lambda: bench.tell(Fault(code="E6113", values={"what": "dds"})))
    return job


def _audit(bench: Bench, job: Job, values: Values) -> Job:
    """Note in the audit trail what was done, with the version of the plan that it made, where it made one."""
    version = {"version": values["version"]} if "version" in values else {}
    details = {**values["details"], **version}
    bench.ledger.audit(now=bench.now, actor=job.actor, action=values["action"], subject=values["subject"], details=details)
    return job


def _week_day(bench: Bench, job: Job, values: Values) -> Job:
    """Keep that a day of a week is planned, and by which plan."""
    start, date = (dt.date.fromisoformat(values[name]) for name in ("start", "date"))
    day = WeekDay(date=date, plan_version=values["version"], is_locked=values["is_locked"], is_free=values["is_free"])
    bench.ledger.keep_week_day(start, values["week"], day)
    return job


def _move(bench: Bench, job: Job, values: Values) -> Job:
    """Move the files of a folder into another, each in place of one of its name, and delete the folder."""
    source, target = bench.folder / values["path"], bench.folder / values["to"]
    if not source.is_dir():
        return job
    make_folder(target)
    try:
        for path in sorted(source.iterdir()):
            path.replace(target / path.name)
        source.rmdir()
    except OSError as error:
        raise InputError.of("E6023", file=target.name, reason=error.strerror or type(error).__name__) from error
    return job


def _write(bench: Bench, job: Job, values: Values) -> Job:
    """Write a text of ours."""
    write_whole(bench.folder / values["path"], values["text"].encode())
    return job


def _settle(bench: Bench, job: Job, values: Values) -> Job:
    """Put the new text of a file in its place."""
    path = bench.folder / values["path"]
    try:
        new_text_of(path, values["mark"]).replace(path)
    except FileNotFoundError:  # it has been put there already
        return job
    except OSError as error:
        raise InputError.of("E6023", file=path.name, reason=error.strerror or type(error).__name__) from error
    return job


def _unsettle(bench: Bench, job: Job, values: Values) -> Job:
    """Delete the new text of a file that is not to take its place."""
    delete(new_text_of(bench.folder / values["path"], values["mark"]))
    return job


def _unregister(bench: Bench, job: Job, values: Values) -> Job:
    """Take sheets off the list that were never printed."""
    bench.ledger.unregister_sheets(values["sheets"])
    return job


def _forget_texts(bench: Bench, job: Job, values: Values) -> Job:
    """Empty the texts and addresses of complaints that ended before a day."""
    before = dt.date.fromisoformat(values["before"])
    bench.ledger.purge(before, details=values["details"], now=bench.now, actor=job.actor)
    return job


STEPS: Mapping[str, Making] = MappingProxyType(
    {
        "remove": _remove, "sweep": _sweep, "forget": _forget, "erase": _erase, "scrub": _scrub, "audit": _audit,
        "week_day": _week_day, "move": _move, "write": _write, "unregister": _unregister, "forget_texts": _forget_texts,
        "vanish": _vanish, "discard": _discard, "settle": _settle, "unsettle": _unsettle,
    }
)  # fmt: skip
IN_LEDGER = frozenset({"erase", "audit", "week_day", "unregister", "forget_texts"})
"""Steps that are one transaction together with the note that they were made."""
