"""Guards the quickest lawful way with banned turns, at a node and over the link of a dual street, in both engines."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from inputs.roads.facade import Roads
from inputs.roads.osm_turns import read_ban
from inputs.roads.store import load_network, save_roads
from tests.inputs.roads.osm_text import Tags, durations, roads_from, write_osm

STREET = {"highway": "residential"}

CROSS = {1: (0, 0), 2: (100, 0), 3: (200, 0), 4: (100, -100), 5: (100, 100), 6: (200, -100), 7: (300, 0)}
WAYS = [((1, 2), STREET), ((2, 3, 7), STREET), ((2, 4), STREET), ((2, 5), STREET), ((3, 6, 4), STREET | {"name": "Putar"})]
RIGHT = (("w", 1, "from"), ("n", 2, "via"), ("w", 3, "to"))


@pytest.mark.parametrize(
    ("members", "tags", "motorcycle", "car"),
    [
        (RIGHT, {"restriction": "no_right_turn"}, 80, 80),
        (RIGHT, {"restriction": "no_right_turn", "except": "motorcycle"}, 40, 80),
        (RIGHT, {"restriction": "no_right_turn", "except": "psv;motorcycle"}, 40, 80),
        (RIGHT, {"restriction:motorcar": "no_right_turn"}, 40, 80),
        (RIGHT, {"restriction:hgv": "no_right_turn"}, 40, 40),
        (RIGHT, {"restriction": "only_right_turn"}, 40, 40),
        ((("w", 1, "from"), ("n", 2, "via"), ("w", 2, "to")), {"restriction": "only_straight_on"}, 80, 80),
        ((("w", 1, "from"), ("n", 2, "via"), ("w", 4, "to")), {"restriction": "no_left_turn"}, 40, 40),
        ((("w", 9, "from"), ("n", 2, "via"), ("w", 3, "to")), {"restriction": "no_right_turn"}, 40, 40),
        (RIGHT, {"restriction:conditional": "no_right_turn @ (06:00-09:00)"}, 40, 40),
        (RIGHT, {"restriction:conditional": "no_right_turn @ (05:00-21:00)"}, 80, 80),
        (RIGHT[:2], {"restriction": "no_right_turn"}, 40, 40),
    ],
)
def test_banned_turns(tmp_path: Path, members: tuple[tuple[str, int, str], ...], tags: Tags, motorcycle: int, car: int) -> None:
    """`no_…` bans, `only_…` bans the others, `except` frees, walkers are free; both engines find the quickest lawful way."""
    path = write_osm(tmp_path / "a.osm", CROSS, WAYS, relations=[(members, {"type": "restriction"} | dict(tags))])
    found = roads_from(path)
    speeds = {"motorcycle": motorcycle, "car": car}
    for profile, seconds in speeds.items():
        per_hour = found.settings.speeds[profile]["residential"]
        for engine in ("scipy", "cch"):
            there, back = durations(found, profile, (0, 0), (100, -100), engine=engine)
            assert there[1] == round(seconds * 18 / per_hour), engine
            assert back[0] == round(40 * 18 / per_hour)
    assert durations(found, "foot", (0, 0), (100, -100))[0][1] == 160
    left, told = durations(found, "car", (0, 0), (100, 100))[0][1], found.network.unread
    is_only = dict(tags).get("restriction", "").startswith("only_") or "no_left_turn" in dict(tags).values()
    assert (left > 48) == is_only
    assert dict(told) == (
        {"turn_conditional": 1}
        if "09:00" in dict(tags).get("restriction:conditional", "")
        else {"turn_broken": 1}
        if len(members) < 3
        else {}
    )


def test_bans_that_bind_nobody_here_are_no_fault() -> None:
    """A ban over a node and a way at once is broken; one of lorries is not looked at."""
    over = [("w", 1, "from"), ("w", 2, "via"), ("n", 2, "via"), ("w", 3, "to")]
    assert read_ban({"restriction": "no_u_turn"}, over).unread == ("turn_broken",)
    assert not read_ban({"restriction:hgv": "no_u_turn"}, over).unread
    assert not read_ban({"restriction:hgv:conditional": "no_u_turn @ (07:00-09:00)"}, over).unread
    assert not read_ban({"restriction": "no_u_turn"}, [over[0], over[1], over[3]]).unread


DUAL: Mapping[int, tuple[float, float]] = {
    1: (0, 0), 2: (200, 0), 3: (400, 0), 4: (400, 30), 5: (200, 30), 6: (0, 30), 7: (200, 15), 8: (-400, 0), 9: (-400, 30),
    10: (800, 0), 11: (800, 30),
}  # fmt: skip
"""A street of two one-way roads; a link of two ways over its middle, and streets that join the roads at the far ends."""


@pytest.mark.parametrize(
    ("restriction", "is_long"), [("no_u_turn", True), ("only_straight_on", False), ("no_left_turn", True), ("", False)]
)
def test_a_ban_over_the_link_of_a_dual_street(tmp_path: Path, restriction: str, is_long: bool) -> None:
    """Nobody turns back over the link: not from one road into the other, though each turn alone is free."""
    street = {"highway": "residential", "oneway": "yes"}
    ways: list[tuple[tuple[int, ...], Tags]] = [
        ((8, 1, 2), street), ((2, 3, 10), street), ((11, 4, 5), street), ((5, 6, 9), street),
        ((2, 7), {"highway": "residential"}), ((7, 5), {"highway": "residential"}), ((10, 11), {"highway": "residential"}),
        ((9, 8), {"highway": "residential"}),
    ]  # fmt: skip
    target = 3 if restriction == "only_straight_on" else 4  # against its arrow: passed over
    members = [("w", 1, "from"), ("w", 5, "via"), ("w", 6, "via"), ("w", target, "to")]
    relations = [(members, {"type": "restriction", "restriction": restriction})] if restriction else []
    found = roads_from(write_osm(tmp_path / "a.osm", DUAL, ways, relations=relations))
    assert not found.network.unread
    save_roads(found.network, tmp_path)
    kept = Roads(load_network(tmp_path), found.settings)
    for roads in (found, kept):
        for engine in ("scipy", "cch"):
            times = durations(roads, "car", (0, -2), (0, 32), (200, 14), engine=engine)
            assert (times[0][1] > 300) == is_long
            assert times[0][2] < 100  # a door on the link is come to
            assert durations(roads, "foot", (0, -2), (0, 32))[0][1] < 500
