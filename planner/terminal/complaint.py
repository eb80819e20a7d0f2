"""`dds complaint`: the book of complaints, entered, listed, and what the desk says of each."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from planner.domain.categories import SPECIAL_REFERRAL
from planner.terminal.context import CommandContext, aligned
from planner.terminal.localised import argument, command, option
from planner.terminal.options import day_option
from planner.terminal.outcomes import tell_faults
from planner.terminal.typing_in import read_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.usecases.complaints import ComplaintReport

STATUSES = ("open", "accepted", "waiting", "solved", "referred", "closed")
NEW, LIST, DUE, SHORT, TEXT = "new", "list", "due", "short", "text"


@command(example="dds complaint K0012 waiting --for agency --until 2026-12-20")
@argument(
    "id_",
    metavar="ID|new|list|due|short",
    help="Id of the complaint; new: enter one; list: those that are open; due: those that want a word by today, by what is to "
    "be done; short: words too few for the national form.",
)
@argument(
    "status",
    metavar="open|accepted|waiting|solved|referred|closed|text",
    required=False,
    type=click.Choice((*STATUSES, TEXT)),
    help="What the desk says of it (default: only show it); text: the resident's words, asked for, added to those kept.",
)
@day_option("--until", text="Waiting: the day of the next contact (default: by due_days_normal).")
@option("--for", "waiting_for", type=click.Choice(["agency", "resident", "date"]), help="Waiting: for whom.")
@option("--replace", "is_replaced", is_flag=True, help="Text: the words take the place of those that are kept.")
@option("--household", metavar="ID", help="New: the household that it is followed up at.")
@option("--village", default="", metavar="VILLAGE", help="New, without a household: name or code of the village.")
@option("--rt", default="", metavar="DIGITS", help="RT, digits.")
@option("--rw", default="", metavar="DIGITS", help="RW, digits.")
@option("--address", "detail", default="", metavar="TEXT", help="Address in words.")
@option("--position", default="", metavar="LAT,LON", help="New, without a household: latitude and longitude of the place.")
@option("--category", metavar="CATEGORY", help="New: the category, such as CRM.")
@option("--urgent", "is_urgent", is_flag=True, help="New: it is urgent.")
@day_option("--received", text="New: the day of receipt (default: today).")
@click.pass_obj
def complaint(
    context: CommandContext,
    /,
    *,
    id_: str,
    status: str | None,
    until: dt.date | None,
    waiting_for: str | None,
    is_replaced: bool,
    **new: Any,
) -> None:
    """Enter a complaint, list those that are open, show one, or say how it goes on or ended (open takes that back).

    What was said is asked for when it is entered, and never shown.
    """
    from planner.domain.records import WaitingFor  # noqa: PLC0415
    from planner.usecases.complaints import complaint_life, end_complaint  # noqa: PLC0415

    if (until or waiting_for) and status != "waiting":
        raise click.UsageError(context.say("--until and --for belong to the status waiting."))
    if is_replaced and status != TEXT:
        raise click.UsageError(context.say("--replace belongs to text."))
    if id_ == DUE:
        _list_due(context)
    elif id_ in (LIST, SHORT):
        _list(context, is_short=id_ == SHORT)
    elif id_ == NEW:
        _enter(context, **new)
    elif status == TEXT:
        _write(context, id_, is_added=not is_replaced)
    else:
        workspace = context.workspace()
        whom = None if waiting_for is None else WaitingFor(waiting_for)
        report = (
            complaint_life(workspace, id_)
            if status is None
            else end_complaint(workspace, id_, status, until=until, waiting_for=whom)
        )
        tell_faults(report.notes, context.language)
        _show(context, report)


def _enter(
    context: CommandContext,
    household: str | None,
    category: str | None,
    *,
    is_urgent: bool,
    received: dt.date | None,
    **place: str,
) -> None:
    """Ask for what the command line leaves open, and for the words, which belong on no command line."""
    from planner.domain.records import Urgency  # noqa: PLC0415
    from planner.usecases.complaints import NewAtDesk, enter_complaint, require_enterable  # noqa: PLC0415

    workspace = context.workspace()
    where = (
        household if household is not None or any(place.values()) else read_line(context.say("Household (id; Enter: none): "))
    )
    code = (category or read_line(context.say("Category (such as CRM): ")) or "").upper()
    day = workspace.now().date() if received is None else received
    new = NewAtDesk(
        household=where or None,
        category=code,
        urgency=Urgency.URGENT if is_urgent else Urgency.NORMAL,
        received=day,
        **place,
    )
    require_enterable(workspace, new)  # nobody repeats what was said for a complaint that is then refused
    text = "" if code == SPECIAL_REFERRAL else read_line(context.say("The resident's words: ")) or ""
    report = enter_complaint(workspace, replace(new, text=text))
    if code == SPECIAL_REFERRAL:
        context.tell("RJK: call the women and children unit; nothing more is written down.")
    else:
        _tell_letters(context, report)
    _show(context, report)


def _write(context: CommandContext, id_: str, *, is_added: bool) -> None:
    """Ask for the words of a complaint that has none or too few; no words leave it as it is, and none are lost unawares."""
    from planner.usecases.complaints import complaint_life, write_complaint  # noqa: PLC0415

    workspace = context.workspace()
    before = complaint_life(workspace, id_)
    if before.life.category == SPECIAL_REFERRAL:
        context.tell("RJK: call the women and children unit; nothing more is written down.")
        return
    kept = before.num_letters
    if kept and not is_added:
        context.tell("These words take the place of the {count} letters that are kept.", count=kept)
    elif kept:
        context.tell("{count} letters are kept; these words are added to them (--replace: take their place).", count=kept)
    text = read_line(context.say("The resident's words: ")) or ""
    if not text.strip():
        raise click.UsageError(context.say("No words were typed: the complaint stays as it is."))
    report = write_complaint(workspace, id_, text, seen=None if is_added else before.text_mark, is_added=is_added)
    if kept:
        told = "Added: {before} letters before, {count} now." if is_added else "Replaced: {before} letters before, {count} now."
        context.tell(told, before=kept, count=report.num_letters)
    _tell_letters(context, report)
    _show(context, report)


def _tell_letters(context: CommandContext, report: "ComplaintReport") -> None:
    """What is kept of the words, what the national form misses, and the command that adds it."""
    if report.num_missing:
        context.tell(
            "The complaint is kept as {id} with {count} letters. The national report form wants {missing} more: "
            "dds complaint {id} text",
            id=report.life.id, count=report.num_letters, missing=report.num_missing,
        )  # fmt: skip


def _list(context: CommandContext, *, is_short: bool) -> None:
    from planner.usecases.complaints import open_complaints, short_complaints  # noqa: PLC0415

    everything = (short_complaints if is_short else open_complaints)(context.workspace())
    # the number of one taken down at a door names its sheet and row
    found = [one for one in everything if one.life.category != SPECIAL_REFERRAL]
    none = "All open complaints have words enough for the national form." if is_short else "No open complaint."
    lines = _table(context, found, is_short=is_short) if found else [context.say(none)]
    if num_special := len(everything) - len(found):
        lines.append(context.say("report.act_special", number=num_special))
    context.result("\n".join(lines), {"complaints": [one.as_data() for one in found], "num_special": num_special})


def _list_due(context: CommandContext) -> None:
    """Those that want a word by today, by what is to be done."""
    from planner.usecases.words_owed import by_task, words_owed  # noqa: PLC0415

    owed = by_task(words_owed(context.workspace()))
    lines: list[str] = []
    for task, found in owed.items():
        lines += [f"{context.say(f'owed.{task.value}', count=len(found))}:", *_table(context, found)]
        lines += ["  " + context.say(f"owed_do.{task.value}", complaint=found[0].life.id)]
    data = {task.value: [one.as_data() for one in found] for task, found in owed.items()}
    context.result("\n".join(lines or [context.say("None wants a word today.")]), {"complaints_to": data})


def _table(context: CommandContext, found: "Sequence[ComplaintReport]", *, is_short: bool = False) -> list[str]:
    heads = ("complaint", "category", "complaint_day.next_contact", "complaint_day.due", "days old", "status")
    rows = [[context.say(head) for head in heads]]
    rows += [
        [
            one.life.id,
            one.life.category,
            str(one.contact_on or "–"),
            str(one.life.due or "–"),
            str(one.age),
            _state(context, one) if not is_short else context.say("{count} letters missing", count=one.num_missing),
        ]
        for one in found
    ]
    return aligned(rows, num_left=len(heads))


def _show(context: CommandContext, report: "ComplaintReport") -> None:
    life = report.life
    category = context.words.texts.get(f"category.{life.category}", "")
    lines = [f"{life.id}  {life.category} {category}  {_state(context, report)}"]
    lines += [context.say("  household: {household}", household=report.household)] if report.household else []
    lines += [f"  {context.say(f'complaint_day.{name}')}: {day}" for name, day in report.days().items() if day is not None]
    if life.category != SPECIAL_REFERRAL:
        form = report.national_form()
        told = context.say("{count} letters missing", count=report.num_missing) if report.num_missing else context.say("enough")
        lines.append(
            context.say(
                "  national form: field {field}, description of {letters} letters ({told})",
                field=form["field"], letters=report.num_letters, told=told,
            )
        )  # fmt: skip
    context.result("\n".join(lines), report.as_data())


def _state(context: CommandContext, report: "ComplaintReport") -> str:
    """Status, for whom it waits, and its marks."""
    life = report.life
    parts = [context.say(f"complaint_status.{life.status.value}")]
    parts += [] if life.waiting_for is None else [context.say(f"waiting_for.{life.waiting_for.value}")]
    if life.status.is_open:
        parts += [context.say("mark.urgent")] if life.urgency.value == "urgent" else []
        parts += [context.say("mark.overdue")] if report.is_overdue else []
    return " · ".join(parts)
