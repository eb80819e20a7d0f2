"""Places as codes: Plus Codes, and UTM as surveyors write it."""

import math
import re
from collections.abc import Sequence

from planner.domain.arrays import Floats
from planner.domain.place import Point

_PLUS_CODE = re.compile(r"\b([2-9CFGHJMPQRVWX]{4,8}\+[2-9CFGHJMPQRVWX]{2,7})(?![^\W_])")
_FULL_LENGTH = 8
"""Letters before the plus of a code that needs no place to start from."""

_UTM = re.compile(
    r"(?:UTM)?\s*(?:ZONA|ZONE)?\s*:?\s*(?P<zone>\d{1,2})\s*(?P<letter>[A-Z])[\s,;:]+(?P<easting>\d{6}(?:[.,]\d{1,6})?)\s*(?:M?[ETX]|M)?"
    r"[\s,;:]+(?P<northing>\d{6,8}(?:[.,]\d{1,6})?)\s*(?:M?[NUSY]|M)?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?:UTM)?\s*(?:ZONA|ZONE)?\s*(\d{1,2})\s*([A-Z]|SELATAN|UTARA|SOUTH|NORTH)?", re.IGNORECASE)
LEAST_EASTING, MOST_EASTING = 100_000.0, 900_000.0
MOST_NORTHING = 10_000_000.0
_WIDTH = 6.0
"""Degrees of a zone; a point farther from its middle is none of it, though the formulas give a plausible number."""


def holds_plus_code(cell: str) -> bool:
    """Whether the cell is a Plus Code, the town behind it or not."""
    return "+" in cell and _PLUS_CODE.match(cell.strip().upper()) is not None


def point_of_plus_code(cell: str, near: Point | None) -> tuple[float, float] | None:
    """Middle of the code's area as latitude and longitude; `None`: a short code and no place to look for it from."""
    from openlocationcode import openlocationcode as olc  # noqa: PLC0415 (few tables hold them)

    match = _PLUS_CODE.match(cell.strip().upper())
    if match is None:
        return None
    code = match.group(1)
    if code.index("+") < _FULL_LENGTH:
        if near is None or not olc.isShort(code):
            return None
        code = olc.recoverNearest(code, near.latitude, near.longitude)
    if not olc.isFull(code):
        return None
    area = olc.decode(code)
    return round(area.latitudeCenter, 7), round(area.longitudeCenter, 7)


def zone_of(cell: str) -> tuple[int, bool] | None:
    """Zone and whether it is the southern half; S is south here, as Indonesian surveyors write it, never the band S."""
    match = _ZONE.fullmatch(cell.strip())
    if match is None or not 1 <= int(match.group(1)) <= 60:
        return None
    letter = (match.group(2) or "S").upper()[0]
    return int(match.group(1)), letter == "S" or letter < "N"


def zone_at(place: Point) -> tuple[int, bool]:
    """Zone and half of a place."""
    return int((place.longitude + 180) // _WIDTH) % 60 + 1, place.latitude < 0


def point_of_utm(cell: str) -> tuple[float, float] | None:
    """Latitude and longitude of `48S 660673 9315119`; `None`: something else, or outside the zone."""
    match = _UTM.fullmatch(cell.strip())
    zone = zone_of(f"{match['zone']}{match['letter']}") if match else None
    if match is None or zone is None:
        return None
    easting, northing = (float(match[name].replace(",", ".")) for name in ("easting", "northing"))
    ((longitude, latitude),) = from_utm([(easting, northing)], zone)
    return None if math.isnan(latitude) else (round(latitude, 7), round(longitude, 7))


def from_utm(points: Sequence[tuple[float, float]] | Floats, zone: tuple[int, bool]) -> list[tuple[float, float]]:
    """Longitude and latitude of eastings and northings; not a number where they lie outside the zone."""
    from pyproj import Transformer  # noqa: PLC0415 (few tables hold them, and it is heavy)

    number, is_south = zone
    transformer = Transformer.from_crs((32700 if is_south else 32600) + number, 4326, always_xy=True)
    middle = number * _WIDTH - 183
    found = []
    for easting, northing in points:
        is_inside = LEAST_EASTING <= easting <= MOST_EASTING and 0 <= northing <= MOST_NORTHING
        longitude, latitude = transformer.transform(easting, northing, errcheck=True) if is_inside else (math.nan, math.nan)
        is_near = abs(longitude - middle) <= _WIDTH and abs(latitude) <= 84
        found.append((longitude, latitude) if is_near else (math.nan, math.nan))
    return found
