"""Puts a line said on one paper onto the knock that it tells of, and asks about what cannot be so."""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.desk_table import CONDITION_WORDS, NO, OUTCOME_WORDS, YES, DeskColumn
from planner.domain.errors import Fault, InputError
from planner.domain.history import PastVisit, Sheet
from planner.domain.outcome import Outcome, RecordedVisit
from planner.domain.records import Complaint, Condition, Urgency
from planner.domain.units import DAY, clock, second_of_day
from planner.ledger.store import Ledger
from planner.usecases.recording.day_lines import DayLines
from planner.usecases.recording.in_front import NOT_SAID, Shown, Sight
from planner.usecases.recording.past import Recorder
from planner.usecases.recording.planned import PlannedLine, PlannedSheet
from planner.usecases.recording.same_knock import (
    at_two_doors,
    contradictions,
    is_before_paper,
    is_off_duty,
    is_said_of_people,
    is_same_knock,
    is_without_condition,
    left_open,
    of_the_night,
    together,
)

_COLUMNS = {
    "outcome": DeskColumn.OUTCOME,
    "time_in": DeskColumn.TIME_IN,
    "time_out": DeskColumn.TIME_OUT,
    "is_answered": DeskColumn.ANSWERED,
    "condition": DeskColumn.CONDITION,
    "complaint": DeskColumn.COMPLAINT,
    "complaint_taken": DeskColumn.COMPLAINT,
    "follow_up_on": DeskColumn.FOLLOW_UP,
}
"""What lines say, as the desk's table heads it."""

TAKEN_DOWN = "what was taken down at this door"
"""How a question calls a complaint that is not to be told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A line as the ledger is to keep it.

    Attributes
    ----------
    visit
        Under the paper on which the knock was first recorded.
    taken
        Complaints that it names.
    known
        What the ledger has of the knock; `None`: nothing.
    doubts
        E7024 to E7027, E7032 to E7035, E7045: what has to be asked about before it is kept.
    is_news
        The desk has something else of the row in front of it than the ledger: a yes is to what it has not seen.
    """

    visit: PastVisit
    taken: tuple[Complaint, ...]
    known: PastVisit | None = None
    doubts: tuple[Fault, ...] = ()
    is_news: bool = False

    @property
    def has_known_times(self) -> bool:
        """Whether its times are what the ledger has: they were asked about before."""
        return self.known is not None and (self.known.time_in, self.known.time_out) == (self.visit.time_in, self.visit.time_out)


class DayKnocks:
    """The lines and papers that the ledger has of a day, read once.

    Parameters
    ----------
    planned
        What of the day is looked at: the doors and papers of one sheet; `None`: all of it.
    lines
        The day's lines, where whoever asks has just read them; `None`: read here.
    """

    def __init__(
        self, ledger: Ledger, date: dt.date, planned: PlannedSheet | None = None, lines: DayLines | None = None
    ) -> None:
        self._ledger = ledger
        if lines is None and planned is None:
            lines = DayLines(ledger.visits(date, date))
        elif lines is None and planned is not None:
            lines = DayLines(ledger.visits_of(date, [line.visit_id for line in planned.lines]))
        self._lines = lines or DayLines(())
        self._day, self._shift = date, None if planned is None else planned.sheet.shift

    @functools.cached_property
    def _papers(self) -> tuple[tuple[str, dt.datetime | None], ...]:
        """When the day's papers were handed out: asked only where a line says a time."""
        return self._ledger.handed_out(self._day, self._shift)

    def own(self, planned: PlannedSheet) -> Mapping[int, PastVisit]:
        """Rows of a sheet that are recorded from it."""
        found = ((line.number, self._lines.at(planned.sheet.id, line.number)) for line in planned.lines)
        return {number: visit for number, visit in found if visit is not None}

    def elsewhere(self, planned: PlannedSheet) -> Mapping[int, PastVisit]:
        """Rows of a sheet whose knock is recorded from a paper of another version; the newest of several."""
        found = {}
        for line in planned.lines:
            others = [visit for visit in self._lines.of(line.visit_id) if _is_elsewhere(visit, planned.sheet)]
            if others:
                found[line.number] = max(others, key=lambda visit: visit.plan_version)
        return found

    def settle(
        self, recorder: Recorder, planned: PlannedSheet, line: PlannedLine, entry: RecordedVisit, shown: Shown = NOT_SAID
    ) -> Settled:
        """Say how a line is to be kept, and what is doubtful about it; a line that says what is known is in no doubt.

        What it leaves open stays as it is known where nothing contradicts that, unless the desk had just that in front of it:
        then it may mean to take it away, and is asked.

        Raises
        ------
        InputError
            E7028 if the row meant another home when the sheet was printed; E7029 if the sheet's day is still to come.
        """
        sheet = planned.sheet
        today = recorder.stamp["now"].astimezone(ZoneInfo(recorder.settings.day.time_zone)).date()
        if sheet.date > today:
            raise InputError.of("E7029", sheet=sheet.id, date=sheet.date.isoformat(), today=today.isoformat())
        if line.number in planned.changed:
            raise InputError.of("E7028", number=line.number, sheet=sheet.id)
        lost, entry = self._lost(recorder, planned), _of_the_night(entry, planned)
        said, taken = recorder.kept(sheet, line, entry)
        own = self._lines.at(sheet.id, line.number)
        known = own or next((other for other in self._lines.of(line.visit_id) if is_same_knock(other, said)), None)
        if known is None:
            doubts = (*lost, *self._about_times(recorder, planned, said, None), *_about_facility(said, None))
            return Settled(visit=said, taken=() if taken is None else (taken,), doubts=doubts)
        paper = replace(sheet, id=known.sheet_id, plan_version=known.plan_version, team=known.team, unit=known.unit)
        visit, taken = _under_its_number(known, *recorder.kept(paper, replace(line, number=known.number), entry))
        before = self._ledger.complaints([known.complaint_taken]) if known.complaint_taken else ()
        clash = self._clash(known, visit, before, taken, planned)
        sight = Sight.UNKNOWN if own is None else shown.sight(own)
        asked: tuple[Fault, ...] = ()
        if clash is None and sight is not Sight.CURRENT:
            visit, said, taken = together(known, visit), together(known, said), _the_same(before, taken)
        else:
            row = planned.line(line.number) or line
            asked = (
                *_about_row(row, known, clash=clash, sight=sight, is_own=own is not None),
                *_about_loss(row.number, known, _lost(known, visit, before, taken), is_told=_is_told(before)),
            )
        if own is not None:
            said = visit
        doubts = (*asked, *lost, *self._about_times(recorder, planned, said, known), *_about_facility(said, known))
        found = () if taken is None else (taken,)
        return Settled(visit=visit, taken=found, known=known, doubts=doubts, is_news=own is not None and shown.is_news(own))

    def _lost(self, recorder: Recorder, planned: PlannedSheet) -> tuple[Fault, ...]:
        """E7035 for the first line of a sheet that is lost."""
        since = None if self.own(planned) else self._ledger.lost_since(planned.sheet.id)
        if since is None:
            return ()
        told = since.astimezone(ZoneInfo(recorder.settings.day.time_zone))
        return (Fault(code="E7035", values={"sheet": planned.sheet.id, "since": f"{told:%Y-%m-%d %H.%M}"}),)

    def put(self, settled: Settled) -> None:
        """Have a line that was kept: who recorded it first, and when, stays."""
        visit, known = settled.visit, settled.known
        if known is not None:
            visit = replace(visit, recorded_at=known.recorded_at, actor=known.actor)
        self._lines.put(visit)

    def _clash(
        self, known: PastVisit, said: PastVisit, before: tuple[Complaint, ...], taken: Complaint | None, planned: PlannedSheet
    ) -> Fault | None:
        """E7024 where the papers contradict each other, with both lines."""
        names = list(contradictions(known, said))
        categories = {complaint.category for complaint in (*before, *([taken] if taken else []))}
        if len(categories) > 1:
            names.append("complaint")
        if not names:
            return None
        values = {
            "column": ", ".join(_COLUMNS[name].value for name in names),
            "number": next(line.number for line in planned.lines if line.visit_id == said.visit_id),
            "sheet": planned.sheet.id,
            "said": _words(said, names, taken),
            "known_number": known.number,
            "known_sheet": known.sheet_id,
            "known": _words(known, names, before[0] if before else None, is_secret=not _is_told(before)),
        }
        return Fault(code="E7024", values=values)

    def _about_times(
        self, recorder: Recorder, planned: PlannedSheet, visit: PastVisit, known: PastVisit | None
    ) -> tuple[Fault, ...]:
        if known is not None and (known.time_in, known.time_out) == (visit.time_in, visit.time_out):
            return ()  # asked before
        found, number = [], visit.number
        if planned.duty is not None and is_off_duty(visit, planned.duty):
            duty = f"{_at(planned.duty.start)} – {_at(planned.duty.end)}"
            found.append(Fault(code="E7025", values={"number": number, "times": _times(visit), "duty": duty}))
        zone = ZoneInfo(recorder.settings.day.time_zone)
        handed_out = None if visit.time_in is None else self._handed_out(planned, zone)
        if is_before_paper(visit, handed_out):
            time, since = _at(visit.time_in or 0), _at(handed_out or 0)
            found.append(Fault(code="E7026", values={"number": number, "time": time, "handed_out": since}))
        if other := at_two_doors(visit, self._lines.all()):
            found.append(two_doors(visit, other))
        return tuple(found)

    def _handed_out(self, planned: PlannedSheet, zone: ZoneInfo) -> int | None:
        """When the team had its first paper of the day; `None`: nobody noted it on the day itself, or while duty ran on."""
        papers = [moment for shift, moment in self._papers if shift == planned.sheet.shift]
        moments = [moment.astimezone(zone) for moment in papers if moment is not None]
        if len(moments) < len(papers) or not moments:
            return None
        first = min(moments)
        time = (first.date() - planned.sheet.date).days * DAY + second_of_day(first)
        return time if 0 <= time < max(DAY, planned.duty.end if planned.duty else 0) else None


def about_taking_back(known: PastVisit, shown: Shown, *, is_told: bool) -> tuple[Fault, ...]:
    """E7027 where somebody else recorded a row that a desk takes back, E7045 where a complaint was taken down there: by its
    number where the row tells of it.
    """
    found = (meanwhile(known.number, known),) if shown.sight(known) is Sight.OLDER else ()
    names = ("complaint_taken",) if known.complaint_taken else ()
    return (*found, *_about_loss(known.number, known, names, is_told=is_told))


def _about_row(line: PlannedLine, known: PastVisit, *, clash: Fault | None, sight: Sight, is_own: bool) -> tuple[Fault, ...]:
    """What a line that is not as the known one would overwrite of it unawares."""
    found = []
    if is_own and sight is Sight.OLDER:
        found.append(meanwhile(line.number, known))
    is_told = is_own and (sight is not Sight.OLDER or (clash and clash.values["column"] == DeskColumn.OUTCOME.value))
    if clash is not None and not is_told:
        found.append(clash)
    return tuple(found)


def _lost(known: PastVisit, visit: PastVisit, before: Sequence[Complaint], taken: Complaint | None) -> tuple[str, ...]:
    """What of a row would be deleted: what the line leaves open, and a special referral that it makes another complaint."""
    is_made_another = taken is not None and not _is_told(before) and _is_told([taken])
    return (*left_open(known, visit), *(["complaint_taken"] if is_made_another else ()))


def _is_told(before: Sequence[Complaint]) -> bool:
    """Whether a complaint that was taken down may be named: no special referral, which nobody is to be told of."""
    return all(complaint.category != SPECIAL_REFERRAL for complaint in before)


def meanwhile(number: int, known: PastVisit) -> Fault:
    """E7027: a row that somebody else has recorded."""
    return Fault(code="E7027", values={"number": number, "known": f"outcome.{known.outcome.value}", "person": known.actor})


def _about_loss(number: int, known: PastVisit, names: Sequence[str], *, is_told: bool) -> tuple[Fault, ...]:
    """E7045 for what is recorded of a row and would be deleted: a complaint by its number where it is told of, never by what it
    is about.
    """
    if not names:
        return ()
    cells = [
        TAKEN_DOWN
        if name == "complaint_taken" and not is_told
        else f"{_COLUMNS[name].value} {YES if name == 'follow_up_on' else _word(getattr(known, name))}"
        for name in names
    ]
    return (Fault(code="E7045", values={"number": number, "lost": ", ".join(cells)}),)


def _of_the_night(entry: RecordedVisit, planned: PlannedSheet) -> RecordedVisit:
    """A line with times after midnight as such, where its team's duty runs on into the night."""
    times = iter(of_the_night([time for time in (entry.time_in, entry.time_out) if time is not None], planned.duty))
    time_in, time_out = (None if time is None else next(times) for time in (entry.time_in, entry.time_out))
    return replace(entry, time_in=time_in, time_out=time_out)


def two_doors(visit: PastVisit, other: PastVisit) -> Fault:
    """E7032: a team at two doors at once."""
    values = {"number": visit.number, "times": _times(visit), "other": other.number, "sheet": other.sheet_id}
    return Fault(code="E7032", values={**values, "known": _times(other)})


def _at(time: int) -> str:
    """As the paper has it: past midnight the clock starts anew."""
    return clock(time % DAY, separator=".")


def _times(visit: PastVisit) -> str:
    return " – ".join(_at(time) for time in (visit.time_in, visit.time_out) if time is not None)


def _about_facility(visit: PastVisit, known: PastVisit | None) -> tuple[Fault, ...]:
    """E7033, E7034: what cannot be said of a facility, and what is missing; not what was asked before."""
    if is_said_of_people(visit) and (known is None or known.outcome is not visit.outcome):
        return (Fault(code="E7033", values={"number": visit.number, "word": f"outcome.{visit.outcome.value}"}),)
    is_filled = known is not None and known.condition is not None and known.sheet_id != visit.sheet_id
    was_asked = known is not None and is_without_condition(known)
    if is_without_condition(visit) and not is_filled and not was_asked:
        return (Fault(code="E7034", values={"number": visit.number}),)
    return ()


def _is_elsewhere(visit: PastVisit, sheet: Sheet) -> bool:
    is_tried = visit.outcome is not Outcome.POSTPONED
    return is_tried and visit.sheet_id != sheet.id and visit.plan_version != sheet.plan_version


def _words(visit: PastVisit, names: list[str], taken: Complaint | None, *, is_secret: bool = False) -> str:
    """What a line says, in the words of the desk's table; of a complaint that nobody is to be told of, that there is one."""
    category = YES if is_secret else taken.category if taken else None
    return ", ".join(_word(category if name == "complaint" else getattr(visit, name, None)) for name in names)


def _word(value: object) -> str:
    if isinstance(value, Outcome):
        return OUTCOME_WORDS[value]
    if isinstance(value, Condition):
        return CONDITION_WORDS[value]
    if isinstance(value, bool):
        return YES if value else NO
    return _at(value) if isinstance(value, int) else str(value or "–")


def _under_its_number(known: PastVisit | None, visit: PastVisit, taken: Complaint | None) -> tuple[PastVisit, Complaint | None]:
    """A line that is typed again with a complaint, and the complaint: it keeps the number that it was given first."""
    if taken is None or known is None or known.complaint_taken is None:
        return visit, taken
    return replace(visit, complaint_taken=known.complaint_taken), replace(taken, id=known.complaint_taken)


def _the_same(before: Sequence[Complaint], taken: Complaint | None) -> Complaint | None:
    """One complaint told twice: as the ledger has it, unless it is urgent only as told now."""
    if not before or (taken is not None and taken.urgency is Urgency.URGENT is not before[0].urgency):
        return taken
    return before[0]
