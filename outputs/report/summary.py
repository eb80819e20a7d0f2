"""The first page in words: five figures with the period before beside them, and what needs attention.

Everything is read from the tables of the edition, so a public edition says here no more than its tables do.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from outputs.report.content import ReportSource, tables_before, tables_of
from outputs.report.table import Form, Row, Table, Value
from outputs.report.wording import named_period, share_text, title, value_text
from planner.rules.day_slots import slots_of
from planner.words.language import Words

BEHIND = 0.8
"""A village that reached less than this part of its target is named."""
MOST_NAMED = 3
"""Names in one sentence; the tables have the rest."""
FEW_TRIES = 30
"""Fewer tries than this say nothing about when doors open."""

Tables = Mapping[str, Table]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One of the five figures.

    Attributes
    ----------
    value, before
        Number of this period and of the one before; `None` unknown, or hidden.
    detail
        What is needed to read it, as one line.
    """

    key: str
    form: Form
    value: Value
    before: Value
    detail: str


def five_figures(tables: Tables, before: Tables, source: ReportSource) -> tuple[Figure, ...]:
    """Homes reached, coverage of the cycle, doors opened (of a public edition, which has no openings: homes met of those
    tried), complaints answered, facilities that need attention.
    """
    say = source.say
    answered = ("complaints", "answered_of_received" if source.is_public else "answered")

    def figure(key: str, table: str, column: str, form: Form, detail: str) -> Figure:
        return Figure(
            key=key, form=form, value=_total(tables, table, column), before=_total(before, table, column), detail=detail
        )

    return (
        figure("reached", "villages", "reached", Form.COUNT, _of_target(tables, say, is_public=source.is_public)),
        figure(
            "covered", "villages", "covered_share", Form.SHARE,
            say.text("report.detail_covered", days=say.number(source.cycle_days)),
        ),
        figure("met", "results", "met_share", Form.SHARE, _filled(say, "detail_met", tables, tried=("results", "tried")))
        if source.is_public
        else figure(
            "opened", "openings", "opened_share", Form.SHARE,
            _filled(say, "detail_opened", tables, tried=("openings", "tries")),
        ),
        figure("answered", *answered, Form.COUNT, _answer_times(tables, say)),
        figure(
            "attention", "agencies", "attention", Form.COUNT,
            _filled(say, "detail_attention", tables, facilities=("agencies", "facilities")),
        ),
    )  # fmt: skip


def attention_lines(tables: Tables, source: ReportSource) -> tuple[str, ...]:
    """What somebody should act on, the gravest first; empty where nothing is."""
    finders: list[Callable[[Tables, ReportSource], str]] = [_behind, _facilities]
    if not source.is_public:
        finders = [_empty, _special, _overdue, _facilities, _inspected, _lost_sheets, _missing_sheets]
        finders += [_behind, _untouched, _gone, _best_slot]
    return tuple(line for finder in finders if (line := finder(tables, source)))


def _total(tables: Tables, table: str, column: str) -> Value:
    found = tables.get(table)
    if found is None or found.total is None:
        return None
    if all(known.key != column for known in found.columns):
        return found.total.cells.get(column)
    return found.total.value(found.column(column))


def _number(row: Row, key: str) -> int:
    """A count of a row; 0 where it is hidden or unknown, so that nothing is said of it."""
    value = row.cells.get(key)
    return value if isinstance(value, int) else 0


def _filled(say: Words, key: str, tables: Tables, **fields: tuple[str, str]) -> str:
    values = {name: value_text(_total(tables, *place), Form.COUNT, say) for name, place in fields.items()}
    return say.text(f"report.{key}", **values)


def _of_target(tables: Tables, say: Words, *, is_public: bool) -> str:
    if is_public:
        return _filled(say, "detail_homes", tables, homes=("villages", "homes"))
    share = _total(tables, "villages", "target_share")
    return say.text(
        "report.detail_reached",
        target=value_text(_total(tables, "villages", "target"), Form.COUNT, say),
        share=value_text(share, Form.SHARE, say),
    )


def _answer_times(tables: Tables, say: Words) -> str:
    received = value_text(_total(tables, "complaints", "received"), Form.COUNT, say)
    median, slow = (_total(tables, "answers", key) for key in ("median_days", "slow_days"))
    if median is None or slow is None:
        return say.text("report.detail_received", received=received)
    return say.text(
        "report.detail_answered", received=received, median=value_text(median, Form.DAYS, say),
        slow=value_text(slow, Form.DAYS, say),
    )  # fmt: skip


def _behind(tables: Tables, source: ReportSource) -> str:
    """Villages far behind their target; of a public edition those covered least."""
    table = tables.get("villages")
    if table is None:
        return ""
    key, limit = ("covered_share", 1.0) if source.is_public else ("target_share", BEHIND)
    shares = [(share, row) for row in table.body if isinstance(share := row.value(table.column(key)), float)]
    named = sorted(((share, row) for share, row in shares if share < limit), key=lambda item: (item[0], item[1].id))
    if not named:
        return ""
    names = ", ".join(f"{row.cells['village']} ({share_text(share, source.say)})" for share, row in named[:MOST_NAMED])
    return source.say.text(f"report.act_{'least_covered' if source.is_public else 'behind'}", number=len(named), names=names)


def _empty(tables: Tables, source: ReportSource) -> str:
    return "" if "visits" in tables else source.say.text("report.act_empty")


def _untouched(tables: Tables, source: ReportSource) -> str:
    table = tables.get("neighbourhoods")
    rows = [row for row in table.body if _number(row, "homes") and not _number(row, "covered")] if table else []
    if not rows:
        return ""
    rows.sort(key=lambda row: (-_number(row, "homes"), row.id))
    names = ", ".join(f"RT {row.cells['rt']} {row.cells['village']}" for row in rows[:MOST_NAMED])
    return source.say.text("report.act_untouched", number=source.say.number(len(rows)), names=names)


def _overdue(tables: Tables, source: ReportSource) -> str:
    table = tables.get("complaints")
    rows = [row for row in table.body if _number(row, "overdue")] if table else []
    if not rows:
        return ""
    rows.sort(key=lambda row: (-_number(row, "overdue"), row.id))
    names = ", ".join(f"{row.cells['category']} ({_number(row, 'overdue')})" for row in rows[:MOST_NAMED])
    number = source.say.number(sum(_number(row, "overdue") for row in rows))
    return source.say.text("report.act_overdue", number=number, names=names)


def _facilities(tables: Tables, source: ReportSource) -> str:
    table = tables.get("agencies")
    if table is None or table.total is None:
        return ""
    keys = ("attention",) if source.is_public else ("heavy_damage", "absent")
    rows = [(sum(_number(row, key) for key in keys), row) for row in table.body]
    rows = sorted((item for item in rows if item[0]), key=lambda item: (-item[0], item[1].id))
    if not rows:
        return ""
    names = ", ".join(f"{row.cells['agency']} ({number})" for number, row in rows[:MOST_NAMED])
    key = "attention" if source.is_public else "damaged"
    return source.say.text(f"report.act_{key}", names=names)


def _inspected(tables: Tables, source: ReportSource) -> str:
    """How far the inspections of the cycle are."""
    _ = tables
    facilities, cycle = source.figures.facilities, source.settings.programme.facility_cycle_days
    since = source.figures.period.end - dt.timedelta(days=cycle - 1)
    late = sum(facility.inspected is None or facility.inspected < since for facility in facilities)
    if not late:
        return ""
    say = source.say
    done, all_ = say.number(len(facilities) - late), say.number(len(facilities))
    return say.text("report.act_inspect", late=say.number(late), done=done, all=all_, days=say.number(cycle))


def _special(tables: Tables, source: ReportSource) -> str:
    _ = tables
    number = source.figures.num_special
    return source.say.text("report.act_special", number=source.say.number(number)) if number else ""


def _missing_sheets(tables: Tables, source: ReportSource) -> str:
    _ = tables
    figures = source.figures
    if not figures.num_missing or figures.num_sheets is None:
        return ""
    say = source.say
    return say.text("report.act_sheets", number=say.number(figures.num_missing), all=say.number(figures.num_sheets))


def _lost_sheets(tables: Tables, source: ReportSource) -> str:
    """Each was a breach of personal data."""
    _ = tables
    number = source.figures.num_lost
    return source.say.text("report.act_lost_sheets", number=source.say.number(number)) if number else ""


def _gone(tables: Tables, source: ReportSource) -> str:
    """Homes that the list has wrong: the RT head knows."""
    table = tables.get("results")
    if table is None or table.total is None:
        return ""
    number = _number(table.total, "moved") + _number(table.total, "no_address")
    return source.say.text("report.act_gone", number=source.say.number(number)) if number else ""


def _best_slot(tables: Tables, source: ReportSource) -> str:
    table = tables.get("openings")
    if table is None:
        return ""
    slots = {slot.name for slot in slots_of(source.settings.day)}
    found = [
        (share, row.cells["slot"], kind)
        for row in table.body
        if row.id in slots
        for kind in ("weekday", "weekend")
        if _number(row, f"{kind}_tried") >= FEW_TRIES and isinstance(share := row.value(table.column(f"{kind}_share")), float)
    ]
    if len(found) < 2:
        return ""
    best, worst = max(found, key=_by_share), min(found, key=_by_share)
    say = source.say
    values = {
        name: say.text("report.slot_share", slot=slot, kind=say.text(f"report.{kind}"), share=share_text(share, say))
        for name, (share, slot, kind) in (("best", best), ("worst", worst))
    }
    return say.text("report.act_slots", **values)


def _by_share(item: tuple[float, Value, str]) -> tuple[float, str, str]:
    return item[0], str(item[1]), item[2]


def summary_lines(source: ReportSource) -> list[str]:
    """The summary as lines for a terminal: the figures, then what needs attention."""
    say, tables = source.say, tables_of(source)
    lines = [f"{title(source.figures, say, is_short=True)}, {named_period(source.figures, say)}"]
    for figure in five_figures(tables, tables_before(source), source):
        name, value = say.text(f"report.figure_{figure.key}"), value_text(figure.value, figure.form, say)
        lines.append(f"  {name}: {value} ({figure.detail}; {before_text(figure, say)})")
    attention = attention_lines(tables, source)
    return [*lines, f"{say.text('report.attention')}:", *(f"  – {line}" for line in attention or [say.text("report.nothing")])]


def before_text(figure: Figure, say: Words) -> str:
    """The period before, as one line under a figure."""
    return say.text("report.before", value=value_text(figure.before, figure.form, say))
