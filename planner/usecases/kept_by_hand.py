"""What people locked, or took out, in the newest plan of a day: the next plan of the day keeps it, unless it begins anew."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner.domain.candidate import Candidate, Pool
from planner.domain.errors import Fault, InputError
from planner.domain.lock import Lock, LockKind, holding
from planner.domain.plan import Reason, Unassigned
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.solving import Result
from planner.rules.cost import breakdown
from planner.usecases.closed_doors import facts_printed
from planner.usecases.finishing import judged
from planner.usecases.reading import ReadPlan, read_kept_plan
from planner.usecases.refusing import RequiredMissedError
from planner.usecases.sheets_out import unread_plan
from planner.usecases.workspace import Workspace

_NAMED = 8
"""Locks and visits named in a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptByHand:
    """What a plan of a day hands on to the next.

    Attributes
    ----------
    date
        The day.
    version
        The plan that it was done in; 0: there is none.
    locks
        On visits that were to come; who was taken out since is held no more.
    made
        Visits of that plan: who of them is locked to a team, first or last has to be made again.
    taken_out
        Visits that somebody took out: they are left out again, and named.
    is_unread
        There is a plan, and what was done in it is not known: it is gone or damaged.
    """

    date: dt.date
    version: int = 0
    locks: tuple[Lock, ...] = ()
    made: frozenset[str] = frozenset()
    taken_out: frozenset[str] = frozenset()
    is_unread: bool = False

    def offered(self, due: Sequence[Candidate], shifts: Sequence[Shift]) -> tuple[Candidate, ...]:
        """What the pool is chosen from: without who was taken out, and with all in it that is locked."""
        held = holding(self.locks, {one.visit.id for one in due}, {shift.id for shift in shifts})
        must = {lock.visit_id for lock in held if lock.kind is not LockKind.ORDER} & self.made
        return tuple(
            replace(one, visit=replace(one.visit, is_required=True)) if one.visit.id in must else one
            for one in due
            if one.visit.id not in self.taken_out
        )

    def rejoined(self, pool: Pool, due: Sequence[Candidate]) -> Pool:
        """The pool with who was taken out beside it, so that the new plan names them, and the next one knows."""
        out = [one for one in due if one.visit.id in self.taken_out]
        free = (replace(one, visit=replace(one.visit, is_required=False)) for one in out)
        return replace(pool, chosen=(*pool.chosen, *free)) if out else pool

    def asked(self, problem: Problem) -> Problem:
        """What is searched for."""
        visits = tuple(visit for visit in problem.visits if visit.id not in self.taken_out)
        locks = holding(self.locks, {visit.id for visit in visits}, {shift.id for shift in problem.shifts})
        return replace(problem, visits=visits, locks=locks)

    def whole(self, problem: Problem, asked: Problem, result: Result, due: Sequence[Candidate]) -> tuple[Problem, Result]:
        """The day as it is kept, with who was taken out; required is only what was promised, a lock can be lifted.

        Parameters
        ----------
        problem
            With who was taken out.
        asked
            What the result answers.

        Raises
        ------
        CheckFailedError
            If the plan broke a law.
        """
        if not (self.locks or self.taken_out):
            return asked, result
        promised = {one.visit.id for one in due if one.visit.is_required}
        visits = tuple(replace(visit, is_required=visit.is_required and visit.id in promised) for visit in problem.visits)
        gone = [visit.id for visit in visits if visit.id in self.taken_out]
        left = tuple(Unassigned(visit_id=id_, reason=Reason.TAKEN_OUT) for id_ in gone)
        day = replace(asked, visits=visits)
        plan = replace(result.plan, unassigned=(*result.plan.unassigned, *left))
        judged(day, plan)
        return day, replace(result, plan=plan, objective=breakdown(day, plan))

    def notes(self, day: Problem) -> tuple[Fault, ...]:
        """E4102 for what is kept, E4101 for locks that hold no more, E4095 if nobody knows."""
        known, date = {visit.id for visit in day.visits}, self.date.isoformat()
        kept, lost = _words(day.locks), _words(lock for lock in self.locks if lock not in day.locks)
        out = sorted(self.taken_out & known)
        values = {"version": self.version, "date": date}
        found = [unread_plan(self.date, self.version)] if self.is_unread else []
        if kept or out:
            found.append(Fault(code="E4102", values=values | {"locks": _some(kept), "ids": _some(out)}))
        if lost:
            found.append(Fault(code="E4101", values=values | {"count": len(lost), "locks": _some(lost)}))
        return tuple(found)

    def refusal(self, error: RequiredMissedError, asked: Problem) -> RequiredMissedError:
        """A refusal of a plan as it is told: with E4104 for the locks that were kept, of those left out first."""
        if not asked.locks:
            return error
        first = sorted(asked.locks, key=lambda lock: lock.visit_id not in error.missed)
        values = {"version": self.version, "date": self.date.isoformat(), "id": first[0].visit_id}
        note = Fault(code="E4104", values=values | {"locks": _some(_words(first))})
        return RequiredMissedError(error.missed, (note,))

    def dropped(self) -> tuple[Fault, ...]:
        """E4100 where a week's plan takes the place of this one and keeps nothing of it, E4095 if nobody knows what that is."""
        if self.is_unread:
            return (unread_plan(self.date, self.version),)
        if not (self.locks or self.taken_out):
            return ()
        values = {"version": self.version, "date": self.date.isoformat()}
        told = {"locks": _some(_words(self.locks)), "ids": _some(sorted(self.taken_out))}
        return (Fault(code="E4100", values=values | told),)


def kept_by_hand(workspace: Workspace, date: dt.date) -> KeptByHand:
    """What the newest plan of a day hands on."""
    with workspace.ledger() as ledger:
        plans = ledger.plans(date)
    if not plans:
        return KeptByHand(date=date)
    try:
        return _of_plan(read_kept_plan(workspace.folder / plans[-1].path))
    except InputError:  # a plan that is gone or damaged keeps no day from being planned again, and is told
        return KeptByHand(date=date, version=plans[-1].version, is_unread=True)


def without_locks(problem: Problem) -> Problem:
    """What a bound is proved of: it holds on when a lock is lifted."""
    return replace(problem, locks=()) if problem.locks else problem


def _of_plan(kept: ReadPlan) -> KeptByHand:
    document, facts = kept.document, facts_printed(kept)
    made = frozenset(stop.visit_id for route in document.plan.routes for stop in route.stops)
    taken_out = frozenset(entry.visit_id for entry in document.plan.unassigned if entry.reason is Reason.TAKEN_OUT)
    return KeptByHand(
        date=document.date,
        version=document.plan_version,
        locks=tuple(lock for lock in kept.problem.locks if not (facts | taken_out) & {lock.visit_id, lock.later_id}),
        made=made,
        taken_out=taken_out,
    )


def _words(locks: Iterable[Lock]) -> list[str]:
    """Locks as they are typed."""
    return [
        f"{lock.visit_id}<{lock.later_id}" if lock.later_id else f"{lock.visit_id}={lock.shift_id or lock.kind.value}"
        for lock in locks
    ]


def _some(names: Sequence[str]) -> str:
    return (", ".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")) or "–"
