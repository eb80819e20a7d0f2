"""Days of the week as people write them: `Sen-Jum`, `Sen;Rab`, `setiap hari`."""

import re

from inputs.tables.cells import SPAN, cell_error
from planner.domain.masking import shown_choice, suggestion

_DAYS = (
    ("senin", "sen", "snn", "monday", "mon"),
    ("selasa", "sel", "sls", "tuesday", "tue"),
    ("rabu", "rab", "rbu", "wednesday", "wed"),
    ("kamis", "kam", "kms", "thursday", "thu"),
    ("jumat", "jum", "jmt", "friday", "fri"),
    ("sabtu", "sab", "sbt", "saturday", "sat"),
    ("minggu", "min", "mgg", "ahad", "sunday", "sun"),
)
_DAY_OF = {word: number for number, words in enumerate(_DAYS) for word in words}
_EVERY_DAY = {"setiap hari", "tiap hari", "semua", "every day", "daily"}
_LIST = re.compile(r"[;,&]|/(?![dD]\b)|\bdan\b", re.IGNORECASE)
"""Between days of a list; the slash of `s/d` is none."""
_APOSTROPHES = re.compile("['’`´]")


def read_weekdays(cell: str) -> frozenset[int]:
    """Days, Monday 0 … Sunday 6; `Sab-Sen` runs over the end of the week. Every day is the empty set."""
    if cell.casefold() in _EVERY_DAY:
        return frozenset()
    days: set[int] = set()
    for part in filter(None, (part.strip() for part in _LIST.split(_APOSTROPHES.sub("", cell)))):
        direct = _DAY_OF.get(part.casefold())
        ends = [direct, direct] if direct is not None else [_DAY_OF.get(word.casefold()) for word in SPAN.split(part)]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:
            short = [words[1].capitalize() for words in _DAYS]
            raise cell_error("E1110", cell=shown_choice(part, _DAY_OF), choices=suggestion(part, short))
        first, last = ends[0], ends[1]
        days.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return frozenset(days)
