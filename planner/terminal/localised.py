"""Commands, options and arguments in the language asked for, and what every command takes before or after its name."""

import contextlib
import dataclasses
import functools
import gettext
import inspect
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from planner.terminal.kinds import Folder, NewFile, OutFile
from planner.words.language import DEFAULT_LANGUAGE, LANGUAGES, words

FOLDER_VARIABLE, LANGUAGE_VARIABLE = "DDS_WORKSPACE", "DDS_LANG"

_PREFIX = "dds_"
"""Before the names of the shared options, so that no command's own can be taken for one; the rest is a field of the context."""


def language_of(arguments: Sequence[str]) -> str:
    """Language asked for on a command line (the last one named) or by DDS_LANG, before click has read it."""
    options = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    named = [value for name, value in itertools.pairwise(options) if name == "--lang"]
    named += [option.removeprefix("--lang=") for option in options if option.startswith("--lang=")]
    asked = [language for language in (os.environ.get(LANGUAGE_VARIABLE, ""), *named) if language in LANGUAGES]
    return asked[-1] if asked else DEFAULT_LANGUAGE


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let click, and the help below, speak a language.

    Click asks the standard library's gettext for each of its own words at the moment that it shows them; gettext asks these
    two functions, which answer from our catalogue here instead of from compiled files.
    """
    texts, before = words(language).texts, (gettext.dgettext, gettext.dngettext)

    def singular(_domain: str | None, message: str) -> str:
        return texts.get(message, message)

    def plural(_domain: str | None, one: str, many: str, number: int) -> str:
        return singular(_domain, one if number == 1 else many)

    try:
        gettext.dgettext, gettext.dngettext = singular, plural  # type: ignore[assignment]
        yield
    finally:
        gettext.dgettext, gettext.dngettext = before


class LocalisedOption(click.Option):
    """An option whose help and value name are translated."""

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """Read the value; an empty word is no file, and not the folder one stands in."""
        if value == "" and isinstance(self.type, click.Path):
            raise click.MissingParameter(ctx=ctx, param=self)
        return super().process_value(ctx, value)

    def make_metavar(self, *context: Any, **named: Any) -> str:
        """Name of the value, translated (click 8.1 hands no context in)."""
        return gettext.gettext(super().make_metavar(*context, **named))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Name and translated help."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], record[1].replace(self.help, gettext.gettext(self.help))


class LocalisedArgument(click.Argument):
    """An argument whose name and help are translated (click shows the help from 8.5 on)."""

    def __init__(self, *arguments: Any, help: str | None = None, **options: Any) -> None:  # noqa: A002 (as click calls it)
        super().__init__(*arguments, **options)
        self.help = help

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """Read the value; an empty word names nothing."""
        if self.required and "" in (value, *(value if isinstance(value, (tuple, list)) else ())):
            raise click.MissingParameter(ctx=ctx, param=self)
        return super().process_value(ctx, value)

    def make_metavar(self, *context: Any, **named: Any) -> str:
        """Name of the value, translated."""
        return gettext.gettext(super().make_metavar(*context, **named))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Name and translated help."""
        return self.make_metavar(ctx), gettext.gettext(self.help or "")


class LocalisedCommand(click.Command):
    """A command in the language asked for, that takes the shared options too.

    Parameters
    ----------
    example
        A command line of it, which ends its help.
    """

    def __init__(self, *arguments: Any, example: str = "", **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.example = example
        self.params = [*self.params, *_shared_options()]

    def paragraphs(self) -> list[str]:
        """The help in English, each paragraph in one line."""
        return [" ".join(text.split()) for text in inspect.cleandoc(self.help or "").split("\n\n")]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, unless it would write over what it reads, or among what a workspace keeps for itself."""
        values = [(param, value) for param in self.params for value in _paths(ctx.params.get(param.name or ""))]
        for writing, target in values:
            if isinstance(writing.type, NewFile) and any(
                reading is not writing and target.resolve() == source.resolve() for reading, source in values
            ):
                text = gettext.gettext("{file} is named twice: what is read or written there would be lost. Name another file.")
                raise click.BadParameter(text.format(file=target), ctx=ctx, param=writing)
            if isinstance(writing.type, OutFile):
                from planner.usecases.rooms import require_outside  # noqa: PLC0415 (keeps `--help` fast)

                require_outside(target)
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except Exception as error:
            if (told := ctx.obj.told_apart(error)) is error:
                raise
            raise told from error

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Parts of the line of usage, translated."""
        return [gettext.gettext(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, which click makes once and so in one language only."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = gettext.gettext("Show this message and exit.")
        return option

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the translated help and the example."""
        texts = [gettext.gettext(text) for text in self.paragraphs()]
        if self.example:
            texts.append(gettext.gettext("Example: {command}").format(command=self.example))
        for text in texts:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(text)

    def get_short_help_str(self, limit: int = 45) -> str:
        """First paragraph, translated and whole."""
        return gettext.gettext(self.paragraphs()[0])


def _paths(value: object) -> list[Path]:
    """The paths among what was given to one option or argument."""
    return [one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, Path)]


class LocalisedGroup(LocalisedCommand, click.Group):
    """A group in the language asked for."""

    command_class = LocalisedCommand


option = functools.partial(click.option, cls=LocalisedOption)
argument = functools.partial(click.argument, cls=LocalisedArgument)


def command(name: str | None = None, **options: Any) -> Callable[[Callable[..., Any]], LocalisedCommand]:
    """Make a command of a function, as `click.command` does."""
    return click.command(name, cls=LocalisedCommand, **options)


def group(
    name: str | None = None, *, cls: type[LocalisedGroup] = LocalisedGroup, **options: Any
) -> Callable[[Callable[..., Any]], LocalisedGroup]:
    """Make a group of a function, as `click.group` does."""
    return click.group(name, cls=cls, **options)


def _take(ctx: click.Context, param: click.Parameter, value: object) -> object:
    """Keep what a shared option says: one after the command's name wins over one before it, and over the environment."""
    source = ctx.get_parameter_source(param.name or "")
    if source is ParameterSource.COMMANDLINE or (source is ParameterSource.ENVIRONMENT and ctx.parent is None):
        ctx.obj = dataclasses.replace(ctx.obj, **{(param.name or "").removeprefix(_PREFIX): value})
    return value


@functools.cache
def _shared_options() -> tuple[click.Option, ...]:
    """What every command takes."""
    taken: dict[str, Any] = {"expose_value": False, "callback": _take}
    return (
        LocalisedOption(
            ["--workspace", "dds_folder"], type=Folder(), envvar=FOLDER_VARIABLE,
            help="Folder of the workspace (default: the current folder, or DDS_WORKSPACE).", **taken,
        ),
        LocalisedOption(
            ["--lang", "dds_language"], type=click.Choice(LANGUAGES), envvar=LANGUAGE_VARIABLE,
            help="Language of messages and sheets (default: id, or DDS_LANG).", **taken,
        ),
        LocalisedOption(["--json", "dds_is_json"], is_flag=True, help="Results as JSON on stdout.", **taken),
    )  # fmt: skip
