"""Who is on duty on a day: the roster with what is said for that day, one shift per team and named shift, with its breaks."""

import datetime as dt
import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from planner.domain.errors import Fault, InputError, Where
from planner.domain.officer_names import is_same_name
from planner.domain.place import Point
from planner.domain.records import Officer, Team, TeamDay
from planner.domain.settings import DaySettings, Settings, ShiftHours
from planner.domain.shift import Break, Shift
from planner.domain.units import DAY
from planner.domain.visit import Window

FRIDAY = 4
"""`datetime.date.weekday` counts from Monday 0."""


def shifts_of_day(
    teams: Iterable[Team], *, date: dt.date, settings: Settings, station_place: int | None = 0
) -> tuple[Shift, ...]:
    """Make the shifts of the teams on duty on a day.

    The id of a shift is the team's (`T01`); where a team serves several shifts a day the shift's name is added (`T01-sore`),
    and a stroke where that is another's id. Every shift starts and ends at the station. A shift of which
    a break leaves nothing is none.

    Raises
    ------
    InputError
        E5070 if a team on duty is to serve a shift that the settings do not have.
    """
    roster, found = tuple(teams), []
    taken = {team.id for team in roster}
    for team in roster:
        if not _is_on_duty(team, date):
            continue
        names = tuple(dict.fromkeys(team.shifts)) or (settings.day.default_shift,)
        for name in names:
            hours = _own_hours(_hours(name, settings.day, team.id), team.day)
            window, breaks = duty_of_day(hours, date=date, day=settings.day, prays=_prays(team, settings.day, roster))
            if window.start == window.end:
                continue
            id_ = team.id if len(names) == 1 else free_id(f"{team.id}-{name}", taken)
            taken.add(id_)
            found.append(
                Shift(
                    id=id_,
                    window=window,
                    start=station_place,
                    end=station_place,
                    profile=team.profile,
                    skills=team.skills,
                    team_size=len(team.officers),
                    breaks=breaks,
                    max_visits=settings.day.max_visits if team.max_visits is None else team.max_visits,
                    village=team.village,
                    team=team.id,
                    name=name,
                )
            )
    return tuple(found)


def teams_of_day(teams: Iterable[Team], days: Iterable[TeamDay]) -> tuple[Team, ...]:
    """The roster with what is said of its teams for one day, then guests; what is said of a team that is gone says nothing."""
    own = {day.team: day for day in days}
    there = tuple(_on_day(team, own.pop(team.id)) if team.id in own else team for team in teams)
    return (*there, *(_guest(day) for day in own.values() if day.lent_by))


def _guest(day: TeamDay) -> Team:
    """A team that another station lends for the day: its station stands where a unit of the own one would."""
    team = Team(id=day.team, unit=day.post_name or day.lent_by, officers=())
    return _on_day(team, day)


def is_named(officer: Officer, name: str) -> bool:
    """Whether an officer is meant: by NRP, or by name, without regard to capitals, degrees and points."""
    return name == officer.nrp if officer.nrp and name.isdigit() else is_same_name(name, officer.name)


def doubled_officers(teams: Sequence[Team], shifts: Iterable[Shift]) -> list[Fault]:
    """E4070 for each two teams that have the same officer on duty at the same time, E4080 for each that has one of a team that
    is lent to another station.

    Officers are known by NRP; where one has none, by name, where a team has borrowed somebody: two of the same name in the
    roster may well be two.
    """
    duty: dict[str, list[Shift]] = {}
    for shift in shifts:
        duty.setdefault(shift.team, []).append(shift)
    there = [team for team in teams if team.id in duty]
    doubled = [
        Fault(code="E4070", values={"first": one.id, "second": other.id})
        for one, other in itertools.combinations(there, 2)
        if _share(one, other) and _meet(duty[one.id], duty[other.id])
    ]
    away = [(team, team.day.lent_to) for team in teams if team.day is not None and team.day.lent_to]
    return doubled + [
        Fault(code="E4080", values={"team": one.id, "lent": other.id, "station": station})
        for one in there
        for other, station in away
        if one is not other and _share(one, other)
    ]


def doubled_over_midnight(team: Team, shifts: Sequence[Shift], others: Sequence[Team], later: Sequence[Shift]) -> list[str]:
    """Teams of a neighbouring day that have an officer of a team on duty at the same time.

    Parameters
    ----------
    shifts
        Of the team.
    others, later
        Teams of the other day and their shifts, in seconds since midnight of the team's day.
    """
    own = [shift for shift in shifts if shift.team == team.id]
    if not _meet(own, later):
        return []
    return [
        other.id
        for other in others
        if other.id != team.id and _share(team, other) and _meet(own, (shift for shift in later if shift.team == other.id))
    ]


def on_another_day(shifts: Iterable[Shift], days: int) -> tuple[Shift, ...]:
    """Shifts of the day so many days later, in seconds since midnight of this one."""
    moved = ((shift, Window(start=shift.window.start + days * DAY, end=shift.window.end + days * DAY)) for shift in shifts)
    return tuple(replace(shift, window=window, breaks=()) for shift, window in moved)


def posts_of(teams: Iterable[Team]) -> dict[str, Point]:
    """Team to where it starts, where that is not the station."""
    return {team.id: team.day.post for team in teams if team.day is not None and team.day.post is not None}


def from_posts(shifts: Iterable[Shift], places: dict[str, int]) -> tuple[Shift, ...]:
    """Shifts that start where their teams do; all end at the station, where papers are handed in."""
    return tuple(replace(shift, start=places.get(shift.team, shift.start)) for shift in shifts)


def free_id(id_: str, taken: Collection[str]) -> str:
    """The id, with as many strokes as it takes to be nobody else's."""
    while id_ in taken:
        id_ += "'"
    return id_


def duty_of_day(hours: ShiftHours, *, date: dt.date, day: DaySettings, prays: bool = True) -> tuple[Window, tuple[Break, ...]]:
    """When a named shift works on a day, and the breaks that it takes meanwhile.

    On Fridays the Friday break is taken by every shift that it touches and whose team prays, and replaces the breaks that
    it touches.
    Windows are cut so that a break lies within its shift. A break that the end of duty would cut ends the work at its latest
    start, one that its beginning would cut lets the work begin at its earliest end: nobody is at a door meanwhile.
    """
    breaks = hours.breaks
    friday = day.friday_break if prays and date.weekday() == FRIDAY else None
    if friday is not None and _touches(friday, hours.window):
        breaks = (*(rest for rest in breaks if not _overlap(rest, friday)), friday)
    return _fitted(breaks, hours.window)


def _fitted(breaks: tuple[Break, ...], window: Window) -> tuple[Window, tuple[Break, ...]]:
    fitted = tuple(rest for rest in (_fit(rest, window) for rest in breaks) if rest is not None)
    start, end = window.start, window.end
    for rest in breaks:
        earliest_end, latest_start = rest.windows[0].start + rest.duration, rest.windows[-1].end
        if _fit(rest, window) is not None or earliest_end <= window.start or latest_start >= window.end:
            continue  # taken on duty, or wholly before or after it
        if latest_start < window.start:
            start = max(start, earliest_end)
        else:
            end = min(end, latest_start)
    if start >= end:
        return Window(start=window.start, end=window.start), ()
    left = Window(start=start, end=end)
    return (window, fitted) if left == window else _fitted(breaks, left)


def _is_on_duty(team: Team, date: dt.date) -> bool:
    """Whether a team works: on its weekdays, and on a day for which somebody has given it a shift or hours."""
    if team.day is not None and (team.day.is_off or team.day.shifts or team.day.hours):
        return not team.day.is_off
    return not team.weekdays or date.weekday() in team.weekdays


def _own_hours(hours: ShiftHours, own: TeamDay | None) -> ShiftHours:
    """A named shift as a team serves it on its day."""
    if own is None:
        return hours
    breaks = hours.breaks if own.breaks is None else own.breaks
    return replace(hours, window=own.hours or hours.window, breaks=breaks)


def _prays(team: Team, day: DaySettings, roster: Sequence[Team]) -> bool:
    """Whether the Friday break is the team's: one made of several is free of it only if all of them are, and one that has
    borrowed somebody only if that officer is of such a team too.
    """
    if team.day is not None and team.day.prays is not None:
        return team.day.prays
    exempt, whole = {*day.friday_exempt_teams}, team.joins or (team.part_of or team.id,)
    borrowed = team.day.borrowed if team.day is not None else ()
    return not {*whole} <= exempt or not all(_is_of(one, exempt - {team.id}, roster) for one in borrowed)


def _is_of(officer: Officer, teams: Collection[str], roster: Iterable[Team]) -> bool:
    """Whether an officer is of one of some teams, there that day or not."""
    return any(
        any(_is_same(officer, one) for one in team.officers)
        or (team.day is not None and any(is_named(officer, name) for name in team.day.absent))
        for team in roster
        if team.id in teams
    )


def _hours(name: str, day: DaySettings, team: str) -> ShiftHours:
    for hours in day.shifts:
        if hours.name == name:
            return hours
    names = ", ".join(hours.name for hours in day.shifts)
    raise InputError.of("E5070", Where(file="dds.toml", column="day.shifts"), team=team, shift=name, choices=names)


def _touches(rest: Break, window: Window) -> bool:
    first, last = _span(rest)
    return first < window.end and last > window.start


def _overlap(one: Break, other: Break) -> bool:
    first, last = _span(other)
    return _touches(one, Window(start=first, end=max(first, last)))


def _span(rest: Break) -> tuple[int, int]:
    """From the earliest start of a break to its latest end."""
    return rest.windows[0].start, rest.windows[-1].end + rest.duration


def _fit(rest: Break, window: Window) -> Break | None:
    last_start = window.end - rest.duration
    starts = ((max(span.start, window.start), min(span.end, last_start)) for span in rest.windows)
    windows = tuple(Window(start=first, end=last) for first, last in starts if first <= last)
    if not windows:
        return None
    return Break(id=rest.id, windows=windows, duration=rest.duration, label=rest.label)


def _on_day(team: Team, day: TeamDay) -> Team:
    here = (one for one in team.officers if not any(is_named(one, name) for name in day.absent))
    return replace(
        team,
        officers=(*here, *day.borrowed),
        skills=team.skills if day.skills is None else day.skills,
        shifts=day.shifts or team.shifts,
        day=day,
    )


def _share(one: Team, other: Team) -> bool:
    borrowed = [*(one.day.borrowed if one.day else ()), *(other.day.borrowed if other.day else ())]
    return any(
        _is_same(left, right) if left in borrowed or right in borrowed else bool(left.nrp) and left.nrp == right.nrp
        for left, right in itertools.product(one.officers, other.officers)
    )


def _is_same(one: Officer, other: Officer) -> bool:
    """Whether two are one: by NRP where both have theirs, else by name whatever their ranks."""
    return one.nrp == other.nrp if one.nrp and other.nrp else is_same_name(one.name, other.name)


def _meet(some: Iterable[Shift], others: Iterable[Shift]) -> bool:
    pairs = itertools.product(some, others)
    return any(one.window.start < other.window.end and other.window.start < one.window.end for one, other in pairs)
