"""One typed line, read: an outcome key, then whatever the sheet says beside it, in any order.

`b` is enough; `b 0815 0830 CRM! +` is met, in at 08.15, out at 08.30, an urgent complaint about a stolen vehicle, and a
promise to come back. Times that are as planned are one key, `b=`; one that is near the plan is its minutes, `b 17 32`, and
`b 17=` is in at that minute and out after as long as planned. `b 5 20` is as good as `b 05 20`, unless the 5 may be an hour.
"""

import re
from dataclasses import dataclass
from typing import TypeVar

from planner.domain.categories import FIELD_OF
from planner.domain.errors import Fault
from planner.domain.faults import FAULTS
from planner.domain.outcome import NewComplaint, Outcome, RecordedVisit
from planner.domain.records import Condition, Urgency
from planner.domain.units import HOUR, MINUTE, is_whole
from planner.domain.window import Window
from planner.usecases.recording.planned import PlannedLine
from planner.usecases.recording.same_knock import of_the_night

T = TypeVar("T")

OUTCOME_KEYS = {
    "b": Outcome.MET,
    "t": Outcome.NOT_HOME,
    "m": Outcome.REFUSED,
    "p": Outcome.MOVED,
    "a": Outcome.NO_ADDRESS,
    "d": Outcome.POSTPONED,
}
"""First letters of the tick boxes; the digits 1 to 6 are the same in the order of the boxes."""

_BY_KEY = OUTCOME_KEYS | {str(number): outcome for number, outcome in enumerate(OUTCOME_KEYS.values(), 1)}

CONDITION_KEYS = {"k1": Condition.GOOD, "k2": Condition.LIGHT_DAMAGE, "k3": Condition.HEAVY_DAMAGE, "k4": Condition.ABSENT}

FOLLOW_UP, ANSWERED, NOT_ANSWERED, URGENT, AS_PLANNED = "+", "j", "x", "!", "="

REST = "s"
"""*Sisa*: the rest of the rows stayed shut; with a number, the rows up to that one."""

_TIME = re.compile(r"(\d{1,2})[.:]?(\d{2})")
_MINUTES = re.compile(r"[0-5]?\d")

_HOURS_NEAR = 1
"""A single digit as near to the planned hour as this may be an hour as well as a minute."""


class EntryProblem(Exception):  # noqa: N818 (nothing failed: the desk is asked again)
    """A typed line that cannot be read; the message is English and has `{…}` fields, filled from `values`.

    Where there is more to do than to type it again, it is told as a `fault`, with its code and cure.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values
        self.fault: Fault | None = None

    @classmethod
    def coded(cls, code: str, **values: object) -> "EntryProblem":
        """The problem that the catalogue of faults has under a code."""
        problem = cls(FAULTS[code][0], **values)
        problem.fault = Fault(code=code, values=values)
        return problem


@dataclass(slots=True)
class _Draft:
    """What has been read of a line so far."""

    times: list[int]
    complaint: NewComplaint | None = None
    is_answered: bool | None = None
    needs_follow_up: bool = False
    condition: Condition | None = None
    is_as_planned: bool = False
    is_in_minutes: bool = False


def read_entry(text: str, line: PlannedLine, *, sheet_id: str, duty: Window | None = None) -> RecordedVisit:
    """Read a typed line.

    Parameters
    ----------
    duty
        The hours of the team: where they run past midnight, `0030` is of that night. `None`: not known.

    Raises
    ------
    EntryProblem
        If it cannot be understood, or says what such a row cannot have; E7051 to E7053 if it says two of what it has one of,
        E7054 for a word that is nothing.
    """
    first, *rest = text.casefold().replace(AS_PLANNED, f" {AS_PLANNED} ").split() or [""]
    if first not in _BY_KEY:
        raise EntryProblem("'{word}' is no outcome: b t m p a d, or 1 to 6.", word=first[:12])
    draft = _Draft(times=[])
    for word in rest:
        _add(draft, word, line)
    draft.times = of_the_night(draft.times, duty)
    if draft.is_as_planned:
        draft.times = _as_planned(draft.times, line)
    if len(draft.times) > 2 or draft.times != sorted(draft.times):
        raise EntryProblem("Give at most two times, in before out.")
    if draft.is_answered is not None and line.complaint is None:
        raise EntryProblem("Row {number} is no follow-up of a complaint: nothing there can be answered.", number=line.number)
    if draft.is_answered and _BY_KEY[first] is not Outcome.MET:
        raise EntryProblem("Row {number} says answered, and that nobody was met: look at the paper again.", number=line.number)
    if draft.condition is not None and line.facility is None:
        raise EntryProblem("Row {number} is no facility: it has no condition.", number=line.number)
    return RecordedVisit(
        sheet_id=sheet_id,
        number=line.number,
        visit_id=line.visit_id,
        outcome=_BY_KEY[first],
        time_in=draft.times[0] if draft.times else None,
        time_out=draft.times[1] if len(draft.times) > 1 else None,
        complaint=draft.complaint,
        is_answered=draft.is_answered,
        needs_follow_up=draft.needs_follow_up,
        condition=draft.condition,
    )


def read_rest(text: str) -> tuple[bool, int | None]:
    """Whether the line says that the rest stayed shut, and up to which row (`None`: the last planned one)."""
    words = text.casefold().removeprefix(REST).split()
    if not text.casefold().startswith(REST) or len(words) > 1 or not all(map(is_whole, words)):
        return False, None
    return True, int(words[0]) if words else None


def read_time(text: str) -> int | None:
    """`0815`, `815`, `8.15` or `08:15` as seconds since midnight; `None` if it is no time."""
    match = _TIME.fullmatch(text)
    if match is None or int(match.group(1)) > 23 or int(match.group(2)) > 59:
        return None
    return int(match.group(1)) * HOUR + int(match.group(2)) * MINUTE


def _time(word: str, draft: _Draft, line: PlannedLine) -> int | None:
    """A time as it was typed, or the minutes of one; a digit that may be an hour, with no minutes before it, is asked about."""
    if not _MINUTES.fullmatch(word):
        return read_time(word)
    near = draft.times[-1] if draft.times else line.time
    if near is None:
        return None
    if len(word) == 1 and not draft.is_in_minutes and abs(int(word) - near // HOUR) <= _HOURS_NEAR:
        raise EntryProblem(
            "'{word}' may be an hour or a minute: write 0{word} for the minute, 0{word}00 for the hour.", word=word
        )
    draft.is_in_minutes = True
    return _near_plan(int(word), draft.times, line)


def _as_planned(times: list[int], line: PlannedLine) -> list[int]:
    """In and out as planned; out after as long as planned, where the time in is typed."""
    if line.time is None or line.end_time is None:
        raise EntryProblem("Row {number} is a reserve: it has no planned times.", number=line.number)
    if len(times) > 1:
        raise EntryProblem("Give at most two times, in before out.")
    start = times[0] if times else line.time
    return [_whole_minute(start), _whole_minute(start + line.end_time - line.time)]


def _whole_minute(time: int) -> int:
    return time // MINUTE * MINUTE


def _near_plan(minute: int, times: list[int], line: PlannedLine) -> int | None:
    """A minute of the hour as the time that is meant: of the time in the one nearest to the plan, of that out the next one."""
    if times:
        return times[-1] + (minute * MINUTE - times[-1]) % HOUR
    if line.time is None:
        return None
    half = HOUR // 2
    time = line.time - half + (minute * MINUTE - line.time + half) % HOUR
    return time if time >= 0 else None


def _add(draft: _Draft, word: str, line: PlannedLine) -> None:
    code = word.rstrip(URGENT).upper()
    if word == FOLLOW_UP:
        draft.needs_follow_up = True
    elif word in (ANSWERED, NOT_ANSWERED):
        draft.is_answered = _only(draft.is_answered, word == ANSWERED, "E7053", line)
    elif word in CONDITION_KEYS:
        draft.condition = _only(draft.condition, CONDITION_KEYS[word], "E7052", line)
    elif word == AS_PLANNED:
        draft.is_as_planned = True
    elif (time := _time(word, draft, line)) is not None:
        draft.times.append(time)
    elif code in FIELD_OF:
        said = NewComplaint(category=code, urgency=Urgency.URGENT if word.endswith(URGENT) else Urgency.NORMAL)
        draft.complaint = _only(draft.complaint, said, "E7051", line)
    else:
        raise EntryProblem.coded("E7054", word=word[:12], codes=" ".join(sorted(FIELD_OF)))


def _only(before: T | None, said: T, code: str, line: PlannedLine) -> T:
    """What a line says once; the same again is no second one."""
    if before not in (None, said):
        raise EntryProblem.coded(code, number=line.number)
    return said
