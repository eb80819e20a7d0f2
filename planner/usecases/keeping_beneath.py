"""What somebody kept during a search is not overwritten by what it found: both are kept, and the person's stays newest."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from planner.domain.errors import Fault, InputError
from planner.domain.job import Step
from planner.ledger.store import Ledger
from planner.usecases.keeping import FoundPlan, KeptPlan, Origin, keep_plan, result_of
from planner.usecases.reading import ReadPlan, read_sound_plan
from planner.usecases.workspace import Workspace


def keep_beneath(workspace: Workspace, ledger: Ledger, found: FoundPlan, *, then: Sequence[Step] = ()) -> KeptPlan:
    """Keep what a search found; where its day has a newer version than when it began, that one stays the newest.

    Both are kept as by "undo": the plan that was found, then what stood before it, so that "redo" takes the found one.
    The caller holds the workspace's lock. A version that cannot be read stands in nobody's way.
    """
    date = found.problem.date or workspace.now().date()
    newest = ledger.newest_version(date)
    stands = None if found.since is None or newest <= found.since else _sound(workspace, date, newest)
    if stands is None:
        return keep_plan(workspace, ledger, found, then=then)
    person, document = ledger.plans(date)[-1].actor, stands.document
    kept = keep_plan(workspace, ledger, found, then=then)
    details = {"from_version": kept.version, "as_version": newest}
    told = Step(verb="audit", values={"action": "undo", "subject": f"plan {date.isoformat()}", "details": details})
    origin = Origin(limits=document.limits, fingerprint=document.data_fingerprint, replanned=document.replanned)
    again = keep_plan(
        workspace,
        ledger,
        FoundPlan(
            problem=stands.problem, places=stands.places, result=result_of(document), origin=origin, kind="change", also=(told,)
        ),
    )
    values = {"date": date.isoformat(), "person": person, "newest": newest, "version": kept.version, "again": again.version}
    return replace(kept, notes=(Fault(code="E8150", values=values),))


def _sound(workspace: Workspace, date: dt.date, version: int) -> ReadPlan | None:
    """A version of a day; `None`: its file is gone or damaged, or breaks a law."""
    try:
        return read_sound_plan(workspace.plan_folder(date) / f"plan-v{version}.json")
    except InputError:
        return None
