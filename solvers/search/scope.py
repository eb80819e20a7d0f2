"""Which searcher may touch what: all routes, or a share of them near each other, so that several search one plan at once."""

from typing import NamedTuple

import numpy as np

from planner.domain.arrays import Bools, Int64s, Uint8s
from solvers.search.columns import LENGTH, NEIGHBOUR, PLACE, PLACES, ROUTE
from solvers.search.instance import Instance
from solvers.search.state import State

_FEW_STOPS = 60
"""Up to so many stops every gap is tried: that is no more than the gaps beside near visits."""


class Scope(NamedTuple):
    """What one searcher may touch, and how it looks for gaps.

    Attributes
    ----------
    is_mine
        Per route: whether this searcher may change it, shape (shifts,).
    owns
        Per visit: whether it is in one of these routes or given to this searcher, shape (visits,).
    members
        The visits that it owns.
    num_routes
        How many routes are its.
    scans_all
        Whether to try every gap of every route instead of the gaps beside near visits alone.
    """

    is_mine: Uint8s
    owns: Uint8s
    members: Int64s
    num_routes: int
    scans_all: bool


def scope_of(state: State, is_mine: Bools, owns: Bools) -> Scope:
    """Scope of given routes and visits."""
    return Scope(
        is_mine=is_mine.astype(np.uint8),
        owns=owns.astype(np.uint8),
        members=np.flatnonzero(owns).astype(np.int64),
        num_routes=int(is_mine.sum()),
        scans_all=bool(state.sums[is_mine, LENGTH].sum() <= _FEW_STOPS),
    )


def whole(state: State) -> Scope:
    """Scope of everything."""
    return scope_of(state, np.ones(len(state.sums), dtype=bool), np.ones(len(state.spot), dtype=bool))


def is_idle(scope: Scope) -> bool:
    """Whether a searcher has nothing to do in a scope, for want of visits or of routes."""
    return not len(scope.members) or not scope.num_routes


def shares(inst: Instance, state: State, num: int, rng: np.random.Generator) -> list[Scope]:
    """Split the routes into shares of about as many stops, by their way from a visit drawn by chance.

    A visit that nobody makes goes with its nearest made neighbour. An empty route counts as one stop: where there are many, a
    share may be of empty routes alone.
    """
    pivot = inst.visit[rng.integers(len(inst.visit)), PLACE]
    way = inst.travel[0, pivot].astype(np.float64)
    lengths = state.sums[:, LENGTH]
    column = np.arange(state.line.shape[2] - 2)[None, :]
    is_stop = column < lengths[:, None]
    total = np.where(is_stop, way[state.line[:, PLACES, 1:-1]], 0.0).sum(axis=1)
    mean = np.where(lengths > 0, total / np.maximum(1, lengths), rng.random(len(lengths)) * way.max())
    order = np.argsort(mean, kind="stable")
    before = np.cumsum(lengths[order] + 1) - (lengths[order] + 1)
    share_of = np.empty(len(lengths), dtype=np.int64)
    share_of[order] = np.minimum(num - 1, before * num // max(1, int((lengths + 1).sum())))
    owner = _owners(inst, state, share_of, int(rng.integers(num)))
    return [scope_of(state, share_of == number, owner == number) for number in range(num)]


def _owners(inst: Instance, state: State, share_of: Int64s, default: int) -> Int64s:
    """Share of each visit."""
    route = state.spot[:, ROUTE]
    owner = np.where(route >= 0, share_of[route], default)
    unmade = np.flatnonzero(route < 0)
    if len(unmade) and inst.near.shape[1]:
        beside = route[inst.near[unmade, :, NEIGHBOUR]]
        first = (beside >= 0).argmax(axis=1)
        nearest = beside[np.arange(len(unmade)), first]
        owner[unmade] = np.where(nearest >= 0, share_of[nearest], default)
    return owner
