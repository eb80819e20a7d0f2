"""Hands out teams to stations so that together they gain most, from a table of what each station gains by how many teams.

Exact by dynamic programming over stations and teams (Bellman 1957, *Dynamic Programming*, chapter 1: the allocation problem).
Where every station's gains are concave the next team always goes where it gains most, and the order of marginal gains says the
same.
"""

import heapq
from collections.abc import Mapping, Sequence

Gains = Mapping[str, Sequence[int]]
"""Station to what it gains by 0, 1, 2 … more teams; the first is 0."""


def best_assignment(gains: Gains, num_teams: int) -> dict[str, int]:
    """Teams for each station, not more in all than there are, with the greatest sum of gains; of equal ones the fewest teams.

    Raises
    ------
    ValueError
        If a station's gains do not begin with 0.
    """
    if any(not row or row[0] != 0 for row in gains.values()):
        raise ValueError("gains of a station begin with 0, for no team")
    best = [0] * (num_teams + 1)
    """By teams handed out so far: the greatest sum."""
    chosen: list[list[int]] = []
    for row in gains.values():
        pairs = [
            max((best[total - given] + row[given], -given) for given in range(min(total, len(row) - 1) + 1))
            for total in range(num_teams + 1)
        ]
        best = [value for value, _ in pairs]
        chosen.append([-given for _, given in pairs])
    left = max(range(num_teams + 1), key=lambda total: (best[total], -total))
    found = {}
    for station, row_chosen in reversed(list(zip(gains, chosen, strict=True))):
        found[station] = row_chosen[left]
        left -= found[station]
    return {station: found[station] for station in gains}


def by_marginal_gain(gains: Gains, num_teams: int) -> list[tuple[str, int]]:
    """One team after the other to whoever gains most by it, with that gain; ends where nobody gains.

    The best of all assignments where gains are concave (Gross 1956, a class of discrete-type minimization problems).
    """
    waiting = [(-(row[1] - row[0]), place, station, 1) for place, (station, row) in enumerate(gains.items()) if len(row) > 1]
    heapq.heapify(waiting)
    order: list[tuple[str, int]] = []
    while waiting and len(order) < num_teams:
        loss, place, station, given = heapq.heappop(waiting)
        if loss >= 0:
            break
        order.append((station, -loss))
        row = gains[station]
        if given + 1 < len(row):
            heapq.heappush(waiting, (-(row[given + 1] - row[given]), place, station, given + 1))
    return order


def is_concave(gains: Gains) -> bool:
    """Whether each team more gains a station no more than the one before it."""
    return all(
        row[number + 1] - row[number] <= row[number] - row[number - 1]
        for row in gains.values()
        for number in range(1, len(row) - 1)
    )
