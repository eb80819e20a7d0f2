"""Times of day as people say them, alone and behind a day: `jam 10`, `pkl. 9 pagi`, `4-6 sore`, `setelah jam 17`."""

import re

from planner.domain.units import parse_clock
from planner.domain.visit import Window

_PART = r"pagi|subuh|dini\s?hari|siang|sore|petang|malam"
_WORD = r"(?:sekitar|sekira|sktr\.?|kira-kira|±)?\s*(?:pukul|pkl\.?|jam|jm\.?|at)"
_ZONE = r"WIB|WITA|WIT|UTC|GMT|Z|\+\d{2}:?\d{2}"
_SPAN = r"(?:-|–|—|s\.?/?d\.?|sampai(?: dengan)?|hingga|to)"
SPAN = re.compile(rf"\s*{_SPAN}\s*", re.IGNORECASE)
"""Between the ends of a span of times or days."""

CLOCK = re.compile(
    rf"""[T\s,(]+
    (?:(?:{_WORD})?\s*(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?P<second>[:.]\d{{2}}(?:[.,]\d{{1,9}})?)?
      |{_WORD}\s*(?P<full>\d{{1,2}})|(?P<short>\d{{1,2}})(?=\s*(?:{_PART}|[AP]\.?M\b))|(?=(?:{_PART})\b))
    \s*(?P<half>[AP]\.?M\.?)?\s*(?P<part>{_PART})?\s*(?P<zone>{_ZONE}|(?:(?<=T\d\d[:.]\d\d)|(?<=[:.]\d\d[:.]\d\d))-\d{{2}}:?\d{{2}})?
    (?:\s*{_SPAN}\s*(?:selesai|(?:{_WORD})?\s*\d{{1,2}}(?:[:.]\d{{2}})?\s*(?:{_PART})?)\s*(?P<zone_behind>WIB|WITA|WIT)?)?\s*\)?$""",
    re.IGNORECASE | re.VERBOSE,
)
"""What stands behind a day. A minus before a time is one of a zone behind `T` or seconds alone, else it is a span's."""

_END = re.compile(
    rf"(?:{_WORD})?\s*(?P<clock>\d{{1,2}}(?:[:.]\d{{2}}){{0,2}})\s*(?P<part>{_PART})?\s*(?:WIB|WITA|WIT)?\s*(?P<behind>{_PART})?",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?:setelah|stlh|sesudah|ssdh|mulai|di\s?atas|lewat|>)\s*(.+)|(.+?)\s*(?:ke\s?atas|(?:-|–|s\.?/?d\.?|sampai)\s*selesai)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:sebelum|sblm|paling lambat|sampai(?: dengan)?|hingga|<)\s*(.+)", re.IGNORECASE)
_HOUR, _DAY = 3600, 86_400


def minutes_of(clock: re.Match[str]) -> int:
    """Minutes since midnight of what `CLOCK` has found; midnight at the end of the day is its last minute.

    Raises
    ------
    ValueError
        If there is no such time.
    """
    hour, minute = int(clock["hour"] or clock["full"] or clock["short"] or 0), int(clock["minute"] or 0)
    if clock["half"] and hour <= 12:
        hour = hour % 12 + (12 if clock["half"][0] in "pP" else 0)
    minutes = 60 * _hour_by(hour, clock["part"] or "") + minute
    if minute > 59 or minutes > 24 * 60:
        raise ValueError("no such time")
    return min(minutes, 24 * 60 - 1)


def is_clock(text: str) -> bool:
    """Whether a text is one time of day: `14.05`, `jam 9 pagi`, `14:05:00 WIB`."""
    try:
        return _seconds(text) < _DAY
    except ValueError:
        return False


def window_of(text: str) -> Window:
    """A span of times: `08:00-10:00`, `16-18`, `jam 4 s/d 6 sore`, `setelah jam 17`, `9 pagi - selesai`.

    Raises
    ------
    ValueError
        If it is none.
    """
    if one := _FROM.fullmatch(text):
        return Window(start=_seconds(one[1] or one[2]), end=_DAY)
    if one := _UNTIL.fullmatch(text):
        return Window(start=0, end=_seconds(one[1]))
    first, last = SPAN.split(text)
    start_part, end_part = _part(first), _part(last)
    end = _seconds(last, end_part)
    if not start_part and end_part:
        start = _seconds(first, end_part, is_own=False)
        return Window(start=start if start < end else _seconds(first), end=end)
    start = _seconds(first)
    return Window(start=start, end=_seconds(last, start_part) if start_part and not end_part and end <= start else end)


def _part(text: str) -> str:
    match = _END.fullmatch(text.strip())
    return (match["part"] or match["behind"] or "") if match else ""


def _seconds(text: str, part: str = "", *, is_own: bool = True) -> int:
    """Seconds since midnight of one end; `part` is the other end's, where it names none."""
    match = _END.fullmatch(text.strip())
    if match is None:
        raise ValueError("not a time")
    clock = match["clock"]
    seconds = parse_clock(clock if len(clock) > 2 else f"{clock}:00")  # in a span of times nothing else can be meant
    part = match["part"] or match["behind"] or part
    if not is_own and part.casefold() == "malam" and _HOUR <= seconds < 6 * _HOUR:
        raise ValueError("4-9 malam may begin in the afternoon")
    return seconds % _HOUR + _HOUR * _hour_by(seconds // _HOUR, part)


def _hour_by(hour: int, part: str) -> int:
    """The hour of 24 that an hour beside a word for a part of the day means."""
    word = "".join(part.casefold().split())
    if word in {"pagi", "subuh", "dinihari"} and hour > 12:
        raise ValueError("no such hour in the morning")
    later = {"siang": range(1, 6), "sore": range(1, 9), "petang": range(1, 9), "malam": range(6, 13)}
    return hour + 12 if hour in later.get(word, ()) else hour
