"""Boxes, arrows and words as SVG, for the drawings of the docs: no library, the same bytes each time."""

import html
from collections.abc import Iterable
from pathlib import Path

INK, PAPER, PALE, STRONG = "#1d2733", "#ffffff", "#eef3f8", "#1f5f99"
LINE_HEIGHT = 17
"""Pixels between two lines of text."""


class Drawing:
    """A page of a size, drawn on from back to front."""

    def __init__(self, width: int, height: int, *, title: str) -> None:
        self._size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        self._title = html.escape(title)
        self._parts = [f'<rect width="{width}" height="{height}" fill="{PAPER}"/>']

    def box(self, left: int, top: int, width: int, height: int, lines: Iterable[str], *, fill: str = PALE) -> None:
        """Draw a box with lines of text in its middle, the first one bold."""
        shape = f'x="{left}" y="{top}" width="{width}" height="{height}" rx="6"'
        self._parts.append(f'<rect {shape} fill="{fill}" stroke="{INK}" stroke-width="1.2"/>')
        texts = list(lines)
        first = top + height // 2 - (len(texts) - 1) * LINE_HEIGHT // 2 + 5
        for number, text in enumerate(texts):
            self.text(left + width // 2, first + number * LINE_HEIGHT, text, is_bold=number == 0, anchor="middle")

    def text(
        self, left: int, base: int, text: str, *, is_bold: bool = False, anchor: str = "start", size: int = 13, ink: str = INK
    ) -> None:
        """Write a line of text; `base` is the line that letters stand on."""
        style = f'text-anchor="{anchor}" font-size="{size}" fill="{ink}"' + (' font-weight="bold"' if is_bold else "")
        self._parts.append(f'<text x="{left}" y="{base}" {style}>{html.escape(text)}</text>')

    def screen(self, width: int, height: int, lines: Iterable[str]) -> None:
        """Fill the page with a dark window in which lines stand as a terminal shows them."""
        self._parts.append(f'<rect width="{width}" height="{height}" rx="8" fill="{INK}"/>')
        style = f'font-family="DejaVu Sans Mono, Consolas, monospace" font-size="13" fill="{PAPER}" xml:space="preserve"'
        for number, text in enumerate(lines):
            self._parts.append(f'<text x="14" y="{28 + number * LINE_HEIGHT}" {style}>{html.escape(text)}</text>')

    def arrow(self, *corners: tuple[int, int]) -> None:
        """Draw an arrow along corners; it points at the last one."""
        points = " ".join(f"{x},{y}" for x, y in corners)
        self._parts.append(
            f'<polyline points="{points}" fill="none" stroke="{STRONG}" stroke-width="2" marker-end="url(#head)"/>'
        )

    def save(self, path: Path) -> None:
        """Write the drawing."""
        size = 'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"'
        head = f'<marker id="head" {size}><path d="M0 0L8 4L0 8z" fill="{STRONG}"/></marker>'
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" {self._size} font-family="Arial, Helvetica, sans-serif" role="img">',
            f"<title>{self._title}</title>",
            f"<defs>{head}</defs>",
            *self._parts,
            "</svg>",
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
