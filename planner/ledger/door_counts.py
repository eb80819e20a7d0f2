"""Counts how often doors opened, by what the tries before had found there; one statement, so that a year takes a second."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, false, func, literal_column, or_, select

from planner.domain.door import ANY_PATTERN, DoorCount, Pattern
from planner.domain.place import group_of
from planner.ledger import schema
from planner.rules.door_state import OPENED, TRIED, attempt_pattern

_visits, _households = schema.visits, schema.households
_OPENED = sorted(outcome.value for outcome in OPENED)
_TRIED = sorted(outcome.value for outcome in TRIED)

_NUM_BACK = 3
"""Tries looked back on: enough for the caps of a pattern, two on weekdays and one on weekends, because no more than three lie
before a try at a shut door where the RT head is asked after four (the default). What a promise adds is cut off."""

_WAS_OPEN, _WAS_SHUT, _WAS_SHUT_ON_WEEKEND = 0, 1, 2
"""What a try leaves to be seen by the next ones."""

_BEGAN_INSIDE, _BEGAN_NEW, _BEGAN_VISITED, _BEGAN_UNKNOWN = range(4)
"""What lies before the shut tries that are seen: a try seen, too, nothing, a visit that an import names, tries unseen."""


def door_counts(connection: Connection, since: dt.date | None, until: dt.date | None = None) -> tuple[DoorCount, ...]:
    """Tries and openings since a day (included), to another (excluded), by neighbourhood, kind of day, slot, attempt pattern.

    Where the tries before lie before that day, or before the ledger, the pattern is not said.
    """
    tried: Counter[tuple[str, str, bool, str, Pattern]] = Counter()
    met: Counter[tuple[str, str, bool, str, Pattern]] = Counter()
    for row in connection.execute(_query(since, until)).mappings():
        village = row["key_village"]
        group = group_of(village=village, rw=row["key_rw"], rt=row["key_rt"]) or village
        pattern = _pattern([row["key_first"], row["key_second"], row["key_third"]], row["key_began"])
        key = (group, village, bool(row["key_is_weekend"]), row["key_slot"], pattern)
        tried[key] += row["num_tried"]
        met[key] += row["num_met"]
    return tuple(
        DoorCount(
            group=key[0], village=key[1], is_weekend=key[2], slot=key[3], pattern=key[4], num_tried=tried[key], num_met=met[key]
        )
        for key in sorted(tried)
    )


def _pattern(before: Sequence[int | None], began: int) -> Pattern:
    """Pattern of the tries before, latest first, back to the first one that is not shut (`None`: no try)."""
    shut = list(takewhile(lambda seen: seen in (_WAS_SHUT, _WAS_SHUT_ON_WEEKEND), before))
    if began == _BEGAN_UNKNOWN or (began == _BEGAN_VISITED and not shut):
        return ANY_PATTERN
    return attempt_pattern(
        is_visited=began != _BEGAN_NEW, num_attempts=len(shut), num_weekend_attempts=shut.count(_WAS_SHUT_ON_WEEKEND)
    )


def _query(since: dt.date | None, until: dt.date | None) -> Select[Any]:
    """Tries and openings by place, kind of day, slot, the tries before at the same door, and what lay before these."""
    tries = _tries(since, until).subquery()
    first = tries.c.before_1
    # Behind a door that opened nothing matters: fewer groups.
    second = case((first != _WAS_OPEN, tries.c.before_2))
    third = case((and_(first != _WAS_OPEN, tries.c.before_2 != _WAS_OPEN), tries.c.before_3))
    is_inside = or_(third.is_not(None), func.coalesce(second, first) == _WAS_OPEN)
    has_unseen = or_(func.coalesce(_households.c.base_num_attempts, 1) > 0, _is_tried_before(tries.c.household, since))
    is_visited = _households.c.base_last_visit.is_not(None)
    began = case((is_inside, _BEGAN_INSIDE), (has_unseen, _BEGAN_UNKNOWN), (is_visited, _BEGAN_VISITED), else_=_BEGAN_NEW)
    place = {name: tries.c[name] for name in ("village", "rw", "rt", "is_weekend", "slot")}
    seen = {"first": first, "second": second, "third": third, "began": began}
    keys = [key.label(f"key_{name}") for name, key in {**place, **seen}.items()]
    opened = func.sum(case((tries.c.outcome.in_(_OPENED), 1), else_=0))
    joined = tries.outerjoin(_households, _households.c.id == tries.c.household)
    # By their names: written out, the values in them would be handed over twice and no longer read the same.
    return (
        select(*keys, func.count().label("num_tried"), opened.label("num_met"))
        .select_from(joined)
        .group_by(*(key.name for key in keys))
    )


def _tries(since: dt.date | None, until: dt.date | None) -> Select[Any]:
    # Written out, not handed over: SQLite takes two windows for one only where they read the same, and sorts once for each.
    time = func.coalesce(_visits.c.time_in, literal_column("0"))
    order = (_visits.c.date, time, _visits.c.sheet, _visits.c.number)
    shut = case((_visits.c.is_weekend, _WAS_SHUT_ON_WEEKEND), else_=_WAS_SHUT)
    seen = case((_visits.c.outcome.in_(_OPENED), _WAS_OPEN), else_=shut)

    def before(steps: int) -> ColumnElement[Any]:
        return func.lag(seen, steps).over(partition_by=_visits.c.household, order_by=order).label(f"before_{steps}")

    names = ("household", "village", "rw", "rt", "is_weekend", "slot", "outcome")
    columns: list[ColumnElement[Any]] = [_visits.c[name] for name in names]
    columns += [before(steps) for steps in range(1, _NUM_BACK + 1)]
    query = select(*columns).where(_visits.c.household.is_not(None), _visits.c.outcome.in_(_TRIED))
    query = query if since is None else query.where(_visits.c.date >= since)
    return query if until is None else query.where(_visits.c.date < until)


def _is_tried_before(household: ColumnElement[Any], since: dt.date | None) -> ColumnElement[bool]:
    """Whether a door was tried before the days that are looked at."""
    if since is None:
        return false()
    earlier = _visits.alias()
    return exists().where(earlier.c.household == household, earlier.c.date < since, earlier.c.outcome.in_(_TRIED))
