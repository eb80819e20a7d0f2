"""One language: its sentences, closed keys, faults, numbers, dates and plurals, all from one file of `planner/words/locale`.

A key is either an English sentence, which needs no entry in English unless it counts something, or a closed key such as
`reason.too_far`, which needs one everywhere. A text fills `{name}` with a value and `{name:visit|visits}` with the word
that the language's plural rule asks for after that value, in the order of its forms.
"""

import datetime as dt
import functools
import json
import re
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.domain.errors import Fault, Where
from planner.domain.faults import FAULTS
from planner.domain.units import MINUTE
from planner.domain.violation import Moment, Phrase, Violation

DEFAULT_LANGUAGE = "id"
FOLDER = Path(__file__).with_name("locale")
LANGUAGES = (DEFAULT_LANGUAGE, *sorted(path.stem for path in FOLDER.glob("*.po") if path.stem != DEFAULT_LANGUAGE))
"""Every language that has a catalogue."""

_ENTRY = re.compile(r'^msgid ((?:"[^\n]*"\s*)+)^msgstr ((?:"[^\n]*"\s*)+)', re.MULTILINE)
_QUOTED = re.compile(r'"[^\n]*"')
_CLOSED_KEY = re.compile(r"[a-z_]+\.\S*")
_SPOKEN_VALUES = dict.fromkeys(("asked", "features", "kind", "lost", "reason"), "why") | {"slip": "slip", "mode": "profile"}
"""Values that are words: what was asked for, what an engine cannot obey, what is missing or would be deleted, why a disk or a
rule refuses, how one moves; and the group of keys that they are looked for in."""
_CLOCK_VALUES = frozenset({"at", "end", "last", "moment", "since", "start", "time", "until"})
"""Values of faults that may be times of ours, `08:06`; what a file says is told as it stands there."""
_CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})(?::\d{2})?\b")
_ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
"""Names of Indonesia's time zones as people write them; Babel knows them as "GMT+7"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language.

    Attributes
    ----------
    language
        Name of its catalogue, `id`.
    texts
        Key to text.
    """

    language: str
    texts: Mapping[str, str]

    def text(self, key: str, /, **values: object) -> str:
        """The text of a key, its `{…}` filled with the values; a sentence without a translation stays as it is.

        Raises
        ------
        KeyError
            If a closed key is not in the catalogue: a missing word is a bug, not an English word on paper.
        """
        text = self.unfilled(key)
        if not values:
            return text
        return _Filling(self).vformat(text, (), values) if "|" in text else text.format_map(values)

    def unfilled(self, key: str) -> str:
        """The text of a key as it stands in the catalogue."""
        text = self.texts.get(key)
        if text is None:
            if _CLOSED_KEY.fullmatch(key):
                raise KeyError(key)
            text = key
        return text

    def word(self, name: str) -> str:
        """What the code calls something (`breaks`, `households`) in words; a name that is no word stays."""
        return self.texts.get(name, name)

    def listed(self, names: str) -> str:
        """The same of each name of a list."""
        return ", ".join(map(self.word, names.split(", ")))

    def fault(self, fault: Fault) -> str:
        """A fault on one line: code, place, cause, action; reasons and features among its values are words of ours too."""
        values = {name: self._of_fault(name, value) for name, value in fault.values.items()}
        cause, action = (self.text(sentence, **values) for sentence in FAULTS[fault.code])
        place = self.place(fault.where)
        return f"{fault.code} {place}{': ' if place else ''}{cause} {action}"

    def _of_fault(self, name: str, value: object) -> object:
        if isinstance(value, Fault):
            return self.fault(value)
        if (name, value) == ("near", "–"):
            return self.text("nothing alike")
        return self.clocks(value) if name in _CLOCK_VALUES and isinstance(value, str) else self._spoken(name, value)

    def violation(self, found: Violation, at: Callable[[Moment], str] | None = None) -> str:
        """A broken law on one line: its key, where, what the plan says, and what it should say; `at` writes its moments."""
        return self.text("{law}: {where}: {got}; {expected}", **self.parts(found, at))

    def parts(self, found: Violation, at: Callable[[Moment], str] | None = None) -> dict[str, str]:
        """A broken law by its parts: `law`, `where`, `got`, `expected`."""
        return found.told(self._said, at or (lambda moment: str(moment).replace(":", self.text("form.clock_sign"))))

    def _said(self, key: str, /, **values: object) -> str:
        """A text with values that are words themselves."""
        return self.text(key, **{name: self._spoken(name, value) for name, value in values.items()})

    def _spoken(self, name: str, value: object) -> object:
        if isinstance(value, Phrase):
            return value.told(self._said)
        if name not in _SPOKEN_VALUES or not isinstance(value, str):
            return value
        return ", ".join(self.texts.get(f"{_SPOKEN_VALUES[name]}.{word}", self.word(word)) for word in value.split(", "))

    def place(self, where: Where) -> str:
        """`shifts.csv, baris 7, kolom end`."""
        sheet = self.text("sheet {sheet}", sheet=where.sheet) if where.sheet else ""
        row = "" if where.row is None else self.text("row {row}", row=where.row)
        column = self.text("column {column}", column=where.column) if where.column else ""
        return ", ".join(filter(None, (where.file, sheet, row, column)))

    def group(self, prefix: str) -> dict[str, str]:
        """All texts whose key starts with `prefix.`, by the rest of the key."""
        return {key[len(prefix) + 1 :]: text for key, text in self.texts.items() if key.startswith(f"{prefix}.")}

    def clock(self, time: int) -> str:
        """`10.00` (id) or `10:00` (en); past midnight the clock starts anew."""
        minutes = time // MINUTE
        return self.text("form.clock", hours=f"{minutes // 60 % 24:02d}", minutes=f"{minutes % 60:02d}")

    def clocks(self, text: str) -> str:
        """A text in which times stand as this language writes them: `08:06-10:00` is `08.06-10.00`."""
        return _CLOCK.sub(lambda found: self.text("form.clock", hours=found[1].zfill(2), minutes=found[2]), text)

    def clock_zone(self, time: int, time_zone: str) -> str:
        """`10.00 WIB`."""
        return f"{self.clock(time)} {_ZONE_NAMES.get(time_zone, '')}".rstrip()

    def decimal(self, number: float, places: int = 1) -> str:
        """`1234,5`: some decimals, without marks between thousands."""
        return f"{number:.{places}f}".replace(".", self.text("form.decimal_sign"))

    def date(self, date: dt.date, pattern: str = "EEEE, d MMMM y") -> str:
        """`Selasa, 26 Agustus 2025`, or as the pattern (CLDR) says."""
        from babel.dates import format_date  # noqa: PLC0415 (keeps `--help` fast)

        return format_date(date, pattern, locale=self.locale)

    def number(self, number: float, places: int = 0, *, is_short: bool = False) -> str:
        """`1.184` (id) or `1,184` (en), with decimals; a short one has no zeros at its end."""
        from babel.numbers import format_decimal  # noqa: PLC0415 (keeps `--help` fast)

        decimals = "." + ("#" if is_short else "0") * places if places else ""
        return str(format_decimal(number, f"#,##0{decimals}", locale=self.locale))

    def distance(self, metres: int) -> str:
        """`400 m`, rounded to 10 m, below a kilometre; `2,4 km` above."""
        return f"{round(metres, -1)} m" if metres < 995 else f"{self.number(metres / 1000, 1)} km"

    def plural(self, count: object, forms: list[str]) -> str:
        """The form of a word after a count, which may be printed already (`1.184`).

        Parameters
        ----------
        forms
            In the order of the language's plural rule: English one, other; the last stands for all that are not there.
        """
        from babel.core import Locale  # noqa: PLC0415 (keeps `--help` fast)

        rule = Locale.parse(self.locale).plural_form
        number = count if isinstance(count, int | float) else _number_in(str(count))
        order = [*sorted(rule.tags, key=("zero", "one", "two", "few", "many").index), "other"]
        return forms[min(order.index(rule(number)), len(forms) - 1)]

    @property
    def locale(self) -> str:
        """Whose dates, numbers and plurals are written: a language that Babel does not know writes them as the default does."""
        from babel.localedata import exists  # noqa: PLC0415 (keeps `--help` fast)

        return self.language if exists(self.language) else DEFAULT_LANGUAGE


class _Filling(string.Formatter):
    """Fills a text that counts."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def format_field(self, value: Any, format_spec: str) -> str:
        """A value, or the word after it."""
        if "|" not in format_spec:
            return str(super().format_field(value, format_spec))
        return self._words.plural(value, format_spec.split("|"))


def _number_in(text: str) -> int:
    digits = re.sub(r"\D", "", text)
    return int(digits) if digits else 0


@functools.cache
def words(language: str) -> Words:
    """Read the catalogue of a language, once.

    Its entries are read by a pattern, not by Babel, whose loading alone would make every `--help` a third slower; a test
    holds what is read against Babel's reader.

    Raises
    ------
    ValueError
        If there is no catalogue for it.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    entries = _ENTRY.findall((FOLDER / f"{language}.po").read_text(encoding="utf-8"))
    return Words(language=language, texts={_joined(key): _joined(text) for key, text in entries[1:]})


def _joined(quoted: str) -> str:
    return "".join(json.loads(part) for part in _QUOTED.findall(quoted))
