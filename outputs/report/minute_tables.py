"""Tables of minutes: where those of teams went, and what knocks take. Of teams and purposes, never of a place or a person."""

from outputs.report.table import Column, Form, Row, Table, with_total
from planner.domain.month import MonthFigures
from planner.words.language import Words

_SPENT = ("open", "shut", "road", "pause")


def minute_table(figures: MonthFigures, say: Words) -> Table:
    """Shares of the recorded time at open doors, at shut ones, on the road and in long gaps, by unit and team."""
    rows = [
        Row(
            id=one.team or "unknown",
            cells={
                "unit": one.unit or say.text("report.unknown"),
                "team": one.team,
                "timed_lines": one.num_timed,
                "open": one.open_duration,
                "shut": one.shut_duration,
                "road": one.road_duration,
                "pause": one.pause_duration,
                "spent": one.open_duration + one.shut_duration + one.road_duration + one.pause_duration,
            },
        )
        for one in sorted(figures.minutes, key=lambda one: (one.unit, one.team))
    ]
    columns = (
        Column(key="unit", form=Form.TEXT, is_group=True),
        Column(key="team", form=Form.TEXT),
        Column(key="timed_lines"),
        *(Column(key=f"{name}_share", form=Form.SHARE, of=(name, "spent")) for name in _SPENT),
    )
    return Table(key="minutes", columns=columns, rows=with_total(rows, label_key="unit", label=say.text("report.total")))


def duration_table(figures: MonthFigures, say: Words) -> Table:
    """What knocks took, what is planned, and what follows from both, by purpose."""
    rows = [
        Row(
            id=f"{one.kind.value}-{'met' if one.is_met else 'shut'}",
            cells={
                "purpose": say.text(f"purpose.{one.kind.value}"),
                "door": say.text("report.door_open" if one.is_met else "report.door_shut"),
                "timed_lines": one.num_timed,
                "recorded": one.recorded,
                "planned_each": one.planned,
                "learned_each": one.learned,
                "one": 1,
            },
        )
        for one in figures.durations
    ]
    columns = (
        Column(key="purpose", form=Form.TEXT, is_group=True),
        Column(key="door", form=Form.TEXT),
        Column(key="timed_lines"),
        Column(key="recorded_minutes", form=Form.MINUTES, of=("recorded", "timed_lines")),
        Column(key="planned_minutes", form=Form.MINUTES, of=("planned_each", "one")),
        Column(key="learned_minutes", form=Form.MINUTES, of=("learned_each", "one")),
    )
    return Table(key="durations", columns=columns, rows=tuple(rows))
