"""Builders of problems for tests: small by hand, random with every feature."""

import datetime as dt
import random
from dataclasses import replace

import numpy as np

from planner.domain.lock import Lock, LockKind
from planner.domain.problem import Policy, Problem
from planner.domain.shift import Break, Shift
from planner.domain.travel import Travel
from planner.domain.visit import Tier, Visit, VisitKind, Window

SKILLS = ("polwan", "reskrim")
VILLAGES = ("A", "B")


def line_travel(positions: list[int], *, seconds_per_step: int = 60, metres_per_step: int = 100) -> Travel:
    """Places on a line: travel is proportional to the distance between positions."""
    at = np.array(positions)
    steps = np.abs(at[:, None] - at[None, :])
    return Travel(durations=steps * seconds_per_step, distances=steps * metres_per_step)


def random_travel(rng: random.Random, num_places: int, *, spread: int = 1200) -> Travel:
    """Places in a square with an asymmetric detour, so that directions matter."""
    xy = np.array([(rng.random(), rng.random()) for _ in range(num_places)]) * spread
    base = np.hypot(*(xy[:, None, :] - xy[None, :, :]).transpose(2, 0, 1))
    skew = np.array([[rng.uniform(1.0, 1.3) for _ in range(num_places)] for _ in range(num_places)])
    durations = np.rint(base * skew).astype(int)
    np.fill_diagonal(durations, 0)
    return Travel(durations=durations, distances=durations * 5)


def random_windows(rng: random.Random) -> tuple[Window, ...]:
    """No window, one, or two apart."""
    kind = rng.random()
    if kind < 0.5:
        return ()
    start = rng.randrange(0, 6 * 3600, 900)
    first = Window(start=start, end=start + rng.choice((1800, 3600, 7200)))
    if kind < 0.8:
        return (first,)
    later = first.end + rng.choice((1800, 3600))
    return (first, Window(start=later, end=later + rng.choice((1800, 3600))))


def random_visit(rng: random.Random, number: int, place: int) -> Visit:
    """A visit with any feature."""
    is_complaint = rng.random() < 0.2
    return Visit(
        id=f"v{number}",
        place=place,
        kind=VisitKind.COMPLAINT if is_complaint else VisitKind.FIRST,
        tier=Tier.COMPLAINT if is_complaint else Tier.COVERAGE,
        prize=rng.randint(1, 100),
        is_required=rng.random() < 0.05,
        service_duration=rng.choice((300, 600, 900, 1500)),
        setup_duration=rng.choice((0, 0, 60)),
        windows=random_windows(rng),
        skills=frozenset({rng.choice(SKILLS)}) if rng.random() < 0.15 else frozenset(),
        min_team_size=2 if rng.random() < 0.2 else 1,
        village=rng.choice(VILLAGES),
        group=f"rt{rng.randrange(3)}",
    )


def random_shift(rng: random.Random, number: int) -> Shift:
    """A shift with any feature; places 0 and 1 are stations."""
    start = rng.choice((0, 1800, 3600))
    length = rng.choice((2, 4, 6)) * 3600
    breaks: list[Break] = []
    if length >= 4 * 3600 and rng.random() < 0.6:
        at = start + 1800 * rng.randint(1, 4)
        width = rng.choice((0, 1800))
        breaks.append(Break(id="noon", windows=(Window(start=at, end=at + width),), duration=rng.choice((900, 1800))))
        if rng.random() < 0.3:
            later = at + width + 3600
            breaks.append(Break(id="late", windows=(Window(start=later, end=later + 1800),), duration=600))
    station = rng.choice((0, 1, None))
    return Shift(
        id=f"s{number}",
        window=Window(start=start, end=start + length),
        start=station,
        end=rng.choice((station, station, None)),
        speed_factor=rng.choice((1.0, 1.0, 0.8, 1.25)),
        skills=frozenset(skill for skill in SKILLS if rng.random() < 0.4),
        team_size=rng.choice((1, 2, 3)),
        breaks=tuple(breaks),
        max_visits=rng.choice((None, None, 2, 5)),
        max_travel_duration=rng.choice((None, None, 3600)),
        village=rng.choice(("", *VILLAGES)),
    )


def random_locks(rng: random.Random, visits: tuple[Visit, ...], shifts: tuple[Shift, ...]) -> tuple[Lock, ...]:
    """No lock at all, or some of every kind, contradictions included."""
    if len(visits) < 2 or rng.random() < 0.5:
        return ()
    locks = []
    for kind in (*LockKind, LockKind.ORDER):
        for _ in range(rng.choice((0, 1, 1, 2))):
            visit, other = rng.sample(visits, 2)
            shift_id = rng.choice(shifts).id if kind is LockKind.SHIFT else ""
            later_id = other.id if kind is LockKind.ORDER else ""
            locks.append(Lock(kind=kind, visit_id=visit.id, shift_id=shift_id, later_id=later_id))
    return tuple(locks)


def random_kept(rng: random.Random, visits: tuple[Visit, ...], shifts: tuple[Shift, ...]) -> dict[str, str]:
    """No plan that is being changed, or one that makes about half of the visits."""
    if rng.random() < 0.5:
        return {}
    return {visit.id: rng.choice(shifts).id for visit in visits if rng.random() < 0.5}


def random_problem(
    seed: int, *, num_visits: int = 8, num_shifts: int = 2, policy: Policy | None = None, with_promises: bool = False
) -> Problem:
    """A random problem with every feature, promises (locks and kept visits) if asked; the same seed gives the same problem."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    num_places = 2 + max(1, num_visits - rng.randint(0, 2))
    visits = tuple(random_visit(rng, n, 2 + n % (num_places - 2)) for n in range(num_visits))
    shifts = tuple(random_shift(rng, n) for n in range(num_shifts))
    travel = {"motorcycle": random_travel(rng, num_places)}
    if policy is None:
        policy = Policy(overload_weight=rng.choice((0, 1)), foreign_village_penalty=rng.choice((0, 300)))
    problem = Problem(visits=visits, shifts=shifts, travel=travel, policy=policy, date=dt.date(2025, 8, 26))
    if not with_promises:
        return problem
    return replace(
        problem,
        policy=replace(policy, disruption_penalty=rng.choice((0, 200))),
        locks=random_locks(rng, visits, shifts),
        kept=random_kept(rng, visits, shifts),
    )


def with_hours(problem: Problem, seed: int) -> Problem:
    """The same problem with prizes that depend on the hour for two visits of three."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    return replace(problem, visits=tuple(_with_hours(visit, rng) for visit in problem.visits))


def _with_hours(visit: Visit, rng: random.Random) -> Visit:
    times = sorted(rng.sample(range(0, 7 * 3600, 600), rng.randint(1, 4)))
    prizes = [rng.randint(0, visit.prize) for _ in times]
    prizes[rng.randrange(len(prizes))] = visit.prize
    return replace(visit, prize_steps=tuple(zip(times, prizes, strict=True))) if rng.random() < 0.7 else visit
