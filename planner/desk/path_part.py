"""Texts as one part of an address, whatever signs they have: homes `RT01/007`, a person `A/N`.

A server takes `%2F` for the slash that it stands for before it asks which page is meant. So a slash is written `%2F` already
in the path that the server reads (`%252F` in the address), likewise the percent sign itself, and dots that would mean a folder.
"""

from urllib.parse import quote

_OF_PATHS = "/:@!$&'()*+,;=~"
"""Signs that stand for themselves in a path."""


def part(text: object) -> str:
    """A text as one part of an address, for a link or a form; `text_of` gives it back."""
    plain = str(text).replace("%", "%25").replace("/", "%2F")
    if plain in (".", ".."):
        plain = plain.replace(".", "%2E")
    return quote(plain, safe="")


def text_of(found: str) -> str:
    """The text of a part of a path, as the server has read the path."""
    return found.replace("%2E", ".").replace("%2F", "/").replace("%25", "%")


def address_of(path: str) -> str:
    """The address of a path that the server has read: what a browser is sent to, to be there again."""
    return quote(path, safe=_OF_PATHS)
