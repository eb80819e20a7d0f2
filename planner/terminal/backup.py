"""`dds backup`: a sound copy of the ledger while others work, sealed by a passphrase if wished."""

import sys
from pathlib import Path

import click

from planner.terminal.asking import secret
from planner.terminal.context import CommandContext
from planner.terminal.kinds import File, OutFile
from planner.terminal.localised import argument, command, option


@command(example="dds backup D:/cadangan/ledger-2025-08-26.sqlite")
@argument("path", metavar="FILE", type=OutFile(), help="The copy; it must not be there yet.")
@option("--encrypt", "is_sealed", is_flag=True, help="Seal the copy by a passphrase (age format); from a pipe: its first line.")
@option("--decrypt", "sealed", type=File(), metavar="BACKUP", help="Make FILE a plain ledger of this sealed backup instead.")
@click.pass_obj
def backup(context: CommandContext, *, path: Path, is_sealed: bool, sealed: Path | None) -> None:
    """Copy the ledger into one file and check every page of the copy; desks may go on working meanwhile."""
    from planner.usecases.backing_up import back_up, open_sealed, require_openable, require_sealable  # noqa: PLC0415

    if is_sealed and sealed:
        raise click.UsageError(context.say("--encrypt or --decrypt, not both."))
    if sealed:
        require_openable(sealed, path)
        report = open_sealed(sealed, path, _passphrase(context, is_new=False))
    else:
        workspace = context.workspace()
        if is_sealed:
            require_sealable(workspace, path)
        report = back_up(workspace, path, passphrase=_passphrase(context, is_new=True) if is_sealed else None)
    size = context.words.decimal(report.num_bytes / 1e6)
    text = context.say("Backup {path}: {size} MB, checked. Audit: {anchor}.", path=path, size=size, anchor=report.anchor.text())
    context.result(text, report.as_data())


def _passphrase(context: CommandContext, *, is_new: bool) -> str:
    """Typed unseen, a new one twice; from a pipe the first line."""
    first = secret(context.say("Passphrase: "))
    if is_new and sys.stdin.isatty() and first != secret(context.say("Once more: ")):
        raise click.UsageError(context.say("The two passwords differ."))
    return first
