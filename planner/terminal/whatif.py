"""`dds whatif`: scenarios against a kept plan."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.terminal.context import CommandContext, TerminalReporter
from planner.terminal.localised import LocalisedCommand, LocalisedOption
from planner.terminal.outcomes import tell_faults
from planner.terminal.plan import stopping_politely

if TYPE_CHECKING:
    from planner.usecases.whatif.question import Question

MAX_NAMED = 12
"""Ids listed on the terminal; all of them are in the JSON form."""

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(cls=LocalisedCommand)
@click.argument("path", metavar="PLAN", type=click.Path(path_type=Path))
@click.argument("files", metavar="[SCENARIO]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--without", cls=LocalisedOption, multiple=True, metavar="TEAM", help="A team that is away; repeatable.")
@click.option("--mode", cls=LocalisedOption, multiple=True, metavar="TEAM=MODE", help="How a team moves: T05=foot; repeatable.")
@click.option("--split", cls=LocalisedOption, is_flag=True, help="Single officers instead of teams.")
@click.option(
    "--shift-hours", cls=LocalisedOption, multiple=True, metavar="[SHIFT=]HOURS",
    help="Hours of a named shift (hari=08:00-15:00), or of all shifts (16:00-18:00).",
)  # fmt: skip
@click.option(
    "--longer", cls=LocalisedOption, type=click.IntRange(-1440, 1440), metavar="MINUTES", help="Duty ends so much later."
)
@click.option("--visit-hours", cls=LocalisedOption, metavar="HOURS", help="When doors are knocked at: 08:00-20:00.")
@click.option("--close", cls=LocalisedOption, multiple=True, metavar="STREET", help="A street that is closed; repeatable.")
@click.option(
    "--close-village", cls=LocalisedOption, multiple=True, metavar="VILLAGE", help="A village that is closed; repeatable."
)
@click.option(
    "--flood", cls=LocalisedOption, multiple=True, metavar="RIVER=METRES", help="Everything so near a river is closed."
)
@click.option(
    "--travel", cls=LocalisedOption, multiple=True, metavar="[CLASS=]FACTOR",
    help="Travel takes so many times as long, on all roads or on a class: trunk=1.5; repeatable.",
)  # fmt: skip
@click.option("--more-complaints", cls=LocalisedOption, type=click.IntRange(1, 1000), help="So many urgent complaints more.")
@click.option(
    "--balance", cls=LocalisedOption, type=click.FloatRange(0, 1),
    help="0 coverage only … 1 complaints only (default: complaints first).",
)  # fmt: skip
@click.option("--everybody-by", cls=LocalisedOption, metavar="DATE", help="What it takes to visit everybody by a day.")
@click.option("--pareto", cls=LocalisedOption, is_flag=True, help="Also the curve between complaints and coverage.")
@click.option("--time-limit", cls=LocalisedOption, type=click.FloatRange(min=0), help="Seconds of each search (default: 2).")
@click.option(
    "--iterations", "max_iterations", cls=LocalisedOption, type=click.IntRange(min=0),
    help="Stop after so many iterations instead: the same plan every time.",
)  # fmt: skip
@click.option("--seed", cls=LocalisedOption, type=int, help="Seed of the search.")
@click.option("--engine", cls=LocalisedOption, help="Engine to search with.")
@click.option("--csv", "csv_path", cls=LocalisedOption, type=_FILE, help="Write the table of measures.")
@click.option("--pdf", "pdf_path", cls=LocalisedOption, type=_FILE, help="Write a page with the table and maps of both plans.")
@click.option("--keep", cls=LocalisedOption, default="", metavar="NAME", help="Keep this scenario's plan as a new version.")
@click.pass_obj
def whatif(context: CommandContext, /, *, path: Path, files: tuple[Path, ...], **options: Any) -> None:
    """Hold scenarios against a plan: what is gained, what is lost, and why.

    A scenario is a file (dds init writes ten of them into scenarios/) or the options below. Nothing is kept unless --keep says
    so.

    Example: dds whatif plans/2025-08-26/plan-v1.json scenarios/banjir.toml --without T03
    """
    from planner.terminal.whatif_text import whatif_text  # noqa: PLC0415
    from planner.usecases.whatif.curve import curve_of  # noqa: PLC0415
    from planner.usecases.whatif.pipeline import WhatifOptions, what_if  # noqa: PLC0415
    from planner.usecases.whatif.showing import sheet_data, sheet_of, write_csv, write_page  # noqa: PLC0415
    from planner.usecases.whatif.spoken import spoken_scenario  # noqa: PLC0415

    spoken = spoken_scenario(options, title=context.say("Options of the command line"))
    _require_something(files, spoken, is_curve=options["pareto"])
    chosen = WhatifOptions(**{name: options[name] for name in ("time_limit", "max_iterations", "seed", "engine", "keep")})
    reporter = TerminalReporter(context)
    with stopping_politely(reporter):
        report = what_if(
            context.workspace(),
            path,
            [*files, *([spoken] if spoken else [])],
            chosen,
            reporter=reporter,
            on_asked=lambda questions: _tell_cut_off(context, questions),
        )
        curve = curve_of(report, reporter=reporter) if options["pareto"] else ()
    sheet = sheet_of(report, curve=curve)
    if options["csv_path"]:
        write_csv(sheet, options["csv_path"])
    if options["pdf_path"]:
        reporter.phase("drawing the comparison")
        write_page(report, sheet, options["pdf_path"], language=context.language)
    reporter.finish()
    tell_faults(report.notes, context.language)
    kept = report.kept.path if report.kept else None
    data = {**sheet_data(sheet), "kept": None if kept is None else str(kept), "notes": [n.text() for n in report.notes]}
    context.result(whatif_text(context, sheet, kept=kept, max_ids=MAX_NAMED), data)


def _require_something(files: tuple[Path, ...], spoken: object, *, is_curve: bool) -> None:
    from planner.domain.errors import Fault, InputError  # noqa: PLC0415

    if not files and spoken is None and not is_curve:
        raise InputError([Fault(code="E8054")])


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
