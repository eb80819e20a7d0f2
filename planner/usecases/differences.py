"""What a version of a day's plan changes against the one it was made from: by team and by visit, and whose sheet is old."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.change import Change
from planner.rules.disruption import num_by_kind
from planner.usecases.plain import plain
from planner.usecases.reading import ReadPlan
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A version against the one before.

    Attributes
    ----------
    from_version
        `None`: it was planned afresh, and there is nothing to hold it against.
    time
        From when on it may differ; `None`: the day had not begun.
    changes
        Visit by visit, by time; never of a special referral, nor of a door that wants no visit.
    teams
        Ids of the shifts whose route differs: their sheet is to be changed for a new one.
    num_stops
        Visits of this version.
    kinds
        How many changes of each kind there are, those that are never named among them.
    """

    version: int
    from_version: int | None
    time: int | None
    changes: tuple[Change, ...]
    teams: tuple[str, ...]
    num_stops: int
    kinds: Mapping[str, int]

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        return {name: plain(getattr(self, name)) for name in self.__dataclass_fields__}


def difference(workspace: Workspace, read: ReadPlan) -> Difference:
    """What a kept plan changes."""
    document = read.document
    replanned = document.replanned
    found = () if replanned is None else replanned.changes
    hidden = _hidden(workspace, {change.visit_id for change in found}, read)
    touched = {shift for change in found for shift in (change.from_shift, change.to_shift)}
    ordered = sorted((change for change in found if change.visit_id not in hidden), key=_order)
    return Difference(
        version=document.plan_version,
        from_version=None if replanned is None else replanned.from_version,
        time=None if replanned is None else replanned.time,
        changes=tuple(ordered),
        teams=tuple(shift.id for shift in read.problem.shifts if shift.id in touched),
        num_stops=document.plan.num_stops,
        kinds={kind.value: count for kind, count in num_by_kind(found).items()},
    )


def _order(change: Change) -> tuple[str, int]:
    time = change.from_time if change.to_time is None else change.to_time
    return change.to_shift or change.from_shift, time or 0


def _hidden(workspace: Workspace, visit_ids: Collection[str], read: ReadPlan) -> frozenset[str]:
    subject_of = {visit.id: visit.subject or visit.id for visit in read.problem.visits}
    subjects = {subject_of.get(id_, id_) for id_ in visit_ids}
    with workspace.ledger() as ledger:
        complaints = {record.id: record for record in ledger.complaints(subjects)}
        doors = subjects | {record.household for record in complaints.values() if record.household}
        shut = {home.id for home in ledger.households(doors) if home.is_do_not_visit}
    secret = {id_ for id_, record in complaints.items() if record.category == SPECIAL_REFERRAL or record.household in shut}
    return frozenset(id_ for id_ in visit_ids if subject_of.get(id_, id_) in secret | shut)
