"""How long a ferry takes, as people write it: `00:05`, `20` (minutes), `1.5 h`, `20 menit`, `PT20M`, `00:10-00:20`."""

import re

from planner.domain.units import is_whole

_LETTERS = 40
"""A text longer than that is no time."""

_LONGEST = 86_400
"""Seconds: nobody crosses for longer on a day of visits, so more is a slip."""

_NUMBER = r"(\d{1,4}(?:[.,]\d{1,3})?)"
_HOUR = r"(?:h|hrs?|hours?|jam|j)\.?"
_MINUTE = r"(?:m|min|mins|minutes?|menit|mnt)\.?"
_SECOND = r"(?:s|secs?|seconds?|detik)\.?"
_SPOKEN = re.compile(
    rf"(?=\d)(?:{_NUMBER}\s*{_HOUR}\s*(?:and\s+|dan\s+)?)?(?:{_NUMBER}\s*(?(1)(?:{_MINUTE})?|{_MINUTE})\s*)?(?:{_NUMBER}\s*{_SECOND})?"
)
_CLOCK = re.compile(rf"(\d{{1,4}})[:.](\d{{2}})(?:[:.](\d{{2}}))?\s*(?:{_HOUR})?")
_ISO = re.compile(rf"p(?:0d|{_NUMBER}d)?(?:t(?:{_NUMBER}h)?(?:{_NUMBER}m)?(?:{_NUMBER}s)?)?")
_RANGE = re.compile(r"\s*(?:-|–|to|sampai|s/d)\s*")


def sailing_seconds(text: str) -> float:
    """Seconds; of a span (`10-20 menit`) the longer; 0 where it cannot be read, or is longer than a day."""
    text = text.strip().lower()
    seconds = _read(text) if len(text) <= _LETTERS else 0.0
    return seconds if seconds <= _LONGEST else 0.0


def _read(text: str) -> float:
    iso = _ISO.fullmatch(text)
    if iso:
        days, *rest = map(_number, iso.groups())
        return days * 86_400 + _sum(*rest)
    ends = _RANGE.split(text)
    if len(ends) != 2:
        return _single(text)
    first, last = ends
    # "10-20 menit": the first number borrows the unit of the second.
    return max(_single(first + re.sub(r"^[\d.,:\s]+", " ", last)), _single(last)) if _single(last) else 0.0


def _single(text: str) -> float:
    text = text.strip()
    if is_whole(text) and len(text) < 5:
        return int(text) * 60.0
    if ":" in text or text.count(".") > 1:
        clock = _CLOCK.fullmatch(text)
        return _sum(*map(_number, clock.groups())) if clock else 0.0
    spoken = _SPOKEN.fullmatch(text)
    return _sum(*map(_number, spoken.groups())) if spoken else 0.0


def _sum(hours: float, minutes: float, seconds: float) -> float:
    return hours * 3600 + minutes * 60 + seconds


def _number(text: str | None) -> float:
    return float(text.replace(",", ".")) if text else 0.0
