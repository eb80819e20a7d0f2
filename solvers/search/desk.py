"""The desk of one searcher: what the current step took out, and what the touched routes were before it, to take it back."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from solvers.compiled import compiled, woven
from solvers.search.columns import GAP, LENGTH, ROUTE, STOPS
from solvers.search.dice import Dice, dice_of
from solvers.search.instance import Instance
from solvers.search.state import State, empty_state

Int64s = npt.NDArray[np.int64]

# entries of `Desk.num`
NUM_REMOVED, NUM_TOUCHED, NUM_LOOKS = 0, 1, 2


class Desk(NamedTuple):
    """Scratch arrays of one searcher.

    Attributes
    ----------
    removed, offered
        Visits taken out in this step, and visits to be put in, shape (visits,).
    key
        What the offered are sorted by, shape (visits,).
    touched
        Routes changed in this step, shape (shifts,).
    num
        Numbers of removed visits, touched routes, and visits for which a gap was looked for.
    looked
        Per gap the last such visit, by that count: a gap beside two neighbours is judged once, shape (shifts, most stops + 2).
    found
        Route and gap of the cheapest insertion.
    is_touched, is_newer
        Per route: whether it changed in this step, and since the best routes were written down.
    before
        The touched routes as they were.
    dice
        Random state.
    tally
        What a round did: exact cost of the routes against where they were, the same of the best written down, accepted steps.
    best_line, best_length
        The best routes written down, shapes (shifts, 2, most stops + 2) and (shifts,).
    """

    removed: Int64s
    offered: Int64s
    key: npt.NDArray[np.float64]
    touched: Int64s
    num: Int64s
    looked: Int64s
    found: Int64s
    is_touched: npt.NDArray[np.uint8]
    is_newer: npt.NDArray[np.uint8]
    before: State
    dice: Dice
    tally: Int64s
    best_line: Int64s
    best_length: Int64s


def desk_of(instance: Instance, *seeds: int) -> Desk:
    """An empty desk with dice of its own."""
    shifts, visits, before = len(instance.shift), len(instance.visit), empty_state(instance)
    return Desk(
        removed=np.zeros(visits, dtype=np.int64),
        offered=np.zeros(visits, dtype=np.int64),
        key=np.zeros(visits, dtype=np.float64),
        touched=np.zeros(shifts, dtype=np.int64),
        num=np.zeros(3, dtype=np.int64),
        looked=np.zeros((shifts, before.line.shape[2]), dtype=np.int64),
        found=np.zeros(2, dtype=np.int64),
        is_touched=np.zeros(shifts, dtype=np.uint8),
        is_newer=np.zeros(shifts, dtype=np.uint8),
        before=before,
        dice=dice_of(*seeds),
        tally=np.zeros(3, dtype=np.int64),
        best_line=before.line.copy(),
        best_length=np.zeros(shifts, dtype=np.int64),
    )


@woven
def remember(state: State, desk: Desk, m: int) -> None:
    """Keep a route as it is before its first change in this step."""
    if not desk.is_touched[m]:
        desk.is_touched[m] = 1
        desk.touched[desk.num[NUM_TOUCHED]] = m
        desk.num[NUM_TOUCHED] += 1
        copy_route(state, desk.before, m)


@compiled
def copy_route(source: State, target: State, m: int) -> None:
    """Copy all that belongs to one route."""
    length, num_sets = source.sums[m, LENGTH], source.room.shape[3]
    for column in range(source.sums.shape[1]):
        target.sums[m, column] = source.sums[m, column]
    for row in range(2):
        for g in range(length + 2):
            target.line[m, row, g] = source.line[m, row, g]
    for g in range(length + 1):
        for row in range(3):
            for taken in range(num_sets):
                target.room[m, g, row, taken] = source.room[m, g, row, taken]


@compiled
def take_back(state: State, desk: Desk) -> None:
    """Give every touched route its stops from before this step."""
    for n in range(desk.num[NUM_TOUCHED]):
        m = desk.touched[n]
        for g in range(state.sums[m, LENGTH]):
            state.spot[state.line[m, STOPS, g], ROUTE] = -1
    for n in range(desk.num[NUM_TOUCHED]):
        m = desk.touched[n]
        copy_route(desk.before, state, m)
        for g in range(state.sums[m, LENGTH]):
            v = state.line[m, STOPS, g]
            state.spot[v, ROUTE] = m
            state.spot[v, GAP] = g


@woven
def clear(desk: Desk) -> None:
    """Make ready for the next step."""
    for n in range(desk.num[NUM_TOUCHED]):
        desk.is_touched[desk.touched[n]] = 0
    desk.num[NUM_TOUCHED] = 0
    desk.num[NUM_REMOVED] = 0


@compiled
def write_down(state: State, desk: Desk) -> None:
    """Keep the routes that changed as part of the best found."""
    for m in range(len(desk.is_newer)):
        if desk.is_newer[m]:
            desk.is_newer[m] = 0
            desk.best_length[m] = state.sums[m, LENGTH]
            for g in range(state.sums[m, LENGTH]):
                desk.best_line[m, STOPS, g] = state.line[m, STOPS, g]
