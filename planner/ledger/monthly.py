"""Counts a period for the report, of one moment; the counting is done by the database."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Connection, select

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.history import ComplaintLife
from planner.domain.month import FacilityState, MonthFigures, Period
from planner.domain.outcome import Outcome
from planner.domain.records import Condition
from planner.ledger import schema
from planner.ledger.life import complaint_life
from planner.ledger.monthly_homes import count_homes
from planner.ledger.monthly_minutes import door_times, team_minutes
from planner.ledger.monthly_work import day_counts, opening_counts, team_loads, visit_counts
from planner.ledger.sheets import papers_between

_visits = schema.visits


def month_figures(connection: Connection, period: Period, *, cycle_days: int, today: dt.date) -> MonthFigures:
    """All numbers of a period.

    Parameters
    ----------
    cycle_days
        Days in which every home should be reached once.
    today
        The day on which a sheet that is not back counts as missing, if its own day is over.
    """
    neighbourhoods, results = count_homes(connection, period, cycle_days)
    lives = complaint_life(connection)
    num_sheets, num_missing, num_lost = _sheets(connection, period, today)
    return MonthFigures(
        period=period,
        cycle_days=cycle_days,
        neighbourhoods=neighbourhoods,
        results=results,
        visits=visit_counts(connection, period),
        days=day_counts(connection, period),
        openings=opening_counts(connection, period),
        teams=team_loads(connection, period),
        minutes=team_minutes(connection, period),
        door_times=door_times(connection, period),
        complaints=tuple(life for life in lives if life.category != SPECIAL_REFERRAL),
        facilities=_facilities(connection, period.end),
        num_special=_num_special(lives, period),
        num_sheets=num_sheets or None,
        num_missing=num_missing if num_sheets else None,
        num_lost=num_lost if num_sheets else None,
    )


def _facilities(connection: Connection, end: dt.date) -> tuple[FacilityState, ...]:
    """How each facility was found last up to the end; what an import said of it stands where nobody has been there since."""
    columns = ("facility", "date", "sheet", "number", "condition")
    query = select(*(_visits.c[name] for name in columns)).where(
        _visits.c.facility.is_not(None), _visits.c.outcome == Outcome.MET.value
    )
    inspected: dict[str, dt.date] = {}
    condition_of: dict[str, str] = {}
    # Days are compared and sorted here: asked for them, SQLite would walk through all visits by day instead of the few here.
    rows = connection.execute(query).mappings().all()
    for row in sorted(rows, key=lambda row: (row["date"], row["sheet"], row["number"])):
        if row["date"] > end:
            break
        inspected[row["facility"]] = row["date"]
        if row["condition"] is not None:
            condition_of[row["facility"]] = row["condition"]
    table = schema.facilities
    found = []
    place = ("id", "kind", "village", "rw", "rt")
    for row in connection.execute(select(table)).mappings():
        condition = condition_of.get(row["id"], row["base_condition"])
        days = [day for day in (inspected.get(row["id"]), row["base_last_inspection"]) if day is not None and day <= end]
        found.append(
            FacilityState(
                **{name: row[name] for name in place},
                condition=Condition(condition) if condition else None,
                inspected=max(days, default=None),
            )
        )
    return tuple(sorted(found, key=lambda facility: facility.id))


def _sheets(connection: Connection, period: Period, today: dt.date) -> tuple[int, int, int]:
    """Sheets that went out on paper, those of days that are over which nobody has accounted for, and those lost."""
    papers = papers_between(connection, period.start, period.end)
    return len(papers), sum(sheet.is_missing(today) for sheet in papers), sum(sheet.is_lost for sheet in papers)


def _num_special(lives: Iterable[ComplaintLife], period: Period) -> int:
    return sum(life.category == SPECIAL_REFERRAL and period.start <= life.received <= period.end for life in lives)
