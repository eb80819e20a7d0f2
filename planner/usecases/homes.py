"""The books of homes and facilities, as the desk looks things up: by name, street, RT, village or number."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.history import PastVisit
from planner.domain.place import unit_digits
from planner.domain.records import Facility, Household
from planner.ledger.records import PersonRecord
from planner.usecases.persons import person
from planner.usecases.workspace import Workspace

_UNIT = re.compile(r"\b(RT|RW)[ .:]*(\d{1,3})\b", re.IGNORECASE)

MOST_FOUND = 50
"""Homes shown at once: more than that wants another word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomesFound:
    """Homes that hold every word asked for; `is_cut` where there are more than are shown."""

    homes: tuple[Household, ...]
    is_cut: bool

    def as_data(self) -> dict[str, object]:
        """The same as data: what finds a home again, not its wishes or its history."""
        return {
            "homes": [
                {
                    "id": home.id, "name": home.head_name, "village": home.address.village, "rt": home.address.rt,
                    "rw": home.address.rw, "address": home.address.detail,
                }
                for home in self.homes
            ],
            "is_cut": self.is_cut,
        }  # fmt: skip


def find_homes(workspace: Workspace, text: str) -> HomesFound:
    """Homes whose id, name, address, landmark or village hold every word of a text; none for an empty one.

    A list of names was read: an entry of the audit trail. `RT 3`, `RT03` and `RW 11` in it ask for that unit.
    """
    units = {name.lower(): unit_digits(digits) for name, digits in _UNIT.findall(text)}
    wanted = _UNIT.sub(" ", text).split()
    if not (wanted or units):
        return HomesFound(homes=(), is_cut=False)
    with workspace.ledger() as ledger:
        found = ledger.find_households(wanted, units=units, most=MOST_FOUND + 1)
        # What was typed may be a name: the number alone is noted.
        ledger.audit(action="read", subject="homes", details={"found": min(len(found), MOST_FOUND)}, **workspace.stamp())
    return HomesFound(homes=found[:MOST_FOUND], is_cut=len(found) > MOST_FOUND)


def home_of(workspace: Workspace, id_: str) -> PersonRecord:
    """What is kept of a home, for the desk's page: without special referrals (RJK). The look is in the audit trail.

    Raises
    ------
    InputError
        E6050 if there is none of that id.
    """
    record = person(workspace, id_).record
    secret = {one.id for one in record.complaints if one.category == SPECIAL_REFERRAL}
    return replace(
        record,
        complaints=tuple(one for one in record.complaints if one.id not in secret),
        visits=tuple(visit for visit in record.visits if visit.complaint not in secret),
    )


def facility_book(workspace: Workspace) -> tuple[Facility, ...]:
    """All facilities, those never inspected or longest ago first."""
    with workspace.ledger() as ledger:
        found = ledger.facilities()
    return tuple(sorted(found, key=lambda one: (one.last_inspection or dt.date.min, one.id)))


def facility_of(workspace: Workspace, id_: str) -> tuple[Facility, tuple[PastVisit, ...]] | None:
    """A facility and its recorded inspections, oldest first; `None`: there is none of that id."""
    with workspace.ledger() as ledger:
        found = ledger.facilities([id_])
        return (found[0], ledger.visits_of_facility(id_)) if found else None


def facility_data(found: tuple[Facility, ...]) -> dict[str, object]:
    """The same as data."""
    return {
        "facilities": [
            {
                "id": one.id, "kind": one.kind, "name": one.name, "village": one.address.village,
                "last_inspection": None if one.last_inspection is None else one.last_inspection.isoformat(),
            }
            for one in found
        ]
    }  # fmt: skip
