"""A sheet being typed in: where the desk is, each line kept as soon as it is confirmed, undo, count boxes."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.errors import Fault
from planner.domain.history import PastVisit
from planner.domain.outcome import Outcome, RecordedVisit
from planner.domain.records import Complaint
from planner.ledger.recording import Returned
from planner.ledger.store import Ledger
from planner.usecases.recording.day_lines import DayLines
from planner.usecases.recording.in_front import Shown, mark_of
from planner.usecases.recording.knocks import DayKnocks, meanwhile
from planner.usecases.recording.past import Recorder
from planner.usecases.recording.planned import PlannedLine, PlannedSheet

BOXES: Mapping[str, frozenset[Outcome]] = {
    "met": frozenset({Outcome.MET}),
    "not_home": frozenset({Outcome.NOT_HOME}),
    "refused": frozenset({Outcome.REFUSED}),
    "other": frozenset({Outcome.MOVED, Outcome.NO_ADDRESS, Outcome.POSTPONED}),
}
"""Count boxes at the foot of a sheet, in their order, and the outcomes that each counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """A row before it was typed, to put it back; `visit` is `None` where it was empty; `stroke` counts what was typed."""

    number: int
    visit: PastVisit | None
    taken: tuple[Complaint, ...]
    stroke: int


@dataclass(slots=True, kw_only=True)
class SheetSession:
    """One sheet at the desk.

    Attributes
    ----------
    recorder
        Makes who and when of each line; called for each, so that the moment is right.
    position
        Index of the row that is asked for next.
    knocks
        What the ledger had of the sheet's doors when it was begun.
    """

    planned: PlannedSheet
    ledger: Ledger
    recorder: Callable[[], Recorder]
    position: int = 0
    recorded: dict[int, PastVisit] = field(default_factory=dict)
    knocks: DayKnocks | None = None
    _typed: list["_Before"] = field(default_factory=list)
    _left: set[int] = field(default_factory=set)
    _stroke: int = 0

    @classmethod
    def resume(
        cls, planned: PlannedSheet, ledger: Ledger, recorder: Callable[[], Recorder], *, lines: DayLines | None = None
    ) -> "SheetSession":
        """Begin a sheet, or go on at its first empty row; with the `lines` of its day, where they have just been read."""
        knocks = DayKnocks(ledger, planned.sheet.date, planned, lines)
        recorded = {**knocks.elsewhere(planned), **knocks.own(planned)}
        session = cls(planned=planned, ledger=ledger, recorder=recorder, recorded=recorded, knocks=knocks)
        session.position = session.next_empty(0)
        return session

    @property
    def line(self) -> PlannedLine | None:
        """The row that is asked for; `None`: all have been."""
        lines = self.planned.lines
        return lines[self.position] if self.position < len(lines) else None

    @property
    def missing(self) -> tuple[int, ...]:
        """Planned rows that are not recorded; a reserve may stay empty."""
        return tuple(line.number for line in self.planned.lines if line.number not in self.recorded and not line.is_reserve)

    @property
    def told_of(self) -> frozenset[int]:
        """Rows that say that a complaint was taken down there: no special referral (RJK), which nobody is to be told of."""
        ids = {visit.complaint_taken for visit in self.recorded.values() if visit.complaint_taken}
        told = {one.id for one in self.ledger.complaints(ids) if one.category != SPECIAL_REFERRAL} if ids else set()
        return frozenset(number for number, visit in self.recorded.items() if visit.complaint_taken in told)

    def keep(
        self, entry: RecordedVisit, *, is_sure: bool = False, knocks: DayKnocks | None = None, shown: Shown | None = None
    ) -> tuple[Fault, ...]:
        """Keep a line in the ledger, at once, and go to the next empty row; nothing of it where something has to be asked.

        Parameters
        ----------
        knocks
            What the ledger has now, where that has just been read in the transaction that is open; `None`: read here.
        shown
            What the desk had of the row in front of it; `None`: what this session has.

        Returns
        -------
        tuple
            What is in doubt, E7024 to E7027, E7032 to E7035 and E7045: the line is kept once the desk `is_sure` of it, as long
            as nobody else has recorded the row since it was asked.
        """
        line, recorder = self.planned.lines[entry.number - 1], self.recorder()
        found = knocks or DayKnocks(self.ledger, self.planned.sheet.date, self.planned)
        settled = found.settle(recorder, self.planned, line, entry, shown or self._shown(line.number))
        if settled.doubts and (settled.is_news or not is_sure):
            if settled.known is not None:
                self.recorded[line.number] = settled.known  # what is asked about is in front of the desk from now on
            return settled.doubts
        self._stroke += 1
        before = self._before(line.number, settled.known)
        known = (settled.known,) if knocks and settled.known else ()
        papers = (self.planned.sheet.id,)
        self.ledger.take(Returned(visits=(settled.visit,), taken=settled.taken, papers=papers, known=known), **recorder.stamp)
        found.put(settled)
        self.recorded[line.number] = settled.visit
        self._typed.append(before)
        self.position = self.next_asked(self.position + 1)
        return ()

    def _shown(self, number: int) -> Shown:
        return Shown(mark=mark_of(self.recorded.get(number)))

    def shut_rest(self, until: int | None = None, *, is_sure: bool = False) -> tuple[tuple[int, ...], tuple[Fault, ...]]:
        """Keep "not at home" for the empty rows of homes from here on; a row that raises a doubt ends it.

        Follow-ups of complaints and facilities stay empty: each is a promise of its own, gets a line of its own, and is what
        the desk is asked for next.

        Parameters
        ----------
        until
            Last row; `None`: the last planned one, because nobody may have been at a reserve.
        is_sure
            Of what the first of them raises: that the sheet is lost, for example.

        Returns
        -------
        tuple
            The rows that were kept, which one `undo` takes all back; and what is in doubt where none could be kept for it.
        """
        stroke, kept, start = self._stroke + 1, list[int](), self.position
        for line in self.planned.lines[start:]:
            is_over = line.is_reserve if until is None else line.number > until
            if is_over or line.number in self.recorded or line.household is None or line.complaint is not None:
                continue
            entry = RecordedVisit(
                sheet_id=self.planned.sheet.id, number=line.number, visit_id=line.visit_id, outcome=Outcome.NOT_HOME
            )
            if doubts := self.keep(entry, is_sure=is_sure and not kept):
                if not kept:
                    return (), doubts
                break
            self._typed[-1] = replace(self._typed[-1], stroke=stroke)
            kept.append(line.number)
        self.position = self.next_asked(start)
        self._stroke = stroke
        return tuple(kept), ()

    def skip(self) -> None:
        """Leave the row as it is and go to the next."""
        line = self.line
        if line is not None:
            self._left.add(line.number)
        self.position += 1
        if self.line is None:
            self.position = self.next_asked(self.position)

    def go_to(self, number: int) -> bool:
        """Go to a row, to type it again; say whether there is one."""
        if self.planned.line(number) is None:
            return False
        self.position = number - 1
        return True

    def about_undo(self) -> tuple[Fault, ...]:
        """E7027 for rows typed last that somebody else has recorded otherwise since: taking them back would undo that, too."""
        last = self._typed[-1].stroke if self._typed else None
        numbers = {before.number for before in self._typed if before.stroke == last}
        now = DayKnocks(self.ledger, self.planned.sheet.date, self.planned).own(self.planned) if numbers else {}
        news = [now[number] for number in sorted(numbers & now.keys()) if self._shown(number).is_news(now[number])]
        return tuple(meanwhile(visit.number, visit) for visit in news)

    def undo(self) -> int | None:
        """Put the rows typed last, by one stroke, back as they were, and go to the first; `None`: nothing was typed."""
        if not self._typed:
            return None
        stroke, number = self._typed[-1].stroke, 0
        while self._typed and self._typed[-1].stroke == stroke:
            number = self._put_back(self._typed.pop())
        self.position = number - 1
        return number

    def _put_back(self, before: _Before) -> int:
        stamp = self.recorder().stamp
        if before.visit is None:
            self.ledger.unrecord(self.planned.sheet.id, before.number, **stamp)
            self.recorded.pop(before.number, None)
        else:
            self.ledger.record([before.visit], taken=before.taken, **stamp)
            self.recorded[before.number] = before.visit
        return before.number

    def as_data(self) -> dict[str, object]:
        """What is recorded of the sheet, for JSON."""
        return {
            "sheet": self.planned.sheet.id,
            "recorded": len(self.recorded),
            "missing": list(self.missing),
            "counts": self.counts(),
        }

    def counts(self) -> dict[str, int]:
        """What the count boxes should say."""
        outcomes = Counter(visit.outcome for visit in self.recorded.values())
        return {box: sum(outcomes[outcome] for outcome in of_box) for box, of_box in BOXES.items()}

    def _before(self, number: int, visit: PastVisit | None) -> "_Before":
        """A row as it is now, with the complaint that was taken there."""
        id_ = visit.complaint_taken if visit else None
        taken = self.ledger.complaints([id_]) if id_ else ()
        return _Before(number=number, visit=visit, taken=taken, stroke=self._stroke)

    def next_asked(self, start: int) -> int:
        """First row from an index on that is not recorded; after the last one, those that were passed and never asked for."""
        place = self.next_empty(start)
        if place < len(self.planned.lines):
            return place
        passed = (
            n for n, line in enumerate(self.planned.lines) if line.number not in self.recorded and line.number not in self._left
        )
        return next(passed, place)

    def next_empty(self, start: int) -> int:
        """First row from an index on that is not recorded."""
        for index in range(start, len(self.planned.lines)):
            if self.planned.lines[index].number not in self.recorded:
                return index
        return len(self.planned.lines)
