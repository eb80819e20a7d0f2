"""Ids of another kind than the one that was asked for: a household's where a sheet's number is meant, and the like."""

import contextlib
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.errors import Fault, InputError, Where
from planner.ledger.store import Ledger
from planner.usecases.recording.planned import day_of_paper
from planner.usecases.workspace import Workspace

_DAY, _PLAN, _SHEET, _TEAM, _VISIT = "a day", "a plan file", "a sheet", "a team", "a visit"
_HOME, _COMPLAINT, _FACILITY = "a household", "a complaint", "a facility"
_ASKED: Mapping[str, tuple[str, str]] = {
    "E3001": ("", _PLAN),
    "E6030": ("sheet", _SHEET),
    "E6031": ("complaint", _COMPLAINT),
    "E6050": ("household", _HOME),
    "E7001": ("sheet", _SHEET),
    "E7004": ("target", _DAY),
    "E8030": ("cell", _TEAM),
    "E8101": ("team", _TEAM),
    "E8104": ("visit", _VISIT),
    "E8106": ("id", _VISIT),
}
"""Code of a fault that something is not there, to the value that names it (of a file its place) and what was meant."""
_FIRST: Mapping[str, str] = {
    _HOME: "dds import households FILE",
    _COMPLAINT: "dds import complaints FILE",
    _FACILITY: "dds import facilities FILE",
    _TEAM: "dds import teams FILE",
    _PLAN: "dds plan",
    _DAY: "dds plan",
    _SHEET: "dds plan",
}
"""The command that makes the first of a kind; of sheets, once there is a plan, `dds print`."""
_IDS: Mapping[str, Callable[[Ledger], Sequence[str]]] = {
    _HOME: lambda ledger: sorted(ledger.household_ids()),
    _COMPLAINT: lambda ledger: [one.id for one in ledger.complaints() if one.category != SPECIAL_REFERRAL],
    _FACILITY: lambda ledger: [one.id for one in ledger.facilities()],
    _TEAM: lambda ledger: [one.id for one in ledger.teams()],
    _SHEET: lambda ledger: [one.id for one in ledger.sheets() if one.num_stops],
    _PLAN: lambda ledger: [one.path for one in ledger.plans()],
    _DAY: lambda ledger: [one.date.isoformat() for one in ledger.plans()],
}
_VISITS = (_HOME, _COMPLAINT, _FACILITY)


def told_apart(opened: Callable[[], Workspace], error: Exception) -> Exception:
    """A failure that names what it was given as what that is (E6160; E6182 where nothing of the kind that was asked for is
    there yet), where it is something else than was asked for.
    """
    if not isinstance(error, InputError) or not any(fault.code in _ASKED for fault in error.faults):
        return error
    with contextlib.suppress(InputError), opened().ledger() as ledger:  # without a ledger nobody knows
        faults = [_told(ledger, fault) for fault in error.faults]
        return error if faults == list(error.faults) else InputError(faults, num_more=error.num_more)
    return error


def _told(ledger: Ledger, fault: Fault) -> Fault:
    name, asked = _ASKED.get(fault.code, ("", ""))
    given = str(fault.values.get(name, "")).strip() if name else fault.where.file
    kind = _kind_of(ledger, given) if asked and given else ""
    is_name = fault.code == "E6030" and kind == _TEAM  # it says which sheet of a day
    if kind in ("", asked) or is_name or (asked == _VISIT and kind in _VISITS):
        return fault
    values: dict[str, object] = {"id": given, "kind": kind, "asked": asked}
    where = fault.where if name else Where()
    if known := _known(ledger, asked, fault.values.get("date")):
        return Fault(code="E6160", where=where, values=values | {"example": known[-1]})
    plans = ledger.plans() if asked == _SHEET else ()
    command = f"dds print {plans[-1].path}" if plans else _FIRST[_HOME if asked == _VISIT else asked]
    return Fault(code="E6182", where=where, values=values | {"command": command})


def _known(ledger: Ledger, asked: str, date: object) -> Sequence[str]:
    """Ids of what was asked for; of sheets of one day, where that is known."""
    if asked == _SHEET and date:
        return [one.id for one in ledger.sheets(dt.date.fromisoformat(str(date))) if one.num_stops]
    return _IDS[_HOME if asked == _VISIT else asked](ledger)


def _kind_of(ledger: Ledger, given: str) -> str:
    """What an id is of; empty: nothing that is known here."""
    if day_of_paper(given) is not None:
        return _SHEET
    if Path(given).suffix == ".json":
        return _PLAN
    with contextlib.suppress(ValueError):
        if "-" in given and dt.date.fromisoformat(given):
            return _DAY
    return next((kind for kind in (*_VISITS, _TEAM) if given in _IDS[kind](ledger)), "")
