"""How much of a cell a fault may show: codes and numbers yes, anything that could be a name or a text no.

A cell of a harmless column can still hold a name when columns have slipped, so the content decides, not the column.
"""

import difflib
import re
from collections.abc import Iterable

MAX_SHOWN = 24
"""Longest cell that is shown; ids, dates and numbers are shorter."""

_NUMBER = re.compile(r"[-+]?\d{1,8}(?:[.,]\d{1,18})?")
_CODE = re.compile(r"(?=\S*\d)(?!\S*\d{9})\S+")
"""No space, a digit, but not nine digits in a row: that could be a phone or an identity number."""
_MAX_LETTERS = 6


def shown(cell: str) -> str:
    """The cell if it looks like a code or a number, else its shape: letters as `x`, digits as `9`."""
    if _NUMBER.fullmatch(cell):
        return cell
    if len(cell) <= MAX_SHOWN and _CODE.fullmatch(cell) and sum(map(str.isalpha, cell)) <= _MAX_LETTERS:
        return cell
    shape = "".join("9" if c.isdigit() else "x" if c.isalpha() else c if c.isprintable() else "?" for c in cell[:MAX_SHOWN])
    return shape + ("…" if len(cell) > MAX_SHOWN else "")


def shown_choice(cell: str, choices: Iterable[str]) -> str:
    """A cell that should have been one of `choices`: shown when it is a misspelling of one, else masked."""
    return cell if nearest(cell, choices) else shown(cell)


def nearest(word: str, choices: Iterable[str]) -> list[str]:
    """Up to three choices that look like the word, most alike first; capitals do not count."""
    by_folded = {choice.casefold(): choice for choice in choices}
    return [by_folded[match] for match in difflib.get_close_matches(word.casefold(), by_folded, n=3, cutoff=0.65)]


def suggestion(word: str, choices: Iterable[str]) -> str:
    """The nearest choices, or all of them where none is near, as a list to print."""
    known = list(dict.fromkeys(choices))
    return ", ".join(nearest(word, known) or known[:20])
