"""What the templates of the week's papers are handed: every number already written as words."""

import itertools
from collections.abc import Sequence
from typing import Any

from outputs.itinerary.titles import officer_line
from outputs.week.model import NoticeLine, TeamDay, WeekPaper
from planner.domain.units import MINUTE
from planner.words.language import Words, words

_STEP = 30 * MINUTE
"""Hours that are told to a neighbourhood are widened to whole half hours: a plan is not kept to the minute."""


def week_data(paper: WeekPaper) -> dict[str, Any]:
    """The chief's page: teams by days, sums, and where the programme stands afterwards."""
    say = words(paper.language)
    cells = {(day.team, day.date): day for day in paper.days}
    return {
        **_head(paper, say),
        "title": say.text("week.title"),
        "days": [
            {
                "date": say.date(date, "EEEE, d MMM"),
                "mark": say.text("week.announced") if date in paper.locked else "",
                "total": say.text("week.free") if date in paper.free else _total(paper, date, say),
            }
            for date in paper.dates
        ],
        "rows": [
            {
                "team": team.id,
                "unit": team.unit,
                "cells": [_cell(cells.get((team.id, date)), say) for date in paper.dates],
            }
            for team in paper.teams
        ],
        "sentences": _sentences(paper, say),
        "approved": _approved(paper, say),
    }


def notice_data(paper: WeekPaper, village: str) -> dict[str, Any]:
    """The notice for a village head, and one for each RT of the village."""
    say = words(paper.language)
    lines = [line for line in paper.notices if line.village == village]
    by_unit = itertools.groupby(lines, key=lambda line: (line.rw, line.rt))
    return {
        **_head(paper, say),
        "title": say.text("notice.title"),
        "village": village or say.text("notice.no_village"),
        "rows": [_row(line, say, paper) for line in lines],
        "units": [
            {"name": _unit(rw, rt, say), "rows": [_row(line, say, paper) for line in found]} for (rw, rt), found in by_unit
        ],
        "officers": [
            [team.id, "; ".join(officer_line(officer) for officer in team.officers) or "–"]
            for team in paper.teams
            if any(team.id in line.teams for line in lines)
        ],
        "signed": paper.approved[0] if paper.approved else "",
        "phone": paper.station.desk_phone,
        "emergency": paper.station.emergency_number,
    }


def _head(paper: WeekPaper, say: Words) -> dict[str, Any]:
    station, (first, *_, last) = paper.station, paper.dates
    return {
        "words": {group: say.group(group) for group in ("week", "notice")},
        "head_lines": list(station.head_lines),
        "station": station.name,
        "acknowledged_by": station.acknowledged_by,
        "order": " · ".join(filter(None, (station.order_letter, station.order_date))),
        "draft": "" if paper.approved else say.text("sheet.draft"),
        "span": say.text("week.span", first=say.date(first), last=say.date(last)),
        "version": paper.version,
        "paper": paper.paper,
    }


def _cell(day: TeamDay | None, say: Words) -> dict[str, Any] | None:
    if day is None:
        return None
    return {
        "groups": [[village, ", ".join(units)] for village, units in day.groups],
        "counts": _counts((day.num_homes, day.num_complaints, day.num_facilities), say),
        "hours": f"{say.clock(day.start_time)}–{say.clock(day.end_time)}",
    }


def _total(paper: WeekPaper, date: object, say: Words) -> str:
    found = [day for day in paper.days if day.date == date]
    sums = tuple(sum(getattr(day, name) for day in found) for name in ("num_homes", "num_complaints", "num_facilities"))
    return _counts(sums, say)


def _counts(numbers: Sequence[int], say: Words) -> str:
    kinds = ("homes", "complaints", "facilities")
    told = [say.text(f"week.{kind}", count=say.number(n)) for kind, n in zip(kinds, numbers, strict=True) if n]
    return " · ".join(told)


def _sentences(paper: WeekPaper, say: Words) -> list[str]:
    met, low, high = (say.number(number) for number in paper.met)
    groups = len({(line.village, line.rw, line.rt) for line in paper.notices})
    found = [
        say.text("week.sum", days=say.number(len(paper.dates) - len(paper.free)), groups=say.number(groups)),
        say.text("week.outlook", met=met, low=low, high=high, covered=say.number(paper.num_covered),
                 households=say.number(paper.num_households)),
    ]  # fmt: skip
    if paper.num_late:
        found.append(say.text("week.late", count=say.number(paper.num_late)))
    if paper.complaints_left:
        found.append(say.text("week.left", ids=", ".join(paper.complaints_left)))
    return found


def _approved(paper: WeekPaper, say: Words) -> list[str]:
    if paper.approved is None:
        return []
    name, moment = paper.approved
    return [name, say.text("week.approved", date=say.date(moment.date()))]


def _row(line: NoticeLine, say: Words, paper: WeekPaper) -> list[str]:
    start, end = line.start_time // _STEP * _STEP, -(-line.end_time // _STEP) * _STEP
    hours = f"{say.clock(start)} – {say.clock_zone(end, paper.time_zone)}"
    return [_unit(line.rw, line.rt, say), say.date(line.date), hours, ", ".join(line.teams)]


def _unit(rw: str, rt: str, say: Words) -> str:
    return say.text("notice.unit", rt=rt or "–", rw=rw or "–")
