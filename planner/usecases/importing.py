"""From files to the workspace: each import is read as a whole, then stored in one transaction."""

import datetime as dt
import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from inputs.roads.area import villages_outline
from inputs.roads.facade import Roads
from inputs.roads.network import RoadNetwork
from inputs.roads.road_file import read_network
from inputs.roads.store import load_network, save_roads
from inputs.roads.street_book import StreetBook
from inputs.roads.summary import RoadSummary, summary_of
from inputs.tables.annotating import annotate
from inputs.tables.columns import COMPLAINT_COLUMNS, FACILITY_COLUMNS, HOUSEHOLD_COLUMNS, TEAM_COLUMNS, column_by_key
from inputs.tables.complaints import read_complaints
from inputs.tables.facilities import read_facilities
from inputs.tables.households import read_households
from inputs.tables.other_list import other_list
from inputs.tables.reading import TableReading, Told
from inputs.tables.teams import read_teams
from inputs.tables.villages import VillageBook
from planner.domain.errors import Fault, InputError, Where, refuse
from planner.domain.file_habit import FileHabit
from planner.domain.job import Fate, Step
from planner.formats.habits_file import habits_text, read_habits
from planner.ledger.audit import kind_of
from planner.ledger.records import ImportCount
from planner.ledger.store import Ledger
from planner.usecases.erased_ids import come_back
from planner.usecases.jobs.changing import changing
from planner.usecases.jobs.frame import advance, attempt
from planner.usecases.plain import plain
from planner.usecases.progress import Reporter
from planner.usecases.same_places import left_out, same_places
from planner.usecases.still_planned import still_planned
from planner.usecases.taken_ids import overwritten, refuse_ids_of_others
from planner.usecases.unreachable import Reach, homes_out_of_reach
from planner.usecases.whereabouts import middle_of_work, nearest_of
from planner.usecases.workspace import Workspace
from planner.words.language import Words

COLUMNS = {
    "households": HOUSEHOLD_COLUMNS, "teams": TEAM_COLUMNS, "complaints": COMPLAINT_COLUMNS, "facilities": FACILITY_COLUMNS
}  # fmt: skip
TABLES = tuple(COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did.

    Attributes
    ----------
    kind
        `households`, `teams`, `complaints` or `facilities`.
    count
        New, changed and unchanged records.
    notes
        Warnings: imported, but worth a look.
    reach
        After an import of households: the homes that teams have no way to.
    is_kept
        Whether the ledger has it; not where somebody who hesitates has to look at a note first.
    """

    kind: str
    count: ImportCount
    notes: tuple[Fault, ...]
    reach: Reach = field(default_factory=Reach)
    is_kept: bool = True

    def as_data(self, say: Words) -> dict[str, object]:
        """The report for JSON; notes in the language of some words."""
        notes = [{"code": note.code, "text": say.fault(note)} for note in self.notes]
        return {"kind": self.kind, "is_kept": self.is_kept, **plain(self.count), "notes": notes, **self.reach.as_data()}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadReport:
    """What a road import kept: nodes, road pieces and metres of the network.

    Attributes
    ----------
    summary
        What the file holds for each profile, and what of it is not obeyed.
    reach
        The homes that teams have no way to.
    """

    num_nodes: int
    num_segments: int
    total_length: int
    summary: RoadSummary
    reach: Reach

    @property
    def notes(self) -> tuple[Fault, ...]:
        """Warnings: imported, but worth a look."""
        return self.reach.notes()

    def as_data(self, say: Words) -> dict[str, object]:
        """The report for JSON; notes in the language of some words."""
        notes = [{"code": note.code, "text": say.fault(note)} for note in self.notes]
        sizes = {"num_nodes": self.num_nodes, "num_segments": self.num_segments, "total_length": self.total_length}
        return {**sizes, "summary": plain(self.summary), **self.reach.as_data(), "notes": notes}


class Copied(enum.Enum):
    """What became of a copy with marks."""

    WRITTEN = "written"
    NOTHING_TO_MARK = "nothing_to_mark"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWishes:
    """How a table is to be imported.

    Attributes
    ----------
    columns
        Heading of the file to column of ours; remembered for files with the same headings.
    dates
        Order of day and month in numbers, `dmy` or `mdy`, remembered alike; empty: as remembered, else found out.
    annotated
        Where a copy with the faulty cells marked goes; `None`: nowhere.
    on_copy
        Told what became of that copy.
    today
        Day after which nothing can have been received yet; `None`: as the clock says.
    hesitates
        Nothing is kept where new homes look like known ones, or known ids stand for something else: somebody is asked first.
    replaces
        Known ids that stand for other teams in the list are meant; else they are refused (E4018). A home, complaint or
        facility has a past that would go on as another's: those are refused always.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""
    annotated: Path | None = None
    on_copy: Callable[["Copied"], object] = lambda _: None
    today: dt.date | None = None
    hesitates: bool = False
    replaces: bool = False


NO_WISHES = ImportWishes()
OVERWRITTEN = "E4018"
"""Known ids that stand for something else in a list."""
REPLACEABLE = "teams"
"""The kind whose records may become others under their ids: teams have no past of their own."""
DOUBTS = frozenset({"E1063", "E4015", "E6099", OVERWRITTEN})
"""Those, and notes on new homes that are probably there already under other ids: taken twice, they would be visited twice."""
MAX_FAULTS = 100
"""Faults told one by one."""
FAR_FROM_STATION = 10_000
"""Metres from the station to the nearest crossing of a road file above which it is of another region."""
MAX_MARKED = 20_000
"""Faults marked in a copy."""
UNREADABLE = frozenset({*(f"E10{number:02d}" for number in range(1, 11)), "E1039", "E1054", "E3001", "E3002", "E3013"})
"""Faults of what cannot be opened, and of another file."""


def import_table(
    workspace: Workspace,
    kind: str,
    path: Path,
    *,
    reporter: Reporter,
    wishes: ImportWishes = NO_WISHES,
    say: Words | None = None,
) -> ImportReport:
    """Read a table and put it into the ledger, all or nothing.

    Parameters
    ----------
    say
        Words of the comments in an annotated copy.

    Raises
    ------
    InputError
        With every fault of the file; the ledger is then as before.
    """
    if wishes.annotated is not None and wishes.annotated.resolve() == path.resolve():
        raise InputError.of("E1038", Where(file=path.name))
    one = _TableImport(workspace=workspace, kind=kind, path=path, wishes=wishes, say=say)
    reporter.phase("importing {kind}", kind=kind)
    try:
        report = one.put(reporter)
    except InputError as error:
        one.annotate(faults=error.faults)
        num_more = error.num_more + max(0, len(error.faults) - MAX_FAULTS)
        faults = (*other_list(path, kind, COLUMNS), *error.faults[:MAX_FAULTS])
        raise InputError(faults, num_more=num_more) from error
    one.annotate(notes=report.notes)
    return report


@dataclass(frozen=True, slots=True, kw_only=True)
class _TableImport:
    """One import of a table."""

    workspace: Workspace
    kind: str
    path: Path
    wishes: ImportWishes
    say: Words | None

    def put(self, reporter: Reporter) -> ImportReport:
        """Read the table, put its records, remember what was said of its kind of file."""
        workspace, settings, wishes = self.workspace, self.workspace.settings, self.wishes
        habits = read_habits(workspace.habits_path)
        heard: list[FileHabit] = []
        told = Told(
            station=settings.station.point, today=wishes.today or workspace.now().date(), time_zone=settings.day.time_zone,
            dates=wishes.dates, columns=wishes.columns, habits=[habit for habit in habits if habit.table == self.kind],
            on_kind=heard.append, streets=lambda: _streets(workspace),
        )  # fmt: skip
        with changing(workspace, reporter=reporter) as ledger:
            told = replace(told, homes=ledger.households, complaints=ledger.complaints, facilities=ledger.facilities)
            reading, put = self._read(ledger, told, reporter)
            refuse_ids_of_others(self.kind, reading.rows, ledger)
            is_meant = wishes.replaces and self.kind == REPLACEABLE
            if (taken := None if is_meant else overwritten(self.kind, reading, ledger)) is not None:
                refuse([taken] if self.kind != REPLACEABLE else [])
                reading = replace(reading, notes=(taken, *reading.notes))
            if wishes.hesitates and any(note.code in DOUBTS for note in reading.notes):
                notes = sorted(reading.notes, key=lambda note: note.code not in DOUBTS)
                nothing = ImportCount(added=0, changed=0, unchanged=0)
                return ImportReport(kind=self.kind, count=nothing, notes=tuple(notes), is_kept=False)
            refuse([] if taken is None else [taken])
            for habit in heard:
                others = [known for known in habits if (known.table, known.headings) != (self.kind, habit.headings)]
                habits = (*others, replace(habit, table=self.kind))
            remember = Step(verb="write", values={"path": workspace.habits_path.name, "text": habits_text(habits)})
            with ledger.together():  # a kill loses neither the records nor how their file was to be read
                count = put()
                steps = [remember] if heard else []
                job = ledger.begin_job("import", self.kind, Fate.FINISH, steps, **workspace.stamp()) if steps else None
            if job is not None:
                advance(workspace, ledger, job)
        reach = homes_out_of_reach(workspace) if self.kind == "households" else Reach()
        return ImportReport(kind=self.kind, count=count, notes=(*reading.notes, *reach.notes()), reach=reach)

    def _read(self, ledger: Ledger, told: Told, reporter: Reporter) -> tuple[TableReading[Any], Callable[[], ImportCount]]:
        """Read the table by its reader; and what puts its records."""
        settings, path = self.workspace.settings, self.path
        max_faults = MAX_FAULTS if self.wishes.annotated is None else MAX_MARKED
        common: dict[str, Any] = {"villages": self.workspace.villages(), "told": told, "max_faults": max_faults}
        source: dict[str, Any] = {"source": path.name, **self.workspace.stamp()}
        reading: TableReading[Any]
        if self.kind == "households":
            reading = read_households(path, day=settings.day, on_progress=reporter.step, **common)
            there = ledger.households()
            notes = (*same_places(reading.rows, there), *left_out(reading.rows, there))
            open_before = {home.id for home in there if not home.is_do_not_visit}
            shut = {home.id for home in reading.rows if home.is_do_not_visit and home.id in open_before}
            notes = (*notes, *still_planned(self.workspace, ledger, shut))
            notes = (*come_back(self.workspace.folder, reading.rows, there), *notes)
            reading = replace(reading, notes=(*reading.notes, *notes))
            return reading, lambda: ledger.put_households(reading.rows, unsaid=reading.unsaid, **source)
        if self.kind == "teams":
            reading = read_teams(path, day=settings.day, **common)
            return reading, lambda: ledger.put_teams(reading.rows, unsaid=reading.unsaid, **source)
        if self.kind == "complaints":
            known = ledger.home_villages()
            reading = read_complaints(path, households=known, programme=settings.programme, **common)
            return reading, lambda: ledger.put_complaints(reading.rows, unsaid=reading.unsaid, **source)
        reading = read_facilities(path, **common)
        return reading, lambda: ledger.put_facilities(reading.rows, unsaid=reading.unsaid, **source)

    def annotate(self, *, faults: Sequence[Fault] = (), notes: Sequence[Fault] = ()) -> None:
        """Write the annotated copy, where one is wished for and the file is a table."""
        target, say = self.wishes.annotated, self.say
        if target is None or say is None:
            return
        if any(fault.code in UNREADABLE for fault in faults) or not (faults or notes):
            self.wishes.on_copy(Copied.UNREADABLE if faults else Copied.NOTHING_TO_MARK)
            return
        annotate(
            self.path, target, [(fault, say.fault(fault)) for fault in faults], [(note, say.fault(note)) for note in notes],
            known=column_by_key(COLUMNS[self.kind]), is_village=VillageBook(self.workspace.villages()).is_name,
        )  # fmt: skip
        self.wishes.on_copy(Copied.WRITTEN)


def _streets(workspace: Workspace) -> StreetBook | None:
    """Streets of the workspace's roads; `None`: there are none that can be read."""
    try:
        return StreetBook(load_network(workspace.roads_folder))
    except InputError:  # none yet, or of an older version: said when they are used
        return None


def _require_near(network: RoadNetwork, workspace: Workspace, path: Path) -> None:
    """Roads of another region would leave every home without a way.

    Raises
    ------
    InputError
        E2026 where no road lies near the station; E2029, where its place is not known, near the known homes.
    """
    middle = middle_of_work(workspace)
    if middle is not None and nearest_of(network.nodes, middle) > FAR_FROM_STATION:
        place = f"{middle.latitude:.4f}, {middle.longitude:.4f}"
        code = "E2029" if workspace.settings.station.point is None else "E2026"
        raise InputError.of(code, Where(file=path.name), km=FAR_FROM_STATION // 1000, place=place)


def import_road_file(workspace: Workspace, path: Path, *, reporter: Reporter) -> RoadReport:
    """Read a road file, keep the workspace's area, and replace the workspace's roads.

    Raises
    ------
    InputError
        E2xxx; the roads are then as before.
    """
    villages = workspace.villages()
    reporter.phase("reading roads")
    network = read_network(
        path,
        area=villages_outline(villages),
        margin=workspace.settings.area.margin,
        on_progress=lambda done: reporter.step(done, None),
    )
    _require_near(network, workspace, path)
    reporter.phase("storing roads")
    with changing(workspace, reporter=reporter) as ledger:
        undo = [Step(verb="sweep", values={"path": workspace.roads_folder.name})]
        job = ledger.begin_job("import", "roads", Fate.UNDO, undo, **workspace.stamp())
        with attempt(workspace, ledger, job) as trying:
            save_roads(network, workspace.roads_folder)
            details: dict[str, int | str] = {"source": kind_of(path.name), "added": network.num_segments}
            with ledger.together():
                ledger.audit(action="import", subject="roads", details=details, **workspace.stamp())
                trying.succeed()
    roads = Roads.load(workspace.roads_folder, workspace.settings.roads)  # rounded, as plans see them and find these doors kept
    return RoadReport(
        num_nodes=network.num_nodes,
        num_segments=network.num_segments,
        total_length=round(float(network.lengths.sum())),
        summary=summary_of(roads),
        reach=homes_out_of_reach(workspace, roads),
    )
