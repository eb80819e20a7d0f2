"""`dds whatif`: scenarios against a kept plan."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.terminal.context import CommandContext
from planner.terminal.kinds import PLACE, NewFile, Whole
from planner.terminal.localised import argument, command, option
from planner.terminal.options import balance, plan_path, search_options
from planner.terminal.outcomes import tell_faults
from planner.terminal.progress import working

if TYPE_CHECKING:
    from planner.usecases.whatif.question import Question

MAX_NAMED = 12
"""Ids listed on the terminal; all of them are in the JSON form."""


@command(example="dds whatif plans/2025-08-26/plan-v1.json scenarios/banjir.toml --without T03")
@plan_path
@argument("files", metavar="[SCENARIO]...", nargs=-1, type=PLACE, help="Scenario files.")
@option("--without", multiple=True, metavar="TEAM", help="A team that is away; repeatable.")
@option("--mode", multiple=True, metavar="TEAM=MODE", help="How a team moves: T05=foot; repeatable.")
@option("--split", is_flag=True, help="Single officers instead of teams.")
@option(
    "--shift-hours", multiple=True, metavar="[SHIFT=]HOURS",
    help="Hours of a named shift (hari=08:00-15:00), or of all shifts (16:00-18:00).",
)  # fmt: skip
@option("--longer", type=Whole(-1440, 1440), metavar="MINUTES", help="Duty ends so much later.")
@option("--visit-hours", metavar="HOURS", help="When doors are knocked at: 08:00-20:00.")
@option("--close", multiple=True, metavar="STREET", help="A street that is closed; repeatable.")
@option("--close-village", multiple=True, metavar="VILLAGE", help="A village that is closed; repeatable.")
@option("--flood", multiple=True, metavar="RIVER=METRES", help="Everything so near a river is closed.")
@option(
    "--travel", multiple=True, metavar="[CLASS=]FACTOR",
    help="Travel takes so many times as long, on all roads or on a class: trunk=1.5; repeatable.",
)  # fmt: skip
@option("--more-complaints", type=Whole(1, 1000), help="So many urgent complaints more.")
@balance("0 coverage only … 1 complaints only (default: as the plan was made).")
@option("--everybody-by", metavar="DATE", help="What it takes to visit everybody by a day.")
@option("--pareto", is_flag=True, help="Also the curve between complaints and coverage.")
@search_options(limit="Seconds of each search (default: 1.75).", seed="Seed of the search (default: that of the plan).")
@option("--csv", "csv_path", type=NewFile(), help="Write the table of measures.")
@option("--pdf", "pdf_path", type=NewFile(), help="Write a page with the table and maps of both plans.")
@option("--keep", default="", metavar="NAME", help="Keep this scenario's plan as a new version.")
@click.pass_obj
def whatif(context: CommandContext, /, *, path: Path, files: tuple[Path, ...], **options: Any) -> None:
    """Hold scenarios against a plan: what is gained, what is lost, and why.

    A scenario is a file (dds init writes ten of them into scenarios/) or the options below. Nothing is kept unless --keep says
    so.
    """
    from planner.terminal.scenario_words import spoken_scenario  # noqa: PLC0415
    from planner.terminal.whatif_text import whatif_text  # noqa: PLC0415
    from planner.usecases.searching import SearchWish  # noqa: PLC0415
    from planner.usecases.whatif.comparing import ask_what_if, compare_what_if, keep_scenario  # noqa: PLC0415

    spoken = spoken_scenario(options, title=context.say("Options of the command line"))
    _require_something(files, spoken, is_curve=options["pareto"])
    wish = SearchWish(**{name: options[name] for name in ("time_limit", "max_iterations", "seed", "engine")})
    workspace, keep = context.workspace(), options["keep"]
    with working(context, is_stoppable=True) as reporter:
        asked = ask_what_if(workspace, path, [*files, *([spoken] if spoken else [])], reporter=reporter)
        if keep:
            asked.require(keep)
            workspace.require_writable(workspace.plan_folder(asked.baseline.date))
        _tell_cut_off(context, asked.questions)
        report = compare_what_if(asked, wish, with_curve=options["pareto"], reporter=reporter)
        if keep:
            report = keep_scenario(workspace, report, keep, reporter=reporter)
        if options["csv_path"]:
            report.write_csv(options["csv_path"])
        if options["pdf_path"]:
            reporter.phase("drawing the comparison")
            report.write_page(options["pdf_path"], language=context.language)
    tell_faults(report.notes, context.language)
    kept = report.kept.path if report.kept else None
    context.result(whatif_text(context, report.sheet(), kept=kept, max_ids=MAX_NAMED), report.as_data())


def _require_something(files: tuple[Path, ...], spoken: object, *, is_curve: bool) -> None:
    from planner.domain.errors import InputError  # noqa: PLC0415

    if not files and spoken is None and not is_curve:
        raise InputError.of("E8054")


def _tell_cut_off(context: CommandContext, questions: Sequence["Question"]) -> None:
    """Before anything is searched: whom nobody can reach, and who would be inside a closure."""
    for question in questions:
        name = question.scenario.label
        if question.cut_off or question.homes_cut_off:
            context.tell(
                "Cut off in {name}: {homes} households of the area, {count} visits offered: {ids}",
                name=name,
                homes=len(question.homes_cut_off),
                count=len(question.cut_off),
                ids=_some(question.cut_off or question.homes_cut_off),
            )
        if question.caught:
            ids = _some([f"{shift} {visit}".strip() for shift, visit in question.caught])
            context.tell("Inside a closure of {name} when it begins: {ids}", name=name, ids=ids)


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:MAX_NAMED]) + (" …" if len(ids) > MAX_NAMED else "")
