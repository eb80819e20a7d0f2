"""What is read to teams over the radio when their sheets change under way: whole sentences, by the numbers that they hold.

A radio is heard by many: the itinerary that is handed in is one without names, and what a visit is about is not said. A new
door is told by its address, which the team cannot look up.
"""

from collections.abc import Iterator

from outputs.itinerary.model import BreakLine, DayItinerary, StopLine, TeamItinerary
from outputs.itinerary.titles import team_name
from planner.domain.shift import HOLD
from planner.words.language import Words, words


def radio_texts(day: DayItinerary) -> dict[str, str]:
    """Shift to what is read to its team; teams whose sheet is as it was have nothing to hear."""
    say = words(day.language)
    return {team.shift_id: "\n".join(_lines(day, team, say)) for team in day.teams if team.is_changed}


def _lines(day: DayItinerary, team: TeamItinerary, say: Words) -> Iterator[str]:
    name = team_name(team, say)
    if team.held_version is None:
        yield say.text("radio.new_team", team=name, version=day.version, stops=len(team.stops))
    else:
        yield say.text("radio.call", team=name, held=team.held_version, version=day.version)
    if day.since is not None:
        yield say.text("radio.since", time=say.clock(day.since))
    done = [stop for stop in team.stops if stop.is_done]
    if done:
        yield say.text("radio.done", count=len(done))
    spare = [str(line.number) for line in team.fallen if line.reserve_number is not None]
    if spare:
        yield say.text("radio.fallen_to_reserve", numbers=", ".join(spare))
    for line in team.fallen:
        if line.merged_number is not None and line.merged_time is not None:
            yield say.text(
                "radio.fallen_merged",
                number=line.number, id=line.merged_with, now=line.merged_number, time=say.clock(line.merged_time),
            )  # fmt: skip
    away = [line for line in team.fallen if not line.team_id and line.merged_number is None]
    here = [str(line.number) for line in away if line.reserve_number is None]
    if here:
        yield say.text("radio.fallen", numbers=", ".join(here))
    for other in dict.fromkeys(line.team_id for line in team.fallen if line.team_id):
        numbers = ", ".join(str(line.number) for line in team.fallen if line.team_id == other)
        yield say.text("radio.fallen_to", numbers=numbers, team=other)
    left = [line for line in team.lines if not (isinstance(line, StopLine) and line.is_done) and _is_left(line, day)]
    if not any(isinstance(line, StopLine) for line in left):
        yield say.text("radio.nothing", place=day.station.meeting_point)
        return
    yield say.text("radio.order")
    yield from (_left(line, say) for line in left)
    yield say.text("radio.end", time=say.clock(team.end_time), place=day.station.meeting_point)


def _is_left(line: StopLine | BreakLine, day: DayItinerary) -> bool:
    """Whether a line is still to come; that a team waited for its new plan is no break of it."""
    return isinstance(line, StopLine) or (line.label != HOLD and (day.since is None or line.end_time > day.since))


def _left(line: StopLine | BreakLine, say: Words) -> str:
    if isinstance(line, BreakLine):
        start, end = say.clock(line.start_time), say.clock(line.end_time)
        return say.text("radio.break", label=say.text(f"break.{line.label}"), start=start, end=end)
    time = say.clock(line.start_time or 0)
    if line.held_number is None:
        place = ", ".join(part for part in (line.door.neighbourhood, line.door.village, line.door.address, line.point) if part)
        return say.text("radio.new", time=time, place=place, id=line.visit_id)
    if line.change == "retimed":
        return say.text("radio.retimed", number=line.held_number, time=time, before=say.clock(line.held_time or 0))
    return say.text("radio.kept", number=line.held_number, time=time)
