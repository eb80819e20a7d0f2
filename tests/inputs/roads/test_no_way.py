"""Guards the reason that is given for a door without a way."""

from dataclasses import replace

import numpy as np
import pytest

from inputs.roads.network import build_network
from planner.domain.out_of_reach import NoWay
from tests.inputs.roads.making import degrees, road, roads_of

NODES = degrees((0, 0), (200, 0), (400, 0), (400, 300), (2000, 0), (2200, 0))
DOORS = degrees((100, 5), (300, 5), (402, 150), (2100, 5), (1000, 5))


def test_each_reason_for_its_door() -> None:
    """Open street: reached; beyond a road closed to all: shut; an island: cut off; no road near: too far."""
    rows = [road(NODES, 0, 1), road(NODES, 1, 2, closed=7), road(NODES, 2, 3), road(NODES, 4, 5)]
    found = roads_of(build_network(NODES, rows)).why_not_reached("motorcycle", DOORS, degrees((10, 0)))
    assert found == [None, NoWay.SHUT, NoWay.SHUT, NoWay.CUT_OFF, NoWay.TOO_FAR]


def test_a_locked_gate_is_named() -> None:
    """A barrier on a node that lets nobody through shuts the street behind it; one-way streets are no gates."""
    rows = [road(NODES, 0, 1), road(NODES, 1, 2), road(NODES, 2, 3, is_oneway=True)]
    network = build_network(NODES, rows)
    barriers = np.zeros_like(network.node_access)
    barriers[1] = int("10" * 4, 2)
    roads = roads_of(replace(network, node_access=barriers))
    assert roads.why_not_reached("motorcycle", DOORS[:3], degrees((10, 0))) == [None, NoWay.SHUT, NoWay.CUT_OFF]


def test_a_station_off_the_roads_is_no_fault_of_the_doors() -> None:
    """Where the station has no way itself nothing is said of the doors: a plan names the station."""
    roads = roads_of(build_network(NODES, [road(NODES, 0, 1)]))
    assert roads.why_not_reached("motorcycle", DOORS[:1], degrees((5000, 0))) == [None]


def test_a_way_of_days_is_a_way() -> None:
    """Two streets that only a road of a thousand kilometres joins: who is counted as reached has a duration, also then."""
    far = degrees((0, 0), (200, 0), (700_000, 0), (200, 300), (0, 300))
    roads = roads_of(build_network(far, [road(far, 0, 1), road(far, 1, 2), road(far, 2, 3), road(far, 3, 4)]))
    places = roads.place("foot", degrees((100, 5), (100, 295)))
    durations = roads.travel("foot", places).durations
    assert roads.is_reached("foot", places, places).all()
    assert durations[0, 1] == durations[1, 0] == pytest.approx(1_400_000 / (4.5 / 3.6), rel=0.01)
