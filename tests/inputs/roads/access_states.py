"""Packed access taken apart, for tests."""

from inputs.roads.access import TRAVELLERS


def states_of_all(access: int) -> list[tuple[int, int]]:
    """(forward, backward) of each traveller."""
    return [(access >> 4 * number & 3, access >> 4 * number + 2 & 3) for number in range(len(TRAVELLERS))]
