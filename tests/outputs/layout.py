"""Measures a printed page: margins, letters, rows, and what hides what on a map."""

import math
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import shapely

MM = 72 / 25.4
SIDE, TOP = 8.5 * MM, 5 * MM
"""Nothing is printed nearer to the page's edges."""
MIN_LETTER = 8.99
MIN_ROW = 11 * MM
MAX_HIDDEN = 0.01
"""Most letters of a map that may touch a letter of another name."""


def faults(path: Path, *, most_pages: int = 2) -> list[str]:
    """Everything that is wrong with a sheet's layout, in words; empty: nothing. `most_pages` may hold its table."""
    found: list[str] = []
    with pdfplumber.open(path) as document:
        pages = document.pages
        maps = [page for page in pages if _is_map(page)]
        if len(maps) > 1 or len(pages) - len(maps) > most_pages:
            found.append(f"{len(pages) - len(maps)} pages of table, {len(maps)} of map")
        numbers: list[int] = []
        for page in pages:
            found += [f"page {page.page_number}: {fault}" for fault in _letters(page)]
            if page in maps:
                found += [f"page {page.page_number}: {fault}" for fault in _map(page)]
            else:
                found += [f"page {page.page_number}: {fault}" for fault in _rows(page, numbers)]
        if numbers and numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            found.append(f"rows are numbered {numbers}")
    return found


def _is_map(page: Any) -> bool:
    return any(title in page.crop((0, 0, page.width, 30 * MM)).extract_text() for title in ("PETA RUTE", "ROUTE MAP"))


def _letters(page: Any) -> Iterator[str]:
    for char in page.chars:
        if not char["text"].strip():
            continue
        if _size(char) < MIN_LETTER:
            yield f"{char['text']!r} has {_size(char):.1f} pt"
        is_inside = min(char["x0"], page.width - char["x1"]) >= SIDE and min(char["top"], page.height - char["bottom"]) >= TOP
        if not is_inside:
            yield f"{char['text']!r} at {char['x0'] / MM:.0f}, {char['top'] / MM:.0f} mm lies outside the margins"


def _size(char: dict[str, Any]) -> float:
    """Points of a letter, turned or not: its box is that of a turned rectangle, `adv` wide."""
    a, b, *_ = char["matrix"]
    cos, sin = abs(a) / math.hypot(a, b), abs(b) / math.hypot(a, b)
    width, height = char["x1"] - char["x0"], char["bottom"] - char["top"]
    return float((height - char["adv"] * sin) / cos if cos > sin else (width - char["adv"] * cos) / sin)


def _rows(page: Any, numbers: list[int]) -> Iterator[str]:
    """Rows of a table page: tall enough, the same number at both ends, no letter across a rule."""
    big = [char for char in page.chars if abs(_size(char) - 14) < 0.1 and char["text"].isdigit()]
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for char in big:
        rows[round(char["top"])].append(char)
    edges = sorted({round(edge["top"], 1) for edge in page.horizontal_edges if edge["width"] > 25 * MM})
    for top, chars in sorted(rows.items()):
        left = "".join(c["text"] for c in sorted(chars, key=lambda c: c["x0"]) if c["x0"] < page.width / 2)
        right = "".join(c["text"] for c in sorted(chars, key=lambda c: c["x0"]) if c["x0"] >= page.width / 2)
        if left != right:
            yield f"row {left!r} ends with {right!r}"
        numbers.append(int(left))
        middle = (chars[0]["top"] + chars[0]["bottom"]) / 2
        height = min(e for e in edges if e > middle) - max(e for e in edges if e < top)
        if height < MIN_ROW:
            yield f"row {left} is {height / MM:.1f} mm high"
    overlaps = overlapping(page.chars)
    if overlaps:
        yield f"{len(overlaps)} letters touch others: {''.join(page.chars[i]['text'] for i in overlaps[:20])}"


def _map(page: Any) -> Iterator[str]:
    chars = [char for char in page.chars if char["text"].strip()]
    hidden = overlapping(chars)
    if len(hidden) > MAX_HIDDEN * len(chars):
        yield f"{len(hidden)} of {len(chars)} letters touch others: {''.join(chars[i]['text'] for i in hidden[:20])}"


def overlapping(chars: list[dict[str, Any]]) -> list[int]:
    """Indices of letters whose ink may touch that of a letter of another text; neighbours in a turned name are no fault."""
    kept = [index for index, char in enumerate(chars) if char["text"].strip()]
    box = np.array([[chars[i][key] for key in ("x0", "top", "x1", "bottom")] for i in kept]).reshape(-1, 4)
    turn = np.array([math.atan2(chars[i]["matrix"][1], chars[i]["matrix"][0]) for i in kept])
    # a letter's box holds its whole line; its ink keeps to the middle
    size = (box[:, 2:] - box[:, :2]) * [0.15, 0.27]
    ink = shapely.box(*(box[:, :2] + size).T, *(box[:, 2:] - size).T)
    one, other = shapely.STRtree(ink).query(ink, predicate="intersects")
    is_own = (one == other) | ((np.abs(turn[one] - turn[other]) < 1e-6) & (np.abs(turn[one]) > 1e-6))
    return [kept[index] for index in np.unique(one[~is_own])]


def word_faults(path: Path) -> list[str]:
    """Words of any paper that lie on others, on an upright rule between two cells, or beyond the page; empty: none."""
    found = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            if _is_map(page):
                found += [f"{path.name} {page.page_number}: {fault}" for fault in (*_letters(page), *_map(page))]
                continue
            touching, outside = (
                "".join(page.chars[index]["text"] for index in wrong) for wrong in (overlapping(page.chars), _beyond(page))
            )
            for what, words in (("touch others", touching), ("cross a rule", " ".join(_crossing(page))), ("leave", outside)):
                found += [f"{path.name} {page.page_number}: {what}: {words[:60]}"] if words else []
    return found


def _crossing(page: Any) -> list[str]:
    """Words on an upright rule: too long for their cell."""
    rules = [
        (edge["x0"], edge["top"], edge["bottom"]) for edge in page.vertical_edges if edge["bottom"] - edge["top"] > 4.5 * MM
    ]
    return [
        word["text"]
        for word in page.extract_words(x_tolerance=1.5, use_text_flow=True)
        if any(
            word["x0"] < x - 0.5 and x + 0.5 < word["x1"] and y0 < (word["top"] + word["bottom"]) / 2 < y1
            for x, y0, y1 in rules
        )
    ]


def _beyond(page: Any) -> list[int]:
    """Indices of letters nearer to an edge than any printer sets them."""
    return [
        index
        for index, char in enumerate(page.chars)
        if char["text"].strip() and (char["x0"] < TOP or char["x1"] > page.width - TOP or char["bottom"] > page.height - TOP)
    ]
