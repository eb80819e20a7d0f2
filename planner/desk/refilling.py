"""A page's form with what was typed put back into it, so that a refusal costs nobody a word, with scripts or without."""

import html
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote

Sent = Sequence[tuple[str, str]]
"""Names and values of a form, in its order."""

_FORM = re.compile(r'<form\b[^>]*\bmethod="post"[^>]*>.*?</form>', re.DOTALL)
_ACTION = re.compile(r'<form\b[^>]*\baction="([^"]*)"')
_TOKEN = "token"  # noqa: S105 (the name of a field)
_UNTOUCHED = frozenset(("password", "file", "submit", "button", "reset", "image"))
"""Kinds of fields that no page fills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refilled:
    """A page whose form was looked for.

    Attributes
    ----------
    text
        The page.
    has_form
        The form is on it.
    num_fields
        Fields of it that somebody fills in: without any there was nothing to lose.
    """

    text: str
    has_form: bool
    num_fields: int


def refilled(page: str, action: str, sent: Sent, *, mark: tuple[str, str] | None = None) -> Refilled:
    """Put what was sent back into the forms of a page that go to an address; with a hidden field more, if one is wanted.

    Passwords are never put back, and the session's token stays the page's. Hidden fields are as they were sent: what they say
    of the page that somebody had before them stays true.
    """
    found = [
        form
        for form in _FORM.finditer(page)
        if unquote(html.unescape(_ACTION.findall(form.group() + ' action=""')[0])) == action
    ]
    pieces: list[str] = []
    last = num_fields = 0
    for form in found:
        filling = _Filling(sent, mark)
        filling.feed(form.group())
        filling.close()
        num_fields += filling.num_fields
        pieces += [page[last : form.start()], *filling.pieces]
        last = form.end()
    return Refilled(text="".join([*pieces, page[last:]]), has_form=bool(found), num_fields=num_fields)


class _Filling(HTMLParser):
    """Copies a form and fills its fields on the way."""

    def __init__(self, sent: Sent, mark: tuple[str, str] | None) -> None:
        super().__init__(convert_charrefs=False)
        self._mark = mark
        self.pieces: list[str] = []
        self.num_fields = 0
        self._left: dict[str, list[str]] = defaultdict(list)
        for name, value in sent:
            self._left[name].append(value)
        self._all = {name: frozenset(values) for name, values in self._left.items()}
        self._select = ""
        self._is_written = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name = told.get("name", "")
        raw = self.get_starttag_text() or ""
        if tag == "form" and self._mark:
            name, value = map(html.escape, self._mark)
            raw += f'<input type="hidden" name="{name}" value="{value}">'
        elif tag == "input" and name not in ("", _TOKEN):
            raw = self._input(raw, name, told)
        elif tag == "select":
            self._select = name
            self.num_fields += 1
        elif tag == "option" and self._select:
            raw = _marked(raw, "selected", is_on=told.get("value", "") in self._all.get(self._select, ()))
        elif tag == "textarea":
            self.num_fields += 1
            self._is_written = name in self._all
            # A first line break after the tag is not part of the text.
            raw += f"\n{html.escape(self._next(name))}" if self._is_written else ""
        self.pieces.append(raw)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._is_written = False
        self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._copy(data)

    def handle_entityref(self, name: str) -> None:
        self._copy(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._copy(f"&#{name};")

    def _copy(self, text: str) -> None:
        if not self._is_written:
            self.pieces.append(text)

    def _input(self, raw: str, name: str, told: dict[str, str]) -> str:
        kind = told.get("type", "text").lower()
        if kind in _UNTOUCHED:
            return raw
        self.num_fields += kind != "hidden"
        if kind in ("checkbox", "radio"):
            return _marked(raw, "checked", is_on=told.get("value", "on") in self._all.get(name, ()))
        if name not in self._all:
            return raw
        bare = re.sub(r'\svalue="[^"]*"', "", raw)
        return f'{bare.removesuffix(">")} value="{html.escape(self._next(name))}">'

    def _next(self, name: str) -> str:
        """The next value of a name: several fields may have it."""
        values = self._left[name]
        return values.pop(0) if values else ""


def _marked(raw: str, word: str, *, is_on: bool) -> str:
    """A tag with or without a word such as `checked`."""
    bare = re.sub(rf"\s{word}(?=[\s>])", "", raw)
    return f"{bare.removesuffix('>')} {word}>" if is_on else bare
