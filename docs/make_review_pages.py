"""Draws hard days at print size and in grey, to be looked at: `python -m docs.make_review_pages DIR` (DATA CONTOH)."""

import sys
import tempfile
from pathlib import Path

import pypdfium2

from outputs.sheets.writing import write_sheets
from tests.outputs.hard_days import hard_days

DOTS_PER_INCH = 110


def main(folder: Path) -> None:
    """Draw every page of every hard day; for many teams the overview alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, day in hard_days().items():
        with tempfile.TemporaryDirectory() as paper:
            paths = write_sheets(day, Path(paper))
            wanted = [path for path in paths if path.name in {"overview.pdf", "cards.pdf"} or path is paths[0]]
            for path in wanted if name in {"full-day", "forty-teams", "english", "long-names"} else wanted[:1]:
                draw(path, folder / f"{name}-{path.stem.split('-')[0]}")


def draw(path: Path, stem: Path) -> None:
    """Render the pages of a PDF as grey pictures."""
    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document, 1):
        picture = page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil()
        picture.save(stem.with_name(f"{stem.name}-{number}.png"), optimize=True)
    print(f"{stem.name}: {len(document)}")
    document.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "review"))
