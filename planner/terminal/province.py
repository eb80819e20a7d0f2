"""`dds province`: many stations planned in one run, each in a workspace of its own."""

import datetime as dt
import gettext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.terminal.acting import account_at_work
from planner.terminal.asking import any_day, require_sure
from planner.terminal.context import CommandContext, ExitCode, aligned
from planner.terminal.kinds import SEED, Folder, Whole
from planner.terminal.localised import argument, group, option
from planner.terminal.options import day_option, search_options
from planner.terminal.progress import timed, working
from planner.terminal.province_lending import lend
from planner.terminal.province_report import report
from planner.terminal.province_strength import what_if

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.usecases.province.places import ProvinceFolder
    from planner.usecases.province.running import ProvinceReport
    from planner.usecases.province.workers import Workers

_MEGABYTE = 1_000_000


@group(example="dds province plan --date 2026-11-30")
def province() -> None:
    """Plan many stations in one run, each in a workspace of its own; nothing of a home leaves its station.

    The folder of --workspace is the province's: it holds the list of stations, province.toml, and the log of runs.
    """


@province.command("init", example='dds province init polsek/balaraja polsek/cikupa --name "POLDA CONTOH"')
@argument("workspaces", metavar="[DIR]...", nargs=-1, type=Folder(), help="Workspaces of the stations.")
@option("--name", default="", metavar="NAME", help="What the province is called.")
@option(
    "--invented", type=Whole(1, 155), metavar="N",
    help="Make N invented stations side by side instead (DATA CONTOH), each in a workspace below the province's folder.",
)  # fmt: skip
@option(
    "--size", type=click.Choice(["full", "small", "tiny"]), default="full", show_default=True,
    help="Size of an invented station: 24,000, 2,500 or 150 households.",
)  # fmt: skip
@option("--seed", type=SEED, default=1, show_default=True, help="Seed of the invented stations.")
@click.pass_obj
def init(
    context: CommandContext, /, *, workspaces: tuple[Path, ...], name: str, invented: int | None, size: str, seed: int
) -> None:
    """Write the list of stations; each is named as its workspace's folder."""
    from planner.usecases.province.places import make_province  # noqa: PLC0415

    if bool(workspaces) == bool(invented):
        raise click.UsageError(gettext.gettext("Name the stations' workspaces, or say --invented N."))
    if invented:
        _invent(context, invented, name=name, size=size, seed=seed)
        return
    place = make_province(context.folder, name, workspaces, account_at_work().clock)
    names = [station.name for station in place.province.stations]
    context.result(
        context.say("{stations} stations: {names}", stations=len(names), names=", ".join(names)), {"stations": names}
    )


def _invent(context: CommandContext, num_stations: int, *, name: str, size: str, seed: int) -> None:
    from inputs.example.province import InventedProvince  # noqa: PLC0415
    from planner.usecases.province.inventing import invent_province  # noqa: PLC0415

    invented = InventedProvince(num_stations, size=size, seed=seed)
    with working(context) as reporter:
        place, date = invent_province(context.folder, invented, account_at_work(), name=name, reporter=reporter)
    names = [station.name for station in place.province.stations]
    text = context.say("{stations} stations: {names}", stations=len(names), names=", ".join(names))
    text += "\n" + context.say("Invented (DATA CONTOH). Day to plan: {day}", day=date.isoformat())
    context.result(text, {"stations": names, "date": date.isoformat()})


_search = search_options(limit="Seconds of search for each station (default: as dds.toml says).")
_workers = option(
    "--workers", type=Whole(1, 64), metavar="N", help="Stations planned at a time (default: one for every two cores).",
)  # fmt: skip
_scheduler = option(
    "--scheduler", metavar="ADDRESS", help="Dask scheduler whose workers plan instead of this PC, such as tcp://10.0.0.5:8786.",
)  # fmt: skip


@province.command("plan", example="dds province plan --date 2026-11-30")
@day_option("--date", text="Day to plan (default: tomorrow).")
@_search
@_workers
@_scheduler
@any_day
@click.pass_obj
def plan(context: CommandContext, /, *, date: dt.date | None, **options: Any) -> int:
    """Plan a day of every station that has no plan of it yet.

    A station that fails is named with its reason and holds up nobody. Stopped or killed, the same command goes on where it was.
    """
    from planner.usecases.province.running import plan_province  # noqa: PLC0415

    return _run(context, plan_province, date, options)


@province.command("week", example="dds province week --from 2026-11-30")
@day_option("--from", text="First day of the week (default: tomorrow).")
@search_options(limit="Seconds of search for each day of each station (default: as dds.toml says).")
@_workers
@_scheduler
@any_day
@click.pass_obj
def week(context: CommandContext, /, **options: Any) -> int:
    """Plan the week of every station that has no whole week from that day on; like dds week plan in each workspace.

    A station's week that was interrupted goes on where it was. Approving, printing and announcing stay with the stations.
    """
    from planner.usecases.province.running import plan_province_weeks  # noqa: PLC0415

    return _run(context, plan_province_weeks, options.pop("from"), options)


@province.command("status", example="dds province status --date 2026-11-30")
@day_option("--date", text="Day to show (default: tomorrow).")
@option("--week", is_flag=True, help="Show the week that begins on that day.")
@click.pass_obj
def status(context: CommandContext, /, *, date: dt.date | None, week: bool) -> None:
    """Show where the day of each station stands: planned, failed of what, or not begun."""
    from planner.domain.province import StationTask  # noqa: PLC0415
    from planner.usecases.province.running import province_status  # noqa: PLC0415

    place = _open(context)
    report = province_status(place, _day(place, date), StationTask.WEEK if week else StationTask.DAY)
    _tell(context, report, report.as_data())


@province.command("push", example="dds province push")
@click.pass_obj
def push(context: CommandContext, /) -> int:
    """Bring settings and roads to the servers of the ledgers, for workers that have no folder of the station.

    In a province's folder those of all stations whose folders are here; in a station's own (with DDS_LEDGER set) those of that
    one. A run on a cluster does so by itself where the folders are here.
    """
    from planner.usecases.province.pushing import Brought, push_stations, push_workspace  # noqa: PLC0415
    from planner.usecases.rooms import SETTINGS_FILE  # noqa: PLC0415

    if (context.folder / SETTINGS_FILE).is_file():
        brought: tuple[Brought, ...] = (push_workspace(context.workspace()),)
    else:
        brought = push_stations(_open(context), person=account_at_work().person)
    rows = [tuple(context.say(word) for word in ("station name", "files brought", "reason"))]
    rows += [(one.station, "–" if one.num_files is None else str(one.num_files), one.code) for one in brought]
    context.result("\n".join(aligned(rows, num_left=1)), {"stations": [one.as_data() for one in brought]})
    return ExitCode.WORKSPACE if any(one.code for one in brought) else ExitCode.DONE


province.add_command(report)
province.add_command(what_if)
province.add_command(lend)


def _run(
    context: CommandContext, planning: "Callable[..., ProvinceReport]", date: dt.date | None, options: dict[str, Any]
) -> int:
    from planner.usecases.odd_days import day_doubt  # noqa: PLC0415
    from planner.usecases.searching import SearchWish  # noqa: PLC0415

    person, place = account_at_work().person, _open(context)
    workers, day = _who_plans(context, options.pop("workers"), options.pop("scheduler")), _day(place, date)
    require_sure(context, day_doubt(day, place.today()), is_sure=options.pop("any_day"))
    with working(context, is_stoppable=True) as reporter:
        report = planning(place, day, SearchWish(**options), person=person, workers=workers, reporter=reporter)
    _tell(context, report, timed(report.as_data(), reporter))
    return ExitCode.NO_PLAN if report.has_failed else ExitCode.DONE


def _who_plans(context: CommandContext, workers: int | None, scheduler: str | None) -> "Workers":
    if scheduler is None:
        from planner.usecases.province.workers import own_processes  # noqa: PLC0415

        return own_processes(workers)
    if workers is not None:
        raise click.UsageError(context.say("Say either --workers or --scheduler: a cluster has the workers that it has."))
    from planner.usecases.province.cluster import cluster  # noqa: PLC0415

    return cluster(scheduler)


def _open(context: CommandContext) -> "ProvinceFolder":
    from planner.usecases.province.places import ProvinceFolder  # noqa: PLC0415

    return ProvinceFolder.open(context.folder, account_at_work().clock)


def _day(place: "ProvinceFolder", date: dt.date | None) -> dt.date:
    return date or place.today() + dt.timedelta(days=1)


def _tell(context: CommandContext, report: "ProvinceReport", data: dict[str, object]) -> None:
    say, words = context.say, context.words
    heading = (say("station name"), say("state"), say("reason"), say("visits"), say("left out"), say("teams"), "s", "MB")
    rows: list[tuple[str, ...]] = [heading]
    for day in report.days:
        numbers = (day.num_stops, day.num_left_out, day.num_teams)
        seconds = "" if day.seconds is None else words.decimal(day.seconds)
        peak = "" if day.peak is None else str(day.peak // _MEGABYTE)
        counts = ("" if number is None else str(number) for number in numbers)
        rows.append((day.station, say(f"station.{day.state.value}"), day.code, *counts, seconds, peak))
    context.result("\n".join(aligned(rows, num_left=3)), data)
