"""How much of the example area is made: the full sub-district, a small part, or a tiny one for fast tests."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What a size holds.

    Attributes
    ----------
    households
        Village code to number of households.
    num_teams, num_complaints, num_facilities
        Rows of the other tables.
    """

    households: MappingProxyType[str, int]
    num_teams: int
    num_complaints: int
    num_facilities: int


# About 3,000 a village (28,000 in all), more in the market town and along the big roads.
_FULL = MappingProxyType(
    {
        "36.03.01.1001": 3900,
        "36.03.01.2003": 4100,
        "36.03.01.2005": 2700,
        "36.03.01.2009": 3600,
        "36.03.01.2010": 2600,
        "36.03.01.2011": 2500,
        "36.03.01.2013": 2400,
        "36.03.01.2014": 3700,
        "36.03.01.2016": 2500,
    }
)

SIZES = MappingProxyType(
    {
        "full": Size(households=_FULL, num_teams=24, num_complaints=60, num_facilities=150),
        "small": Size(
            households=MappingProxyType({"36.03.01.1001": 1000, "36.03.01.2005": 650, "36.03.01.2009": 850}),
            num_teams=8,
            num_complaints=25,
            num_facilities=30,
        ),
        "tiny": Size(households=MappingProxyType({"36.03.01.1001": 150}), num_teams=3, num_complaints=6, num_facilities=8),
    }
)
