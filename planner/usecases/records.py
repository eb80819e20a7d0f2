"""What the ledger knows that a day's question needs, read once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from planner.domain.candidate import DueList
from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.door import DoorCount
from planner.domain.errors import InputError, refuse
from planner.domain.minutes import DoorTime
from planner.domain.month import Period
from planner.domain.records import Complaint, Facility, Household, Team, TeamDay
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.learning.aiming import aimed
from planner.learning.durations import with_learned
from planner.learning.expecting import expecting
from planner.learning.openness import Openness, OpennessPrior, estimate_openness
from planner.ledger.store import Ledger
from planner.rules.candidates import due_candidates
from planner.rules.day_slots import slots_of
from planner.rules.roster import doubled_officers, shifts_of_day, teams_of_day
from planner.usecases.workspace import Workspace

Known = TypeVar("Known", Household, Complaint, Facility)
"""What visits change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What the ledger holds for one day.

    Attributes
    ----------
    teams
        The roster, as it is on any day.
    team_days
        What is different for teams on that day and on later ones.
    door_counts
        How often doors opened, up to that day.
    door_times
        What knocks took up to that day, where the settings plan with it.
    fingerprint
        Of the ledger; empty where only a part of it was read.
    """

    households: tuple[Household, ...]
    complaints: tuple[Complaint, ...]
    facilities: tuple[Facility, ...]
    teams: tuple[Team, ...]
    fingerprint: str = ""
    door_counts: tuple[DoorCount, ...] = ()
    team_days: tuple[TeamDay, ...] = ()
    door_times: tuple[DoorTime, ...] = ()

    def as_learned(self, settings: Settings) -> Settings:
        """The settings with which a day is planned: what knocks took in place of what was set, where that is wanted."""
        if not settings.day.learned_minutes:
            return settings
        return replace(settings, day=with_learned(settings.day, self.door_times))

    def saying(self, also: Sequence[TeamDay]) -> "Records":
        """The same with something else said of teams on single days."""
        told = {(day.date, day.team): day for day in (*self.team_days, *also)}
        return replace(self, team_days=tuple(told.values()))

    def teams_on(self, date: dt.date) -> tuple[Team, ...]:
        """The roster of a day."""
        return teams_of_day(self.teams, (day for day in self.team_days if day.date == date))

    def shifts_on(self, date: dt.date, settings: Settings) -> tuple[Shift, ...]:
        """Who is on duty on a day, starting at the station.

        Raises
        ------
        InputError
            E4070 for an officer in two teams at once.
        """
        teams = self.teams_on(date)
        shifts = shifts_of_day(teams, date=date, settings=settings, station_place=0)
        refuse(doubled_officers(teams, shifts))
        return shifts

    def about(self, id_: str) -> "Records":
        """What has this id: a complaint with the household where it is followed up, a household, or a facility.

        Raises
        ------
        InputError
            E8106 if nothing has it.
        """
        complaints = tuple(record for record in self.complaints if record.id == id_)
        doors = {id_, *(record.household for record in complaints)}
        households = tuple(record for record in self.households if record.id in doors)
        facilities = tuple(record for record in self.facilities if record.id == id_)
        if not (complaints or households or facilities):
            raise InputError.of("E8106", id=id_[:40])
        return replace(self, households=households, complaints=complaints, facilities=facilities)

    @property
    def is_special_referral(self) -> bool:
        """Whether a special referral (RJK) is among them."""
        return any(record.category == SPECIAL_REFERRAL for record in self.complaints)

    def due(self, date: dt.date, settings: Settings, shifts: Sequence[Shift]) -> DueList:
        """What is due on a day, aimed at the hours in which doors open, as far as these shifts have time then."""
        openness = estimate_of(self.door_counts, settings) if settings.programme.door_estimate else None
        due = due_candidates(self.households, self.complaints, self.facilities, date=date, settings=settings, openness=openness)
        after = aimed(due.candidates, shifts, settings=settings)
        return replace(due, candidates=expecting(due.candidates, after, shifts, settings=settings))


def why_left_out(asked: Records, due: DueList) -> str:
    """Key of the reason for which the one record that is asked about is not among what is due; see `DueList.excluded`."""
    over = "closed" if asked.complaints else "not_due"  # an open complaint is due or has a reason of its own
    return next((key for key in due.excluded if key != "merged"), over)


def read_records(workspace: Workspace, date: dt.date) -> Records:
    """Read all that a day needs."""
    with workspace.ledger() as ledger:
        return Records(
            households=ledger.households(),
            complaints=ledger.complaints(),
            facilities=ledger.facilities(),
            teams=ledger.teams(),
            team_days=ledger.team_days(date),
            fingerprint=ledger.fingerprint(),
            door_counts=counts_of(ledger, date, workspace.settings),
            door_times=times_of(ledger, date, workspace.settings),
        )


def read_records_before(workspace: Workspace, date: dt.date) -> tuple[Records, int]:
    """All that a day needs as it was before the day began, whatever was recorded since; and how many rows that are."""
    records = read_records(workspace, date)
    with workspace.ledger() as ledger:
        before = ledger.before(date)
        if not before.num_visits:
            return records, 0
        since = date - dt.timedelta(days=workspace.settings.programme.door_days)
        counts = ledger.door_counts(since, date)
        times = times_of(ledger, date, workspace.settings, last=date - dt.timedelta(days=1))
    complaints = tuple(one for one in records.complaints if one.id not in before.taken)
    known = replace(
        records,
        households=_as_before(records.households, before.households),
        complaints=_as_before(complaints, before.complaints),
        facilities=_as_before(records.facilities, before.facilities),
        door_counts=counts,
        door_times=times,
    )
    return known, before.num_visits


def _as_before(now: Sequence[Known], before: Sequence[Known]) -> tuple[Known, ...]:
    """Records with those that have changed since as they were."""
    old = {one.id: one for one in before}
    return tuple(old.get(one.id, one) for one in now)


def read_about(workspace: Workspace, date: dt.date, ids: Iterable[str]) -> Records:
    """Read what has these ids, complaints with the households where they are followed up, for a day."""
    asked = set(ids)
    with workspace.ledger() as ledger:
        complaints = ledger.complaints(asked)
        return Records(
            households=ledger.households(asked | {record.household for record in complaints if record.household}),
            complaints=complaints,
            facilities=ledger.facilities(asked),
            teams=ledger.teams(),
            team_days=ledger.team_days(date),
            door_counts=counts_of(ledger, date, workspace.settings),
            door_times=times_of(ledger, date, workspace.settings),
        )


def counts_of(ledger: Ledger, date: dt.date, settings: Settings) -> tuple[DoorCount, ...]:
    """Counts of the tries that the estimate of a day looks back on."""
    return tuple(ledger.door_counts(date - dt.timedelta(days=settings.programme.door_days)))


def times_of(ledger: Ledger, date: dt.date, settings: Settings, *, last: dt.date | None = None) -> tuple[DoorTime, ...]:
    """What knocks took in the same days, up to the last (`None`: that date), where plans are to go by it."""
    if not settings.day.learned_minutes:
        return ()
    return ledger.door_times(Period(start=date - dt.timedelta(days=settings.programme.door_days), end=last or date))


def estimate_of(counts: Sequence[DoorCount], settings: Settings) -> Openness:
    """Chances that doors open, whatever the settings want of plans."""
    names = [slot.name for slot in slots_of(settings.day)]
    return estimate_openness(counts, names, prior=OpennessPrior(mean=settings.programme.door_chance))


def read_teams(workspace: Workspace) -> tuple[Team, ...]:
    """The roster, by id."""
    with workspace.ledger() as ledger:
        return ledger.teams()
