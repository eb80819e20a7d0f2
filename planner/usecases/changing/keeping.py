"""Changes by hand kept as a new version of the plan, with who made them and when; and the newest ones taken back."""

import datetime as dt
from dataclasses import dataclass, replace

from planner.domain.errors import Fault, InputError, refuse
from planner.domain.hand_move import HandMove
from planner.domain.job import Step
from planner.domain.plan import Plan, Reason
from planner.domain.plan_document import PlanDocument
from planner.domain.problem import Problem
from planner.domain.replanning import News, Replanned
from planner.domain.solving import Result, Status
from planner.domain.units import clock
from planner.improving.reasons import with_reasons
from planner.rules.cost import breakdown
from planner.rules.disruption import changes
from planner.running.standing import standings
from planner.usecases.changing.loaded_day import DayState, LoadedDay
from planner.usecases.changing.opening import newest_plan
from planner.usecases.finishing import judged
from planner.usecases.jobs.changing import changing
from planner.usecases.keeping import FoundPlan, KeptPlan, Origin, keep_plan, require_newest
from planner.usecases.no_longer_due import asked_anyway
from planner.usecases.reading import ReadPlan, read_sound_plan
from planner.usecases.running_day import moment_meant, recorded_visits, with_recorded
from planner.usecases.sheets_out import rows_elsewhere
from planner.usecases.workspace import Workspace


def keep_changes(workspace: Workspace, day: LoadedDay) -> KeptPlan:
    """Keep a changed day as a new version, and each change in the audit trail.

    Raises
    ------
    InputError
        E8120 if the day has a newer version than the one that was changed; E6xxx for the workspace.
    CheckFailedError
        If the plan broke a law; nothing is kept.
    """
    document, now = day.document, day.now
    whole = _with_reasons(now)
    judged(now.day, whole)
    replanned = Replanned(
        from_version=document.plan_version,
        time=day.time,
        num_facts={} if now.rest is None else {id_: len(s.stops) for id_, s in now.rest.stands.items() if s.stops},
        changes=changes(document.plan, whole, tolerance=workspace.settings.replan.tolerance),
        moves=now.moves,
        asked=asked_anyway(workspace, day.read, [id_ for move in now.moves for id_ in (move.visit_id, move.other_id)]),
    )
    is_as_proved = now.day.visits == day.first.day.visits and day.time is None and not day.as_set
    result = _result(document, now.day, whole, keeps_bound=is_as_proved)
    told = {"action": "change", "subject": f"plan {document.date.isoformat()}"}
    also = [
        Step(verb="audit", values={**told, "details": {"from_version": document.plan_version, **details_of(move)}})
        for move in now.moves
    ]
    with changing(workspace) as ledger:
        require_newest(ledger, document.date, document.plan_version)
        origin = Origin(limits=document.limits, fingerprint=document.data_fingerprint, replanned=replanned)
        return keep_plan(
            workspace,
            ledger,
            FoundPlan(problem=now.day, places=now.places, result=result, origin=origin, kind="change", also=tuple(also)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """An earlier version of a day kept as its newest.

    Attributes
    ----------
    as_version
        The version that it was.
    notes
        E4091, if rows that came back with it stand on sheets or plans of other days too.
    """

    kept: KeptPlan
    as_version: int
    notes: tuple[Fault, ...] = ()

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        told = {"plan": str(self.kept.path), "version": self.kept.version, "as_version": self.as_version}
        return {**told, "notes": [note.text() for note in self.notes]}


def take_back(workspace: Workspace, date: dt.date) -> Restored:
    """Keep the plan from before the newest changes by hand as a new version.

    Raises
    ------
    InputError
        E8114 if the day has no plan, E8121 if its newest was not changed by hand, E8122 if what was changed is recorded since,
        E8130 if the teams have done by now what is different in it.
    """
    newest = newest_plan(workspace, date)
    replanned = newest.document.replanned
    if replanned is None or not replanned.moves:
        raise InputError.of("E8121", date=date.isoformat(), version=newest.document.plan_version)
    return _restored(workspace, newest, replanned.from_version, action="undo")


def make_again(workspace: Workspace, date: dt.date) -> Restored:
    """Keep what was taken back last as a new version.

    Raises
    ------
    InputError
        E8114 if the day has no plan, E8123 if nothing was taken back since its last change, E8122 if what would change is
        recorded since, E8130 if the teams have done by now what is different in it.
    """
    newest = newest_plan(workspace, date)
    again = taken_back(workspace, date)
    if not again:
        raise InputError.of("E8123", date=date.isoformat())
    return _restored(workspace, newest, again[-1], action="redo")


def taken_back(workspace: Workspace, date: dt.date) -> tuple[int, ...]:
    """Versions of a day that were taken back and can be made again, the one to come next last; any new plan forgets them."""
    subject = f"plan {date.isoformat()}"
    with workspace.ledger() as ledger:
        versions = [plan.version for plan in ledger.plans(date)]
        done = {
            entry.details["version"]: (entry.action, entry.details["from_version"])
            for action in ("undo", "redo")
            for entry in ledger.audit_trail(action=action)
            if entry.subject == subject
        }
    stack: list[int] = []
    for version in versions:
        action, from_version = done.get(version, ("", 0))
        if action == "undo":
            stack.append(int(from_version))
        elif action == "redo" and stack:
            stack.pop()
        else:
            stack.clear()
    return tuple(stack)


def _restored(workspace: Workspace, newest: ReadPlan, version: int, *, action: str) -> Restored:
    """An older version kept as the newest, where nothing that has happened since speaks against it."""
    date = newest.document.date
    before = read_sound_plan(workspace.plan_folder(date) / f"plan-v{version}.json")
    recorded = recorded_visits(workspace, newest)
    told = sorted(_moved(newest, before) & recorded)
    if told:
        raise InputError.of("E8122", ids=", ".join(told[:5]))
    refuse(_faults_of_past(workspace, newest, before, recorded))
    kept = _kept_as(workspace, newest, before, action=action)
    return Restored(kept=kept, as_version=version, notes=rows_elsewhere(workspace, date, _rows(before) - _rows(newest)))


def _faults_of_past(workspace: Workspace, newest: ReadPlan, before: ReadPlan, recorded: frozenset[str]) -> list[Fault]:
    """E8130 for visits that count as done, or not, by now, otherwise than in the plan that the teams follow.

    A stop that comes back into the past would count as made though nobody went there, and one that is gone from it as not made.
    """
    date = newest.document.date
    time = moment_meant(workspace, date, newest.problem, None)
    if time is None:
        return []
    done = []
    for read in (newest, before):
        problem, plan = read.problem, read.document.plan
        stands = standings(problem, plan, with_recorded(News(time=time), problem, plan, recorded))
        done.append({(id_, stop.visit_id) for id_, stand in stands.items() for stop in stand.stops})
    ids = sorted({visit_id for _, visit_id in done[0] ^ done[1]})
    values = {"version": before.document.plan_version, "date": date.isoformat(), "time": clock(time)}
    return [Fault(code="E8130", values={"ids": ", ".join(ids[:5]), **values})] if ids else []


def _rows(read: ReadPlan) -> set[str]:
    """Stops and reserves of a plan."""
    return {id_ for one in read.document.plan.routes for id_ in (*(stop.visit_id for stop in one.stops), *one.reserves)}


def _kept_as(workspace: Workspace, newest: ReadPlan, before: ReadPlan, *, action: str) -> KeptPlan:
    """Keep an older plan of a day as its newest version, and say so in the audit trail."""
    document = before.document
    details = {"from_version": newest.document.plan_version, "as_version": document.plan_version}
    told = {"action": action, "subject": f"plan {document.date.isoformat()}", "details": details}
    with changing(workspace) as ledger:
        require_newest(ledger, newest.document.date, newest.document.plan_version)
        origin = Origin(limits=document.limits, fingerprint=document.data_fingerprint, replanned=document.replanned)
        result = _result(document, before.problem, document.plan, keeps_bound=True)
        also = [Step(verb="audit", values=told)]
        return keep_plan(
            workspace,
            ledger,
            FoundPlan(
                problem=before.problem, places=before.places, result=result, origin=origin, kind="change", also=tuple(also)
            ),
        )


def details_of(move: HandMove) -> dict[str, int | str]:
    """A change in ids and counts, as the audit trail keeps it."""
    found: dict[str, int | str] = {"change": move.kind.value, "visit": move.visit_id[:60]}
    if move.shift_id or move.other_id:
        found["with"] = (move.shift_id or move.other_id)[:60]
    if move.lock is not None:
        found["lock"] = f"{move.lock.kind.value} {move.lock.shift_id or move.lock.later_id}".strip()[:60]
    return found


def _with_reasons(now: DayState) -> Plan:
    """The whole plan with a reason for every visit left out, as the day is now; what people took out stays so.

    That holds however full the day has become since: told as anything else, the visit would come back with the next search.
    """
    taken_out = {entry.visit_id for entry in now.whole.unassigned if entry.reason is Reason.TAKEN_OUT}
    told = {entry.visit_id: entry.reason for entry in with_reasons(now.problem, now.plan).unassigned}

    def reason(visit_id: str) -> Reason | None:
        if visit_id in taken_out:
            return Reason.TAKEN_OUT
        found = told.get(visit_id)
        return Reason.HELD_BACK if found is Reason.SEARCH_STOPPED else found

    left = (replace(entry, reason=reason(entry.visit_id)) for entry in now.whole.unassigned)
    return replace(now.whole, unassigned=tuple(left))


def _result(document: PlanDocument, problem: Problem, plan: Plan, *, keeps_bound: bool) -> Result:
    """The plan as a result of the engine that made the one before; a proof stays good while the visits are the same."""
    return Result(
        plan=plan,
        status=document.status if plan == document.plan else Status.FEASIBLE,
        stop_reason=document.stop_reason,
        objective=breakdown(problem, plan),
        runtime=document.runtime,
        seed=document.seed,
        engine=document.engine,
        engine_version=document.engine_version,
        bound=document.bound if keeps_bound else None,
    )


def _moved(newest: ReadPlan, before: ReadPlan) -> set[str]:
    """Visits whose team, place in the order or time differs."""
    where = [
        {(route.shift_id, stop.visit_id, stop.start_time) for route in read.document.plan.routes for stop in route.stops}
        for read in (newest, before)
    ]
    return {visit_id for _, visit_id, _ in where[0] ^ where[1]}
