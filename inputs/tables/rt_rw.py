"""RT and RW in one cell: `001/002`, `RT 01 RW 02`, `RT.001/RW.002`."""

import re
from collections import Counter

from inputs.tables.cells import cell_error, read_rt_rw, readable
from inputs.tables.masking import seen

_NUMBER = r"0*\d{1,3}(?:[.,]0{1,2}(?!\d))?"
_LABELLED = re.compile(rf"(R[TW])\s*[.:]?\s*(?:NO(?:MOR)?)?\.?\s*({_NUMBER}|(?<=\s)[IVX]{{1,5}}(?![^\W_]))", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s/\\,;.|&–—-]*|\s*dan\s*", re.IGNORECASE)
_PLAIN = re.compile(rf"({_NUMBER})\s*[/\\|;–-]\s*({_NUMBER})")
_LEADING = re.compile(r"(R[TW])\s*[.:]?\s*(?:[/\\-]?\s*R[TW]\s*[.:]?)?\s*[.:]?\s*", re.IGNORECASE)
_ENDS = r"(?!\d|[^\W\d_]\b)"
"""`01A` is another RT than `01`."""
_WITHIN = re.compile(
    rf"\bRT\s*[.:]?\s*{_NUMBER}(?!\d)\s*[/,;.-]?\s*RW\s*[.:]?\s*{_NUMBER}{_ENDS}"
    rf"|\bRT\s*[.:]?\s*{_NUMBER}\s*/\s*{_NUMBER}(?!/){_ENDS}"
    rf"|\bRT\s*[.]?\s*/\s*RW\s*[.:]?\s*{_NUMBER}\s*[/-]\s*{_NUMBER}{_ENDS}",
    re.IGNORECASE,
)
_ROMAN = {
    tens + ones: str(10 * len(tens) + at)
    for tens in ("", "X", "XX")
    for at, ones in enumerate(("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"))
}
_REMARK = re.compile(r"\s*\([^()\d]*\)\s*\Z")
_HEAD_OF = re.compile(r"\b(?:ketua|pak|bapak|ibu|bu|pengurus|sekretaris|kepala)\s+R[TW]\b(?!\s*[.:]?\s*\d)", re.IGNORECASE)
"""One who heads an RT is no RT."""
_WORD = re.compile(r"(?<![^\W\d_])R[TW](?![^\W\d_])", re.IGNORECASE)
_TITLED = re.compile(
    r"(?<![^\W\d_])(R[TW])\s*[.:]?\s*(\d{1,3}(?!\d)|(?<=\s)[IVX]{1,5}(?![^\W_]))"
    r"(?!\s*(?:[-–—/,&+]|s\.?\s?/?\s?d\.?|sampai(?:\s+dengan)?|dan|hingga)\s*(?:\1\s*[.:]?\s*)?\d)",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    r"(?<![^\W\d_])(R[TW])\s*[.:]?\s*\d{1,3}\s*[/.–-]?\s*(?!s\W*d\b)[^\W\d_]\b(?!\.\s*[^\W\d_])", re.IGNORECASE
)
"""An RT with a letter, `RT 01A`, `RT. 1/a`; but `RT 01 H. CONTOH` names who heads it."""
_SPELLINGS = tuple(
    (re.compile(rf"\b(?:rukun\s+{word}\b|R\.\s?{letter}\b\.?)", re.IGNORECASE), f"R{letter}")
    for letter, word in (("T", "tetangga"), ("W", "warga"))
)
_RUN_ON = re.compile(r"(?<=\d)(?=R[TW])|(?<=\bR[TW])(?=\d)", re.IGNORECASE)
MAX_LETTERS = 60
"""Longest cell that is looked at; `RT 001 / RW 002 Dusun I` has less than half."""


def split_rt_rw(cell: str, parts: tuple[str, ...] = ("rt", "rw")) -> dict[str, str]:
    """The numbers by `rt` and `rw`; without the words, in the order of `parts`; one that is not named is left out."""
    found = labelled(cell) or _in_order(cell, parts)
    if not found:
        if re.fullmatch(_NUMBER, cell):
            raise cell_error("E1125", cell=cell)
        raise cell_error("E1104", cell=seen(cell, "rt rw"))
    return found


def parts_in(column: str, cell: str) -> dict[str, str]:
    """What a cell of the column `rt` or `rw` says beyond a number of its own: both, or the other one (`RW 02` in `RT`)."""
    if len(cell) < 3 or cell.isdigit():
        return {}
    found = labelled(cell) or (_in_order(cell, ("rt", "rw")) if column == "rt" else {})
    if len(found) == 2:
        return found
    other = "rw" if column == "rt" else "rt"
    return {other: cell} if cell[:2].casefold() == other and readable(read_rt_rw, cell) is not None else {}


def labelled(cell: str) -> dict[str, str]:
    """The numbers of a cell that says `RT` or `RW` before each; empty if it says anything else, or one of them twice."""
    if len(cell) > MAX_LETTERS:
        return {}
    cell = _REMARK.sub("", cell)
    matches = list(_LABELLED.finditer(cell))
    rest = _LABELLED.split(cell)[::3]
    if not matches or not all(_BETWEEN.fullmatch(part) for part in rest):
        return {}
    found = {match.group(1).lower(): _ROMAN.get(match.group(2).upper(), match.group(2)) for match in matches}
    return found if len(found) == len(matches) else {}


def in_title(text: str) -> dict[str, str]:
    """RT and RW that a title says amid other words, once each: `DAFTAR KK RT 03 RW 04 DESA CONTOH`; not `RT 01 s/d RT 05`."""
    words = _words(text)
    once = {name for name, count in Counter(words).items() if count == 1} - lettered(text).keys()
    found = (within(text) or _in_order(text, ())) if len(once) == len(words) else {}
    return found or {
        name.lower(): _ROMAN.get(number.upper(), number) for name, number in _TITLED.findall(text) if name.lower() in once
    }


def lettered(text: str) -> dict[str, str]:
    """What a text says of RT or RW with a letter behind the number, which are no numbers: `01A` and `01B` are two."""
    return {match.group(1).lower(): match.group() for match in _LETTERED.finditer(text)}


def spelt_out(text: str) -> str:
    """A heading with `RT` and `RW` for other spellings of the two: `R.T. 01`, `Rukun Tetangga 01`, `RT_01`, `RT01RW02`."""
    for spelling, unit in _SPELLINGS:
        text = spelling.sub(unit, text)
    return _RUN_ON.sub(" ", text.replace("_", " ").replace("|", " "))


def units_in(text: str) -> dict[str, str] | None:
    """RT and RW that a part of a heading says beside its other words; empty: it names neither, `None`: not to be understood."""
    text = text.strip(" ,.;:/|()[]–—-_")
    found = labelled(text) or _in_order(text, ("rt", "rw")) or in_title(text)
    return found if found.keys() >= set(_words(text)) else None


def _words(text: str) -> list[str]:
    """The words `rt` and `rw` of a text, but for those who head one."""
    return [word.lower() for word in _WORD.findall(_HEAD_OF.sub(" ", text))]


def within(text: str) -> dict[str, str]:
    """RT and RW that an address names once: `Kp. Contoh RT 001/RW 002 No. 3`, `Jl. Contoh RT/RW 001/002`; empty: none."""
    small = text.lower()
    found = list(_WITHIN.finditer(text)) if "rt" in small else []  # few addresses name them
    return split_rt_rw(found[0].group().strip(" ,.")) if len(found) == 1 else {}


def _in_order(cell: str, parts: tuple[str, ...]) -> dict[str, str]:
    """The numbers of `001/002`, also with `RT` or `RT/RW` in front, which then says the order; empty: something else."""
    if len(cell) > MAX_LETTERS:
        return {}
    lead = _LEADING.match(cell)
    plain = _PLAIN.fullmatch(cell[lead.end() :] if lead else cell)
    if lead:
        parts = ("rw", "rt") if lead.group(1).lower() == "rw" else ("rt", "rw")
    return dict(zip(parts, plain.groups(), strict=True)) if plain else {}
