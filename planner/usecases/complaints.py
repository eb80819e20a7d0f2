"""The book of complaints: entered at the desk, listed with the day of the next contact, and the desk's word about each."""

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from inputs.tables.villages import VillageBook
from planner.domain.categories import FIELD_OF, SPECIAL_REFERRAL
from planner.domain.errors import Fault, InputError
from planner.domain.history import ComplaintLife
from planner.domain.masking import same_ids, shown
from planner.domain.place import unit_digits
from planner.domain.records import Address, Complaint, ComplaintStatus, Urgency, Waiting, WaitingFor
from planner.rules.follow_up import is_overdue, next_contact
from planner.usecases.odd_days import MOST_AHEAD
from planner.usecases.plain import plain
from planner.usecases.said_place import area_of, read_place
from planner.usecases.seen import mark_of, require_seen
from planner.usecases.still_planned import still_followed_up
from planner.usecases.workspace import Workspace

NATIONAL_LETTERS = 50
"""Letters that the national report form asks for in a description."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintReport:
    """What became of a complaint; never what was said.

    Attributes
    ----------
    contact_on
        Day on which the resident should hear next; `None`: it ended.
    is_overdue
        The answer is owed since its due day.
    age
        Days since it was received.
    num_letters
        Of what was said.
    text_mark
        Of what was said: another mark, other words.
    household
        The home that it is followed up at; empty: none, or a special referral, of which nothing but its number is said.
    notes
        What follows from what the desk has just said of it.
    """

    life: ComplaintLife
    contact_on: dt.date | None
    is_overdue: bool
    age: int
    num_letters: int = 0
    text_mark: str = ""
    household: str = ""
    notes: tuple[Fault, ...] = ()

    @property
    def num_missing(self) -> int:
        """Letters that the national form still asks for; of a special referral none, since nothing is written down."""
        return 0 if self.life.category == SPECIAL_REFERRAL else max(0, NATIONAL_LETTERS - self.num_letters)

    def national_form(self) -> dict[str, object]:
        """What the national report form asks for, as far as it is known: field, urgency, and how long the description is."""
        field = FIELD_OF.get(self.life.category, "")
        letters = {"num_letters": self.num_letters, "num_missing": self.num_missing}
        return {"field": field, "urgency": self.life.urgency.value, **letters}

    def days(self) -> dict[str, str | None]:
        """The days of its life, as ISO dates."""
        names = ("received", "due", "planned_on", "visited_on", "followed_up_on", "answered_on")
        return {**{name: plain(getattr(self.life, name)) for name in names}, "next_contact": plain(self.contact_on)}

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        about = {name: plain(getattr(self.life, name)) for name in ("id", "category", "urgency", "status", "waiting_for")}
        rest: dict[str, object] = {
            "household": self.household or None,
            "num_visits": self.life.num_visits,
            "is_overdue": self.is_overdue,
            "age": self.age,
        }
        return {**about, **self.days(), **rest, "national_form": self.national_form()}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAtDesk:
    """A complaint that somebody brings to the desk.

    Attributes
    ----------
    household
        Where it is followed up; `None`: at a place that is no household of the ledger, or nowhere.
    village, rt, rw, detail, position
        That place: village as people write it, digits, the address in words, `-6.1923, 106.4611`. Without a position no team
        can go there.
    """

    household: str | None
    category: str
    urgency: Urgency = Urgency.NORMAL
    received: dt.date
    text: str = ""
    village: str = ""
    rt: str = ""
    rw: str = ""
    detail: str = ""
    position: str = ""


def complaint_life(workspace: Workspace, id_: str) -> ComplaintReport:
    """Life of a complaint.

    Raises
    ------
    InputError
        E6031 if there is none of that id.
    """
    found = _reports(workspace, id_)
    if not found:
        raise _unknown(workspace, id_)
    return found[0]


def shown_complaint(workspace: Workspace, id_: str) -> ComplaintReport:
    """The same for a page: a special referral is as if nobody knew its number.

    Raises
    ------
    InputError
        E6031 if there is none of that id.
    """
    report = complaint_life(workspace, id_)
    if report.life.category == SPECIAL_REFERRAL:
        raise _unknown(workspace, id_)
    return report


def open_complaints(workspace: Workspace) -> tuple[ComplaintReport, ...]:
    """Complaints that are owed an answer: by the day of the next contact, urgent ones first."""
    found = [report for report in _reports(workspace) if report.life.status.is_open]
    day = dt.date.max
    return tuple(sorted(found, key=lambda one: (one.contact_on or day, one.life.urgency is not Urgency.URGENT, one.life.id)))


def short_complaints(workspace: Workspace) -> tuple[ComplaintReport, ...]:
    """Open complaints whose text is shorter than the national form asks for, in the order of the list."""
    return tuple(report for report in open_complaints(workspace) if report.num_missing)


def write_complaint(
    workspace: Workspace, id_: str, text: str, *, seen: str | None = None, is_added: bool = True
) -> ComplaintReport:
    """Keep what was said, of a complaint that was taken down at a door or whose text was too short.

    Parameters
    ----------
    seen
        Mark of the text that the writer has seen (`ComplaintReport.text_mark`); `None`: of none.
    is_added
        The words are added to those that are kept; else they take their place.

    Raises
    ------
    InputError
        E6031 if there is none of that id; E6036 for a special referral, of which nothing is written down; E6037 if somebody
        else has written another text since.
    """
    report = complaint_life(workspace, id_)
    if report.life.category == SPECIAL_REFERRAL:
        raise InputError.of("E6036", complaint=id_)
    with workspace.ledger() as ledger, ledger.together():  # nobody writes between the look and the words
        kept = "".join(one.text for one in ledger.complaints([id_]))
        if seen is not None and seen != mark_of(kept):
            raise InputError.of("E6037", complaint=id_, count=len(kept))
        ledger.set_complaint_text(id_, text.strip(), is_added=is_added, **workspace.stamp())
    return complaint_life(workspace, id_)


def complaint_text(workspace: Workspace, id_: str) -> str:
    """What was said, for who may read it; the look is in the audit trail. Empty for a special referral (RJK).

    Raises
    ------
    InputError
        E6031 if there is none of that id.
    """
    with workspace.ledger() as ledger:
        found = ledger.complaints([id_])
        if found:
            ledger.audit(action="read", subject=f"complaint {id_}", details={}, **workspace.stamp())
    if not found:
        raise _unknown(workspace, id_)
    return found[0].text


def end_complaint(
    workspace: Workspace,
    id_: str,
    status: str,
    *,
    until: dt.date | None = None,
    waiting_for: WaitingFor | None = None,
    seen: str = "",
) -> ComplaintReport:
    """Keep what the desk says of a complaint: accepted, waiting until a day, or how it ended; `open` takes that back.

    Of one that ended, or waits, the notes say which sheets and plans still go there (E6150, E6180).

    Parameters
    ----------
    until
        Day until which it waits; `None`: as many days as a normal complaint has until it is due.
    seen
        Mark of the `ComplaintReport.life` that whoever decides has seen; empty: whatever it is.

    Raises
    ------
    InputError
        E6031 if there is none of that id, E6032 for a day that is not to come, E6155 for one after more than a year, E6138 if
        something else has been said since that was seen.
    """
    said, stamp, waiting = ComplaintStatus(status), workspace.stamp(), None
    if said is ComplaintStatus.WAITING:
        today = stamp["now"].date()
        until = until or today + dt.timedelta(days=workspace.settings.programme.due_days_normal)
        if until <= today:
            raise InputError.of("E6032", day=until.isoformat(), today=today.isoformat())
        if (until - today).days > MOST_AHEAD:
            raise InputError.of("E6155", day=until.isoformat(), today=today.isoformat())
        waiting = Waiting(until=until, whom=waiting_for or WaitingFor.DATE)
    with workspace.ledger() as ledger:
        with ledger.together():  # nobody writes between the look and the word
            for life in ledger.complaint_life(id_) if seen else ():
                require_seen(seen, life)
            ledger.set_complaint_status(id_, said, waiting=waiting, **stamp)
        is_to_go = said.is_open and waiting is None
        notes = () if is_to_go else still_followed_up(workspace, ledger, id_, until=waiting.until if waiting else None)
    return replace(complaint_life(workspace, id_), notes=notes)


def enter_complaint(workspace: Workspace, new: NewAtDesk) -> ComplaintReport:
    """Enter a complaint at the desk, without a file; it gets an id and a due day. Of a special referral no text is kept.

    Raises
    ------
    InputError
        As `require_enterable`.
    """
    stamp = workspace.stamp()
    address = require_enterable(workspace, new)
    programme = workspace.settings.programme
    complaint = Complaint(
        id="",
        household=new.household,
        address=address,
        received=new.received,
        due=new.received + dt.timedelta(days=programme.due_days(new.category, new.urgency)),
        category=new.category,
        urgency=new.urgency,
        text=new.text,
    )
    with workspace.ledger() as ledger:
        id_ = ledger.enter_complaint(complaint, **stamp)
    return complaint_life(workspace, id_)


def require_enterable(workspace: Workspace, new: NewAtDesk) -> Address | None:
    """Refuse what cannot be entered, before anybody is asked for the resident's words; the place of its own, if it has one.

    Raises
    ------
    InputError
        E6033 for a category that there is not, E6034 for a day to come, E6050 for an unknown household, E6039, E6053, E6054,
        E6056, E6154 for a place of its own.
    """
    if new.category not in FIELD_OF and new.category != SPECIAL_REFERRAL:
        raise InputError.of("E6033", cell=shown(new.category), choices=", ".join(sorted(FIELD_OF)))
    if new.received > workspace.now().date():
        raise InputError.of("E6034", day=new.received.isoformat())
    address = _address(workspace, new)
    if new.household is not None:
        with workspace.ledger() as ledger:
            ledger.person(new.household)
    return address


def _address(workspace: Workspace, new: NewAtDesk) -> Address | None:
    """The place of a complaint that is followed up where no household of the ledger is."""
    if not any((new.village, new.rt, new.rw, new.detail, new.position)):
        return None
    if new.household is not None:
        raise InputError.of("E6053")
    if not new.position.strip():
        raise InputError.of("E6039")
    place = read_place(new.position)
    if place is None:
        raise InputError.of("E6054", cell=shown(new.position))
    villages = workspace.villages()
    area = area_of(workspace)
    if area.faults(np.array([[place.longitude, place.latitude]])):
        raise InputError.of("E6154", cell=shown(new.position), area=area.text())
    codes = VillageBook(villages).codes(new.village) if new.village else {""}
    if len(codes) != 1:
        raise InputError.of(
            "E6056", cell=shown(new.village), choices=", ".join(sorted(codes) or [one.name for one in villages])
        )
    return Address(
        village=next(iter(codes)),
        rt=unit_digits(new.rt),
        rw=unit_digits(new.rw),
        detail=new.detail.strip(),
        latitude=place.latitude,
        longitude=place.longitude,
    )


def _unknown(workspace: Workspace, id_: str) -> InputError:
    with workspace.ledger() as ledger:
        near = same_ids(id_, (one.id for one in ledger.complaints() if one.category != SPECIAL_REFERRAL))
    return InputError.of("E6031", complaint=id_, near=", ".join(near) or "–")


def _reports(workspace: Workspace, id_: str | None = None) -> list[ComplaintReport]:
    today, programme = workspace.now().date(), workspace.settings.programme
    with workspace.ledger() as ledger:
        lives = ledger.complaint_life(id_)
        records = {record.id: record for record in ledger.complaints(None if id_ is None else [id_])}
    return [
        ComplaintReport(
            life=life,
            contact_on=next_contact(records[life.id], programme, today),
            is_overdue=is_overdue(records[life.id], programme, today),
            age=max(0, (today - life.received).days),
            num_letters=len(records[life.id].text),
            text_mark=mark_of(records[life.id].text),
            household="" if life.category == SPECIAL_REFERRAL else records[life.id].household or "",
        )
        for life in lives
    ]
