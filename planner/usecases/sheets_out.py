"""What is given to another day already: homes, facilities and complaints on its newest plan or on a sheet that is out.

One rule, for a day planned alone, for a week and for the papers. From today on the newest plan of another day counts, printed
or not, for teams that are on duty and whose duty is not over, and so do the sheets printed last; of days that are over only
these sheets. A row that is recorded, whatever came of it, is on no sheet any more: the rules of tries say when its door is due
again. Rows left blank on a sheet that is back and typed are nobody's; those of one that is back and not yet typed still count,
and so do those of a lost one until its day and its team's duty are over: the team goes on. Reserves count until something of
their sheet is recorded, or it has come back.

A home or facility is held within a week on either side, a complaint while the two days are nearer than its follow-ups may be
(`planner.rules.follow_up`): a row of a plan counts as the visit that it is going to be. Who was promised that very day comes,
and so does a complaint that would be answered late on the later day that has it. A complaint at a home that another day goes
to is another errand: papers tell it.
"""

import datetime as dt
import functools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from planner.domain.candidate import Candidate, DueList
from planner.domain.errors import Fault, InputError
from planner.domain.history import Sheet, SheetState
from planner.domain.visit import VisitKind
from planner.formats.plan_file import read_plan
from planner.ledger.store import Ledger
from planner.rules.priority import due_date
from planner.usecases.on_duty import OnDuty, duty_day
from planner.usecases.workspace import Workspace

ON_SHEET = "on_sheet"
"""Key of what is left out for that reason."""
_WEEK = 7
"""Days that lie between two days that may have the same door."""
_NAMED = 8
"""Ids, sheets and plans named in a note."""
_MOST_PLANS = 64
"""Plans whose rows are remembered: a few thousand ids in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsOut:
    """What other days have.

    Attributes
    ----------
    by_date
        A day, and what its plan and sheets hold: id of a visit, or of the home of a complaint, to the number of the sheet, else
        day and version of the plan.
    rests
        Complaint to the days that lie between its follow-ups.
    due
        Complaint to the day by which it should be answered: a later day that has it keeps no earlier one from it.
    promised
        Home that a team promised to come back to on one of the days that are planned, to that day.
    own
        What is a row or reserve itself, not only the home of one.
    notes
        Plans that cannot be read; nothing is known of their rows.
    """

    by_date: tuple[tuple[dt.date, Mapping[str, str]], ...] = ()
    rests: Mapping[str, int] = field(default_factory=dict)
    due: Mapping[str, dt.date] = field(default_factory=dict)
    promised: Mapping[str, dt.date] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    notes: tuple[Fault, ...] = ()

    def holders(self, date: dt.date) -> dict[str, str]:
        """What other days hold that a day may not have: id to the sheet or plan of the nearest of them."""
        return self._of_others(date, gives_late=True)

    def near(self, date: dt.date) -> dict[str, str]:
        """The same with complaints that a day may have because they would be late on the later day that has them, too."""
        return self._of_others(date, gives_late=False)

    def taken_early(self, date: dt.date, ids: Collection[str]) -> tuple[Fault, ...]:
        """E4091 for complaints of a day's plan that a later day has, too, where they would be late."""
        held, near = self.holders(date), self.near(date)
        twice = {id_: near[id_] for id_ in ids if id_ in near and id_ in self.own and id_ not in held}
        return (Fault(code="E4091", values=_told(twice) | {"date": date.isoformat()}),) if twice else ()

    def _of_others(self, date: dt.date, *, gives_late: bool) -> dict[str, str]:
        found: dict[str, str] = {}
        for day, ids in sorted(self.by_date, key=lambda one: (abs((one[0] - date).days), one[0])):
            away = abs((day - date).days)
            if away:
                found = {id_: where for id_, where in ids.items() if away < self.rests.get(id_, _WEEK)
                         and not (gives_late and self._is_late_there(id_, day, date))} | found  # fmt: skip
        return {id_: where for id_, where in found.items() if self.promised.get(id_) != date}

    def free(self, due: Sequence[Candidate], date: dt.date) -> tuple[Candidate, ...]:
        """What a day may be offered of what is due."""
        held = self.holders(date)
        return tuple(one for one in due if one.visit.id not in held)

    def _is_late_there(self, id_: str, there: dt.date, here: dt.date) -> bool:
        """Whether a complaint would be answered late on the later day that has it, and so had better be gone about now."""
        return here < there and self.due.get(id_, there) < there

    def left_out(self, due: DueList, date: dt.date) -> DueList:
        """The same of a due list, with the number left out.

        Raises
        ------
        InputError
            E4094 if nothing is left of what is due.
        """
        kept = self.free(due.candidates, date)
        num_left = len(due.candidates) - len(kept)
        if num_left and not kept:
            held = self.holders(date)
            values = _told({one.visit.id: held[one.visit.id] for one in due.candidates})
            raise InputError.of("E4094", date=date.isoformat(), count=num_left, where=values["where"])
        return replace(due, candidates=kept, excluded=dict(due.excluded) | {ON_SHEET: num_left}) if num_left else due

    def beside(self, dates: Collection[dt.date]) -> frozenset[str]:
        """All that other days than these have."""
        return frozenset[str]().union(*(ids for day, ids in self.by_date if day not in dates))

    def earlier(self, date: dt.date) -> frozenset[str]:
        """All that days before one have."""
        return frozenset[str]().union(*(ids for day, ids in self.by_date if day < date))

    def errands_elsewhere(self, due: Iterable[Candidate], dates: Sequence[dt.date]) -> tuple[Fault, ...]:
        """E4090, which names the complaints and promised visits of some days that other days hold."""
        errands = {one.visit.id for one in due if one.visit.kind is VisitKind.COMPLAINT or one.visit.is_required}
        held: dict[str, str] = {}
        for date in dates:
            held |= {id_: where for id_, where in self.holders(date).items() if id_ in errands}
        return (Fault(code="E4090", values=_told(held)),) if held else ()


def sheets_out(workspace: Workspace, dates: Sequence[dt.date]) -> SheetsOut:
    """Read what the days around some that are planned now hold; of these themselves only sheets that are out."""
    first, last = min(dates), max(dates)
    programme = workspace.settings.programme
    most = max(_WEEK, programme.follow_up_days, *programme.follow_up_days_of.values())
    days = [first + dt.timedelta(days=n) for n in range(1 - most, (last - first).days + most)]
    today = duty_day(workspace)
    planned = {day for day in days if day >= today} - set(dates)
    found: list[tuple[dt.date, _Held]] = []
    unread: list[Fault] = []
    with workspace.ledger() as ledger:
        papers = ledger.sheets_by_day([day for day in days if len(dates) > 1 or day not in dates])
        for day, sheets in papers.items():
            held, lost = _held_on(workspace, ledger, day, sheets, with_plan=day in planned)
            unread += [unread_plan(day, version) for version in lost]
            if day in dates:  # of days that are planned together the first that has it on paper keeps it
                held = held.without({id_ for other, ids in found if other in dates for id_ in (*ids.rows, *ids.reserves)})
            if held.rows or held.reserves:
                found.append((day, held))
        half_typed = _half_typed(ledger, today) if today not in dates else []
        ids = {id_ for _, held in found for id_ in (*held.rows, *held.reserves)}
        complaints = {one.id: one for one in ledger.complaints(ids)} if ids else {}
        promised = ledger.promised(first, last) if ids else {}
    homes = {id_: one.household for id_, one in complaints.items() if one.household}
    return SheetsOut(
        by_date=tuple((day, _with_homes(held, homes, complaints.keys())) for day, held in found),
        rests={id_: programme.days_between(one.category, one.urgency) for id_, one in complaints.items()},
        due={id_: due_date(one, programme) for id_, one in complaints.items()},
        promised=promised,
        own=frozenset(ids),
        notes=(*unread, *half_typed),
    )


def unread_plan(day: dt.date, version: int) -> Fault:
    """E4095: a plan that is gone or damaged. It keeps no other day from being planned, and is told."""
    return Fault(code="E4095", values={"date": day.isoformat(), "plan": f"plans/{day}/plan-v{version}.json"})


def holders(workspace: Workspace, date: dt.date) -> Mapping[str, str]:
    """What other days hold that a day may not have: id of a visit to the sheet's number, else day and version of the plan."""
    return sheets_out(workspace, [date]).holders(date)


def elsewhere(workspace: Workspace, date: dt.date) -> frozenset[str]:
    """What a plan of a day need not have, since another day has it: what is held, and all that is still to come nearby."""
    found, today = sheets_out(workspace, [date]), duty_day(workspace)
    coming = [ids for day, ids in found.by_date if day >= today]
    return frozenset(found.holders(date)).union(*coming)


def rows_elsewhere(workspace: Workspace, date: dt.date, ids: Collection[str]) -> tuple[Fault, ...]:
    """E4091 where rows of a day's plan stand on sheets or plans of other days too, E4103 where only their homes do, for another
    errand.
    """
    found = sheets_out(workspace, [date])
    held, near = found.holders(date), found.near(date)
    with workspace.ledger() as ledger:
        complaints = ledger.complaints({*ids, *found.own}) if near else ()
    home_of = {one.id: one.household for one in complaints if one.household}
    rows_at = defaultdict[tuple[str, str], set[str]](set)
    for id_, where in ((id_, where) for _, rows in found.by_date for id_, where in rows.items() if id_ in found.own):
        rows_at[where, home_of.get(id_, id_)].add(id_)
    twice = {id_: near[id_] for id_ in ids if id_ in near and id_ in found.own}
    errands: dict[str, str] = {}
    for id_, home in ((id_, home_of.get(id_, id_)) for id_ in ids if id_ not in twice):
        others = rows_at[held.get(home, ""), home] - {id_}  # itself: it may be gone to again by that day
        if others:
            errands[id_] = f"{id_} – {home}: {', '.join(sorted(others))}, {held[home]}"
    told = [Fault(code="E4091", values=_told(twice) | {"date": date.isoformat()})] if twice else []
    if errands:
        values: dict[str, int | str] = {"count": len(errands), "where": _some([errands[id_] for id_ in sorted(errands)])}
        told.append(Fault(code="E4103", values=values | {"date": date.isoformat(), "id": min(errands)}))
    return tuple(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """Rows and reserves of a day: id to the number of the sheet, else day and version of the plan."""

    rows: dict[str, str]
    reserves: dict[str, str]

    def without(self, ids: Collection[str]) -> "_Held":
        """What is left of it."""
        return _Held(
            rows={id_: where for id_, where in self.rows.items() if id_ not in ids},
            reserves={id_: where for id_, where in self.reserves.items() if id_ not in ids},
        )


def _held_on(
    workspace: Workspace, ledger: Ledger, day: dt.date, papers: Sequence[Sheet], *, with_plan: bool
) -> tuple[_Held, list[int]]:
    """What a day's newest plan, where it counts, and its printed papers hold, the newest of each team; recorded rows do not.

    With it the versions that cannot be read: of their rows nothing is known.
    """
    sheets = [one for one in papers if one.printed_at is not None and one.replaced_by is None and one.num_stops]
    live = {sheet.shift: sheet for sheet in sheets}
    newest = ledger.newest_version(day) if with_plan else 0
    duty = OnDuty.read(workspace, ledger, day) if newest or any(map(_is_gone, sheets)) else OnDuty()
    over = {sheet.id for sheet in sheets if _is_gone(sheet) and not with_plan and not duty.is_to_come(sheet.shift)}
    settled = {sheet.id for sheet in sheets if _is_settled(sheet)} | over
    versions = {sheet.plan_version for sheet in sheets if sheet.id not in settled} | ({newest} if newest else set())
    rows: dict[str, str] = {}
    reserves: dict[str, str] = {}
    unread: list[int] = []
    for version in sorted(versions):
        try:
            routes = routes_of(workspace, day, version)
        except InputError:
            unread.append(version)
            continue
        for shift, stops, beside in routes:
            paper = live.get(shift)
            is_its = paper is not None and paper.plan_version == version
            if not is_its and (version != newest or (paper is None and not duty.is_to_come(shift))):
                continue
            if paper is not None and (paper.id in settled or (with_plan and not paper.handed_out_at and not duty.has(shift))):
                continue
            where = paper.id if paper is not None and is_its else f"{day.isoformat()} v{version}"
            rows = dict.fromkeys(stops, where) | rows  # a sheet says more than a plan that was made since
            reserves |= {} if paper is not None and _is_back(paper) else dict.fromkeys(beside, where)
    held = _Held(rows=rows, reserves=reserves)
    if rows or reserves:
        held = held.without({visit.visit_id for visit in ledger.visits(day, day)})
    return held, unread


def _half_typed(ledger: Ledger, today: dt.date) -> list[Fault]:
    """E4097 for sheets of today that are typed in part: what is still to be typed of them counts as not gone to."""
    sheets = [one for one in ledger.sheets(today) if one.printed_at is not None and one.replaced_by is None]
    half = [one.id for one in sheets if one.is_typed_in_part]
    return [Fault(code="E4097", values={"sheets": _some(sorted(half))})] if half else []


def _is_settled(sheet: Sheet) -> bool:
    """Whether what was not recorded of a sheet was not made: it is back and was typed."""
    is_typed = sheet.num_recorded + sheet.num_reserves_recorded > 0
    return sheet.returned_at is not None and is_typed


def _is_gone(sheet: Sheet) -> bool:
    """Whether nobody may ever type it: it is lost, and no other was printed in its place."""
    return sheet.state is SheetState.LOST


def _is_back(sheet: Sheet) -> bool:
    return sheet.returned_at is not None or sheet.num_recorded + sheet.num_reserves_recorded > 0


def _with_homes(held: _Held, homes: Mapping[str, str], complaints: Collection[str]) -> dict[str, str]:
    """What a day holds, with the homes of its complaints: that is a visit there. In reserve no complaint is followed up."""
    doors = {homes[id_]: where for id_, where in held.rows.items() if id_ in homes}
    return {id_: where for id_, where in held.reserves.items() if id_ not in complaints} | doors | held.rows


_Routes = tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
"""Of each team the shift, its stops and its reserves."""


def routes_of(workspace: Workspace, day: dt.date, version: int) -> _Routes:
    """The routes of a kept plan, without its problem: a process that asks again reads no file twice."""
    path = workspace.plan_folder(day) / f"plan-v{version}.json"
    try:
        found = path.stat()
    except OSError:  # reading it says so in words
        return _read_routes(path, 0, 0)
    return _read_routes(path, found.st_mtime_ns, found.st_size)


@functools.lru_cache(maxsize=_MOST_PLANS)
def _read_routes(path: Path, _moment: int, _size: int) -> _Routes:
    routes = read_plan(path).plan.routes
    return tuple((one.shift_id, tuple(stop.visit_id for stop in one.stops), tuple(one.reserves)) for one in routes)


def _told(held: Mapping[str, str]) -> dict[str, int | str]:
    """How many, which, and on what, most of them first."""
    places = [where for where, _ in Counter(held.values()).most_common()]
    return {"count": len(held), "ids": _some(sorted(held)), "where": _some(places)}


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
