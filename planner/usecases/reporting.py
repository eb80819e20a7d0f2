"""The evaluation of a period: counted by the ledger, written as PDF and workbook, and as data."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from outputs.report.content import ReportSource, new_edition
from outputs.report.data import report_data
from outputs.report.pdf import report_pdf
from outputs.report.workbook import report_workbook
from planner.domain.errors import InputError
from planner.domain.month import MonthFigures, Period
from planner.files import make_folder, write_whole
from planner.learning.durations import learned_durations
from planner.ledger.records import Anchor
from planner.usecases.jobs.changing import changing
from planner.usecases.jobs.frame import attempt
from planner.usecases.jobs.papers import begin_drawing, beside, moving
from planner.usecases.on_duty import duty_day
from planner.usecases.plain import plain
from planner.usecases.progress import Reporter
from planner.usecases.published import PUBLISHED_FILE, editions_published, keep_published
from planner.usecases.verifying import keep_anchor
from planner.usecases.workspace import Workspace
from planner.words.language import DEFAULT_LANGUAGE

EXAMPLE_MARK = "CTH-"
"""What the ids of the example area begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFiles:
    """What was written, and the same as data."""

    folder: Path
    files: tuple[Path, ...]
    source: ReportSource
    data: Mapping[str, Any]

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        return {"files": plain(self.files), "report": self.data}


def chosen_period(month: dt.date | None, start: dt.date | None, end: dt.date | None, *, today: dt.date) -> Period:
    """The period that was asked for; without a word the last whole calendar month.

    Raises
    ------
    InputError
        E4041 for days that do not make a period, E4042 for one that has not begun.
    """
    if month is not None:
        if start is not None or end is not None:
            raise InputError.of("E4041")
        period = Period.month(month.year, month.month)
    elif start is None and end is None:
        period = Period.month(today.year, today.month).before
    elif start is None or end is None or end < start:
        raise InputError.of("E4041")
    else:
        period = Period(start=start, end=end)
    if period.start > today:
        raise InputError.of("E4042", start=period.start.isoformat(), today=today.isoformat())
    return period


def make_report(
    workspace: Workspace, period: Period, *, language: str = DEFAULT_LANGUAGE, is_public: bool = False, reporter: Reporter
) -> ReportFiles:
    """Count a period and write its report.

    Raises
    ------
    InputError
        E4040 if the ledger knows no home; E4043 if a public edition is asked of anything but a calendar month that is over.
    """
    today = duty_day(workspace)
    if is_public and not (period.is_month and period.end < today):
        raise InputError.of("E4043")
    workspace.require_writable(workspace.report_folder(period))
    reporter.phase("counting the period")
    anchor = _anchor(workspace, period)
    source = _source(workspace, period, today, language=language, is_public=is_public)
    source = replace(source, anchor=anchor.text() if anchor else "")
    if is_public:
        source = _published(workspace, source)
    reporter.phase("writing the report")
    data = report_data(source)
    stem = f"report-{'public-' if is_public else ''}{language}"
    contents = {f"{stem}.pdf": report_pdf(source), f"{stem}.xlsx": report_workbook(source)}
    if is_public:
        contents[PUBLISHED_FILE] = json.dumps(data, ensure_ascii=False, indent=1).encode()
    folder = workspace.report_folder(period)
    about = f"{period.start.isoformat()}/{period.end.isoformat()}"
    with changing(workspace, reporter=reporter) as ledger:
        job = begin_drawing(workspace, ledger, "report", about, folder)
        with attempt(workspace, ledger, job) as trying:
            make_folder(beside(folder))
            for name, content in contents.items():
                write_whole(beside(folder) / name, content)
            keep_anchor(workspace, anchor, where="report")
            details: dict[str, int | str] = {"edition": "public" if is_public else "internal", "files": len(contents)}
            with ledger.together():
                ledger.audit(action="report", subject=about, details=details, **workspace.stamp())
                trying.succeed(moving(workspace, folder))
    return ReportFiles(folder=folder, files=tuple(folder / name for name in contents), source=source, data=data)


def unfinished_until(workspace: Workspace, paper: Path) -> dt.date | None:
    """Up to which day a paper of a report counts, by the moment at which it was written; `None`: its period was over."""
    first, _, last = paper.parent.name.partition("_")
    end = dt.date.fromisoformat(last) if last else Period.month(*map(int, first.split("-"))).end
    written = dt.datetime.fromtimestamp(paper.stat().st_mtime, tz=workspace.now().tzinfo)
    if written.date() > end + dt.timedelta(days=1):
        return None
    day = duty_day(workspace, at=written)
    return day if day <= end else None


def publish_month(workspace: Workspace, period: Period) -> ReportSource:
    """The public edition of a month that is over, kept from now on; its papers are written when somebody asks for them.

    Raises
    ------
    InputError
        E4040 if the ledger knows no home; E4043 if the month is not over.
    """
    today = duty_day(workspace)
    if not (period.is_month and period.end < today):
        raise InputError.of("E4043")
    return _published(workspace, _source(workspace, period, today, language=DEFAULT_LANGUAGE, is_public=True))


def _published(workspace: Workspace, source: ReportSource) -> ReportSource:
    """The month as it was published, or is from now on: kept before the first byte is written, under the workspace's lock."""
    month = source.figures.period.start
    with workspace.writing(), workspace.ledger() as ledger:
        editions = editions_published(workspace, ledger)
        if month not in editions:
            editions[month] = new_edition(replace(source, editions=editions), source.figures)
            keep_published(workspace, editions)
            ledger.publish(editions[month], **workspace.stamp())
    # A month that was never published stays unsaid beside this one, too.
    is_known = source.figures.period.before.start in editions
    return replace(source, editions=editions, before=source.before if is_known else None)


def _anchor(workspace: Workspace, period: Period) -> Anchor | None:
    """The trail as it stood when the period was over: the same whenever its report is made."""
    over = dt.datetime.combine(period.end + dt.timedelta(days=1), dt.time(), tzinfo=workspace.now().tzinfo)
    with workspace.ledger() as ledger:
        return ledger.anchor(before=over)


def _source(workspace: Workspace, period: Period, today: dt.date, *, language: str, is_public: bool) -> ReportSource:
    cycle_days = workspace.settings.programme.cycle_days
    with workspace.ledger() as ledger:
        figures = ledger.month(period.until(today), cycle_days=cycle_days, today=today)
        before = ledger.month(period.before, cycle_days=cycle_days, today=today)
    figures, before = (
        replace(month, durations=learned_durations(month.door_times, workspace.settings.day)) for month in (figures, before)
    )
    if period.end >= today:  # its last day is not over either: rows of today are still to come
        figures = replace(figures, asked=period)
    if not figures.neighbourhoods:
        raise InputError.of("E4040")
    return ReportSource(
        figures=figures,
        before=before if before.visits or is_public else None,  # a published month is shown beside, whatever is counted now
        villages=workspace.villages(),
        settings=workspace.settings,
        language=language,
        is_public=is_public,
        is_invented=_is_invented(figures),
    )


def _is_invented(figures: MonthFigures) -> bool:
    """Whether this is the example area: its facilities bear the mark of the example."""
    return bool(figures.facilities) and all(facility.id.startswith(EXAMPLE_MARK) for facility in figures.facilities)
