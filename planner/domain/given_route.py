"""A route as somebody gave it: what comes after what, without times."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenStep:
    """A visit or a break of the shift, by id."""

    id: str
    is_break: bool = False
