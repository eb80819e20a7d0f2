"""The plan that scenarios are held against, with everything that the workspace knows of its day."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from inputs.roads.closing import RoadMap
from inputs.roads.facade import Roads
from planner.domain.candidate import DueList
from planner.domain.errors import Fault
from planner.domain.known_names import KnownNames
from planner.domain.place import Point
from planner.domain.records import Village
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.units import clock
from planner.domain.visit import Visit, VisitKind
from planner.rules.priority import due_date
from planner.usecases.finishing import judged
from planner.usecases.left_open import by_strength
from planner.usecases.reading import ReadPlan, read_kept_plan
from planner.usecases.records import Records, read_records_before
from planner.usecases.sheets_out import elsewhere
from planner.usecases.unreachable import within_reach
from planner.usecases.week.locks import DayLocks, day_locks
from planner.usecases.whatif.running import rest_of
from planner.usecases.workspace import Workspace

_NAMED = 8
"""Ids named in a note."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Baseline:
    """A kept plan and its day. Not slotted: what scenarios share is worked out once.

    Attributes
    ----------
    kept
        Plan, problem and places.
    settings
        Of the workspace.
    records
        As they were before the day began: what is recorded of it since changes neither side of a comparison.
    num_recorded
        Rows recorded of that day and later ones.
    newest
        The day's newest version when all this was read.
    elsewhere
        Ids of what other days have.
    locks
        What approved weeks bind the day to.
    since
        From when on the plan was made anew; `None`: it was not. All of `kept` is then the rest of its day.
    done
        Visits that were behind it then: on neither side of a comparison.
    """

    kept: ReadPlan
    settings: Settings
    records: Records
    roads: Roads
    road_map: RoadMap
    villages: tuple[Village, ...]
    locks: DayLocks
    num_recorded: int = 0
    newest: int | None = None
    elsewhere: frozenset[str] = frozenset()
    since: int | None = None
    done: tuple[Visit, ...] = ()

    @property
    def date(self) -> dt.date:
        """The day."""
        return self.kept.document.date

    @cached_property
    def due(self) -> DueList:
        """What is due that day as things are."""
        return self.records.due(self.date, self.settings, self.shifts)

    @cached_property
    def shifts(self) -> tuple[Shift, ...]:
        """Who is on duty that day as things are."""
        return self.records.shifts_on(self.date, self.settings)

    @cached_property
    def offered(self) -> frozenset[str]:
        """Ids of the visits that the plan was offered."""
        return frozenset(visit.id for visit in self.kept.problem.visits)

    @cached_property
    def gone(self) -> frozenset[str]:
        """Ids of the visits that the plan was offered and that are not due any more, for other reasons than recorded rows."""
        return self.offered - {candidate.visit.id for candidate in self.due.candidates}

    @cached_property
    def came_later(self) -> frozenset[str]:
        """Ids of complaints and promises that are due and that the plan was never offered: no side of a comparison has them."""
        must = (c.visit for c in self.due.candidates if c.visit.is_required or c.visit.kind is VisitKind.COMPLAINT)
        return frozenset(visit.id for visit in must) - self.offered - self.had

    @cached_property
    def had(self) -> frozenset[str]:
        """Ids of what the day cannot be offered any more: it is done, or other days have it."""
        return self.elsewhere | {visit.id for visit in self.done}

    @cached_property
    def waived(self) -> frozenset[str]:
        """Ids of promised visits that the plan was allowed to leave out."""
        free = {visit.id for visit in self.kept.problem.visits if not visit.is_required}
        return frozenset(c.visit.id for c in self.due.candidates if c.visit.is_required and c.visit.id in free)

    @cached_property
    def _reached(self) -> dict[frozenset[str], DueList]:
        return {}

    def within_reach(self, due: DueList, shifts: tuple[Shift, ...]) -> DueList:
        """What is due without the routine doors that no shift has a way to, on the roads as they are.

        Scenarios that ask about the same doors and ways of moving share the answer.
        """
        profiles = frozenset(shift.profile for shift in shifts)
        if due is self.due and profiles in self._reached:
            return self._reached[profiles]
        within, _ = within_reach(due, shifts, self.roads, Point.of_row(self.kept.places[0]))
        if due is self.due:
            self._reached[profiles] = within
        return within

    def days_left(self, records: Records | None = None) -> Mapping[str, int]:
        """Id of each complaint, of the ledger's or of some records, to the days until it is due."""
        programme = self.settings.programme
        return {one.id: (due_date(one, programme) - self.date).days for one in (records or self.records).complaints}

    def known(self) -> KnownNames:
        """What a scenario may name."""
        sizes = {team.id: len(team.officers) for team in self.records.teams_on(self.date)}
        network = self.roads.network
        return KnownNames(
            date=self.date,
            teams=sizes,
            on_duty={shift.team: sizes[shift.team] for shift in self.shifts},
            shifts=tuple(hours.name for hours in self.settings.day.shifts),
            streets=frozenset(name for name in network.names if name),
            rivers=frozenset(line.name for line in network.waters if line.name),
            villages={village.code: village.name for village in self.villages},
            groups=frozenset(home.address.group for home in self.records.households if home.address.group),
            road_classes=network.present_classes(),
        )

    def notes(self) -> tuple[Fault, ...]:
        """What makes scenarios differ from the plan beside what they say: data or settings changed since it was made."""
        found = []
        if self.num_recorded:
            found.append(Fault(code="E8056", values={"count": self.num_recorded, "date": self.date.isoformat()}))
        if self.gone:
            found.append(Fault(code="E8050", values={"num": len(self.gone), "total": len(self.offered)}))
        later = by_strength([c.visit for c in self.due.candidates if c.visit.id in self.came_later], self.shifts)
        for code, came in (("E8058", later.ids), ("E8140", (*later.out_of_hours, *later.unable))):
            if came:
                ids = ", ".join(sorted(came)[:_NAMED]) + ("…" if len(came) > _NAMED else "")
                found.append(Fault(code=code, values={"count": len(came), "ids": ids, "date": self.date.isoformat()}))
        if self.since is not None:
            told = {"version": self.kept.document.plan_version, "time": clock(self.since)}
            found.append(Fault(code="E8159", values=told))
        elif _on_duty(self.shifts) != _on_duty(self.kept.problem.shifts):
            found.append(Fault(code="E8051"))
        return tuple(found)


def _on_duty(shifts: Iterable[Shift]) -> dict[str, Shift]:
    """Shifts by id, without what their hours are called: files up to 0.4.0 do not say it, and no plan depends on it.

    Where they start is a number of the plan's own places.
    """
    return {shift.id: dataclasses.replace(shift, name="", start=None) for shift in shifts}


def load_baseline(workspace: Workspace, path: Path) -> Baseline:
    """Read a kept plan and what the workspace knows.

    Raises
    ------
    InputError
        E3xxx for a broken plan file, E2xxx for roads, E6xxx for the ledger.
    CheckFailedError
        If the plan breaks a law: there is no comparing with it.
    """
    kept = read_kept_plan(path)
    judged(kept.problem, kept.document.plan)
    date, replanned = kept.document.date, kept.document.replanned
    rest, done = rest_of(kept)
    with workspace.ledger() as ledger:
        newest = ledger.newest_version(date)
    roads, villages = Roads.load(workspace.roads_folder, workspace.settings.roads), workspace.villages()
    records, num_recorded = read_records_before(workspace, date)
    return Baseline(
        kept=rest,
        since=None if replanned is None else replanned.time,
        done=done,
        settings=records.as_learned(workspace.settings),
        records=records,
        num_recorded=num_recorded,
        newest=newest,
        elsewhere=elsewhere(workspace, date),
        roads=roads,
        road_map=RoadMap(roads.network, villages),
        villages=villages,
        locks=day_locks(workspace, date),
    )
