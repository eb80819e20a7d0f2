"""What a change by hand does, or why it cannot be made, in sentences: the same at every door."""

from collections.abc import Iterator

from planner.domain.change import Change
from planner.domain.hand_move import Hindrance, MoveKind, Refusal
from planner.domain.lock import LockKind
from planner.domain.units import MINUTE
from planner.usecases.changing.consequences import MoveReport, TeamEffect
from planner.usecases.remedy_words import remedy_words
from planner.words.language import Words

MOST_OFFERS = 3

_LOCKED = {
    LockKind.SHIFT: (
        "No visit is moved. Later plans of the day keep {visit}"
        " with {shift}, a new plan of the whole week does not; its time may change."
    ),
    LockKind.FIRST: (
        "No visit is moved. Later plans of the day keep {visit}"
        " as its team's first stop, a new plan of the whole week does not; its time may change."
    ),
    LockKind.LAST: (
        "No visit is moved. Later plans of the day keep {visit}"
        " as its team's last stop, a new plan of the whole week does not; its time may change."
    ),
    LockKind.ORDER: (
        "No visit is moved. Later plans of the day keep {visit}"
        " before {later}, where one team makes both; a new plan of the whole week does not."
    ),
    None: "No visit is moved. Later plans of the day may move {visit} again.",
}
"""What a lock keeps, and what it does not; `None`: it is lifted."""


def sentences(report: MoveReport, *, say: Words, names_commands: bool = True) -> tuple[str, ...]:
    """What a duty officer reads before and after a change; a page names no options of commands."""
    if report.refusal is not None:
        return tuple(_refusal(report.refusal, say, names_commands=names_commands))
    told = (*_since_planned(report, say), *_consequences(report, say), *map(say.fault, report.notes))
    if report.move.kind not in (MoveKind.PUT, MoveKind.SWAP):
        return told
    free = say.text("Nothing is locked: a later plan of the day may move it again.")
    team = next((change.to_shift for change in report.changes if change.visit_id == report.move.visit_id), "")
    if not (team and names_commands):
        return (*told, free)
    lock = "`dds change lock DATE {visit}={shift}` keeps it with that team; its time may still change."
    return (*told, f"{free} {say.text(lock, visit=report.move.visit_id, shift=team)}")


def _since_planned(report: MoveReport, say: Words) -> Iterator[str]:
    """What is different before the change, because something was set for the day."""
    if report.as_set:
        yield say.text("As was set for the day since the plan was made: {teams}.", teams=", ".join(report.as_set))
    if report.fallen:
        yield say.text("No place is left, before this change, for: {ids}.", ids=", ".join(report.fallen))


def _consequences(report: MoveReport, say: Words) -> Iterator[str]:
    if report.move.kind in (MoveKind.LOCK, MoveKind.UNLOCK):
        lock = report.move.lock
        values = {"visit": report.move.visit_id} | ({} if lock is None else {"shift": lock.shift_id, "later": lock.later_id})
        yield say.text(_LOCKED[None if lock is None else lock.kind], **values)
        return
    yield from (change_line(change, say=say) for change in report.changes)
    yield from (_effect(effect, say) for effect in report.teams)
    yield say.text("Travel of all teams: {travel}.", travel=travel_words(report.extra_travel, say=say))
    if report.complaint_prize < 0:
        yield say.text("A complaint is left without a visit.")
    if report.promises:
        yield say.text("A promise is broken: {ids}.", ids=", ".join(report.promises))


def travel_words(seconds: int, *, say: Words) -> str:
    """What travel changes by: `1,1 menit lebih sedikit`."""
    if not seconds:
        return say.text("unchanged")
    key = "{minutes} minutes more" if seconds > 0 else "{minutes} minutes less"
    return say.text(key, minutes=say.decimal(abs(seconds) / MINUTE))


def change_line(change: Change, *, say: Words) -> str:
    """`H001: pindah tim: T01 08.30 → T02 09.10`."""
    before = "–" if change.from_time is None else f"{change.from_shift} {say.clock(change.from_time)}"
    now = "–" if change.to_time is None else f"{change.to_shift} {say.clock(change.to_time)}"
    return f"{change.visit_id}: {say.text(f'changed.{change.kind.value}')}: {before} → {now}"


def _effect(effect: TeamEffect, say: Words) -> str:
    ends = ["–" if time is None else say.clock(time) for time in effect.end_time]
    told = say.text(
        "{shift}: {before} → {after} visits, back at {end} (was {was}), travel {travel}.",
        shift=effect.shift_id, before=effect.num_stops[0], after=effect.num_stops[1], was=ends[0], end=ends[1],
        travel=travel_words(effect.travel_duration[1] - effect.travel_duration[0], say=say),
    )  # fmt: skip
    if not effect.num_shifted:
        return told
    most = say.decimal(effect.most_shifted / MINUTE)
    return f"{told} {say.text('{count} other stops shift, by at most {most} minutes.', count=effect.num_shifted, most=most)}"


def _refusal(refusal: Refusal, say: Words, *, names_commands: bool) -> Iterator[str]:
    reasons = ", ".join(say.text(f"hindrance.{one.value}") for one in refusal.hindrances)
    if refusal.shift_id:
        yield say.text(
            "{visit} does not go to {shift} like that: {reason}.",
            visit=refusal.visit_id,
            shift=refusal.shift_id,
            reason=reasons,
        )
    else:
        yield say.text("{visit} cannot be changed like that: {reason}.", visit=refusal.visit_id, reason=reasons)
    if refusal.hindrances == (Hindrance.PROMISED,) and names_commands:
        yield say.text("With --waive the promise is broken knowingly.")
    for offer in refusal.offers[:MOST_OFFERS]:
        yield say.text("It fits: {shift} as stop {number} at {time}, travel {travel}.", shift=offer.shift_id,
                       number=offer.position + 1, time=say.clock(offer.start_time),
                       travel=travel_words(offer.extra_travel, say=say))  # fmt: skip
    if refusal.displacement is not None:
        yield say.text("It fits in place of {ids} ({shift} at {time}).", ids=", ".join(refusal.displacement.visit_ids),
                       shift=refusal.shift_id, time=say.clock(refusal.displacement.offer.start_time))  # fmt: skip
    for remedy in refusal.remedies:
        yield say.text("What would let it in: {remedy}", remedy=remedy_words(remedy, say=say))
