"""The map of homes that no team has a way to: roads, villages, a mark for each reason, and the table by village."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from outputs.itinerary.model import Bounds
from outputs.maps.frame import Frame, frame_around
from outputs.maps.panel import Subject, draw_panel
from outputs.sheets.rendering import press
from planner.domain.out_of_reach import NoWay, OutOfReach, by_village
from planner.domain.path import RoadLine
from planner.domain.place import Point, points_of
from planner.domain.records import Village
from planner.words.language import Words, words

_WIDTH, _HEIGHT, _MARGIN = 190.0, 178.0, 8.0
"""Millimetres of the map, and around its outermost home."""
_SCALE_WIDTH = 42.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReachPage:
    """What the page shows.

    Attributes
    ----------
    doors
        At least one.
    num_homes
        Of the whole area.
    lines
        Background by bounds.
    """

    doors: Sequence[OutOfReach]
    num_homes: int
    villages: Sequence[Village]
    station: Point
    station_name: str
    lines: Callable[[Bounds], list[RoadLine]]
    date: dt.date
    language: str


def reach_page(page: ReachPage) -> bytes:
    """Set the page as PDF."""
    say = words(page.language)
    names = {village.code: village.name for village in page.villages}
    frame = frame_around(
        np.concatenate([points_of(page.doors), points_of([page.station])]), width=_WIDTH, height=_HEIGHT, margin=_MARGIN
    )
    panel = draw_panel(Subject(stops=(), ends=(page.station,), lines=page.lines), frame, scale_width=_SCALE_WIDTH)
    panel["scale"]["text"] = say.distance(int(panel["scale"]["metres"]))
    spots = frame.project(points_of(page.doors)).tolist()
    data = {
        "title": say.text("reach.title"),
        "station": page.station_name,
        "date": say.date(page.date),
        "summary": say.text("reach.summary", count=say.number(len(page.doors)), homes=say.number(page.num_homes)),
        "panel": panel,
        "outlines": _outlines(page.villages, frame),
        "marks": [
            {"x": round(x, 2), "y": round(y, 2), "reason": door.reason.value}
            for door, (x, y) in zip(page.doors, spots, strict=True)
        ],
        "reasons": {reason.value: say.text(f"no_way.{reason.value}") for reason in NoWay},
        "heads": [say.text("reach.village"), *(say.text(f"no_way.{reason.value}") for reason in NoWay), say.text("reach.all")],
        "rows": _rows(page.doors, names, say),
        "north": say.text("map.north"),
    }
    with press(room="reach") as printing:
        return printing.render("reach.typ", data, page.date)


def _rows(doors: Sequence[OutOfReach], names: Mapping[str, str], say: Words) -> list[list[str]]:
    """By village, the reasons and their sum."""
    return [
        [names.get(code, code) or "–", *(say.number(found[reason]) for reason in NoWay), say.number(found.total())]
        for code, found in by_village(doors).items()
    ]


def _outlines(villages: Sequence[Village], frame: Frame) -> list[dict[str, Any]]:
    """Rings of the villages in millimetres, and the name in the middle where that is on the map."""
    found = []
    for village in villages:
        rings = [frame.project(np.array(ring)) for polygon in village.outline for ring in polygon]
        if not rings:
            continue
        x, y = np.concatenate(rings).mean(axis=0).tolist()
        is_inside = 0 < x < frame.width and 0 < y < frame.height
        found.append(
            {
                "name": village.name if is_inside else "", "x": round(x, 2), "y": round(y, 2),
                "rings": [[[round(a, 2), round(b, 2)] for a, b in ring.tolist()] for ring in rings],
            }
        )  # fmt: skip
    return found
