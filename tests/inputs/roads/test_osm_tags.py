"""Guards what tags of OpenStreetMap mean: per traveller, per direction, on nodes; lists of values, odd spellings, any text."""

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.roads.access import BESIDE, CLOSED, DESTINATION, NO_STOP, OPEN, TRAVELLERS, WALL
from inputs.roads.osm_barriers import read_barrier
from inputs.roads.osm_keys import ON_WAYS
from inputs.roads.osm_tags import RoadTags, read_road_tags

A, D, X = OPEN, DESTINATION, CLOSED
"""Admitted, destination only, kept out."""

STREET = {"highway": "residential"}


def meaning(tags: dict[str, str]) -> RoadTags:
    return cast("RoadTags", read_road_tags(tags))


def states(access: int, name: str) -> tuple[int, int]:
    shift = 4 * TRAVELLERS.index(name)
    return access >> shift & 3, access >> shift + 2 & 3


@pytest.mark.parametrize(
    ("tags", "motorcycle", "car", "foot"),
    [
        ({}, (A, A), (A, A), (A, A)),
        ({"oneway": "yes"}, (A, X), (A, X), (A, A)),
        ({"oneway": "yes", "oneway:motorcycle": "no"}, (A, A), (A, X), (A, A)),
        ({"oneway:motor_vehicle": "yes"}, (A, X), (A, X), (A, A)),
        ({"oneway:motorcycle": "yes"}, (A, X), (A, A), (A, A)),
        ({"oneway": "yes", "oneway:motor_vehicle": "no", "oneway:motorcar": "yes"}, (A, A), (A, X), (A, A)),
        ({"vehicle:backward": "no"}, (A, X), (A, X), (A, A)),
        ({"motor_vehicle:forward": "no", "motorcycle": "yes"}, (A, A), (X, A), (A, A)),
        ({"access:backward": "private"}, (A, D), (A, D), (A, D)),
        ({"motorcycle:backward": "no", "motorcycle": "yes", "motor_vehicle": "no"}, (A, X), (X, X), (A, A)),
        *(
            ({"access": value}, (D, D), (D, D), (D, D))
            for value in ("private", "destination", "permit", "delivery", "customers")
        ),
        ({"motor_vehicle": "private"}, (D, D), (D, D), (A, A)),
        ({"access": "no"}, (X, X), (X, X), (X, X)),
        ({"access": "no", "foot": "yes"}, (X, X), (X, X), (A, A)),
        ({"access": "no; destination"}, (D, D), (D, D), (D, D)),
        ({"access": "no, private"}, (D, D), (D, D), (D, D)),
        ({"motor_vehicle": "agricultural;destination;yes"}, (A, A), (A, A), (A, A)),
        ({"access": "Private"}, (D, D), (D, D), (D, D)),
        ({"access": "whatever"}, (A, A), (A, A), (A, A)),
        ({"motor_vehicle": "whatever", "vehicle": "no"}, (X, X), (X, X), (A, A)),
        ({"toll": "yes"}, (X, X), (A, A), (X, X)),
        ({"toll": "yes", "motor_vehicle": "designated"}, (X, X), (A, A), (X, X)),
        ({"toll": "yes", "motorcycle": "yes"}, (A, A), (A, A), (X, X)),
        ({"toll": "yes", "access": "yes"}, (X, X), (A, A), (X, X)),
        ({"motorroad": "yes"}, (A, A), (A, A), (X, X)),
        ({"highway": "footway", "footway": "sidewalk"}, (X, X), (X, X), (A, A)),
        ({"highway": "footway", "footway": "crossing", "access": "yes"}, (X, X), (X, X), (A, A)),
        ({"highway": "footway", "bridge": "yes"}, (X, X), (X, X), (A, A)),
        ({"highway": "footway", "bridge": "yes", "motorcycle": "yes"}, (A, A), (X, X), (A, A)),
        ({"highway": "footway", "tunnel": "yes"}, (X, X), (X, X), (A, A)),
        ({"highway": "cycleway", "cycleway": "crossing"}, (X, X), (X, X), (A, A)),
        ({"highway": "corridor"}, (X, X), (X, X), (A, A)),
        ({"highway": "path", "bridge": "yes"}, (A, A), (A, A), (A, A)),
        ({"highway": "path", "bridge": "yes", "foot": "designated"}, (X, X), (X, X), (A, A)),
        ({"highway": "path", "motor_vehicle": "no", "motorcycle": "yes"}, (A, A), (X, X), (A, A)),
        ({"route": "ferry", "highway": ""}, (X, X), (X, X), (A, A)),
        ({"route": "ferry", "highway": "", "toll": "yes"}, (X, X), (X, X), (A, A)),
        ({"route": "ferry", "foot": "yes", "motor_vehicle": "yes", "toll": "yes"}, (A, A), (A, A), (A, A)),
        ({"route": "ferry", "motor_vehicle": "yes", "motorroad": "yes"}, (A, A), (A, A), (A, A)),
        ({"highway": "path", "bridge": "yes", "toll": "yes"}, (A, A), (A, A), (A, A)),
        ({"highway": "footway", "bridge": "yes", "toll": "yes"}, (X, X), (X, X), (A, A)),
        ({"route": "ferry", "highway": "", "motor_vehicle": "yes", "motorcar": "no"}, (A, A), (X, X), (A, A)),
    ],
)
def test_access_is_read_per_traveller_and_direction(
    tags: dict[str, str], motorcycle: tuple[int, int], car: tuple[int, int], foot: tuple[int, int]
) -> None:
    """The most specific key that says anything decides, its direction first; of a list the most open value counts."""
    access = meaning(STREET | tags).access
    assert tuple(states(access, name) for name in ("motorcycle", "car", "foot")) == (motorcycle, car, foot)


@pytest.mark.parametrize(
    "tags",
    [{"oneway": "-1"}, {"oneway": "reverse"}, {"vehicle:forward": "no"}, {"oneway:vehicle": "-1"}],
)
def test_a_way_against_its_drawing_is_turned(tags: dict[str, str]) -> None:
    """Whatever says that vehicles go back alone turns the line, so that one-way is always forward."""
    found = meaning(STREET | tags)
    assert found.is_turned
    assert states(found.access, "motorcycle") == states(found.access, "car") == (A, X)


@pytest.mark.parametrize(
    ("tags", "marks"),
    [
        ({"highway": "motorway"}, NO_STOP | WALL),
        ({"highway": "motorway_link"}, NO_STOP | WALL),
        ({"highway": "motorway", "bridge": "viaduct"}, NO_STOP),
        ({"highway": "trunk", "motorroad": "yes"}, NO_STOP | WALL),
        ({"highway": "primary", "toll": "yes"}, NO_STOP | WALL),
        ({"highway": "primary", "tunnel": "yes"}, NO_STOP),
        ({"highway": "primary", "tunnel": "building_passage"}, 0),
        ({"highway": "primary", "bridge": "yes"}, 0),
        ({"route": "ferry"}, NO_STOP),
        ({"route": "ferry", "toll": "yes", "motorroad": "yes"}, NO_STOP),
        ({"highway": "path", "toll": "yes"}, 0),
        ({"highway": "footway", "footway": "sidewalk"}, BESIDE),
    ],
)
def test_where_nobody_stops(tags: dict[str, str], marks: int) -> None:
    """Nobody stops on motorways, links, toll roads, motorroads, tunnels and ferries; on the ground nobody walks across."""
    assert meaning(tags).access & (NO_STOP | WALL | BESIDE) == marks


@pytest.mark.parametrize(
    ("tags", "motorcycle", "car", "foot"),
    [
        ({"barrier": "bollard"}, A, X, A),
        ({"barrier": "block"}, A, X, A),
        ({"barrier": "bollard", "access": "yes"}, A, X, A),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, A, A, A),
        ({"barrier": "bollard", "motorcycle": "no"}, X, X, A),
        ({"barrier": "cycle_barrier"}, X, X, A),
        ({"barrier": "motorcycle_barrier", "foot": "no"}, X, X, X),
        ({"barrier": "gate"}, A, A, A),
        ({"barrier": "lift_gate", "access": "private"}, D, D, D),
        ({"barrier": "gate", "access": "no"}, X, X, X),
        ({"barrier": "gate", "locked": "yes"}, X, X, X),
        ({"barrier": "gate", "locked": "yes", "access": "private"}, X, X, X),
        ({"barrier": "gate", "locked": "yes", "foot": "yes"}, X, X, A),
        ({"barrier": "gate", "access": "no;destination"}, D, D, D),
        ({"barrier": "toll_booth"}, A, A, A),
        ({"barrier": "lift_gate", "access": "no", "access:conditional": "yes @ (05:00-22:00)"}, A, A, A),
        ({"barrier": "lift_gate", "access": "no", "access:conditional": "private @ 24/7"}, D, D, D),
        ({"barrier": "gate", "access": "no", "access:conditional": "yes @ (22:00-05:00)"}, X, X, X),
        ({"barrier": "gate", "motor_vehicle:conditional": "no @ 24/7"}, X, X, A),
        ({"barrier": "gate", "access:conditional": "no @ (22:00-05:00)"}, A, A, A),
        ({"barrier": "gate", "locked:conditional": "yes @ (22:00-05:00)"}, A, A, A),
        ({"barrier": "gate", "access": "no", "access:conditional": "yes @ (06:00-09:00)"}, X, X, X),
        ({"barrier": "gate", "access": "no @ (05:00-21:00)", "foot": "yes"}, X, X, A),
        ({"barrier": "gate", "locked": "yes @ 24/7"}, X, X, X),
        ({"highway": "crossing", "access": "no"}, A, A, A),
    ],
)
def test_barriers_let_through_whom_they_let_through(tags: dict[str, str], motorcycle: int, car: int, foot: int) -> None:
    """Cars do not pass a bollard, motorcycles do, nobody a locked gate; `access` alone opens no bollard, hours as on ways."""
    packed, _ = read_barrier(tags)
    assert [packed >> 2 * TRAVELLERS.index(name) & 3 for name in ("motorcycle", "car", "foot")] == [motorcycle, car, foot]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:05", 300),
        ("0:05:30", 330),
        ("20", 1200),
        ("PT20M", 1200),
        ("pt1h5m", 3900),
        ("5 min", 300),
        ("1 h 30", 5400),
        ("1h5", 3900),
        ("P0DT0H5M", 300),
        ("30 sec", 30),
        ("soon", 0),
        ("", 0),
        ("1:2:3:4", 0),
    ],
)
def test_a_ferrys_duration(text: str, seconds: float) -> None:
    """Hours and minutes, minutes alone or ISO 8601; what cannot be read is no duration."""
    assert meaning({"route": "ferry", "duration": text}).duration == seconds


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("no @ (22:00-05:00)", "yes"),
        ("no @ 20:00-06:00", "yes"),
        ("no @ (00:00-24:00)", "no"),
        ("no @ (05:00-22:00)", "no"),
        ("no @ (Mo-Su 05:00-12:00, 12:00-21:00)", "no"),
        ("private @ (06:00-20:00)", "private"),
    ],
)
def test_hours_that_the_day_decides(condition: str, said: str) -> None:
    """What holds all through the programme's day holds, what holds at night alone does not, and neither is counted."""
    tags = STREET | {"motor_vehicle": "yes"}
    found = meaning(tags | {"motor_vehicle:conditional": condition})
    assert found.access == meaning(tags | {"motor_vehicle": said}).access
    assert found.unread == ()
    in_the_value = meaning(STREET | {"motor_vehicle": condition})
    assert in_the_value.access == meaning(STREET | ({} if said == "yes" else {"motor_vehicle": said})).access
    assert meaning(STREET | {"motor_vehicle": "no @ (06:00-09:00)"}).unread == ("motor_vehicle:conditional",)


@pytest.mark.parametrize(
    "condition", ["no @ (06:00-09:00)", "no @ (Su 05:00-21:00)", "no @ (sunset-sunrise)", "no @", "no", "@" * 200]
)
def test_hours_that_the_day_leaves_open(condition: str) -> None:
    """What changes within the day or the week changes nothing, and is counted."""
    found = meaning(STREET | {"motor_vehicle:conditional": condition})
    assert found.access == meaning(STREET).access
    assert found.unread == ("motor_vehicle:conditional",)


def test_hours_are_counted_not_obeyed() -> None:
    """Conditional access within the day changes nothing and is named, that of others is not."""
    tags = STREET | {"motor_vehicle:conditional": "no @ (06:00-09:00)", "hgv:conditional": "no @ (06:00-20:00)"}
    assert meaning(tags).access == meaning(STREET).access
    assert meaning(tags).unread == ("motor_vehicle:conditional",)
    assert meaning(STREET | {"oneway": "reversible"}).unread == ("oneway",)


_VALUES = st.one_of(
    st.sampled_from(["yes", "no", "private", "destination", "-1", "no;yes", " ; ", "designated"]), st.text(max_size=8)
)


@given(
    st.dictionaries(st.sampled_from(sorted(ON_WAYS.read)), _VALUES, max_size=6),
    st.sampled_from(["residential", "path", "motorway"]),
)
def test_any_tags_have_a_meaning(tags: dict[str, str], highway: str) -> None:
    """Whatever is written, each traveller gets a state of three, and a named one never a worse one than by `no` alone."""
    found = read_road_tags(tags | {"highway": highway, "area": "no"})
    assert found is not None
    assert all(state <= CLOSED for name in TRAVELLERS for state in states(found.access, name))
    opened = meaning(tags | {"highway": highway, "area": "no", "motorcycle": "yes", "oneway": "no"})
    if not any(key.startswith(("motorcycle:", "oneway:")) for key in tags):
        assert states(opened.access, "motorcycle") == (OPEN, OPEN)
    assert read_barrier(tags | {"barrier": "gate"})[0] >= 0
