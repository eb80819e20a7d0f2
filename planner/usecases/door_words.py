"""Where the worth of a routine visit comes from, in sentences: days since the last visit, and how likely the door opens."""

from pathlib import Path
from typing import Literal

from planner.learning.explain_chance import explain_chance, explain_worth
from planner.rules.day_slots import name_of_slot, slots_of
from planner.rules.door_state import attempt_pattern
from planner.rules.priority import explain_routine_prize, routine_prize
from planner.usecases.doors import counts_of, estimate_of
from planner.usecases.reading import read_sound_plan
from planner.usecases.workspace import Workspace


def worth_sentences(workspace: Workspace, path: Path, visit_id: str, *, language: Literal["id", "en"]) -> tuple[str, ...]:
    """Sentences about a planned routine visit, as the ledger stands now.

    Empty for every other visit, without an estimate, and where the door was visited since: its worth was another one then.
    """
    read, settings = read_sound_plan(path), workspace.settings
    date = read.document.date
    stop = next((s for route in read.document.plan.routes for s in route.stops if s.visit_id == visit_id), None)
    visit = next((visit for visit in read.problem.visits if visit.id == visit_id), None)
    if stop is None or visit is None or not settings.programme.door_estimate:
        return ()
    with workspace.ledger() as ledger:
        door = next((household for household in ledger.households() if household.id == visit_id), None)
        counts = counts_of(ledger, date, settings)
    if door is None or (door.last_visit is not None and door.last_visit >= date):
        return ()
    cycle = settings.programme.cycle_days
    pattern = attempt_pattern(
        is_visited=door.last_visit is not None,
        num_attempts=door.num_attempts,
        num_weekend_attempts=door.num_weekend_attempts,
    )
    return (
        explain_routine_prize(door.last_visit, date=date, cycle_days=cycle, language=language),
        explain_chance(
            estimate_of(counts, settings),
            group=door.address.group,
            pattern=pattern,
            slot=name_of_slot(stop.start_time, slots_of(settings.day)),
            date=date,
            holidays=settings.holidays,
            language=language,
        ),
        explain_worth(routine_prize(door.last_visit, date=date, cycle_days=cycle), visit.prize, language=language),
    )
