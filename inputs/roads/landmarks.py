"""Landmarks of OpenStreetMap: mosques, schools, markets, health centres and offices, points or outlines."""

from collections.abc import Mapping

AMENITIES = {
    "place_of_worship": "worship",
    "school": "school",
    "kindergarten": "school",
    "college": "school",
    "university": "school",
    "marketplace": "market",
    "hospital": "health",
    "clinic": "health",
    "doctors": "health",
    "police": "police",
    "post_office": "post",
    "townhall": "office",
}
"""Value of `amenity` to kind; any other is no landmark here."""

HEALTH = frozenset({"hospital", "clinic", "centre", "doctor", "midwife", "yes"})
"""Values of `healthcare`, where there is no `amenity`."""


def read_landmark_kind(tags: Mapping[str, str]) -> str | None:
    """Kind of a landmark; `None`: it is none."""
    amenity = tags.get("amenity", "").strip().lower()
    if not amenity and tags.get("healthcare", "").strip().lower() in HEALTH:
        return "health"
    kind = AMENITIES.get(amenity)
    return "mosque" if kind == "worship" and tags.get("religion", "").strip().lower() == "muslim" else kind
