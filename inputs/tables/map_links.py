"""The point that a link to a map holds: `geo:`, Google, OpenStreetMap, Apple, Waze. No link is ever opened."""

import re
from urllib.parse import unquote

_LINK = re.compile(r"(?:https?://|geo:|www\.|maps\.|goo\.gl/)\S+", re.IGNORECASE)
_NUMBER = r"([-+]?\d{1,3}(?:\.\d{1,20})?)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!3d{_NUMBER}!4d{_NUMBER}",
        rf"[?&]mlat={_NUMBER}&(?:amp;)?mlon={_NUMBER}",
        rf"[?&](?:q|query|ll|sll|daddr|destination|center|cp)=(?:loc:)?\s*{_NUMBER}[,~]\s*{_NUMBER}",
        rf"geo:{_NUMBER},{_NUMBER}",
        rf"/(?:search|place)/{_NUMBER},\s*{_NUMBER}",
        rf"/@{_NUMBER},{_NUMBER}",
        rf"#map=\d{{1,2}}(?:\.\d+)?/{_NUMBER}/{_NUMBER}",
    )
)
"""The first that fits wins: the pin of a link before the middle of its picture."""
_SEXAGESIMAL = r"""(\d{1,3})\s*°\s*(\d{1,2})\s*['′]\s*(\d{1,2}(?:\.\d{1,10})?)\s*(?:"|″|'')\s*"""
_PIN_IN_DEGREES = re.compile(rf"/(?:search|place)/\s*{_SEXAGESIMAL}([NS])\s*,?\s*{_SEXAGESIMAL}([EW])", re.IGNORECASE)
_PICTURE_OF_A_SEARCH = re.compile(r"(/(?:search|place)/[^/@]+)/@[^/?#]*")
"""What was looked for is somewhere in the picture, not in its middle."""


def _degrees(degrees: str, minutes: str, seconds: str, side: str) -> float:
    size = int(degrees) + int(minutes) / 60 + float(seconds) / 3600
    return -size if side in "SsWw" else size


def holds_link(cell: str) -> bool:
    """Whether the cell is or holds a link."""
    return _LINK.search(cell) is not None


def point_of_link(cell: str) -> tuple[float, float] | None:
    """Latitude and longitude; `None`: a short link, which hides them, or one that names no single place."""
    link = _LINK.search(cell)
    if link is None:
        return None
    text = unquote(link.group()).replace("+", " ")
    if "/dir/" in text:
        return None
    if pin := _PIN_IN_DEGREES.search(text):
        return _degrees(*pin.groups()[:4]), _degrees(*pin.groups()[4:])
    text = _PICTURE_OF_A_SEARCH.sub(r"\1", text)
    for pattern in _PATTERNS:
        if found := pattern.search(text):
            point = float(found.group(1)), float(found.group(2))
            if point != (0.0, 0.0):  # geo:0,0?q=… names the place by its words
                return point
    return None
