"""What the desk types about a running day (`T3=20m`, `T1:4`, `H12=T3`), read into news and locks, all faults at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.errors import Fault, refuse
from planner.domain.lock import Lock, LockKind
from planner.domain.masking import listed
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.replanning import News
from planner.domain.units import HOUR, MINUTE, is_whole, parse_clock
from planner.running.night import as_meant
from planner.usecases.running_day import faults_of_news

_DELAY = re.compile(r"(\d{1,4})\s*(m|min|menit|h|jam)?")
_LOCK = re.compile(r"(?P<visit>[^=<]+)(?P<sign>[=<])(?P<other>[^=<]+)")
_PLACES = {"first": LockKind.FIRST, "pertama": LockKind.FIRST, "last": LockKind.LAST, "terakhir": LockKind.LAST}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWords:
    """Words as typed.

    Attributes
    ----------
    done
        `T1:4`: its first four stops are behind it.
    done_through
        `10:15`: what should have been finished by then is, for teams that `done` does not name.
    late
        `T3=20m`.
    away, untouched
        Teams.
    """

    done: tuple[str, ...] = ()
    done_through: str = ""
    late: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()


def read_time(option: str, text: str) -> int | None:
    """A clock time; `None` where nothing is typed.

    Raises
    ------
    InputError
        E8102 if it is none.
    """
    if not text:
        return None
    reader = _Reader()
    time = reader.time(option, text)
    refuse(reader.faults)
    return time


def read_news(words: DeskWords, problem: Problem, plan: Plan, *, time: int) -> News:
    """What has happened.

    Raises
    ------
    InputError
        E8101 unknown team, E8102 unreadable words, E8105 a team of several shifts; E8113, E8116 if it cannot be of this plan.
    """
    reader = _Reader(problem)
    done_through = reader.time("--done-through", words.done_through) if words.done_through else None
    news = News(
        time=time,
        num_done=dict(found for text in words.done if (found := reader.done(text))),
        done_through=None if done_through is None else as_meant(problem, done_through, now=time),
        delays=dict(found for text in words.late if (found := reader.delay(text))),
        away=(away := frozenset(id_ for team in words.away for id_ in reader.shifts(team))),
        untouched=frozenset(id_ for team in words.untouched for id_ in reader.shifts(team)) - away,
    )
    refuse([*reader.faults, *faults_of_news(news, problem, plan)])
    return news


def read_locks(texts: Sequence[str], problem: Problem) -> tuple[Lock, ...]:
    """The desk's locks.

    Raises
    ------
    InputError
        E8101, E8102, E8105; E8112 for a visit that is to come before itself.
    """
    reader = _Reader(problem)
    found = tuple(lock for text in texts if (lock := reader.lock(text)) is not None)
    refuse(reader.faults)
    return found


def read_team(text: str, problem: Problem) -> str:
    """The shift of a team, by its id or the team's.

    Raises
    ------
    InputError
        E8101 unknown team, E8105 a team of several shifts.
    """
    reader = _Reader(problem)
    shift_id = reader.one_shift(text)
    refuse(reader.faults)
    return shift_id


class _Reader:
    """Reads words and gathers what is wrong with them."""

    def __init__(self, problem: Problem | None = None) -> None:
        self._shifts = problem.shifts if problem else ()
        self.faults: list[Fault] = []

    def time(self, option: str, text: str) -> int | None:
        """A clock time."""
        try:
            return parse_clock(text)
        except ValueError:
            self._unreadable(option, text, "10:30")
            return None

    def shifts(self, team: str) -> list[str]:
        """Shifts of a team or shift id."""
        name = team.strip()
        exact = [shift.id for shift in self._shifts if shift.id == name]
        found = exact or [shift.id for shift in self._shifts if shift.team == name]
        if not found:
            known = [shift.team or shift.id for shift in self._shifts]
            self._fault("E8101", team=name[:40], known=listed(name, known))
        return found

    def done(self, text: str) -> tuple[str, int] | None:
        """`T1:4` as shift and number of stops."""
        # The id of a team may have a colon itself.
        team, number = text.rsplit(":", 1) if ":" in text else (text, "")
        shift_id = self.one_shift(team)
        if not is_whole(number):
            self._unreadable("--done", text, "T1:4")
            return None
        return (shift_id, int(number)) if shift_id else None

    def delay(self, text: str) -> tuple[str, int] | None:
        """`T3=20m` as shift and seconds."""
        team, _, length = text.partition("=")
        match = _DELAY.fullmatch(length.strip())
        if match is None:
            self._unreadable("--late", text, "T3=20m")
            return None
        shift_id = self.one_shift(team)
        unit = HOUR if match[2] in {"h", "jam"} else MINUTE
        return (shift_id, int(match[1]) * unit) if shift_id else None

    def lock(self, text: str) -> Lock | None:
        """`H12=T3`, `H12=first`, `H12=last` or `H12<H34` as a lock."""
        match = _LOCK.fullmatch(text.strip())
        if match is None:
            self._unreadable("--lock", text, "H0012=T3, H0012=first, H0012=last, H0012<H0034")
            return None
        visit, other = match["visit"].strip(), match["other"].strip()
        if match["sign"] == "=" and (kind := _PLACES.get(other.casefold())):
            return Lock(kind=kind, visit_id=visit)
        if match["sign"] == "=":
            shift_id = self.one_shift(other)
            return Lock(kind=LockKind.SHIFT, visit_id=visit, shift_id=shift_id) if shift_id else None
        if visit == other:
            self._fault("E8112", lock=text[:40], who=visit[:80], reason="cannot come before itself")
            return None
        return Lock(kind=LockKind.ORDER, visit_id=visit, later_id=other)

    def one_shift(self, team: str) -> str:
        """The shift of a team that has one; empty, and noted, otherwise."""
        found = self.shifts(team)
        if len(found) > 1:
            self._fault("E8105", team=team.strip()[:40], shifts=", ".join(found))
        return found[0] if len(found) == 1 else ""

    def _unreadable(self, option: str, text: str, expected: str) -> None:
        self._fault("E8102", option=option, text=text[:40], expected=expected)

    def _fault(self, code: str, **values: object) -> None:
        self.faults.append(Fault(code=code, values=values))
