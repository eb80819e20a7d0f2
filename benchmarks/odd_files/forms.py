"""The forms of a page as a browser sees them: where they go, and what would be sent if nobody touched them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_PRESSED = frozenset({"button", "submit", "image", "reset"})


@dataclass(slots=True, kw_only=True)
class Form:
    """A form of a page.

    Attributes
    ----------
    fields
        Names with the values that they have; several of one name where several are ticked.
    choices
        All values that a name may have where the page offers some.
    files
        Names of the fields that take a file.
    """

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


def forms_of(page: str) -> list[Form]:
    """All forms of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


class _Reader(HTMLParser):
    """Gathers forms while a page is read."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._is_inside, self._select, self._area = False, "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(action=found.get("action", ""), method=found.get("method", "get").lower()))
            self._is_inside = True
        if not self._is_inside:
            return
        form, name = self.forms[-1], found.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._area = name
            form.fields.append((name, ""))
        elif tag == "option" and self._select:
            self._offer(form, self._select, found.get("value", ""), is_taken="selected" in found)
        elif tag in ("input", "button") and name:
            self._input(form, name, found if tag == "input" else {"type": "submit", **found})

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[-1] = (self._area, data)

    def _input(self, form: Form, name: str, found: dict[str, str]) -> None:
        kind, value = found.get("type", "text"), found.get("value", "on" if "checked" in found else "")
        if kind == "file":
            form.files.append(name)
        elif kind in ("checkbox", "radio"):
            self._offer(form, name, found.get("value", "on"), is_taken="checked" in found)
        elif kind in _PRESSED:
            form.choices.setdefault(name, []).append(value)
        else:
            form.fields.append((name, value))

    @staticmethod
    def _offer(form: Form, name: str, value: str, *, is_taken: bool) -> None:
        form.choices.setdefault(name, []).append(value)
        if is_taken:
            form.fields.append((name, value))
