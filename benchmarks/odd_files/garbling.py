"""What goes wrong with any file: bytes that flip, cells that hold something else, values of another kind."""

import copy
import random
from typing import Any

GARBAGE = (
    *("", "x", "1e999", "#N/A", "9" * 30, "-", "\x00", "😀", '"', "=1+1", "31/31/31", "٣", "²", "nan", "25:99", "H1;H2", "0"),
    *("a" * 300, "inf", "-0", "1.797e308", "0x1F", "true", "None", "\u202e", "İ", "ß", "a\u0301", "1_000", "١٢", "½", "--1"),
    *(
        "00:00-24:00",
        "29/02/2025",
        "0/0/0",
        "12345678901234567",
        "+6281",
        "@",
        "{}",
        "[]",
        "\t",
        "a;b,c|d",
        "'",
        "http://",
        "°",
    ),
)
LONG = tuple(piece * (70_000 // len(piece)) for piece in ("9", "a ", "1/", "° ", "RT 1", "08:00-", "-6,1 ", "S ", "+", "Jan "))
"""Cells of 70,000 letters, of each piece that a reader of cells looks for."""

ODD_VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        -1,
        0,
        1,
        1.5,
        1e308,
        2**31,
        2**63,
        2**64,
        10**40,
        "",
        "x",
        "1",
        [],
        {},
        [[]],
        [None],
        [-1, 0],
        [9, 1],
        {"a": 1},
    ),
    *(float("nan"), float("inf"), "😀", "\ud800", [[0, 4_294_967_295]], [[1, 2], [0, 3]], [0] * 50),
)
"""Values that a file of JSON may hold anywhere."""


def garbled_bytes(content: bytes, rng: random.Random) -> bytes:
    """Bytes flipped, cut out, repeated, or the end lost."""
    data = bytearray(content)
    for _ in range(rng.choice((0, 1, 1, 3, 30))):
        at = rng.randrange(max(1, len(data)))
        kind = rng.randrange(4)
        if kind == 0 and data:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del data[at : at + rng.randrange(20)]
        elif kind == 2:
            data[at:at] = data[at : at + 20]
        elif rng.random() < 0.3:
            del data[at:]
    return bytes(data)


def garbage(rng: random.Random) -> str:
    """A cell that holds something else, one in twenty a very long one."""
    return rng.choice(LONG) if rng.random() < 0.05 else rng.choice(GARBAGE)


def garbled_tree(content: Any, rng: random.Random, *, num_faults: int) -> Any:
    """A document with some of its values replaced, dropped, doubled, renamed or added."""
    content = copy.deepcopy(content)
    for _ in range(num_faults):
        at: Any = content
        while isinstance(at, dict | list) and at:
            key = rng.choice(list(at)) if isinstance(at, dict) else rng.randrange(len(at))
            if not isinstance(at[key], dict | list) or not at[key] or rng.random() < 0.15:
                _garble(at, key, rng)
                break
            at = at[key]
    return content


def _garble(at: Any, key: Any, rng: random.Random) -> None:
    kind = rng.randrange(5)
    if kind == 0:
        del at[key]
    elif kind == 1 and isinstance(at, list):
        at.insert(key, at[key])
    elif kind == 1:
        at[f"{key}x"] = at.pop(key)
    elif kind == 2 and isinstance(at, dict):
        at[rng.choice(("x", "delivery", "location", "steps", "setup", ""))] = copy.deepcopy(rng.choice(ODD_VALUES))
    else:
        at[key] = copy.deepcopy(rng.choice(ODD_VALUES))
