"""`dds replan`: the rest of a running day planned anew, with as little disturbance as may be."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.domain.units import MINUTE, clock
from planner.terminal.context import CommandContext, TerminalReporter
from planner.terminal.localised import LocalisedCommand, LocalisedOption
from planner.terminal.plan import stopping_politely

if TYPE_CHECKING:
    from planner.domain.change import Change
    from planner.usecases.replanning import ReplanReport

MAX_LINES = 40
"""Changes shown one by one; all are in the plan file and in `--json`."""


@click.command(cls=LocalisedCommand)
@click.argument("path", metavar="PLAN", type=click.Path(path_type=Path))
@click.option(
    "--at", cls=LocalisedOption, default="", metavar="HH:MM", help="The moment (default: now, if the plan is of today)."
)
@click.option(
    "--done", cls=LocalisedOption, multiple=True, metavar="T1:4",
    help="Stops that a team has behind it, counted as on the sheet (default: what the plan has it begin by then); repeatable.",
)  # fmt: skip
@click.option(
    "--done-through", cls=LocalisedOption, default="", metavar="HH:MM",
    help="What was to be finished by this time is done, and nothing else is begun.",
)  # fmt: skip
@click.option("--late", cls=LocalisedOption, multiple=True, metavar="T3=20m", help="A team is behind its plan; repeatable.")
@click.option("--away", cls=LocalisedOption, multiple=True, metavar="TEAM", help="A team makes nothing more; repeatable.")
@click.option(
    "--untouched", cls=LocalisedOption, multiple=True, metavar="TEAM", help="A team's rest stays as it is; repeatable."
)
@click.option(
    "--add", "added", cls=LocalisedOption, multiple=True, metavar="ID",
    help="Complaint, household or facility of the ledger to visit as well; repeatable.",
)  # fmt: skip
@click.option(
    "--lock", cls=LocalisedOption, multiple=True, metavar="LOCK",
    help="H12=T3 only that team, H12=first or last of what is left, H12<H34 before that one; repeatable.",
)  # fmt: skip
@click.option(
    "--waive", cls=LocalisedOption, multiple=True, metavar="ID", help="Required visit that may be left out today; repeatable."
)
@click.option(
    "--max-changes", cls=LocalisedOption, type=click.IntRange(min=0),
    help="Most changes beyond those that cannot be avoided (default: as many as pay).",
)  # fmt: skip
@click.option(
    "--disruption", cls=LocalisedOption, type=click.IntRange(min=0), metavar="MINUTES",
    help="Minutes of travel that one change weighs (default: as dds.toml says).",
)  # fmt: skip
@click.option(
    "--tolerance", cls=LocalisedOption, type=click.IntRange(min=0), metavar="MINUTES",
    help="A stop may shift by so much without counting as changed (default: as dds.toml says).",
)  # fmt: skip
@click.option(
    "--time-limit", cls=LocalisedOption, type=click.FloatRange(min=0), help="Seconds of search (default: as dds.toml says)."
)
@click.option(
    "--iterations", "max_iterations", cls=LocalisedOption, type=click.IntRange(min=0),
    help="Stop after so many iterations instead: the same plan every time.",
)  # fmt: skip
@click.option("--seed", cls=LocalisedOption, type=int, help="Seed of the search.")
@click.option("--engine", cls=LocalisedOption, help="Engine to search with.")
@click.pass_obj
def replan(context: CommandContext, /, *, path: Path, **options: Any) -> None:
    """Plan the rest of a running day anew: what is done stays, little else is moved.

    Teams are named by their id, or by the id of a shift. The plan of the whole day is kept as a new version.

    Example: dds replan plans/2025-08-26/plan-v1.json --at 10:30 --away T05 --late T03=20m --add C0012
    """
    from planner.usecases.desk_words import DeskWords  # noqa: PLC0415
    from planner.usecases.replanning import ReplanOptions, replan_day  # noqa: PLC0415

    words = DeskWords(**{field.name: options.pop(field.name) for field in dataclasses.fields(DeskWords)})
    for name in ("disruption", "tolerance"):
        options[name] = None if options[name] is None else options[name] * MINUTE
    waived = frozenset(options.pop("waive"))
    reporter = TerminalReporter(context)
    with stopping_politely(reporter):
        chosen = ReplanOptions(waived=waived, **options)
        report = replan_day(context.workspace(), path, words, chosen, reporter=reporter)
    reporter.finish()
    if report.kept.version > report.replanned.from_version + 1:
        context.tell("Version {old} was replanned, though the day has version {new} already.",
                     old=report.replanned.from_version, new=report.kept.version - 1)  # fmt: skip
    context.result(replan_text(context, report), replan_data(report, reporter.phases))


def replan_text(context: CommandContext, report: "ReplanReport") -> str:
    """What a duty officer wants to read after replanning."""
    from planner.rules.disruption import num_by_kind  # noqa: PLC0415

    changes, plan = report.replan.changes, report.replan.result.plan
    forced, num_facts = sum(change.is_forced for change in changes), sum(report.replanned.num_facts.values())
    lines = [
        context.say("Plan {path}", path=report.kept.path),
        context.say(
            "From {time}: {facts} visits done or under way, {left} to come; {stops} in all (before: {before}).",
            time=clock(report.news.time), facts=num_facts,
            left=plan.num_stops - num_facts, stops=plan.num_stops, before=report.before.num_stops,
        ),
        context.say(
            "{count} changes, {forced} of them unavoidable: {moved} to another team, {retimed} at another time, "
            "{dropped} dropped, {new} new.",
            count=len(changes), forced=forced,
            **{kind.value: number for kind, number in num_by_kind(changes).items()},
        ),
        *(_line(context, change) for change in changes[:MAX_LINES]),
    ]  # fmt: skip
    if len(changes) > MAX_LINES:
        lines.append(context.say("… and {count} more.", count=len(changes) - MAX_LINES))
    lines.append(context.say("Print the sheets with: dds print {path}", path=report.kept.path))
    return "\n".join(lines)


def _line(context: CommandContext, change: "Change") -> str:
    before = "–" if change.from_time is None else f"{change.from_shift} {clock(change.from_time)}"
    now = "–" if change.to_time is None else f"{change.to_shift} {clock(change.to_time)}"
    mark = f" ({context.say('unavoidable')})" if change.is_forced else ""
    return f"  {change.visit_id}: {context.say(f'changed.{change.kind.value}')}: {before} → {now}{mark}"


def replan_data(report: "ReplanReport", phases: dict[str, float]) -> dict[str, object]:
    """The same as data."""
    objective = report.replan.result.objective
    return {
        "plan": str(report.kept.path),
        "version": report.kept.version,
        "from_version": report.replanned.from_version,
        "at": clock(report.news.time),
        "num_stops": report.replan.result.plan.num_stops,
        "num_facts": dict(report.replanned.num_facts),
        "complaint_prize": objective.complaint_prize,
        "coverage_prize": objective.coverage_prize,
        "travel_duration": objective.travel_duration,
        "changes": [{**dataclasses.asdict(change), "kind": change.kind.value} for change in report.replan.changes],
        "phases": {name: round(seconds, 3) for name, seconds in phases.items()},
    }
