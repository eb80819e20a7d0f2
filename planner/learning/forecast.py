"""Simulates the months to come, many futures at once: when has every household been visited, and how sure is that.

A future draws, once, what the records leave unsure: the chance that doors open in each village and kind of day, the part of a
full day that plans fill, and the part of doors that is lost (Beta of the recorded mean and number of tries each; where nothing
was recorded, of the stated prior). Then day after day

1. teams with a village of their own try doors there, then they and the others wherever households wait, in proportion to
   chance · households waiting;
2. a door is tried once a day at most; it opens with the chance of its village, kind of day and number of tries without answer;
3. a door that opens is visited, or lost (refused); one that stays shut has one try more, and after the most tries
   it leaves the plan: the RT head is asked.

All futures and villages move in one array, so that a year takes a second. What is left out: travel (it is in the fill of
plans), households visited long ago that fall due again, and all that changes the roster. See `docs/concepts/forecast.md`.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.arrays import Floats, Int64s
from planner.domain.forecast import AreaForecast, Band, Forecast, ForecastQuestion
from planner.rules.day_slots import SATURDAY

NUM_SIMULATIONS = 200
"""Futures: the tenths of the band are then known to about 3 % of the futures."""

LONGEST = 1_830
"""Days simulated at most: five years. What is not reached by then is said as not reached."""

_QUANTILES = (0.1, 0.5, 0.9)
_PATH_STEP = 30
"""Days between two points of the path."""

_NOT_REACHED = LONGEST + 1


@dataclass(slots=True)
class _Futures:
    """Where every future stands; the first axis is the future, then the village (, then tries without answer)."""

    waiting: Int64s
    visited: Int64s
    asked: Int64s
    lost: Int64s
    done_after: Int64s

    @classmethod
    def of(cls, question: ForecastQuestion, number: int) -> "_Futures":
        waiting = np.repeat(question.waiting[None], number, axis=0)
        shape = waiting.shape[:2]
        done = np.where(question.waiting.sum(axis=1) == 0, 0, _NOT_REACHED)
        return cls(
            waiting=waiting,
            visited=np.repeat(question.num_visited[None], number, axis=0),
            asked=np.zeros(shape, dtype=np.int64),
            lost=np.zeros(shape, dtype=np.int64),
            done_after=np.repeat(done[None], number, axis=0),
        )


@dataclass(frozen=True, slots=True)
class _Draws:
    """What each future believes: chance of opening (futures, villages, 2, tries), fill and loss (futures,)."""

    openings: Floats
    fill: Floats
    loss: Floats


def forecast(
    question: ForecastQuestion,
    *,
    num_days: int | None = None,
    seed: int = 0,
    num_simulations: int = NUM_SIMULATIONS,
    on_progress: Callable[[int, int], object] | None = None,
) -> Forecast:
    """Simulate until every future has visited everybody whom it can reach, or for so many days.

    The same question and seed give the same answer.

    Parameters
    ----------
    on_progress
        Told how many of all households, in all futures, wait no more.

    Raises
    ------
    ValueError
        If there are fewer than 10 simulations: a band of tenths needs as many.
    """
    if num_simulations < 10:
        raise ValueError(f"num_simulations is {num_simulations}, expected >= 10")
    random = np.random.default_rng(seed)
    futures, draws = _Futures.of(question, num_simulations), _draw(question, num_simulations, random)
    num_in_all = int(futures.waiting.sum())
    path = [(0, _band(futures.visited.sum(axis=1)))]
    day = 0
    for day in range(1, min(num_days or LONGEST, LONGEST) + 1):
        _step(futures, draws, question, day, random)
        num_waiting = int(futures.waiting.sum())
        is_over = not num_waiting
        if on_progress is not None:
            on_progress(num_in_all - num_waiting, num_in_all)
        if day % _PATH_STEP == 0 or is_over or day == num_days:
            path.append((day, _band(futures.visited.sum(axis=1))))
        if is_over and num_days is None:
            break
    return Forecast(
        today=question.today,
        last_day=question.today + dt.timedelta(days=day),
        num_simulations=num_simulations,
        total=_total(question, futures),
        villages=tuple(_village(question, futures, number) for number in range(len(question.villages))),
        path=tuple(path),
    )


def chance_of_meeting(question: ForecastQuestion, *, num_days: int, seed: int = 0, num_simulations: int = 60) -> float:
    """Part of the futures in which everybody who can be reached has been visited within so many days."""
    random = np.random.default_rng(seed)
    futures, draws = _Futures.of(question, num_simulations), _draw(question, num_simulations, random)
    for day in range(1, num_days + 1):
        _step(futures, draws, question, day, random)
        if not futures.waiting.any():
            break
    return float((futures.waiting.sum(axis=(1, 2)) == 0).mean())


def strength_needed(question: ForecastQuestion, *, num_days: int, sure: float = 0.9, most: float = 64.0) -> float | None:
    """Multiple of the present strength with which everybody who can be reached is visited within so many days.

    Parameters
    ----------
    sure
        Part of the futures that have to make it.
    most
        Multiple beyond which nothing is tried; doors that have to be tried several times on different days cannot be hurried.

    Returns
    -------
    float or None
        To 2 % above the least that does; `None`: none does.
    """
    if chance_of_meeting(scaled(question, most), num_days=num_days) < sure:
        return None
    low, high = 0.0, most
    while high - low > 0.02 * high:
        middle = (low + high) / 2 if low else high / 4
        if chance_of_meeting(scaled(question, middle), num_days=num_days) >= sure:
            high = middle
        else:
            low = middle
    return high


def scaled(question: ForecastQuestion, strength: float) -> ForecastQuestion:
    """The same programme with so many times the teams."""
    return replace(question, own_tries=question.own_tries * strength, shared_tries=question.shared_tries * strength)


def _draw(question: ForecastQuestion, number: int, random: np.random.Generator) -> _Draws:
    mean = np.clip(question.openings.mean(axis=2), 1e-3, 1 - 1e-3)
    drawn = random.beta(mean * question.sureness, (1 - mean) * question.sureness, size=(number, *mean.shape))
    odds = np.clip(drawn, 1e-6, 1 - 1e-6) / np.clip(1 - drawn, 1e-6, 1) * (1 - mean) / mean
    own = np.clip(question.openings, 1e-3, 1 - 1e-3)[None] / (1 - np.clip(question.openings, 1e-3, 1 - 1e-3)[None])
    moved = own * odds[..., None]
    return _Draws(
        openings=moved / (1 + moved),
        fill=_beta(question.fill, question.fill_sureness, number, random),
        loss=_beta(question.loss, question.loss_sureness, number, random),
    )


def _beta(mean: float, sureness: float, number: int, random: np.random.Generator) -> Floats:
    inside = min(1 - 1e-3, max(1e-3, mean))
    return np.asarray(random.beta(inside * sureness, (1 - inside) * sureness, size=number), dtype=np.float64)


def _step(futures: _Futures, draws: _Draws, question: ForecastQuestion, day: int, random: np.random.Generator) -> None:
    """One day of all futures."""
    weekday = (question.today.weekday() + day) % 7
    chance = draws.openings[:, :, int(weekday >= SATURDAY)]
    tries = _tries(futures, draws, question, weekday, chance, random)
    opened = random.binomial(tries, chance)
    lost = random.binomial(opened, draws.loss[:, None, None])
    shut = tries - opened
    futures.visited += (opened - lost).sum(axis=2)
    futures.lost += lost.sum(axis=2)
    futures.asked += shut[:, :, -1]
    futures.waiting -= tries
    futures.waiting[:, :, 1:] += shut[:, :, :-1]
    is_done = (futures.waiting.sum(axis=2) == 0) & (futures.done_after == _NOT_REACHED)
    futures.done_after[is_done] = day


def _tries(
    futures: _Futures,
    draws: _Draws,
    question: ForecastQuestion,
    weekday: int,
    chance: Floats,
    random: np.random.Generator,
) -> Int64s:
    """Doors tried on a day, shape of `waiting`: own villages first, what is left over wherever households wait."""
    full = question.own_tries[weekday].sum() + question.shared_tries[weekday]
    work = np.maximum(0.0, full * draws.fill - question.other_work)
    part = work / full if full else work
    own = np.minimum(part[:, None] * question.own_tries[weekday], futures.waiting.sum(axis=2))
    wanted = _spread(own, futures.waiting, chance)
    left = np.maximum(0.0, work - wanted.sum(axis=(1, 2)))
    rest = futures.waiting - wanted
    shape = futures.waiting.shape
    more = _spread(left[:, None], rest.reshape(shape[0], 1, -1), chance.reshape(shape[0], 1, -1)).reshape(shape)
    exact = wanted + more
    whole = np.floor(exact)
    return np.minimum(futures.waiting, (whole + (random.random(shape) < exact - whole)).astype(np.int64))


def _spread(amount: Floats, waiting: Floats | Int64s, chance: Floats) -> Floats:
    """Share an amount out in proportion to chance · waiting, never above what waits; what is cut goes to the others once."""
    weight = waiting * chance
    share = amount[..., None] * weight / np.maximum(weight.sum(axis=-1, keepdims=True), 1e-12)
    taken = np.minimum(share, waiting)
    spare = np.maximum(0.0, waiting - taken)
    lacking = np.maximum(0.0, amount - taken.sum(axis=-1))[..., None]
    return np.asarray(taken + spare * np.minimum(1.0, lacking / np.maximum(spare.sum(axis=-1, keepdims=True), 1e-12)))


def _village(question: ForecastQuestion, futures: _Futures, number: int) -> AreaForecast:
    return AreaForecast(
        village=question.villages[number],
        num_households=int(question.num_households[number]),
        num_visited=int(question.num_visited[number]),
        num_waiting=int(question.waiting[number].sum()),
        num_ask_rt_head=int(question.num_ask_rt_head[number]),
        num_do_not_visit=int(question.num_do_not_visit[number]),
        num_gone=int(question.num_gone[number]),
        num_no_way=int(question.num_no_way[number]),
        days=_days(futures.done_after[:, number]),
        visited=_band(futures.visited[:, number]),
        will_ask_rt_head=_band(futures.asked[:, number]),
        will_be_lost=_band(futures.lost[:, number]),
    )


def _total(question: ForecastQuestion, futures: _Futures) -> AreaForecast:
    return AreaForecast(
        village="",
        num_households=int(question.num_households.sum()),
        num_visited=int(question.num_visited.sum()),
        num_waiting=int(question.waiting.sum()),
        num_ask_rt_head=int(question.num_ask_rt_head.sum()),
        num_do_not_visit=int(question.num_do_not_visit.sum()),
        num_gone=int(question.num_gone.sum()),
        num_no_way=int(question.num_no_way.sum()),
        days=_days(futures.done_after.max(axis=1, initial=0)),
        visited=_band(futures.visited.sum(axis=1)),
        will_ask_rt_head=_band(futures.asked.sum(axis=1)),
        will_be_lost=_band(futures.lost.sum(axis=1)),
    )


def _band(values: Int64s) -> Band:
    low, middle, high = (int(value) for value in np.quantile(values, _QUANTILES, method="higher"))
    return Band(low=low, middle=middle, high=high)


def _days(values: Int64s) -> Band:
    """Days until it is done, where it is; a count of homes may be any number."""
    low, middle, high = (int(value) for value in np.quantile(values, _QUANTILES, method="higher"))
    return Band(low=_reached(low), middle=_reached(middle), high=_reached(high))


def _reached(value: int) -> int | None:
    return None if value == _NOT_REACHED else value
