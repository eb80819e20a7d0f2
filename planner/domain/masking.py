"""How much of a cell a fault may show: codes and numbers yes, anything that could be a name or a text no.

A cell of a harmless column can still hold a name when columns have slipped, so the content decides, not the column.
"""

import difflib
import re
from collections.abc import Callable, Iterable
from functools import cache

MAX_SHOWN = 24
"""Longest cell that is shown; ids, dates and numbers are shorter."""

_NUMBER = re.compile(r"[-+]?\d{1,8}(?:[.,]\d{1,18})?")
_CODE = re.compile(r"(?=\S*\d)(?!\S*\d{9})\S+")
"""No space, a digit, but not nine digits in a row: that could be a phone or an identity number."""
_MAX_LETTERS = 6
_MOST_LISTED = 20
_MOST_NEAR = 3
_WORD = re.compile(r"[^\W\d_]+")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
NEGATIONS = frozenset(
    {"tidak", "tak", "tdk", "belum", "blm", "bukan", "tanpa", "non", "jangan", "not", "no", "never", "without"}
)
"""Words that turn the one behind them into its opposite."""


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
    return cell if misspelt(cell, choices) else shown(cell)


def nearest(word: str, choices: Iterable[str]) -> list[str]:
    """Up to three choices that look like the word, most alike first; capitals do not count.

    A word that is negated is like none that is not: who writes `tidak selesai` means the opposite of `selesai`.
    """
    denied = is_negated(word)
    by_folded = {choice.casefold(): choice for choice in choices if is_negated(choice) == denied}
    alike = difflib.get_close_matches(word.casefold(), by_folded, n=_MOST_NEAR, cutoff=0.65)
    return list(dict.fromkeys((*same_ids(word, by_folded.values()), *map(by_folded.__getitem__, alike))))[:_MOST_NEAR]


def misspelt(word: str, choices: Iterable[str]) -> list[str]:
    """Those of the nearest choices of which the word is likely a misspelling: one letter in four is another, three at most."""
    folded, most = word.casefold(), min(max(len(word) // 4, 1), 3)
    return [near for near in nearest(word, choices) if _slips(folded, near.casefold()) <= most or same_ids(word, [near])]


def suggestion(word: str, choices: Iterable[str]) -> str:
    """The choices of which the word is likely a misspelling, or all of them where there are none, as a list to print."""
    known = list(dict.fromkeys(choices))
    return ", ".join(misspelt(word, known) or known[:_MOST_LISTED])


def listed(word: str, choices: Iterable[str]) -> str:
    """All the choices, those first of which the word is likely a misspelling; of very many the first."""
    known = list(dict.fromkeys(choices))
    ordered = list(dict.fromkeys((*misspelt(word, known), *known)))
    return ", ".join(ordered[:_MOST_LISTED]) + ("…" if len(ordered) > _MOST_LISTED else "")


def same_ids(id_: str, known: Iterable[str]) -> list[str]:
    """Up to three ids that differ in zeros before their numbers, capitals and signs between alone: 1 for 001, h-7 for H07.

    Spreadsheets take such zeros. Ids with another letter or number belong to somebody else.
    """
    return ids_alike(known)(id_)


def ids_alike(known: Iterable[str]) -> Callable[[str], list[str]]:
    """`same_ids` for many ids that are asked for, one by one."""

    @cache
    def by_parts() -> dict[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for one in known:
            found.setdefault(_parts(one), []).append(one)
        return found

    return lambda id_: [one for one in by_parts().get(_parts(id_), ()) if one != id_][:_MOST_NEAR] if _parts(id_) else []


def is_negated(word: str) -> bool:
    """Whether a text says that something is not so."""
    return not NEGATIONS.isdisjoint(_WORD.findall(word.casefold()))


def _parts(id_: str) -> tuple[str, ...]:
    return tuple(part.lstrip("0") or "0" if part.isdigit() else part for part in _PARTS.findall(id_.casefold()))


def _slips(one: str, other: str) -> int:
    """Letters to add, leave out, replace or exchange with their neighbour to make one word of the other."""
    before, last = list[int](), list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        row = [at]
        for place, wanted in enumerate(other, start=1):
            row.append(min(last[place] + 1, row[-1] + 1, last[place - 1] + (letter != wanted)))
            if at > 1 and place > 1 and (letter, one[at - 2]) == (other[place - 2], wanted):
                row[-1] = min(row[-1], before[place - 2] + 1)
        before, last = last, row
    return last[-1]
