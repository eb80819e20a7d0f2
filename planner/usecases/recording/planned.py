"""The sheets of a plan as the desk types them in: numbered rows with what is needed to record each."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from planner.domain.errors import InputError
from planner.domain.history import Sheet
from planner.domain.plan import Route
from planner.domain.records import Address, Complaint, Facility, Team
from planner.domain.sheet_rows import crew_mark, row_marks
from planner.domain.shift import Shift
from planner.domain.visit import Visit, VisitKind, Window
from planner.files import is_file
from planner.ledger.store import Ledger
from planner.rules.roster import teams_of_day
from planner.usecases.reading import Reading, ReadPlan, read_kept_plan
from planner.usecases.workspace import Workspace

_SHEET = re.compile(r"DDS-(\d{8})-(.+)-v(\d+)")
"""Numbers of sheets: day, shift and version of the plan, nothing personal."""

_NO_VERSION = re.compile(r"(?:DDS|KK)-(\d{4})(\d{2})(\d{2})-[^\s/\\]+")
"""A number that ends before its version, where it is none with one."""
_ANY_CASE = re.compile(r"(dds|kk)[-\s]+(\d{8})[-\s]+(\S+)[-\s]+v(\d+)", re.IGNORECASE)
"""A number as somebody may type it: in small letters, with spaces."""

_SLIP_PREFIX, _SHEET_PREFIX = "KK-", "DDS-"
"""What the numbers of a briefing slip and of a sheet begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLine:
    """A row of a sheet.

    Attributes
    ----------
    number
        As printed; reserves go on counting.
    time, end_time
        Planned start and end, seconds since midnight; `None`: a reserve.
    household, complaint, facility
        Ids of what is visited, as in `PastVisit`.
    address
        Place of a complaint that is no household's, or of a facility: where a complaint taken there is followed up.
    shift_name
        Name of the hours of the shift that goes there.
    """

    number: int
    visit_id: str
    kind: VisitKind
    time: int | None
    household: str | None
    complaint: str | None
    facility: str | None
    village: str
    rt: str
    rw: str
    address: Address | None
    shift_name: str = ""
    end_time: int | None = None

    @property
    def is_reserve(self) -> bool:
        """Whether it is a door for which there was time only when others stayed shut."""
        return self.time is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSheet:
    """A sheet, its rows in order, the hours of its team's duty, and the rows that meant something else when it was printed."""

    sheet: Sheet
    lines: tuple[PlannedLine, ...]
    duty: Window | None = None
    changed: frozenset[int] = frozenset()

    def line(self, number: int) -> PlannedLine | None:
        """The row of a number; `None`: there is none."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else None


def read_target(workspace: Workspace, target: str, reading: Reading = read_kept_plan) -> tuple[ReadPlan, str | None]:
    """Read the plan that a plan file's name or a sheet's number names, and the sheet's number where it is one.

    Parameters
    ----------
    reading
        Where a door keeps plans open.

    Raises
    ------
    InputError
        E7001 if the number is of no plan in the workspace, or the id of something else, E7036 if it lacks its version, E7046
        if it is a briefing slip's; E3xxx for a broken plan file.
    """
    target = target if is_file(Path(target)) else as_printed(target)
    named = plan_of_sheet(target)
    if named is None:
        require_sheet(target)
        require_version(workspace, target)
        if target.strip().replace("-", "").isalnum() and not is_file(Path(target)):  # an id of something
            raise InputError.of("E7001", sheet=target.strip()[:40])
        return reading(Path(target)), None
    date, version = named
    path = workspace.plan_folder(date) / f"plan-v{version}.json"
    if not is_file(path):
        raise InputError.of("E7001", sheet=target.strip()[:40])
    return reading(path), target.strip()


def require_sheet(number: str) -> None:
    """Refuse the number of a briefing slip where a sheet is recorded, with the sheet that it belongs to (E7046)."""
    slip = number.strip()
    if slip.startswith(_SLIP_PREFIX) and day_of_paper(slip) is not None:
        raise InputError.of("E7046", slip=slip[:40], sheet=_sheet_of(slip)[:40])


def require_version(workspace: Workspace, target: str) -> None:
    """Refuse the number of a sheet or of a briefing slip that ends before its version, with the numbers that there are.

    Raises
    ------
    InputError
        E7036 for such a number; E7001 if no sheet's begins so.
    """
    number = target.strip()
    match = _NO_VERSION.fullmatch(number)
    if match is None or day_of_paper(number) is not None or is_file(Path(target)):
        return
    try:
        day = dt.date(*map(int, match.groups()))
    except ValueError:
        return
    with workspace.ledger() as ledger:
        known = [sheet.id for sheet in ledger.sheets(day) if sheet.id.rpartition("-v")[0] == number]
    if not known:
        raise InputError.of("E7001", sheet=number[:40])
    raise InputError.of("E7036", sheet=number, known=", ".join(known))


def planned_sheets(kept: ReadPlan, ledger: Ledger) -> tuple[PlannedSheet, ...]:
    """Sheets of a plan, in the order in which they are printed."""
    ids, shifts = sheet_ids(kept), {shift.id: shift for shift in kept.problem.shifts}
    visits = {visit.id: visit for visit in kept.problem.visits}
    routes = kept.document.plan.routes
    planned = [id_ for route in routes for id_ in (*(stop.visit_id for stop in route.stops), *route.reserves)]
    subjects = [visits[id_].subject or id_ for id_ in planned]
    rows = _Rows(
        visits=visits,
        shifts=shifts,
        complaints={complaint.id: complaint for complaint in ledger.complaints(subjects)},
        facilities={facility.id: facility for facility in ledger.facilities(subjects)},
    )
    date = kept.document.date
    teams = {team.id: team for team in teams_of_day(ledger.teams(), ledger.team_days(date, date))}
    return tuple(
        PlannedSheet(
            sheet=_sheet(kept, route, ids[route.shift_id], shifts[route.shift_id], teams),
            lines=tuple(rows.of(route)),
            duty=shifts[route.shift_id].window,
        )
        for route in routes
    )


def released_sheets(kept: ReadPlan, shifts: Iterable[str], ledger: Ledger) -> list[Sheet]:
    """Sheets without a row: they tell teams that hold an earlier one that the plan has nothing more for them."""
    gone = set(shifts).difference(route.shift_id for route in kept.document.plan.routes)
    date, version = kept.document.date, kept.document.plan_version
    before = {one.shift: one for one in ledger.sheets(date) if one.shift in gone and one.plan_version < version}
    return [
        Sheet(
            id=sheet_number(date, one.shift, version),
            date=date,
            plan_version=version,
            shift=one.shift,
            team=one.team,
            unit=one.unit,
        )
        for one in before.values()
    ]


def _sheet(kept: ReadPlan, route: Route, id_: str, shift: Shift, teams: Mapping[str, Team]) -> Sheet:
    team = shift.team or shift.id
    return Sheet(
        id=id_,
        date=kept.document.date,
        plan_version=kept.document.plan_version,
        shift=shift.id,
        team=team,
        unit=teams[team].unit if team in teams else "",
        num_stops=len(route.stops),
        num_reserves=len(route.reserves),
        rows_hash=row_marks(id_, [*(stop.visit_id for stop in route.stops), *route.reserves]),
        crew_hash=crew_mark(id_, teams[team]) if team in teams else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Makes the rows of routes; keeps what visits are about."""

    visits: Mapping[str, Visit]
    shifts: Mapping[str, Shift]
    complaints: Mapping[str, Complaint]
    facilities: Mapping[str, Facility]

    def of(self, route: Route) -> Iterable[PlannedLine]:
        """Stops in their order, then reserves."""
        name = self.shifts[route.shift_id].name
        for number, stop in enumerate(route.stops, 1):
            line = self._line(number, self.visits[stop.visit_id], stop.start_time, name)
            yield replace(line, end_time=stop.end_time)
        for number, visit_id in enumerate(route.reserves, len(route.stops) + 1):
            yield self._line(number, self.visits[visit_id], None, name)

    def _line(self, number: int, visit: Visit, time: int | None, shift_name: str) -> PlannedLine:
        subject = visit.subject or visit.id
        is_complaint, is_facility = visit.kind is VisitKind.COMPLAINT, visit.kind is VisitKind.FACILITY
        complaint = self.complaints.get(subject) if is_complaint else None
        facility = self.facilities.get(subject) if is_facility else None
        household = (complaint.household if complaint else None) if is_complaint else None if is_facility else subject
        about = complaint or facility
        return PlannedLine(
            number=number,
            visit_id=visit.id,
            kind=visit.kind,
            time=time,
            household=household,
            complaint=subject if is_complaint else None,
            facility=subject if is_facility else None,
            village=visit.village,
            rt=visit.rt,
            rw=visit.rw,
            shift_name=shift_name,
            address=about.address if about else None,
        )


def sheet_ids(kept: ReadPlan) -> Mapping[str, str]:
    """Shift id to sheet number: `DDS-20250826-T01-v1`."""
    date, version = kept.document.date, kept.document.plan_version
    return {route.shift_id: sheet_number(date, route.shift_id, version) for route in kept.document.plan.routes}


def sheet_number(date: dt.date, shift_id: str, version: int) -> str:
    """Number of a sheet: nothing personal."""
    return f"DDS-{date:%Y%m%d}-{shift_id}-v{version}"


def slip_ids(kept: ReadPlan) -> Mapping[str, str]:
    """Shift id to number of the briefing slip: `KK-20250826-T01-v1`, for shifts that follow up complaints."""
    kinds = {visit.id: visit.kind for visit in kept.problem.visits}
    date, version = kept.document.date, kept.document.plan_version
    return {
        route.shift_id: f"KK-{date:%Y%m%d}-{route.shift_id}-v{version}"
        for route in kept.document.plan.routes
        if any(kinds[id_] is VisitKind.COMPLAINT for id_ in (*(stop.visit_id for stop in route.stops), *route.reserves))
    }


def day_of_paper(number: str) -> dt.date | None:
    """Day that the number of a sheet or of a briefing slip names; `None` if it is neither's."""
    number = number.strip()
    named = plan_of_sheet(_sheet_of(number) if number.startswith(_SLIP_PREFIX) else number)
    return None if named is None else named[0]


def is_slip(number: str) -> bool:
    """Whether a paper's number is a briefing slip's."""
    return number.startswith(_SLIP_PREFIX)


def _sheet_of(slip: str) -> str:
    return _SHEET_PREFIX + slip.removeprefix(_SLIP_PREFIX)


def as_printed(number: str) -> str:
    """The number of a sheet or briefing slip as it is printed, where it was typed in small letters or with spaces."""
    number = number.strip()
    match = None if day_of_paper(number) is not None else _ANY_CASE.fullmatch(number)
    if match is None:
        return number
    kind, day, shift, version = match.groups()
    return f"{kind.upper()}-{day}-{shift.upper()}-v{version}"


def plan_of_sheet(number: str) -> tuple[dt.date, int] | None:
    """Day and version of the plan that a sheet's number names; `None` if it is no sheet's number."""
    match = _SHEET.fullmatch(number.strip())
    if match is None:
        return None
    try:
        return dt.datetime.strptime(match.group(1), "%Y%m%d").date(), int(match.group(3))  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None
