"""The names in a scenario against what the workspace knows: teams, shifts, streets, rivers, villages, RTs."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from inputs.scenario_models import AddTable, ChangeTable, GoalTable, StretchTable, TeamsTable
from inputs.spelling import spelling
from inputs.tables.masking import shown_choice, suggestion
from planner.domain.scenario import DENSEST, EVERY_TEAM, KnownNames

Location = tuple[str | int, ...]
OnFault = Callable[[str, Location, dict[str, object]], None]


class NameBook:
    """Looks names up and tells every one that is not known, with the nearest that are."""

    def __init__(self, known: KnownNames, on_fault: OnFault) -> None:
        self._known, self._fault = known, on_fault
        self._streets = frozenset(map(spelling, known.streets))
        self._rivers = frozenset(map(spelling, known.rivers))
        self._shifts = list(known.shifts)
        spelled = [(text, code) for code, name in known.villages.items() for text in (code, name)]
        self._villages = {spelling(text): code for text, code in spelled}

    def learn_shifts(self, names: Iterable[str]) -> None:
        """Shifts that the scenario itself defines."""
        self._shifts += [name for name in names if name not in self._shifts]

    def village(self, name: str, location: Location) -> str:
        """Code of a village of this code or name; empty if there is none."""
        code = self._villages.get(spelling(name), "")
        if not code:
            choices = self._known.villages
            self._unknown("E8033", name, [*choices.values(), *choices], location)
        return code

    def check_stretch(self, stretch: StretchTable, location: Location) -> None:
        """Streets of a closure or a slowdown, and that its classes exist here."""
        for n, street in enumerate(stretch.streets or ()):
            if spelling(street) not in self._streets:
                self._unknown("E8032", street, self._known.streets, (*location, "streets", n))
        for n, road_class in enumerate(stretch.classes or ()):
            if road_class not in self._known.road_classes:
                self._unknown("E8036", road_class, self._known.road_classes, (*location, "classes", n))

    def check_river(self, river: str, location: Location) -> None:
        """A river's name."""
        if spelling(river) not in self._rivers:
            self._unknown("E8034", river, self._known.rivers, location)

    def check_goal(self, goal: GoalTable | None) -> None:
        """The day by which everybody should have been visited lies ahead."""
        day = None if goal is None else goal.everybody_by
        if day is not None and day <= self._known.date:
            values: dict[str, object] = {"day": day.isoformat(), "date": self._known.date.isoformat()}
            self._fault("E8037", ("goal", "everybody_by"), values)

    def check_teams(self, teams: TeamsTable) -> None:
        """Teams that are away, joined, changed or added."""
        away = teams.without or []
        self._check_each(away, ("teams", "without"))
        for n, group in enumerate(teams.join):
            self._check_each(group, ("teams", "join", n))
        self._check_used_once([*away, *(team for group in teams.join for team in group)], teams)
        gone = {*away, *(team for group in teams.join for team in group[1:])}
        for n, change in enumerate(teams.change):
            self._check_change(change, gone, ("teams", "change", n))
        ids = set(self._known.teams)
        for n, team in enumerate(teams.add):
            self._check_added(team, ids, ("teams", "add", n))
            ids.add(team.id)
        if self._known.on_duty and gone >= set(self._known.on_duty) and not teams.add:
            self._fault("E8038", ("teams", "without"), {"date": self._known.date.isoformat()})

    def _check_each(self, teams: Sequence[str], location: Location) -> None:
        for n, team in enumerate(teams):
            self._check_team(team, (*location, n))

    def _check_team(self, team: str, location: Location) -> bool:
        if team not in self._known.teams:
            self._unknown("E8030", team, self._known.teams, location)
            return False
        if team not in self._known.on_duty:
            values: dict[str, object] = {"team": team, "date": self._known.date.isoformat()}
            self._fault("E8031", location, values)
            return False
        return True

    def _check_used_once(self, teams: Sequence[str], table: TeamsTable) -> None:
        twice = sorted({team for team in teams if teams.count(team) > 1})
        key = "without" if table.without and len(set(table.without)) < len(table.without) else "join"
        for team in twice:
            self._fault("E8039", ("teams", key), {"team": team})

    def _check_change(self, change: ChangeTable, gone: set[str], location: Location) -> None:
        for n, team in enumerate(change.teams):
            if team == EVERY_TEAM:
                continue
            is_known = self._check_team(team, (*location, "teams", n))
            if team in gone:
                self._fault("E8039", (*location, "teams", n), {"team": team})
            elif is_known and change.split and self._known.teams[team] < 2:
                self._fault("E8041", (*location, "split"), {"team": team})
        self._check_shifts(change.shifts, location)
        place = change.parks_at
        if place and place != DENSEST and place not in self._known.groups:
            self._unknown("E8035", place, [*self._known.groups, DENSEST], (*location, "parks_at"))

    def _check_added(self, team: AddTable, ids: set[str], location: Location) -> None:
        if team.id in ids:
            self._fault("E8042", (*location, "id"), {"team": team.id})
        self._check_shifts(team.shifts, location)

    def _check_shifts(self, shifts: Sequence[str] | None, location: Location) -> None:
        for n, shift in enumerate(shifts or ()):
            if shift not in self._shifts:
                self._unknown("E8006", shift, self._shifts, (*location, "shifts", n))

    def _unknown(self, code: str, name: str, choices: Iterable[str] | Mapping[str, object], location: Location) -> None:
        known = sorted(choices)
        self._fault(code, location, {"cell": shown_choice(name, known), "choices": suggestion(name, known) or "–"})
