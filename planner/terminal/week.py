"""`dds week`: six days planned together, rolled on each evening, shown and approved."""

import datetime as dt
import gettext
from typing import TYPE_CHECKING, Any

import click

from planner.terminal.asking import any_day, require_sure
from planner.terminal.context import CommandContext, aligned
from planner.terminal.kinds import DAY, Whole
from planner.terminal.localised import group, option
from planner.terminal.options import day_option, search_options
from planner.terminal.outcomes import tell_faults
from planner.terminal.progress import timed, working

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.errors import Fault
    from planner.usecases.week.report import WeekReport
    from planner.usecases.week.whatif import WeekComparison

MAX_NOTES = 10
"""Notes shown one by one."""

_search = search_options(limit="Seconds of search for each day (default: as dds.toml says).")
_from = day_option("--from", text="First day of the week (default: the week planned last).")
_version = option("--version", type=Whole(1, 1000), metavar="N", help="Version of the week (default: the newest).")


@group(example="dds week plan --from 2026-11-30")
def week() -> None:
    """Plan six days together, roll them on each evening, have them approved and announced."""


@week.command("plan", example="dds week plan --from 2026-11-30")
@day_option("--from", text="First day of the week (default: tomorrow).")
@_search
@any_day
@click.pass_obj
def plan(context: CommandContext, /, *, any_day: bool, **options: Any) -> None:
    """Plan six days together: no home on two days, complaints on their days, RTs finished by few teams.

    Each day is kept as an ordinary plan as soon as it is planned. Interrupted, the same command goes on where it was. Days that
    an approved week has announced keep their RTs.
    """
    from planner.usecases.odd_days import plan_doubt  # noqa: PLC0415
    from planner.usecases.on_duty import duty_day  # noqa: PLC0415
    from planner.usecases.searching import SearchWish  # noqa: PLC0415
    from planner.usecases.week.planning import plan_week  # noqa: PLC0415

    workspace = context.workspace()
    start = options.pop("from") or duty_day(workspace) + dt.timedelta(days=1)
    require_sure(context, plan_doubt(workspace, start), is_sure=any_day)
    with working(context, is_stoppable=True) as reporter:
        report = plan_week(workspace, start, SearchWish(**options), reporter=reporter)
    _tell(context, report, timed(report.as_data(), reporter))


@week.command("roll", example="dds week roll")
@day_option("--date", text="The day that ends (default: today).")
@_search
@any_day
@click.pass_obj
def roll(context: CommandContext, /, *, date: dt.date | None, any_day: bool, **options: Any) -> None:
    """Roll the week on at the end of a day: announced days keep their RTs, the rest is planned anew."""
    from planner.usecases.odd_days import day_doubt  # noqa: PLC0415
    from planner.usecases.on_duty import duty_day  # noqa: PLC0415
    from planner.usecases.searching import SearchWish  # noqa: PLC0415
    from planner.usecases.week.planning import roll_week  # noqa: PLC0415

    workspace = context.workspace()
    if date is not None:
        require_sure(context, day_doubt(date, workspace.now().date(), running=duty_day(workspace)), is_sure=any_day)
    with working(context, is_stoppable=True) as reporter:
        report = roll_week(workspace, SearchWish(**options), today=date, reporter=reporter)
    _tell(context, report, timed(report.as_data(), reporter))


@week.command("show", example="dds week show")
@_from
@_version
@click.pass_obj
def show(context: CommandContext, /, *, version: int | None, **options: Any) -> None:
    """Show a week: its days, RTs and who approved it."""
    from planner.usecases.week.planning import find_week  # noqa: PLC0415
    from planner.usecases.week.report import week_report  # noqa: PLC0415

    workspace = context.workspace()
    report = week_report(workspace, find_week(workspace, options["from"], version))
    _tell(context, report, report.as_data())


@week.command("approve", example='dds week approve --by "AKP CONTOH"')
@_from
@_version
@option("--by", metavar="NAME", help="Who approves it: rank and name.")
@option("--undo", is_flag=True, help="Take the approval back.")
@click.pass_obj
def approve(context: CommandContext, /, *, version: int | None, by: str | None, undo: bool, **options: Any) -> None:
    """Note who approved a week and when: its days are announced from then on and keep their RTs."""
    from planner.usecases.week.approving import approve_week  # noqa: PLC0415

    if undo == bool(by and by.strip()):
        raise click.UsageError(context.say("Say either --by NAME or --undo."))
    report = approve_week(context.workspace(), options["from"], version, by=by)
    _tell(context, report, report.as_data())


@week.command("print", example="dds week print")
@_from
@_version
@click.pass_obj
def print_(context: CommandContext, /, *, version: int | None, **options: Any) -> None:
    """Print a week: a page for the chief to approve, and notices for village heads and RT, without any home.

    Before the week is approved every page says that it is a draft.
    """
    from planner.usecases.week.newer import newer_plans  # noqa: PLC0415
    from planner.usecases.week.papers import print_week  # noqa: PLC0415
    from planner.usecases.week.planning import find_week  # noqa: PLC0415

    workspace = context.workspace()
    with working(context) as reporter:
        record = find_week(workspace, options["from"], version)
        newer = newer_plans(workspace, record)
        papers = print_week(workspace, record, language=context.language, reporter=reporter)
    lines = [context.say("{count} papers in {folder}", count=len(papers.files), folder=papers.folder)]
    if papers.is_draft:
        lines.append(context.say("Every page says that it is a draft: the week is not approved yet."))
    lines += [context.say("{date} has a newer plan, v{version}.", date=date, version=number) for date, number in newer]
    if newer:
        lines.append(context.say("The papers of the week follow its own plans; dds week roll takes the newer ones."))
    told = [{"date": date.isoformat(), "version": number} for date, number in newer]
    context.result("\n".join(lines), papers.as_data() | {"newer_plans": told})


def _taken(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> frozenset[tuple[str, dt.date | None]]:
    """`TEAM` or `TEAM@DATE`, several times."""
    found: set[tuple[str, dt.date | None]] = set()
    for value in values:
        team, sign, day = value.partition("@")
        try:
            found.add((team.strip(), dt.date.fromisoformat(day.strip()) if sign else None))
        except ValueError as error:
            raise click.BadParameter(gettext.gettext("Write --without TEAM or --without TEAM@YYYY-MM-DD.")) from error
    return frozenset(found)


@week.command("whatif", example="dds week whatif --without T03 --free 2026-12-02")
@_from
@_version
@option(
    "--without", "teams", multiple=True, metavar="TEAM[@DATE]", callback=_taken,
    help="A team that is away, on a day or all week; repeatable.",
)  # fmt: skip
@option("--free", "days", type=DAY, multiple=True, metavar="DATE", help="A day without anybody on duty; repeatable.")
@_search
@click.pass_obj
def whatif(
    context: CommandContext, /, *, version: int | None, teams: frozenset[tuple[str, dt.date | None]],
    days: tuple[dt.date, ...], **options: Any,
) -> None:  # fmt: skip
    """Hold a week without some teams or days against the week as it is; both planned alike, nothing is kept."""
    from planner.usecases.searching import SearchWish  # noqa: PLC0415
    from planner.usecases.week.planning import find_week  # noqa: PLC0415
    from planner.usecases.week.question import Without  # noqa: PLC0415
    from planner.usecases.week.whatif import what_if_week  # noqa: PLC0415

    if not teams and not days:
        raise click.UsageError(context.say("Say what is taken away: --without TEAM, --free DATE."))
    workspace = context.workspace()
    record = find_week(workspace, options.pop("from"), version)
    without = Without(days=frozenset(days), teams=teams)
    asked = {*days, *(day for _, day in teams if day is not None)}
    outside = sorted(asked - {day.date for day in record.days})
    if outside:
        raise click.UsageError(context.say("{date} is not a day of this week.", date=outside[0]))
    with working(context) as reporter:
        report = what_if_week(workspace, record, without, SearchWish(**options), reporter=reporter)
    _tell_notes(context, report.notes)
    context.result("\n".join(_compared(context, report)), timed(report.as_data(), reporter))


def _compared(context: CommandContext, report: "WeekComparison") -> list[str]:
    from planner.usecases.village_names import units_in_words, village_names  # noqa: PLC0415

    both = (report.as_it_is, report.without)
    heads = ("day", "homes", "complaints", "facilities")
    rows = [[context.say(head) for head in heads]]
    for before, after in zip(report.as_it_is.days, report.without.days, strict=True):
        pairs = [(getattr(before, name), getattr(after, name)) for name in ("num_homes", "num_complaints", "num_facilities")]
        counts = ("?" if before.is_unread else f"{one} → {other}" for one, other in pairs)
        rows.append([context.words.date(before.date), *counts])
    lines = aligned(rows, num_left=1)
    lines.append(
        context.say(
            "Home visits {homes} → {fewer}, homes met about {met} → {less}, complaints in time {time} → {late}.",
            homes=both[0].total("num_homes"), fewer=both[1].total("num_homes"),
            met=both[0].outlook.num_met, less=both[1].outlook.num_met,
            time=both[0].total("num_in_time"), late=both[1].total("num_in_time"),
        )
    )  # fmt: skip
    left = sorted(set(report.without.complaints_left) - set(report.as_it_is.complaints_left))
    if left:
        lines.append(context.say("Complaints that no day visits: {ids}.", ids=", ".join(left)))
    if report.lost_groups:
        told = units_in_words(report.lost_groups, village_names(context.workspace()))
        lines.append(context.say("Announced and then not visited: {groups}.", groups=told))
    return lines


def _tell(context: CommandContext, report: "WeekReport", data: dict[str, object]) -> None:
    _tell_notes(context, report.notes)
    context.result("\n".join(_lines(context, report)), data)


def _tell_notes(context: CommandContext, notes: "tuple[Fault, ...]") -> None:
    tell_faults(notes[:MAX_NOTES], context.language, num_more=max(0, len(notes) - MAX_NOTES))


def _lines(context: CommandContext, report: "WeekReport") -> list[str]:
    """What a duty officer wants to read of a week."""
    record, outlook = report.record, report.outlook
    heads = ("day", "teams", "homes", "complaints", "in time", "facilities", "RTs", "plan")
    rows = [[context.say(head) for head in heads]]
    rows += [
        [
            context.words.date(day.date) + (" *" if day.is_locked else ""),
            *("?" if day.is_unread else str(number) for number in (day.num_teams, day.num_homes, day.num_complaints)),
            *("?" if day.is_unread else str(n) for n in (day.num_in_time, day.num_facilities, len(day.neighbourhoods))),
            "–" if day.plan_version is None else f"v{day.plan_version}" + (" **" if day.is_from_before else ""),
        ]
        for day in report.days
    ]
    lines = [context.say("Week from {start}, version {version}", start=record.start, version=record.version)]
    lines += aligned(rows, num_left=1)
    if any(day.is_locked for day in report.days):
        lines.append(context.say("* announced: it keeps its RTs"))
    if any(day.is_from_before for day in report.days):
        lines.append(context.say("** from before: the week has not come to this day yet"))
    lines.append(
        context.say(
            "{groups} RTs; about {met} homes met ({low}–{high}); "
            "{covered} of {all} households visited or refused in the cycle.",
            groups=report.num_groups, met=outlook.num_met, low=outlook.num_met_low, high=outlook.num_met_high,
            covered=outlook.num_covered, all=outlook.num_households,
        )
    )  # fmt: skip
    if record.is_finished:
        lines.append(
            context.say("{left} homes that are due wait for a later week.", left=outlook.num_left)
            if outlook.num_left
            else context.say(
                "Every home that is due has its day, the one on which its door opens most likely; teams have time left."
            )
        )
    if report.complaints_left:
        lines.append(context.say("Complaints that no day visits: {ids}.", ids=", ".join(report.complaints_left)))
    lines += _lines_of_days(context, report)
    if not record.is_finished:
        lines.append(context.say("Not planned to its end: run the command again, it goes on where it was."))
    elif record.approved_by is None or record.approved_at is None:
        lines.append(
            context.say("All its days are announced already, by a week that was approved.")
            if report.is_announced
            else context.say("Not approved yet: dds week approve --by NAME")
        )
    else:
        moment = f"{record.approved_at:%Y-%m-%d %H:%M}"
        lines.append(context.say("Approved by {name}, {date}.", name=record.approved_by, date=moment))
    return lines


def _lines_of_days(context: CommandContext, report: "WeekReport") -> "Iterator[str]":
    """What is odd about days of a week: RTs that nobody visits, papers that say something else, newer plans."""
    from planner.usecases.village_names import units_in_words, village_names  # noqa: PLC0415

    for day in report.days:
        if day.missed_groups:
            told = units_in_words(day.missed_groups, village_names(context.workspace()))
            yield context.say("Announced for {date} and not visited: {groups}.", date=day.date, groups=told)
        if day.outdated:
            told = ", ".join(day.outdated)
            yield context.say("{date}: papers that are out do not say what the plan says: {teams}.", date=day.date, teams=told)
        if day.lacking:
            yield context.say("{date}: teams that lack their sheet: {teams}.", date=day.date, teams=", ".join(day.lacking))
        if day.newest_version:
            yield context.say("{date} has a newer plan, v{version}.", date=day.date, version=day.newest_version)
