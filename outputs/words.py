"""Words, dates, times and numbers as they are printed, by language, from the message catalogues."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from importlib import resources

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from planner.domain.units import MINUTE

LANGUAGES = ("id", "en")

_ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
"""Names of Indonesia's time zones as people write them; Babel knows them as "GMT+7"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language.

    Attributes
    ----------
    language
        `id` or `en`.
    texts
        Message id to text; texts may hold `{…}` to be filled.
    """

    language: str
    texts: dict[str, str]

    def text(self, key: str, **values: object) -> str:
        """The text of a message id, its `{…}` filled with the values.

        Raises
        ------
        KeyError
            If the catalogue does not have it: a missing word is a bug, not an English word on paper.
        """
        return self.texts[key].format_map(values) if values else self.texts[key]

    def group(self, prefix: str) -> dict[str, str]:
        """All texts whose id starts with `prefix.`, by the rest of the id."""
        return {key[len(prefix) + 1 :]: text for key, text in self.texts.items() if key.startswith(f"{prefix}.")}

    def date(self, date: dt.date) -> str:
        """`Selasa, 26 Agustus 2025`."""
        return format_date(date, "EEEE, d MMMM y", locale=self.language)

    def clock(self, time: int) -> str:
        """`10.00` (id) or `10:00` (en); past midnight the clock starts anew."""
        separator = "." if self.language == "id" else ":"
        minutes = time // MINUTE
        return f"{minutes // 60 % 24:02d}{separator}{minutes % 60:02d}"

    def clock_zone(self, time: int, time_zone: str) -> str:
        """`10.00 WIB`."""
        return f"{self.clock(time)} {_ZONE_NAMES.get(time_zone, '')}".rstrip()

    def number(self, number: int) -> str:
        """`1.184` (id) or `1,184` (en)."""
        return format_decimal(number, "#,##0", locale=self.language)

    def distance(self, metres: int) -> str:
        """`400 m`, rounded to 10 m, below a kilometre; `2,4 km` above."""
        if metres < 995:
            return f"{round(metres, -1)} m"
        return f"{format_decimal(metres / 1000, '#,##0.0', locale=self.language)} km"


@cache
def words(language: str) -> Words:
    """Read the catalogue of a language, once.

    Raises
    ------
    ValueError
        If there is no catalogue for it.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    with resources.files("outputs").joinpath("locale", language, "outputs.po").open("rb") as file:
        catalogue = read_po(file, locale=language, domain="outputs")
    return Words(language=language, texts={str(message.id): str(message.string) for message in catalogue if message.id})
