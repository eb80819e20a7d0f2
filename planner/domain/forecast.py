"""When will every household have been visited: the question as the ledger puts it, and the answer with its band."""

import datetime as dt
from dataclasses import dataclass

from planner.domain.arrays import Floats, Int64s


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ForecastQuestion:
    """The programme as it stands, by village.

    Attributes
    ----------
    today
        First day of the forecast.
    villages
        Codes; the order of every array.
    num_households, num_visited
        All households, and those visited within the cycle; shape (villages,).
    waiting
        Households still to be visited, by tries without an answer: `waiting[village, tries]`, shape (villages, max tries).
    num_ask_rt_head, num_do_not_visit, num_gone, num_no_way
        Households that no plan reaches: tried too often, no visits wanted, moved or not found, no team has a way; shape
        (villages,).
    own_tries, shared_tries
        Doors that a full roster can try on each day of the week, Monday first: by teams in their own village, shape
        (7, villages), and by all others, shape (7,).
    openings, sureness
        `openings[village, is_weekend, tries]`: chance that a door opens; `sureness[village, is_weekend]`: tries it rests on.
    loss, loss_sureness
        Chance that a door that was tried turns out moved, without such an address or refusing, and tries it rests on.
    fill, fill_sureness
        Part of the doors of a full roster that plans have visited; and plan days that it rests on.
    other_work
        Doors' worth of time that complaints take a day.
    """

    today: dt.date
    villages: tuple[str, ...]
    num_households: Int64s
    num_visited: Int64s
    waiting: Int64s
    num_ask_rt_head: Int64s
    num_do_not_visit: Int64s
    num_gone: Int64s
    num_no_way: Int64s
    own_tries: Floats
    shared_tries: Floats
    openings: Floats
    sureness: Floats
    loss: float
    loss_sureness: float
    fill: float
    fill_sureness: float
    other_work: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A spread: a tenth of the futures lie below `low`, half below `middle`, nine tenths below `high`; `None`: not reached."""

    low: int | None
    middle: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaForecast:
    """What becomes of a village, or of all of them.

    Attributes
    ----------
    village
        Code; empty: the whole area.
    num_households, num_visited, num_waiting
        Today.
    num_ask_rt_head, num_do_not_visit, num_gone, num_no_way
        Doors that no plan reaches, today, and that were not visited in the cycle.
    days
        Days until every household has been visited or can no longer be reached.
    visited
        Households visited on the last day of the forecast, those of today among them.
    will_ask_rt_head
        Doors more for which the RT head has to be asked by then.
    will_be_lost
        Doors more that turn out moved, not to be found or refusing by then.
    """

    village: str
    num_households: int
    num_visited: int
    num_waiting: int
    num_ask_rt_head: int
    num_do_not_visit: int
    num_gone: int
    num_no_way: int
    days: Band
    visited: Band
    will_ask_rt_head: Band
    will_be_lost: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The answer.

    Attributes
    ----------
    today, last_day
        First and last day that was simulated.
    num_simulations
        Futures drawn.
    total, villages
        The area, and each village by code.
    path
        Days from today, about monthly, and the households visited by then.
    """

    today: dt.date
    last_day: dt.date
    num_simulations: int
    total: AreaForecast
    villages: tuple[AreaForecast, ...]
    path: tuple[tuple[int, Band], ...]
