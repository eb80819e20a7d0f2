"""The books of homes and facilities, as the desk looks things up: by name, street, RT, village or number."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.history import PastVisit
from planner.domain.place import unit_digits
from planner.domain.records import Facility, Household
from planner.ledger.records import PersonRecord, SoughtWord
from planner.rules.priority import inspection_due
from planner.usecases.persons import person
from planner.usecases.village_names import village_names
from planner.usecases.workspace import Workspace

_UNIT = re.compile(r"\b(RT|RW)[ .:]*(\d{1,3})\b", re.IGNORECASE)
_PAIR = re.compile(r"\bRT[ .:]*(?:/ *RW)?[ .:]*(\d{1,3}) */ *(\d{1,3})\b|(?<!\S)(\d{3})/(\d{3})(?!\S)", re.IGNORECASE)
"""`RT/RW 3/11`, `RT 3/11`, `003/011`."""

_SPELLINGS = {
    word: spellings
    for spellings in (("jl", "jln", "jalan"), ("gg", "gang"), ("blok", "blk"), ("perum", "perumahan"), ("komp", "komplek"))
    for word in spellings
}
"""Words of an address that are written in several ways."""


def _sought(word: str) -> tuple[str, ...]:
    """What is looked for of a word: a spelling that another one begins with finds both."""
    spellings = _SPELLINGS.get(word, (word,))
    return tuple(one for one in spellings if not any(one != other and other in one for other in spellings))


_KINDS = frozenset(
    ("desa", "ds", "kelurahan", "kel", "dusun", "dsn", "dukuh", "kampung", "kp", "lingkungan", "no", "nomor", "rt", "rw")
)
"""Words that say what a name or a number is: a list may have the name alone."""

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
    """Homes whose id, name, address, landmark or village (name or code) hold every word of a text; none for an empty one.

    A list of names was read: an entry of the audit trail. `RT 3`, `RT03`, `RW 11`, `RT 3/11` and `003/011` in it ask for that
    unit.
    """
    words, units = _read(text)
    if not (words or units):
        return HomesFound(homes=(), is_cut=False)
    villages = village_names(workspace)
    wanted = [
        SoughtWord(
            spellings=_sought(word),
            villages=frozenset(code for code, name in villages.items() if word in name.casefold()),
        )
        for word in sorted(words, key=_rarest_first)
    ]
    with workspace.ledger() as ledger:
        found = ledger.find_households(wanted, units=units, most=MOST_FOUND + 1)
        # What was typed may be a name: the number alone is noted.
        ledger.audit(action="read", subject="homes", details={"found": min(len(found), MOST_FOUND)}, **workspace.stamp())
    return HomesFound(homes=found[:MOST_FOUND], is_cut=len(found) > MOST_FOUND)


def _rarest_first(word: str) -> tuple[bool, int]:
    """Order in which words are asked of each home: one that few have spares the others the look at the rest."""
    return word in _SPELLINGS, -len(word)


def _read(text: str) -> tuple[list[str], dict[str, str]]:
    """The words of a text, and the units that it names."""
    units = {}
    for pair in _PAIR.finditer(text):
        units = dict(zip(("rt", "rw"), (unit_digits(digits) for digits in pair.groups() if digits), strict=True))
    rest = _PAIR.sub(" ", text)
    units |= {name.lower(): unit_digits(digits) for name, digits in _UNIT.findall(rest)}
    words = [bare for word in _UNIT.sub(" ", rest).casefold().split() if (bare := word.strip(".,;:/()"))]
    return [word for word in words if word not in _KINDS] or ([] if units else words), units


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


def inspections_due(workspace: Workspace, found: Iterable[Facility]) -> dict[str, dt.date | None]:
    """By facility the first day on which it is due again; `None`: it was never inspected, so it is due."""
    cycle = workspace.settings.programme.facility_cycle_days
    return {one.id: inspection_due(one.last_inspection, cycle_days=cycle) for one in found}


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
