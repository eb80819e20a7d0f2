"""Who is on duty on a day, and what is different that day: seen, set and cleared without touching the roster."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from planner.domain.errors import Fault, InputError, refuse
from planner.domain.masking import listed
from planner.domain.records import Officer, Team, TeamDay
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.units import clock
from planner.rules.roster import (
    FRIDAY,
    doubled_officers,
    doubled_over_midnight,
    on_another_day,
    shifts_of_day,
    teams_of_day,
)
from planner.usecases.day_news import differing_teams, is_free_of_duty, note_of_teams
from planner.usecases.held_sheets import teams_misnamed
from planner.usecases.on_duty import duty_day
from planner.usecases.plain import plain
from planner.usecases.reading import read_kept_plan
from planner.usecases.seen import require_seen
from planner.usecases.team_day_words import TeamDayReader, TeamDayWords
from planner.usecases.workspace import Workspace

_A_DAY = dt.timedelta(days=1)

_DOUBLED = frozenset({"E4070", "E4080", "E4082"})
"""Officers in two places at once: of the roster, of a team that is lent, past midnight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamOnDay:
    """A team as it is on a day, and its shifts.

    Attributes
    ----------
    usual
        As the roster has it.
    shifts
        None: it is not on duty.
    has_old_sheet
        A sheet that it holds for the day names others than those who go.
    notes
        What follows from what has just been said of it.
    """

    team: Team
    shifts: tuple[Shift, ...]
    usual: Team
    has_old_sheet: bool = False
    notes: tuple[Fault, ...] = ()

    @property
    def day(self) -> TeamDay | None:
        """What is different that day; `None`: nothing."""
        return self.team.day

    @property
    def said(self) -> TeamDayWords:
        """The same in words that read back as it, for a form."""
        return _said(self.day)

    @property
    def absent(self) -> tuple[Officer, ...]:
        """Members who are not there."""
        return tuple(one for one in self.usual.officers if one not in self.team.officers)

    @property
    def keeps_skills(self) -> bool:
        """Members are away, and nobody has said whether the team can still do what it could."""
        return bool(self.absent and self.usual.skills and self.day is not None and self.day.skills is None)

    def as_data(self) -> dict[str, object]:
        """The team's day for JSON; without names."""
        return {
            "team": self.team.id,
            "shifts": [
                {
                    "shift": shift.id,
                    "hours": _span(shift.window.start, shift.window.end),
                    "breaks": [_span(rest.windows[0].start, rest.windows[-1].end + rest.duration) for rest in shift.breaks],
                }
                for shift in self.shifts
            ],
            "num_officers": len(self.team.officers),
            "num_absent": len(self.absent),
            "num_borrowed": len(self.day.borrowed) if self.day else 0,
            "skills": sorted(self.team.skills),
            "post": plain(self.day.post) if self.day else None,
            "is_different": self.day is not None,
            "lent_by": self.day.lent_by if self.day else "",
            "lent_to": self.day.lent_to if self.day else "",
            "asked_by": self.day.asked_by if self.day else "",
            "has_old_sheet": self.has_old_sheet,
            "notes": [note.text() for note in self.notes],
        }


def duty_of_day(workspace: Workspace, date: dt.date) -> tuple[TeamOnDay, ...]:
    """Every team of the roster with its shifts on a day."""
    with workspace.ledger() as ledger:
        usual, days, sheets = ledger.teams(), ledger.team_days(date, date), ledger.sheets(date)
    teams = teams_of_day(usual, days)
    shifts = shifts_of_day(teams, date=date, settings=workspace.settings)
    old, roster = teams_misnamed(sheets, teams), {team.id: team for team in usual}
    return tuple(
        TeamOnDay(
            team=team, shifts=tuple(one for one in shifts if one.team == team.id), usual=roster.get(team.id, team),
            has_old_sheet=team.id in old,
        )
        for team in teams
    )  # fmt: skip


def set_team_day(workspace: Workspace, date: dt.date, team_id: str, words: TeamDayWords, *, seen: str = "") -> TeamOnDay:
    """Keep what is different for a team on a day, beside what was said before; what is as ever again is forgotten.

    Parameters
    ----------
    seen
        Mark of the `TeamOnDay.said` that whoever decides has seen; empty: whatever it is.

    Raises
    ------
    InputError
        E6138 if another desk has kept something else since that was seen; E8101 for a team that there is not, E4070 for an
        officer who would be in two teams at once (E4080: one of a team that is lent, E4082: past midnight), E4081 for a team
        that is lent, E4073 if nobody is left, E4074 for hours of a team with several shifts, E4084 for a break outside them;
        E4071, E4072, E1110, E8102 for words.
    """
    with workspace.ledger() as ledger, ledger.together():
        usual, around = ledger.teams(), ledger.team_days(date - _A_DAY, date + _A_DAY)
        days = [day for day in around if day.date == date]
        require_seen(seen, _said(_day_of(days, team_id.strip())))
        facilities = {one.id: one for one in ledger.facilities([words.post.strip()] if words.post else [])}
        team = next((one for one in usual if one.id == team_id.strip()), None)
        if team is None:
            raise InputError.of("E8101", team=team_id[:40], known=listed(team_id, [one.id for one in usual]) or "–")
        said = TeamDayReader(team, usual, facilities, workspace.settings.day).read(words)
        blank = TeamDay(date=date, team=team.id)
        before = _day_of(days, team.id) or blank
        after = dataclasses.replace(before, **said)
        refuse(_Judge(usual, around, after, workspace.settings).faults(has_breaks="breaks" in said))
        if after == blank:
            ledger.clear_team_days(date, [team.id], **workspace.stamp())
        else:
            ledger.put_team_days([after], **workspace.stamp())
    found = next(one for one in duty_of_day(workspace, date) if one.team.id == team.id)
    return dataclasses.replace(
        found, notes=(*_prayer_notes(found, workspace.settings), *_plan_notes(workspace, date, [team.id]))
    )


def clear_team_days(
    workspace: Workspace, date: dt.date, teams: Sequence[str] = (), *, seen: str = ""
) -> tuple[tuple[str, ...], list[Fault]]:
    """Take back what was said of teams (of none: of all) for a day; whose it was, and E4076 if a plan goes by it.

    Parameters
    ----------
    seen
        Mark of the `TeamOnDay.said` of each that whoever decides has seen; empty: whatever it is.

    Raises
    ------
    InputError
        E6138 if another desk has kept something else since that was seen; E4070, E4080, E4082 for an officer who would then
        be in two teams at once, as `set_team_day`.
    """
    with workspace.ledger() as ledger, ledger.together():
        around = ledger.team_days(date - _A_DAY, date + _A_DAY)
        days = [day for day in around if day.date == date]
        for team in teams:
            require_seen(seen, _said(_day_of(days, team)))
        gone = {day.team for day in days if not teams or day.team in teams}
        refuse(_doubled_without(ledger.teams(), around, date, gone, workspace.settings))
        cleared = ledger.clear_team_days(date, list(teams) or None, **workspace.stamp())
    return cleared, _plan_notes(workspace, date, cleared)


def _doubled_without(
    usual: Sequence[Team], around: Sequence[TeamDay], date: dt.date, gone: Collection[str], settings: Settings
) -> list[Fault]:
    """Officers who would be in two teams at once, and are not now, if nothing were said any more of some teams on a day."""
    left = [day for day in around if day.date != date or day.team not in gone]
    found: dict[tuple[str, frozenset[object]], Fault] = {}
    for name in sorted(gone):
        own = [day for day in around if (day.date, day.team) == (date, name)]
        judge = _Judge(usual, [*left, *own], TeamDay(date=date, team=name), settings)
        for fault in judge.faults(has_breaks=False) if any(team.id == name for team in usual) else ():
            found.setdefault((fault.code, frozenset(fault.values.values())), fault)
    for fault in _doubled_on(usual, around, date, settings):
        found.pop((fault.code, frozenset(fault.values.values())), None)
    return [fault for fault in found.values() if fault.code in _DOUBLED]


def _doubled_on(usual: Sequence[Team], days: Sequence[TeamDay], date: dt.date, settings: Settings) -> list[Fault]:
    teams = teams_of_day(usual, [day for day in days if day.date == date])
    return doubled_officers(teams, shifts_of_day(teams, date=date, settings=settings))


def _plan_notes(workspace: Workspace, date: dt.date, teams: Sequence[str]) -> list[Fault]:
    """E4076, or E4115, where the newest plan of a day that is not over has teams serve otherwise than they are to now."""
    with workspace.ledger() as ledger:
        plans = ledger.plans(date)
    if not plans or date < duty_day(workspace):
        return []
    try:
        differing = differing_teams(workspace, read_kept_plan(workspace.folder / plans[-1].path), teams)
        return note_of_teams(differing, date, is_free=is_free_of_duty(workspace, date))
    except InputError:  # printing says what is wrong with a file
        return []


def _prayer_notes(one: TeamOnDay, settings: Settings) -> list[Fault]:
    """E4083 for a team that would work through the Friday break if it had borrowed nobody."""
    day = one.day
    if day is None or not day.borrowed or day.prays is not None or day.date.weekday() != FRIDAY or not one.shifts:
        return []
    (alone,) = teams_of_day([one.usual], [dataclasses.replace(day, borrowed=())])
    before = shifts_of_day([alone], date=day.date, settings=settings)
    is_same = [(shift.window, shift.breaks) for shift in before] == [(shift.window, shift.breaks) for shift in one.shifts]
    return [] if is_same else [Fault(code="E4083", values={"team": one.team.id, "date": day.date.isoformat()})]


def _day_of(days: Sequence[TeamDay], team: str) -> TeamDay | None:
    return next((day for day in days if day.team == team), None)


def _said(day: TeamDay | None) -> TeamDayWords:
    return TeamDayWords() if day is None else words_of(day)


def words_of(day: TeamDay) -> TeamDayWords:
    """What is different in words that read back as the same, for a form."""
    breaks = (
        None if day.breaks is None else [_span(one.windows[0].start, one.windows[-1].end + one.duration) for one in day.breaks]
    )
    lines = [f"{one.rank} {one.name}".strip() + (f" – {one.nrp}" if one.nrp else "") for one in day.borrowed]
    return TeamDayWords(
        is_off=day.is_off,
        absent=day.absent,
        borrowed=lines,
        skills="" if day.skills is None else ", ".join(sorted(day.skills)) or "-",
        shifts=day.shifts,
        hours="" if day.hours is None else _span(day.hours.start, day.hours.end),
        breaks=() if breaks is None else breaks or ("-",),
        prays={None: "", True: "yes", False: "no"}[day.prays],
        post="" if day.post is None else f"{day.post.latitude}, {day.post.longitude}",
        post_name=day.post_name,
    )


class _Judge:
    """What is to be said of a team's day, held against the roster and what is said of others that day and beside it."""

    def __init__(self, usual: Sequence[Team], around: Sequence[TeamDay], after: TeamDay, settings: Settings) -> None:
        self._usual, self._after, self._settings = usual, after, settings
        self._before = _day_of([day for day in around if day.date == after.date], after.team)
        self._others = [day for day in around if (day.date, day.team) != (after.date, after.team)]

    def faults(self, *, has_breaks: bool) -> list[Fault]:
        """All that speaks against it; breaks are looked at where they are said now."""
        after = self._after
        teams, shifts = self._on(after.date, after)
        team = next(one for one in teams if one.id == after.team)
        if after.lent_to and not after.is_off:
            return [Fault(code="E4081", values={"team": team.id, "station": after.lent_to, "date": after.date.isoformat()})]
        if not team.officers and not after.is_off:
            return [Fault(code="E4073", values={"team": team.id, "date": after.date.isoformat()})]
        names = dict.fromkeys(team.shifts) or {self._settings.day.default_shift: None}
        if after.hours is not None and len(names) > 1:
            return [Fault(code="E4074", values={"team": team.id, "shifts": ", ".join(names)})]
        found = [fault for fault in doubled_officers(teams, shifts) if after.team in fault.values.values()]
        found += self._over_midnight()
        return [*found, *self._breaks_outside(list(names))] if has_breaks and not after.is_off else found

    def _on(self, date: dt.date, own: TeamDay | None) -> tuple[tuple[Team, ...], tuple[Shift, ...]]:
        days = [*(day for day in self._others if day.date == date), *([own] if own is not None and own.date == date else [])]
        teams = teams_of_day(self._usual, days)
        return teams, shifts_of_day(teams, date=date, settings=self._settings)

    def _over_midnight(self) -> list[Fault]:
        """E4082 for what was not so before: a roster that doubles officers is told when it is imported."""
        found, known = self._meeting(self._after), self._meeting(self._before)
        return [
            Fault(code="E4082", values={"first": self._after.team, "second": other, "date": date.isoformat()})
            for date, other in found
            if (date, other) not in known
        ]

    def _meeting(self, own: TeamDay | None) -> list[tuple[dt.date, str]]:
        teams, shifts = self._on(self._after.date, own)
        team = next(one for one in teams if one.id == self._after.team)
        found = []
        for days in (-1, 1):
            date = self._after.date + days * _A_DAY
            others, later = self._on(date, None)
            met = doubled_over_midnight(team, shifts, others, on_another_day(later, days))
            found += [(date, other) for other in met]
        return found

    def _breaks_outside(self, names: Sequence[str]) -> list[Fault]:
        """E4084 for each break said that lies wholly outside the hours of duty: it would never be taken."""
        hours = [one.window for one in self._settings.day.shifts if one.name in names]
        duty = [self._after.hours] if self._after.hours is not None else hours
        told = ", ".join(_span(one.start, one.end) for one in duty)
        spans = [(rest.windows[0].start, rest.windows[-1].end + rest.duration) for rest in self._after.breaks or ()]
        return [
            Fault(code="E4084", values={"span": _span(start, end), "team": self._after.team, "hours": told})
            for start, end in spans
            if not any(start < one.end and end > one.start for one in duty)
        ]


def _span(start: int, end: int) -> str:
    return f"{clock(start)}-{clock(end)}"
