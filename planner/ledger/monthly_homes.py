"""Counts homes for the report, each once: by RT, and by what came of them.

A home is reached when somebody was met there; a refusal is no visit in this sense. Homes are those that the ledger knows now:
whoever was erased is in no count of homes, and stays in the counts of lines.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, literal_column, select

from planner.domain.month import HomeResult, NeighbourhoodCount, Period
from planner.domain.outcome import Outcome
from planner.ledger import schema

_visits = schema.visits

_HOME = func.coalesce(_visits.c.household, literal_column("''"))
"""The household as an expression: by the bare column, SQLite walks its index and fetches a million rows one by one."""

_LAST_WORD = (Outcome.NOT_HOME, Outcome.NO_ADDRESS, Outcome.MOVED, Outcome.REFUSED, Outcome.MET)
"""Of two outcomes of one day the later in this list stands: it knows more of the door."""


@dataclass(slots=True)
class _Group:
    """Homes of one RT while they are counted."""

    num_homes: int = 0
    num_reached: int = 0
    num_unanswered: int = 0
    num_covered: int = 0
    num_never: int = 0
    latitude: float = 0.0
    longitude: float = 0.0


def count_homes(
    connection: Connection, period: Period, cycle_days: int
) -> tuple[tuple[NeighbourhoodCount, ...], tuple[HomeResult, ...]]:
    """Every home once: by RT, and by village and what came of it."""
    since = period.end - dt.timedelta(days=cycle_days - 1)
    last_met = _last_met(connection, period.end)
    outcome_of = _outcomes(connection, period)
    table = schema.households
    columns = ("id", "village", "rw", "rt", "latitude", "longitude", "base_last_visit")
    groups: dict[tuple[str, str, str], _Group] = defaultdict(_Group)
    results: dict[tuple[str, Outcome], int] = defaultdict(int)
    for row in connection.execute(select(*(table.c[name] for name in columns))).mappings():
        village, imported = row["village"], row["base_last_visit"]
        group = groups[village, row["rw"], row["rt"]]
        group.num_homes += 1
        group.latitude += row["latitude"]
        group.longitude += row["longitude"]
        outcome = outcome_of.get(row["id"])
        if outcome is not None:
            results[village, outcome] += 1
            group.num_reached += outcome is Outcome.MET
            group.num_unanswered += outcome is not Outcome.MET
        known = [day for day in (last_met.get(row["id"]), imported) if day is not None and day <= period.end]
        group.num_covered += bool(known) and max(known) >= since
        group.num_never += not known
    return tuple(map(_neighbourhood, sorted(groups.items()))), tuple(
        HomeResult(village=village, outcome=outcome, num_homes=number)
        for (village, outcome), number in sorted(results.items(), key=lambda item: (item[0][0], item[0][1].value))
    )


def _neighbourhood(item: tuple[tuple[str, str, str], _Group]) -> NeighbourhoodCount:
    (village, rw, rt), group = item
    return NeighbourhoodCount(
        village=village,
        rw=rw,
        rt=rt,
        num_homes=group.num_homes,
        num_reached=group.num_reached,
        num_unanswered=group.num_unanswered,
        num_covered=group.num_covered,
        num_never=group.num_never,
        latitude=group.latitude / group.num_homes,
        longitude=group.longitude / group.num_homes,
    )


def _last_met(connection: Connection, end: dt.date) -> Mapping[str, dt.date]:
    """Last day, up to the end, on which somebody was met at a home."""
    query = (
        select(_HOME.label("home"), func.max(_visits.c.date).label("date"))
        .where(_visits.c.outcome == Outcome.MET.value, _visits.c.household.is_not(None), _visits.c.date <= end)
        .group_by(_HOME)
    )
    return {row["home"]: row["date"] for row in connection.execute(query).mappings()}


def _outcomes(connection: Connection, period: Period) -> Mapping[str, Outcome]:
    """What came of each home that was tried: met if ever met in the period, else the latest outcome."""
    query = (
        select(_visits.c.household, _visits.c.outcome, func.max(_visits.c.date).label("date"))
        .where(
            _visits.c.household.is_not(None),
            _visits.c.outcome != Outcome.POSTPONED.value,
            _visits.c.date >= period.start,
            _visits.c.date <= period.end,
        )
        .group_by(_visits.c.household, _visits.c.outcome)
    )
    rank = {outcome.value: number for number, outcome in enumerate(_LAST_WORD)}
    found: dict[str, tuple[bool, dt.date, int]] = {}
    for row in connection.execute(query).mappings():
        said = (row["outcome"] == Outcome.MET.value, row["date"], rank[row["outcome"]])
        found[row["household"]] = max(said, found.get(row["household"], said))
    return {household: _LAST_WORD[number] for household, (_, _, number) in found.items()}
