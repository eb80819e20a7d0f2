"""Clock times and lengths as the planner counts them: seconds of the planning day, metres.

Inside the program a *time* is an integer number of seconds since midnight of the planning day
(it may pass 86,400 when a shift ends after midnight); a *duration* is a length in seconds; a
*distance* is in metres. Text forms exist only at the edges.
"""

import datetime as dt
import re

MINUTE = 60
HOUR = 3600
DAY = 86_400

NEVER = 10**12
"""A time after every other, `-NEVER` one before; sums of a few stay far inside 64 bits."""

_CLOCK = re.compile(r"^(\d{1,2})[.:](\d{2})(?:[.:](\d{2}))?$")

FIRST_YEAR, LAST_YEAR = 2000, 2199
"""Years of which a day is asked for: a year before or after them is a slip, and arithmetic of days would leave the calendar."""

MAX_SEARCH_SECONDS = 86_400
"""A search or a proof of more than a day is a slip."""
MAX_SEED = 2**31 - 1
"""What every engine and the ledger's database take."""

_MOST_DIGITS = 10
"""Of a whole number that is typed."""


def is_whole(text: str) -> bool:
    """Whether a text is a whole number of plain digits, ten at most: `int` refuses some digits (`²`) and thousands of them."""
    return len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit()


def parse_clock(text: str) -> int:
    """Read `08:00`, `8.00` or `08:00:30` as seconds since midnight.

    Hours up to 47 are allowed: `30:00` is 06:00 of the next day.

    Raises
    ------
    ValueError
        If the text is not a clock time.
    """
    match = _CLOCK.match(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a clock time such as 08:00")
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    if hours > 47 or minutes > 59 or seconds > 59:
        raise ValueError(f"{text!r} is not a clock time: hours 0-47, minutes and seconds 0-59")
    return hours * HOUR + minutes * MINUTE + seconds


def second_of_day(moment: dt.datetime) -> int:
    """Seconds since midnight of a moment, by its own clock, to the minute."""
    return moment.hour * HOUR + moment.minute * MINUTE


def clock(time: int, *, separator: str = ":") -> str:
    """Write seconds since midnight as `HH:MM`, seconds cut off."""
    minutes = time // MINUTE
    return f"{minutes // 60:02d}{separator}{minutes % 60:02d}"
