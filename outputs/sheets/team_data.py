"""What the team template is handed: every number already written as words, every map already computed."""

from typing import Any

import segno

from outputs.itinerary.directions import last_stretch
from outputs.itinerary.model import BreakLine, DayItinerary, FallenLine, StopLine, TeamItinerary
from outputs.itinerary.titles import leader_name, officer_line, team_name, unbroken, vehicle_word
from outputs.maps.compose import compose_map
from planner.domain.categories import FIELD_OF, SPECIAL_REFERRAL
from planner.words.language import Words, words

GROUPS = ("sheet", "table", "outcome", "condition", "purpose", "foot", "map", "overview", "card", "change", "slip")
"""Groups of words that templates use."""


def day_data(day: DayItinerary) -> dict[str, Any]:
    """The head that all pages share."""
    say = words(day.language)
    station = day.station
    return {
        "words": {group: say.group(group) for group in GROUPS},
        "categories": [[code, say.text(f"category.{code}")] for code in FIELD_OF if code != SPECIAL_REFERRAL],
        "language": day.language,
        "date": say.date(day.date),
        "version": day.version,
        "draft": say.text("sheet.draft") if day.is_draft else "",
        "head_lines": list(station.head_lines),
        "station": station.name,
        "order_letter": station.order_letter,
        "order_date": station.order_date,
        "map_credit": day.map_credit,
        "paper": day.paper,
        "emergency": station.emergency_number,
        "desk_phone": station.desk_phone,
        "acknowledged_by": station.acknowledged_by,
    }


def team_data(day: DayItinerary, team: TeamItinerary) -> dict[str, Any]:
    """One team's sheet and map page."""
    say = words(day.language)
    zone = day.time_zone
    distance = say.text("sheet.unknown") if team.distance is None else say.distance(team.distance)
    summary = f"{say.date(day.date)} · {say.text('page.found', count=len(team.stops))} · {distance}"
    leader, *members = [officer_line(officer) for officer in team.officers] or [""]
    return {
        "id": team.team_id,
        "name": team_name(team, say),
        "sheet_id": team.sheet_id,
        "leader": leader,
        "leader_name": leader_name(team),
        "members": members or ["–"],
        "vehicle": vehicle_word(team, say),
        "meeting_point": team.meeting_point,
        "duty": f"{say.clock(team.duty_start_time)} – {say.clock_zone(team.duty_end_time, zone)}",
        "start": say.clock_zone(team.start_time, zone),
        "end": say.clock_zone(team.end_time, zone),
        "num_stops": say.number(len(team.stops)),
        "distance": distance,
        "summary": summary,
        "rule": say.text("sheet.rule") if team.has_doors else "",
        "rows": [row(line, say, held_version=team.held_version) for line in team.walked],
        "reserves": [row(line, say) for line in team.reserves if line.after is None],
        "leave": leave_text(team, say),
        "changed": _changed(day, team, say),
        "fallen_head": say.text("table.fallen", version=team.held_version or 0),
        "fallen": [_fallen_row(line, say) for line in team.fallen],
        "qr": code_runs(team.sheet_id),
        "map": _map(day, team, say),
    }


def slip_data(day: DayItinerary, team: TeamItinerary) -> dict[str, Any]:
    """One team's briefing slip: complaints by number, without places."""
    say = words(day.language)
    lines = [[line.complaint_id, f"{line.code} – {say.text(f'category.{line.code}')}", line.told] for line in team.briefing]
    return {
        **day_data(day),
        "team": team_name(team, say),
        "slip_id": team.slip_id,
        "qr": code_runs(team.slip_id),
        "lines": lines,
    }


def _map(day: DayItinerary, team: TeamItinerary, say: Words) -> dict[str, Any] | None:
    drawn = compose_map(day, team)
    if drawn is not None:
        for panel in (drawn, *(detail["panel"] for detail in drawn["details"])):
            panel["scale"]["text"] = scale_text(panel["scale"]["metres"], say)
        # What a black number means there: the same words as its row has.
        drawn["marked"] = " / ".join(say.text(f"mark.{mark}") for mark in drawn["marks"])
    return drawn


def scale_text(metres: int, say: Words) -> str:
    """`200 m`, `1 km`, `2,5 km`: a scale bar is never rounded."""
    if metres < 1000:
        return f"{metres} m"
    return f"{say.number(metres // 1000)} km" if metres % 1000 == 0 else say.distance(metres)


def _changed(day: DayItinerary, team: TeamItinerary, say: Words) -> str:
    """What the head says of a sheet that takes the place of another."""
    if team.held_version is not None:
        return say.text("sheet.replaces", version=day.version, held=team.held_version)
    return say.text("sheet.changed", version=day.version) if any(stop.change for stop in team.stops) else ""


def _fallen_row(line: FallenLine, say: Words) -> dict[str, Any]:
    if line.merged_number is not None:
        now = say.text("table.fallen_merged", number=line.merged_number)
    elif line.reserve_number is not None:
        now = say.text("table.fallen_to_reserve", number=line.reserve_number)
    else:
        now = say.text("table.fallen_to", team=line.team_id) if line.team_id else say.text("table.fallen_away")
    place = " · ".join(part for part in (line.neighbourhood, line.village, line.what) if part)
    return {"number": line.number, "time": say.clock(line.start_time), "place": place, "now": now}


def _done(line: StopLine, held_version: int | None, say: Words) -> str:
    """What stands in place of the boxes of a row that is done or under way; empty: it is to come."""
    if not line.is_done or held_version is None:
        return ""
    return say.text("table.done", version=held_version)


def row(line: StopLine | BreakLine, say: Words, *, held_version: int | None = None) -> dict[str, Any]:
    """One row of the table."""
    if isinstance(line, BreakLine):
        time = f"{say.clock(line.start_time)} – {say.clock(line.end_time)}"
        return {"kind": "break", "time": time, "label": say.text(f"break.{line.label}"), "leave": leave_text(line, say)}
    return {
        "kind": "stop",
        "soft": line.is_soft,
        "spare": line.after is not None,
        "leave": leave_text(line, say),
        "number": line.number,
        "id": line.visit_id,
        "time": None if line.start_time is None else say.clock(line.start_time),
        "place": line.door.neighbourhood,
        "village": line.door.village,
        "address": unbroken(line.door.address),
        "about": line.door.is_approximate,
        "point": line.point and say.text("table.see_map", point=line.point.replace(", ", ",\N{NO-BREAK SPACE}")),
        "directions": line.directions,
        "last_stretch": last_stretch(line.directions, say),
        "purpose": line.kind.value,
        "visit_number": "" if line.visit_number is None else say.text("table.visit_number", number=line.visit_number),
        "code": line.door.code,
        "change": say.text(f"change.{line.change}") if line.change else "",
        "marks": [say.text(f"mark.{mark}") for mark in line.marks],
        "done": _done(line, held_version, say),
    }


def leave_text(line: StopLine | BreakLine | TeamItinerary, say: Words) -> str:
    """The bar between a block of doors and what comes after it; empty: there is none."""
    if line.leave_by is None or line.last_knock is None:
        return ""
    return say.text("table.leave_by", time=say.clock(line.leave_by), knock=say.clock(line.last_knock))


def code_runs(sheet_id: str) -> list[list[list[int]]]:
    """QR code of the sheet id as runs of dark modules: per row, (first, number)."""
    rows = []
    for modules in segno.make(sheet_id or "-", error="m", micro=False).matrix:
        runs: list[list[int]] = []
        for index, module in enumerate(modules):
            if not module & 1:
                continue
            if runs and sum(runs[-1]) == index:
                runs[-1][1] += 1
            else:
                runs.append([index, 1])
        rows.append(runs)
    return rows
