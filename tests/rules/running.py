"""Random days under way for tests of replanning: a problem, its plan, and what has happened."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.replanning import News
from planner.domain.solving import Limits
from planner.improving.overbooking import overbooked
from planner.rules.check import check
from planner.running.rest_of_day import RestOfDay, rest_of_day
from planner.running.standing import Standing, standings
from planner.running.whole_day import whole_day
from solvers.insertion.solver import InsertionSolver
from tests.building import random_problem
from tests.rules.doors import door_day


@dataclass(frozen=True, kw_only=True)
class Running:
    """A day under way; `rest` is what is left of it."""

    problem: Problem
    plan: Plan
    news: News
    stands: dict[str, Standing]
    rest: RestOfDay


def random_running(
    seed: int, *, num_visits: int = 14, num_shifts: int = 3, disruption: int = 600, is_away: bool = True
) -> Running | None:
    """A random day at a random moment; `None` where its promised visits cannot be made at all."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    problem = without_locks(random_problem(seed, num_visits=num_visits, num_shifts=num_shifts))
    plan = InsertionSolver().solve(problem, Limits()).plan
    if check(problem, plan):
        return None
    news = random_news(rng, problem, is_away=is_away)
    stands = standings(problem, plan, news)
    policy = replace(problem.policy, disruption_penalty=disruption)
    day = whole_day(problem, plan, stands, time=news.time, policy=policy)
    return Running(problem=problem, plan=plan, news=news, stands=stands, rest=rest_of_day(day, plan, stands))


def overbooked_days(num: int) -> Iterator[tuple[Problem, Plan]]:
    """Random days whose doors may stay shut, with doors that are gone to if time allows."""
    for seed in range(num):
        problem = without_locks(door_day(seed, num_visits=30, num_shifts=3))
        plan = InsertionSolver().solve(problem, Limits()).plan
        if not check(problem, plan):
            yield problem, overbooked(problem, plan, run_out=0.1)


def at(time: int, *, done_through: int | None = None) -> News:
    """Nothing but a moment: what was planned to have begun by then, or until another one, is done."""
    through = time if done_through is None else done_through
    return News(time=time, num_done={}, done_through=through, delays={}, away=frozenset(), untouched=frozenset())


def random_news(rng: random.Random, problem: Problem, *, is_away: bool = True) -> News:
    """Something that can have happened."""
    ids = [shift.id for shift in problem.shifts]
    away = frozenset(rng.sample(ids, 1)) if is_away and rng.random() < 0.7 else frozenset()
    there = [id_ for id_ in ids if id_ not in away]
    return News(
        time=rng.randrange(1800, 4 * 3600, 300),
        num_done={rng.choice(there): rng.randint(0, 4)} if rng.random() < 0.3 else {},
        done_through=rng.choice((None, None, None, 3600)),
        delays={rng.choice(there): rng.choice((600, 1800))} if rng.random() < 0.5 else {},
        away=away,
        untouched=frozenset(rng.sample(there, 1)) if rng.random() < 0.25 else frozenset(),
    )


def without_locks(problem: Problem) -> Problem:
    """The day as it is planned in the morning: nobody has locked anything, there is no earlier plan."""
    return replace(problem, locks=(), kept={})
