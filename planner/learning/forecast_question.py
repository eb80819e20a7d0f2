"""Puts the question of a forecast: the programme as the records have it, and how much they say about what is to come.

Strengths of belief are numbers of tries. What is not recorded has a stated prior, weak enough that the band says so:

    chance that a door opens   as `planner.learning.openness`, worth at most `_MOST_SURENESS` tries: seasons differ
    fill of a full day         mean `_FILL`, worth `_FILL_SURENESS` days
    loss at a door             mean `_LOSS`, worth `_LOSS_SURENESS` tries
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.arrays import Floats, Int64s
from planner.domain.forecast import ForecastQuestion
from planner.domain.records import Household, Team
from planner.domain.settings import Settings
from planner.learning.expecting import knocking
from planner.learning.openness import Openness
from planner.rules.day_slots import is_weekend, slots_of
from planner.rules.door_state import attempt_pattern, is_covered
from planner.rules.pool import visits_of_shift
from planner.rules.roster import shifts_of_day

_MOST_SURENESS = 300.0
"""Tries that a village's chance counts as at most: its months differ by about 3 points whatever was recorded."""

_FILL, _FILL_SURENESS = 0.9, 10.0
"""Part of the doors that the shifts have time for that a plan visits: legs between doors are longer than a minute."""

_LOSS, _LOSS_SURENESS = 0.03, 30.0
"""Part of the doors that open but refuse, or turn out moved or not to be found (an assumption)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What the ledger tells of the days so far.

    Attributes
    ----------
    num_tries, num_lost
        Doors tried, and those that refused, had moved or were not found.
    day_tries, day_capacity
        Doors tried on days that were recorded, complaints left aside, and the doors that the roster of these days had time for.
    num_days
        Days recorded.
    complaints_per_day
        Complaints followed up a day.
    no_way
        Ids of the households that no team has a way to: nobody is promised a visit that cannot be made.
    """

    num_tries: int = 0
    num_lost: int = 0
    day_tries: int = 0
    day_capacity: int = 0
    num_days: int = 0
    complaints_per_day: float = 0.0
    no_way: frozenset[str] = frozenset()


def forecast_question(
    households: Sequence[Household],
    teams: Sequence[Team],
    openness: Openness,
    recorded: Recorded,
    *,
    today: dt.date,
    settings: Settings,
) -> ForecastQuestion:
    """Count the households by village and what is known of them, the roster by weekday, and what the records say."""
    villages = tuple(sorted({household.address.village for household in households}))
    empty = np.zeros(len(villages), dtype=np.int64)
    own, shared = _roster(teams, villages, openness, today, settings)
    loss, loss_sureness = _blend(_LOSS, _LOSS_SURENESS, recorded.num_lost, recorded.num_tries)
    fill = _blend(
        _FILL, _FILL_SURENESS, recorded.num_days * recorded.day_tries / max(1, recorded.day_capacity), recorded.num_days
    )
    most = settings.programme.max_attempts
    question = ForecastQuestion(
        today=today,
        villages=villages,
        num_households=empty,
        num_visited=empty,
        waiting=np.zeros((len(villages), most), dtype=np.int64),
        num_ask_rt_head=empty,
        num_do_not_visit=empty,
        num_gone=empty,
        num_no_way=empty,
        own_tries=own,
        shared_tries=shared,
        openings=_openings(openness, villages, teams, today, settings),
        sureness=_sureness(openness, villages),
        loss=loss,
        loss_sureness=loss_sureness,
        fill=min(1.0, fill[0]),
        fill_sureness=fill[1],
        # The fill of recorded days is what complaints left over: only the prior's part still has to leave time for them.
        other_work=_complaint_work(recorded, settings) * _FILL_SURENESS / fill[1],
    )
    return _counted(question, households, recorded.no_way, settings)


def _complaint_work(recorded: Recorded, settings: Settings) -> float:
    """Doors' worth of time that complaints take a day."""
    return recorded.complaints_per_day * settings.day.complaint_duration / max(1, settings.day.routine_duration)


def _counted(
    question: ForecastQuestion, households: Sequence[Household], no_way: frozenset[str], settings: Settings
) -> ForecastQuestion:
    row_of = {village: n for n, village in enumerate(question.villages)}
    count: dict[str, Int64s] = {
        key: np.zeros(len(row_of), dtype=np.int64) for key in ("all", "barred", "gone", "asked", "visited", "no_way")
    }
    waiting = question.waiting.copy()
    cycle = settings.programme.cycle_days
    for household in households:
        row = row_of[household.address.village]
        count["all"][row] += 1
        if is_covered(household, question.today, cycle):
            count["visited"][row] += 1
        elif household.is_do_not_visit:
            count["barred"][row] += 1
        elif household.gone is not None:
            count["gone"][row] += 1
        elif household.id in no_way:
            count["no_way"][row] += 1
        elif household.num_attempts >= settings.programme.max_attempts:
            count["asked"][row] += 1
        else:
            waiting[row, household.num_attempts] += 1
    return replace(
        question,
        num_households=count["all"],
        num_visited=count["visited"],
        waiting=waiting,
        num_ask_rt_head=count["asked"],
        num_do_not_visit=count["barred"],
        num_gone=count["gone"],
        num_no_way=count["no_way"],
    )


def _roster(
    teams: Sequence[Team], villages: Sequence[str], openness: Openness, today: dt.date, settings: Settings
) -> tuple[Floats, Floats]:
    """Doors that the shifts of each weekday have time for, in their own villages and anywhere."""
    own, shared = np.zeros((7, len(villages))), np.zeros(7)
    for ahead in range(7):
        date = today + dt.timedelta(days=ahead)
        for shift in shifts_of_day(teams, date=date, settings=settings, station_place=None):
            chance = openness.mean(is_weekend=is_weekend(date, settings.holidays))
            tries = visits_of_shift(knocking(shift, chance, settings), settings)
            if shift.village in villages:
                own[date.weekday(), villages.index(shift.village)] += tries
            else:
                shared[date.weekday()] += tries
    return own, shared


def _openings(openness: Openness, villages: Sequence[str], teams: Sequence[Team], today: dt.date, settings: Settings) -> Floats:
    """Chance that a door opens, shape (villages, 2, tries): mean over the slots, weighted by the teams' time in them.

    The tries before are taken as made on weekdays, as most are: which of the simulated ones fell on weekends is not kept.
    """
    slots = slots_of(settings.day)
    weight = np.zeros(len(slots))
    for ahead in range(7):
        for shift in shifts_of_day(teams, date=today + dt.timedelta(days=ahead), settings=settings, station_place=None):
            for n, slot in enumerate(slots):
                weight[n] += max(0, min(shift.window.end, slot.window.end) - max(shift.window.start, slot.window.start))
    weight = weight / weight.sum() if weight.sum() else np.full(len(slots), 1 / len(slots))
    found = np.zeros((len(villages), 2, settings.programme.max_attempts))
    for row, village in enumerate(villages):
        for kind in (0, 1):
            for tries in range(settings.programme.max_attempts):
                pattern = attempt_pattern(is_visited=False, num_attempts=tries, num_weekend_attempts=0)
                chances = openness.chances(village, pattern, village=village, is_weekend=bool(kind))
                found[row, kind, tries] = float(np.array(chances) @ weight)
    return found


def _sureness(openness: Openness, villages: Sequence[str]) -> Floats:
    """Tries behind the chances of each village and kind of day, the prior's among them."""
    found = np.zeros((len(villages), 2))
    for row, village in enumerate(villages):
        for kind in (0, 1):
            tries = sum(openness.num_tries(village, slot, is_weekend=bool(kind)) for slot in openness.slots)
            found[row, kind] = min(_MOST_SURENESS, openness.prior_strength + tries)
    return found


def _blend(mean: float, sureness: float, hits: float, tries: float) -> tuple[float, float]:
    """Mean and strength of a Beta posterior."""
    return (mean * sureness + hits) / (sureness + tries), sureness + tries
