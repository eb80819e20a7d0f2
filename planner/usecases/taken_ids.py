"""Ids of a list that stand for something else already: a list numbered from 1 again would overwrite what another brought."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from inputs.tables.reading import TableReading
from planner.domain.errors import Fault, refuse
from planner.ledger.store import Ledger
from planner.usecases.other_records import Known, Likeness, likeness

FEWEST, MAX_IDS = 2, 5
"""Doubtful records from which a list is another, if they are most of those known; ids named in a fault."""
_FIRST = re.compile(r"(?<!\d)0*1\Z")
"""The end of the first id of a list that counts: `1`, `T01`, `K-2026-001`."""


def refuse_ids_of_others(kind: str, rows: Sequence[Any], ledger: Ledger) -> None:
    """Refuse a list with ids of another table.

    Raises
    ------
    InputError
        E4017: plans and sheets could not tell them apart.
    """
    if kind not in _IDS:
        return
    elsewhere = set[str]().union(*(ids(ledger) for other, ids in _IDS.items() if other != kind))
    both = [row.id for row in rows if row.id in elsewhere]
    refuse([Fault(code="E4017", values={"count": len(both), "ids": _some(both)})] if both else [])


def overwritten(kind: str, reading: TableReading[Any], ledger: Ledger) -> Fault | None:
    """The fault (E4018) of a list whose ids stand for other records of its kind; `None`: they are the same, as far as known."""
    known = Known.of(kind, ledger, reading.rows, reading.unsaid)
    met = [(row.id, likeness(kind, row, known)) for row in reading.rows if row.id in known.records]
    others = [id_ for id_, is_like in met if is_like is Likeness.OTHER]
    unlike = [id_ for id_, is_like in met if is_like is not Likeness.SAME]
    if len(unlike) >= max(FEWEST, len(met) / 2) and any(_FIRST.search(row.id) for row in reading.rows):
        others = unlike
    values: dict[str, int | str] = {"count": len(others), "known": len(met), "ids": _some(others)}
    return Fault(code="E4018", values=values) if others else None


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:MAX_IDS]) + (" …" if len(ids) > MAX_IDS else "")


_IDS: Mapping[str, Callable[[Ledger], Sequence[str] | frozenset[str]]] = {
    "households": Ledger.household_ids,
    "complaints": lambda ledger: [one.id for one in ledger.complaints()],
    "facilities": lambda ledger: [one.id for one in ledger.facilities()],
}
