"""Guards the packing of durations and distances into one integer."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra

from inputs.roads.weights import bounds, cheapest_graph, choose_scale
from planner.domain.arrays import Int64s

ARC = st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(1, 40), st.integers(1, 300))


@given(arcs=st.lists(ARC, min_size=1, max_size=40))
def test_no_quickest_way_passes_the_bounds(arcs: list[tuple[int, int, int, int]]) -> None:
    """On any graph, however little of it reaches the rest, no quickest way has more ticks or metres than proved."""
    tail, head, ticks, metres = np.array(arcs, dtype=np.int64).T
    longest, base = bounds(tail, head, ticks, metres, 12)
    quickest = dijkstra(cheapest_graph(tail, head, ticks * base + metres, 12))
    heaviest = int(quickest[np.isfinite(quickest)].max())
    assert heaviest // base <= longest
    assert quickest[np.isfinite(quickest)].max() % base < base
    slowest = dijkstra(cheapest_graph(tail, head, ticks, 12))
    assert slowest[np.isfinite(slowest)].max() == heaviest // base  # the packed ways are the quickest ones


def test_many_estates_leave_the_tick_fine() -> None:
    """Streets for visitors alone do not add up over estates: a spine with 300 of them keeps a tick of a tenth of a second."""
    spine = np.arange(300)
    tail = np.concatenate([spine[:-1], spine[1:], spine, 300 + 6 * spine.repeat(5) + np.tile(np.arange(5), 300)])
    head = np.concatenate([spine[1:], spine[:-1], 300 + 6 * spine, 301 + 6 * spine.repeat(5) + np.tile(np.arange(5), 300)])
    lengths, speeds = np.full(len(tail), 40.0), np.full(len(tail), 36.0)
    segments: Int64s = np.arange(len(tail))
    scale = choose_scale(tail, head, segments, lengths, speeds, 300 + 6 * 300)
    assert scale.is_compact
    assert scale.ticks_per_second >= 10


def test_roads_that_are_all_shut_are_a_graph_without_ways() -> None:
    """Where every arc is closed, by gates at certain hours, nothing is left to choose the cheapest of."""
    nothing = np.empty(0, dtype=np.int64)
    assert cheapest_graph(nothing, nothing, nothing, 2).nnz == 0
