"""Routes under search as arrays, and the way from and to orders of visits."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from planner.domain.arrays import Int32s, Int64s
from solvers.search.columns import GAP, HOURS, LENGTH, MOST_STOPS, ROUTE, STOPS
from solvers.search.instance import Instance


class State(NamedTuple):
    """Routes and their forward and backward time slack; gap *g* of a route lies before stop *g*, the last one before the end.

    Attributes
    ----------
    line
        Stops of each route, the places from its start over its stops to its end, and the room in each gap: the seconds that
        anything put into it may take at most, its ways included; shape (shifts, 3, most stops + 2).
    spot
        The route that makes each visit (-1: none), its position there, and the room before and after it, shape (visits, 4):
        all that a look for a gap needs to pass over those that are too narrow.
    room
        The wider of the two, -1 for a visit that nobody makes, shape (visits,): most looks end here, in few lines of the cache.
    slack
        Per gap and set of breaks taken: earliest leaving of what is before it; latest time to be ready for what is after it if
        the place before is another one; the same if it is the same place (no setup); where prizes depend on the hour, what the
        stops before it lose; shape (shifts, most stops + 1, 3 or 4, sets).
    sums
        Number of stops, seconds of travel, seconds of travel and actions, soft cost, and what the stops lose by their hours, of
        each route, shape (shifts, 5).
    leg_times
        Room for the times and losses of one leg, shape (5, sets).
    """

    line: Int64s
    spot: Int32s
    room: Int32s
    slack: Int64s
    sums: Int64s
    leg_times: Int64s


def empty_state(instance: Instance) -> State:
    """Arrays of the right shapes without a stop; routes have to be refreshed before they are used."""
    shifts, visits, most = len(instance.shift), len(instance.visit), int(instance.rule[MOST_STOPS])
    sets = instance.sets.shape[1]
    spot = np.zeros((visits, 4), dtype=np.int32)
    spot[:, ROUTE] = -1
    return State(
        line=np.zeros((shifts, 3, most + 2), dtype=np.int64),
        spot=spot,
        room=np.full(visits, -1, dtype=np.int32),
        slack=np.zeros((shifts, most + 1, 4 if instance.rule[HOURS] else 3, sets), dtype=np.int64),
        sums=np.zeros((shifts, 5), dtype=np.int64),
        leg_times=np.zeros((5, sets), dtype=np.int64),
    )


def fill(state: State, orders: Sequence[Sequence[int]]) -> None:
    """Make the routes those of given orders; they have to be refreshed before they are used."""
    state.spot[:, ROUTE] = -1
    state.room[:] = -1
    for m, order in enumerate(orders):
        state.sums[m, LENGTH] = len(order)
        state.line[m, STOPS, : len(order)] = order
        state.spot[list(order), ROUTE] = m
        state.spot[list(order), GAP] = np.arange(len(order))


def orders_in(line: Int64s, lengths: Int64s) -> list[list[int]]:
    """Orders of visits in an array of routes, shape (shifts, 3, ...), with their lengths."""
    return [line[m, STOPS, : lengths[m]].tolist() for m in range(len(lengths))]
