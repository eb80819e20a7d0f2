"""Sets pages with Typst: own templates, own fonts, data as JSON, the same bytes for the same data."""

import datetime as dt
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import typst

FONT_PACKAGE = "font_source_sans_pro"
FONT_FILES = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf", "SourceSansPro-Bold.ttf", "SourceSansPro-It.ttf")
"""One file of each face: the package holds every face twice, and which one is taken must not depend on the disk."""

_LONGEST = 24
"""Letters of the longest word that no column is too narrow for; longer ones are addresses typed without spaces, or ids."""
_LONG_WORD = re.compile(rf"[^\s-]{{{_LONGEST + 1},}}")
_PART = re.compile(r".{1,8}", re.DOTALL)
_BREAK = "\N{ZERO WIDTH SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Fonts made ready for any number of documents.

    Attributes
    ----------
    folder
        Folder of the templates.
    fonts
        The only fonts that pages may use.
    """

    folder: Path
    fonts: typst.Fonts

    def render(self, template: str, data: dict[str, Any], date: dt.date) -> bytes:
        """Set one document; `data` reaches it as JSON, so that no text is ever read as markup.

        The time of making is set to the planning day: the same day printed twice is the same file.
        """
        compiler = typst.Compiler(
            str(self.folder / template), root=str(self.folder.parent), font_paths=self.fonts, ignore_system_fonts=True
        )
        stamp = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
        inputs = {"day": json.dumps(breakable(data), ensure_ascii=False)}
        pages = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=int(stamp.timestamp()), pdf_tags=False)
        if not isinstance(pages, bytes):
            raise TypeError(f"{template}: expected one PDF, got {type(pages).__name__}")
        return pages


def breakable(data: Any) -> Any:
    """The same data with places at which very long words may be broken: Typst breaks none, and they would leave the page."""
    if isinstance(data, str):
        return _LONG_WORD.sub(lambda word: _BREAK.join(_PART.findall(word[0])), data) if len(data) > _LONGEST else data
    if isinstance(data, Mapping):
        return {key: breakable(value) for key, value in data.items()}
    return [breakable(one) for one in data] if isinstance(data, list | tuple) else data


@contextmanager
def press(*, room: str = "sheets") -> Iterator[Press]:
    """A press whose fonts come from their Python package, never from the system, for the templates of one room of `outputs`.

    Typst takes folders only, so the chosen files are laid into a folder of their own meanwhile.
    """
    with (
        tempfile.TemporaryDirectory(prefix="dds-fonts-") as fonts,
        resources.as_file(resources.files("outputs")) as rooms,
    ):
        for name in FONT_FILES:
            with resources.as_file(resources.files(FONT_PACKAGE) / "files" / name) as file:
                shutil.copyfile(file, Path(fonts) / name)
        yield Press(
            folder=rooms / room, fonts=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
        )
