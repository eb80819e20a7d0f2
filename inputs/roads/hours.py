"""Tags that hold for some hours (`motor_vehicle:conditional = no @ (22:00-05:00)`), settled where the programme's day decides.

One matrix serves the whole day, so what holds through all of it holds, and what holds at no time of it does not. What changes
within the day, or from one day of the week to another, is left to be counted.
"""

import re
from collections.abc import Mapping

DAY = (6 * 60, 20 * 60)
"""Minutes between which teams are on the road: shifts begin after six, and nobody knocks after eight in the evening."""

_CONDITIONAL = ":conditional"
_LONGEST = 100
"""Letters of a condition that is taken apart."""
_CLAUSE = re.compile(r"\s*([\w-]+)\s*@\s*\(?\s*(?:(?:Mo-Su|daily)\s+)?([\d:,\s-]+?)\s*\)?\s*", re.IGNORECASE)
_SPAN = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)\s*-\s*([01]?\d|2[0-4]):([0-5]\d)")


def settled(tags: Mapping[str, str]) -> dict[str, str]:
    """The tags with each condition that the day decides taken or dropped; the others stay under their key."""
    found = {key: value for key, value in tags.items() if not key.endswith(_CONDITIONAL)}
    for key, condition in tags.items():
        if not key.endswith(_CONDITIONAL):
            continue
        clause = _CLAUSE.fullmatch(condition) if len(condition) < _LONGEST else None
        share = _share_of_day(clause.group(2)) if clause else None
        if clause and share == 1:
            found[key.removesuffix(_CONDITIONAL)] = clause.group(1)
        elif share != 0:
            found[key] = condition
    return found


def _share_of_day(text: str) -> float | None:
    """Share of the day's minutes in spans of hours, over midnight or not; `None`: they cannot be read."""
    minutes: set[int] = set()
    for part in text.split(","):
        span = _SPAN.fullmatch(part.strip())
        if span is None:
            return None
        first, last = (60 * int(span.group(at)) + int(span.group(at + 1)) for at in (1, 3))
        minutes.update(range(first, last) if first < last else (*range(first, 24 * 60), *range(last)))
    return len(minutes.intersection(range(*DAY))) / (DAY[1] - DAY[0])
