"""The audit trail as the desk asks for it: what was done on some days, by somebody, of one kind."""

import datetime as dt
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from planner.ledger.records import AuditEntry
from planner.usecases.workspace import Workspace

_WISH = "is_do_not_visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """Entries of the audit trail, newest last, by the station's clock."""

    entries: tuple[AuditEntry, ...]
    zone: dt.tzinfo

    def as_data(self) -> dict[str, object]:
        """The same as data."""
        return {
            "entries": [
                {
                    "at": self.moment(entry).isoformat(), "person": entry.actor, "kind": entry.action, "subject": entry.subject,
                    "details": dict(entry.details),
                }
                for entry in self.entries
            ]
        }  # fmt: skip

    def moment(self, entry: AuditEntry) -> dt.datetime:
        """When it was done, to the second."""
        return entry.at.astimezone(self.zone).replace(microsecond=0)


def audit_trail(
    workspace: Workspace,
    *,
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
    person: str | None = None,
    kind: str | None = None,
) -> AuditReport:
    """Read the audit trail; ids and counts only, so that reading it is not noted.

    Entries about special referrals (RJK) are not among them, and none has its number, in which those would leave a gap: beside
    the home that the same person looked at they would tell of whom they are.

    Parameters
    ----------
    first_day, last_day
        Days by the station's clock, both included; `None`: open.
    person, kind
        Who did it, and what was done (`import`, `plan`, `erase` …); `None`: all.
    """
    zone = ZoneInfo(workspace.settings.day.time_zone)
    after_last = None if last_day is None else last_day + dt.timedelta(days=1)
    since, until = (
        None if day is None else dt.datetime.combine(day, dt.time(), tzinfo=zone) for day in (first_day, after_last)
    )
    with workspace.ledger() as ledger:
        entries = ledger.audit_trail(since=since, until=until, actor=person, action=kind)
        secret = {f"complaint {id_}" for id_ in ledger.special_referrals()}
    return AuditReport(entries=tuple(_shown(entry) for entry in entries if entry.subject not in secret), zone=zone)


def _shown(entry: AuditEntry) -> AuditEntry:
    """The entry without what would tell that a home wants no visit, or wants one again, and of an older one the category."""
    if entry.action == "enter":
        return replace(entry, details={name: value for name, value in entry.details.items() if name != "category"})
    columns = entry.details.get("columns")
    if not isinstance(columns, str) or _WISH not in columns.split(","):
        return entry
    rest = ",".join(name for name in columns.split(",") if name != _WISH)
    return replace(entry, details={**entry.details, "columns": rest})
