"""A command of several steps, as the ledger knows it while it runs: what is done, what is to do, and which way after a kill."""

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class Fate(enum.Enum):
    """What the next start does with a job that was interrupted."""

    FINISH = "finish"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step, as data; made again it changes nothing more.

    Attributes
    ----------
    verb
        What is done.
    values
        With what, as JSON can hold it.
    """

    verb: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def label(self) -> str:
        """How a step that is done is remembered: its verb and path, nothing about a person."""
        return f"{self.verb} {self.values.get('path', '')}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A command that has begun and not ended.

    Attributes
    ----------
    number
        Given by the ledger; never given twice.
    kind
        Name of the command.
    about
        What it is about, in ids and days.
    actor, began
        Who began it, and when.
    fate
        Whether the steps to do complete what was asked, or clear away what was begun.
    done
        Labels of the steps made.
    to_do
        Steps still to make, in their order.
    """

    number: int
    kind: str
    about: str
    actor: str
    began: dt.datetime
    fate: Fate
    done: tuple[str, ...] = ()
    to_do: tuple[Step, ...] = ()
