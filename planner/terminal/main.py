"""The `dds` command: reads the options that all commands share and turns every outcome into an exit code."""

import importlib
import os
import sys
import time
import traceback
from pathlib import Path
from typing import Any, NoReturn

import click

from planner import __version__
from planner.terminal.context import CommandContext, ExitCode
from planner.terminal.localised import LocalisedGroup, LocalisedOption, language_of
from planner.words.language import DEFAULT_LANGUAGE, LANGUAGES

COMMANDS = {
    "demo": "planner.terminal.demo:demo",
    "init": "planner.terminal.init:init",
    "import": "planner.terminal.importing:import_",
    "plan": "planner.terminal.plan:plan",
    "forecast": "planner.terminal.forecast:forecast",
    "check": "planner.terminal.check:check",
    "explain": "planner.terminal.explain:explain",
    "replan": "planner.terminal.replan:replan",
    "print": "planner.terminal.printing:print_",
    "handout": "planner.terminal.sheets:handout",
    "record": "planner.terminal.record:record",
    "handback": "planner.terminal.sheets:handback",
    "sheets": "planner.terminal.sheets:sheets",
    "complaint": "planner.terminal.complaint:complaint",
    "person": "planner.terminal.person:person",
    "backup": "planner.terminal.backup:backup",
    "purge": "planner.terminal.purge:purge",
    "whatif": "planner.terminal.whatif:whatif",
    "report": "planner.terminal.report:report",
    "solve": "planner.terminal.solve:solve",
    "bench": "planner.terminal.bench:bench",
}
"""Command name to where it lives; loaded when it is called, so that `dds -h` needs no engine and no tables."""


class LazyGroup(LocalisedGroup):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--workspace", cls=LocalisedOption, envvar="DDS_WORKSPACE", default=".", type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the workspace (default: the current folder, or DDS_WORKSPACE).",
)  # fmt: skip
@click.option(
    "--lang", cls=LocalisedOption, envvar="DDS_LANG", type=click.Choice(LANGUAGES), default=DEFAULT_LANGUAGE,
    help="Language of messages and sheets.",
)  # fmt: skip
@click.option("--json", "is_json", cls=LocalisedOption, is_flag=True, help="Results as JSON on stdout.")
@click.version_option(__version__, prog_name="dds")
@click.pass_context
def dds(ctx: click.Context, workspace: Path, lang: str, is_json: bool) -> None:
    """Plan the daily door-to-door visits of a police sector station.

    Example: dds demo
    """
    began = ctx.obj if isinstance(ctx.obj, float) else time.monotonic()
    ctx.obj = CommandContext(folder=workspace, language=lang, is_json=is_json, began=began)


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command and end the process with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run the command and give its exit code; no outcome shows a traceback unless DDS_DEBUG is set."""
    began = time.monotonic()
    from planner.terminal.outcomes import exit_code_of, tell_failure  # noqa: PLC0415

    language = language_of(arguments)
    try:
        outcome: Any = dds.main(args=arguments, prog_name="dds", standalone_mode=False, obj=began)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except click.Abort:
        return 130
    except Exception as error:  # noqa: BLE001 (the last line of defence: a bug becomes a message and code 70)
        if os.environ.get("DDS_DEBUG"):
            traceback.print_exc()
        tell_failure(error, language)
        return exit_code_of(error)
    return int(outcome) if isinstance(outcome, int) else ExitCode.DONE
