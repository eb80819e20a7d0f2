"""From a row and what the desk says of it to what the ledger keeps."""

import datetime as dt
import secrets
from dataclasses import dataclass

from planner.domain.history import PastVisit, Sheet
from planner.domain.outcome import NewComplaint, RecordedVisit
from planner.domain.records import Complaint
from planner.domain.settings import Settings
from planner.rules.day_slots import is_weekend, name_of_slot, slots_of
from planner.usecases.acting import Stamp
from planner.usecases.recording.planned import PlannedLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorder:
    """Who records, when, and by which settings."""

    settings: Settings
    stamp: Stamp

    def kept(self, sheet: Sheet, line: PlannedLine, entry: RecordedVisit) -> tuple[PastVisit, Complaint | None]:
        """The line as the ledger keeps it, and the complaint that was taken down there."""
        taken = None if entry.complaint is None else self._complaint(sheet, line, entry.complaint)
        promised = dt.timedelta(days=self.settings.programme.due_days_normal)
        visit = PastVisit(
            sheet_id=sheet.id,
            number=line.number,
            date=sheet.date,
            plan_version=sheet.plan_version,
            visit_id=line.visit_id,
            kind=line.kind,
            household=line.household,
            complaint=line.complaint,
            facility=line.facility,
            village=line.village,
            rt=line.rt,
            rw=line.rw,
            team=sheet.team,
            unit=sheet.unit,
            slot=self._slot(line, entry),
            outcome=entry.outcome,
            time_in=entry.time_in,
            time_out=entry.time_out,
            complaint_taken=None if taken is None else taken.id,
            is_answered=entry.is_answered,
            follow_up_on=sheet.date + promised if entry.needs_follow_up else None,
            condition=entry.condition,
            recorded_at=self.stamp["now"],
            actor=self.stamp["actor"],
            is_holiday=is_weekend(sheet.date, self.settings.holidays) and not is_weekend(sheet.date),
        )
        return visit, taken

    def _slot(self, line: PlannedLine, entry: RecordedVisit) -> str:
        """Slot of the moment at the door; without one the hours of the team's shift, where the settings have them still."""
        time = line.time if entry.time_in is None else entry.time_in
        if time is not None:
            return name_of_slot(time, slots_of(self.settings.day))
        names = {hours.name for hours in self.settings.day.shifts}
        return line.shift_name if line.shift_name in names else self.settings.day.default_shift

    def _complaint(self, sheet: Sheet, line: PlannedLine, new: NewComplaint) -> Complaint:
        return Complaint(
            id=new_complaint_id(sheet.date),
            household=line.household,
            address=None if line.household else line.address,
            received=sheet.date,
            due=sheet.date + dt.timedelta(days=self.settings.programme.due_days(new.category, new.urgency)),
            category=new.category,
            urgency=new.urgency,
        )


def new_complaint_id(date: dt.date) -> str:
    """Number of a complaint that was taken down at a door, by chance: who reads it in a list learns of no sheet and no row."""
    return f"K-{date:%Y%m%d}-{''.join(secrets.choice(_SIGNS) for _ in range(_NUM_SIGNS))}"


_SIGNS, _NUM_SIGNS = "23456789ACDEFGHJKMNPQRTUVWXYZ", 5
"""Signs that are not taken for one another when read out: 20 million numbers a day, for a handful of complaints."""
