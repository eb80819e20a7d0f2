"""Help in the language of the interface: English in the code, translated when it is shown."""

import inspect
import os
from collections.abc import Sequence

import click

from planner.words.language import DEFAULT_LANGUAGE, LANGUAGES, words


def language_of(arguments: Sequence[str]) -> str:
    """Language asked for on a command line or by DDS_LANG, before click has read it."""
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments) and arguments[position + 1] in LANGUAGES:
            return arguments[position + 1]
        if argument.startswith("--lang=") and argument[7:] in LANGUAGES:
            return argument[7:]
    chosen = os.environ.get("DDS_LANG", "")
    return chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE


def language_in(ctx: click.Context) -> str:
    """Language of a running command."""
    chosen = ctx.find_root().params.get("lang")
    return chosen if chosen in LANGUAGES else language_of([])


class LocalisedOption(click.Option):
    """An option whose help is translated."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Name and translated help."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], record[1].replace(self.help, words(language_in(ctx)).text(self.help))


class LocalisedCommand(click.Command):
    """A command whose help is translated, paragraph by paragraph."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the translated help."""
        language = language_in(ctx)
        for paragraph in inspect.cleandoc(self.help or "").split("\n\n"):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(words(language).text(" ".join(paragraph.split())))

    def get_short_help_str(self, limit: int = 45) -> str:
        """First sentence, translated and whole."""
        ctx = click.get_current_context(silent=True)
        first = " ".join(inspect.cleandoc(self.help or "").split("\n\n")[0].split())
        return words(language_in(ctx) if ctx else DEFAULT_LANGUAGE).text(first)


class LocalisedGroup(LocalisedCommand, click.Group):
    """A group whose help is translated."""
