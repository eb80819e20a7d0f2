"""Guards which sets of breaks are told apart: few where breaks follow each other, all where nothing orders them."""

from planner.domain.break_sets import BreakSets
from planner.domain.shift import Break
from planner.domain.visit import Window


def pause(number: int, start: int, end: int, *, duration: int = 600, more: tuple[int, int] | None = None) -> Break:
    windows = [(start, end)] if more is None else [(start, end), more]
    return Break(id=f"b{number}", windows=tuple(Window(start=a, end=b) for a, b in windows), duration=duration)


def test_breaks_one_after_the_other_make_one_set_more_than_there_are() -> None:
    """Twenty breaks of a day, each over before the next may begin, are told apart by how many have been taken."""
    order = BreakSets.of([pause(n, 3600 * n, 3600 * n + 1200) for n in range(20)])
    assert order.sets == tuple((1 << n) - 1 for n in range(21))


def test_breaks_of_one_length_are_taken_in_the_order_of_their_windows() -> None:
    """Where windows overlap, two breaks of one length can change places; two of other lengths can not."""
    assert BreakSets.of([pause(0, 1000, 9000), pause(1, 0, 8000)]).sets == (0, 0b10, 0b11)
    assert BreakSets.of([pause(0, 1000, 9000), pause(1, 0, 8000, duration=900)]).sets == (0, 1, 2, 3)
    assert BreakSets.of([pause(0, 0, 9000), pause(1, 1000, 8000)]).sets == (0, 1, 2, 3)
    assert BreakSets.of([pause(0, 0, 900, more=(5000, 9000)), pause(1, 0, 8000)]).sets == (0, 1, 2, 3)


def test_the_same_backwards() -> None:
    """Run backwards, sets are of the breaks still to take, and what came first comes last."""
    order = BreakSets.of([pause(0, 0, 900), pause(1, 4000, 5000), pause(2, 3000, 9000, duration=60)])
    back = order.mirrored()
    assert order.sets == (0, 0b001, 0b011, 0b101, 0b111)
    assert back.sets == (0, 0b010, 0b100, 0b110, 0b111)
    assert all(back.after(0b111 ^ larger, n) == 0b111 ^ taken for taken in order.sets for n in range(3)
               if (larger := order.after(taken, n)) is not None)  # fmt: skip


def test_breaks_that_shut_each_other_out() -> None:
    """Of breaks that no order lets be taken the sets still begin with none and end with all."""
    sets = BreakSets.of([pause(n, 0, 10, duration=60) for n in range(3)]).sets
    assert (sets[0], sets[-1]) == (0, 0b111)
