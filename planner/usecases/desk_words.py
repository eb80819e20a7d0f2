"""What the desk says about a running day, read from the words of the command line, against its plan; all faults at once."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from planner.domain.errors import Fault, InputError
from planner.domain.lock import Lock, LockKind
from planner.domain.masking import suggestion
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.replanning import News
from planner.domain.units import HOUR, MINUTE, clock, parse_clock

_DELAY = re.compile(r"(\d{1,4})\s*(m|min|menit|h|jam)?")
_LOCK = re.compile(r"(?P<visit>[^=<]+)(?P<sign>[=<])(?P<other>[^=<]+)")
_PLACES = {"first": LockKind.FIRST, "pertama": LockKind.FIRST, "last": LockKind.LAST, "terakhir": LockKind.LAST}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWords:
    """Words as typed.

    Attributes
    ----------
    at
        `10:30`.
    done
        `T1:4`: its first four stops are behind it.
    done_through
        `10:15`: what should have been finished by then is, for teams that `done` does not name.
    late
        `T3=20m`.
    away, untouched
        Teams.
    lock
        `H0012=T3` only that team, `H0012=first`, `H0012=last`, `H0012<H0034` before that one.
    """

    at: str = ""
    done: tuple[str, ...] = ()
    done_through: str = ""
    late: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()
    lock: tuple[str, ...] = ()


def read_moment(at: str, *, date: str, now: int | None) -> int:
    """The moment of replanning.

    Parameters
    ----------
    now
        Seconds since midnight, where the plan is of today; `None`: it is not.

    Raises
    ------
    InputError
        E8102 if it is no clock time, E8103 if it is not given and cannot be known.
    """
    if at:
        return _Reader().time("--at", at)
    if now is None:
        raise InputError([Fault(code="E8103", values={"date": date})])
    return now // MINUTE * MINUTE


def read_news(words: DeskWords, problem: Problem, plan: Plan, *, time: int) -> News:
    """What has happened.

    Raises
    ------
    InputError
        E8101 unknown team, E8102 unreadable words, E8105 a team of several shifts, E8113 more done than planned, E8116 the
        day is over.
    """
    reader = _Reader(problem)
    last = max((shift.window.end for shift in problem.shifts), default=0)
    if time > last:
        raise InputError([Fault(code="E8116", values={"time": clock(time), "last": clock(last)})])
    done: dict[str, int] = {}
    num_stops = {route.shift_id: len(route.stops) for route in plan.routes}
    for text in words.done:
        team, _, number = text.partition(":")
        shift_id = reader.one_shift(team)
        if not number.isdecimal():
            reader.unreadable("--done", text, "T1:4")
        elif shift_id and int(number) > num_stops.get(shift_id, 0):
            stops = num_stops.get(shift_id, 0)
            reader.faults.append(Fault(code="E8113", values={"shift": shift_id, "stops": stops, "number": int(number)}))
        elif shift_id:
            done[shift_id] = int(number)
    delays = dict(found for text in words.late if (found := reader.delay(text)))
    away = frozenset(id_ for team in words.away for id_ in reader.shifts(team))
    untouched = frozenset(id_ for team in words.untouched for id_ in reader.shifts(team))
    done_through = reader.read_time("--done-through", words.done_through) if words.done_through else None
    reader.raise_if_any()
    return News(time=time, num_done=done, done_through=done_through, delays=delays, away=away, untouched=untouched - away)


def read_locks(texts: Sequence[str], problem: Problem, *, facts: frozenset[str], news: News) -> tuple[Lock, ...]:
    """The desk's locks; who is locked to a team, first or last, has to be made (`locked_ids`).

    Raises
    ------
    InputError
        E8101, E8102, E8104 unknown visit, E8105; E8112 a lock on what is done, or on a team that is away or untouched.
    """
    reader = _Reader(problem)
    found = [lock for text in texts if (lock := reader.lock(text, facts, news)) is not None]
    reader.raise_if_any()
    return tuple(found)


def locked_ids(locks: Iterable[Lock]) -> frozenset[str]:
    """Visits that have to be made, since the desk said by whom or where."""
    return frozenset(lock.visit_id for lock in locks if lock.kind is not LockKind.ORDER)


def require_visits(ids: Iterable[str], problem: Problem) -> frozenset[str]:
    """Ids of visits as given.

    Raises
    ------
    InputError
        E8104 for each that the problem does not have.
    """
    reader = _Reader(problem)
    found = frozenset(id_ for id_ in ids if reader.visit(id_))
    reader.raise_if_any()
    return found


class _Reader:
    """Reads words and gathers what is wrong with them."""

    def __init__(self, problem: Problem | None = None) -> None:
        self._shifts = problem.shifts if problem else ()
        self._visits = {visit.id for visit in problem.visits} if problem else set()
        self.faults: list[Fault] = []

    def raise_if_any(self) -> None:
        """Tell all faults."""
        if self.faults:
            raise InputError(self.faults)

    def unreadable(self, option: str, text: str, expected: str) -> None:
        """Note words that cannot be read."""
        self.faults.append(Fault(code="E8102", values={"option": option, "text": text[:40], "expected": expected}))

    def time(self, option: str, text: str) -> int:
        """A clock time, or raise at once."""
        found = self.read_time(option, text)
        self.raise_if_any()
        return found or 0

    def read_time(self, option: str, text: str) -> int | None:
        """A clock time."""
        try:
            return parse_clock(text)
        except ValueError:
            self.unreadable(option, text, "10:30")
            return None

    def shifts(self, team: str) -> list[str]:
        """Shifts of a team or shift id."""
        name = team.strip()
        exact = [shift.id for shift in self._shifts if shift.id == name]
        found = exact or [shift.id for shift in self._shifts if shift.team == name]
        if not found:
            known = [shift.team or shift.id for shift in self._shifts]
            self.faults.append(Fault(code="E8101", values={"team": name[:40], "known": suggestion(name, known)}))
        return found

    def one_shift(self, team: str) -> str:
        """The shift of a team that has one; empty, and noted, otherwise."""
        found = self.shifts(team)
        if len(found) > 1:
            self.faults.append(Fault(code="E8105", values={"team": team.strip()[:40], "shifts": ", ".join(found)}))
        return found[0] if len(found) == 1 else ""

    def delay(self, text: str) -> tuple[str, int] | None:
        """`T3=20m` as shift and seconds."""
        team, _, length = text.partition("=")
        match = _DELAY.fullmatch(length.strip())
        if match is None:
            self.unreadable("--late", text, "T3=20m")
            return None
        shift_id = self.one_shift(team)
        unit = HOUR if match[2] in {"h", "jam"} else MINUTE
        return (shift_id, int(match[1]) * unit) if shift_id else None

    def visit(self, visit_id: str) -> bool:
        """Whether a visit is known; noted where it is not."""
        if visit_id in self._visits:
            return True
        near = suggestion(visit_id, sorted(self._visits)) if len(self._visits) < 5000 else "–"
        self.faults.append(Fault(code="E8104", values={"visit": visit_id[:40], "near": near}))
        return False

    def lock(self, text: str, facts: frozenset[str], news: News) -> Lock | None:  # noqa: PLR0911 (a list of cases)
        """A lock as typed."""
        match = _LOCK.fullmatch(text.strip())
        if match is None:
            self.unreadable("--lock", text, "H0012=T3, H0012=first, H0012=last, H0012<H0034")
            return None
        visit, other = match["visit"].strip(), match["other"].strip()
        if not self.visit(visit):
            return None
        if match["sign"] == "<":
            if not self.visit(other):
                return None
            return self._open(text, {visit, other}, facts, lambda: Lock(kind=LockKind.ORDER, visit_id=visit, later_id=other))
        if other.casefold() in _PLACES:
            return self._open(text, {visit}, facts, lambda: Lock(kind=_PLACES[other.casefold()], visit_id=visit))
        shift_id = self.one_shift(other)
        if shift_id and shift_id in news.away | news.untouched:
            self._refuse(text, shift_id, "is away or untouched")
            return None
        made = lambda: Lock(kind=LockKind.SHIFT, visit_id=visit, shift_id=shift_id)  # noqa: E731
        return self._open(text, {visit}, facts, made) if shift_id else None

    def _open(self, text: str, visits: set[str], facts: frozenset[str], make: Callable[[], Lock]) -> Lock | None:
        """The lock, where its visits are still to come."""
        done = visits & facts
        if done or (len(visits) == 1 and "<" in text):
            who = ", ".join(sorted(done or visits))
            self._refuse(text, who, "is done or under way" if done else "cannot come before itself")
            return None
        return make()

    def _refuse(self, text: str, who: str, reason: str) -> None:
        self.faults.append(Fault(code="E8112", values={"lock": text[:40], "who": who[:80], "reason": reason}))
