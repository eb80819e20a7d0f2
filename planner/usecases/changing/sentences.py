"""What a change by hand does, or why it cannot be made, in sentences: the same at every door."""

from collections.abc import Iterator

from planner.domain.change import Change
from planner.domain.hand_move import Hindrance, MoveKind, Refusal
from planner.domain.units import MINUTE
from planner.usecases.changing.consequences import MoveReport, TeamEffect
from planner.usecases.remedy_words import remedy_words
from planner.words.language import Words

MOST_OFFERS = 3


def sentences(report: MoveReport, *, say: Words) -> tuple[str, ...]:
    """What a duty officer reads before and after a change."""
    if report.refusal is not None:
        return tuple(_refusal(report.refusal, say))
    return tuple(_consequences(report, say))


def _consequences(report: MoveReport, say: Words) -> Iterator[str]:
    if report.move.kind in (MoveKind.LOCK, MoveKind.UNLOCK):
        locked = say.text(f"move.{report.move.kind.value}")
        yield say.text(
            "No visit is moved: {visit} is {locked} for every later plan of the day.", visit=report.move.visit_id, locked=locked
        )
        return
    yield from (change_line(change, say=say) for change in report.changes)
    yield from (_effect(effect, say) for effect in report.teams)
    minutes = say.decimal(report.extra_travel / MINUTE)
    yield say.text("Travel of all teams: {minutes} minutes more than before.", minutes=minutes)
    if report.complaint_prize < 0:
        yield say.text("A complaint is left without a visit.")
    if report.promises:
        yield say.text("A promise is broken: {ids}.", ids=", ".join(report.promises))


def change_line(change: Change, *, say: Words) -> str:
    """`H001: pindah tim: T01 08.30 → T02 09.10`."""
    before = "–" if change.from_time is None else f"{change.from_shift} {say.clock(change.from_time)}"
    now = "–" if change.to_time is None else f"{change.to_shift} {say.clock(change.to_time)}"
    return f"{change.visit_id}: {say.text(f'changed.{change.kind.value}')}: {before} → {now}"


def _effect(effect: TeamEffect, say: Words) -> str:
    ends = ["–" if time is None else say.clock(time) for time in effect.end_time]
    return say.text(
        "{shift}: {before} → {after} visits, back at {end} (was {was}), {minutes} minutes more travel; {shifted} stops shift, "
        "by at most {most} minutes.",
        shift=effect.shift_id, before=effect.num_stops[0], after=effect.num_stops[1], was=ends[0], end=ends[1],
        minutes=say.decimal((effect.travel_duration[1] - effect.travel_duration[0]) / MINUTE),
        shifted=effect.num_shifted, most=say.decimal(effect.most_shifted / MINUTE),
    )  # fmt: skip


def _refusal(refusal: Refusal, say: Words) -> Iterator[str]:
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
    if refusal.hindrances == (Hindrance.PROMISED,):
        yield say.text("With --waive the promise is broken knowingly.")
    for offer in refusal.offers[:MOST_OFFERS]:
        minutes = say.decimal(offer.extra_travel / MINUTE)
        yield say.text("It fits: {shift} as stop {number} at {time}, {minutes} minutes more travel.", shift=offer.shift_id,
                       number=offer.position + 1, time=say.clock(offer.start_time), minutes=minutes)  # fmt: skip
    if refusal.displacement is not None:
        yield say.text("It fits in place of {ids} ({shift} at {time}).", ids=", ".join(refusal.displacement.visit_ids),
                       shift=refusal.shift_id, time=say.clock(refusal.displacement.offer.start_time))  # fmt: skip
    for remedy in refusal.remedies:
        yield say.text("What would let it in: {remedy}", remedy=remedy_words(remedy, say=say))
