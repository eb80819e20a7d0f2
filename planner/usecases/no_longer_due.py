"""Visits of a kept plan that need not be made any more: ended or put off since, or made on another day.

Whatever is due on a day by the ledger as it was before that day's own visits is due; what is not, and stands in a plan of the
day, has changed since the plan was made. Only the desk can have asked for it knowingly: then it stays until it is ended, or
somebody has been there on another day since.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from planner.domain.errors import Fault
from planner.domain.outcome import Outcome
from planner.domain.records import Complaint, Facility, Household
from planner.domain.settings import Settings
from planner.ledger.store import Ledger
from planner.rules.candidates import due_candidates
from planner.rules.follow_up import AT_DESK, RESTING, WAITING, why_not_now
from planner.usecases.on_duty import duty_day
from planner.usecases.reading import ReadPlan
from planner.usecases.workspace import Workspace

ENDED, VISITED = "ended", "visited"
"""Why: a complaint that was answered, referred or closed; a home or facility that somebody came to on another day."""

_REASON_OF = {"not_due": VISITED} | {key: key for key in ("ask_rt_head", AT_DESK, WAITING, RESTING)}
"""Key of what is not due to why the plan's visit need not be made."""

_NAMED = 8
"""Visits named in a note."""


def no_longer_due(workspace: Workspace, kept: ReadPlan, subjects: Mapping[str, str]) -> dict[str, str]:
    """Which of a plan's visits need not be made any more, and why.

    None of a day that is over, and none that the day's own sheets tell of: recording a day undoes nothing of it.

    Parameters
    ----------
    subjects
        Visits that are asked about, and what they are about.
    """
    date = kept.document.date
    if date < duty_day(workspace):
        return {}
    with workspace.ledger() as ledger:
        known = _Known.read(ledger, date, subjects.values())
        told = {visit.visit_id for visit in ledger.visits(date, date)}
        asked = kept.document.replanned.asked if kept.document.replanned else ()
        again = _made_since(ledger, date, kept.document.created) if asked else frozenset()
    found = {}
    for visit_id, subject in subjects.items():
        reason = "" if visit_id in told else known.why_not(subject, date, workspace.settings)
        if reason and (visit_id not in asked or reason == ENDED or subject in again):
            found[visit_id] = reason
    return found


def asked_anyway(workspace: Workspace, read: ReadPlan, ids: Collection[str]) -> tuple[str, ...]:
    """Visits of a plan's day that the desk has asked for although they are not due: so far, and now."""
    subjects = {visit.id: visit.subject or visit.id for visit in read.problem.visits}
    before = read.document.replanned.asked if read.document.replanned else ()
    now = no_longer_due(workspace, read, {id_: subjects[id_] for id_ in ids if id_ in subjects})
    return tuple(sorted({*(id_ for id_ in before if id_ in subjects), *now}))


def notes_of(code: str, spent: Mapping[str, str], **values: object) -> list[Fault]:
    """A note for each reason, with the ids that it holds for."""
    by_reason = defaultdict(list)
    for visit_id, reason in sorted(spent.items()):
        by_reason[reason].append(visit_id)
    return [
        Fault(
            code=code, values={"reason": reason, "ids": ", ".join(ids[:_NAMED]) + ("…" if len(ids) > _NAMED else ""), **values}
        )
        for reason, ids in sorted(by_reason.items())
    ]


def _made_since(ledger: Ledger, date: dt.date, moment: dt.datetime) -> frozenset[str]:
    """What was visited before a day by lines recorded after a moment."""
    return frozenset(
        visit.subject
        for visit in ledger.visits(None, date - dt.timedelta(days=1))
        if visit.recorded_at > moment and visit.outcome is not Outcome.POSTPONED
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Records as they are, but for what the visits of a day have changed."""

    households: Mapping[str, Household]
    complaints: Mapping[str, Complaint]
    facilities: Mapping[str, Facility]
    complaints_at: Mapping[str, tuple[Complaint, ...]]

    @classmethod
    def read(cls, ledger: Ledger, date: dt.date, subjects: Collection[str]) -> "_Known":
        before = ledger.before(date)
        all_complaints = {one.id: one for one in (*ledger.complaints(), *before.complaints) if one.id not in before.taken}
        complaints_at: dict[str, tuple[Complaint, ...]] = {}
        for one in all_complaints.values():
            if one.household and one.status.is_open:
                complaints_at[one.household] = (*complaints_at.get(one.household, ()), one)
        asked = {*subjects}
        homes = asked | {one.household for id_, one in all_complaints.items() if one.household and id_ in asked}
        return cls(
            households={one.id: one for one in (*ledger.households(homes), *before.households)},
            complaints={id_: one for id_, one in all_complaints.items() if id_ in asked},
            facilities={one.id: one for one in (*ledger.facilities(asked), *before.facilities)},
            complaints_at=complaints_at,
        )

    def why_not(self, subject: str, date: dt.date, settings: Settings) -> str:
        """Why nothing of a subject is due on a day; empty: it is, or what keeps it from being due is told elsewhere."""
        complaint, home = self.complaints.get(subject), self.households.get(subject)
        place = self.facilities.get(subject)
        if complaint is not None:
            if not complaint.status.is_open:
                return ENDED
            home = self.households.get(complaint.household or "")
        about = (complaint,) if complaint is not None else self._resting_at(subject, date, settings)
        due = due_candidates((home,) if home else (), about, (place,) if place else (), date=date, settings=settings)
        if any(one.visit.id == subject for one in due.candidates):
            return ""
        reasons = (key for key in due.excluded if complaint is None or key in (AT_DESK, WAITING, RESTING))
        return next((_REASON_OF[key] for key in reasons if key in _REASON_OF), "")

    def _resting_at(self, home: str, date: dt.date, settings: Settings) -> tuple[Complaint, ...]:
        """Complaints of a home that were gone about so lately that it is left in peace."""
        at_home = self.complaints_at.get(home, ())
        return tuple(one for one in at_home if why_not_now(one, settings.programme, date) == RESTING)
