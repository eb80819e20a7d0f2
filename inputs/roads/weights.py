"""One integer per arc that holds duration and distance at once, so that any engine finds both, exactly and alike.

An arc weighs `K · ticks + metres`. As long as every quickest way is shorter than *K* metres, the lightest way is the
quickest, among equally quick ones the shortest, and its weight decodes into both. *K* is proved large enough, and the
tick is the finest for which the heaviest way stays below the 31 bits of the contraction-hierarchy library.
"""

from dataclasses import dataclass

import numpy as np
import scipy  # loads its parts when they are first asked for: a fifth of a second that few commands need

from planner.domain.arrays import Bools, Floats, Int64s

INFINITE = 2**31 - 1
"""Weight of a closed arc: the library's own infinity."""

TICKS_PER_SECOND = (1000.0, 500.0, 200.0, 100.0, 50.0, 20.0, 10.0, 8.0, 6.0, 5.0, 4.0, 3.0, 2.5, 2.0, 1.5, 1.0, 0.75, 0.5)
"""Grains tried, finest first. A station's area gets 0.1 s or finer; all of Jakarta, with ways of three hours, 1 s."""

SPARE = 1.25
"""Room kept for detours around closures, as a factor of the longest duration."""


MAX_ROUNDED_SPEED = 1.05
"""See `ticks_of`."""

DEPTH = 3
"""How often nodes that do not reach a middle are looked at for themselves, before all their arcs are added up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How weights are packed: ticks per second, and `base` = *K* in metres."""

    ticks_per_second: float
    base: int
    is_compact: bool
    """Every way fits into 31 bits; otherwise only an engine with 53 bits may be used."""

    def pack(self, ticks: Int64s, metres: Int64s) -> Int64s:
        """Weights of arcs or ways."""
        return ticks * self.base + metres

    def seconds(self, packed: Int64s) -> Int64s:
        """Durations of packed weights, rounded to whole seconds."""
        return np.rint((packed // self.base) / self.ticks_per_second).astype(np.int64)

    def metres(self, packed: Int64s) -> Int64s:
        """Distances of packed weights."""
        return np.asarray(packed % self.base)


def ticks_of(lengths: Floats, speeds: Floats, ticks_per_second: float) -> Int64s:
    """Whole ticks to travel lengths (metres) at speeds (km/h), at least 1.

    Rounded to nearest, but never so far down that an arc looks faster than the fastest road by more than
    `MAX_ROUNDED_SPEED`: short arcs of fast roads would otherwise loosen the bound on metres, and cost a finer tick.
    """
    ticks = np.rint(lengths / (speeds / 3.6) * ticks_per_second)
    least = np.ceil(np.rint(lengths) / (speeds.max() / 3.6 * MAX_ROUNDED_SPEED) * ticks_per_second)
    return np.asarray(np.maximum(1, np.maximum(ticks, least)), dtype=np.int64)


def choose_scale(tail: Int64s, head: Int64s, arc_segment: Int64s, lengths: Floats, speeds: Floats, num_nodes: int) -> Scale:
    """Finest scale whose heaviest way fits; a wide one where none does.

    Parameters
    ----------
    arc_segment
        Row of `lengths` (metres) and `speeds` (km/h) of each arc; -1: an arc without length.
    """
    metres = np.append(np.rint(lengths).astype(np.int64), 0)[arc_segment]

    def base_of(ticks_per_second: float) -> tuple[int, bool]:
        ticks = np.append(ticks_of(lengths, speeds, ticks_per_second), 0)[arc_segment]
        longest, base = bounds(tail, head, ticks, metres, num_nodes, spare=SPARE)
        return base, (longest + 1) * base < INFINITE

    # The finer the tick the heavier a way: the first that fits is found by halving.
    finest, coarser = 0, len(TICKS_PER_SECOND)
    fitting = None
    while finest < coarser:
        middle = (finest + coarser) // 2
        base, is_fitting = base_of(TICKS_PER_SECOND[middle])
        if is_fitting:
            coarser, fitting = middle, Scale(ticks_per_second=TICKS_PER_SECOND[middle], base=base, is_compact=True)
        else:
            finest = middle + 1
    return fitting or Scale(ticks_per_second=10.0, base=base_of(10.0)[0], is_compact=False)


def bounds(tail: Int64s, head: Int64s, ticks: Int64s, metres: Int64s, num_nodes: int, *, spare: float = 1.0) -> tuple[int, int]:
    """Ticks that no quickest way exceeds, and a base above the metres of every quickest way and both partial ends.

    A way stays among nodes that are connected at all. Let *r* be a node of them. From a node that reaches *r* to one that
    *r* reaches, a way through *r* bounds the quickest by the farthest to and from *r*. A way from a node that does not reach
    *r* is among such nodes alone (in one estate, say), one to a node that *r* does not reach likewise; the same is asked of
    these nodes. A simple way uses each arc at most once.
    Metres are bounded by filling those ticks with the arcs that have the most metres per tick (a fractional knapsack).
    """
    if not len(tail):
        return 0, 1
    longest = _longest(np.stack([tail, head, ticks]), num_nodes, spare, depth=DEPTH, known=0)
    is_long = ticks > 0
    ticks, metres = ticks[is_long], metres[is_long]
    order = np.argsort(-(metres / ticks), kind="stable")
    filled = np.cumsum(ticks[order])
    num_arcs = int(np.searchsorted(filled, longest)) + 1
    return longest, int(metres[order[:num_arcs]].sum() + 2 * metres.max(initial=0) + 1)


def _longest(arcs: Int64s, num_nodes: int, spare: float, *, depth: int, known: int) -> int:
    """Ticks that no quickest way over arcs (tail, head, ticks) exceeds; `known` where none is longer than that."""
    tail, head, ticks = arcs
    if ticks.sum() <= known:
        return known
    graph = cheapest_graph(tail, head, ticks, num_nodes)
    _, part_of = scipy.sparse.csgraph.connected_components(graph, directed=True, connection="weak")
    _, labels = scipy.sparse.csgraph.connected_components(graph, directed=True, connection="strong")
    sums = np.bincount(part_of[tail], weights=ticks, minlength=part_of.max() + 1)
    longest = known
    for part in np.argsort(-sums, kind="stable"):
        if sums[part] <= longest:  # each arc once is no longer than what is longest already
            break
        if not depth:
            return int(sums[part])
        here = part_of == part
        main = here & (labels == np.bincount(labels[here]).argmax())
        round_trip, reaches, is_reached = _round_trip(graph, main, spare)
        longest = max(longest, round_trip)
        for nodes in (here & ~reaches, here & ~is_reached):
            among = nodes[tail] & nodes[head]
            longest = _longest(arcs[:, among], num_nodes, spare, depth=depth - 1, known=longest)
    return longest


def _round_trip(graph: "scipy.sparse.csr_array", main: Bools, spare: float) -> tuple[int, Bools, Bools]:
    """Ticks of the longest way to a middle node and on from it, the nodes that reach it, and those that it reaches."""
    root = _middle(graph, main)
    out, back = _search(graph, root), _search(graph.T.tocsr(), root)
    is_reached, reaches = np.isfinite(out), np.isfinite(back)
    return int((out[is_reached].max() + back[reaches].max()) * spare), reaches, is_reached


def cheapest_graph(tail: Int64s, head: Int64s, weights: Int64s, num_nodes: int) -> "scipy.sparse.csr_array":
    """Sparse matrix of the cheapest of parallel arcs (a plain sparse matrix would add them up)."""
    order = np.lexsort((weights, head, tail))
    tail, head, weights = tail[order], head[order], weights[order]
    is_first = np.ones(len(tail), dtype=bool)  # none where every arc is shut
    is_first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    entries = (weights[is_first].astype(np.float64), (tail[is_first], head[is_first]))
    return scipy.sparse.csr_array(entries, shape=(num_nodes, num_nodes))


def _middle(graph: "scipy.sparse.csr_array", main: Bools) -> int:
    """A node about half-way along a long way: of both ends of a double sweep, the one least far from both."""
    start = int(np.flatnonzero(main)[0])
    first = int(np.where(main, _search(graph, start, directed=False), -1).argmax())
    from_first = _search(graph, first, directed=False)
    second = int(np.where(main, from_first, -1).argmax())
    from_second = _search(graph, second, directed=False)
    return int(np.where(main, np.maximum(from_first, from_second), np.inf).argmin())


def _search(graph: "scipy.sparse.csr_array", start: int, *, directed: bool = True) -> Floats:
    """Weights of the lightest ways from one node to all, shape (n,)."""
    weights = scipy.sparse.csgraph.dijkstra(graph, directed=directed, indices=np.array([start]))
    return np.asarray(weights[0], dtype=np.float64)
