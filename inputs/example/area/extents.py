"""How large an example may be: full for the demonstration, small for trials, tiny for tests."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What an example of a size has.

    Attributes
    ----------
    villages
        Names; empty: all nine.
    num_urgent, num_referred
        Of the complaints: urgent ones, and special referrals (RJK).
    """

    villages: tuple[str, ...] = ()
    num_hamlets: int
    num_households: int
    num_teams: int
    num_complaints: int
    num_urgent: int
    num_referred: int
    num_facilities: int


EXTENTS = MappingProxyType(
    {
        "full": Extent(
            num_hamlets=7,
            num_households=28_000,
            num_teams=24,
            num_complaints=60,
            num_urgent=12,
            num_referred=2,
            num_facilities=150,
        ),
        "small": Extent(
            villages=("Balaraja", "Tobat", "Sentul Jaya"),
            num_hamlets=4,
            num_households=2_500,
            num_teams=8,
            num_complaints=25,
            num_urgent=5,
            num_referred=1,
            num_facilities=40,
        ),
        "tiny": Extent(
            villages=("Tobat", "Sentul Jaya"),
            num_hamlets=1,
            num_households=150,
            num_teams=3,
            num_complaints=6,
            num_urgent=2,
            num_referred=1,
            num_facilities=8,
        ),
    }
)
"""Size to extent; `num_hamlets` is per village, more or less."""
