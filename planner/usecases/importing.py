"""From files to the workspace: each import is read as a whole, then stored in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inputs.roads.area import villages_outline
from inputs.roads.facade import Roads
from inputs.roads.road_file import read_network
from inputs.roads.store import save_roads
from inputs.roads.summary import RoadSummary, summary_of
from inputs.tables.complaints import read_complaints
from inputs.tables.facilities import read_facilities
from inputs.tables.households import read_households
from inputs.tables.reading import TableReading, Told
from inputs.tables.teams import read_teams
from planner.domain.errors import Fault
from planner.ledger.records import ImportCount
from planner.usecases.plain import plain
from planner.usecases.progress import Reporter
from planner.usecases.unreachable import unreachable_homes, unreachable_notes
from planner.usecases.workspace import Workspace
from planner.words.language import Words

TABLES = ("households", "teams", "complaints", "facilities")


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
    """

    kind: str
    count: ImportCount
    notes: tuple[Fault, ...]

    def as_data(self, say: Words) -> dict[str, object]:
        """The report for JSON; notes in the language of some words."""
        notes = [{"code": note.code, "text": say.fault(note)} for note in self.notes]
        return {"kind": self.kind, **plain(self.count), "notes": notes}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadReport:
    """What a road import kept: nodes, road pieces and metres of the network.

    Attributes
    ----------
    summary
        What the file holds for each profile, and what of it is not obeyed.
    unreachable
        Profile to the homes that its teams have no way to.
    """

    num_nodes: int
    num_segments: int
    total_length: int
    summary: RoadSummary
    unreachable: Mapping[str, tuple[str, ...]]

    @property
    def notes(self) -> tuple[Fault, ...]:
        """Warnings: imported, but worth a look."""
        return unreachable_notes(self.unreachable)

    def as_data(self, say: Words) -> dict[str, object]:
        """The report for JSON; notes in the language of some words."""
        notes = [{"code": note.code, "text": say.fault(note)} for note in self.notes]
        return dict(plain(self)) | {"notes": notes}


def import_table(workspace: Workspace, kind: str, path: Path, *, reporter: Reporter) -> ImportReport:
    """Read a table and put it into the ledger, all or nothing.

    Raises
    ------
    InputError
        With every fault of the file; the ledger is then as before.
    """
    villages, settings = workspace.villages(), workspace.settings
    told_to = Told(station=settings.station.point, today=workspace.now().date(), time_zone=settings.day.time_zone)
    reporter.phase("importing {kind}", kind=kind)
    with workspace.writing(), workspace.ledger() as ledger:
        told: dict[str, Any] = {"source": path.name, **workspace.stamp()}
        reading: TableReading[Any]
        if kind == "households":
            reading = read_households(path, villages=villages, day=settings.day, told=told_to, on_progress=reporter.step)
            count = ledger.put_households(reading.rows, **told)
        elif kind == "teams":
            reading = read_teams(path, villages=villages, day=settings.day)
            count = ledger.put_teams(reading.rows, **told)
        elif kind == "complaints":
            known = ledger.household_ids()
            reading = read_complaints(path, households=known, villages=villages, programme=settings.programme, told=told_to)
            count = ledger.put_complaints(reading.rows, **told)
        else:
            reading = read_facilities(path, villages=villages, told=told_to)
            count = ledger.put_facilities(reading.rows, **told)
    told_of_roads = unreachable_notes(unreachable_homes(workspace)) if kind == "households" else ()
    return ImportReport(kind=kind, count=count, notes=(*reading.notes, *told_of_roads))


def import_road_file(workspace: Workspace, path: Path, *, reporter: Reporter) -> RoadReport:
    """Read a road file, keep the workspace's area, and replace the workspace's roads.

    Raises
    ------
    InputError
        E2xxx; the roads are then as before.
    """
    villages = workspace.villages()
    with workspace.writing():
        reporter.phase("reading roads")
        network = read_network(
            path,
            area=villages_outline(villages),
            margin=workspace.settings.area.margin,
            on_progress=lambda done: reporter.step(done, None),
        )
        reporter.phase("storing roads")
        save_roads(network, workspace.roads_folder)
    roads = Roads(network, workspace.settings.roads)
    return RoadReport(
        num_nodes=network.num_nodes,
        num_segments=network.num_segments,
        total_length=round(float(network.lengths.sum())),
        summary=summary_of(roads),
        unreachable=unreachable_homes(workspace, roads),
    )
