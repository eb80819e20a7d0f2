"""Failures as people read them, and the exit code of each."""

import click

from planner.domain.errors import Fault, InputError
from planner.terminal.context import ExitCode
from planner.usecases.refusing import CheckFailedError, RequiredMissedError, refusal_of
from planner.words.language import Words, words

_ABOUT_INPUT = frozenset({
    "E6030", "E6031", "E6032", "E6033", "E6034", "E6038", "E6040", "E6048", "E6049", "E6050", "E6061", "E6062",
    "E6063", "E6090", "E6091", "E6092", "E6093", "E6140", "E6141", "E6142", "E6143", "E6144", "E6145", "E6146", "E6151",
    "E6155", "E6160", "E6170", "E6171", "E6182", "E6183", "E6184",
})  # fmt: skip
"""Faults of the ledger's rooms that are about what was asked for; the ledger itself is well."""


def told_as(error: Exception) -> Exception:
    """What a failure is to people: bytes that are no text, typed, piped or in a file's name, are theirs to write anew (E9002).

    Python hands such bytes on in the texts of the command line and of pipes, and fails where they are to be written.
    """
    if isinstance(error, UnicodeEncodeError) and error.encoding == "utf-8" and "surrogates" in error.reason:
        return InputError.of("E9002")
    return refusal_of(error)


def exit_code_of(error: Exception) -> int:
    """Exit code of a failure; anything unknown is our bug."""
    if isinstance(error, CheckFailedError):
        return ExitCode.CHECK_FAILED
    if isinstance(error, RequiredMissedError):
        return ExitCode.NO_PLAN
    if isinstance(error, InputError):
        is_trouble = all(fault.code.startswith("E6") and fault.code not in _ABOUT_INPUT for fault in error.faults)
        return ExitCode.WORKSPACE if is_trouble else ExitCode.INPUT
    return ExitCode.BUG


def tell_failure(error: Exception, language: str) -> None:
    """Say on stderr what went wrong and what to do."""
    if isinstance(error, InputError):
        tell_faults(error.faults, language, num_more=error.num_more)
        return
    for line in _lines(error, words(language)):
        click.echo(line, err=True)


def _lines(error: Exception, say: Words) -> list[str]:
    if isinstance(error, CheckFailedError):
        count = len(error.violations)
        return [
            say.text("The plan breaks {count} laws; nothing was written. This is our fault:", count=count),
            *(f"  {say.violation(found)}" for found in error.violations[:20]),
        ]
    if isinstance(error, RequiredMissedError):
        return [
            say.text("The plan leaves out promised or locked visits, so it was not kept:"),
            *(f"  {visit}: {say.text(f'why.{reason.value}')}" for visit, reason in error.missed.items()),
            *(say.fault(note) for note in error.notes),
            say.text("Give the team or the hours that they need, or leave one out for today with --waive ID."),
        ]
    kind = type(error).__name__
    return [
        say.text(
            "Something went wrong inside the program ({kind}). What was begun is finished or undone by the next command.",
            kind=kind,
        ),
        say.text("Run it again with DDS_DEBUG=1 and send the output to the maintainers."),
    ]


def tell_faults(faults: tuple[Fault, ...], language: str, *, num_more: int = 0) -> None:
    """List faults, one a line, and count the rest."""
    say = words(language)
    for fault in faults:
        click.echo(say.fault(fault), err=True)
    if num_more:
        click.echo(say.text("… and {count} more.", count=num_more), err=True)
