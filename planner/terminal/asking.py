"""Asks before something is done that is hardly meant; where nobody can answer, an option has to have said yes."""

import sys

import click

from planner.domain.errors import Fault, InputError
from planner.terminal.context import CommandContext
from planner.terminal.heartbeat import hushed
from planner.terminal.localised import option

YES_VARIABLE = "DDS_ANY_DAY"
"""Environment variable that says yes for every command of a script that plans other days than those to come."""

any_day = option(
    "--any-day", is_flag=True, envvar=YES_VARIABLE, help="Plan it though it is over or more than a year ahead, without asking."
)


def require_sure(context: CommandContext, doubt: Fault | None, *, is_sure: bool) -> None:
    """Ask whether something odd is meant.

    Raises
    ------
    InputError
        With the doubt, where there is nobody to answer.
    click.Abort
        If it is not meant.
    """
    if doubt is None or is_sure:
        return
    if not sys.stdin.isatty():
        raise InputError([doubt])
    click.echo(context.words.fault(doubt), err=True)
    with hushed():
        if not click.confirm(context.say("Plan it all the same?"), err=True):
            raise click.Abort
