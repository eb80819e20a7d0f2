"""Prizes by the hour against aimed windows: `python -m benchmarks.hours [--after 4] [--days 5] [--visits 300] [--steps N]`.

Days of the campaign's world *field*, after some days of teams that follow plans of the insertion alone. Each is asked twice
about the same doors with the same durations: with windows cut to the slots worth it and one prize (`planner.learning.aiming`,
as plans are made), and with all hours open and a prize for each slot, which the search prices itself. Both plans are judged by
the latter, and by the doors that open on average. `--visits` thins the day out: so many doors, as large a part of the shifts.
"""

import argparse
import dataclasses
import datetime as dt
import tempfile
import time
from pathlib import Path

from benchmarks.campaign import FIRST_DAY, ground_of
from benchmarks.campaign_book import Book
from benchmarks.campaign_field import FIELD_POLICIES, Street, Tally
from benchmarks.campaign_policies import Ground, problem_of
from benchmarks.campaign_world import World
from benchmarks.shared import print_machine
from planner.domain.problem import Problem
from planner.domain.solving import Limits
from planner.domain.units import MINUTE
from planner.improving.expectation import expected_day
from planner.improving.overbooking import overbooked
from planner.learning.aiming import aimed
from planner.learning.expecting import expecting, with_knocks
from planner.learning.openness import OpennessPrior, estimate_openness
from planner.rules.candidates import due_candidates
from planner.rules.cost import breakdown
from planner.rules.day_slots import slots_of
from planner.rules.pool import choose_pool
from planner.rules.roster import shifts_of_day
from solvers.insertion.solver import InsertionSolver
from solvers.search.solver import SearchSolver


def asked_twice(book: Book, date: dt.date, ground: Ground, *, num_visits: int) -> tuple[Problem, Problem]:
    """A day with aimed windows, and the same doors with prizes by the hour."""
    settings = dataclasses.replace(ground.settings, day=dataclasses.replace(ground.settings.day, shut_duration=3 * MINUTE))
    prior = OpennessPrior(mean=settings.programme.door_chance)
    openness = estimate_openness(book.counts, [slot.name for slot in slots_of(settings.day)], prior=prior)
    due = due_candidates(book.households, book.open_complaints, (), date=date, settings=settings, openness=openness).candidates
    shifts = shifts_of_day(ground.teams, date=date, settings=settings)
    windows, hours = (
        expecting(due, aimed(due, shifts, settings=settings, by_hour=by_hour), shifts, settings=settings)
        for by_hour in (False, True)
    )
    shifts = with_knocks(shifts, windows, settings)
    chosen = choose_pool(windows, shifts, settings=settings).chosen
    part = max(1, len(chosen) // num_visits) if num_visits else 1
    own = chosen[::part]
    priced = {one.visit.id: one for one in hours}
    other = [
        dataclasses.replace(
            one,
            visit=dataclasses.replace(priced[one.visit.id].visit, service_duration=one.visit.service_duration),
        )
        for one in own
    ]
    return problem_of(own, shifts[::part], date, ground), problem_of(other, shifts[::part], date, ground)


def compared(date: dt.date, windows: Problem, hours: Problem, *, steps: int, seed: int) -> None:
    """Search both, and print what came of it."""
    told = []
    for problem in (windows, hours):
        engine = SearchSolver()
        start = InsertionSolver().solve(problem, Limits()).plan
        engine.prepare()
        began = time.process_time()
        plan = engine.solve(problem, Limits(max_iterations=steps), seed=seed, start=start).plan
        speed = steps / (time.process_time() - began)
        met = expected_day(hours, overbooked(hours, plan, run_out=0.1))
        told.append((breakdown(hours, plan).coverage_prize, met.met if met else 0.0, speed))
    (prize, met_then, speed), (other, met_now, slower) = told
    print(
        f"  {date} seed {seed}, {len(hours.visits)} visits, {len(hours.shifts)} shifts: prizes {other} against {prize} "
        f"({100 * (other / prize - 1):+.2f} %), met {met_now:.1f} against {met_then:.1f}, "
        f"{slower:.0f} steps/s against {speed:.0f} ({slower / speed:.2f})",
        flush=True,
    )


def main() -> None:
    """Live through the first days, then ask of each following one twice."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--after", type=int, default=4, help="days before the first one that is asked")
    parser.add_argument("--days", type=int, default=5)
    parser.add_argument("--visits", type=int, default=300, help="0: the whole day")
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--seeds", default="1,2")
    parser.add_argument("--size", default="full")
    parser.add_argument("--folder", type=Path, help="workspace of the example area to use, made there if absent")
    options = parser.parse_args()
    print_machine()
    with tempfile.TemporaryDirectory() as scratch:
        ground, households = ground_of(options.folder or Path(scratch) / "campaign", size=options.size, search_iterations=0)
        world, book, policy = World(households, seed=1), Book(households, ground.settings), FIELD_POLICIES["ours"]()
        for number in range(options.after + options.days):
            date = FIRST_DAY + dt.timedelta(days=number)
            book.receive(world.complaints(date))
            if number >= options.after:
                pair = asked_twice(book, date, ground, num_visits=options.visits)
                for seed in map(int, options.seeds.split(",")):
                    compared(date, *pair, steps=options.steps, seed=seed)
            policy(book, date, ground, 1, Street(world, book, date, 1), Tally())


if __name__ == "__main__":
    main()
