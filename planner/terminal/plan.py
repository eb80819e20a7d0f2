"""`dds plan`: the day's itineraries."""

import contextlib
import dataclasses
import datetime as dt
import signal
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from planner.terminal.context import CommandContext, TerminalReporter
from planner.terminal.localised import LocalisedCommand, LocalisedOption
from planner.terminal.outcomes import tell_faults

if TYPE_CHECKING:
    from planner.usecases.daily import DayReport

MAX_NOTES = 10
"""Notes shown one by one."""


@click.command(cls=LocalisedCommand)
@click.option("--date", cls=LocalisedOption, type=click.DateTime(["%Y-%m-%d"]), help="Day to plan (default: tomorrow).")
@click.option(
    "--time-limit", cls=LocalisedOption, type=click.FloatRange(min=0), help="Seconds of search (default: as dds.toml says)."
)
@click.option(
    "--iterations",
    "max_iterations",
    cls=LocalisedOption,
    type=click.IntRange(min=0),
    help="Stop after so many iterations instead: the same plan every time.",
)
@click.option("--seed", cls=LocalisedOption, type=int, help="Seed of the search.")
@click.option(
    "--prove",
    "proof_limit",
    cls=LocalisedOption,
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="Seconds more to prove how much any plan could collect (default: as dds.toml says).",
)
@click.option("--engine", cls=LocalisedOption, help="Engine to search with.")
@click.option(
    "--balance",
    cls=LocalisedOption,
    type=click.FloatRange(0, 1),
    help="0 coverage only … 1 complaints only (default: complaints first).",
)
@click.option(
    "--waive", cls=LocalisedOption, multiple=True, metavar="ID", help="Required visit that may be left out today; repeatable."
)
@click.option(
    "--suggest-slots", cls=LocalisedOption, metavar="ID",
    help="Offer the best three slots for one new visit in the day's plan instead, without disturbing it.",
)  # fmt: skip
@click.option(
    "--at", cls=LocalisedOption, default="", metavar="HH:MM",
    help="With --suggest-slots: the moment from which slots are offered (default: now, if the plan is of today).",
)  # fmt: skip
@click.pass_obj
def plan(
    context: CommandContext, /, *, date: dt.datetime | None, waive: tuple[str, ...],
    suggest_slots: str | None, at: str, **options: Any,
) -> None:  # fmt: skip
    """Plan a day: who visits whom, when, by which way.

    Ctrl-C stops the search and keeps the best plan so far; twice gives up.

    Example: dds plan --date 2025-08-26
    """
    from planner.usecases.daily import PlanOptions, plan_day  # noqa: PLC0415

    workspace = context.workspace()
    day = date.date() if date else workspace.now().date() + dt.timedelta(days=1)
    reporter = TerminalReporter(context)
    if suggest_slots is not None:
        from planner.terminal.slots import show_slots  # noqa: PLC0415

        show_slots(context, day, suggest_slots, at=at, reporter=reporter)
        return
    with stopping_politely(reporter):
        report = plan_day(workspace, day, PlanOptions(waived=frozenset(waive), **options), reporter=reporter)
    reporter.finish()
    tell_faults(report.notes[:MAX_NOTES], context.language, num_more=max(0, len(report.notes) - MAX_NOTES))
    context.result(plan_text(context, report), plan_data(report, reporter.phases))


@contextlib.contextmanager
def stopping_politely(reporter: TerminalReporter) -> Iterator[None]:
    """Let the first Ctrl-C end the search with the best plan so far, and the second end the program."""

    def handler(_signal: int, _frame: FrameType | None) -> None:
        if reporter.is_interrupted():
            raise KeyboardInterrupt
        reporter.interrupt()

    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def plan_text(context: CommandContext, report: "DayReport") -> str:
    """What a duty officer wants to read after planning."""
    from planner.rules.gap import gaps  # noqa: PLC0415

    objective = report.result.objective
    plan_ = report.result.plan
    lines = [
        context.say("Plan {path}", path=report.kept.path),
        context.say(
            "{stops} visits by {routes} of {shifts} shifts on duty; {left} offered but left out; {due} due in all.",
            stops=plan_.num_stops, routes=len(plan_.routes), shifts=report.num_shifts,
            left=len(plan_.unassigned), due=report.num_due,
        ),
        context.say(
            "Complaints: {made} of {offered} points; coverage: {cmade} of {coffered} points; travel {hours} h.",
            made=objective.complaint_prize, offered=objective.complaint_prize_offered, cmade=objective.coverage_prize,
            coffered=objective.coverage_prize_offered, hours=context.words.decimal(objective.travel_duration / 3600),
        ),
    ]  # fmt: skip
    bound = report.result.bound
    if bound is not None:
        gap = gaps(report.problem, objective, bound)
        lines.append(
            context.say(
                "Proved: at most {complaints} complaint points and {coverage} coverage points are possible; "
                "gaps {cgap} % and {vgap} %.",
                complaints=bound.complaint_prize,
                coverage=bound.coverage_prize,
                cgap=context.words.decimal(100 * (gap.complaint or 0.0)),
                vgap=context.words.decimal(100 * (gap.coverage or 0.0)),
            )
        )
    lines += [f"  {context.say(f'why.{reason}')}: {number}" for reason, number in sorted(report.excluded.items())]
    lines.append(context.say("Print the sheets with: dds print {path}", path=report.kept.path))
    return "\n".join(lines)


def plan_data(report: "DayReport", phases: dict[str, float]) -> dict[str, object]:
    """The same as data."""
    from planner.rules.gap import gaps  # noqa: PLC0415

    objective, bound = report.result.objective, report.result.bound
    return {
        "plan": str(report.kept.path),
        "version": report.kept.version,
        "num_stops": report.result.plan.num_stops,
        "num_unassigned": len(report.result.plan.unassigned),
        "num_due": report.num_due,
        "excluded": dict(report.excluded),
        "complaint_prize": objective.complaint_prize,
        "coverage_prize": objective.coverage_prize,
        "travel_duration": objective.travel_duration,
        "bound": None if bound is None else dataclasses.asdict(bound),
        "gap": None if bound is None else dataclasses.asdict(gaps(report.problem, objective, bound)),
        "phases": {name: round(seconds, 3) for name, seconds in phases.items()},
        "notes": [note.text() for note in report.notes],
    }
