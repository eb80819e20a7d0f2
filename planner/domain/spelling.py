"""One form for the spellings of a street's, a river's or a village's name."""

from types import MappingProxyType

_SHORT = MappingProxyType({"jalan": "jl", "jln": "jl", "gang": "gg", "kampung": "kp", "sungai": "s", "kali": "k"})
"""Spellings of the same word in names of streets and rivers."""


def spelling(name: str) -> str:
    """A name without capitals, points and spaces; `Jalan Raya Serang` is `Jl. Raya Serang`."""
    words = "".join(char if char.isalnum() else " " for char in name.casefold()).split()
    return "".join([_SHORT.get(word, word) if n == 0 else word for n, word in enumerate(words)])
