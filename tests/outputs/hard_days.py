"""Days that are hard to print, and random ones, for the layout checks and the review pictures (DATA CONTOH)."""

import dataclasses
import itertools
import random

import numpy as np

from outputs.itinerary.model import DayItinerary, Door, StopLine, TeamItinerary
from planner.domain.place import Point
from planner.domain.records import Officer
from planner.domain.visit import VisitKind
from tests.outputs.day import make_day, on_grid

LONG_NAME = "Muhammad Kusumawardhana Suryaningrat Hadiwijaya Contoh"
FORTY = "Perum. Bumi Contoh Asri Blok AA12 No. 107"
"""An address of forty characters and more."""
UNBROKEN = "PERUMAHANBUMICONTOHASRIBLOKAA12NOMOR107RT012RW007DEKATPOSRONDA"
"""An address typed without a space."""
LONG_WAY = "ke barat daya lewat Jl. Raya Kresek – Kronjo, 1,4 km; lalu ke tenggara lewat Gg. Kamboja IV, 310 m"
RANKS = ("Bripda", "Briptu", "Brigpol", "Bripka", "Aipda", "Aiptu", "Ipda", "Iptu")


def hard_days() -> dict[str, DayItinerary]:
    """Name of each hard case to its day."""
    full = make_day()
    team = full.teams[0]
    return {
        "full-day": full,
        "long-names": _with(full, officers=_officers(3, LONG_NAME.upper())),
        "full-names": _with_lines(make_day(name_mode="full"), address=f"{FORTY} – {LONG_NAME}"),
        "forty-characters": _with_lines(full, address=f"{FORTY} – M. K. S. H. C.", directions=LONG_WAY),
        "capitals": _with_lines(full, address=FORTY.upper(), directions=LONG_WAY, village="PENGADEGAN UTARA BARU"),
        "rt-012-rw-007": _with_lines(full, neighbourhood="RT 012/RW 007", village="Sukamurni"),
        "three-members": _with(full, officers=_officers(4, "ANGGOTA CONTOH")),
        "no-directions": _with_lines(full, directions=""),
        "no-address": _with_lines(full, neighbourhood="", village="", address="", directions=""),
        "one-stop": make_day(num_stops=1, num_reserves=0),
        "zero-stops": _with(full, lines=(), reserves=(), legs=(), distance=None),
        "only-reserves": _with(full, lines=(), legs=(), start=None, end=None, distance=0),
        "all-facilities": _with_lines(full, kind=VisitKind.FACILITY, code="LPJ", visit_number=None),
        "changed": _with(full, lines=tuple(_marked(line, n) for n, line in enumerate(team.lines))),
        "no-roads": make_day(legs=None, lines=None, villages=()),
        "one-lane": _crowded(full, spread=0.03),
        "two-crowds": _crowded(full, spread=0.25),
        "unbroken": _with(
            full,
            officers=_officers(3, "A" + UNBROKEN.lower()),
            lines=tuple(_unbroken(line) if n % 9 == 1 else line for n, line in enumerate(team.lines)),
        ),
        "urgent": _with_lines(full, kind=VisitKind.COMPLAINT, marks=("urgent", "overdue"), visit_number=None),
        "folio": dataclasses.replace(full, paper="F4"),
        "folio-unbroken": dataclasses.replace(_with_lines(full, address=UNBROKEN, directions=""), paper="F4"),
        "forty-teams": make_day(num_teams=40, num_stops=6, num_reserves=2),
        "english": make_day(language="en"),
    }  # fmt: skip


def _unbroken(line: object) -> object:
    """A stop of which nothing has a space."""
    values: dict[str, object] = {"address": UNBROKEN, "visit_id": UNBROKEN[:40], "village": UNBROKEN[:40]}
    return _changed(line, values) if isinstance(line, StopLine) else line


def _officers(number: int, name: str) -> tuple[Officer, ...]:
    return tuple(Officer(rank=rank, name=name, nrp="12345678") for rank in RANKS[:number])


def random_day(seed: int) -> DayItinerary:
    """A day of one team with anything: stops, members, texts, crowds, a far station."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    day = make_day(
        num_stops=max(1, rng.randint(0, 18)), num_reserves=rng.randint(0, 5), language=rng.choice(("id", "id", "en"))
    )
    team = day.teams[0]
    middles = [(rng.uniform(-9, 9), rng.uniform(-9, 9)) for _ in range(rng.randint(1, 5))]
    spread = rng.choice((0.02, 0.2, 1.0, 3.0))
    stops = [_any_stop(rng, stop, rng.choice(middles), spread) for stop in (*team.stops, *team.reserves)]
    breaks = [line for line in team.lines if not isinstance(line, StopLine)]
    lines = sorted([*stops[: len(team.stops)], *breaks], key=lambda line: line.start_time or 0)
    home = on_grid(rng.uniform(-12, 12), rng.uniform(-12, 12)) if rng.random() < 0.8 else on_grid(120, 40)
    officers = tuple(
        Officer(rank=rng.choice(RANKS), name=LONG_NAME[: rng.randint(8, 54)].upper(), nrp=rng.choice(("", "12345678")))
        for _ in range(rng.randint(1, 4))
    )
    station = Point.of_row(np.array(home))
    whole = dataclasses.replace(
        team, lines=tuple(lines), reserves=tuple(stops[len(team.stops) :]), officers=officers, start=station, end=station,
        legs=_legs(rng, [home, *[(stop.longitude, stop.latitude) for stop in stops[: len(team.stops)]], home]),
    )  # fmt: skip
    return dataclasses.replace(day, teams=(whole,))


def _any_stop(rng: random.Random, stop: StopLine, middle: tuple[float, float], spread: float) -> StopLine:
    longitude, latitude = on_grid(middle[0] + rng.gauss(0, spread), middle[1] + rng.gauss(0, spread))
    address = f"{FORTY} – {LONG_NAME}"[: rng.choice((0, 12, 40, 55, 70))].strip()
    shown = address.upper() if rng.random() < 0.1 else address
    way, neighbourhood = rng.choice(("", stop.directions, LONG_WAY)), rng.choice(("RT 05/RW 08", "RT 012/RW 007", "RW 07", ""))
    village, change = rng.choice(("Saga", "Sentul Jaya", "Pengadegan Utara Baru")), rng.choice(("", "", "", "new", "retimed"))
    door = dataclasses.replace(stop.door, address=shown, neighbourhood=neighbourhood, village=village)
    return dataclasses.replace(stop, longitude=longitude, latitude=latitude, door=door, directions=way, change=change)


def _legs(rng: random.Random, places: list[tuple[float, float]]) -> tuple[np.ndarray, ...]:  # type: ignore[type-arg]
    """Ways with a corner, as streets have them."""
    legs = []
    for (x1, y1), (x2, y2) in itertools.pairwise(places):
        corner = (x2, y1) if rng.random() < 0.5 else (x1, y2)
        legs.append(np.array([(x1, y1), corner, (x2, y2)]))
    return tuple(legs)


def _with(day: DayItinerary, **values: object) -> DayItinerary:
    return dataclasses.replace(day, teams=tuple(dataclasses.replace(team, **values) for team in day.teams))  # type: ignore[arg-type]


def _changed(line: StopLine, values: dict[str, object]) -> StopLine:
    """A stop with other values, of its own or of its door."""
    of_door = {name: value for name, value in values.items() if name in Door.__slots__}
    rest = {name: value for name, value in values.items() if name not in of_door}
    return dataclasses.replace(line, door=dataclasses.replace(line.door, **of_door), **rest)  # type: ignore[arg-type]


def _with_lines(day: DayItinerary, **values: object) -> DayItinerary:
    def changed(team: TeamItinerary) -> TeamItinerary:
        lines = tuple(_changed(line, values) if isinstance(line, StopLine) else line for line in team.lines)
        reserves = tuple(_changed(line, {**values, "directions": ""}) for line in team.reserves)
        return dataclasses.replace(team, lines=lines, reserves=reserves)

    return dataclasses.replace(day, teams=tuple(changed(team) for team in day.teams))


def _marked(line: object, number: int) -> object:
    marks = ("new", "moved", "retimed", "")
    return dataclasses.replace(line, change=marks[number % 4]) if isinstance(line, StopLine) else line


def _crowded(day: DayItinerary, *, spread: float) -> DayItinerary:
    """All doors in two lanes, half in each."""
    rng = random.Random(3)  # noqa: S311 (reproducible test data)
    team = day.teams[0]

    def moved(stop: StopLine) -> StopLine:
        column, row = (-7, -8) if stop.number % 2 else (6, 7)
        longitude, latitude = on_grid(column + rng.uniform(0, 12) * spread, row + rng.uniform(0, 2) * spread)
        return dataclasses.replace(stop, longitude=longitude, latitude=latitude)

    lines = tuple(moved(line) if isinstance(line, StopLine) else line for line in team.lines)
    reserves = tuple(moved(stop) for stop in team.reserves)
    places = [(line.longitude, line.latitude) for line in lines if isinstance(line, StopLine)]
    whole = dataclasses.replace(team, lines=lines, reserves=reserves, legs=_legs(rng, places), start=None, end=None)
    return dataclasses.replace(day, teams=(whole,))
