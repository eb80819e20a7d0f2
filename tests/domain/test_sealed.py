"""Guards that nobody changes what an object was made of: arrays and tables are copied when it is made, and read-only."""

import numpy as np
import pytest

from planner.domain.candidate import DueList
from planner.domain.problem import Problem
from planner.domain.replanning import News, Replanned
from planner.domain.shift import Shift
from planner.domain.travel import Travel
from planner.domain.visit import Visit, Window


def test_matrices_are_copied_and_sealed() -> None:
    """A caller who fills its array anew does not change the problem, nor does an engine that writes into it."""
    mine = np.zeros((2, 2), dtype=np.int32)
    travel = Travel(durations=mine, distances=mine)
    mine[0, 1] = 5
    assert travel.distances is not None
    for matrix in (travel.durations, travel.distances):
        assert matrix[0, 1] == 0
        with pytest.raises(ValueError, match="read-only"):
            matrix[0, 1] = 1


def test_a_sealed_matrix_is_not_copied_again() -> None:
    """25,000 places take 2.5 gigabytes; what nobody can change is shared. A read-only view of what can be changed is copied."""
    sealed = Travel(durations=np.zeros((2, 2), dtype=np.int32)).durations
    assert Travel(durations=sealed).durations is sealed
    base = np.zeros((2, 2), dtype=np.int32)
    view = base[:]
    view.setflags(write=False)
    for other in (view, np.asfortranarray(np.ones((2, 2), dtype=np.int32)), np.zeros((2, 2), dtype=np.int64)):
        other.setflags(write=False)
        copy = Travel(durations=other).durations
        assert copy is not other
        assert (copy.dtype, copy.flags.c_contiguous) == (np.int32, True)


@pytest.mark.parametrize(
    ("build", "name"),
    [
        (lambda table: DueList(candidates=(), excluded=table), "excluded"),
        (lambda table: News(time=0, num_done=table), "num_done"),
        (lambda table: News(time=0, delays=table), "delays"),
        (lambda table: Replanned(from_version=1, time=0, num_facts=table), "num_facts"),
    ],
)
def test_tables_are_copied_and_sealed(build, name) -> None:
    """What is written into the caller's table afterwards is not in the object, and nothing can be written into the object's."""
    mine = {"T01": 1}
    table = getattr(build(mine), name)
    mine["T02"] = 2
    assert dict(table) == {"T01": 1}
    with pytest.raises(TypeError):
        table["T03"] = 3


def test_a_problem_keeps_its_own_lists() -> None:
    """Lists and tables that it was made of may be used on by whoever made it."""
    visits, shifts, kept, locks = [Visit(id="v", place=0)], [Shift(id="s", window=Window(start=0, end=1))], {"v": "s"}, []
    travel = {"motorcycle": Travel(durations=np.zeros((1, 1), dtype=np.int32))}
    problem = Problem(visits=visits, shifts=shifts, travel=travel, kept=kept, locks=locks)
    for mine in (visits, shifts, kept, locks, travel):
        mine.clear()
    assert isinstance(problem.locks, tuple)
    assert (len(problem.visits), len(problem.shifts), dict(problem.kept), problem.num_places) == (1, 1, {"v": "s"}, 1)
    for table in (problem.travel, problem.kept):
        with pytest.raises(TypeError):
            table["x"] = None
