"""Ids of a list that stand for something else already: a list numbered from 1 again would overwrite what another brought."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from inputs.tables.home_looks import NEAR, HomeLooks, distance
from planner.domain.errors import Fault, refuse
from planner.domain.place import METRES_PER_DEGREE
from planner.domain.records import Address, Complaint, Facility, Household
from planner.ledger.store import Ledger

FEWEST, MAX_IDS = 2, 5
"""Homes or facilities from which they are another list's, if they are most of those known; ids named in a fault."""
_AWAY = 200.0
"""Metres from which two facilities are two, whatever is wrong with a phone."""


def refuse_taken_ids(kind: str, rows: Sequence[Any], ledger: Ledger) -> None:
    """Refuse a list whose ids are taken.

    Raises
    ------
    InputError
        E4017 for ids of another table, which plans and sheets could not tell apart; E4018 for ids that stand for other homes,
        complaints or facilities of the same table.
    """
    if kind not in _KNOWN:
        return
    listed = [row.id for row in rows]
    elsewhere = set[str]().union(*(ids(ledger) for other, ids in _IDS.items() if other != kind))
    both = [id_ for id_ in listed if id_ in elsewhere]
    refuse([Fault(code="E4017", values={"count": len(both), "ids": _some(both)})] if both else [])
    known = {one.id: one for one in _KNOWN[kind](ledger)}
    met = [(row, known[row.id]) for row in rows if row.id in known]
    others = [row.id for row, one in met if _IS_OTHER[kind](row, one)]
    least = 1 if kind == "complaints" else max(FEWEST, len(met) / 2)
    values: dict[str, int | str] = {"count": len(others), "known": len(met), "ids": _some(others)}
    refuse([Fault(code="E4018", values=values)] if len(others) >= least else [])


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:MAX_IDS]) + (" …" if len(ids) > MAX_IDS else "")


def _is_other_home(row: Household, known: Household) -> bool:
    """Whether two things at least are known of both, and nothing is alike."""
    mine, theirs = HomeLooks.of(row), HomeLooks.of(known)
    metres = distance(mine, theirs)
    texts = [(mine.name, theirs.name), (mine.address, theirs.address), (mine.group, theirs.group)]
    said = [one == other for one, other in texts if one is not None and other is not None]
    said += [] if metres is None else [metres <= NEAR]
    return not any(said[:2]) and said.count(False) > 1 and (metres is None or metres > NEAR)


def _is_other_complaint(row: Complaint, known: Complaint) -> bool:
    """Whether it came on another day and from somewhere else."""
    if row.household is not None and known.household is not None:
        is_elsewhere = row.household != known.household
    else:
        is_elsewhere = row.address is not None and known.address is not None and _metres(row.address, known.address) > _AWAY
    return is_elsewhere and row.received != known.received


def _is_other_facility(row: Facility, known: Facility) -> bool:
    return _name_key(row) != _name_key(known) and _metres(row.address, known.address) > _AWAY


def _name_key(facility: Facility) -> str:
    return "".join(facility.name.casefold().split())


def _metres(one: Address, other: Address) -> float:
    return float(METRES_PER_DEGREE * max(abs(one.latitude - other.latitude), abs(one.longitude - other.longitude)))


_KNOWN: Mapping[str, Callable[[Ledger], Sequence[Any]]] = {
    "households": Ledger.households, "complaints": Ledger.complaints, "facilities": Ledger.facilities,
}  # fmt: skip
_IDS: Mapping[str, Callable[[Ledger], Sequence[str] | frozenset[str]]] = {
    "households": Ledger.household_ids,
    "complaints": lambda ledger: [one.id for one in ledger.complaints()],
    "facilities": lambda ledger: [one.id for one in ledger.facilities()],
}
_IS_OTHER: Mapping[str, Callable[[Any, Any], bool]] = {
    "households": _is_other_home, "complaints": _is_other_complaint, "facilities": _is_other_facility,
}  # fmt: skip
