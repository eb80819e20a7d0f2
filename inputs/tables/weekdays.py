"""Days of the week as people write them: `Sen-Jum`, `Sen;Rab`, `setiap hari`, `hari kerja`."""

import re

from inputs.tables.cells import cell_error, readable
from inputs.tables.clock_words import SPAN
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
_SHORT = [words[1].capitalize() for words in _DAYS]
_DAY_OF = {word: number for number, words in enumerate(_DAYS) for word in words}
_DAYS_OF = {
    **{word: frozenset({number}) for word, number in _DAY_OF.items()},
    **dict.fromkeys(("setiap hari", "tiap hari", "semua hari", "semua", "every day", "daily"), frozenset(range(7))),
    **dict.fromkeys(("hari kerja", "working days", "weekdays"), frozenset(range(5))),
    **dict.fromkeys(("akhir pekan", "weekends", "weekend"), frozenset({5, 6})),
}
_LIST = re.compile(r"[;,&+]|/(?![dD]\b)|\b(?:dan|serta|and)\b", re.IGNORECASE)
"""Between days of a list; the slash of `s/d` is none."""
_EXCEPT = re.compile(r"\b(?:kecuali|selain|except)\b", re.IGNORECASE)
_APOSTROPHES = re.compile("['’`´]")
_BRACKETS = str.maketrans("()", "  ")


def weekday_of(word: str) -> int | None:
    """The day that one word names, Monday 0; `None`: none."""
    return _DAY_OF.get(_APOSTROPHES.sub("", word).casefold())


def read_weekdays(cell: str) -> frozenset[int]:
    """Days, Monday 0 … Sunday 6; `Sab-Sen` runs over the end of the week, `tiap hari kecuali Minggu` leaves days out, and
    `hari kerja` is Monday to Friday. Every day is the empty set.
    """
    if "\n" in cell:
        lines = readable(read_weekdays, ";".join(cell.split("\n")))
        return read_weekdays(" ".join(cell.split())) if lines is None else lines  # a span may run over the end of a line
    wanted, *left_out = (_days_of(part) for part in _EXCEPT.split(_APOSTROPHES.sub("", cell).translate(_BRACKETS)))
    days = (wanted or frozenset(range(7) if left_out else ())) - frozenset().union(*left_out)
    if not days or not all(left_out):
        raise cell_error("E1110", cell=shown_choice(cell, _DAYS_OF), choices=suggestion(cell, _SHORT))
    return frozenset() if len(days) == 7 else days


def _days_of(cell: str) -> frozenset[int]:
    """All days of a list such as `Senin, Rabu s/d Jumat`."""
    days: set[int] = set()
    for part in filter(None, (" ".join(part.split()) for part in _LIST.split(cell))):
        if direct := _DAYS_OF.get(part.casefold()):
            days |= direct
            continue
        if (each := [_DAYS_OF.get(word.casefold()) for word in part.split()]) and all(each):  # `Sabtu Minggu`
            days |= frozenset().union(*(one for one in each if one))
            continue
        ends = [_DAYS_OF.get(word.casefold(), frozenset()) for word in SPAN.split(part)]
        if [len(end) for end in ends] != [1, 1]:
            raise cell_error("E1110", cell=shown_choice(part, _DAYS_OF), choices=suggestion(part, _SHORT))
        (first,), (last,) = ends
        days.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return frozenset(days)
