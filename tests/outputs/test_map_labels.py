"""Guards the words of a map beside its streets: which way is which, RT and RW, villages."""

import numpy as np

from outputs.maps.frame import Frame
from outputs.maps.labels import Label, leg_numbers, leg_tags, placed, village_labels
from outputs.maps.placing import Placing
from planner.domain.records import Village
from tests.outputs.day import make_day

FRAME = Frame(width=190.0, height=220.0, centre=(106.45, -6.2), scale=0.1)


def test_ways_on_one_line_are_told_apart() -> None:
    """Where two ways run together both numbers stand beside it, once; where each runs alone none does."""
    there = np.array([[10.0, 10.0], [60.0, 10.0], [60.0, 60.0]])
    back = np.array([[60.0, 60.0], [60.0, 10.3], [10.0, 10.3], [10.0, 60.0]])
    apart = np.array([[10.0, 60.0], [10.0, 160.0]])
    found = leg_tags([there, back, apart], [1, 2, 3], Placing(frame=FRAME))
    assert [tag["text"] for tag in found] == ["→ 1, 2"]
    assert leg_tags([there, apart], [1, 2], Placing(frame=FRAME)) == []
    assert leg_tags([there, back], [1, 0], Placing(frame=FRAME)) == [], "the way back has no number"


def test_each_way_has_the_number_of_its_stop() -> None:
    """Ways end at the doors of the sheet in their order; the way home ends at none."""
    team = make_day(num_stops=4, num_reserves=0).teams[0]
    assert leg_numbers(team.legs, team.stops) == [*(stop.number for stop in team.stops), 0][: len(team.legs)]


def test_villages_are_named_in_what_is_seen_of_them() -> None:
    """One that lies outside the frame is not."""
    near, far = (
        Village(code=code, name=name, outline=((((x, -6.21), (x + 0.01, -6.21), (x + 0.01, -6.19), (x, -6.19), (x, -6.21)),),))
        for code, name, x in (("1", "Contoh", 106.445), ("2", "Jauh", 107.0))
    )
    found = village_labels([near, far], FRAME)
    assert [label.text for label in found] == ["CONTOH"]
    assert 0 < found[0].x < FRAME.width
    assert 0 < found[0].y < FRAME.height


def test_a_label_hides_nothing() -> None:
    """Two at one place stand beside each other, or the second is left out."""
    placing = Placing(frame=FRAME)
    found = placed([Label(text="RT 01/RW 02", x=90.0, y=90.0, layer="unit")] * 2, placing)
    assert len(found) == 2
    assert (found[0]["x"], found[0]["y"]) == (90.0, 90.0)
    assert (found[1]["x"], found[1]["y"]) != (90.0, 90.0)
