"""Tables of complaints: by category, state and age, and how long an answer took. Special referrals are never among them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from outputs.report.evaluating import AGE_LIMITS, CaseCounts, count_cases, of_urgency, quantile, state_at
from outputs.report.table import TOTAL, Column, Form, Row, Table, Value, with_total
from planner.domain.categories import FIELD_OF
from planner.domain.history import ComplaintLife
from planner.domain.month import MonthFigures
from planner.domain.records import ComplaintStatus, Urgency
from planner.words.language import Words

FIELDS = tuple(dict.fromkeys(FIELD_OF.values()))
"""Fields of the national report form, in its order."""

_STATES = (
    ComplaintStatus.OPEN,
    ComplaintStatus.VISITED,
    ComplaintStatus.SOLVED,
    ComplaintStatus.REFERRED,
    ComplaintStatus.CLOSED,
)
"""How far a complaint can be said to have been at the end of a day that is past."""

_FIELD = Column(key="field", form=Form.TEXT)
_FIELD_GROUP = Column(key="field", form=Form.TEXT, is_group=True)
_CATEGORY = Column(key="category", form=Form.TEXT)


def complaint_table(figures: MonthFigures, say: Words) -> Table:
    """Complaints by category: open before + received = answered + open after."""
    rows = []
    for (field, category), cases in _grouped(figures.complaints, by_category=True).items():
        counts = count_cases(cases, figures.period)
        if not any((counts.num_open_before, counts.num_received, counts.num_answered, counts.num_open_after)):
            continue
        label = say.texts.get(f"category.{category}", category)
        rows.append(
            Row(id=category, cells={"field": field_text(field, say), "category": f"{category} {label}", **_flow(counts)})
        )
    columns = (
        _FIELD_GROUP, _CATEGORY, Column(key="open_before"), Column(key="received"), Column(key="answered"),
        Column(key="in_time"), Column(key="open_after"), Column(key="overdue"),
    )  # fmt: skip
    return Table(key="complaints", columns=columns, rows=with_total(rows, label_key="field", label=say.text("report.total")))


def state_table(figures: MonthFigures, say: Words) -> Table:
    """Complaints received in the period, by field and by what became of them until its end."""
    period = figures.period
    keys = tuple(status.value for status in _STATES)
    rows = []
    for (field, _), cases in _grouped(figures.complaints).items():
        numbers: dict[str, Value] = dict.fromkeys(keys, 0)
        for case in cases:
            if period.start <= case.received <= period.end:
                key = state_at(case, period.end).value
                numbers[key] = int(str(numbers[key])) + 1
        received = sum(int(str(number)) for number in numbers.values())
        if received:
            rows.append(Row(id=field, cells={"field": field_text(field, say), "received": received, **numbers}))
    columns = (_FIELD, Column(key="received", parts=keys), *(Column(key=key) for key in keys))
    return Table(key="states", columns=columns, rows=with_total(rows, label_key="field", label=say.text("report.total")))


def age_table(figures: MonthFigures, say: Words) -> Table:
    """Complaints open at the end of the period, by field and by days since receipt."""
    keys = tuple(f"age_{limit}" for limit in (*AGE_LIMITS, "more"))
    rows = []
    for (field, _), cases in _grouped(figures.complaints).items():
        counts = count_cases(cases, figures.period)
        if counts.num_open_after:
            ages: dict[str, Value] = dict(zip(keys, counts.ages, strict=True))
            rows.append(Row(id=field, cells={"field": field_text(field, say), "open_after": counts.num_open_after, **ages}))
    columns = (_FIELD, Column(key="open_after", parts=keys), *(Column(key=key) for key in keys))
    return Table(
        key="ages",
        columns=columns,
        rows=with_total(rows, label_key="field", label=say.text("report.total")),
        chart=keys,
        is_stacked=True,
    )


def answer_table(figures: MonthFigures, say: Words, *, is_public: bool = False, below: int = 0) -> Table:
    """How long an answer took, by urgency and for all.

    A public edition says it of all together, without counts, and only of twice as many answers as a count must have at least.
    """
    groups: list[tuple[str, Sequence[ComplaintLife]]] = [(TOTAL, figures.complaints)]
    if not is_public:
        groups = [(urgency.value, of_urgency(figures.complaints, urgency)) for urgency in Urgency] + groups
    rows = []
    for key, cases in groups:
        counts = count_cases(cases, figures.period)
        days = counts.answer_days
        if not days or (is_public and len(days) < 2 * below):
            continue
        cells: dict[str, Value] = {
            "urgency": say.text("report.total") if key == TOTAL else say.text(f"report.urgency_{key}"),
            "answered": counts.num_answered, "in_time": counts.num_in_time,
            "median_days": quantile(days, 0.5), "slow_days": quantile(days, 0.9),
        }  # fmt: skip
        rows.append(Row(id=key, cells=cells, is_total=key == TOTAL))
    days_columns = (Column(key="median_days", form=Form.DAYS), Column(key="slow_days", form=Form.DAYS))
    counts_columns = (
        Column(key="answered"), Column(key="in_time"),
        Column(key="in_time_share", form=Form.SHARE, of=("in_time", "answered")),
    )  # fmt: skip
    first = Column(key="urgency", form=Form.TEXT)
    columns = (first, *days_columns) if is_public else (first, *counts_columns, *days_columns)
    return Table(key="answers", columns=columns, rows=tuple(rows))


def received_table(figures: MonthFigures, say: Words) -> Table:
    """For everybody: complaints received in the period by field, and how many of them had their answer at its end.

    Numbers of those open at the end would tell, month after month, what an earlier edition left out; these do not.
    """
    rows = []
    for (field, _), cases in _grouped(figures.complaints).items():
        counts = count_cases(cases, figures.period)
        cells: dict[str, Value] = {
            "received": counts.num_received, "answered_of_received": counts.num_answered_of_received,
            "open_of_received": counts.num_open_of_received,
        }  # fmt: skip
        rows.append(Row(id=field, cells={"field": field_text(field, say), **cells}))
    parts = ("answered_of_received", "open_of_received")
    columns = (
        _FIELD, Column(key="received", parts=parts), *(Column(key=key) for key in parts),
        Column(key="answered_share", form=Form.SHARE, of=("answered_of_received", "received")),
    )  # fmt: skip
    return Table(key="complaints", columns=columns, rows=with_total(rows, label_key="field", label=say.text("report.total")))


def _flow(counts: CaseCounts) -> dict[str, Value]:
    return {
        "open_before": counts.num_open_before,
        "received": counts.num_received,
        "answered": counts.num_answered,
        "in_time": counts.num_in_time,
        "open_after": counts.num_open_after,
        "overdue": counts.num_overdue,
    }


def _grouped(cases: Sequence[ComplaintLife], *, by_category: bool = False) -> Mapping[tuple[str, str], Sequence[ComplaintLife]]:
    """Cases by field (and category), in the order of the national form."""
    groups: dict[tuple[str, str], list[ComplaintLife]] = defaultdict(list)
    for case in cases:
        groups[FIELD_OF.get(case.category, FIELD_OF["LLN"]), case.category if by_category else ""].append(case)
    return dict(sorted(groups.items(), key=lambda item: (FIELDS.index(item[0][0]), item[0][1])))


def field_text(field: str, say: Words) -> str:
    """What a field of complaints is called."""
    return say.texts.get(f"field.{field}", field)
