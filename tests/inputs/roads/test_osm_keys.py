"""Guards that no key of access falls between: whatever its words and their order, it is read or counted as not read."""

from itertools import combinations, permutations

import pytest

from inputs.roads.osm_barriers import read_barrier
from inputs.roads.osm_keys import MODES, ON_NODES, ON_TURNS, ON_WAYS, WAYS, KeysRead
from inputs.roads.osm_tags import RoadTags, read_road_tags
from inputs.roads.osm_turns import Ban, read_ban

FURTHER = ("lanes", "both_ways", "left", "seasonal", "hour_on", "car")
TURN = [("w", 1, "from"), ("n", 2, "via"), ("w", 3, "to")]
WITHIN_THE_DAY = "@ (06:00-09:00)"


def keys_of(subjects: tuple[str, ...]) -> list[str]:
    """Keys of up to four words of access in every order, one at least a subject or a mode."""
    words = (*subjects, *MODES, *WAYS, "conditional", *FURTHER[:2])
    chosen = [some for size in (1, 2, 3) for some in combinations(words, size)]
    chosen += [(mode, way, "conditional", word) for mode in MODES for way in WAYS for word in ("oneway", "access", "lanes")]
    chosen += [(*some, word) for some in combinations((*subjects, *MODES[:2]), 2) for word in FURTHER]
    own = {*subjects, *MODES}
    return sorted({":".join(order) for some in chosen if own & {*some} for order in permutations(some)})


def on_a_way(key: str, value: str) -> tuple[RoadTags | None, tuple[str, ...]]:
    tags = {"highway": "residential", "access": "yes", "oneway": "no"}
    found = read_road_tags(tags | {key: value})
    assert found is not None
    return found, found.unread


def on_a_gate(key: str, value: str) -> tuple[int, tuple[str, ...]]:
    return read_barrier({"barrier": "gate", key: value})


def on_a_turn(key: str, value: str) -> tuple[Ban, tuple[str, ...]]:
    found = read_ban({"type": "restriction", "restriction": "no_u_turn"} | {key: value}, TURN)
    return found, found.unread


@pytest.mark.parametrize(
    ("keys", "reading", "values"),
    [
        (ON_WAYS, on_a_way, ("no", "yes")),
        (ON_NODES, on_a_gate, ("no", "yes")),
        (ON_TURNS, on_a_turn, ("none", "motorcycle")),
    ],
)
def test_every_key_of_access_is_read_or_counted(keys: KeysRead, reading: object, values: tuple[str, str]) -> None:
    """Some value of the key changes the meaning, or the key is counted; with hours within the day it is always counted."""
    plain = reading("name", "-")[0]  # type: ignore[operator]
    all_keys = keys_of(keys.subjects)
    assert len(all_keys) > 1500
    for key in all_keys:
        hours = f" {WITHIN_THE_DAY}" if "conditional" in key else ""
        found = [reading(key, value + hours) for value in values]  # type: ignore[operator]
        is_counted = any(unread for _, unread in found)
        assert is_counted or (not hours and any(one != plain for one, _ in found)), key
        all_day = [reading(key, f"{value} @ 24/7") for value in values]  # type: ignore[operator]
        assert any(unread or one != plain for one, unread in all_day), key


@pytest.mark.parametrize("word", ["bicycle", "hgv", "psv", "maxspeed", "source", "note", "signed"])
def test_keys_with_another_word_are_none_of_ours(word: str) -> None:
    """What speaks of bicycles, lorries or speeds is not looked at, and not counted."""
    for keys in (ON_WAYS, ON_NODES, ON_TURNS):
        assert not any(keys.usual(":".join(order)) for mode in MODES for order in permutations([word, mode, "forward"]))
    assert on_a_way(f"{word}:forward:conditional", f"no {WITHIN_THE_DAY}")[1] == ()


@pytest.mark.parametrize(
    ("key", "usual"),
    [
        ("access:motorcycle", "motorcycle"),
        ("motorcycle:access", "motorcycle"),
        ("access:motorcar:forward:conditional", "motorcar:forward:conditional"),
        ("motor_vehicle:conditional:forward", "motor_vehicle:forward:conditional"),
        ("backward:vehicle", "vehicle:backward"),
        ("motorcycle:oneway", "oneway:motorcycle"),
        ("oneway:conditional:motorcar", "oneway:motorcar:conditional"),
        ("motorcycle:both_ways", "motorcycle"),
        ("Motorcycle:Backward", "motorcycle:backward"),
    ],
)
def test_the_words_of_a_key_come_in_any_order(key: str, usual: str) -> None:
    """Another order of the same words is read as the usual one; where both are there and differ, the other is counted."""
    value, other = ("yes", "no") if "oneway" in key else ("no", "yes")
    value, other = (f"{one} @ 24/7" if "conditional" in key else one for one in (value, other))
    assert ON_WAYS.usual(key) == usual
    assert on_a_way(key, value) == on_a_way(usual, value)
    assert on_a_way(key, value)[1] == ()
    both = read_road_tags({"highway": "residential", "access": "yes", "oneway": "no", key: value, usual: other})
    assert both is not None
    assert (both.access, both.unread) == (on_a_way(usual, other)[0].access, (key,))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("tags", "unread"),
    [
        ({"access": "whatever"}, ("value:access",)),
        ({"motorcycle:forward": "perhaps; no"}, ()),
        ({"motorcycle:forward": "perhaps"}, ("value:motorcycle:forward",)),
        ({"toll": "some"}, ("value:toll",)),
        ({"motor_vehicle:conditional": "perhaps @ 24/7"}, ("value:motor_vehicle",)),
        ({"motor_vehicle:lanes": "yes|no"}, ("motor_vehicle:lanes",)),
        ({"oneway:motorcycle": "alternating"}, ("oneway",)),
        ({"toll:conditional": "yes @ (06:00-09:00)"}, ("toll:conditional",)),
        ({"toll:motorcar": "yes"}, ("toll:motorcar",)),
        ({"toll:hgv": "yes"}, ()),
    ],
)
def test_what_a_way_says_and_nobody_reads(tags: dict[str, str], unread: tuple[str, ...]) -> None:
    """Values that nobody knows and keys that nothing is read of are told by name."""
    found = read_road_tags({"highway": "residential"} | tags)
    assert found is not None
    assert found.unread == unread


@pytest.mark.parametrize(
    ("tags", "unread"),
    [
        ({"motorcycle:forward": "no"}, ("motorcycle:forward",)),
        ({"access:motorcycle": "no"}, ()),
        ({"locked:forward": "yes"}, ("locked:forward",)),
        ({"locked": "sometimes"}, ("value:locked",)),
        ({"access:lanes": "yes|no"}, ("access:lanes",)),
        ({"barrier": "no", "access:lanes": "yes|no"}, ()),
    ],
)
def test_what_a_barrier_says_and_nobody_reads(tags: dict[str, str], unread: tuple[str, ...]) -> None:
    """A barrier has no directions: keys of them are counted; what is no barrier is not looked at."""
    assert read_barrier({"barrier": "gate"} | tags)[1] == unread


@pytest.mark.parametrize(
    ("tags", "bits", "unread"),
    [
        ({"type": "restriction:motorcycle", "restriction": "no_left_turn"}, 0b0001, ()),
        ({"type": "restriction:hgv", "restriction": "no_left_turn"}, 0, ()),
        ({"motorcar:restriction": "no_left_turn"}, 0b0010, ()),
        ({"restriction:conditional:motorcar": "no_left_turn @ 24/7"}, 0b0010, ()),
        ({"restriction:forward": "no_left_turn"}, 0, ("restriction:forward",)),
        ({"restriction": "no_left_turn", "except:conditional": f"motorcar {WITHIN_THE_DAY}"}, 0b1011, ("turn_conditional",)),
    ],
)
def test_keys_of_banned_turns(tags: dict[str, str], bits: int, unread: tuple[str, ...]) -> None:
    """Whom a relation binds may stand in its type; its keys are read in any order of their words, or counted."""
    found = read_ban({"type": "restriction"} | tags, TURN)
    assert (found.bits, found.unread) == (bits, unread)
