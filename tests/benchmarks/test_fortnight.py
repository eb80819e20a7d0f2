"""Guards the fortnight: a tiny station lives two days by every rule, and the recount finds what is broken on purpose."""

import datetime as dt
from pathlib import Path

from benchmarks.fortnight import Station, live
from benchmarks.fortnight_book import Line, violations
from benchmarks.fortnight_town import TownSize
from planner.domain.outcome import Outcome
from planner.domain.settings import ProgrammeSettings
from planner.domain.visit import VisitKind
from planner.usecases.searching import SearchWish
from tests.usecases.town import write_town

MONDAY = dt.date(2026, 11, 30)


def test_two_days_of_a_tiny_station(tmp_path: Path) -> None:
    """Every rule is kept, and what the station is told is what the recount finds; homes far off are told at import."""
    roads = write_town(tmp_path / "town") / "roads_edges.csv"
    size = TownSize(num_homes=110, num_teams=1, num_complaints=6, num_facilities=3, num_far=2)
    wish = SearchWish(max_iterations=40, engine="search")
    station = Station(folder=tmp_path, roads=roads, size=size, wish=wish, with_paper=False)
    broken, figures = live(station, 2)
    assert broken == []
    assert figures["out of reach (forecast)"] == 2
    assert int(str(figures["lines (ledger)"])) > 20


def test_the_recount_finds_what_is_broken(tmp_path: Path) -> None:
    """A complaint sooner than its rule, a home on two sheets of a week or out of reach on one."""
    (tmp_path / "complaints.csv").write_text("id,household,category,urgency\nK1,H1,SAL,normal\n", encoding="utf-8")

    def line(day: int, visit: str, kind: VisitKind = VisitKind.FIRST, outcome: Outcome = Outcome.NOT_HOME) -> Line:
        return Line(date=MONDAY + dt.timedelta(days=day), sheet=f"S{day}", visit=visit, kind=kind, outcome=outcome)

    def broken(*lines: Line, lost: frozenset[str] = frozenset()) -> int:
        return len(violations(lines, tmp_path, ProgrammeSettings(), lost))

    complaint = VisitKind.COMPLAINT
    assert broken(line(0, "H2"), line(1, "H3")) == 0
    assert broken(line(0, "H2"), line(1, "H2")) == 1
    assert broken(line(0, "H2"), line(7, "H2")) == 0
    assert broken(line(0, "H2", outcome=Outcome.POSTPONED), line(1, "H2")) == 1, "put off, and on a second sheet of the week"
    assert broken(line(0, "K1", complaint), line(1, "K1", complaint)) == 1
    assert broken(line(0, "K1", complaint), line(3, "K1", complaint)) == 0
    assert broken(line(0, "K1", complaint), line(3, "H1")) == 1, "the home of a complaint is the same door"
    assert broken(line(0, "H1"), line(3, "K1", complaint)) == 0, "a complaint that came in meanwhile is served"
    assert broken(line(0, "H2"), lost=frozenset({"H2"})) == 1
