"""What a resident may ask for: to see, correct or erase what is kept of the household."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from inputs.tables.correction import read_correction
from inputs.tables.reading import Told
from planner.domain.errors import Fault
from planner.domain.job import Step
from planner.formats.forgetting import quoted, read_if_whole
from planner.ledger.persons import nameless
from planner.ledger.records import PersonRecord
from planner.ledger.rows import HOUSEHOLDS
from planner.ledger.store import Ledger
from planner.usecases.erased_ids import ERASED_FILE, with_erased
from planner.usecases.jobs.changing import changing
from planner.usecases.jobs.frame import carry_out
from planner.usecases.jobs.steps import papers_of, plans_naming
from planner.usecases.jobs.taking_up import left_aside
from planner.usecases.on_duty import duty_day
from planner.usecases.plain import plain
from planner.usecases.seen import require_seen
from planner.usecases.still_planned import still_planned
from planner.usecases.village_names import village_names
from planner.usecases.workspace import Workspace

ERASE = "person erase"
"""How the ledger calls the job, and messages the command."""

NOTHING: Mapping[str, str] = MappingProxyType({})
"""No cell is corrected."""

_ADDRESS = ("village", "rt", "rw", "detail", "landmark", "latitude", "longitude")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonReport:
    """Everything that is kept of a household; its village by name, where the name is known."""

    record: PersonRecord
    village: str

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
        Folders of papers that named the household, relative to the workspace.
    upcoming
        Plans of today or later that visited it: they have to be made again.
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
    with workspace.ledger() as ledger, ledger.together():  # an erasure goes before both, or after both
        found = ledger.person(id_)
        ledger.audit(action="show", subject=f"household {id_}", details={}, **workspace.stamp())
    code = found.household.address.village
    return PersonReport(record=found, village=village_names(workspace).get(code, code))


def correct_person(
    workspace: Workspace, id_: str, cells: Mapping[str, str] = NOTHING, *, is_do_not_visit: bool | None = None, seen: str = ""
) -> tuple[Fault, ...]:
    """Correct what is kept of a household, judged as an import judges its row; the tries start anew.

    Parameters
    ----------
    cells
        Columns of a table of households to what was typed; an empty cell empties the column.
    is_do_not_visit
        The resident's wish; `None`: as before.
    seen
        Mark of the household that whoever decides has seen; empty: whatever it is.

    Returns
    -------
    tuple
        What is worth a look though it was kept, as an import notes it.

    Raises
    ------
    InputError
        E6050 if there is none of that id; E6138 if it has changed since it was seen; E11xx and E12xx for cells that cannot
        be so.
    """
    settings = workspace.settings
    told = Told(station=settings.station.point, time_zone=settings.day.time_zone)
    villages = workspace.villages()
    with workspace.ledger() as ledger:
        with ledger.together():  # nobody writes between the look and the correction
            before = ledger.person(id_).household
            require_seen(seen, before)
            reading = read_correction(before, cells, villages=villages, day=settings.day, told=told)
            after = reading.rows[0] if is_do_not_visit is None else replace(reading.rows[0], is_do_not_visit=is_do_not_visit)
            was, now = HOUSEHOLDS.to_row(before), HOUSEHOLDS.to_row(after)
            ledger.correct_person(id_, {name: now[name] for name in now if now[name] != was[name]}, **workspace.stamp())
        shut = [id_] if after.is_do_not_visit and not before.is_do_not_visit else []
        return (*reading.notes, *still_planned(workspace, ledger, shut))


def erase_person(workspace: Workspace, id_: str) -> ErasureReport:
    """Erase a household from all papers, from the plans that name it, and from the ledger, in this order.

    Killed or refused on the way, the next start goes on: whoever asks again is told what was done.

    Raises
    ------
    InputError
        E6050 if there is none of that id; E6110 if another command is writing; E6023 if the disk refuses to delete a paper,
        E6055 if another program reads the file that is to be wiped: the rest is then done by the next start.
    """
    with changing(workspace) as ledger:
        for job in workspace.mended:  # this was asked before, and interrupted
            if (job.kind, job.about) == (ERASE, f"household {id_}") and not _is_known(ledger, id_):
                return _report(ledger, id_, [*job.done, *(step.label() for step in job.to_do)], duty_day(workspace))
        steps = _steps_of_erasing(workspace, ledger, id_)
        done = carry_out(workspace, ledger, ERASE, f"household {id_}", steps)
        return _report(ledger, id_, done.done, duty_day(workspace))


def is_known(workspace: Workspace, id_: str) -> bool:
    """Whether there is a household of that id."""
    with workspace.ledger() as ledger:
        return _is_known(ledger, id_)


def _is_known(ledger: Ledger, id_: str) -> bool:
    return bool(ledger.households([id_]))


def _steps_of_erasing(workspace: Workspace, ledger: Ledger, id_: str) -> list[Step]:
    """Results put aside and papers first, then the plans, then the rows that name the household, and the file wiped."""
    folder = workspace.folder
    complaints = [complaint.id for complaint in ledger.person(id_).complaints]  # a plan may know the door by these alone
    whom = {"household": id_, "nameless": nameless(), "complaints": complaints}
    plans = plans_naming(folder, (id_, *complaints))
    papers = [paper for path in plans if (paper := papers_of(folder, path)).exists()]
    if orphans := _orphans(folder):
        names = [path.relative_to(folder).as_posix() for path in orphans]
        workspace.acting.tell(Fault(code="E6097", values={"what": ", ".join(names)}))
    aside = left_aside(workspace, (id_, *complaints))
    return [
        *(Step(verb="remove", values={"path": path}) for path in aside),
        *(
            Step(verb="remove", values={"path": path.relative_to(folder).as_posix()})
            for path in dict.fromkeys(papers + orphans)
        ),
        *(Step(verb="forget", values={"path": path.relative_to(folder).as_posix(), **whom}) for path in plans),
        Step(verb="write", values={"path": ERASED_FILE, "text": with_erased(folder, id_)}),
        Step(verb="erase", values=whom),
        Step(verb="scrub"),
    ]


def _orphans(folder: Path) -> list[Path]:
    """Papers, and problems, whose plan is gone or cannot be read: nobody can say whom they name, so they go."""
    said = {path: read_if_whole(path) for path in (folder / "plans").rglob("*.json")}
    known = {papers_of(folder, path) for path, content in said.items() if content}
    papers = [path for path in sorted((folder / "sheets").glob("*/v*")) if path not in known]
    problems = [
        path for path in sorted((folder / "plans").rglob("*.npz"))
        if not any(quoted(path.name) in content for plan, content in said.items() if plan.parent == path.parent)
    ]  # fmt: skip
    return papers + problems


def _report(ledger: Ledger, id_: str, labels: Sequence[str], today: dt.date) -> ErasureReport:
    """What was done, read from the steps made."""
    erased = ledger.audit_trail(action="erase")[-1]
    plans = [label.removeprefix("forget ") for label in labels if label.startswith("forget ")]
    return ErasureReport(
        id=id_,
        num_visits=int(erased.details["visits"]),
        deleted=tuple(label.removeprefix("remove ") for label in labels if label.startswith("remove ")),
        upcoming=tuple(plan for plan in plans if (day := _day(Path(plan))) is not None and day >= today),
    )


def _day(plan: Path) -> dt.date | None:
    try:
        return dt.date.fromisoformat(plan.parent.name)
    except ValueError:
        return None
