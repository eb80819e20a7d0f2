"""Finds the line of every key of a TOML text, so that a fault can name it; the text is known to parse."""

import re
from collections.abc import Sequence

Location = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")


class TomlLines:
    """Location of a key (names, and positions in lists from 0) to its line, 1 the first."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Location, int] = {}
        self._counts: dict[tuple[str, ...], int] = {}
        table: Location = ()
        depth, quote = 0, ""
        for number, line in enumerate(text.splitlines(), start=1):
            if depth <= 0 and not quote:
                if header := _HEADER.match(line):
                    table = self._open(_parts(header.group(2)), is_list=header.group(1) == "[[")
                    for end in range(1, len(table) + 1):  # a list of tables is named without its position, too
                        self._lines.setdefault(table[:end], number)
                    continue
                if key := _KEY.match(line):
                    where = (*table, *_parts(key.group(1)))
                    for end in range(len(table) + 1, len(where) + 1):
                        self._lines.setdefault(where[:end], number)
            depth, quote = _after(line, depth, quote)

    def line(self, location: Sequence[str | int]) -> int | None:
        """Line of the longest part of a location that stands in the text; `None`: the file as a whole."""
        for end in range(len(location), 0, -1):
            found = self._lines.get(tuple(location[:end]))
            if found is not None:
                return found
        return None

    def _open(self, names: tuple[str, ...], *, is_list: bool) -> Location:
        """Location of a table: a list of tables counts on, and a table below it belongs to its last one."""
        location: list[str | int] = []
        for end in range(1, len(names) + 1):
            location.append(names[end - 1])
            path = names[:end]
            if end == len(names) and is_list:
                self._counts[path] = self._counts.get(path, -1) + 1
                self._counts = {known: n for known, n in self._counts.items() if len(known) <= end or known[:end] != path}
            if path in self._counts:
                location.append(self._counts[path])
        return tuple(location)


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _after(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Brackets still open, and the kind of long text still open, after a line."""
    at = 0
    while at < len(line):
        if quote:
            end = line.find(quote, at)
            if end < 0:
                return (depth, quote) if len(quote) == 3 else (depth, "")
            at, quote = end + len(quote), ""
            continue
        char = line[at]
        if char == "#":
            break
        if char in "\"'":
            quote = char * 3 if line.startswith(char * 3, at) else char
            at += len(quote)
            continue
        depth += (char in "[{") - (char in "]}")
        at += 1
    return (depth, quote) if len(quote) == 3 else (depth, "")
