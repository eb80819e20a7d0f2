"""Counts how often doors opened, by what the tries before had found there; one statement, so that a year takes a second."""

import datetime as dt
from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from planner.domain.door import ANY_PATTERN, DoorCount
from planner.domain.outcome import Outcome
from planner.ledger import schema
from planner.rules.door_state import OPENED, TRIED
from planner.rules.openness import attempt_pattern

_visits, _households = schema.visits, schema.households
_OPENED = sorted(outcome.value for outcome in OPENED)
_TRIED = sorted(outcome.value for outcome in TRIED)
_SHUT = Outcome.NOT_HOME.value


def door_counts(connection: Connection, since: dt.date | None) -> tuple[DoorCount, ...]:
    """Tries and openings since a day (included) by neighbourhood, kind of day, slot and attempt pattern.

    Where the tries before lie before that day, or before the ledger, the pattern is not said.
    """
    tried: Counter[tuple[str, bool, str, str]] = Counter()
    met: Counter[tuple[str, bool, str, str]] = Counter()
    for village, rw, rt, weekend, slot, last, last_slot, earlier, fresh, num_tried, num_met in connection.execute(
        _query(since)
    ):
        group = f"{village}/{rw}/{rt}" if rt and rw else village
        key = (group, bool(weekend), slot, _pattern(last, last_slot, earlier, is_new=bool(fresh)))
        tried[key] += num_tried
        met[key] += num_met
    return tuple(
        DoorCount(group=key[0], is_weekend=key[1], slot=key[2], pattern=key[3], num_tried=tried[key], num_met=met[key])
        for key in sorted(tried)
    )


def _query(since: dt.date | None) -> Select[Any]:
    """Tries and openings by place, kind of day, slot, and outcome and slot of the tries before at the same door."""
    tries = _tries(since).subquery()
    names = ("village", "rw", "rt", "is_weekend", "slot", "outcome_1", "slot_1", "outcome_2")
    is_new = case((_households.c.base_last_visit.is_(None) & (_households.c.base_num_attempts == 0), 1), else_=0)
    keys: list[ColumnElement[Any]] = [*(tries.c[name] for name in names), is_new]
    opened = func.sum(case((tries.c.outcome.in_(_OPENED), 1), else_=0))
    joined = tries.outerjoin(_households, _households.c.id == tries.c.household)
    return select(*keys, func.count(), opened).select_from(joined).group_by(*keys)


def _tries(since: dt.date | None) -> Select[Any]:
    order = (_visits.c.date, func.coalesce(_visits.c.time_in, 0), _visits.c.sheet, _visits.c.number)

    def before(column: str, steps: int) -> ColumnElement[Any]:
        return (
            func.lag(_visits.c[column], steps).over(partition_by=_visits.c.household, order_by=order).label(f"{column}_{steps}")
        )

    names = ("household", "village", "rw", "rt", "is_weekend", "slot", "outcome")
    columns: list[ColumnElement[Any]] = [_visits.c[name] for name in names]
    columns += [before("outcome", 1), before("slot", 1), before("outcome", 2)]
    query = select(*columns).where(_visits.c.household.is_not(None), _visits.c.outcome.in_(_TRIED))
    return query if since is None else query.where(_visits.c.date >= since)


def _pattern(last: str | None, last_slot: str | None, earlier: str | None, *, is_new: bool) -> str:
    if last is None:
        return attempt_pattern(is_visited=False, num_attempts=0, last_slot="") if is_new else ANY_PATTERN
    if last in _OPENED:
        return attempt_pattern(is_visited=True, num_attempts=0, last_slot="")
    return attempt_pattern(is_visited=False, num_attempts=2 if earlier == _SHUT else 1, last_slot=last_slot or "")
