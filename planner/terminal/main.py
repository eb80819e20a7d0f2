"""The `dds` command: finds the command that is asked for and turns every outcome into an exit code."""

import gettext
import importlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from planner import __version__
from planner.terminal.context import CommandContext, ExitCode
from planner.terminal.environment import require_own_packages
from planner.terminal.heartbeat import Heartbeat
from planner.terminal.localised import LocalisedGroup, group, language_of, option, speaking

if TYPE_CHECKING:
    from planner.usecases.accounts import Passwords
    from planner.usecases.serving import Serving

COMMANDS = {
    "demo": ("demo:demo", "Make an example area (invented, DATA CONTOH), plan a day and print its sheets."),
    "init": ("init:init", "Make an empty workspace with commented settings and templates to fill in."),
    "import": (
        "importing:import_",
        "Bring households, teams, complaints, facilities (CSV, XLSX or ODS) or roads into the workspace.",
    ),
    "today": (
        "today:today",
        "Say what is to be done next, how far today and tomorrow are, and what waits for somebody's word.",
    ),
    "plan": ("plan:plan", "Plan a day: who visits whom, when, by which way."),
    "day": ("day:day", "Set what is different for teams on one day, without touching the roster; show it, take it back."),
    "week": ("week:week", "Plan six days together, roll them on each evening, have them approved and announced."),
    "province": (
        "province:province",
        "Plan many stations in one run, each in a workspace of its own; nothing of a home leaves its station.",
    ),
    "reach": (
        "reach:reach",
        "Say which homes no team has a way to, by village and reason: nobody is promised what no team can reach.",
    ),
    "forecast": (
        "forecast:forecast",
        "Say when every household will have been visited at this strength, as a band: 1 in 10, half, 9 in 10 of the futures.",
    ),
    "check": ("check:check", "Check a plan, also one edited by hand: every broken law is listed."),
    "explain": ("explain:explain", "Explain a visit: why this team, or why it is left out and what would let it in."),
    "replan": ("replan:replan", "Plan the rest of a running day anew: what is done stays, little else is moved."),
    "change": (
        "change:change",
        "Change the newest plan of a day by hand: exactly that change, checked at once, kept as a new version.",
    ),
    "print": ("printing:print_", "Print a plan: a sheet with map for each team, all sheets in one file, cards, desk overview."),
    "radio": (
        "radio:radio",
        "Say what to read over the radio to teams whose sheets a plan changes: by the numbers that they hold, without names.",
    ),
    "handout": (
        "sheets:handout",
        "Note that sheets were handed out: those named by number or team, else all of the day that are printed.",
    ),
    "record": ("record:record", "Record what happened at the doors, from a plan's returned sheets or from one sheet."),
    "handback": (
        "sheets:handback",
        "Note that sheets came back, or were destroyed: those named by number or team, else all of the day that are out.",
    ),
    "sheets": (
        "sheets:sheets",
        "List the numbered sheets of a day with where they are; without a day those from today on, all missing and lost ones.",
    ),
    "complaint": (
        "complaint:complaint",
        "Enter a complaint, list those that are open, show one, or say how it goes on or ended (open takes that back).",
    ),
    "person": ("person:person", "Show, correct or erase what is kept of a household, at its request."),
    "status": ("status:status", "Say whether all is in order; finish or undo what was interrupted, keep results that wait."),
    "backup": (
        "backup:backup",
        "Copy the ledger into one file and check every page of the copy; desks may go on working meanwhile.",
    ),
    "purge": (
        "purge:purge",
        "Delete sheet files, places of plans and complaint texts that are older than [retention] in dds.toml; counts stay.",
    ),
    "sign-in": (
        "signing_in:sign_in",
        "Work at this terminal under an account of the desk: its name, not the PC's, stands in the audit trail.",
    ),
    "sign-out": ("signing_in:sign_out", "End the session of this terminal."),
    "audit": ("audit:audit", "List who did what and when, newest last; ids and counts only."),
    "whatif": ("whatif:whatif", "Hold scenarios against a plan: what is gained, what is lost, and why."),
    "report": ("report:report", "Report on a month: coverage, results, load, complaints, facilities; PDF and XLSX."),
    "desk": ("desk:desk", "Work in a browser: plan, print, record, complaints, reports; nothing leaves this PC."),
    "solve": ("solve:solve", "Answer any routing problem in the neutral JSON format, the conventions of VROOM."),
    "bench": (
        "bench:bench",
        "Measure engines against installed peers: problem files (.json), TOPTW instances (.txt), or the example area.",
    ),
}
"""Command name to where it lives and what it is for: `dds -h` loads no command, a command no other."""


class LazyGroup(LocalisedGroup):
    """A group that imports a command when it is asked for."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.commands = dict.fromkeys(COMMANDS, click.Command(None))  # click looks here for names like a mistyped one

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        loaded: click.Command = getattr(importlib.import_module(f"planner.terminal.{module}"), name)
        return loaded

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section(gettext.gettext("Commands")):
            formatter.write_dl([(name, gettext.gettext(text)) for name, (_, text) in COMMANDS.items()])


def _show_version(ctx: click.Context, _param: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        click.echo(gettext.gettext("dds, version {version}").format(version=__version__))
        ctx.exit()


@group(cls=LazyGroup, example="dds demo", context_settings={"help_option_names": ["-h", "--help"]})
@option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version and exit.")
def dds() -> None:
    """Plan the daily door-to-door visits of a police sector station."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command and end the process with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(
    arguments: list[str],
    *,
    open_desk: "Callable[[Serving], None] | None" = None,
    passwords: "Callable[[], Passwords] | None" = None,
    spent: float = 0.0,
) -> int:
    """Run the command and give its exit code; no outcome shows a traceback unless DDS_DEBUG is set.

    Parameters
    ----------
    open_desk
        Serves the desk's pages, where whoever runs the command has that door.
    passwords
        Makes what hashes and compares passwords, there.
    spent
        Seconds that the process has run for before: a time limit counts them.
    """
    began = time.monotonic() - spent
    language = language_of(arguments)
    context = CommandContext(folder=Path(), language=language, began=began, open_desk=open_desk, passwords=passwords)
    beat = Heartbeat(lambda seconds: context.tell("still at work after {seconds} s …", seconds=round(seconds)))
    with speaking(language), beat.beating():
        try:
            require_own_packages()
            outcome: Any = dds.main(args=arguments, prog_name="dds", standalone_mode=False, obj=context)
        except click.exceptions.Exit as stop:
            return stop.exit_code
        except click.ClickException as error:
            error.show()
            return ExitCode.USAGE
        except click.Abort:
            return 130
        except Exception as error:  # noqa: BLE001 (the last line of defence: a bug becomes a message and code 70)
            from planner.terminal.outcomes import exit_code_of, tell_failure, told_as  # noqa: PLC0415 (only a failure needs it)
            from planner.usecases.failing import way_of  # noqa: PLC0415 (as above)

            if os.environ.get("DDS_DEBUG"):
                for line in way_of(error):
                    click.echo(line, err=True)

            told = told_as(error)
            tell_failure(told, language)
            return exit_code_of(told)
    return int(outcome) if isinstance(outcome, int) else ExitCode.DONE
