"""What people who know no TOML write into it, found in the line that does not parse: a decimal comma, a text without its marks.

Each slip is a key of the words of messages, beside the line as it should be; texts in it are left out, they may be names.
"""

import re
import tomllib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A slip of the pen.

    Attributes
    ----------
    row
        Line of the text, 1 the first.
    kind
        `slip.comma` and the like.
    cure
        How the line should be: `latitude = -6.2`, `name = "…"`.
    """

    row: int
    kind: str
    cure: str


_LINE = re.compile(r"\s*([A-Za-z0-9_.-]+)\s*=\s*(.*)")
_NO_SIGN = re.compile(r"\s*([A-Za-z][A-Za-z0-9_]*)\s*[:\s]\s*\S")
_OPEN_TABLE = re.compile(r"\s*\[{1,2}\s*([A-Za-z0-9_.-]+)[^\]]*")
_COMMA = re.compile(r"([-+]?\d+),(\d+)")
_WITH_UNIT = re.compile(r"([-+]?\d+)(?:[.,](\d+))?\s*(?:[A-Za-z°%]+\.?|/[a-z]+)(?:\s*/\s*[a-z]+)?")
_ZEROS = re.compile(r"0+(\d{1,3})")
_CLOSED = re.compile(r"(?:\"[^\"]*\"|'[^']*')\s*[^\s,]")
_CURLY = frozenset("“”„‟‘’‚«»")
_TRUTHS = {
    **dict.fromkeys(("true", "ya", "yes", "y", "on", "aktif", "benar"), "true"),
    **dict.fromkeys(("false", "tidak", "no", "n", "off", "nonaktif", "salah"), "false"),
}


def slips_of(text: str, row: int | None) -> tuple[Slip, ...]:
    """The slip in the line that a reader of TOML has stopped at, and all others of its kind: people make one more than once.

    A line that can be read by itself has none, whatever it looks like: `= false`, a time, a quotation mark in a comment.
    Where the reader came to the end of the text, a quotation mark is missing somewhere before.
    """
    every = [slip for number, line in enumerate(text.splitlines(), start=1) if (slip := _slip(line, number)) is not None]
    kind = next((slip.kind for slip in every if slip.row == row), "slip.mark")
    return tuple(slip for slip in every if slip.kind == kind)


def _slip(line: str, row: int) -> Slip | None:
    if _is_sound(line):
        return None
    match = _LINE.match(line)
    if match is None:
        return _without_sign(line, row)
    key, value = match.group(1), match.group(2)
    bare = value.strip() if value.lstrip()[:1] in {'"', "'"} else value.split("#")[0].strip()
    found = _of_number(bare) or _of_text(bare)
    return None if found is None else Slip(row=row, kind=found[0], cure=f"{key} = {found[1]}")


def _is_sound(line: str) -> bool:
    try:
        tomllib.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _without_sign(line: str, row: int) -> Slip | None:
    if table := _OPEN_TABLE.fullmatch(line.split("#", maxsplit=1)[0].rstrip()):
        return Slip(row=row, kind="slip.bracket", cure=f"[{table.group(1)}]")
    if named := _NO_SIGN.match(line):
        return Slip(row=row, kind="slip.equals", cure=f"{named.group(1)} = …")
    return None


def _of_number(bare: str) -> tuple[str, str] | None:
    """A number, or yes and no, as people write them."""
    if found := _COMMA.fullmatch(bare):
        return "slip.comma", f"{found.group(1)}.{found.group(2)}"
    if found := _WITH_UNIT.fullmatch(bare):
        return "slip.unit", found.group(1) + (f".{found.group(2)}" if found.group(2) else "")
    if found := _ZEROS.fullmatch(bare):
        return "slip.zeros", found.group(1)
    if bare.casefold() in _TRUTHS:
        return "slip.truth", _TRUTHS[bare.casefold()]
    return None


def _of_text(bare: str) -> tuple[str, str] | None:
    """A text whose quotation marks are others, missing, or not the end of the line."""
    text = '"…"'
    if _CURLY & set(bare):
        return "slip.curly", text
    mark = bare[:1] if bare[:1] in {'"', "'"} else '"'
    if bare.split("#", maxsplit=1)[0].count(mark) % 2:
        return "slip.mark", text
    if mark == '"' and "\\" in bare and bare[:1] == mark:
        return "slip.backslash", '"…/…"'
    if (found := _CLOSED.match(bare)) and found.group()[-1] != "#":
        return "slip.behind", text
    if bare and bare[0] not in "\"'[{" and not _is_number(bare):
        return "slip.text", text
    return None


def _is_number(bare: str) -> bool:
    """Whether it is a number, or a day as TOML writes it."""
    return re.fullmatch(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?|\d{4}-\d{2}-\d{2}", bare) is not None
