"""The names in a scenario against what the workspace knows: teams, shifts, streets, rivers, villages, RTs.

One judge for every scenario, whether a file, the command line or a page asks it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.domain.errors import Fault, Where, dotted
from planner.domain.masking import shown_choice, suggestion
from planner.domain.scenario import DENSEST, EVERY_TEAM, Closure, ExtraTeam, Scenario, Stretch, TeamChange
from planner.domain.spelling import spelling

Location = tuple[str | int, ...]
"""Place in a scenario, by the keys of its file: `("teams", "change", 0, "parks_at")`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNames:
    """What a scenario of a day may name.

    Attributes
    ----------
    date
        The day.
    teams, on_duty
        All teams, and those with a shift that day: id to number of officers.
    shifts
        Names of shifts.
    streets, rivers
        Names of the road data.
    villages
        Code to name.
    groups
        Ids of RTs.
    road_classes
        Classes that roads have.
    """

    date: dt.date
    teams: Mapping[str, int] = field(default_factory=dict)
    on_duty: Mapping[str, int] = field(default_factory=dict)
    shifts: tuple[str, ...] = ()
    streets: frozenset[str] = frozenset()
    rivers: frozenset[str] = frozenset()
    villages: Mapping[str, str] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()
    road_classes: tuple[str, ...] = ()


def by_key(location: Location) -> Where:
    """Place of a fault in a scenario that stands in no file: its key alone."""
    return Where(column=dotted(location))


def with_known_names(
    scenario: Scenario, known: KnownNames, *, where: Callable[[Location], Where] = by_key
) -> tuple[Scenario, tuple[Fault, ...]]:
    """The scenario with codes for its villages, which may be named by code or name, and a fault for each name not known.

    Parameters
    ----------
    where
        From a place in the scenario to where a reader finds it.

    Returns
    -------
        The scenario, to be used only if there are no faults; and the faults (E8006, E8030 to E8042), in the scenario's order.
    """
    book = _NameBook(known, where, [hours.name for hours in scenario.shift_hours])
    book.check_teams(scenario)
    book.check_goal(scenario)
    additions = [book.found_added(team, ("teams", "add", n)) for n, team in enumerate(scenario.additions)]
    for n, slowdown in enumerate(scenario.slowdowns):
        book.check_stretch(slowdown, ("travel", n))
    closures = [book.found_closure(closure, ("closures", n)) for n, closure in enumerate(scenario.closures)]
    return replace(scenario, additions=tuple(additions), closures=tuple(closures)), tuple(book.faults)


class _NameBook:
    """Looks names up and keeps a fault for every one that is not known, with the nearest that are."""

    def __init__(self, known: KnownNames, where: Callable[[Location], Where], own_shifts: Iterable[str]) -> None:
        self._known, self._where = known, where
        self._streets = frozenset(map(spelling, known.streets))
        self._rivers = frozenset(map(spelling, known.rivers))
        self._shifts = list(dict.fromkeys([*known.shifts, *own_shifts]))
        spelled = [(text, code) for code, name in known.villages.items() for text in (code, name)]
        self._villages = {spelling(text): code for text, code in spelled}
        self.faults: list[Fault] = []

    def found_added(self, team: ExtraTeam, location: Location) -> ExtraTeam:
        """A team more, with the code of its village."""
        return replace(team, village=self._village(team.village, (*location, "village"))) if team.village else team

    def found_closure(self, closure: Closure, location: Location) -> Closure:
        """A closure, with the codes of its villages."""
        self.check_stretch(closure, location)
        if closure.river and spelling(closure.river) not in self._rivers:
            self._unknown("E8034", closure.river, self._known.rivers, (*location, "river"))
        codes = [self._village(name, (*location, "villages", k)) for k, name in enumerate(closure.villages)]
        return replace(closure, villages=tuple(code for code in codes if code))

    def check_stretch(self, stretch: Stretch, location: Location) -> None:
        """Streets of a closure or a slowdown, and that its classes exist here."""
        for n, street in enumerate(stretch.streets):
            if spelling(street) not in self._streets:
                self._unknown("E8032", street, self._known.streets, (*location, "streets", n))
        for n, road_class in enumerate(stretch.road_classes):
            if road_class not in self._known.road_classes:
                self._unknown("E8036", road_class, self._known.road_classes, (*location, "classes", n))

    def check_goal(self, scenario: Scenario) -> None:
        """The day by which everybody should have been visited lies ahead."""
        day = scenario.everybody_by
        if day is not None and day <= self._known.date:
            self._fault("E8037", ("goal", "everybody_by"), day=day.isoformat(), date=self._known.date.isoformat())

    def check_teams(self, scenario: Scenario) -> None:
        """Teams that are away, joined, changed or added."""
        away, joined = scenario.without, [team for group in scenario.joins for team in group]
        self._check_each(away, ("teams", "without"))
        for n, group in enumerate(scenario.joins):
            self._check_each(group, ("teams", "join", n))
        used = [*away, *joined]
        key = "without" if len(set(away)) < len(away) else "join"
        for team in sorted({team for team in used if used.count(team) > 1}):
            self._fault("E8039", ("teams", key), team=team)
        gone = {*away, *(team for group in scenario.joins for team in group[1:])}
        for n, change in enumerate(scenario.changes):
            self._check_change(change, gone, ("teams", "change", n))
        ids = set(self._known.teams)
        for n, extra in enumerate(scenario.additions):
            if extra.id in ids:
                self._fault("E8042", ("teams", "add", n, "id"), team=extra.id)
            self._check_shifts(extra.shifts, ("teams", "add", n))
            ids.add(extra.id)
        if self._known.on_duty and gone >= set(self._known.on_duty) and not scenario.additions:
            self._fault("E8038", ("teams", "without"), date=self._known.date.isoformat())

    def _check_each(self, teams: Sequence[str], location: Location) -> None:
        for n, team in enumerate(teams):
            self._check_team(team, (*location, n))

    def _check_team(self, team: str, location: Location) -> bool:
        if team not in self._known.teams:
            self._unknown("E8030", team, self._known.teams, location)
            return False
        if team not in self._known.on_duty:
            self._fault("E8031", location, team=team, date=self._known.date.isoformat())
            return False
        return True

    def _check_change(self, change: TeamChange, gone: set[str], location: Location) -> None:
        for n, team in enumerate(change.teams):
            if team == EVERY_TEAM:
                continue
            is_known = self._check_team(team, (*location, "teams", n))
            if team in gone:
                self._fault("E8039", (*location, "teams", n), team=team)
            elif is_known and change.is_split and self._known.teams[team] < 2:
                self._fault("E8041", (*location, "split"), team=team)
        self._check_shifts(change.shifts, location)
        place = change.parks_at
        if place and place != DENSEST and place not in self._known.groups:
            self._unknown("E8035", place, [*self._known.groups, DENSEST], (*location, "parks_at"))

    def _check_shifts(self, shifts: Sequence[str], location: Location) -> None:
        for n, shift in enumerate(shifts):
            if shift not in self._shifts:
                self._unknown("E8006", shift, self._shifts, (*location, "shifts", n))

    def _village(self, name: str, location: Location) -> str:
        """Code of a village of this code or name; empty if there is none."""
        code = self._villages.get(spelling(name), "")
        if not code:
            choices = self._known.villages
            self._unknown("E8033", name, [*choices.values(), *choices], location)
        return code

    def _unknown(self, code: str, name: str, choices: Iterable[str], location: Location) -> None:
        known = sorted(choices)
        self._fault(code, location, cell=shown_choice(name, known), choices=suggestion(name, known) or "–")

    def _fault(self, code: str, location: Location, **values: object) -> None:
        self.faults.append(Fault(code=code, where=self._where(location), values=values))
