"""One form for the spellings of a street's, a river's or a village's name, and texts without signs that no paper shows."""

from types import MappingProxyType

_SHORT = MappingProxyType({"jalan": "jl", "jln": "jl", "gang": "gg", "kampung": "kp", "sungai": "s", "kali": "k"})
"""Spellings of the same word in names of streets and rivers."""


def spelling(name: str) -> str:
    """A name without capitals, points and spaces; `Jalan Raya Serang` is `Jl. Raya Serang`."""
    words = "".join(char if char.isalnum() else " " for char in name.casefold()).split()
    return "".join([_SHORT.get(word, word) if n == 0 else word for n, word in enumerate(words)])


def printable(text: str) -> str:
    """Text on one line, without signs that no form can hold or that turn what is read: controls, direction marks."""
    return without_signs(" ".join(text.split()))


def without_signs(text: str) -> str:
    """Text without those signs, its spaces as they are: names of files have their own."""
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "" for sign in text)
