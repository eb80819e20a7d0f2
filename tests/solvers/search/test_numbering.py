"""Guards the search's own numbers: nothing is lost, near places get near numbers, and rooms never shut a gap that fits."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from solvers.search.columns import LENGTH, NEIGHBOUR, PLACE, ROOM, SERVICE, WAY, WINDOWS
from solvers.search.fitting import soft_if_lawful
from solvers.search.instance import instance_of
from solvers.search.nearness import near_visits
from solvers.search.numbering import Numbering
from solvers.search.working_plan import WorkingPlan
from tests.building import random_problem
from tests.solvers.bench_days import bench_day
from tests.solvers.search.test_reading import MUCH, lawful_orders


@given(seed=st.integers(0, 10**6))
def test_what_goes_in_comes_out(seed: int) -> None:
    """Every visit has one number; orders turned into numbers and back are the same; ways and costs are those of the problem."""
    problem = random_problem(seed, num_visits=12, with_promises=True)
    numbering = Numbering.by_nearness(problem)
    assert sorted(numbering.visits) == list(range(12))
    orders = [[3, 1], [11, 0, 7]]
    assert numbering.outward(numbering.inward(orders)) == orders
    given_, own = (instance_of(problem, num_near=5, numbering=numbers) for numbers in (None, numbering))
    assert (own.extra == given_.extra[:, numbering.visits]).all()
    here, there = (instance.visit[:, PLACE] for instance in (given_, own))
    ways = given_.travel[:, here[:, None], here][:, numbering.visits][:, :, numbering.visits]
    assert (own.travel[:, there[:, None], there] == ways).all()
    assert all(array.flags.c_contiguous for array in own)  # else numba would compile for them alone


def test_near_visits_have_near_numbers() -> None:
    """On a day of real roads the number of a nearest neighbour is a few away, not a third of all."""
    problem = bench_day("day-300")
    far = []
    for numbering in (Numbering.as_given(problem), Numbering.by_nearness(problem)):
        near = instance_of(problem, num_near=10, numbering=numbering).near[:, :, NEIGHBOUR]
        far.append(np.abs(near - np.arange(300)[:, None]).mean())
    assert far[1] < far[0] / 3


@settings(max_examples=100)
@given(seed=st.integers(0, 10**6))
def test_a_gap_too_narrow_fits_nothing(seed: int) -> None:
    """Where the room of a gap is less than the service and one of the ways, no law lets the visit in."""
    problem = random_problem(seed, num_visits=9, with_promises=True)
    plan = WorkingPlan(instance_of(problem, num_near=8), lawful_orders(problem, random.Random(seed)))  # noqa: S311
    inst, state = plan.instance, plan.state
    made = {v for order in plan.orders() for v in order}
    for v in set(range(9)) - made:
        for m in range(len(inst.shift)):
            stops = [*plan.orders()[m]]
            for g in range(int(state.sums[m, LENGTH]) + 1):
                if inst.extra[m, v] < 0 or soft_if_lawful(inst, state, m, g, v, MUCH) == MUCH:
                    continue
                for u in (g - 1, g):
                    if 0 <= u < len(stops):
                        k = inst.near[v, :, NEIGHBOUR].tolist().index(stops[u])
                        assert state.line[m, ROOM, g] >= inst.visit[v, SERVICE] + inst.near[v, k, WAY]


@given(seed=st.integers(0, 10**6), begin=st.integers(0, 400), span=st.integers(0, 3000))
def test_open_windows_change_nothing_but_the_time(seed: int, begin: int, span: int) -> None:
    """Who is near is the same whether waiting and lateness are looked at pair by pair or seen to be impossible at once."""
    rng = np.random.default_rng(seed)
    num = 12
    travel = rng.integers(1, 500, (1, num, num)).astype(np.int32)
    visit = np.zeros((num, 7), dtype=np.int64)
    visit[:, PLACE], visit[:, SERVICE] = np.arange(num), rng.integers(0, 300, num)
    visit[:, WINDOWS] = rng.integers(0, begin + 1, num)
    visit[:, -1] = visit[:, WINDOWS] + span
    near = near_visits(travel, visit, num_near=num - 1)
    shut = 10**9
    for v in range(num):
        ways = []
        for u in range(num):
            for a, b in ((v, u), (u, v)):
                way, done = int(travel[0, a, b]), visit[a, SERVICE] + travel[0, a, b]
                wait = max(0, visit[b, WINDOWS] - (visit[a, -1] + done))
                ways.append(way + (shut if visit[a, WINDOWS] + done > visit[b, -1] else wait))
        nearness = np.minimum(ways[::2], ways[1::2])
        assert (np.diff(nearness[near[v, :, NEIGHBOUR]]) >= 0).all()
