"""The last import of a kind taken back, as long as nothing has been built on it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.domain.errors import Fault, InputError, Where, refuse
from planner.formats.forgetting import named_in
from planner.formats.habits_file import read_habits
from planner.ledger.records import PlanRecord
from planner.ledger.store import Ledger
from planner.ledger.taking_back import LastImport
from planner.usecases.jobs.changing import changing
from planner.usecases.seen import require_seen
from planner.usecases.workspace import Workspace

REPLACED = ("roads", "villages")
"""What an import replaces as a whole; the former file brings it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """An import that was taken back.

    Attributes
    ----------
    source
        Name of its file.
    at
        When it was made, in the station's time.
    num_removed
        Records that it had brought, and that are gone.
    num_restored
        Records that it had changed, and that are as before.
    columns
        What is remembered of headings of files of the kind, `theirs = ours`.
    """

    kind: str
    source: str
    at: dt.datetime
    num_removed: int
    num_restored: int
    columns: tuple[str, ...] = ()

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        return {
            "kind": self.kind, "source": self.source, "at": self.at.isoformat(),
            "removed": self.num_removed, "restored": self.num_restored, "columns": list(self.columns),
        }  # fmt: skip


def last_imports(workspace: Workspace) -> Mapping[str, TakenBack]:
    """What taking back the last import of each kind would do; a kind without one is missing."""
    with workspace.ledger() as ledger:
        return {kind: _told(workspace, last) for kind, last in ledger.last_imports().items()}


def take_back_import(workspace: Workspace, kind: str, *, seen: str = "") -> TakenBack:
    """Take the last import of a kind back, as a whole or not at all. What was said of its headings stays remembered.

    Parameters
    ----------
    seen
        Mark of what `last_imports` told whoever decides; empty: whichever is the last.

    Raises
    ------
    InputError
        E6138 if another has come since it was seen, E6140 if there is none, E6141 to E6145 with all that has been built on it,
        E6146 for roads and outlines.
    """
    if kind in REPLACED:
        raise InputError.of("E6146", kind=kind)
    with changing(workspace) as ledger:
        last = ledger.last_imports().get(kind)
        require_seen(seen, last and _told(workspace, last))
        if last is not None:
            refuse((*_plans_on(workspace, ledger, last), *ledger.what_stands_on(last)))
        columns = _remembered(workspace, kind)  # read before anything is taken back
        return replace(_told(workspace, ledger.take_back_import(kind, **workspace.stamp())), columns=columns)


def _told(workspace: Workspace, last: LastImport) -> TakenBack:
    at = last.at.astimezone(workspace.now().tzinfo)
    return TakenBack(kind=last.kind, source=last.source, at=at, num_removed=len(last.added), num_restored=len(last.changed))


def _remembered(workspace: Workspace, kind: str) -> tuple[str, ...]:
    habits = [habit for habit in read_habits(workspace.habits_path) if habit.table == kind]
    return tuple(sorted({f"{theirs} = {ours or '–'}" for habit in habits for theirs, ours in habit.columns.items()}))


def _plans_on(workspace: Workspace, ledger: Ledger, last: LastImport) -> tuple[Fault, ...]:
    """The fault of plans that were made since and name what the import touched, or complaints at its homes; none: no fault."""
    since = [plan for plan in ledger.plans() if plan.created >= last.at]
    if not since:
        return ()
    ids = last.ids
    if last.kind == "households":  # a plan may know the door by its complaint alone
        ids |= {one.id for one in ledger.complaints() if one.household in last.ids}
    found = [plan for plan in since if ids & _names(workspace, plan)]
    if not found:
        return ()
    values = {"count": len(found), "plan": f"{found[0].date} v{found[0].version}"}
    return (Fault(code="E6141", where=Where(file=last.source), values=values),)


def _names(workspace: Workspace, plan: PlanRecord) -> frozenset[str]:
    return named_in(workspace.folder / plan.path)
