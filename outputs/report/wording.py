"""Months, spans, shares and other values of the report as they are printed."""

import datetime as dt

from outputs.report.table import HIDDEN, Form, Value
from planner.domain.month import MonthFigures, Period
from planner.words.language import Words

UNKNOWN_SIGN = "–"
HIDDEN_SIGN = "×"
"""The same for every number that a public edition does not show: why it is hidden would be a hint."""


def period_text(period: Period, say: Words) -> str:
    """`Oktober 2026`, or `15 Oktober 2026`, or `1–15 Oktober 2026`, or both days in full."""
    start, end = period.start, period.end
    if period.is_month:
        return say.date(start, "MMMM y")
    if start == end:
        return say.date(end, "d MMMM y")
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{say.date(end, 'd MMMM y')}"
    return f"{say.date(start, 'd MMMM y')} – {say.date(end, 'd MMMM y')}"


def title(figures: MonthFigures, say: Words, *, is_short: bool = False) -> str:
    """What the report is called: that of a month, or of some days."""
    key = "report.title_short" if is_short else "report.title"
    return say.text(key if figures.named.is_month else f"{key}_days")


def named_period(figures: MonthFigures, say: Words) -> str:
    """The same of what is reported: of a period that is still running with the day up to which it is counted."""
    return " – ".join(filter(None, (period_text(figures.named, say), unfinished_text(figures, say))))


def unfinished_text(figures: MonthFigures, say: Words) -> str:
    """`belum selesai: dihitung sampai 16 November 2026`; empty where the period is over."""
    return "" if figures.asked is None else say.text("report.unfinished", day=say.date(figures.period.end, "d MMMM y"))


def short_date(date: dt.date, say: Words) -> str:
    """`5 Okt 2026`."""
    return say.date(date, "d MMM y")


def day_month(date: dt.date, say: Words) -> str:
    """`5 Okt`."""
    return say.date(date, "d MMM")


def share_text(share: float, say: Words) -> str:
    """`12,3 %`, never broken at the end of a line."""
    return f"{say.number(100 * share, 1)}\u00a0%"


def value_text(value: Value, form: Form, say: Words) -> str:
    """A cell as it is printed."""
    if value is None:
        return "" if form is Form.TEXT else UNKNOWN_SIGN
    if value is HIDDEN:
        return HIDDEN_SIGN
    if isinstance(value, str | dt.date):
        return value if isinstance(value, str) else short_date(value, say)
    return _number_text(value, form, say)


def _number_text(value: float, form: Form, say: Words) -> str:
    if form is Form.SHARE:
        return share_text(value, say)
    return say.number(value, 1) if form in {Form.RATIO, Form.MINUTES} else say.number(int(value))
