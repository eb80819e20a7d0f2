"""Writes docs/reference/commands.md from the commands themselves: `python docs/make_reference.py`."""

from collections.abc import Iterator
from pathlib import Path

import click

from planner.terminal.localised import LocalisedCommand
from planner.terminal.main import dds

TARGET = Path(__file__).parent / "reference" / "commands.md"
HEAD = """# Commands

What `dds -h` and `dds COMMAND -h` say, in one page. Written by `python docs/make_reference.py`.

Exit codes: 0 done · 2 usage · 3 input errors · 4 no plan can meet what is required · 5 a plan failed its check
(nothing written) · 6 workspace locked or ledger trouble · 70 our bug. [All messages](../errors.md).

## Taken by every command

Before the command's name or after it; after it wins.
"""


def commands_page() -> str:
    """Make the page: what all commands take, then one section a command in the order of a day's work."""
    context = click.Context(dds, info_name="dds", help_option_names=["-h", "--help"])
    return "\n".join([HEAD, *_table("option", context, dds.get_params(context)), "", *_sections(context)])


def _sections(parent: click.Context) -> Iterator[str]:
    group = parent.command
    for name in group.list_commands(parent) if isinstance(group, click.Group) else ():
        command = group.get_command(parent, name)
        if not isinstance(command, LocalisedCommand):
            raise TypeError(f"{name} is no command of the house")
        context = click.Context(command, info_name=name, parent=parent)
        usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
        yield f"## {context.command_path}\n\n    {usage}\n"
        yield "\n\n".join([*command.paragraphs(), f"Example: `{command.example}`"]) + "\n"
        own = [param for param in command.get_params(context) if param.name not in {shared.name for shared in dds.params}]
        for kind, head in ((click.Argument, "argument"), (click.Option, "option")):
            rows = [*_table(head, context, [param for param in own if isinstance(param, kind) and "--help" not in param.opts])]
            yield from [*rows, ""] if len(rows) > 1 else []
        yield from _sections(context)


def _table(head: str, context: click.Context, params: list[click.Parameter]) -> Iterator[str]:
    yield f"| {head} | meaning |\n|---|---|"
    for param in params:
        record = param.get_help_record(context)
        if record is not None:
            spelling, text = (" ".join(part.replace("|", "\\|").split()) for part in record)
            yield f"| `{spelling}` | {text} |"


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(commands_page(), encoding="utf-8")
