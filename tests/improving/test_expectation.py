"""Guards the expected values of routes against drawn days of the same rule, and the promises against every outcome."""

import math
import random
import statistics
from dataclasses import replace

import pytest

from planner.improving.expectation import expectation
from planner.rules.blocks import blocks_of
from tests.rules.doors import door_day, exact_walk, minute_walk, routes_of


def _beyond(num_days: int, num_walks: int) -> tuple[int, int]:
    """Routes whose drawn mean is more than three standard errors off, and all routes."""
    beyond = count = 0
    for seed in range(num_days):
        problem = door_day(seed)
        for shift, route in routes_of(problem, seed):
            blocks = blocks_of(problem, shift, route)
            rng = random.Random(seed)  # noqa: S311 (a drawn day)
            drawn = [minute_walk(problem, shift, blocks, rng) for _ in range(num_walks)]
            want = expectation(problem, shift, blocks)
            for got, mean in (
                ([float(met) for _, met in drawn], want.met),
                ([float(sum(made.visit.opening is not None for made in walked.made)) for walked, _ in drawn], want.knocked),
                ([float(walked.num_run_out) for walked, _ in drawn], sum(want.run_out)),
                ([float(walked.end_time) for walked, _ in drawn], want.end_time),
            ):
                error = statistics.stdev(got) / math.sqrt(num_walks)
                off = abs(statistics.fmean(got) - mean)
                count += 1
                beyond += off > 3 * error + 1e-9
                assert off <= 6 * error + 5 / num_walks * max(1.0, abs(mean) ** 0.5), (seed, route.shift_id, off, error)
    return beyond, count


def test_convolution_is_the_mean_of_drawn_days() -> None:
    """Met doors, knocks, doors that run out and the end: within three standard errors, as often as chance has it."""
    beyond, count = _beyond(15, 150)
    assert count > 60
    assert beyond <= 0.03 * count


@pytest.mark.long
def test_convolution_is_the_mean_of_drawn_days_at_length() -> None:
    """The same on a thousand routes."""
    beyond, count = _beyond(520, 400)
    assert count > 4000
    assert beyond <= 0.01 * count


def _late(num_days: int, num_walks: int) -> int:
    count = 0
    for seed in range(num_days):
        problem = door_day(seed)
        for shift, route in routes_of(problem, seed):
            blocks = blocks_of(problem, shift, route)
            if any(block.leave_by < shift.window.start for block in blocks):
                continue
            rng = random.Random(seed)  # noqa: S311 (a drawn day)
            for _ in range(num_walks):
                walked = exact_walk(problem, shift, blocks, rng)
                count += 1
                assert max([made.lateness for made in walked.made], default=0) == 0, (seed, shift.id)
                assert walked.break_lateness == 0, (seed, shift.id)
                assert walked.end_time <= shift.window.end, (seed, shift.id)
    return count


def test_no_anchor_is_late_whatever_doors_do() -> None:
    """By the model's own ways and durations every anchor, break and end of duty is kept, for every outcome."""
    assert _late(60, 20) > 1000


@pytest.mark.long
def test_no_anchor_is_late_at_length() -> None:
    """The same in a million days of teams."""
    assert _late(2_000, 300) > 500_000


def test_all_doors_open_for_certain_is_the_schedule() -> None:
    """Where every chance is 1, all planned doors are met whenever the plan leaves the time that it says."""
    problem = door_day(3)
    certain = replace(
        problem,
        visits=tuple(
            visit
            if visit.opening is None
            else replace(visit, opening=replace(visit.opening, steps=((0, 1.0),)), service_duration=visit.opening.met_duration)
            for visit in problem.visits
        ),
    )
    for shift, route in routes_of(certain, 3):
        blocks = blocks_of(certain, shift, replace(route, reserves=(), reserve_after=()))
        found = expectation(certain, shift, blocks)
        assert found.met == pytest.approx(found.knocked)
