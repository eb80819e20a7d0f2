"""A scenario put into effect on what the station knows: settings, roster, shifts, complaints; the rest stays as it is."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np

from planner.domain.arrays import Floats
from planner.domain.errors import InputError
from planner.domain.records import Complaint, ComplaintStatus, Household, Officer, Team
from planner.domain.scenario import ExtraComplaints, ExtraTeam, Guest, Scenario, TeamChange
from planner.domain.settings import Settings
from planner.domain.shift import Break, Shift
from planner.domain.units import HOUR, clock
from planner.domain.visit import Window
from planner.rules.roster import free_id

_OTHER_HOURS = 0.1
"""One team of ten away, or on duty for an hour longer, leaves the hours of a day what they were."""

_HOURS = 48
"""Duty may run on after midnight."""

INVENTED = "WHATIF"
"""Ids of invented complaints begin with it: `WHATIF-001`."""


def altered_settings(settings: Settings, scenario: Scenario) -> Settings:
    """Settings under a scenario: named shifts replaced or added, hours and durations of visits."""
    day = settings.day
    new = {hours.name: hours for hours in scenario.shift_hours}
    kept = tuple(new.pop(hours.name, hours) for hours in day.shifts)
    changed = replace(
        day,
        shifts=(*kept, *new.values()),
        visit_hours=scenario.visit_hours or day.visit_hours,
        routine_duration=_or(scenario.routine_duration, day.routine_duration),
        complaint_duration=_or(scenario.complaint_duration, day.complaint_duration),
    )
    return replace(settings, day=changed)


def altered_teams(teams: Iterable[Team], scenario: Scenario) -> tuple[Team, ...]:
    """The roster under a scenario: teams away, joined, added, split, moving or serving otherwise."""
    there = [team for team in teams if team.id not in scenario.without]
    ids = {team.id for team in there}
    by_id = {team.id: team for team in there}
    for group in scenario.joins:
        members = [by_id.pop(name) for name in group if name in by_id]
        if members:
            joined = _joined(members, ids)
            by_id[joined.id] = joined
    found = [*by_id.values(), *(_added(extra) for extra in scenario.additions)]
    for change in scenario.changes:
        found = [new for team in found for new in _changed(team, change, {known.id for known in found})]
    return tuple(found)


def altered_shifts(shifts: Sequence[Shift], teams: Iterable[Team], scenario: Scenario) -> tuple[Shift, ...]:
    """Shifts of the altered roster with the hours and the guests of a scenario.

    Parameters
    ----------
    teams
        The altered roster.

    Raises
    ------
    InputError
        E8045 if a guest leaves outside the duty, E8046 if nothing is left of a shift.
    """
    team_of = {team.id: team for team in teams}
    found = list(shifts)
    for change in scenario.changes:
        taken = {shift.id for shift in found}
        found = [
            new
            for shift in found
            for new in (_moved(shift, change, taken) if _serves_otherwise(team_of[shift.team], change) else (shift,))
        ]
    return tuple(found)


def extra_complaints(
    wanted: ExtraComplaints, households: Sequence[Household], complaints: Iterable[Complaint], *, date: dt.date
) -> tuple[Complaint, ...]:
    """Invented complaints at doors drawn by the seed: doors that may be visited and have no open complaint.

    Raises
    ------
    InputError
        E8043 if there are fewer such doors.
    """
    taken = {complaint.household for complaint in complaints if complaint.status is ComplaintStatus.OPEN}
    doors = sorted(home.id for home in households if not home.is_do_not_visit and home.id not in taken)
    if len(doors) < wanted.count:
        raise InputError.of("E8043", count=wanted.count, doors=len(doors))
    drawn = np.random.default_rng(wanted.seed).choice(len(doors), size=wanted.count, replace=False)
    return tuple(
        Complaint(
            id=f"{INVENTED}-{number:03d}",
            household=doors[door],
            received=date,
            category=wanted.category,
            urgency=wanted.urgency,
        )
        for number, door in enumerate(sorted(drawn.tolist()), start=1)
    )


def within(shift: Shift, window: Window) -> Shift:
    """A shift with another window; breaks keep their time of day, and one that no longer fits is left out.

    Raises
    ------
    InputError
        E8046 if the window is empty.
    """
    if window.end <= window.start:
        raise InputError.of("E8046", **_hours(shift, window))
    fitted = (_fitted(rest, window) for rest in shift.breaks)
    return replace(shift, window=window, breaks=tuple(rest for rest in fitted if rest is not None))


def has_other_hours(before: Iterable[Shift], after: Iterable[Shift]) -> bool:
    """Whether more than a tenth of the duty lies in other hours of the day than it did."""
    old, new = _hours_on_duty(before), _hours_on_duty(after)
    return 0.5 * float(np.abs(old - new).sum()) > _OTHER_HOURS


def _hours_on_duty(shifts: Iterable[Shift]) -> Floats:
    """Part of all duty in each hour of two days, shape (48,)."""
    edges = np.arange(_HOURS + 1, dtype=np.float64) * HOUR
    seconds = np.zeros(_HOURS, dtype=np.float64)
    for shift in shifts:
        inside = np.clip(edges, float(shift.window.start), float(shift.window.end))
        seconds += inside[1:] - inside[:-1]
    return seconds / max(1.0, float(seconds.sum()))


def _or(value: int | None, usual: int) -> int:
    return usual if value is None else value


def _joined(teams: Sequence[Team], taken: Collection[str]) -> Team:
    first, *others = teams
    if not others:
        return first
    return replace(
        first,
        id=free_id("+".join(team.id for team in teams), taken),
        officers=tuple(officer for team in teams for officer in team.officers),
        skills=frozenset().union(*(team.skills for team in teams)),
        joins=tuple(team.id for team in teams),
    )


def _added(extra: ExtraTeam) -> Team:
    return Team(
        id=extra.id,
        unit="",
        officers=tuple(Officer(rank="", name=f"{extra.id}.{n}") for n in range(1, extra.num_officers + 1)),
        skills=extra.skills,
        profile=extra.profile,
        shifts=extra.shifts,
        village=extra.village,
    )


def _changed(team: Team, change: TeamChange, taken: Collection[str]) -> list[Team]:
    if not _is_meant(team, change):
        return [team]
    own = replace(team.day, hours=None, breaks=None) if change.shifts and team.day else team.day
    team = replace(team, profile=change.profile or team.profile, shifts=change.shifts or team.shifts, day=own)
    if not change.is_split or len(team.officers) < 2:
        return [team]
    return [
        replace(
            team,
            id=free_id(f"{team.id}{chr(ord('a') + n)}", taken),
            officers=(officer,),
            skills=team.skills if n == 0 else frozenset(),
            part_of=team.id,
        )
        for n, officer in enumerate(team.officers)
    ]


def _is_meant(team: Team, change: TeamChange) -> bool:
    """Whether a change means a team, also one that others joined under its name."""
    return any(map(change.covers, (team.id, *team.joins[:1])))


def _serves_otherwise(team: Team, change: TeamChange) -> bool:
    """Whether a change means a team, or the one that it is split off."""
    return _is_meant(team, change) or (change.is_split and bool(team.part_of) and change.covers(team.part_of))


def _moved(shift: Shift, change: TeamChange, taken: Collection[str]) -> tuple[Shift, ...]:
    window = change.hours or shift.window
    start, end = window.start + change.later, window.end + change.later + change.longer
    if end <= start:
        raise InputError.of("E8046", shift=shift.id, start=clock(start), end=clock(max(0, end)))
    if (start, end) != (shift.window.start, shift.window.end):
        shift = within(shift, Window(start=start, end=end))
    return (shift,) if change.guest is None else _with_guest(shift, change.guest, taken)


def _with_guest(shift: Shift, guest: Guest, taken: Collection[str]) -> tuple[Shift, ...]:
    """Two shifts: with the guest until he is back at the station, then without him. `max_visits` is shared by duration."""
    window = shift.window
    if not window.start < guest.until < window.end:
        raise InputError.of("E8045", **_hours(shift, window), until=clock(guest.until))
    part = (guest.until - window.start) / (window.end - window.start)
    first_most = None if shift.max_visits is None else max(1, round(shift.max_visits * part))
    later_most = None if shift.max_visits is None or first_most is None else max(0, shift.max_visits - first_most)
    early, late = Window(start=window.start, end=guest.until), Window(start=guest.until, end=window.end)
    after = within(shift, late)
    taken_later = {rest.id for rest in after.breaks}
    before = within(replace(shift, breaks=tuple(rest for rest in shift.breaks if rest.id not in taken_later)), early)
    together = replace(
        before,
        id=free_id(f"{shift.id}-1", taken),
        skills=shift.skills | guest.skills,
        team_size=shift.team_size + guest.num_officers,
        max_visits=first_most,
    )
    return together, replace(after, max_visits=later_most)


def _fitted(rest: Break, window: Window) -> Break | None:
    last_start = window.end - rest.duration
    spans = tuple(
        Window(start=max(span.start, window.start), end=min(span.end, last_start))
        for span in rest.windows
        if max(span.start, window.start) <= min(span.end, last_start)
    )
    return replace(rest, windows=spans) if spans else None


def _hours(shift: Shift, window: Window) -> dict[str, object]:
    return {"shift": shift.id, "start": clock(window.start), "end": clock(window.end)}
