"""Guards whom a banned turn binds, and which turns are counted rather than half obeyed."""

from pathlib import Path

import pytest

from inputs.roads.summary import summary_of
from tests.inputs.roads.osm_text import Tags, durations, roads_from, write_osm

STREET = {"highway": "residential"}
STAR = {1: (-200, 0), 2: (0, 0), 3: (200, 0), 4: (0, 200), 5: (0, -200)}
ARMS = [((1, 2), STREET), ((2, 3), STREET), ((2, 4), STREET), ((2, 5), STREET)]
LEFT = (("w", 1, "from"), ("n", 2, "via"), ("w", 3, "to"))
HOURS = "@ (07:00-09:00)"


@pytest.mark.parametrize(
    ("tags", "motorcycle", "car"),
    [
        # Each traveller has a kind of ban of their own; the most specific key that is there decides.
        ({"restriction": "no_u_turn", "restriction:motorcar": "only_left_turn"}, "ahead right", "left"),
        ({"restriction": "only_straight_on", "restriction:motorcycle": "no_left_turn"}, "ahead right", "left"),
        ({"restriction:motorcycle": "only_left_turn", "restriction:motorcar": "no_left_turn"}, "left", "ahead right"),
        ({"restriction": "no_left_turn", "restriction:motorcycle": "none"}, "left ahead right", "ahead right"),
        # Ways of writing.
        ({"restriction": "No_Left_Turn"}, "ahead right", "ahead right"),
        ({"restriction": "no left turn"}, "ahead right", "ahead right"),
        ({"restriction": "no_left_turn;no_u_turn"}, "ahead right", "ahead right"),
        ({"restriction": "no_left_turn", "except": "Motorcycle, psv"}, "left ahead right", "ahead right"),
        ({"restriction": "give_way"}, "left ahead right", "left ahead right"),
        # Not clear, or by hours within the day: counted.
        ({"restriction": "no_left_turn;only_straight_on"}, "left ahead right", "left ahead right turn_broken"),
        ({"restriction": "left"}, "left ahead right", "left ahead right turn_broken"),
        ({"restriction": f"no_left_turn {HOURS}"}, "left ahead right", "left ahead right turn_conditional"),
        (
            {"restriction": "no_left_turn", "hour_on": "07:00", "hour_off": "09:00"},
            "left ahead right",
            "left ahead right turn_conditional",
        ),
        (
            {"restriction": "no_left_turn", "day_on": "Monday", "day_off": "Friday"},
            "left ahead right",
            "left ahead right turn_conditional",
        ),
        (
            {"restriction": "no_left_turn", "restriction:conditional": f"only_left_turn {HOURS}"},
            "ahead right",
            "ahead right turn_conditional",
        ),
        (
            {"restriction": "no_left_turn", "restriction:motorcar:conditional": f"none {HOURS}"},
            "ahead right",
            "ahead right turn_conditional",
        ),
        # Hours that hold all day, or at no time of it.
        (
            {"restriction": "no_left_turn", "day_on": "Monday", "day_off": "Sunday", "hour_on": "05:00", "hour_off": "21:00"},
            "ahead right",
            "ahead right",
        ),
        ({"restriction": "no_left_turn", "hour_on": "22:00", "hour_off": "04:00"}, "left ahead right", "left ahead right"),
    ],
)
def test_each_traveller_is_banned_by_their_own_words(tmp_path: Path, tags: Tags, motorcycle: str, car: str) -> None:
    """`no_…` and `only_…` of one relation are kept apart by traveller; what is not obeyed is counted."""
    kept_from = {"type": "restriction"} | dict(tags)
    found = roads_from(write_osm(tmp_path / "a.osm", STAR, ARMS, relations=[(LEFT, kept_from)]))
    for profile, words in (("motorcycle", motorcycle), ("car", car)):
        times = durations(found, profile, (-100, 2), (2, 100), (100, 2), (2, -100))[0]
        direct = min(times[1:])
        open_ways = [way for way, time in zip(("left", "ahead", "right"), times[1:], strict=True) if time <= direct + 2]
        assert open_ways == [word for word in words.split() if "_" not in word], profile
    assert dict(found.network.unread) == {word: 1 for word in car.split() if "_" in word}


@pytest.mark.parametrize(
    ("oneway", "members", "told"),
    [
        ("no", LEFT, 1),
        ("yes", LEFT, 0),
        ("no", (("w", 3, "from"), ("n", 2, "via"), ("w", 2, "to")), 1),
        ("yes", (("w", 3, "from"), ("n", 2, "via"), ("w", 2, "to")), 0),
        ("no", (("n", 2, "via"), ("w", 3, "to")), 1),
    ],
)
def test_a_ban_whose_way_runs_on_past_the_node(
    tmp_path: Path, oneway: str, members: tuple[tuple[str, int, str], ...], told: int
) -> None:
    """It is counted, not half obeyed, unless a one-way street says which of its ends is meant."""
    back = {"highway": "residential", "oneway": oneway}
    ways = [*ARMS[:2], ((5, 2, 4), STREET | {"oneway": oneway}), ((4, 6), back), ((6, 7), back), ((7, 5), back)]
    relations = [(members, {"type": "restriction", "restriction": "no_left_turn"})]
    found = roads_from(write_osm(tmp_path / "a.osm", STAR | {6: (900, 200), 7: (900, -200)}, ways, relations=relations))
    times = durations(found, "car", (-100, 2), (100, 2), (2, 100), (2, -100))
    assert dict(found.network.unread) == ({"turn_broken": told} if told else {})
    pairs = {(0, 2), (3, 1), (0, 3), (3, 0)} - ({(0, 3)} if oneway == "yes" else set())
    banned = set() if told else {(0, 2) if members == LEFT else (3, 1)}
    for pair in pairs:
        assert (times[pair[0]][pair[1]] > times[0][1] + 2) == (pair in banned), pair


@pytest.mark.parametrize(
    ("relations", "open_ways", "told"),
    [
        # Of two turns that are each the only one after the same way, both are free; what a ban says beside them stays.
        ([(LEFT, "only_left_turn"), ((*LEFT[:2], ("w", 4, "to")), "only_right_turn")], "left right", 0),
        ([(LEFT, "only_left_turn"), ((*LEFT[:2], ("w", 4, "to")), "only_right_turn"), (LEFT, "no_left_turn")], "right", 0),
        ([((("w", 1, "From"), ("n", 2, "Via"), ("w", 3, "To ")), "no_left_turn")], "ahead right", 0),
        ([((("w", 1, "from"), ("w", 1, "from"), *LEFT[1:], LEFT[2]), "no_left_turn")], "ahead right", 0),
        ([((("n", 1, "from"), *LEFT[1:]), "no_left_turn")], "left ahead right", 1),
        ([((("w", 1, "from"), ("n", 3, "via"), ("w", 3, "to")), "no_left_turn")], "left ahead right", 1),
        ([((("w", 1, "from"), ("n", 2, "via"), ("w", 9, "to")), "only_left_turn")], "left ahead right", 0),
    ],
)
def test_relations_together_and_their_members(
    tmp_path: Path, relations: list[tuple[tuple[tuple[str, int, str], ...], str]], open_ways: str, told: int
) -> None:
    """Members are taken by their role however it is written; a ban whose ways are there but not at the node is counted."""
    kept = [(members, {"type": "restriction", "restriction": value}) for members, value in relations]
    found = roads_from(write_osm(tmp_path / "a.osm", STAR, ARMS, relations=kept))
    times = durations(found, "car", (-100, 2), (2, 100), (100, 2), (2, -100))[0]
    assert [way for way, time in zip(("left", "ahead", "right"), times[1:], strict=True) if time < 60] == open_ways.split()
    assert dict(found.network.unread) == ({"turn_broken": told} if told else {})


@pytest.mark.parametrize(
    ("to", "turn", "shut"),
    [
        # A road that somebody may not enter: at all, by class, in that direction, by a one-way sign.
        ({"motorcycle": "no"}, "only_left_turn", {"motorcycle"}),
        ({"motor_vehicle": "no"}, "only_left_turn", {"motorcycle", "car"}),
        ({"motor_vehicle": "no"}, "no_left_turn", set()),
        ({"access": "no"}, "only_left_turn", {"motorcycle", "car"}),
        ({"motorcar:forward": "no"}, "only_left_turn", {"car"}),
        ({"motorcar:backward": "no"}, "only_left_turn", set()),
        ({"oneway": "-1"}, "only_left_turn", {"motorcycle", "car"}),
        ({"oneway": "yes"}, "only_left_turn", set()),
        ({"oneway": "-1", "motorcycle:forward": "yes"}, "only_left_turn", {"car"}),
        ({"oneway": "-1", "oneway:motorcar": "no"}, "only_left_turn", {"motorcycle"}),
        ({"highway": "steps"}, "only_left_turn", {"motorcycle", "car"}),
        ({"highway": "path"}, "only_left_turn", {"car"}),
        ({"highway": "steps", "motorcycle": "yes"}, "only_left_turn", {"car"}),
        ({"toll": "yes"}, "only_left_turn", {"motorcycle"}),
        ({"access": "private"}, "only_left_turn", set()),
    ],
)
@pytest.mark.parametrize("over_way", [False, True])
def test_an_only_turn_into_a_closed_road_shuts_nobody_in(
    tmp_path: Path, to: Tags, turn: str, shut: set[str], over_way: bool
) -> None:
    """Whoever may not enter the one way that is left turns as they like; the others are bound; the import counts it once."""
    places = STAR | {6: (200, 0), 7: (-400, 0), 8: (200, 200)}
    arms = [
        ((7, 1), STREET),
        ((1, 2), STREET),
        ((2, 4), STREET | dict(to)),
        ((2, 5), STREET),
        ((2, 6), STREET),
        ((6, 8, 4), STREET),
    ]
    first, via = (1, ("w", 2, "via")) if over_way else (2, ("n", 2, "via"))
    relations = [((("w", first, "from"), via, ("w", 3, "to")), {"type": "restriction", "restriction": turn})]
    found = roads_from(write_osm(tmp_path / "a.osm", places, arms, relations=relations))
    for profile in ("motorcycle", "car"):
        _, ahead, back = durations(found, profile, (-300, 0), (100, 0), (-100, 0))[0]
        is_free = ahead <= 2 * back + 1  # 400 m; the door before the turn is at 200
        assert is_free == (profile in shut or turn == "no_left_turn"), profile
    assert summary_of(found).unread == ({"turn_shut": 1} if shut else {})


def test_turning_round_before_a_shut_gate_is_no_evasion(tmp_path: Path) -> None:
    """Where a gate is all that follows a banned turn, one turns round before it: there is no other way on."""
    places = STAR | {6: (400, 0), 7: (600, 0)}
    ways = [((1, 2), STREET), ((2, 4), STREET), ((2, 3, 6), STREET), ((6, 7), STREET)]
    relations = [((("w", 1, "from"), ("n", 2, "via"), ("w", 2, "to")), {"type": "restriction", "restriction": "no_left_turn"})]
    gate = {6: {"barrier": "gate", "locked": "yes"}}
    found = roads_from(write_osm(tmp_path / "a.osm", places, ways, node_tags=gate, relations=relations))
    for engine in ("scipy", "cch"):
        assert durations(found, "motorcycle", (-100, 0), (0, 100), engine=engine)[0][1] == 200  # 1,000 m: by the gate
