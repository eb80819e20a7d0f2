"""A small invented day for tests of papers and files; all people are DATA CONTOH."""

import datetime as dt

import numpy as np

from outputs.itinerary.build import DayContext, build_day
from outputs.itinerary.model import Bounds, DayItinerary
from planner.domain.path import LegPath, RoadLine, RoadStep
from planner.domain.plan import Pause, Plan, Reason, Route, Stop, Unassigned
from planner.domain.problem import Problem
from planner.domain.records import Address, Complaint, Facility, Household, Officer, Team, Village
from planner.domain.settings import PrintSettings, Settings, StationSettings
from planner.domain.shift import Break, Shift
from planner.domain.travel import Travel
from planner.domain.visit import Tier, Visit, VisitKind, Window

CENTRE = (106.45, -6.20)
STEP = 0.0009
"""Degrees between two streets of the grid, about 100 m."""
MEAN_TEXT = "Tetangga memukul anaknya setiap malam"
"""A complaint text that must never be seen anywhere."""
ADDRESSES = (
    "Kp. Saga No. 12, samping musala Al-Ikhlas",
    "Perum. Bumi Asri Blok C3 No. 17, gg. buntu",
    "Jl. Kresek #4 *belakang* $pasar$ [pos] @ronda <a>",
    "Gg. Mawar 3",
)


def on_grid(column: float, row: float) -> tuple[float, float]:
    """Degrees of a crossing of the grid."""
    return CENTRE[0] + column * STEP, CENTRE[1] + row * STEP


def grid_lines(bounds: Bounds) -> list[RoadLine]:
    """A grid of streets with a main road, a toll road and a river."""
    lines = []
    for index in range(-12, 13):
        main = {0: ("trunk", "Jl. Raya Serang"), 6: ("tertiary", "Jl. Kresek"), -9: ("motorway", "Tol Jakarta – Merak")}
        cls, name = main.get(index, ("residential", f"Gg. Mawar {index + 13}" if index % 3 == 0 else ""))
        lines.append(RoadLine(road_class=cls, name=name, points=np.array([on_grid(c, index) for c in range(-12, 13)])))
        cls, name = {4: ("secondary", "Jl. Pasar Sentiong")}.get(index, ("residential" if index % 2 else "service", ""))
        lines.append(RoadLine(road_class=cls, name=name, points=np.array([on_grid(index, r) for r in range(-12, 13)])))
    bend = [on_grid(-7 + 1.5 * np.sin(r / 3), r) for r in np.linspace(-12, 12, 60)]
    lines.append(RoadLine(road_class="river", name="Ci Manceuri", points=np.array(bend)))
    west, south, east, north = bounds
    return [
        line
        for line in lines
        if line.points[:, 0].max() >= west
        and line.points[:, 0].min() <= east
        and line.points[:, 1].max() >= south
        and line.points[:, 1].min() <= north
    ]


def _legs(positions: np.ndarray):  # type: ignore[no-untyped-def, type-arg]
    def leg(shift_id: str, origin: int, target: int) -> LegPath:
        start, end = positions[origin], positions[target]
        corner = np.array([end[0], start[1]])
        along, across = (round(abs(v) * 111_000) for v in (end[0] - start[0], end[1] - start[1]))
        steps = (
            RoadStep(name="Jl. Raya Serang", distance=along, bearing=90 if end[0] > start[0] else 270),
            RoadStep(name="Gg. Mawar 3" if target % 3 else "", distance=across, bearing=0 if end[1] > start[1] else 180),
        )
        return LegPath(points=np.array([start, corner, end]), duration=120, distance=along + across, steps=steps)

    return leg


def _visit(number: int, place: int) -> Visit:
    kind = {3: VisitKind.COMPLAINT, 7: VisitKind.FACILITY}.get(
        number % 10, VisitKind.FIRST if number % 2 else VisitKind.REVISIT
    )
    subject = {VisitKind.COMPLAINT: f"C{number:03d}", VisitKind.FACILITY: f"F{number:03d}"}.get(kind, f"H{number:06d}")
    return Visit(
        id=f"V{number:03d}", place=place, kind=kind, tier=Tier.COMPLAINT if kind is VisitKind.COMPLAINT else Tier.COVERAGE,
        service_duration=900, village="36.03.01.2001", subject=subject,
        visit_number=None if kind is VisitKind.FACILITY else 1 + number % 3,
    )  # fmt: skip


def _route(team: int, ids: list[str], reserves: list[str]) -> Route:
    start, stops = 8 * 3600, []
    for index, visit_id in enumerate(ids):
        start += 1200 if index != len(ids) // 2 else 4800
        stops.append(Stop(visit_id=visit_id, arrival_time=start, start_time=start, end_time=start + 900))
    noon = stops[len(ids) // 2].start_time - 3600
    return Route(
        shift_id=f"T{team:02d}/hari", start_time=8 * 3600, end_time=stops[-1].end_time + 300, stops=tuple(stops),
        pauses=(Pause(break_id="isoma", start_time=noon, end_time=noon + 3600),), travel_duration=300 * len(ids),
        distance=11_840 + team, reserves=tuple(reserves),
    )  # fmt: skip


def make_context(
    *, num_teams: int = 1, num_stops: int = 18, num_reserves: int = 4, **options: object
) -> tuple[Problem, Plan, DayContext]:
    """A day with this many full teams; a row of doors is dense, and two share one place."""
    rng = np.random.default_rng(7)
    per_team = num_stops + num_reserves
    total = num_teams * per_team + 3
    spots = np.array([on_grid(*(rng.integers(-30, 30, 2) / 4)) for _ in range(total)])
    for team in range(num_teams):
        first = team * per_team
        for index in range(min(5, per_team - 1)):
            spots[first + index] = on_grid(2.5 + 0.11 * index, 3.02)
        spots[first + 1] = spots[first]
    positions = np.concatenate([[on_grid(0.3, 0.05)], spots])
    visits = [_visit(number, number) for number in range(1, total + 1)]
    routes = []
    for team in range(num_teams):
        ids = [visit.id for visit in visits[team * per_team : (team + 1) * per_team]]
        routes.append(_route(team + 1, ids[:num_stops], ids[num_stops:]))
    reserves = {visit_id for route in routes for visit_id in route.reserves}
    left = [Unassigned(visit_id=visit_id, reason=Reason.NOT_ENOUGH_TIME) for visit_id in sorted(reserves)]
    left += [Unassigned(visit_id=visit.id, reason=Reason.NOT_ENOUGH_TIME) for visit in visits[-3:]]
    num_places = len(positions)
    pause = Break(id="isoma", label="isoma", duration=3600, windows=(Window(start=0, end=86_000),))
    shifts = tuple(
        Shift(
            id=f"T{n:02d}/hari", team=f"T{n:02d}", window=Window(start=8 * 3600, end=16 * 3600), start=0, end=0, breaks=(pause,)
        )
        for n in range(1, num_teams + 1)
    )
    zeros = np.zeros((num_places, num_places))
    problem = Problem(
        visits=tuple(visits), shifts=shifts, travel={"motorcycle": Travel(durations=zeros)}, date=dt.date(2025, 8, 26)
    )
    return problem, Plan(routes=tuple(routes), unassigned=tuple(left)), _context(visits, positions, num_teams, **options)


def _context(visits: list[Visit], positions: np.ndarray, num_teams: int, **options: object) -> DayContext:  # type: ignore[type-arg]
    village = Village(
        code="36.03.01.2001",
        name="Saga",
        outline=(((on_grid(-40, -30), on_grid(35, -34), on_grid(42, 28), on_grid(-30, 36), on_grid(-40, -30)),),),
    )
    other = Village(
        code="36.03.01.2002",
        name="Sentul Jaya",
        outline=(((on_grid(35, -34), on_grid(90, -20), on_grid(95, 30), on_grid(42, 28), on_grid(35, -34)),),),
    )

    def address(number: int) -> Address:
        longitude, latitude = positions[number]
        return Address(
            village=village.code, rt="012" if number % 2 else "05", rw="007" if number % 2 else "08",
            detail=ADDRESSES[number % len(ADDRESSES)], landmark="dekat masjid", latitude=latitude, longitude=longitude,
        )  # fmt: skip

    households = {
        f"H{n:06d}": Household(
            id=f"H{n:06d}",
            address=address(n),
            head_name=f"Contoh Sutrisno {n}",
            num_attempts=3,
            last_slot="sore",
            is_do_not_visit=False,
        )
        for n in range(1, len(visits) + 1)
    }
    complaints = {
        visit.subject: Complaint(
            id=visit.subject, household=f"H{visit.place:06d}", received=dt.date(2025, 8, 20), category="LPJ", text=MEAN_TEXT
        )
        for visit in visits
        if visit.kind is VisitKind.COMPLAINT
    }
    facilities = {
        visit.subject: Facility(id=visit.subject, kind="LPJ", name="Lampu jalan simpang tiga", address=address(visit.place))
        for visit in visits
        if visit.kind is VisitKind.FACILITY
    }
    officers = (
        Officer(rank="Aipda", name="BUDI SANTOSO CONTOH", nrp="12345678"),
        Officer(rank="Bripka", name="SITI RAHAYU KUSUMANINGRUM CONTOH", nrp="87654321"),
        Officer(rank="Brigpol", name="AGUS CONTOH", nrp="11223344"),
    )
    teams = {
        f"T{n:02d}": Team(id=f"T{n:02d}", unit="Binmas", officers=officers, village=village.code)
        for n in range(1, num_teams + 1)
    }
    station = StationSettings(
        order_letter="Sprin/DDS/01/VIII/2025", order_date="25 Agustus 2025", acknowledged_by="KAPOLSEK CONTOH"
    )
    values: dict[str, object] = {
        "settings": Settings(station=station, printing=PrintSettings(name_mode=str(options.pop("name_mode",
        "initials")))), "villages": (village, other),
        "households": households, "complaints": complaints, "facilities": facilities, "teams": teams,
        "positions": positions, "legs": _legs(positions),
        "lines": grid_lines, "slip_ids": {f"T{n:02d}/hari": f"KK-20250826-T{n:02d}-v1" for n in range(1, num_teams + 1)},
        "sheet_ids": {f"T{n:02d}/hari": f"DDS-20250826-T{n:02d}-v1" for n in range(1, num_teams + 1)},
    }  # fmt: skip
    return DayContext(**{**values, **options})  # type: ignore[arg-type]


def make_day(**options: object) -> DayItinerary:
    """The itinerary of such a day."""
    problem, plan, context = make_context(**options)  # type: ignore[arg-type]
    return build_day(problem, plan, context=context)
