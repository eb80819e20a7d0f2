"""A day of the longest words that tables bring: made ids, ids typed as people like, villages of three words (DATA CONTOH)."""

import dataclasses
import datetime as dt

from outputs.itinerary.model import BriefingLine, DayItinerary, FallenLine, StopLine, TeamItinerary
from outputs.week.model import NoticeLine, TeamDay, TeamName, WeekPaper
from planner.domain.records import Officer
from planner.domain.settings import StationSettings
from planner.domain.visit import VisitKind
from tests.outputs.day import make_day

VILLAGES = ("Margasari", "Cijaura", "Telagasari Sukamaju Kidul", "Manjahlega", "Nagri Kidul Pengadegan Utara")
ADDRESSES = ("Jl. Margaluyu Baru No. 12 – B. S.", "Gg. Mawar 3", "Jl. Ciwastra Permai III No. 107 – M. K. S. H. C.", "")
MADE = (
    "32.73.22.1002-01-03-35",
    "32.73.22.1002-012-007-12/A.14",
    "32.73.22.1002-012-007-12+b_9f3ae1.112",
    "36.03.01.1001-02-01-7",
)
"""Ids of households as lists without ids get them, up to the longest."""
TYPED = ("ADU-2", "ADU/2026/XI/SPKT-000123", "PENGADUANMASYARAKATBALARAJA2026NOMOR17", "LP-B.1234_XI.2026.SPKT")
"""Numbers of complaints as people type them."""
POINT = "120 m ke timur laut dari SD Negeri Telagasari Sukamaju Kidul 02 (-6.95012, 107.66034)"
TEAMS = ("TIM-PATROLI-BINMAS-01", "SATUANSAMAPTABHAYANGKARA2")
UNITS = ("Satuan Samapta Bhayangkara", "Bhabinkamtibmas")


def wide_day(*, paper: str = "A4", num_stops: int = 12) -> DayItinerary:
    """A replanned day of two teams with long names: rows done, new, moved and struck, reserves, and briefing slips."""
    day = make_day(num_teams=2, num_stops=num_stops, num_reserves=3)
    teams = tuple(_wide_team(team, number) for number, team in enumerate(day.teams))
    complaints = tuple(
        dataclasses.replace(
            line, complaint_id=TYPED[n % 4], team_id=TEAMS[n % 2] if line.team_id else "", marks=("urgent", "overdue")
        )
        for n, line in enumerate((*day.complaints, *day.complaints))
    )  # fmt: skip
    cards = tuple((village, team.officers[n % 3]) for team in teams[:1] for n, village in enumerate(VILLAGES))
    return dataclasses.replace(day, teams=teams, complaints=complaints, cards=cards, paper=paper)


def _wide_team(team: TeamItinerary, number: int) -> TeamItinerary:
    id_ = TEAMS[number]
    lines = tuple(_wide(line, n) if isinstance(line, StopLine) else line for n, line in enumerate(team.lines))
    fallen = [
        FallenLine(
            what=(*MADE, *TYPED)[n], number=20 + n, start_time=9 * 3600, end_time=10 * 3600, neighbourhood="RT 012/RW 007",
            village=VILLAGES[n % 5], team_id=id_ if n % 2 else "",
        )
        for n in range(4)
    ]  # fmt: skip
    return dataclasses.replace(
        team, team_id=id_, unit=UNITS[number], sheet_id=f"DDS-20250826-{id_}-HARI-v12",
        slip_id=f"KK-20250826-{id_}-HARI-v12", lines=lines,
        reserves=tuple(_wide(line, n + 40) for n, line in enumerate(team.reserves)),
        briefing=tuple(BriefingLine(complaint_id=one, code="LPJ", told="Lampu jalan padam sejak pekan lalu.") for one in TYPED),
        held_version=1, fallen=tuple(fallen),
    )  # fmt: skip


def _wide(line: StopLine, number: int) -> StopLine:
    is_errand = line.kind is VisitKind.COMPLAINT
    ids = TYPED if is_errand else MADE
    door = dataclasses.replace(
        line.door, village=VILLAGES[number % 5], neighbourhood=f"RT 0{number % 7}/RW 012", address=ADDRESSES[number % 4],
        is_approximate=number % 6 == 5,
    )  # fmt: skip
    return dataclasses.replace(
        line, visit_id=ids[number % 4], door=door, marks=("urgent", "overdue") if is_errand else (), is_done=number < 2,
        point=POINT if is_errand else "",
        change=("", "new", "moved", "retimed")[number % 4], directions=line.directions if number % 3 else "",
    )  # fmt: skip


def wide_week() -> WeekPaper:
    """A week of two teams in villages of long names; six days, so that its columns are narrow."""
    dates = tuple(dt.date(2026, 11, 30) + dt.timedelta(days=n) for n in range(6))
    officers = (Officer(rank="Brigpol", name="MUHAMMAD KUSUMAWARDHANA SURYANINGRAT CONTOH", nrp="12345678"),) * 2
    teams = tuple(TeamName(id=id_, unit=unit, officers=officers) for id_, unit in zip(TEAMS, UNITS, strict=True))
    days = tuple(
        TeamDay(
            team=id_, date=date, groups=((VILLAGES[n % 5], ("RT 012/RW 007", "RT 01/RW 012")), (VILLAGES[2], ("RT 03/RW 01",))),
            num_homes=12, num_complaints=2, num_facilities=1, start_time=8 * 3600, end_time=15 * 3600,
        )
        for id_ in TEAMS for n, date in enumerate(dates[:5])
    )  # fmt: skip
    notices = tuple(
        NoticeLine(village=VILLAGES[2], rw="012", rt="007", date=date, start_time=8 * 3600, end_time=12 * 3600, teams=TEAMS)
        for date in dates[:3]
    )
    return WeekPaper(
        version=1, language="id", time_zone="Asia/Jakarta", station=StationSettings(), dates=dates, free=frozenset(dates[5:]),
        locked=frozenset(dates[:2]), teams=teams, days=days, notices=notices, num_households=28_000, num_covered=1_184,
        met=(70, 60, 80), complaints_left=TYPED, num_late=2, approved=("AKP CONTOH", dt.datetime(2026, 11, 27, tzinfo=dt.UTC)),
    )  # fmt: skip
