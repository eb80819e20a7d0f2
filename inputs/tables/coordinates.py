"""Angles as people write them: decimal degrees, degrees with minutes and seconds, `6,1941 LS`; one by one or two in a cell."""

import re

from inputs.tables.cells import cell_error
from inputs.tables.map_links import holds_link, point_of_link
from inputs.tables.masking import seen
from inputs.tables.place_codes import holds_plus_code, point_of_plus_code, point_of_utm
from planner.domain.place import Point

Pair = tuple[float, float]
"""Latitude and longitude."""

_SIDES = {
    **dict.fromkeys(("s", "ls", "lintang selatan", "south"), ("latitude", -1)),
    **dict.fromkeys(("n", "u", "lu", "lintang utara", "north"), ("latitude", 1)),
    **dict.fromkeys(("e", "t", "bt", "bujur timur", "east"), ("longitude", 1)),
    **dict.fromkeys(("w", "b", "bb", "bujur barat", "west"), ("longitude", -1)),
}
_SIDE = r"lintang\sselatan|lintang\sutara|bujur\stimur|bujur\sbarat|south|north|east|west|LS|LU|BT|BB|[SNUETWB]"
_MINUS = "-−–—"
_AS_TYPED = str.maketrans({**dict.fromkeys(_MINUS, "-"), ",": "."})
_PLAIN = re.compile(rf"[{_MINUS}+]?\d{{1,12}}(?:[.,]\d{{0,20}})?(?:E[+-]?\d{{1,2}})?", re.IGNORECASE)
_SPACED = re.compile(rf"[{_MINUS}+]?\s?\d{{1,3}}(?:[.,]\s|\s[.,])\d{{3,20}}|[{_MINUS}]\s\d{{1,3}}[.,]\d{{1,20}}")
"""A slip of the finger: `-6. 1919`, `- 6.1919`."""
_THOUSANDS = re.compile(rf"[{_MINUS}]?\d{{1,3}}(?:\.\d{{3}}){{2,}}")
_MARKS = r"[°º˚*]|&deg;|(?<=\d)\s*d(?:eg|erajat)?(?![a-z])"
_PART = r"\d{1,2}(?:[.,]\d{1,12})?"
_ANGLE = re.compile(
    rf"""(?:(?P<before>{_SIDE})[\s.:]*(?![a-z]))?
    (?P<sign>[-+−–—])?\s*
    (?:(?P<degrees>\d{{1,3}})(?:\s*(?:{_MARKS})\s*|\s+|:)(?P<minutes>{_PART})\s*(?:['’′´`:]|m(?:in|enit)?(?![a-z])|\s)?\s*
       (?:(?P<seconds>{_PART})\s*(?:["”″“]|['’′´`]{{2}}|(?:d(?:e)?t(?:ik)?|sec)\b\.?|s(?=\s*(?:{_SIDE})(?![a-z])))?)?
      |(?P<decimal>\d{{1,3}}(?:[.,]\d{{1,20}})?)\s*(?:{_MARKS})?)
    (?:\s*(?P<after>{_SIDE})(?![a-z]))?""",
    re.IGNORECASE | re.VERBOSE,
)
_DECIMAL_PAIR = re.compile(r"([-+−–—]?\d{1,3}[.,]\d{2,20})\s*°?\s*[,;/|\s]\s*([-+−–—]?\d{1,3}[.,]\d{2,20})\s*°?")
_POINTED_PAIR = re.compile(r"([-+−–—]?\d{1,3}\.\d{1,20})\s*[,;/|\s]\s*([-+−–—]?\d{1,3}\.\d{1,20})")
"""With points in both numbers a comma stands between them, however few decimals they have."""
_WHOLE_PAIR = re.compile(r"([-+−–—]?\d{1,2})\s*[;/|]\s*([-+−–—]?\d{2,3})")
"""Whole degrees, read to be refused as that; a comma between them may be a decimal one."""
_LABEL = re.compile(r"(?:latitude|longitude|lintang|garis|bujur|koordinat|lat|long|lng|lon|gps)\s*[:=.]?\s*", re.IGNORECASE)
_CUT = re.compile(r"(?<=[\w°\"”″'’′])[\s,;/|&]|(?<=[a-z])(?=\d)", re.IGNORECASE)
_MAX_LETTERS = 120
"""Longest cell that is taken apart as angles."""


def read_latitude(cell: str) -> float:
    """Degrees, north positive."""
    return _read(cell, "latitude")


def read_longitude(cell: str) -> float:
    """Degrees, east positive."""
    return _read(cell, "longitude")


def is_plain(cell: str) -> bool:
    """Whether a cell is a number and nothing else."""
    return _PLAIN.fullmatch(cell) is not None


def read_position(cell: str, near: Point | None) -> Pair | None:
    """Latitude and longitude that one cell says together; `None`: it does not.

    Parameters
    ----------
    near
        Where short Plus Codes are looked for: the station; `None`: not known.
    """
    if holds_link(cell):
        return point_of_link(cell)
    if holds_plus_code(cell):
        return point_of_plus_code(cell, near)
    text = cell.strip("()[] ")
    if len(cell) > _MAX_LETTERS or _ANGLE.fullmatch(text):
        return None
    return point_of_utm(cell) or _written_pair(text)


def exchanged(latitude: str, longitude: str) -> Pair | None:
    """Degrees in the columns of latitude and longitude whose letters say the other axis; `None`: the letters do not say so."""
    if max(len(latitude), len(longitude)) > _MAX_LETTERS:
        return None
    angles = [_ANGLE.fullmatch(_LABEL.sub("", cell).strip()) for cell in (latitude, longitude)]
    (one, axis), (other, other_axis) = (_value(angle) if angle else (None, "") for angle in angles)
    is_said = axis == "longitude" or other_axis == "latitude"
    if one is None or other is None or not is_said or axis == "latitude" or other_axis == "longitude":
        return None
    return one, other


def _written_pair(text: str) -> Pair | None:
    text = text if _sided(text) else _LABEL.sub(" ", text).strip()
    pair = _DECIMAL_PAIR.fullmatch(text) or _POINTED_PAIR.fullmatch(text) or _WHOLE_PAIR.fullmatch(text)
    if pair is None:
        return _angle_pair(text)
    first, second = (_number(text) for text in pair.groups())
    return (second, first) if abs(second) <= 90 < abs(first) <= 180 else (first, second)  # no latitude is above 90


def _read(cell: str, axis: str) -> float:
    if _PLAIN.fullmatch(cell):
        return _number(cell)
    if _SPACED.fullmatch(cell):
        return _number(cell.replace(" ", ""))
    if _THOUSANDS.fullmatch(cell):
        raise cell_error("E1229", cell=cell, count=1)
    if holds_link(cell) and point_of_link(cell) is None:
        raise cell_error("E1213", count=1)
    if holds_plus_code(cell):
        raise cell_error("E1214", count=1)
    text = _LABEL.sub("", cell) if len(cell) <= _MAX_LETTERS and not _sided(cell) else cell
    match = _ANGLE.fullmatch(text.strip()) if len(cell) <= _MAX_LETTERS else None
    value, found_axis = _value(match) if match else (None, "")
    if value is None or found_axis not in ("", axis):
        raise cell_error("E1105", cell=seen(cell, "place"))
    return value


def _sided(cell: str) -> bool:
    """Whether the words `lintang selatan` and the like stand in the cell: a side of the earth, no label."""
    return re.search(r"lintang (?:selatan|utara)|bujur (?:timur|barat)", cell, re.IGNORECASE) is not None


def _angle_pair(text: str) -> Pair | None:
    """Two angles with nothing between; the letters of the sides say which is which, else latitude is first.

    `None` also where the text can be cut in two ways: an angle of fewer parts may swallow the first number of the next one.
    """
    found = set()
    for cut in (match.start() for match in _CUT.finditer(text)):
        left, right = (_ANGLE.fullmatch(part.strip(" ,;/|&")) for part in (text[:cut], text[cut:]))
        if left is None or right is None:
            continue
        (one, axis), (other, other_axis) = _value(left), _value(right)
        is_marked = bool(axis and other_axis) or ("°" in left.group() and "°" in right.group())
        if one is not None and other is not None and is_marked and (axis != other_axis or not axis):
            is_turned = axis == "longitude" or other_axis == "latitude"
            found.add((other, one) if is_turned else (one, other))
    return found.pop() if len(found) == 1 else None


def _value(match: re.Match[str]) -> tuple[float | None, str]:
    """Degrees and axis (empty: no side is named); no degrees where minutes, seconds or signs make no sense."""
    sides = [side for side in (match["before"], match["after"]) if side]
    if len(sides) > 1:
        return None, ""
    axis, side = _SIDES[sides[0].lower()] if sides else ("", 0)
    if match["decimal"] is not None:
        size = _number(match["decimal"])
    else:
        is_sure = match["seconds"] is not None or bool(sides) or re.search(_MARKS, match.group()) is not None
        minutes, seconds = (_number(match[name] or "0") for name in ("minutes", "seconds"))
        has_fraction = match["seconds"] is not None and any(sign in match["minutes"] for sign in ".,")
        if minutes >= 60 or seconds >= 60 or has_fraction or not is_sure:
            return None, ""
        size = int(match["degrees"]) + minutes / 60 + seconds / 3600
    is_negative = bool(match["sign"]) and match["sign"] in _MINUS
    if is_negative and side > 0:
        return None, ""
    return round(-size if is_negative or side < 0 else size, 9), axis


def _number(text: str) -> float:
    return float(text.translate(_AS_TYPED))
