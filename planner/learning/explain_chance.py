"""Says in one sentence how likely a door opens, and what that rests on: the neighbourhood, never the people."""

import datetime as dt
from collections.abc import Collection

from planner.learning.aiming import WORTH_SCALE
from planner.learning.openness import Openness, village_of
from planner.rules.day_slots import is_weekend
from planner.rules.priority import Language

_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SLOTS = {"en": {"pagi": "morning", "siang": "noon", "sore": "afternoon", "malam": "evening"}}


def explain_chance(
    openness: Openness,
    *,
    group: str,
    pattern: str,
    slot: str,
    date: dt.date,
    holidays: Collection[dt.date] = (),
    language: Language = "id",
) -> str:
    """`Peluang pintu terbuka 62 % (RT ini, Sabtu pagi, 41 percobaan).`

    Where the RT has no tries of its own on that kind of day and slot, the village or the area is named instead.
    """
    weekend = is_weekend(date, holidays)
    chance = openness.chances(group, pattern, is_weekend=weekend)[openness.slots.index(slot)]
    where, tries = _basis(openness, group, slot, weekend=weekend)
    percent, day = round(100 * chance), _DAYS[language][date.weekday()]
    if language == "id":
        place = {"rt": "RT ini", "village": "desa ini", "area": "seluruh wilayah"}[where]
        return f"Peluang pintu terbuka {percent} % ({place}, {day} {slot}, {tries} percobaan)."
    place = {"rt": "this RT", "village": "this village", "area": "the whole area"}[where]
    return f"Chance that the door opens {percent} % ({place}, {day} {_SLOTS['en'].get(slot, slot)}, {tries} tries)."


def explain_worth(prize: int, worth: int, *, language: Language = "id") -> str:
    """Say how prize and chance make the worth that the plan counts with; see `planner.learning.aiming`."""
    percent = round(100 * worth / max(1, WORTH_SCALE * prize))
    return {
        "id": f"Nilai harapan {worth}: {WORTH_SCALE} × nilai {prize} × {percent} % "
        "(peluang, lebih tinggi selama RT ini belum banyak dicoba, pada akhir pekan lebih rendah bila hari kerja juga baik).",
        "en": f"Expected worth {worth}: {WORTH_SCALE} × prize {prize} × {percent} % "
        "(the chance, higher while this RT has not been tried much, on weekends lower if weekdays would do).",
    }[language]


def _basis(openness: Openness, group: str, slot: str, *, weekend: bool) -> tuple[str, int]:
    """Where the tries behind a chance were made, and how many."""
    for where, name in (("rt", group), ("village", village_of(group))):
        tries = openness.num_tries(name, slot, is_weekend=weekend)
        if tries:
            return where, tries
    return "area", openness.num_tries("", slot, is_weekend=weekend)
