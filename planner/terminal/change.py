"""`dds change`: a plan changed by hand, visit by visit, exactly as it is asked for."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from planner.domain.hand_move import HandMove, MoveKind
from planner.terminal.context import CommandContext, ExitCode
from planner.terminal.kinds import DAY, Whole
from planner.terminal.localised import argument, group, option
from planner.terminal.outcomes import tell_faults
from planner.terminal.progress import working

if TYPE_CHECKING:
    from planner.usecases.changing.keeping import Restored
    from planner.usecases.changing.loaded_day import LoadedDay

MOST_PLACES = 200
"""Stops of a team at most: a larger place is a slip."""

_DATE = argument("date", metavar="DATE", type=DAY, help="The day; its newest plan is changed.")
_VISIT = argument("visit_id", metavar="VISIT", help="Id of the visit, complaint, household or facility.")
_AT = option("--at", default="", metavar="HH:MM", help="The moment (default: now, if the plan is of today).")
_TRY = option("--try", "is_tried", is_flag=True, help="Say what it would do and keep nothing.")
_WAIVE = option("--waive", "waives", is_flag=True, help="Also a promised visit.")


@group(example="dds change put 2025-08-26 H000123 --team T02")
def change() -> None:
    """Change the newest plan of a day by hand: exactly that change, checked at once, kept as a new version."""


@change.command(example="dds change put 2025-08-26 H000123 --team T02 --position 4")
@_DATE
@_VISIT
@option("--team", default="", metavar="TEAM", help="Who makes it (default: whoever can most cheaply).")
@option("--position", type=Whole(1, MOST_PLACES), help="As which stop of those still to come (default: the cheapest place).")
@_AT
@_TRY
@click.pass_obj
def put(context: CommandContext, /, *, visit_id: str, team: str, position: int | None, **options: Any) -> ExitCode:
    """Put a visit to a team: one of another team, one left out, or any door, complaint or facility of the ledger."""
    if position is not None and not team:
        raise click.UsageError(context.say("Name the --team of the --position."))

    def move(day: "LoadedDay") -> HandMove:
        from planner.terminal.desk_words import read_team  # noqa: PLC0415

        shift_id = read_team(team, day.now.problem) if team else ""
        place = None if position is None else position - 1
        return HandMove(kind=MoveKind.PUT, visit_id=visit_id, shift_id=shift_id, place=place)

    return _changed(context, move, adds=visit_id, **options)


@change.command(example="dds change swap 2025-08-26 H000123 H000456")
@_DATE
@_VISIT
@argument("other_id", metavar="VISIT", help="Id of the other visit.")
@_WAIVE
@_AT
@_TRY
@click.pass_obj
def swap(context: CommandContext, /, *, visit_id: str, other_id: str, waives: bool, **options: Any) -> ExitCode:
    """Let two visits take each other's places; one of them may be left out so far."""
    if visit_id == other_id:
        raise click.UsageError(context.say("Name two different visits."))
    move = HandMove(kind=MoveKind.SWAP, visit_id=visit_id, other_id=other_id, waives=waives)
    return _changed(context, lambda _: move, **options)


@change.command("take-out", example="dds change take-out 2025-08-26 H000123")
@_DATE
@_VISIT
@_WAIVE
@_AT
@_TRY
@click.pass_obj
def take_out(context: CommandContext, /, *, visit_id: str, waives: bool, **options: Any) -> ExitCode:
    """Take a visit out of the day; planning the day again, or its rest, does not bring it back."""
    move = HandMove(kind=MoveKind.TAKE_OUT, visit_id=visit_id, waives=waives)
    return _changed(context, lambda _: move, **options)


@change.command(example="dds change lock 2025-08-26 H000123=T02")
@_DATE
@argument("text", metavar="LOCK", help="H12=T3 only that team, H12=first or last of its route, H12<H34 before that one.")
@_AT
@_TRY
@click.pass_obj
def lock(context: CommandContext, /, *, text: str, **options: Any) -> ExitCode:
    """Keep a visit where it is, for later plans of the day; a new plan of the whole week tells what it drops."""

    def move(day: "LoadedDay") -> HandMove:
        from planner.terminal.desk_words import read_locks  # noqa: PLC0415

        found = read_locks([text], day.now.problem)[0]
        return HandMove(kind=MoveKind.LOCK, visit_id=found.visit_id, lock=found)

    return _changed(context, move, **options)


@change.command(example="dds change unlock 2025-08-26 H000123")
@_DATE
@_VISIT
@_AT
@_TRY
@click.pass_obj
def unlock(context: CommandContext, /, *, visit_id: str, **options: Any) -> ExitCode:
    """Lift all locks on a visit."""
    return _changed(context, lambda _: HandMove(kind=MoveKind.UNLOCK, visit_id=visit_id), **options)


@change.command(example="dds change undo 2025-08-26")
@_DATE
@click.pass_obj
def undo(context: CommandContext, *, date: dt.date) -> None:
    """Take back the changes of the newest version; again, those of the version before."""
    from planner.usecases.changing.keeping import take_back  # noqa: PLC0415

    _restored(context, take_back(context.workspace(), date))


@change.command(example="dds change redo 2025-08-26")
@_DATE
@click.pass_obj
def redo(context: CommandContext, *, date: dt.date) -> None:
    """Make again what was taken back last; again, what was taken back before it."""
    from planner.usecases.changing.keeping import make_again  # noqa: PLC0415

    _restored(context, make_again(context.workspace(), date))


def _restored(context: CommandContext, found: "Restored") -> None:
    text = context.say("Plan {path} is as version {version} was.", path=found.kept.path, version=found.as_version)
    tell_faults(found.notes, context.language)
    context.result(text, found.as_data())


def _changed(
    context: CommandContext,
    move_of: "Callable[[LoadedDay], HandMove]",
    *,
    date: dt.date,
    at: str,
    is_tried: bool,
    adds: str = "",
) -> ExitCode:
    """Load the day, make the change, keep it, and say what it does; exit code 4 if it cannot be made."""
    from planner.terminal.desk_words import read_time  # noqa: PLC0415
    from planner.usecases.changing.keeping import keep_changes  # noqa: PLC0415
    from planner.usecases.changing.opening import add_visit, open_day  # noqa: PLC0415
    from planner.usecases.changing.sentences import sentences  # noqa: PLC0415

    workspace = context.workspace()
    with working(context) as reporter:
        reporter.phase("reading the plan")
        day = open_day(workspace, date, at=read_time("--at", at))
        if adds:
            add_visit(workspace, day, adds, reporter=reporter)
        report = day.make(move_of(day))
    lines, data = list(sentences(report, say=context.words)), report.as_data()
    if report.fits and not is_tried:
        kept = keep_changes(workspace, day)
        lines += [
            context.say("Plan {path}", path=kept.path),
            context.say("Print the sheets with: dds print {path}", path=kept.path),
        ]
        data |= {"plan": str(kept.path), "version": kept.version}
    context.result("\n".join(lines), data)
    return ExitCode.DONE if report.fits else ExitCode.NO_PLAN
