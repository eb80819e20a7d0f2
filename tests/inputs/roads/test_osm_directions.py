"""Guards who may go which way where one-way signs and keys of the direction meet."""

import numpy as np
import pytest

from inputs.roads.access import CLOSED, DESTINATION, OPEN, is_named, turned
from inputs.roads.osm_access import Kind, access_of
from inputs.roads.osm_tags import read_road_tags
from tests.inputs.roads.access_states import states_of_all

ORDINARY = Kind(closed=frozenset(), is_fast=False, is_oneway=False)
ROUNDABOUT = Kind(closed=frozenset(), is_fast=False, is_oneway=True)
STATES = {"+": OPEN, "d": DESTINATION, "-": CLOSED}


def said(tags: dict[str, str], kind: Kind = ORDINARY) -> tuple[str, tuple[str, ...]]:
    """Forward and backward of motorcycle, car and foot, as signs; and the keys that a one-way sign overrules."""
    access, overruled = access_of(tags, kind)
    signs = dict(zip(STATES.values(), STATES, strict=True))
    return " ".join("".join(signs[state] for state in pair) for pair in states_of_all(access)[:3]), overruled


def mirrored(key: str) -> str:
    """The key of the other direction."""
    subject, _, way = key.partition(":")
    return {"forward": f"{subject}:backward", "backward": f"{subject}:forward"}.get(way, key)


@pytest.mark.parametrize(
    ("tags", "expected", "overruled"),
    [
        # A more specific key of the direction lifts the one-way sign, for those it speaks of.
        ("motorcycle:backward=yes", "++ +- ++", ""),
        ("motorcar:backward=yes", "+- ++ ++", ""),
        ("motor_vehicle:backward=yes", "++ ++ ++", ""),
        ("motor_vehicle:backward=destination", "+d +d ++", ""),
        ("motor_vehicle:backward=yes motorcycle:backward=no", "+- ++ ++", ""),
        ("motor_vehicle:backward=no motorcycle:backward=designated", "++ +- ++", ""),
        ("motorcycle:backward=yes motorcycle=private", "d+ +- ++", ""),
        ("motor_vehicle:backward=yes motorcycle=no", "-- ++ ++", ""),
        ("motor_vehicle:backward=yes motorcycle=yes", "++ ++ ++", ""),
        # A key that is as precise as the sign, or less, does not.
        ("vehicle:backward=yes", "+- +- ++", "vehicle:backward"),
        ("access:backward=yes", "+- +- ++", ""),
        ("oneway:motorcycle=yes motorcycle:backward=yes", "+- +- ++", "motorcycle:backward"),
        ("oneway:motor_vehicle=yes motor_vehicle:backward=yes", "+- +- ++", "motor_vehicle:backward"),
        ("oneway:motor_vehicle=yes motorcycle:backward=yes", "++ +- ++", ""),
        ("motorcycle=yes", "+- +- ++", ""),
        ("motorcycle:backward=maybe", "+- +- ++", ""),
        # A more specific one-way key decides, and lifts what less specific keys say of the direction.
        ("oneway:motorcycle=no", "++ +- ++", ""),
        ("oneway:motorcycle=no vehicle:backward=no", "++ +- ++", ""),
        ("oneway:motorcycle=no motor_vehicle:backward=no", "++ +- ++", ""),
        ("oneway:motorcycle=no motorcycle:backward=no", "+- +- ++", ""),
        ("oneway:motorcycle=no motor_vehicle=no", "-- -- ++", ""),
        ("oneway:motorcycle=-1", "-+ +- ++", ""),
        ("oneway:motorcycle=-1 motorcycle:forward=yes", "-+ +- ++", "motorcycle:forward"),
        ("oneway:motorcar=yes motor_vehicle:forward=no", "-- +- ++", ""),
        # People on foot are bound by their own keys alone.
        ("foot:backward=no", "+- +- +-", ""),
        ("oneway:foot=yes", "+- +- +-", ""),
        ("oneway:foot=-1", "+- +- -+", ""),
        ("oneway:foot=yes foot:backward=yes", "+- +- +-", "foot:backward"),
        ("oneway:foot=no", "+- +- ++", ""),
    ],
)
@pytest.mark.parametrize("oneway", ["yes", "-1", "roundabout"])
def test_where_one_way_signs_and_keys_of_the_direction_meet(tags: str, expected: str, overruled: str, oneway: str) -> None:
    """The more specific key decides; of two that are as precise the sign, and the other is counted; both directions alike."""
    pairs = dict(pair.split("=") for pair in tags.split())
    if oneway == "-1":
        against = {"yes": "-1", "-1": "yes"}
        pairs = {mirrored(key): against.get(value, value) if "oneway" in key else value for key, value in pairs.items()}
        expected, overruled = " ".join(pair[::-1] for pair in expected.split()), mirrored(overruled)
    plain = {} if oneway == "roundabout" else {"oneway": oneway}
    found = said(plain | pairs, ROUNDABOUT if oneway == "roundabout" else ORDINARY)
    assert found == (expected, tuple(filter(None, [overruled])))


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("oneway=no vehicle:backward=no", "+- +- ++"),
        ("oneway=no access:backward=no", "+- +- +-"),
        ("oneway=reversible", "++ ++ ++"),
        ("vehicle:backward=no motorcycle:backward=yes", "++ +- ++"),
        ("vehicle:backward=no motorcycle=yes", "++ +- ++"),
        ("oneway:vehicle=yes oneway=no", "+- +- ++"),
        ("oneway:vehicle=no access:backward=no", "++ ++ +-"),
    ],
)
def test_without_a_one_way_sign(tags: str, expected: str) -> None:
    """`oneway=no` says of a street what no sign says: that it is none; keys of the direction close it all the same."""
    assert said(dict(pair.split("=") for pair in tags.split())) == (expected, ())


@pytest.mark.parametrize(
    ("tags", "named"),
    [
        ({}, (False, False)),
        ({"motorcycle": "yes"}, (True, True)),
        ({"motorcycle:forward": "yes"}, (True, False)),
        ({"motor_vehicle:backward": "private"}, (False, True)),
        ({"motor_vehicle": "yes", "motorcycle:backward": "no"}, (True, False)),
        ({"motor_vehicle:forward": "yes", "motorcycle": "no"}, (False, False)),
        ({"vehicle:forward": "yes", "access": "yes"}, (False, False)),
    ],
)
def test_a_road_is_opened_by_name_in_the_direction_that_is_named(tags: dict[str, str], named: tuple[bool, bool]) -> None:
    """A class without a speed is opened in the directions that a key of the traveller names, however the line is turned."""
    access = access_of(tags, ORDINARY)[0]
    assert tuple(is_named(np.array([access]), "motorcycle")[0].tolist()) == named
    assert tuple(is_named(np.array([turned(access)]), "motorcycle")[0].tolist()) == named[::-1]
    assert turned(turned(access)) == access < 2**31  # kept as 32 bits


def test_contradictions_are_counted() -> None:
    """What a one-way sign overrules is named among what is not read."""
    found = read_road_tags({"highway": "residential", "oneway": "yes", "vehicle:backward": "yes"})
    assert found is not None
    assert found.unread == ("vehicle:backward",)
