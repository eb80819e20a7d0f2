"""`dds sign-in` and `dds sign-out`: an account of the desk works at this terminal, and the audit trail knows it by name."""

from typing import TYPE_CHECKING

import click

from planner.terminal.asking import secret
from planner.terminal.context import CommandContext
from planner.terminal.localised import argument, command

if TYPE_CHECKING:
    from planner.usecases.accounts import Passwords


@command(name="sign-in", example="dds sign-in sari")
@argument("name", help="Name of the account, as at the desk's pages.")
@click.pass_obj
def sign_in(context: CommandContext, *, name: str) -> None:
    """Work at this terminal under an account of the desk: its name, not the PC's, stands in the audit trail.

    It ends after 12 hours, after 2 hours without a command, with sign-out, or when the account is changed.
    """
    from planner.usecases.signing_in import sign_in as begin  # noqa: PLC0415

    passwords = _passwords(context)
    account = begin(context.bare_workspace(), name, secret(context.say("Password: ")), passwords)
    context.result(context.say("{name} works at this terminal now.", name=account.name), {"name": account.name})


@command(name="sign-out", example="dds sign-out")
@click.pass_obj
def sign_out(context: CommandContext) -> None:
    """End the session of this terminal."""
    from planner.usecases.signing_in import sign_out as end  # noqa: PLC0415

    end(context.bare_workspace())
    context.result(context.say("Nobody is signed in at this terminal."), {"name": None})


def _passwords(context: CommandContext) -> "Passwords":
    if context.passwords is None:
        raise click.UsageError(context.say("The desk is opened by the command dds only."))
    return context.passwords()
