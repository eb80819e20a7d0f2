"""Who is on duty on a day, and what is different that day: seen, set and cleared without touching the roster."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.errors import Fault, InputError, refuse
from planner.domain.masking import suggestion
from planner.domain.records import Officer, Team, TeamDay
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.units import clock
from planner.rules.roster import doubled_officers, shifts_of_day, teams_of_day
from planner.usecases.held_sheets import teams_misnamed
from planner.usecases.plain import plain
from planner.usecases.seen import require_seen
from planner.usecases.team_day_words import TeamDayReader, TeamDayWords
from planner.usecases.workspace import Workspace


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
    """

    team: Team
    shifts: tuple[Shift, ...]
    usual: Team
    has_old_sheet: bool = False

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
        officer who would be in two teams at once, E4073 if nobody is left, E4074 for hours of a team with several shifts;
        E4071, E4072, E1110, E8102 for words.
    """
    with workspace.ledger() as ledger, ledger.together():
        usual, days = ledger.teams(), ledger.team_days(date, date)
        require_seen(seen, _said(_day_of(days, team_id.strip())))
        facilities = {one.id: one for one in ledger.facilities([words.post.strip()] if words.post else [])}
        team = next((one for one in usual if one.id == team_id.strip()), None)
        if team is None:
            raise InputError.of("E8101", team=team_id[:40], known=suggestion(team_id, [one.id for one in usual]) or "–")
        said = TeamDayReader(team, usual, facilities, workspace.settings.day).read(words)
        blank = TeamDay(date=date, team=team.id)
        before = _day_of(days, team.id) or blank
        after = dataclasses.replace(before, **said)
        refuse(_faults(usual, [*(day for day in days if day.team != team.id), after], after, settings=workspace.settings))
        if after == blank:
            ledger.clear_team_days(date, [team.id], **workspace.stamp())
        else:
            ledger.put_team_days([after], **workspace.stamp())
    return next(one for one in duty_of_day(workspace, date) if one.team.id == team.id)


def clear_team_days(workspace: Workspace, date: dt.date, teams: Sequence[str] = (), *, seen: str = "") -> tuple[str, ...]:
    """Take back what was said of teams (of none: of all) for a day; whose it was.

    Parameters
    ----------
    seen
        Mark of the `TeamOnDay.said` of each that whoever decides has seen; empty: whatever it is.

    Raises
    ------
    InputError
        E6138 if another desk has kept something else since that was seen.
    """
    with workspace.ledger() as ledger, ledger.together():
        days = ledger.team_days(date, date)
        for team in teams:
            require_seen(seen, _said(_day_of(days, team)))
        return ledger.clear_team_days(date, list(teams) or None, **workspace.stamp())


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


def _faults(usual: Sequence[Team], days: Sequence[TeamDay], after: TeamDay, *, settings: Settings) -> list[Fault]:
    teams = teams_of_day(usual, days)
    team = next(one for one in teams if one.id == after.team)
    if not team.officers and not after.is_off:
        return [Fault(code="E4073", values={"team": team.id, "date": after.date.isoformat()})]
    names = dict.fromkeys(team.shifts) or {settings.day.default_shift}
    if after.hours is not None and len(names) > 1:
        return [Fault(code="E4074", values={"team": team.id, "shifts": ", ".join(names)})]
    found = doubled_officers(teams, shifts_of_day(teams, date=after.date, settings=settings))
    return [fault for fault in found if after.team in fault.values.values()]


def _span(start: int, end: int) -> str:
    return f"{clock(start)}-{clock(end)}"
