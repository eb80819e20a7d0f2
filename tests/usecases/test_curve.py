"""Guards the curve: its order, what each further complaint displaced, and points that a better search would beat."""

from planner.domain.comparison_sheet import ParetoPoint
from planner.usecases.whatif.measuring import along_the_curve


def point(balance: float | None, complaints: int, coverage: int) -> ParetoPoint:
    return ParetoPoint(
        balance=balance, num_complaints=complaints, num_coverage=coverage,
        complaint_prize=10 * complaints, coverage_prize=coverage, travel_duration=0,
    )  # fmt: skip


def test_displaced_coverage_per_complaint() -> None:
    """From 0 complaints and 100 doors to 5 and 90 each complaint displaced two doors; the first point displaced nothing."""
    found = along_the_curve([point(1.0, 5, 90), point(0.0, 0, 100), point(0.5, 4, 92)])
    assert [entry.balance for entry in found] == [0.0, 0.5, 1.0]
    assert [entry.displaced for entry in found] == [None, 2.0, 2.0]


def test_dominated_points_are_marked_and_do_not_count() -> None:
    """A point with less of both proves that the search left something there; the next one is counted from the last good one."""
    found = along_the_curve([point(0.0, 0, 100), point(0.4, 2, 80), point(0.6, 4, 92)])
    assert [entry.is_dominated for entry in found] == [False, True, False]
    assert found[2].displaced == 2.0


def test_equal_points_are_all_good() -> None:
    """The same plan for two balances is dominated by neither."""
    assert not any(entry.is_dominated for entry in along_the_curve([point(0.8, 5, 90), point(None, 5, 90)]))
