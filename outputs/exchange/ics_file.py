"""A team's day as iCalendar (RFC 5545): an event per stop and break, and one for the whole shift with the reserves.

Times are written in UTC, so that no phone needs to know our time zone. An event's id does not change from version to
version; a later version replaces it by its sequence number.
"""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar

from outputs.itinerary.held import SHIFT_EVENT, pause_event
from outputs.itinerary.model import BreakLine, DayItinerary, FallenLine, StopLine, TeamItinerary
from outputs.itinerary.titles import stop_title
from planner.words.language import Words, words

_NO_MAIL = "invalid:nomail"
"""Address of a station that has none."""


def ics_file(day: DayItinerary, team: TeamItinerary) -> bytes:
    """One team's calendar."""
    say = words(day.language)
    calendar = _calendar("PUBLISH", say)
    if not team.lines and team.held_version is not None:  # nothing is left of it: see `ics_cancel`
        return bytes(calendar.to_ical())
    calendar.add_component(_shift(day, team, say))
    for line in team.lines:
        calendar.add_component(_stop(day, team, line, say) if isinstance(line, StopLine) else _pause(day, team, line, say))
    return bytes(calendar.to_ical())


def ics_cancel(day: DayItinerary, shift_id: str) -> bytes:
    """What takes the stops and breaks that fell away off a team's phones (RFC 5546, 3.2.5): their ids with a later number.

    A method is one for a whole file, so this is a file of its own.
    """
    say = words(day.language)
    calendar = _calendar("CANCEL", say)
    for line in day.cancelled[shift_id]:
        event = _event(day, shift_id, line.what, (line.start_time, line.end_time))
        event.add("status", "CANCELLED")
        event.add("summary", say.text("file.cancelled", what=_told(line, say)))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _told(line: FallenLine, say: Words) -> str:
    if line.break_label:
        return say.text(f"break.{line.break_label}")
    return say.text("sheet.shift") if line.what == SHIFT_EVENT else line.what


def _calendar(method: str, say: Words) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//dds-planner//{say.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _shift(day: DayItinerary, team: TeamItinerary, say: Words) -> icalendar.Event:
    title = say.text("file.route_of", team=team.team_id, date=say.date(day.date), version=day.version)
    event = _event(day, team.shift_id, SHIFT_EVENT, (team.start_time, team.end_time))
    event.add("summary", title)
    reserves = [" · ".join(part for part in (stop_title(stop), stop.door.address) if part) for stop in team.reserves]
    if reserves:
        event.add("description", "\n".join([say.text("table.reserves"), *reserves]))
    event.add("transp", "TRANSPARENT")  # the stops inside it are what is busy
    return event


def _stop(day: DayItinerary, team: TeamItinerary, stop: StopLine, say: Words) -> icalendar.Event:
    event = _event(day, team.shift_id, stop.visit_id, (stop.start_time or 0, stop.end_time or 0))
    event.add("summary", stop_title(stop))
    event.add("location", ", ".join(part for part in (stop.door.address, stop.door.neighbourhood, stop.door.village) if part))
    event.add("geo", (round(stop.latitude, 6), round(stop.longitude, 6)))
    event.add("description", " · ".join(part for part in (say.text(f"purpose.{stop.kind.value}"), stop.directions) if part))
    return event


def _pause(day: DayItinerary, team: TeamItinerary, pause: BreakLine, say: Words) -> icalendar.Event:
    event = _event(day, team.shift_id, pause_event(pause.break_id), (pause.start_time, pause.end_time))
    event.add("summary", say.text(f"break.{pause.label}"))
    return event


def _event(day: DayItinerary, shift_id: str, what: str, span: tuple[int, int]) -> icalendar.Event:
    midnight = dt.datetime(day.date.year, day.date.month, day.date.day, tzinfo=ZoneInfo(day.time_zone))
    event = icalendar.Event()
    event.add("uid", f"{day.date:%Y%m%d}-{shift_id}-{what}@dds-planner")
    event.add("dtstamp", dt.datetime(day.date.year, day.date.month, day.date.day, tzinfo=dt.UTC))
    event.add("sequence", day.version)
    organizer = icalendar.vCalAddress(_NO_MAIL)  # required by RFC 5546; a client takes a cancellation from the same one only
    organizer.params["cn"] = icalendar.vText(day.station.name)
    event.add("organizer", organizer)
    for name, time in zip(("dtstart", "dtend"), span, strict=True):
        event.add(name, (midnight.astimezone(dt.UTC) + dt.timedelta(seconds=time)))
    return event
