"""How a neutral problem file spelled its ids: numbers or texts, so that an answer can spell them alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FileId = int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemIds:
    """The file's own spelling of each id of the problem.

    Attributes
    ----------
    jobs, vehicles
        Visit id, and shift id, to the id in the file.
    breaks
        (shift id, break id) to the id in the file.
    """

    jobs: Mapping[str, FileId] = field(default_factory=dict)
    vehicles: Mapping[str, FileId] = field(default_factory=dict)
    breaks: Mapping[tuple[str, str], FileId] = field(default_factory=dict)
