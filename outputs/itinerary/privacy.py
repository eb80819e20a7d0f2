"""What may leave the desk on paper or in a file: the one place where personal data are let through.

Let through: id, RT/RW, village, address or landmark, short name (by mode), public name of a facility; where none of these
tells a door, its point (`outputs.itinerary.pointing`), which the map shows anyway. Of a complaint that is
followed up the number alone, beside its address: its category and words stand on a briefing slip without an address, so that
no one paper tells who complained of what (a setting with a reason may loosen it); on the desk's own list, without addresses,
its category and whether it is urgent or overdue.
Nothing else of a household or complaint is read in this wing (a test holds it), so that reporter, hours, earlier
outcomes and marks cannot slip out, whatever form is added later.
"""

import datetime as dt
import re
from collections.abc import Iterable

from outputs.itinerary.context import DayContext
from outputs.itinerary.model import BriefingLine, Door
from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.records import Address, Complaint, Household, PositionSource, Urgency
from planner.domain.settings import OPEN_ROWS
from planner.domain.spelling import printable
from planner.domain.visit import Visit, VisitKind
from planner.rules.follow_up import is_overdue

NAME_MODES = ("full", "initials", "none")
_BLANKED = "…"
_MIN_NAME = 3
_INVENTED = frozenset({"data", "contoh"})
"""The mark of people who are made up, at the end of their names: nobody's name."""
"""Letters; shorter parts of a name are titles and initials, and words of every sentence."""
_UNIT = re.compile(r"\b(?:RT|RW)[\s.:/]*\d+\b", re.IGNORECASE)


def complaints_at_homes(visits: Iterable[Visit], context: DayContext) -> dict[str, str]:
    """Home to the visit by which a complaint is followed up there."""
    about = {visit.id: context.complaints.get(visit.subject or visit.id) for visit in visits}
    return {one.household: id_ for id_, one in about.items() if one is not None and one.household}


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
        household = context.households.get(complaint.household or "")
        address = complaint.address or (household.address if household else None)
        is_open = context.settings.printing.complaint_rows == OPEN_ROWS
        # at a place of its own nobody's name ever stands beside a complaint: it would say who made it
        household = household if is_open and not complaint.address else None
        code = complaint.category if is_open else ""
    if address is None:
        return Door(village=visit.village, code=code)
    return _door(address, code=code, name=shown_name(_name(household), context.settings.printing.name_mode))


def briefing(visit: Visit, context: DayContext) -> BriefingLine | None:
    """What a team has to know of a complaint that it follows up, without where; `None`: nothing, or no complaint."""
    complaint = context.complaints.get(visit.subject or visit.id) if visit.kind is VisitKind.COMPLAINT else None
    if complaint is None or complaint.category == SPECIAL_REFERRAL:
        return None
    household = context.households.get(complaint.household or "")
    return BriefingLine(complaint_id=complaint.id, code=complaint.category, told=_told(complaint, household))


def _told(complaint: Complaint, household: Household | None) -> str:
    """The resident's own words, without the name and the place that the program knows: they would tell whose they are."""
    text = _UNIT.sub(_BLANKED, printable(complaint.text))
    addresses = [address for address in (complaint.address, household.address if household else None) if address]
    known = [part for address in addresses for part in (address.detail, address.landmark) if part]
    parts = re.split(r"\W+", _name(household) or "")
    known += [part for part in parts if len(part) >= _MIN_NAME and part.casefold() not in _INVENTED]
    for part in sorted(map(printable, known), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", _BLANKED, text, flags=re.IGNORECASE)
    return text


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


_TITLES = frozenset(
    {
        *(
            "h",
            "hj",
            "kh",
            "k.h",
            "kyai",
            "ust",
            "ustadz",
            "ustad",
            "ustaz",
            "ustadzah",
            "bpk",
            "bp",
            "bapak",
            "pak",
            "ibu",
            "bu",
        ),
        *("tn", "tuan", "ny", "nyonya", "nn", "sdr", "sdri", "saudara", "saudari", "alm", "almh", "almarhum", "almarhumah"),
        *("dr", "drg", "drs", "dra", "drh", "ir", "prof", "kol", "purn"),
    }
)
"""Titles and forms of address before a name, without points and capitals."""
_DEGREE = re.compile(
    r"(?:[SMAD]\.?)[A-Z][A-Za-z]{0,3}(?:\.[A-Z][a-z]{0,3})*\.?|Ph\.?D\.?|Sp\.?[A-Z]{1,4}|(?:SE|SH|ST|SS|MM|MH|MT|MA|MBA|SKM|Lc|AMd)\.?"
)
"""`S.Pd`, `S.H.`, `M.Si`, `S.Pd.I`, `A.Md`, `SE`: what stands behind a name."""


def shown_name(name: str | None, mode: str) -> str:
    """`H. BUDI SANTOSO, S.Pd` as it is, as `B. S.` (titles and degrees are no part of a name), or not at all.

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
    return " ".join(f"{part[0].upper()}." for part in _bare(printable(name)) if part[0].isalnum())


def _bare(name: str) -> list[str]:
    """The parts of a name without the titles before it and the degrees behind it; all parts, where nothing else is there."""
    before, _, behind = name.partition(",")
    degrees = ["".join(piece.split()) for piece in behind.split(",")]
    parts = before.split() if all(not piece or _DEGREE.fullmatch(piece) for piece in degrees) else name.split()
    while len(parts) > 1 and "." in parts[-1][:-1] and _DEGREE.fullmatch(parts[-1]):
        parts.pop()
    first = next((at for at, part in enumerate(parts) if part.casefold().strip("().") not in _TITLES), 0)
    return parts[first:]


def shown_neighbourhood(address: Address) -> str:
    """`RT 05/RW 08`, or what is known of it."""
    return neighbourhood_of(address.rt, address.rw)


def neighbourhood_of(rt: str, rw: str) -> str:
    """The same of its digits."""
    return "/".join(part for part in (f"RT {rt}" if rt else "", f"RW {rw}" if rw else "") if part)


def _door(address: Address, *, code: str, title: str = "", name: str = "") -> Door:
    place = " – ".join(part for part in (printable(address.detail or address.landmark), name) if part)
    return Door(
        neighbourhood=shown_neighbourhood(address),
        village=address.village,
        address=", ".join(part for part in (printable(title), place) if part),
        code=code,
        is_approximate=address.position_source is not PositionSource.GIVEN,
    )


def _name(household: Household | None) -> str | None:
    return household.head_name if household else None
