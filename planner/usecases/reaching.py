"""Which homes no team has a way to: counted by village and reason, listed, and drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from inputs.roads.facade import Roads
from outputs.reach.list_file import reach_list
from outputs.reach.map_page import ReachPage, reach_page
from planner.domain.errors import InputError
from planner.domain.out_of_reach import by_village
from planner.files import write_whole
from planner.usecases.plain import plain
from planner.usecases.progress import Reporter
from planner.usecases.unreachable import Doors, Reach, reach_of_homes, station_of
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachReport:
    """Homes out of reach.

    Attributes
    ----------
    num_homes
        All that may be visited.
    names
        Code of a village to its name.
    files
        What was written.
    """

    reach: Reach
    num_homes: int
    names: Mapping[str, str]
    files: tuple[Path, ...] = ()

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        villages = {
            code: {reason.value: count for reason, count in found.items()}
            for code, found in by_village(self.reach.nobody).items()
        }
        return {"num_homes": self.num_homes, "villages": villages, **self.reach.as_data(), "files": plain(self.files)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachPapers:
    """The report with its list, and its map where somebody is out of reach; not written anywhere."""

    report: ReachReport
    listed: bytes
    drawn: bytes | None


def report_reach(
    workspace: Workspace, *, list_path: Path | None, map_path: Path | None, language: str, reporter: Reporter
) -> ReachReport:
    """Find the homes that no team has a way to, and write them as a list and on a map where that is wished for.

    Raises
    ------
    InputError
        E4020 without households, E2016 or E2017 without roads, E6023 if the disk refuses.
    """
    report, page = _found(workspace, language=language, reporter=reporter)
    files = []
    if list_path is not None or (map_path is not None and page is not None):
        note_handed_out(workspace, report)
    if list_path is not None:
        write_whole(list_path, reach_list(report.reach.nobody, report.names, language=language))
        files.append(list_path)
    if map_path is not None and page is not None:
        write_whole(map_path, reach_page(page))
        files.append(map_path)
    return replace(report, files=tuple(files))


def reach_papers(workspace: Workspace, *, language: str, reporter: Reporter) -> ReachPapers:
    """As `report_reach`, with list and map in hand: nothing is written, nor noted (`note_handed_out`)."""
    report, page = _found(workspace, language=language, reporter=reporter)
    listed = reach_list(report.reach.nobody, report.names, language=language)
    return ReachPapers(report=report, listed=listed, drawn=None if page is None else reach_page(page))


def note_handed_out(workspace: Workspace, report: ReachReport) -> None:
    """Note in the audit trail that somebody takes the list or the map of these homes along, before it is given."""
    with workspace.ledger() as ledger:
        ledger.audit(action="export", subject="homes", details={"rows": len(report.reach.nobody)}, **workspace.stamp())


def _found(workspace: Workspace, *, language: str, reporter: Reporter) -> tuple[ReachReport, ReachPage | None]:
    """The report, and what its map shows; no map where nobody is out of reach."""
    reporter.phase("reading the ledger")
    with workspace.ledger() as ledger:
        homes, teams = ledger.households(), ledger.teams()
    may = [home for home in homes if not home.is_do_not_visit]
    if not may:
        raise InputError.of("E4020")
    reporter.phase("computing travel")
    roads = Roads.load(workspace.roads_folder, workspace.settings.roads)
    reach = reach_of_homes(workspace, may, teams, roads)
    villages = workspace.villages()
    report = ReachReport(reach=reach, num_homes=len(may), names={village.code: village.name for village in villages})
    if not reach.nobody:
        return report, None
    page = ReachPage(
        doors=reach.nobody,
        num_homes=len(may),
        villages=villages,
        station=station_of(workspace.settings, Doors.of_homes(may).points),
        station_name=workspace.settings.station.meeting_point,
        lines=roads.lines,
        date=workspace.now().date(),
        language=language,
    )
    return report, page
