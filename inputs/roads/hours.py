"""Tags that hold for some hours (`motor_vehicle:conditional = no @ (22:00-05:00)`), settled where the programme's day decides.

One matrix serves the whole day, so what holds through all of it holds, and what holds at no time of it does not. What changes
within the day, or from one day of the week to another, is left to be counted.
"""

import re
from collections.abc import Callable, Mapping

DAY = (6 * 60, 20 * 60)
"""Minutes between which teams are on the road: shifts begin after six, and nobody knocks after eight in the evening."""

CONDITIONAL = ":conditional"
"""End of a key whose value holds under a condition."""
_LONGEST = 100
"""Letters of a condition that is taken apart."""
_CLAUSE = re.compile(r"\s*([\w-]+)\s*@\s*(?:\(([^()]*)\)|([^();]*))\s*")
_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_DAY_PART = re.compile(r"(?:(?P<first>mo|tu|we|th|fr|sa|su)(?:-(?P<last>mo|tu|we|th|fr|sa|su))?|ph|sh)")
_WHEN = re.compile(
    r"(?:(?P<days>(?:daily|[a-z]{2}(?:-[a-z]{2})?)(?:\s*,\s*[a-z]{2}(?:-[a-z]{2})?)*)(?:\s*:?\s+|$))?(?P<hours>[\d:,\s-]*)"
)
_SPAN = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)\s*-\s*([01]?\d|2[0-4]):([0-5]\d)")


def settled(tags: Mapping[str, str]) -> dict[str, str]:
    """The tags with each condition that the day decides taken or dropped; the others stay under their key."""
    found = {key: value for key, value in tags.items() if not key.endswith(CONDITIONAL)}
    for key, condition in tags.items():
        if not key.endswith(CONDITIONAL):
            continue
        clause = _CLAUSE.fullmatch(condition) if len(condition) < _LONGEST else None
        share = _share(clause.group(2) or clause.group(3) or "") if clause else None
        if clause and share == 1:
            found[key.removesuffix(CONDITIONAL)] = clause.group(1)
        elif share != 0:
            found[key] = condition
    return found


def as_conditions(tags: Mapping[str, str], is_ours: Callable[[str], bool]) -> dict[str, str]:
    """The tags with hours that stand in a value (`access=no @ (22:00-05:00)`) as a condition of their key."""
    found = {key: value for key, value in tags.items() if "@" not in value or key.endswith(CONDITIONAL) or not is_ours(key)}
    for key in [key for key in tags if key not in found]:
        beside = found.get(f"{key}{CONDITIONAL}")
        found[f"{key}{CONDITIONAL}"] = f"{tags[key]}; {beside}" if beside else tags[key]
    return found


def _share(when: str) -> float | None:
    """Share of the programme's day, the same on every day of the week; `None`: not so, or it cannot be read."""
    when = when.strip().lower()
    if when == "24/7":
        return 1.0
    found = _WHEN.fullmatch(when)
    if found is None or not when:
        return None
    days = _days_of(found.group("days") or "daily")
    hours = found.group("hours").strip()
    share = _share_of_day(hours) if hours else 1.0
    if days is None or (len(days) < len(_DAYS) and share != 0):
        return None
    return share


def _days_of(text: str) -> set[int] | None:
    """Days of the week, 0 Monday; holidays add none; `None`: they cannot be read."""
    if text == "daily":
        return set(range(len(_DAYS)))
    days: set[int] = set()
    for part in text.split(","):
        found = _DAY_PART.fullmatch(part.strip())
        if found is None:
            return None
        if found.group("first"):
            first = _DAYS.index(found.group("first"))
            last = _DAYS.index(found.group("last") or found.group("first"))
            days.update((first + ahead) % len(_DAYS) for ahead in range((last - first) % len(_DAYS) + 1))
    return days


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
