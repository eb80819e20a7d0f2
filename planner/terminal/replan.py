"""`dds replan`: the rest of a running day planned anew, with as little disturbance as may be."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.domain.errors import InputError
from planner.domain.units import DAY, MINUTE
from planner.terminal.context import CommandContext
from planner.terminal.kinds import COUNT, Whole
from planner.terminal.localised import command, option
from planner.terminal.options import plan_path, search_options, waive
from planner.terminal.progress import timed, working

if TYPE_CHECKING:
    from planner.domain.change import Change
    from planner.usecases.replanning import ReplanReport

MAX_LINES = 40
"""Changes shown one by one; all are in the plan file and in `--json`."""


@command(example="dds replan plans/2025-08-26/plan-v1.json --at 10:30 --away T05 --late T03=20m --add C0012")
@plan_path
@option("--at", default="", metavar="HH:MM", help="The moment (default: now; of a day to come, its first duty).")
@option(
    "--done", multiple=True, metavar="T1:4",
    help="Stops that a team has behind it, counted as on the sheet (default: what the plan has it begin by then); repeatable.",
)  # fmt: skip
@option(
    "--done-through", default="", metavar="HH:MM",
    help="What was to be finished by this time is done, and nothing else is begun.",
)  # fmt: skip
@option("--late", multiple=True, metavar="T3=20m", help="A team is behind its plan; repeatable.")
@option("--away", multiple=True, metavar="TEAM", help="A team makes nothing more; repeatable.")
@option("--untouched", multiple=True, metavar="TEAM", help="A team's rest stays as it is; repeatable.")
@option(
    "--add", "added", multiple=True, metavar="ID",
    help="Complaint, household or facility of the ledger to visit as well; repeatable.",
)  # fmt: skip
@option(
    "--lock", multiple=True, metavar="LOCK",
    help="H12=T3 only that team, H12=first or last of what is left, H12<H34 before that one; repeatable.",
)  # fmt: skip
@waive
@option(
    "--max-changes", type=COUNT,
    help="Most changes beyond those that cannot be avoided (default: as many as pay).",
)  # fmt: skip
@option(
    "--disruption", type=Whole(0, DAY // MINUTE), metavar="MINUTES",
    help="Minutes of travel that one change weighs (default: as dds.toml says).",
)  # fmt: skip
@option(
    "--tolerance", type=Whole(0, DAY // MINUTE), metavar="MINUTES",
    help="A stop may shift by so much without counting as changed (default: as dds.toml says).",
)  # fmt: skip
@search_options()
@click.pass_obj
def replan(context: CommandContext, /, *, path: Path, **options: Any) -> None:
    """Plan the rest of a running day anew: what is done stays, little else is moved.

    Teams are named by their id, or by the id of a shift. The plan of the whole day is kept as a new version.
    """
    from planner.terminal.desk_words import DeskWords, read_locks, read_news, read_time  # noqa: PLC0415
    from planner.usecases.reading import read_sound_plan  # noqa: PLC0415
    from planner.usecases.replanning import ReplanWish, replan_day  # noqa: PLC0415
    from planner.usecases.running_day import moment_or_start  # noqa: PLC0415
    from planner.usecases.searching import SearchWish  # noqa: PLC0415

    workspace = context.workspace()
    words = DeskWords(**{field.name: options[field.name] for field in dataclasses.fields(DeskWords)})
    search = SearchWish(**{name: options[name] for name in ("engine", "seed", "time_limit", "max_iterations")})
    with working(context, is_stoppable=True) as reporter:
        reporter.phase("reading the plan")
        read = read_sound_plan(path)
        date, problem = read.document.date, read.problem
        time = moment_or_start(workspace, date, problem, read_time("--at", options["at"]))
        if time is None:
            raise InputError.of("E8103", date=date.isoformat())
        news = read_news(words, problem, read.document.plan, time=time)
        wish = ReplanWish(
            added=options["added"],
            waived=frozenset(options["waive"]),
            locks=read_locks(options["lock"], problem),
            max_changes=options["max_changes"],
            **{name: options[name] and options[name] * MINUTE for name in ("disruption", "tolerance")},
        )
        report = replan_day(workspace, read, news, wish, search, reporter=reporter)
    if report.kept.version > report.replanned.from_version + 1:
        context.tell("Version {old} was replanned, though the day has version {new} already.",
                     old=report.replanned.from_version, new=report.kept.version - 1)  # fmt: skip
    context.result(replan_text(context, report), timed(report.as_data(), reporter))


def replan_text(context: CommandContext, report: "ReplanReport") -> str:
    """What a duty officer wants to read after replanning."""
    from planner.rules.disruption import num_by_kind  # noqa: PLC0415

    changes, plan = report.replan.changes, report.replan.result.plan
    forced, num_facts = sum(change.is_forced for change in changes), sum(report.replanned.num_facts.values())
    lines = [
        context.say("Plan {path}", path=report.kept.path),
        context.say(
            "From {time}: {facts} visits done or under way, {left} to come; {stops} in all (before: {before}).",
            time=context.words.clock(report.news.time), facts=num_facts,
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
    before = "–" if change.from_time is None else f"{change.from_shift} {context.words.clock(change.from_time)}"
    now = "–" if change.to_time is None else f"{change.to_shift} {context.words.clock(change.to_time)}"
    mark = f" ({context.say('unavoidable')})" if change.is_forced else ""
    return f"  {change.visit_id}: {context.say(f'changed.{change.kind.value}')}: {before} → {now}{mark}"
