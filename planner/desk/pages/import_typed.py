"""What somebody types into the field of headings: lines of its own, or what the messages of the command give as a cure."""

import re
from dataclasses import dataclass, field

_COMMAND = re.compile(r"^[\s$`]*dds\b(?:(?!\s--).)*(?=\s--)")
"""The beginning of a whole command, up to its first option."""
_DATES = re.compile(r"(?:^|\s)--dates[\s=]+['\"`]?(dmy|mdy)\b['\"`]?")
_REPLACE = re.compile(r"(?:^|\s)--replace\b")
_MAP = re.compile(r"(?:^|\s)--map[\s=]+")
_QUOTES = " \t'\"`’‘“”"
"""What stands around a heading, and is no part of it."""


@dataclass(slots=True, kw_only=True)
class ImportTyped:
    """What a field of headings says.

    Attributes
    ----------
    columns
        Heading of the file to column of ours (nothing behind the sign: none), from `theirs = ours` and `--map 'theirs=ours'`.
    dates
        Order of days and months, from `--dates`; empty: not said.
    replaces
        Whether `--replace` was said.
    unread
        What was not understood.
    """

    columns: dict[str, str] = field(default_factory=dict)
    dates: str = ""
    replaces: bool = False
    unread: list[str] = field(default_factory=list)


def import_typed(text: str) -> ImportTyped:
    """Read the field, line by line."""
    said = ImportTyped()
    for line in text.splitlines():
        rest = _COMMAND.sub("", line)
        said.replaces |= _REPLACE.search(rest) is not None
        said.dates = next(reversed(_DATES.findall(rest)), said.dates)
        for part in _MAP.split(_DATES.sub("", _REPLACE.sub("", rest))):
            theirs, _, ours = (piece.strip(_QUOTES) for piece in part.strip(_QUOTES).rpartition("="))
            if theirs and not (theirs.startswith("--") or ours.startswith("--") or " --" in part):
                said.columns[theirs] = ours
            elif part.strip(_QUOTES):
                said.unread.append(part.strip())
    return said
