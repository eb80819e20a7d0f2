"""`dds desk`: the whole work in a browser, on the own PC or the station's network."""

import getpass
from pathlib import Path
from typing import Any

import click

from planner.terminal.context import CommandContext
from planner.terminal.heartbeat import hushed
from planner.terminal.kinds import File, Folder, Whole
from planner.terminal.localised import command, option


@command(example="dds desk")
@option("--port", type=Whole(1, 65535), help="TCP port (default: the desk's own, or a free one).")
@option("--lan", "is_lan", is_flag=True, help="Open it to the station's network, for everybody with an account.")
@option("--certificate", type=File(), help="Certificate for encrypted pages (PEM).")
@option("--key", type=File(), help="Private key of the certificate (PEM).")
@option("--no-browser", is_flag=True, help="Open no browser.")
@option("--icon", type=Folder(), help="Put a file there that opens the desk at a double click, and open no page.")
@option("--reset", metavar="NAME", default="", help="Give an account a new password instead, and unlock it.")
@click.pass_obj
def desk(context: CommandContext, /, *, icon: Path | None, reset: str, no_browser: bool, **options: Any) -> None:
    """Work in a browser: plan, print, record, complaints, reports; nothing leaves this PC.

    Ctrl-C ends it; what was confirmed is kept. Where it is open already, its page is shown.
    """
    from planner.usecases.serving import Serving  # noqa: PLC0415

    folder: Path = context.bare_workspace().folder  # the pages ask for an account themselves
    if icon is not None:
        from planner.usecases.desk_icon import write_icon  # noqa: PLC0415

        path = write_icon(folder, icon, context.words)
        context.result(context.say("A double click on {file} opens the desk.", file=path), {"file": str(path)})
        return
    if (options["certificate"] is None) != (options["key"] is None):
        raise click.UsageError(context.say("--certificate and --key belong together."))
    if context.open_desk is None:
        raise click.UsageError(context.say("The desk is opened by the command dds only."))
    if reset:
        from planner.usecases.accounts import require_account  # noqa: PLC0415

        require_account(context.bare_workspace(), reset)
        options["reset"], options["new_password"] = reset, _new_password(context)
    with hushed():  # it serves until it is ended
        context.open_desk(
            Serving(folder=folder, language=context.language, opens_browser=not no_browser, tell=context.tell, **options)
        )


def _new_password(context: CommandContext) -> str:
    """A password, asked for twice and never shown."""
    with hushed():
        first, second = (getpass.getpass(context.say(text)) for text in ("New password: ", "Once more: "))
    if first != second:
        raise click.UsageError(context.say("The two passwords differ."))
    return first
