"""Who acts, and what time it is: handed in by the door, so that three officers at one desk are three persons in the audit."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

from planner.domain.errors import Fault


class Stamp(TypedDict):
    """The moment and the person of one entry in the audit trail."""

    now: dt.datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """Somebody at work.

    Attributes
    ----------
    person
        Who acts, for the audit trail.
    clock
        The moment, with its time zone.
    tell
        Hears what has to be told beside the work: that it waits for somebody, that an interrupted command was put in order.
    """

    person: str
    clock: Callable[[], dt.datetime]
    tell: Callable[[Fault], None] = lambda _: None

    def __post_init__(self) -> None:
        if not self.person.strip():
            raise ValueError("person is empty, expected who acts")
