"""The papers of a week: a page for the chief, notices for village heads and RT; counted from the kept plans."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from outputs.week.model import NoticeLine, TeamDay, TeamName, WeekPaper
from outputs.week.writing import write_week
from planner.domain.errors import refuse
from planner.domain.plan import Stop
from planner.domain.visit import Visit, VisitKind
from planner.domain.week_record import WeekRecord
from planner.rules.roster import teams_of_day
from planner.usecases.jobs.changing import changing
from planner.usecases.jobs.frame import attempt
from planner.usecases.jobs.papers import begin_drawing, beside, moving
from planner.usecases.plain import plain
from planner.usecases.progress import Reporter
from planner.usecases.week.announcing import HOMES, read_day, stops_of
from planner.usecases.week.report import WeekReport, week_report
from planner.usecases.week.unfinished import unfinished_note
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPapers:
    """Files that were written; whether they say that they are drafts."""

    folder: Path
    files: tuple[Path, ...]
    is_draft: bool

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        return {"folder": str(self.folder), "files": plain([file.name for file in self.files]), "is_draft": self.is_draft}


def print_week(workspace: Workspace, record: WeekRecord, *, language: str, reporter: Reporter) -> WeekPapers:
    """Write the papers of a week; before it is approved each says that it is a draft.

    Raises
    ------
    InputError
        E6086 or E4108 if it is not planned to its end, E4095 if a plan of it is gone or damaged: no letter leaves a day out;
        E6023 if the disk refuses.
    """
    refuse([] if record.is_finished else [unfinished_note(record, workspace.now().date())])
    workspace.require_writable(_folder(workspace, record))
    reporter.phase("reading the plan")
    folder, about = _folder(workspace, record), _about(record)
    with changing(workspace, reporter=reporter) as ledger:
        report = week_report(workspace, record)
        refuse(report.notes)
        paper = _paper(workspace, report, language)
        reporter.phase("drawing sheets and maps")
        job = begin_drawing(workspace, ledger, "week print", about, folder)
        with attempt(workspace, ledger, job) as trying:
            files = tuple(folder / path.name for path in write_week(paper, beside(folder)))
            details: dict[str, int | str] = {"files": len(files), "draft": int(paper.approved is None)}
            with ledger.together():
                ledger.audit(action="print_week", subject=about, details=details, **workspace.stamp())
                trying.succeed(moving(workspace, folder))
    return WeekPapers(folder=folder, files=files, is_draft=paper.approved is None)


def printed_papers(workspace: Workspace, record: WeekRecord) -> WeekPapers | None:
    """The papers that a week has; `None`: it is not printed."""
    folder, about = _folder(workspace, record), _about(record)
    with workspace.ledger() as ledger:
        said = [entry.details for entry in ledger.audit_trail(action="print_week") if entry.subject == about]
    if not said or not folder.is_dir():
        return None
    return WeekPapers(folder=folder, files=tuple(sorted(folder.glob("*.pdf"))), is_draft=bool(said[-1].get("draft")))


def _folder(workspace: Workspace, record: WeekRecord) -> Path:
    return workspace.folder / "weeks" / record.start.isoformat() / f"v{record.version}"


def _about(record: WeekRecord) -> str:
    return f"{record.start}/v{record.version}"


def _paper(workspace: Workspace, report: WeekReport, language: str) -> WeekPaper:
    record, outlook = report.record, report.outlook
    names = {village.code: village.name for village in workspace.villages()}
    dates = [day.date for day in record.days]
    teams = _teams(workspace, dates)
    days = tuple(
        found
        for day in record.days
        if day.plan_version is not None
        for found in _team_days(workspace, day.date, day.plan_version, names)
    )
    on_duty = sorted({day.team for day in days})
    return WeekPaper(
        version=record.version,
        language=language,
        time_zone=workspace.settings.day.time_zone,
        paper=workspace.settings.printing.paper,
        station=workspace.settings.station,
        dates=tuple(dates),
        free=frozenset(day.date for day in record.days if day.is_free),
        locked=frozenset(day.date for day in record.days if day.is_locked),
        teams=tuple(teams.get(id_, TeamName(id=id_, unit="", officers=())) for id_ in on_duty),
        days=days,
        notices=_notices(report, names),
        num_households=outlook.num_households,
        num_covered=outlook.num_covered,
        met=(outlook.num_met, outlook.num_met_low, outlook.num_met_high),
        complaints_left=report.complaints_left,
        num_late=report.total("num_complaints") - report.total("num_in_time"),
        approved=None if record.approved_by is None or record.approved_at is None else (record.approved_by, record.approved_at),
    )


def _teams(workspace: Workspace, dates: Sequence[dt.date]) -> dict[str, TeamName]:
    """Who is in each team on some day of the week, borrowed officers among them."""
    found: dict[str, TeamName] = {}
    with workspace.ledger() as ledger:
        teams = ledger.teams()
        own = {date: [day for day in ledger.team_days(date) if day.date == date] for date in dates}
    for date in dates:
        for team in teams_of_day(teams, own[date]):
            before = found[team.id].officers if team.id in found else ()
            officers = tuple(dict.fromkeys((*before, *team.officers)))
            found[team.id] = TeamName(id=team.id, unit=team.unit, officers=officers)
    return found


def _notices(report: WeekReport, names: Mapping[str, str]) -> tuple[NoticeLine, ...]:
    found = [
        NoticeLine(
            village=names.get(one.village, one.village), rw=one.rw, rt=one.rt, date=one.date,
            start_time=one.start_time, end_time=one.end_time, teams=one.teams,
        )
        for day in report.days
        for one in day.neighbourhoods
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda line: (line.village, line.rw, line.rt, line.date)))


def _team_days(workspace: Workspace, date: dt.date, version: int, names: Mapping[str, str]) -> list[TeamDay]:
    stops: defaultdict[str, list[tuple[Visit, Stop]]] = defaultdict(list)
    for visit, stop, team in stops_of(read_day(workspace, date, version)):
        stops[team].append((visit, stop))
    return [_team_day(team, date, sorted(found, key=lambda one: one[1].start_time), names) for team, found in stops.items()]


def _team_day(team: str, date: dt.date, stops: Sequence[tuple[Visit, Stop]], names: Mapping[str, str]) -> TeamDay:
    groups: dict[str, dict[str, None]] = {}
    for visit, _ in stops:
        if visit.kind in HOMES and visit.group:
            groups.setdefault(names.get(visit.village, visit.village), {})[f"{visit.rt or '–'}/{visit.rw or '–'}"] = None
    kinds = [visit.kind for visit, _ in stops]
    return TeamDay(
        team=team,
        date=date,
        groups=tuple((village, tuple(units)) for village, units in groups.items()),
        num_homes=sum(kind in HOMES for kind in kinds),
        num_complaints=kinds.count(VisitKind.COMPLAINT),
        num_facilities=kinds.count(VisitKind.FACILITY),
        start_time=stops[0][1].start_time,
        end_time=max(stop.end_time for _, stop in stops),
    )
