"""The lie of the land: names, codes and centres of the villages (facts), courses of roads and rivers (invented).

Points are metres east and north of `plane.ORIGIN`. Only names, codes and rounded centres are real;
the courses were drawn by hand for this example and follow no real road.
"""

from dataclasses import dataclass

from inputs.example.plane import Spot, to_plane


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageFact:
    """Name, ministry code and rounded centre of a village."""

    code: str
    name: str
    longitude: float
    latitude: float

    @property
    def centre(self) -> Spot:
        """Metres in the plane."""
        return to_plane(self.longitude, self.latitude)


VILLAGES = (
    VillageFact(code="36.03.01.1001", name="Balaraja", longitude=106.457, latitude=-6.192),
    VillageFact(code="36.03.01.2003", name="Cangkudu", longitude=106.432, latitude=-6.228),
    VillageFact(code="36.03.01.2005", name="Talagasari", longitude=106.465, latitude=-6.193),
    VillageFact(code="36.03.01.2009", name="Tobat", longitude=106.442, latitude=-6.195),
    VillageFact(code="36.03.01.2010", name="Sentul", longitude=106.453, latitude=-6.215),
    VillageFact(code="36.03.01.2011", name="Gembong", longitude=106.415, latitude=-6.227),
    VillageFact(code="36.03.01.2013", name="Sukamurni", longitude=106.430, latitude=-6.210),
    VillageFact(code="36.03.01.2014", name="Saga", longitude=106.457, latitude=-6.173),
    VillageFact(code="36.03.01.2016", name="Sentul Jaya", longitude=106.442, latitude=-6.208),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A line through the land.

    Attributes
    ----------
    highway
        Road class, or `river`.
    points
        Control points of a smooth curve.
    """

    highway: str
    name: str
    points: tuple[Spot, ...]


RIVERS = (
    Course(
        highway="river",
        name="Ci Durian",
        points=(
            (-2250, -5300),
            (-1950, -4000),
            (-2100, -3000),
            (-2480, -2200),
            (-2300, -1300),
            (-2560, -400),
            (-2250, 600),
            (-1450, 1500),
            (-1150, 2600),
            (-750, 3800),
            (-650, 5300),
        ),
    ),
    Course(
        highway="river",
        name="Ci Manceuri",
        points=(
            (2700, -5300),
            (2300, -3700),
            (2400, -2600),
            (2080, -1650),
            (1600, -650),
            (980, 0),
            (830, 900),
            (700, 1750),
            (480, 2600),
            (700, 3700),
            (500, 5300),
        ),
    ),
)

TOLL = Course(
    highway="motorway",
    name="Tol Jakarta–Merak",
    points=(
        (-5300, -2380),
        (-3400, -2150),
        (-1800, -1960),
        (-350, -1690),
        (900, -1130),
        (2200, -720),
        (3400, -520),
        (4700, -470),
    ),
)

# The first two are laid first: everything else meets them.
ROADS = (
    Course(
        highway="trunk",
        name="Jl. Raya Serang",
        points=(
            (-5300, -250),
            (-3600, 60),
            (-1900, 180),
            (-700, 330),
            (250, 300),
            (1000, 470),
            (1750, 640),
            (2600, 520),
            (3500, 300),
            (4700, 380),
        ),
    ),
    Course(
        highway="secondary",
        name="Jl. Raya Kresek",
        points=((1330, 560), (1300, 1150), (1480, 2000), (1658, 3002), (1600, 3900), (1850, 5200)),
    ),
    Course(
        highway="secondary",
        name="Jl. Raya Cangkudu",
        points=(
            (-210, 315),
            (-120, -300),
            (0, -890),
            (-360, -1690),
            (-640, -2400),
            (-1105, -3113),
            (-1180, -4000),
            (-1500, -5200),
        ),
    ),
    Course(
        highway="tertiary",
        name="Jl. Desa Gembong",
        points=((-1105, -3113), (-1600, -3210), (-2120, -3000), (-2985, -3002), (-3700, -2880), (-5000, -3150)),
    ),
    Course(
        highway="tertiary",
        name="Jl. Desa Sukamurni",
        points=(
            (0, -890),
            (-600, -1080),
            (-1327, -1112),
            (-1850, -900),
            (-2420, -830),
            (-3150, -900),
            (-3420, -450),
            (-3500, 75),
        ),
    ),
    Course(
        highway="tertiary",
        name="Jl. Pasir Gembong",
        points=((-2985, -3002), (-3200, -2600), (-3130, -2120), (-3300, -1500), (-3150, -900)),
    ),
    Course(
        highway="tertiary",
        name="Jl. Desa Sentul",
        points=(
            (2150, 605),
            (2250, 0),
            (2220, -720),
            (2500, -1300),
            (2120, -1640),
            (1750, -1720),
            (1216, -1668),
            (500, -2100),
            (-100, -2380),
            (-640, -2400),
        ),
    ),
    Course(
        highway="tertiary", name="Jl. Sentul Jaya", points=((1216, -1668), (960, -1400), (720, -1220), (480, -950), (0, -890))
    ),
    Course(
        highway="tertiary",
        name="Jl. Desa Tobat",
        points=((60, 300), (120, 900), (-80, 1500), (20, 2050), (500, 2330), (1050, 2550), (1580, 2500)),
    ),
    Course(
        highway="tertiary",
        name="Jl. Desa Talagasari",
        points=((2640, 510), (2700, 1000), (2480, 1700), (2420, 2300), (2150, 2850), (1660, 3010)),
    ),
    Course(
        highway="tertiary",
        name="Jl. Talaga Kidul",
        points=((2900, 440), (3050, -100), (2980, -560), (3020, -1150), (2500, -1300)),
    ),
    Course(
        highway="tertiary",
        name="Jl. Cangkudu Timur",
        points=((-1105, -3113), (-350, -3300), (350, -3050), (900, -2500), (1216, -1668)),
    ),
    Course(highway="tertiary", name="Jl. Sukamurni Utara", points=((-1327, -1112), (-1250, -500), (-1330, 240))),
    Course(highway="tertiary", name="Jl. Balaraja Selatan", points=((1560, 600), (1620, 100), (1980, -260), (2245, -180))),
    Course(
        highway="tertiary",
        name="Jl. Gembong Kidul",
        points=((-2985, -3002), (-3050, -3450), (-2650, -3800), (-1990, -3960), (-1180, -4010)),
    ),
    Course(highway="tertiary", name="Jl. Saga Kulon", points=((1630, 3560), (1150, 3480), (960, 3000), (1060, 2560))),
    Course(highway="tertiary", name="Jl. Pasar Contoh", points=((1310, 1230), (1900, 1180), (2330, 1320), (2590, 1400))),
)

# Where ramps join the toll road and the road that they lead to.
INTERCHANGE: Spot = (-360, -1690)

# The sector station stands beside the trunk road in the town.
STATION: Spot = (1720, 662)
