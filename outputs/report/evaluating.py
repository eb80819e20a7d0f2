"""Evaluates a period: target against realised, and the life of complaints; pure functions of counts and days.

The target of *h* homes in *d* days of a cycle of *c* days is the pace at which every home is reached once a cycle:
⌈h · d / c⌉, at most *h*. Quantiles are nearest-rank: the least number of days within which that share of the answers came.
"""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.domain.history import ComplaintLife
from planner.domain.month import Period
from planner.domain.records import ComplaintStatus, Urgency

AGE_LIMITS = (1, 7, 30)
"""Upper ends, in days, of the classes of age of open complaints; the last class is open."""


def target_homes(num_homes: int, period: Period, cycle_days: int) -> int:
    """Homes that should be reached in the period."""
    return min(num_homes, math.ceil(num_homes * period.num_days / cycle_days))


def quantile(values: Iterable[int], share: float) -> int | None:
    """Nearest-rank quantile; `None` of nothing.

    Parameters
    ----------
    share
        In (0, 1].
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCounts:
    """Complaints of one group in a period.

    Attributes
    ----------
    num_open_before, num_open_after
        Open when the period begins, and when it ends: before + received = answered + after.
    num_overdue
        Open at the end of the period and past their due day.
    num_open_of_received, num_answered_of_received
        What became, by the end of the period, of those received in it.
    num_in_time, num_in_time_of_received
        Of those answered in the period, and of those of them received in it, how many by their due day.
    answer_days
        Days from receipt to answer of those answered in the period, ascending.
    ages
        Open at the end, by class of age (`AGE_LIMITS`).
    """

    num_open_before: int
    num_received: int
    num_answered: int
    num_open_after: int
    num_overdue: int
    num_in_time: int
    num_in_time_of_received: int
    num_answered_of_received: int
    num_open_of_received: int
    answer_days: tuple[int, ...]
    ages: tuple[int, ...]


def count_cases(cases: Sequence[ComplaintLife], period: Period) -> CaseCounts:
    """Count one group of complaints; those received after the period do not exist yet."""
    known = [case for case in cases if case.received <= period.end]
    received = [case for case in known if case.received >= period.start]
    answered = [case for case in known if _answered_in(case, period)]
    after = [case for case in known if not _answered_by(case, period.end)]
    return CaseCounts(
        num_open_before=sum(
            case.received < period.start and not _answered_by(case, period.start - dt.timedelta(days=1)) for case in known
        ),
        num_received=len(received),
        num_answered=len(answered),
        num_open_after=len(after),
        num_overdue=sum(case.due is not None and case.due < period.end for case in after),
        num_in_time=sum(_in_time(case) for case in answered),
        num_in_time_of_received=sum(_in_time(case) and _answered_by(case, period.end) for case in received),
        num_answered_of_received=sum(_answered_by(case, period.end) for case in received),
        num_open_of_received=sum(not _answered_by(case, period.end) for case in received),
        answer_days=tuple(sorted((case.answered_on - case.received).days for case in answered if case.answered_on is not None)),
        ages=tuple(age_classes((period.end - case.received).days for case in after)),
    )


def age_classes(days: Iterable[int]) -> list[int]:
    """How many fall into each class of age."""
    counts = [0] * (len(AGE_LIMITS) + 1)
    for day in days:
        counts[sum(day > limit for limit in AGE_LIMITS)] += 1
    return counts


def of_urgency(cases: Iterable[ComplaintLife], urgency: Urgency) -> list[ComplaintLife]:
    """Those that want an answer so fast."""
    return [case for case in cases if case.urgency is urgency]


def state_at(case: ComplaintLife, day: dt.date) -> ComplaintStatus:
    """How far it was at the end of a day; planned ones count as open, since nobody has been there."""
    if _answered_by(case, day):
        return case.status
    is_visited = case.visited_on is not None and case.visited_on <= day
    return ComplaintStatus.VISITED if is_visited else ComplaintStatus.OPEN


def _answer_day(case: ComplaintLife) -> dt.date | None:
    """Day of the answer; where it is not known, the day of receipt, so that every count adds up."""
    return case.answered_on or (None if case.status.is_open else case.received)


def _answered_by(case: ComplaintLife, day: dt.date) -> bool:
    answer = _answer_day(case)
    return answer is not None and answer <= day


def _answered_in(case: ComplaintLife, period: Period) -> bool:
    answer = _answer_day(case)
    return answer is not None and period.start <= answer <= period.end


def _in_time(case: ComplaintLife) -> bool:
    return case.due is not None and case.answered_on is not None and case.answered_on <= case.due
