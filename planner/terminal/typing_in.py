"""The conversation in which a sheet is typed in: shows a row, reads a line, says what was understood."""

import sys

import click

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.errors import Fault
from planner.domain.faults import FAULTS
from planner.domain.outcome import RecordedVisit
from planner.domain.units import is_whole
from planner.terminal.asking import is_yes
from planner.terminal.context import CommandContext
from planner.terminal.heartbeat import hushed
from planner.usecases.recording.entry import EntryProblem, read_entry, read_rest
from planner.usecases.recording.planned import PlannedLine
from planner.usecases.recording.session import SheetSession

STOP, UNDO, GO, HELP = "q", "u", "g", "?"


def read_line(prompt: str) -> str | None:
    """Ask for a line; `None` at the end of the input."""
    click.echo(prompt, nl=False)
    with hushed():
        text = sys.stdin.readline()
    if not sys.stdin.isatty():
        click.echo()
    return text.strip() if text else None


def type_in(context: CommandContext, session: SheetSession) -> bool:
    """Ask for the rows of a sheet until all are recorded; `False`: the desk stopped."""
    sheet = session.planned.sheet
    click.echo(context.say("Sheet {sheet}: {stops} rows and {reserves} reserves.", sheet=sheet.id, stops=sheet.num_stops,
                           reserves=sheet.num_reserves))  # fmt: skip
    _help(context)
    while True:
        line = session.line
        if line is None:
            if _is_closed(context, session):
                return True
            continue
        text = read_line(_row(context, line, _known(context, session, line)))
        if text is None or text.casefold() == STOP:
            return False
        _answer(context, session, line, text)


def _answer(context: CommandContext, session: SheetSession, line: PlannedLine, text: str) -> None:
    """Do what the desk typed at a row."""
    word = text.casefold()
    if not word:
        session.skip()
    elif word == UNDO:
        doubts = session.about_undo()
        if doubts and not _is_sure(context, doubts):
            return
        number = session.undo()
        context.tell("Row {number} taken back.", number=number) if number else context.tell("Nothing to take back.")
    elif word == HELP:
        _help(context)
    elif word.startswith(GO) and is_whole(word[1:].strip()):
        _go(context, session, int(word[1:]))
    elif (rest := read_rest(word))[0]:
        kept, doubts = session.shut_rest(rest[1])
        if doubts and _is_sure(context, doubts):
            kept, doubts = session.shut_rest(rest[1], is_sure=True)
        if not doubts:
            context.tell("{count} rows not at home.", count=len(kept))
    else:
        try:
            entry = read_entry(text, line, sheet_id=session.planned.sheet.id, duty=session.planned.duty)
        except EntryProblem as problem:
            _tell_problem(context, problem)
            return
        if not _is_kept(context, session, entry):
            return
        if entry.complaint is not None and entry.complaint.category == SPECIAL_REFERRAL:
            context.tell("RJK: call the women and children unit; nothing more is written down.")


def _tell_problem(context: CommandContext, problem: EntryProblem) -> None:
    if problem.fault is None:
        context.tell(problem.message, **problem.values)
    else:
        click.echo(context.words.fault(problem.fault), err=True)


def _is_kept(context: CommandContext, session: SheetSession, entry: RecordedVisit) -> bool:
    """Keep a line; what is in doubt is shown first, and only a clear yes keeps it."""
    doubts = session.keep(entry)
    while doubts:  # once more where somebody else has recorded the row while it was asked about
        if not _is_sure(context, doubts):
            return False
        doubts = session.keep(entry, is_sure=True)
    return True


def _is_sure(context: CommandContext, doubts: tuple[Fault, ...]) -> bool:
    """Show what is in doubt, and ask whether it is so all the same."""
    for doubt in doubts:
        values = {name: context.words.listed(str(value)) for name, value in doubt.values.items()}
        click.echo(context.say(FAULTS[doubt.code][0], **values), err=True)
    yes = context.say("yes")
    word = read_line(context.say("Is what you typed right ({yes}; Enter: no, type the row again)? ", yes=yes))
    return is_yes(word or "")


def _go(context: CommandContext, session: SheetSession, number: int) -> None:
    if not session.go_to(number):
        context.tell("There is no row {number}.", number=number)


def _is_closed(context: CommandContext, session: SheetSession) -> bool:
    """After the last row: the sheet's own count boxes against what was typed; a row can still be typed again."""
    counts = session.counts()
    if session.missing:
        context.tell("Rows without an outcome: {rows}.", rows=", ".join(map(str, session.missing)))
    while True:
        text = read_line(
            context.say(
                "Count boxes of the sheet (met or inspected, not at home, refused, other), g 7 for a row, Enter to end: "
            )
        )
        word = (text or "").casefold()
        if not word or word == STOP:
            return True
        if word == UNDO:
            doubts = session.about_undo()
            if doubts and not _is_sure(context, doubts):
                continue
            return session.undo() is None
        if word.startswith(GO) and is_whole(word[1:].strip()) and session.go_to(int(word[1:])):
            return False
        boxes = word.replace(",", " ").split()
        if len(boxes) != len(counts) or not all(map(is_whole, boxes)):
            context.tell("Type four numbers, such as 6 3 0 1.")
            continue
        differing = [
            context.say("{box}: sheet {paper}, typed {typed}", box=context.say(f"foot.{name}"), paper=box, typed=count)
            for (name, count), box in zip(counts.items(), boxes, strict=True)
            if int(box) != count
        ]
        if not differing:
            context.tell("The count boxes agree.")
            return True
        context.tell("The count boxes differ: {boxes}.", boxes="; ".join(differing))


def _known(context: CommandContext, session: SheetSession, line: PlannedLine) -> str:
    """What is recorded of a row that is typed again."""
    visit = session.recorded.get(line.number)
    if visit is None:
        return ""
    said = context.say(f"outcome.{visit.outcome.value}")
    return f" [{said}, {context.say('complaint taken down')}]" if line.number in session.told_of else f" [{said}]"


def _row(context: CommandContext, line: PlannedLine, known: str) -> str:
    """Number, time, place, purpose and id: enough to find the row on the paper, nothing personal."""
    time = context.say("page.reserve") if line.time is None else context.words.clock(line.time)
    place = f"RT {line.rt}/RW {line.rw}" if line.rt else ""
    return f"{line.number:3d}  {time:<8}  {place:<12}  {line.kind.value}  {line.visit_id:<12}{known} > "


def _help(context: CommandContext) -> None:
    context.tell("b met · t not at home · m refused · p moved · a no such address · d postponed (or 1 to 6)")
    context.tell(
        "then, if any: times 0815 0830, or 15 30 near the plan, = as planned · complaint CRM, urgent CRM! · + follow-up · "
        "j answered, x not · k1 to k4 condition"
    )
    context.tell("s: the rest of the rows not at home; s 12: those up to row 12 (homes only, reserves only when named)")
    context.tell("Enter leaves a row empty · u takes the last line back · g 7 goes to row 7 · q stops · ? help")
