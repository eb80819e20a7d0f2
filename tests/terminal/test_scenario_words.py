"""Guards options of `dds whatif`: each becomes the part of a scenario that a file would say, and nothing becomes nothing."""

import datetime as dt
from typing import Any

import pytest

from planner.domain.errors import InputError
from planner.domain.scenario import EVERY_TEAM, Closure, ExtraComplaints, PolicyChange, Scenario, Slowdown, TeamChange
from planner.domain.visit import Window
from planner.terminal.scenario_words import NAME, spoken_scenario

SILENT: dict[str, Any] = {
    **dict.fromkeys(("without", "mode", "shift_hours", "close", "close_village", "flood", "travel"), ()),
    **dict.fromkeys(("longer", "visit_hours", "balance", "more_complaints", "everybody_by")),
    "split": False,
}


def said(**options: Any) -> Scenario | None:
    return spoken_scenario({**SILENT, **options}, title="Opsi")


def test_no_option_is_no_scenario() -> None:
    """Who asks nothing gets no scenario; a balance of 0 is something."""
    assert said() is None
    assert said(balance=0.0) == Scenario(name=NAME, title="Opsi", policy=PolicyChange(balance=0.0))


def test_options_are_read_as_meant() -> None:
    """Teams, hours, roads and the day, amounts with comma or point."""
    found = said(
        without=("T01",), mode=("T02=jalan kaki",), longer=30, split=True, shift_hours=("08:00-09:00", "pagi=08:00-10:00"),
        close=('Jl. "Raya"',), close_village=("Tobat",), flood=("Ci Manceuri=100",), travel=("1,5", "trunk=2"),
        visit_hours="08:00-20:00", more_complaints=3, everybody_by="2025-12-31",
    )  # fmt: skip
    every, early = (EVERY_TEAM,), Window(start=8 * 3600, end=9 * 3600)
    assert found is not None
    assert found.without == ("T01",)
    assert found.changes == (
        TeamChange(teams=("T02",), profile="foot"),
        TeamChange(teams=every, longer=1800),
        TeamChange(teams=every, is_split=True),
        TeamChange(teams=every, hours=early),
    )
    assert [hours.name for hours in found.shift_hours] == ["pagi"]
    assert found.closures == (
        Closure(streets=('Jl. "Raya"',)),
        Closure(villages=("Tobat",)),
        Closure(river="Ci Manceuri", river_distance=100),
    )
    assert found.slowdowns == (Slowdown(factor=1.5), Slowdown(factor=2, road_classes=("trunk",)))
    assert found.visit_hours == Window(start=8 * 3600, end=20 * 3600)
    assert found.complaints == ExtraComplaints(count=3)
    assert found.everybody_by == dt.date(2025, 12, 31)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"flood": ("Ci Manceuri",)}, "E8055"),
        ({"travel": ("cepat",)}, "E8055"),
        ({"mode": ("=motor",)}, "E8055"),
        ({"mode": ("T01=kuda",)}, "E8008"),
        ({"travel": ("50",)}, "E8004"),
        ({"shift_hours": ("8-9",)}, "E8005"),
        ({"everybody_by": "besok"}, "E8009"),
        ({"close": ("",)}, "E8004"),
    ],
)
def test_wrong_amounts_have_a_file_s_faults(options: dict[str, Any], code: str) -> None:
    """An option that cannot be read, or says what no file may say, has its code and no file's name."""
    with pytest.raises(InputError) as caught:
        said(**options)
    assert [(fault.code, fault.where.file) for fault in caught.value.faults] == [(code, "")]
