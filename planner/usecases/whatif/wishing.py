"""What a page may ask of a day: the names it offers, and what was chosen as a scenario, judged as a file would be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from inputs.around import ring_around
from planner.domain.errors import InputError
from planner.domain.place import points_of
from planner.domain.scenario import Closure, Scenario
from planner.formats.scenario_file import scenario_of
from planner.usecases.open_plans import OpenPlans
from planner.usecases.reading import ReadPlan
from planner.usecases.village_names import unit_in_words
from planner.usecases.workspace import Workspace

NAME = "tanya"
"""Name of the scenario that a page makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Names that a day's questions may use.

    Attributes
    ----------
    teams
        On duty in the plan.
    villages
        Code and name.
    neighbourhoods
        RTs with visits offered that day: id (`village/RW/RT`) and what people call it.
    """

    teams: tuple[str, ...]
    villages: tuple[tuple[str, str], ...]
    neighbourhoods: tuple[tuple[str, str], ...]
    streets: tuple[str, ...]
    rivers: tuple[str, ...]


def choices(workspace: Workspace, read: ReadPlan, plans: OpenPlans) -> Choices:
    """What may be chosen for a plan's day."""
    streets, rivers = plans.road_names(workspace)
    villages = {village.code: village.name for village in workspace.villages()}
    groups = sorted({visit.group for visit in read.problem.visits if visit.group})
    return Choices(
        teams=tuple(dict.fromkeys(shift.team or shift.id for shift in read.problem.shifts)),
        villages=tuple(villages.items()),
        neighbourhoods=tuple((group, unit_in_words(group, villages)) for group in groups),
        streets=streets,
        rivers=rivers,
    )


def wished_scenario(
    workspace: Workspace, document: Mapping[str, Any], *, title: str, neighbourhoods: Sequence[str] = ()
) -> Scenario:
    """What was chosen, as a scenario.

    Parameters
    ----------
    document
        As a scenario file says it (`planner.formats.scenario_forms`); empty tables say nothing.
    neighbourhoods
        RTs that are closed: the area around all their doors.

    Raises
    ------
    InputError
        E8025 if nothing is asked, E80xx for values that no scenario may have, E8035 for an RT without doors.
    """
    said = {name: table for name, table in document.items() if table}
    if not said and not neighbourhoods:
        raise InputError.of("E8025")
    scenario = scenario_of({"title": title, **said}, name=NAME) if said else Scenario(name=NAME, title=title)
    areas = tuple(_area(workspace, group) for group in neighbourhoods)
    return replace(scenario, closures=(*scenario.closures, Closure(areas=areas))) if areas else scenario


def _area(workspace: Workspace, group: str) -> tuple[tuple[float, float], ...]:
    with workspace.ledger() as ledger:
        homes = [home.address for home in ledger.households() if home.address.group == group]
    if not homes:
        raise InputError.of("E8035", cell=group[:40], choices="–")
    return ring_around(points_of(homes))
