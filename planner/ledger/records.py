"""What the ledger tells about itself: counts of an import, kept plans, entries of the audit trail."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.domain.history import PastVisit
from planner.domain.records import Complaint, Facility, Household


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCount:
    """How many records of an import were new, different, or the same as before."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What the visits of a day and later ones have changed, as it was before them.

    Attributes
    ----------
    taken
        Ids of complaints that were taken down at doors since.
    num_visits
        Visits recorded since.
    """

    households: tuple[Household, ...]
    complaints: tuple[Complaint, ...]
    facilities: tuple[Facility, ...]
    taken: frozenset[str]
    num_visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """A plan that was made and kept.

    Attributes
    ----------
    date
        The planning day.
    version
        1 for the first plan of that day.
    created
        When it was made, with its time zone.
    actor
        Who made it, as the desk signs (a role or an account, never a resident).
    path
        Plan file, relative to the workspace, with `/`.
    fingerprint
        `Ledger.fingerprint` of the data that it was made from.
    num_stops, num_unassigned
        Visits made and left out.
    """

    date: dt.date
    version: int
    created: dt.datetime
    actor: str
    path: str
    fingerprint: str
    engine: str
    engine_version: str
    seed: int
    num_stops: int
    num_unassigned: int = 0

    def __post_init__(self) -> None:
        if self.version < 1:
            raise ValueError(f"plan version is {self.version}, expected >= 1")
        if self.created.tzinfo is None:
            raise ValueError("created has no time zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtWord:
    """A word by which homes are looked for.

    Attributes
    ----------
    spellings
        As it may be written in a name or an address.
    villages
        Codes of the villages that it may mean: their homes hold the word.
    """

    spellings: tuple[str, ...]
    villages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """Everything that the ledger holds of a household."""

    household: Household
    complaints: tuple[Complaint, ...]
    visits: tuple[PastVisit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line of the audit trail.

    Attributes
    ----------
    number
        Grows by one or more with each entry.
    at
        When, in UTC.
    actor, action, subject
        Who did what to what: `desk`, `import`, `households`.
    details
        Ids, counts and file names; nothing about a person.
    hash
        Over this entry and the one before, 64 hexadecimal digits.
    """

    number: int
    at: dt.datetime
    actor: str
    action: str
    subject: str
    details: Mapping[str, int | str] = field(default_factory=dict)
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """An entry of the audit trail as it was once: what a backup and a printed report keep of it.

    Attributes
    ----------
    number
        Of the entry.
    hash
        The entry's, or as many of its first digits as were written down.
    """

    number: int
    hash: str

    def text(self) -> str:
        """As papers show it: `1234-9f3a-22c1-d0e4-1122-00ff`; twenty digits are beyond what anybody can try out."""
        digits = self.hash[:20]
        return "-".join([str(self.number), *(digits[at : at + 4] for at in range(0, len(digits), 4))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in a ledger that is not as this program left it.

    Attributes
    ----------
    kind
        `pages` damaged, `trigger` missing, changed or foreign, `rows` of a table changed, `entry` of the trail out of its
        chain, `anchor` that the trail does not hold, recorded `row` that a backup has otherwise though no entry says so.
    subject
        Which one; empty for `pages`.
    """

    kind: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a look at all of a ledger found.

    Attributes
    ----------
    last
        The newest entry of the trail; `None`: the file cannot be read.
    num_anchors
        Anchors that the trail was held against.
    rewritten_at
        Number of the entry that says that all before it was written anew; 0: none.
    backwards_at
        Number of the first entry that is dated before the one before it; 0: none.
    has_sums
        Whether there are sums of rows: a server has none.
    """

    findings: tuple[Finding, ...]
    last: Anchor | None
    num_anchors: int
    rewritten_at: int = 0
    backwards_at: int = 0
    has_sums: bool
