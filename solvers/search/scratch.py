"""Scratch arrays of one searcher: what the current step took out, and what the touched routes were, to take it back."""

from typing import NamedTuple

import numpy as np

from planner.domain.arrays import Floats, Int64s, Uint8s
from solvers.compiled import compiled, woven
from solvers.search.clockwork import settle_spots
from solvers.search.columns import LENGTH, LOST_BEFORE, ROUTE, STOPS
from solvers.search.dice import Dice, dice_of
from solvers.search.instance import Instance
from solvers.search.operators import NUM_OPERATORS
from solvers.search.state import State, empty_state

# entries of `Scratch.num`
NUM_REMOVED, NUM_TOUCHED, NUM_LOOKS, ORDER, NUM_ENTRIES = range(5)

# entries of `Scratch.found`
COST, FOUND_ROUTE, FOUND_GAP = range(3)


class Scratch(NamedTuple):
    """What one searcher writes on and nobody else reads while it does.

    Attributes
    ----------
    removed, offered
        Visits taken out in this step, and visits to be put in, shape (visits,).
    key
        What the offered are sorted by, shape (visits,).
    touched
        Routes changed in this step, shape (shifts,).
    num
        Numbers of removed visits, touched routes, and visits for which a gap was looked for; row of the order of the queue.
    looked
        Per gap the last such visit, by that count: a gap beside two neighbours is judged once, shape (shifts, most stops + 2).
    around
        Where to look for a gap: below 0 a route from -1 on, else the place of a near visit, shape (shifts + neighbours,).
    found
        Cost, route and gap of the cheapest insertion.
    is_touched, is_newer
        Per route: whether it changed in this step, and since the best routes were written down.
    before
        The touched routes as they were.
    counts
        Steps that tried, accepted and improved with each operator, over all rounds, shape (`NUM_OPERATORS`, 3).
    dice
        Random state.
    tally
        What a round did: exact cost of the routes against where they were, the same of the best written down, accepted steps.
    best_line, best_length
        The best routes written down, shapes (shifts, 3, most stops + 2) and (shifts,).
    """

    removed: Int64s
    offered: Int64s
    key: Floats
    touched: Int64s
    num: Int64s
    looked: Int64s
    around: Int64s
    found: Int64s
    is_touched: Uint8s
    is_newer: Uint8s
    before: State
    counts: Int64s
    dice: Dice
    tally: Int64s
    best_line: Int64s
    best_length: Int64s


def scratch_of(instance: Instance, *seeds: int) -> Scratch:
    """Empty scratch arrays with dice of their own."""
    shifts, visits, before = len(instance.shift), len(instance.visit), empty_state(instance)
    return Scratch(
        removed=np.zeros(visits, dtype=np.int64),
        offered=np.zeros(visits, dtype=np.int64),
        key=np.zeros(visits, dtype=np.float64),
        touched=np.zeros(shifts, dtype=np.int64),
        num=np.zeros(NUM_ENTRIES, dtype=np.int64),
        looked=np.zeros((shifts, before.line.shape[2]), dtype=np.int64),
        around=np.zeros(shifts + instance.near.shape[1] + 1, dtype=np.int64),
        found=np.zeros(3, dtype=np.int64),
        is_touched=np.zeros(shifts, dtype=np.uint8),
        is_newer=np.zeros(shifts, dtype=np.uint8),
        before=before,
        counts=np.zeros((NUM_OPERATORS, 3), dtype=np.int64),
        dice=dice_of(*seeds),
        tally=np.zeros(3, dtype=np.int64),
        best_line=before.line.copy(),
        best_length=np.zeros(shifts, dtype=np.int64),
    )


@woven
def remember(state: State, scratch: Scratch, m: int) -> None:
    """Keep a route as it is before its first change in this step."""
    if not scratch.is_touched[m]:
        scratch.is_touched[m] = 1
        scratch.touched[scratch.num[NUM_TOUCHED]] = m
        scratch.num[NUM_TOUCHED] += 1
        copy_route(state, scratch.before, m)


@compiled
def copy_route(source: State, target: State, m: int) -> None:
    """Copy all that belongs to one route."""
    length, num_sets = source.sums[m, LENGTH], source.slack.shape[3]
    for column in range(source.sums.shape[1]):
        target.sums[m, column] = source.sums[m, column]
    for row in range(source.line.shape[1]):
        for g in range(length + 2):
            target.line[m, row, g] = source.line[m, row, g]
    for g in range(length + 1):
        for row in range(LOST_BEFORE):
            for taken in range(num_sets):
                target.slack[m, g, row, taken] = source.slack[m, g, row, taken]
    if source.slack.shape[2] > LOST_BEFORE:
        for g in range(length + 1):
            for taken in range(num_sets):
                target.slack[m, g, LOST_BEFORE, taken] = source.slack[m, g, LOST_BEFORE, taken]


@compiled
def take_back(state: State, scratch: Scratch) -> None:
    """Give every touched route its stops from before this step."""
    for n in range(scratch.num[NUM_TOUCHED]):
        m = scratch.touched[n]
        for g in range(state.sums[m, LENGTH]):
            state.spot[state.line[m, STOPS, g], ROUTE] = -1
            state.room[state.line[m, STOPS, g]] = -1
    for n in range(scratch.num[NUM_TOUCHED]):
        m = scratch.touched[n]
        copy_route(scratch.before, state, m)
        settle_spots(state, m)


@woven
def clear(scratch: Scratch) -> None:
    """Make ready for the next step."""
    for n in range(scratch.num[NUM_TOUCHED]):
        scratch.is_touched[scratch.touched[n]] = 0
    scratch.num[NUM_TOUCHED] = 0
    scratch.num[NUM_REMOVED] = 0


@compiled
def write_down(state: State, scratch: Scratch) -> None:
    """Keep the routes that changed as part of the best found."""
    for m in range(len(scratch.is_newer)):
        if scratch.is_newer[m]:
            scratch.is_newer[m] = 0
            scratch.best_length[m] = state.sums[m, LENGTH]
            for g in range(state.sums[m, LENGTH]):
                scratch.best_line[m, STOPS, g] = state.line[m, STOPS, g]


@woven
def take_out(state: State, scratch: Scratch, v: int) -> None:
    """Note a visit as removed in this step; its route's line is the caller's."""
    state.spot[v, ROUTE] = -1
    state.room[v] = -1
    scratch.removed[scratch.num[NUM_REMOVED]] = v
    scratch.num[NUM_REMOVED] += 1
