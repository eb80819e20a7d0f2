"""What may leave the desk on paper or in a file: the one place where personal data are let through.

Let through: id, RT/RW, village, address or landmark, short name (by mode), public name of a facility, category code; on the
desk's own list whether a complaint is urgent or overdue.
Nothing else of a household or complaint is read in this wing (a test holds it), so that text, reporter, hours, earlier
outcomes and marks cannot slip out, whatever form is added later.
"""

import datetime as dt

from outputs.itinerary.context import DayContext
from outputs.itinerary.model import Door
from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.records import Address, Household, Urgency
from planner.domain.visit import Visit, VisitKind
from planner.rules.follow_up import is_overdue

NAME_MODES = ("full", "initials", "none")


def shown_door(visit: Visit, context: DayContext) -> Door:
    """What may be shown of a planned or reserve visit; its village is a code.

    Raises
    ------
    ValueError
        If it is a special referral (RJK): it is never a visit at a door.
    """
    subject = visit.subject or visit.id
    if visit.kind is VisitKind.FACILITY:
        facility = context.facilities.get(subject)
        if facility is None:
            return Door(village=visit.village)
        return _door(facility.address, code=facility.kind, title=facility.name)
    household, code = context.households.get(subject), ""
    address = household.address if household else None
    if visit.kind is VisitKind.COMPLAINT and (complaint := context.complaints.get(subject)) is not None:
        if complaint.category == SPECIAL_REFERRAL:
            raise ValueError(f"visit {visit.id!r}: a special referral is never planned as a visit")
        # at a place of its own nobody's name stands beside a complaint: it would say who made it
        household = None if complaint.address else context.households.get(complaint.household or "")
        address = complaint.address or (household.address if household else None)
        code = complaint.category
    if address is None:
        return Door(village=visit.village, code=code)
    return _door(address, code=code, name=shown_name(_name(household), context.settings.printing.name_mode))


def listed_code(subject: str, context: DayContext) -> str | None:
    """Category of a complaint that the desk's list may show; `None` for one that may not be listed, not even by its id."""
    complaint = context.complaints.get(subject)
    if complaint is None:
        return ""
    return None if complaint.category == SPECIAL_REFERRAL else complaint.category


def listed_marks(subject: str, context: DayContext, date: dt.date) -> tuple[str, ...]:
    """What the desk's list marks a complaint with: `urgent`, `overdue`."""
    complaint = context.complaints.get(subject)
    if complaint is None:
        return ()
    marks = {"urgent": complaint.urgency is Urgency.URGENT, "overdue": is_overdue(complaint, context.settings.programme, date)}
    return tuple(mark for mark, holds in marks.items() if holds)


def shown_name(name: str | None, mode: str) -> str:
    """`BUDI SANTOSO` as it is, as `B. S.`, or not at all.

    Raises
    ------
    ValueError
        If the mode is unknown.
    """
    if mode not in NAME_MODES:
        raise ValueError(f"name mode {mode!r} is not one of {', '.join(NAME_MODES)}")
    if not name or mode == "none":
        return ""
    if mode == "full":
        return printable(name)
    return " ".join(f"{part[0].upper()}." for part in printable(name).split() if part[0].isalnum())


def printable(text: str) -> str:
    """Text on one line, without signs that no form can hold or that turn what is read: controls, direction marks."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def shown_neighbourhood(address: Address) -> str:
    """`RT 05/RW 08`, or what is known of it."""
    parts = (f"RT {address.rt}" if address.rt else "", f"RW {address.rw}" if address.rw else "")
    return "/".join(part for part in parts if part)


def _door(address: Address, *, code: str, title: str = "", name: str = "") -> Door:
    place = " – ".join(part for part in (printable(address.detail or address.landmark), name) if part)
    return Door(
        neighbourhood=shown_neighbourhood(address),
        village=address.village,
        address=", ".join(part for part in (printable(title), place) if part),
        code=code,
    )


def _name(household: Household | None) -> str | None:
    return household.head_name if household else None
