"""Which sets of a shift's breaks can be the ones taken by some moment: breaks that follow each other need few.

A break that can only be over when another may no longer begin comes after it; of two breaks of one length whose windows are in
one order, taking them in that order loses nothing, for where they are taken the other way about they can change places. What is
left are the sets closed under "comes before" (order ideals): with *n* breaks one after the other *n* + 1 instead of 2^n.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush

from planner.domain.shift import Break


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakSets:
    """The sets of breaks to be told apart, each as bits by position.

    Attributes
    ----------
    ahead
        For each break the set of those that are taken before it.
    sets
        All sets that hold with every break those ahead of it, ascending: the empty one first, everything last.
    """

    ahead: tuple[int, ...]
    sets: tuple[int, ...]

    @classmethod
    def of(cls, breaks: Sequence[Break]) -> "BreakSets":
        """Of the breaks of a shift, by position."""
        return _of(tuple(breaks))

    def mirrored(self) -> "BreakSets":
        """The same with time run backwards: sets are of breaks still to take."""
        everything = self.sets[-1]
        behind = (sum(1 << n for n, ahead in enumerate(self.ahead) if ahead >> b & 1) for b in range(len(self.ahead)))
        return BreakSets(ahead=tuple(behind), sets=tuple(everything ^ taken for taken in reversed(self.sets)))

    def position(self, taken: int) -> int:
        """Where a set stands in `sets`."""
        return self.sets.index(taken)

    def after(self, taken: int, number: int) -> int | None:
        """The set with one more break; `None` if it is taken already, or others come before it."""
        bit = 1 << number
        return None if taken & bit or self.ahead[number] & ~taken else taken | bit


@lru_cache(maxsize=256)  # few rows of breaks differ among the shifts of a day
def _of(breaks: tuple[Break, ...]) -> BreakSets:
    ahead = tuple(
        sum(1 << n for n, first in enumerate(breaks) if n != b and _comes_before(first, n, pause, b))
        for b, pause in enumerate(breaks)
    )
    sets, waiting, seen = [], [0], {0}
    order = BreakSets(ahead=ahead, sets=())
    while waiting:
        sets.append(heappop(waiting))
        for number in range(len(breaks)):
            larger = order.after(sets[-1], number)
            if larger is not None and larger not in seen:
                seen.add(larger)
                heappush(waiting, larger)
    everything = (1 << len(breaks)) - 1
    if sets[-1] != everything:  # breaks that no order of them lets be taken
        sets.append(everything)
    return BreakSets(ahead=ahead, sets=tuple(sets))


def _comes_before(first: Break, m: int, second: Break, n: int) -> bool:
    if _can_follow(second, first):
        return _can_follow(first, second) and first.duration == second.duration and _may_change_places(first, m, second, n)
    return _can_follow(first, second) or m < n  # neither can follow the other: no route has both, and one order says so


def _can_follow(first: Break, second: Break) -> bool:
    """Whether the second may begin when the first is over."""
    return first.windows[0].start + first.duration <= second.windows[-1].end


def _may_change_places(first: Break, m: int, second: Break, n: int) -> bool:
    """Whether two breaks of one length that are taken the other way about can change places."""
    if first.windows == second.windows:
        return m < n
    if len(first.windows) > 1 or len(second.windows) > 1:
        return False
    one, two = first.windows[0], second.windows[0]
    return one.start <= two.start and one.end <= two.end
