"""Routes that a search has seen, remembered for recombination."""

from collections.abc import Iterable, Sequence

SeenRoute = tuple[int, tuple[int, ...]]
"""Position in `Problem.shifts`, and positions in `Problem.visits` in order."""

_MOST = 20_000
"""Routes kept: more than recombination can weigh in the seconds that it gets."""


class SeenRoutes:
    """A set of routes that forgets the oldest."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._seen: dict[SeenRoute, None] = {}

    def add(self, plans: Iterable[Sequence[Sequence[int]]]) -> None:
        """Remember all routes of some plans as the latest."""
        for orders in plans:
            for number, order in enumerate(orders):
                if order:
                    route = number, tuple(order)
                    self._seen.pop(route, None)
                    self._seen[route] = None
        while len(self._seen) > self._most:
            del self._seen[next(iter(self._seen))]

    def latest(self) -> list[SeenRoute]:
        """Routes, the latest first."""
        return list(reversed(self._seen))
