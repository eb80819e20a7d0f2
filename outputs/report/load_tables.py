"""Tables of work: planned against made by week, load by unit and by team. No ranking: order is that of names."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from outputs.report.table import Column, Form, Row, Table, Value, with_total
from outputs.report.wording import day_month
from planner.domain.month import DayCount, MonthFigures, TeamLoad
from planner.words.language import Words

_LOAD = (
    Column(key="team_days"),
    Column(key="lines"),
    Column(key="met_homes"),
    Column(key="lines_per_day", form=Form.RATIO, of=("lines", "team_days")),
    Column(key="homes_per_day", form=Form.RATIO, of=("met_homes", "team_days")),
    Column(key="door_minutes", form=Form.MINUTES, of=("door_duration", "num_timed")),
)


def week_table(figures: MonthFigures, say: Words) -> Table:
    """Planned stops, those of them that are recorded, and what else is recorded, by week from Monday."""
    weeks: dict[dt.date, list[DayCount]] = defaultdict(list)
    for day in figures.days:
        weeks[day.date - dt.timedelta(days=day.date.weekday())].append(day)
    rows = [
        Row(
            id=monday.isoformat(),
            cells={
                "week": f"{day_month(max(monday, figures.period.start), say)} – "
                f"{day_month(min(monday + dt.timedelta(days=6), figures.period.end), say)}",
                "duty_days": sum(day.num_visits > 0 for day in days),
                "planned": _sum(day.num_planned for day in days),
                "lines": sum(day.num_visits for day in days),
                "made": sum(day.num_made for day in days),
                "besides": sum(day.num_visits - day.num_made for day in days),
            },
        )
        for monday, days in sorted(weeks.items())
    ]
    columns = (
        Column(key="week", form=Form.TEXT), Column(key="duty_days"), Column(key="planned"), Column(key="made"),
        Column(key="made_share", form=Form.SHARE, of=("made", "planned")),
        Column(key="besides"), Column(key="lines", parts=("made", "besides")),
    )  # fmt: skip
    return Table(
        key="weeks", columns=columns, rows=with_total(rows, label_key="week", label=say.text("report.total")),
        chart=("planned", "made"),
    )  # fmt: skip


def unit_table(figures: MonthFigures, say: Words) -> Table:
    """Load by unit; a home that two teams reached counts for both."""
    units: dict[str, list[TeamLoad]] = defaultdict(list)
    for team in figures.teams:
        units[team.unit].append(team)
    rows = [
        Row(
            id=unit or "unknown",
            cells={"unit": unit or say.text("report.unknown"), "teams": len(teams), **_load(teams)},
        )
        for unit, teams in sorted(units.items())
    ]
    columns = (Column(key="unit", form=Form.TEXT), Column(key="teams"), *_LOAD)
    return Table(key="units", columns=columns, rows=with_total(rows, label_key="unit", label=say.text("report.total")))


def team_table(figures: MonthFigures, say: Words) -> Table:
    """Load by team."""
    _ = say
    rows = [
        Row(id=team.team or "unknown", cells={"team": team.team, "unit": team.unit, **_load([team])})
        for team in sorted(figures.teams, key=lambda team: team.team)
    ]
    return Table(
        key="teams",
        columns=(Column(key="team", form=Form.TEXT), Column(key="unit", form=Form.TEXT), *_LOAD),
        rows=tuple(rows),
    )


def _load(teams: Iterable[TeamLoad]) -> dict[str, Value]:
    teams = list(teams)
    return {
        "team_days": sum(team.num_days for team in teams),
        "lines": sum(team.num_visits for team in teams),
        "met_homes": sum(team.num_homes for team in teams),
        "door_duration": sum(team.door_duration for team in teams),
        "num_timed": sum(team.num_timed for team in teams),
    }


def _sum(numbers: Iterable[int | None]) -> int | None:
    """Sum of those known; `None` where none is."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
