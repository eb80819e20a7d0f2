"""An invented month for tests of the report: nine villages, many RT, teams, complaints, facilities (DATA CONTOH)."""

import dataclasses
import datetime as dt

import numpy as np

from outputs.report.content import ReportSource
from planner.domain.history import ComplaintLife
from planner.domain.minutes import LearnedDuration, TeamMinutes
from planner.domain.month import (
    DayCount,
    FacilityState,
    HomeResult,
    MonthFigures,
    NeighbourhoodCount,
    OpeningCount,
    Period,
    TeamLoad,
    VisitCount,
)
from planner.domain.outcome import Outcome
from planner.domain.records import ComplaintStatus, Condition, Urgency, Village
from planner.domain.visit import VisitKind

OCTOBER = Period.month(2026, 10)
NAMES = ("Balaraja", "Cangkudu", "Gembong", "Saga", "Sentul", "Sentul Jaya", "Sukamurni", "Talagasari", "Tobat")
UNITS = ("Binmas", "Intelkam", "Lantas", "Provos", "Reskrim", "SPKT", "Samapta")
CATEGORIES = ("CRM", "CRT", "NRK", "TWR", "PNP", "TTG", "LLP", "LPJ", "JLN", "SAL", "SMP", "CTV", "PLY", "LLN")
SIDE = 0.02
"""Degrees across a village."""


def make_villages(number: int = 9) -> tuple[Village, ...]:
    """Villages on a grid, three in a row."""
    villages = []
    for index in range(number):
        west, south = 106.42 + SIDE * (index % 3), -6.24 + SIDE * (index // 3)
        ring = ((west, south), (west + SIDE, south), (west + SIDE, south + SIDE), (west, south + SIDE), (west, south))
        villages.append(Village(code=f"36.03.01.20{index + 1:02d}", name=NAMES[index], outline=((ring,),)))
    return tuple(villages)


def make_figures(period: Period = OCTOBER, *, seed: int = 3, num_rt: int = 40) -> MonthFigures:
    """Counts that keep every rule between them: reached within covered within homes, and so on."""
    rng = np.random.default_rng(seed)
    neighbourhoods, results = [], []
    for village in make_villages():
        west, south = village.outline[0][0][0]
        met = not_home = 0
        for number in range(num_rt):
            homes = int(rng.integers(30, 150))
            covered = int(homes * rng.uniform(0.0, 0.4)) if number % 9 else 0
            reached = int(covered * rng.uniform(0, 0.4))
            unanswered = int((homes - covered) * 0.05)
            met, not_home = met + reached, not_home + unanswered
            neighbourhoods.append(
                NeighbourhoodCount(
                    village=village.code, rw=f"{number // 5 + 1:02d}", rt=f"{number % 5 + 1:02d}", num_homes=homes,
                    num_reached=reached, num_unanswered=unanswered, num_covered=covered,
                    num_never=int((homes - covered) * 0.7),
                    longitude=west + SIDE * float(rng.uniform(0.08, 0.92)),
                    latitude=south + SIDE * float(rng.uniform(0.08, 0.92)),
                )
            )  # fmt: skip
        for outcome, count in (
            (Outcome.MET, met), (Outcome.NOT_HOME, max(0, not_home - 9)), (Outcome.REFUSED, int(rng.integers(1, 7))),
            (Outcome.MOVED, int(rng.integers(0, 4))), (Outcome.NO_ADDRESS, int(rng.integers(0, 3))),
        ):  # fmt: skip
            results.append(HomeResult(village=village.code, outcome=outcome, num_homes=count))
    return MonthFigures(
        period=period, cycle_days=365, neighbourhoods=tuple(neighbourhoods), results=tuple(results),
        visits=_visits(rng), days=_days(period, rng), openings=_openings(rng), teams=_teams(rng),
        minutes=_minutes(), durations=_durations(),
        complaints=_complaints(period, rng), facilities=_facilities(period, rng), num_special=2, num_sheets=412, num_missing=1,
    )  # fmt: skip


def make_source(**options: object) -> ReportSource:
    """October with September beside it."""
    values: dict[str, object] = {
        "figures": make_figures(), "before": make_figures(OCTOBER.before, seed=4), "villages": make_villages(),
        "is_invented": True,
    }  # fmt: skip
    return ReportSource(**{**values, **options})  # type: ignore[arg-type]


def small_source(**options: object) -> ReportSource:
    """Three villages with few homes, so that a public edition has much to hide."""
    figures = make_figures(num_rt=2)
    codes = {village.code for village in make_villages(3)}
    few = dataclasses.replace(
        figures,
        neighbourhoods=tuple(count for count in figures.neighbourhoods if count.village in codes),
        results=tuple(result for result in figures.results if result.village in codes),
        complaints=figures.complaints[:30],
    )
    return make_source(figures=few, before=None, villages=make_villages(3), **options)


def _visits(rng: np.random.Generator) -> tuple[VisitCount, ...]:
    return tuple(
        VisitCount(kind=kind, outcome=outcome, num_visits=int(rng.integers(1, 900)))
        for kind in VisitKind
        for outcome in Outcome
        if kind is not VisitKind.FACILITY or outcome is Outcome.MET
    )


def _days(period: Period, rng: np.random.Generator) -> tuple[DayCount, ...]:
    days = []
    for offset in range(period.num_days):
        planned = int(rng.integers(280, 400))
        made = int(planned * rng.uniform(0.7, 1.0))
        days.append(
            DayCount(
                date=period.start + dt.timedelta(days=offset), num_planned=planned if offset % 7 else None, num_visits=made,
                num_reached=made // 2, num_made=made if offset % 7 else 0,
            )
        )  # fmt: skip
    return tuple(days)


def _openings(rng: np.random.Generator) -> tuple[OpeningCount, ...]:
    return tuple(
        OpeningCount(slot=slot, is_weekend=is_weekend, num_tried=tried, num_opened=int(tried * rng.uniform(0.3, 0.8)))
        for slot in ("hari", "pagi", "siang", "sore")
        for is_weekend in (False, True)
        for tried in (int(rng.integers(100, 2000)),)
    )


def _teams(rng: np.random.Generator) -> tuple[TeamLoad, ...]:
    return tuple(
        TeamLoad(
            team=f"T{number:02d}", unit=UNITS[number % 7], num_days=20, num_visits=300 + number,
            num_homes=int(rng.integers(120, 190)),
            num_timed=0 if number == 3 else 250, door_duration=0 if number == 3 else 250 * 840,
        )
        for number in range(1, 25)
    )  # fmt: skip


def _minutes() -> tuple[TeamMinutes, ...]:
    return tuple(
        TeamMinutes(
            team=f"T{number:02d}", unit=UNITS[number % 7], num_timed=250, open_duration=120 * 840, shut_duration=130 * 180,
            road_duration=250 * 120, pause_duration=20 * 3600,
        )
        for number in range(1, 25)
    )  # fmt: skip


def _durations() -> tuple[LearnedDuration, ...]:
    return (
        LearnedDuration(kind=VisitKind.FIRST, is_met=True, num_timed=2880, recorded=2880 * 840, planned=900, learned=844),
        LearnedDuration(kind=VisitKind.FIRST, is_met=False, num_timed=3120, recorded=3120 * 190, planned=180, learned=189),
        LearnedDuration(kind=VisitKind.COMPLAINT, is_met=True, num_timed=40, recorded=40 * 1600, planned=1500, learned=1500),
    )


def _complaints(period: Period, rng: np.random.Generator) -> tuple[ComplaintLife, ...]:
    cases = []
    for number in range(260):
        received = period.start - dt.timedelta(days=40) + dt.timedelta(days=int(rng.integers(0, 70)))
        urgency = Urgency.URGENT if rng.random() < 0.2 else Urgency.NORMAL
        answered = received + dt.timedelta(days=int(rng.integers(0, 12))) if rng.random() < 0.85 else None
        if answered is not None and answered > period.end:
            answered = None
        states = (ComplaintStatus.SOLVED, ComplaintStatus.REFERRED, ComplaintStatus.CLOSED)
        if answered is None:
            states = (ComplaintStatus.OPEN, ComplaintStatus.PLANNED, ComplaintStatus.VISITED)
        cases.append(
            ComplaintLife(
                id=f"C{number}", village=f"36.03.01.20{int(rng.integers(1, 10)):02d}", category=str(rng.choice(CATEGORIES)),
                urgency=urgency,
                status=states[int(rng.integers(len(states)))], received=received, answered_on=answered,
                due=received + dt.timedelta(days=1 if urgency is Urgency.URGENT else 7),
            )
        )  # fmt: skip
    return tuple(cases)


def _facilities(period: Period, rng: np.random.Generator) -> tuple[FacilityState, ...]:
    kinds = ("LPJ", "JLN", "SAL", "SMP", "CTV", "LLN")
    shares = (0.6, 0.15, 0.08, 0.05, 0.12)
    conditions = (Condition.GOOD, Condition.LIGHT_DAMAGE, Condition.HEAVY_DAMAGE, Condition.ABSENT, None)
    found = []
    for number in range(150):
        condition = conditions[int(rng.choice(5, p=shares))]
        found.append(
            FacilityState(
                id=f"CTH-F-{number + 1:04d}", kind=kinds[number % 6], village=f"36.03.01.20{number % 9 + 1:02d}",
                rw=f"{number % 7 + 1:02d}", rt=f"{number % 5 + 1:02d}", condition=condition,
                inspected=None if condition is None else period.end - dt.timedelta(days=int(rng.integers(0, 80))),
            )
        )  # fmt: skip
    return tuple(found)
