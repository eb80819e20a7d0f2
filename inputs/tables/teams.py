"""Team tables (`teams.csv`, `.xlsx`): a team of the roster a row."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import PlainValidator, model_validator

from inputs.tables.cells import cell_error, read_id, read_names, read_skills, read_whole
from inputs.tables.columns import MORE_MEMBERS, TEAM_COLUMNS, heading_key
from inputs.tables.csv_file import PEEK_ROWS
from inputs.tables.officers import read_leader, read_officers
from inputs.tables.opening import read_grids
from inputs.tables.reading import NOTHING_TOLD, TableReading, Told
from inputs.tables.table import Asked, TableRow, read_table
from inputs.tables.villages import VillageBook
from inputs.tables.weekdays import read_weekdays
from planner.domain.categories import MODES
from planner.domain.errors import InputError
from planner.domain.gathering import Gatherer
from planner.domain.masking import nearest, shown, shown_choice, suggestion
from planner.domain.officer_names import plain_name
from planner.domain.records import Officer, Team, Village
from planner.domain.settings import DaySettings
from planner.domain.units import DAY
from planner.domain.visit import Window
from planner.files import read_bytes

UNITS = {unit.casefold(): unit for unit in ("SPKT", "Intelkam", "Reskrim", "Binmas", "Samapta", "Lantas", "Provos")}


_REMARK = re.compile(r"\([^()]*\)")
_MODE_WORDS = re.compile(r"\b(?:dinas|patroli|kantor|pribadi|operasional|unit)\b|[^\w\s]", re.IGNORECASE)
"""What stands beside a way of moving without changing it: `Sepeda motor dinas`."""
_MODES = ", ".join(next(word for word, mode in MODES.items() if mode == each) for each in dict.fromkeys(MODES.values()))
"""The first word for each."""
_UNIT_WORDS = re.compile(r"^(?:unit|satuan|sat|fungsi|bagian)\s+", re.IGNORECASE)


_WEEK = 7
_WITHOUT_COLUMNS = frozenset(("E1020", "E1023"))
_OF_OFFICERS = frozenset(
    ("nama", "namalengkap", "namaanggota", "namapersonel", "namapersonil", "pangkat", "pangkatnrp", "nrp", "nip", "jabatan")
)
"""What counts of headings over one officer a row."""


def _mode(cell: str) -> str:
    bare = " ".join(_MODE_WORDS.sub(" ", _REMARK.sub(" ", cell)).split())
    if bare.casefold() not in MODES:
        raise cell_error("E1110", cell=shown_choice(cell, MODES), choices=_MODES)
    return MODES[bare.casefold()]


_AND = re.compile(r"\s*[&+]\s*|\s+(?:dan|and)\s+", re.IGNORECASE)


def _shift_names(cell: str) -> tuple[str, ...]:
    """Names of shifts, also joined by `&` or `dan`."""
    return tuple(dict.fromkeys(name for part in read_names(cell) for name in _AND.split(part)))


def _max_visits(cell: str) -> int:
    number = read_whole(cell)
    if number < 1:
        raise cell_error("E1109", cell=shown(cell))
    return number


class TeamRow(TableRow):
    """Cells of a team, validated one by one."""

    example_id: ClassVar[str] = "TIM-01"

    id: Annotated[str, PlainValidator(read_id)]
    unit: str
    leader: Annotated[Officer, PlainValidator(read_leader)]
    members: Annotated[tuple[Officer, ...], PlainValidator(read_officers)] = ()
    skills: Annotated[frozenset[str], PlainValidator(read_skills)] = frozenset()
    mode: Annotated[str, PlainValidator(_mode)] = "motorcycle"
    shifts: Annotated[tuple[str, ...], PlainValidator(_shift_names)] = ()
    village: str = ""
    days: Annotated[frozenset[int], PlainValidator(read_weekdays)] = frozenset()
    max_visits: Annotated[int | None, PlainValidator(_max_visits)] = None

    @model_validator(mode="before")
    @classmethod
    def _with_all_members(cls, cells: dict[str, Any]) -> dict[str, Any]:
        """Members that have a column each, as one list."""
        names = ("members", *(column.name for column in MORE_MEMBERS))
        listed = [cells[name] for name in names if cells.get(name)]
        rest = {name: cell for name, cell in cells.items() if name not in names}
        return {**rest, "members": ";".join(listed)} if listed else rest


def read_teams(
    path: Path, *, villages: Sequence[Village], day: DaySettings, told: Told = NOTHING_TOLD, max_faults: int = 100
) -> TableReading[Team]:
    """Read the roster, all or nothing.

    Parameters
    ----------
    day
        Its shifts are those that the column `shifts` may name.
    told
        What the station knows that the table does not say.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    gatherer = Gatherer(file=path.name, max_faults=max_faults)
    try:
        columns = (*TEAM_COLUMNS, *MORE_MEMBERS)
        table = read_table(path, columns=columns, model=TeamRow, gatherer=gatherer, asked=Asked(told=told))
    except InputError:
        if {fault.code for fault in gatherer.faults} & _WITHOUT_COLUMNS and _is_of_officers(path):
            gatherer.fault("E1321")
            gatherer.raise_if_any()
        raise
    entries = table.rows
    book = VillageBook(villages)
    names = {hours.name.casefold(): hours.name for hours in day.shifts}
    teams = [_team(entry, book, names, gatherer) for entry in entries]
    _tell_doubled(list(zip(entries, teams, strict=True)), day, gatherer)
    gatherer.raise_if_any()
    return TableReading(rows=tuple(teams), notes=gatherer.notes_in_order(), unsaid=table.unsaid)


def _is_of_officers(path: Path) -> bool:
    """Whether a file has the headings of a list of officers, one a row."""
    rows = (cells for grid in read_grids(read_bytes(path), path.name, {}) for _, cells in grid.rows[:PEEK_ROWS])
    return any(len(_OF_OFFICERS & set(map(heading_key, cells))) > 1 for cells in rows)


def _team(entry: TeamRow, book: VillageBook, names: dict[str, str], gatherer: Gatherer) -> Team:
    return Team(
        id=entry.id,
        unit=_unit(entry, gatherer),
        officers=_officers(entry, gatherer),
        skills=entry.skills,
        profile=entry.mode,
        shifts=_shifts(entry, names, gatherer),
        village=book.code_of(entry.village, row=entry.row, gatherer=gatherer) if entry.village else "",
        weekdays=entry.days,
        max_visits=entry.max_visits,
    )


def _tell_doubled(teams: Sequence[tuple[TeamRow, Team]], day: DaySettings, gatherer: Gatherer) -> None:
    """Gather a fault for an officer, known by NRP, who is in two teams whose shifts overlap on some day.

    Where one of the two has no NRP, the same rank and name make a note: there are namesakes.
    """
    hours = {shift.name: shift.window for shift in day.shifts}
    for at, (entry, team) in enumerate(teams):
        for _, other in teams[:at]:
            sure, unsure = _shared(team, other)
            shared = sure or unsure
            if shared and _meet(team, other, hours, day.default_shift):
                tell, code = (gatherer.fault, "E1314") if sure else (gatherer.note, "E1315")
                column = "leader" if entry.leader in shared else "members"
                tell(code, row=entry.row, column=column, values={"first": shown(other.id), "second": shown(team.id)})
                break


def _shared(team: Team, other: Team) -> tuple[list[Officer], list[Officer]]:
    """Officers of a team who are in another one by NRP, and those who may be by rank and name."""
    numbers = {officer.nrp for officer in other.officers if officer.nrp}
    names = {(officer.rank, plain_name(officer.name)): officer.nrp for officer in other.officers}
    sure = [one for one in team.officers if one.nrp in numbers]
    unsure = [one for one in team.officers if not (names.get((one.rank, plain_name(one.name)), "?") and one.nrp)]
    return sure, [one for one in unsure if (one.rank, plain_name(one.name)) in names]


def _meet(one: Team, other: Team, hours: Mapping[str, Window], default: str) -> bool:
    """Whether two teams are ever on duty at the same time, also past midnight; no weekdays are every day."""
    every_day = frozenset(range(_WEEK))
    days, others = one.weekdays or every_day, other.weekdays or every_day
    first, second = ([hours[name] for name in team.shifts or (default,) if name in hours] for team in (one, other))
    return any(
        left.start < right.end + later * DAY and right.start + later * DAY < left.end
        for later in (-1, 0, 1)  # the other is on duty the day before, the same day, the day after
        if any((day + later) % _WEEK in others for day in days)
        for left in first
        for right in second
    )


def _unit(entry: TeamRow, gatherer: Gatherer) -> str:
    """A unit of another name is kept as it is written; stations differ."""
    unit = UNITS.get(_UNIT_WORDS.sub("", entry.unit).casefold())
    if unit is None:
        near = ", ".join(nearest(entry.unit, UNITS.values())) or "–"
        gatherer.note("E1313", row=entry.row, column="unit", values={"near": near})
    return unit or entry.unit


def _officers(entry: TeamRow, gatherer: Gatherer) -> tuple[Officer, ...]:
    """Leader and members, each once: lists of members often name the leader again."""
    officers: list[Officer] = []
    for officer in (entry.leader, *entry.members):
        same = [other for other in officers if (other.rank, other.name.casefold()) == (officer.rank, officer.name.casefold())]
        if any(other.nrp == officer.nrp or not (other.nrp and officer.nrp) for other in same):
            gatherer.note("E1317", row=entry.row, column="members")
            continue
        if officer.nrp and any(other.nrp == officer.nrp for other in officers):
            gatherer.fault("E1316", row=entry.row, column="members", values={"id": shown(entry.id)})
        officers.append(officer)
    for number, officer in enumerate(officers):
        if not officer.rank:
            column = "members" if number else "leader"
            gatherer.note("E1312", row=entry.row, column=column, values={"number": max(1, number)})
    return tuple(officers)


def _shifts(entry: TeamRow, names: dict[str, str], gatherer: Gatherer) -> tuple[str, ...]:
    known = []
    for cell in entry.shifts:
        name = names.get(cell.casefold())
        if name is None:
            values = {"cell": shown_choice(cell, names.values()), "choices": suggestion(cell, names.values())}
            gatherer.fault("E1110", row=entry.row, column="shifts", values=values)
        else:
            known.append(name)
    return tuple(dict.fromkeys(known))
