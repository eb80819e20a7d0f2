"""Words of the interface: English in the code, Indonesian from a message catalogue read when needed."""

import functools
from importlib import resources

from babel.messages.pofile import read_po

LANGUAGES = ("id", "en")
DEFAULT_LANGUAGE = "id"


@functools.cache
def _catalogue(language: str) -> dict[str, str]:
    source = resources.files("planner.words").joinpath("locale", language, "app.po")
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}


def say(message: str, language: str, **values: object) -> str:
    """Put a message into a language and fill its `{…}` fields; an unknown message stays English."""
    return _catalogue(language).get(message, message).format(**values)
