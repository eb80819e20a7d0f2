"""Asks before something is done that is hardly meant; where nobody can answer, an option has to have said yes."""

import getpass
import sys

import click

from planner.domain.errors import Fault, InputError
from planner.terminal.context import CommandContext
from planner.terminal.heartbeat import hushed
from planner.terminal.localised import option

YES_VARIABLE = "DDS_ANY_DAY"
"""Environment variable that says yes for every command of a script that plans other days than those to come."""

any_day = option(
    "--any-day",
    is_flag=True,
    envvar=YES_VARIABLE,
    help="Plan it though it or its duty is over, or it is far ahead, without asking.",
)


def require_sure(context: CommandContext, doubt: Fault | None, *, is_sure: bool, question: str = "") -> None:
    """Ask whether something odd is meant.

    Parameters
    ----------
    question
        In the interface's language; empty: whether to plan it.

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
    if not is_confirmed(context, question or context.say("Plan it all the same?")):
        raise click.Abort


_YES = frozenset({"y", "ya", "yes", "iya"})
_NO = frozenset({"", "n", "t", "no", "tidak", "tdk"})
"""What people type at a question, in whatever language it is asked; nothing is no."""


def secret(question: str) -> str:
    """A password, typed unseen; from a pipe the first line, without the end that it has on one system or another."""
    with hushed():
        return getpass.getpass(question) if sys.stdin.isatty() else sys.stdin.readline().removesuffix("\n").removesuffix("\r")


def is_yes(word: str) -> bool:
    """Whether what somebody has typed is a clear yes."""
    return word.strip().casefold() in _YES


def is_confirmed(context: CommandContext, question: str) -> bool:
    """Ask a question until yes or no is typed; the question names the keys in the interface's language.

    Raises
    ------
    click.Abort
        If nobody answers.
    """
    keys = context.say("(yes/no; Enter: no)")
    with hushed():
        while True:
            word = click.prompt(f"{question} {keys}", default="", show_default=False, prompt_suffix=" ", err=True)
            if is_yes(word) or word.strip().casefold() in _NO:
                return is_yes(word)
