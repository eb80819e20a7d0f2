"""A broken law of a plan, as data; what is found is told by keys and values, so that every language can say it."""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class Law(enum.Enum):
    """The closed set of laws that every plan has to keep (`planner.rules.check`)."""

    KNOWN_IDS = "known_ids"
    """Shifts, visits and breaks named in the plan exist in the problem."""
    ONE_ROUTE_PER_SHIFT = "one_route_per_shift"
    VISIT_AT_MOST_ONCE = "visit_at_most_once"
    NOTHING_FORGOTTEN = "nothing_forgotten"
    """Every visit is a stop or is listed as unassigned, never both."""
    REQUIRED_MADE = "required_made"
    """A required visit is a stop, or its reason proves that no shift could make it even alone."""
    ROUTE_NOT_EMPTY = "route_not_empty"
    SHIFT_WINDOW = "shift_window"
    """A route starts and ends within its shift."""
    VISIT_WINDOW = "visit_window"
    """Each action starts within one of the visit's windows."""
    SERVICE_DURATION = "service_duration"
    """A stop lasts as long as setup and service ask."""
    TRAVEL_TIME = "travel_time"
    """Between two stops there is time for the way and for the breaks taken meanwhile."""
    ARRIVAL_BEFORE_START = "arrival_before_start"
    REACHABLE = "reachable"
    """No leg runs over a pair of places without a way."""
    SKILLS = "skills"
    TEAM_SIZE = "team_size"
    MAX_VISITS = "max_visits"
    MAX_TRAVEL = "max_travel"
    LOCKS = "locks"
    """A locked visit is made by its shift, and lies in its route where the lock says."""
    BREAK_TAKEN = "break_taken"
    """Each break of a used shift is taken exactly once, for its full length."""
    BREAK_WINDOW = "break_window"
    BREAK_APART = "break_apart"
    """Breaks lie within the route's shift, overlap no service and no other break."""
    TOTALS = "totals"
    """Travel duration and distance of a route are the sums of its legs."""
    RESERVES = "reserves"
    """Reserve visits exist, are not planned anywhere, are named once, suit the team, and lie in the route."""
    MAX_ROWS = "max_rows"
    """A sheet has no more rows than its shift allows, reserves among them."""
    ANCHORS_KEPT = "anchors_kept"
    """Whatever doors do that may stay shut, anchors, breaks and the end of duty are kept."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of a plan, said to the second: `08:05:30`, `-00:00:10` before midnight."""

    time: int

    def __str__(self) -> str:
        seconds = abs(self.time)
        return f"{'-' * (self.time < 0)}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


class Phrase:
    """A few words of the catalogue, with what fills their `{…}`: numbers, ids, moments and other phrases.

    Parameters
    ----------
    key
        The words in English.
    """

    def __init__(self, key: str, /, **values: "int | str | Moment | Phrase") -> None:
        self._key, self._values = key, values

    def told(self, say: Callable[..., str], at: Callable[[Moment], str] = str) -> str:
        """The words in a language.

        Parameters
        ----------
        say
            From key and values to text.
        at
            How moments are said.
        """
        return say(self._key, **{name: _told(value, say, at) for name, value in self._values.items()})

    def __str__(self) -> str:
        return self.told(str.format)

    def __repr__(self) -> str:
        return f"Phrase({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrase) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


def _told(value: Any, say: Callable[..., str], at: Callable[[Moment], str]) -> object:
    if isinstance(value, Phrase):
        return value.told(say, at)
    return at(value) if isinstance(value, Moment) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One broken law.

    Attributes
    ----------
    law
        Which one.
    where
        Ids only: `shift T03, stop 4 (visit H000123)`.
    got, expected
        What the plan says and what the law asks for, with units.
    """

    law: Law
    where: Phrase
    got: Phrase
    expected: Phrase

    def told(self, say: Callable[..., str], at: Callable[[Moment], str] = str) -> dict[str, str]:
        """Each part in a language, by its name, the law by its key."""
        parts = {name: getattr(self, name).told(say, at) for name in ("where", "got", "expected")}
        return {"law": self.law.value, **parts}
