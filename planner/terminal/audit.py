"""`dds audit`: who did what, and when."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.terminal.context import CommandContext, aligned
from planner.terminal.kinds import File
from planner.terminal.localised import command, option
from planner.terminal.options import day_option

if TYPE_CHECKING:
    from planner.ledger.records import AuditEntry
    from planner.usecases.auditing import AuditReport


@command(example="dds audit --day 2025-08-26 --kind import")
@day_option("--day", text="This day only.")
@day_option("--from", "first", text="From this day on.")
@day_option("--to", "last", text="Up to this day.")
@option("--person", metavar="NAME", help="What this person or account did.")
@option("--kind", metavar="KIND", help="Only entries of this kind, such as import, plan or erase.")
@option("--verify", "is_verifying", is_flag=True, help="Check instead that the ledger is as this program left it.")
@option(
    "--against", multiple=True, type=File(), metavar="BACKUP", help="With --verify: a backup that the trail must still hold."
)
@option(
    "--anchor", "anchors", multiple=True, metavar="ANCHOR", help="With --verify: an anchor as a report or a backup shows it."
)
@click.pass_obj
def audit(
    context: CommandContext,
    /,
    *,
    is_verifying: bool,
    against: tuple[Path, ...],
    anchors: tuple[str, ...],
    **asked: Any,
) -> None:
    """List who did what and when, newest last; ids and counts only."""
    if is_verifying:
        _verify(context, against, anchors)
    elif against or anchors:
        raise click.UsageError(context.say("--against and --anchor go with --verify."))
    else:
        _list(context, **asked)


def _verify(context: CommandContext, against: tuple[Path, ...], anchors: tuple[str, ...]) -> None:
    from planner.usecases.verifying import verify  # noqa: PLC0415

    report = verify(context.workspace(), backups=against, written=anchors)
    text = context.say(
        "The ledger is as this program left it. Audit entries: {entries}; anchors held: {anchors}. Newest anchor: {now}",
        entries=report.last.number, anchors=report.num_anchors, now=report.last.text(),
    )  # fmt: skip
    if report.rewritten_at:
        text += " " + context.say("Entry {number} says that all before it was written anew.", number=report.rewritten_at)
    if report.backwards_at:
        text += " " + context.say("Entry {number} is dated before the one before it.", number=report.backwards_at)
    if not report.has_sums:
        text += " " + context.say("Rows were not checked: a database server has no sums of them.")
    context.result(text, report.as_data())


def _list(context: CommandContext, *, person: str | None, kind: str | None, **days: dt.date | None) -> None:
    from planner.usecases.auditing import audit_trail  # noqa: PLC0415

    day, first, last = map(days.get, ("day", "first", "last"))
    if day and (first or last):
        raise click.UsageError(context.say("Give a day, or the first and last day, not both."))
    kind = next((code for code, word in context.words.group("audit").items() if word == kind), kind)  # a word or a code
    report = audit_trail(context.workspace(), first_day=day or first, last_day=day or last, person=person, kind=kind)
    context.result(_text(context, report), report.as_data())


def _text(context: CommandContext, report: "AuditReport") -> str:
    rows = [_row(context, report, entry) for entry in report.entries]
    return "\n".join(aligned(rows, num_left=5)) if rows else context.say("No entries.")


def _row(context: CommandContext, report: "AuditReport", entry: "AuditEntry") -> list[str]:
    """An entry in words; `--json` has the codes."""
    from planner.usecases.audit_words import details_in_words, kind_in_words, subject_in_words  # noqa: PLC0415

    told = (say(entry, context.words) for say in (kind_in_words, subject_in_words, details_in_words))
    return [f"{report.moment(entry):%Y-%m-%d %H:%M:%S}", entry.actor, *told]
