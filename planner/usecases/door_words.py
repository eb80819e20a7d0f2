"""Where the worth of a routine visit comes from, in sentences: days since the last visit, and how likely the door opens."""

import datetime as dt
from collections.abc import Collection

from planner.domain.records import Household
from planner.learning.aiming import WORTH_SCALE
from planner.learning.openness import Openness
from planner.rules.day_slots import is_weekend, name_of_slot, slots_of
from planner.rules.door_state import pattern_of
from planner.rules.priority import routine_prize
from planner.usecases.reading import ReadPlan
from planner.usecases.records import counts_of, estimate_of
from planner.usecases.workspace import Workspace
from planner.words.language import Words


def worth_sentences(workspace: Workspace, read: ReadPlan, visit_id: str, *, say: Words) -> tuple[str, ...]:
    """Sentences about a planned routine visit, as the ledger stands now.

    Empty for every other visit, without an estimate, and where the door was visited since: its worth was another one then.
    """
    date, settings = read.document.date, workspace.settings
    stop = next((s for route in read.document.plan.routes for s in route.stops if s.visit_id == visit_id), None)
    visit = next((visit for visit in read.problem.visits if visit.id == visit_id), None)
    if stop is None or visit is None or not settings.programme.door_estimate:
        return ()
    with workspace.ledger() as ledger:
        door = next(iter(ledger.households([visit_id])), None)
        counts = counts_of(ledger, date, settings)
    if door is None or (door.last_visit is not None and door.last_visit >= date):
        return ()
    cycle = settings.programme.cycle_days
    slot = name_of_slot(stop.start_time, slots_of(settings.day))
    chance = chance_sentence(estimate_of(counts, settings), door, slot=slot, date=date, holidays=settings.holidays, say=say)
    worth = worth_sentence(
        routine_prize(door.last_visit, date=date, cycle_days=cycle), visit.prize_at(stop.start_time), say=say
    )
    return routine_sentence(door.last_visit, date=date, cycle_days=cycle, say=say), chance, worth


def routine_sentence(last_visit: dt.date | None, *, date: dt.date, cycle_days: int, say: Words) -> str:
    """Say where the prize of a routine visit comes from."""
    prize = routine_prize(last_visit, date=date, cycle_days=cycle_days)
    if last_visit is None:
        never = "Prize {prize}: never visited, counted as one full cycle ({cycle} days)."
        return say.text(never, prize=prize, cycle=cycle_days)
    days = max(0, (date - last_visit).days)
    return say.text(
        "Prize {prize}: last visited {days} days ago; the cycle is {cycle} days, after half of it a home may be planned again.",
        prize=prize,
        days=days,
        cycle=cycle_days,
    )


def chance_sentence(
    openness: Openness, door: Household, *, slot: str, date: dt.date, say: Words, holidays: Collection[dt.date] = ()
) -> str:
    """`Peluang pintu terbuka 62 % (RT ini, Sabtu pagi, 41 percobaan).`

    It names the neighbourhood, never the people. Where the RT has no tries of its own on that kind of day and slot, the
    village or the area is named instead.
    """
    weekend, place = is_weekend(date, holidays), door.address
    chance = openness.chances(place.group, pattern_of(door), village=place.village, is_weekend=weekend)[
        openness.slots.index(slot)
    ]
    where, tries = openness.basis(place.group, slot, village=place.village, is_weekend=weekend)
    return say.text(
        "Chance that the door opens {percent} % ({place}, {day} {slot}, {tries} tries).",
        percent=round(100 * chance),
        place=say.text(f"basis.{where}"),
        day=say.date(date, "EEEE"),
        slot=say.texts.get(f"slot.{slot}", slot),
        tries=tries,
    )


def worth_sentence(prize: int, worth: int, *, say: Words) -> str:
    """Say how prize and chance make the worth that the plan counts with; see `planner.learning.aiming`."""
    return say.text(
        "Expected worth {worth}: {scale} × prize {prize} × {percent} % (the chance, higher while this RT has not been tried "
        "much, on weekends lower if weekdays would do).",
        worth=worth,
        scale=WORTH_SCALE,
        prize=prize,
        percent=round(100 * worth / max(1, WORTH_SCALE * prize)),
    )
