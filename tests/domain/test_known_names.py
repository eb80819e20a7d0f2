"""Guards the judge of names that files, command line and pages share."""

import datetime as dt

from planner.domain.known_names import KnownNames, with_known_names
from planner.domain.scenario import EVERY_TEAM, Closure, ExtraTeam, Scenario, Slowdown, TeamChange
from planner.domain.settings import ShiftHours
from planner.domain.visit import Window
from planner.words.language import words

KNOWN = KnownNames(
    date=dt.date(2025, 8, 26),
    teams={"T01": 2, "T02": 2},
    on_duty={"T01": 2, "T02": 2},
    shifts=("hari",),
    streets=frozenset({"Jl. Raya Serang"}),
    villages={"36.03.01.2009": "Tobat"},
    road_classes=("trunk",),
)


def test_a_known_scenario_gets_codes_for_its_villages() -> None:
    """Villages may be named by name or code; what comes back has codes, and everything else as it was."""
    asked = Scenario(
        name="a",
        changes=(TeamChange(teams=(EVERY_TEAM,), shifts=("malam",)),),
        additions=(ExtraTeam(id="X", village="36.03.01.2009"), ExtraTeam(id="Y")),
        shift_hours=(ShiftHours(name="malam", window=Window(start=0, end=9)),),
        closures=(Closure(villages=("tobat",), streets=("Jalan Raya Serang",)),),
    )
    found, faults = with_known_names(asked, KNOWN)
    assert faults == ()
    assert found.closures == (Closure(villages=("36.03.01.2009",), streets=("Jalan Raya Serang",)),)
    assert found.additions == asked.additions
    assert found.changes == asked.changes


def test_each_unknown_name_is_told_with_its_key() -> None:
    """A scenario that stands in no file is told every name that is not known, each with its key and no line."""
    asked = Scenario(
        name="a",
        without=("T3",),
        slowdowns=(Slowdown(factor=2, road_classes=("residential",)),),
        closures=(Closure(villages=("Tobad",)),),
        everybody_by=dt.date(2025, 8, 1),
    )
    _, faults = with_known_names(asked, KNOWN)
    assert [(fault.code, fault.where.column, fault.where.row) for fault in faults] == [
        ("E8030", "teams.without[1]", None),
        ("E8037", "goal.everybody_by", None),
        ("E8036", "travel[1].classes[1]", None),
        ("E8033", "closures[1].villages[1]", None),
    ]
    assert "Tobat" in words("en").fault(faults[3])
