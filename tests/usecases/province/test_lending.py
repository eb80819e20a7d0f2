"""Guards loans between neighbours: no complaint lost, more in sum, no home over the border, both desks told, nobody twice."""

import dataclasses
import datetime as dt
import shutil
from pathlib import Path

import pytest

from inputs.example.province import InventedProvince
from inputs.neighbours import neighbours, rounds
from planner.domain.history import Sheet
from planner.domain.lending import DayWorth, Loan, NotLent
from planner.domain.records import TeamDay
from planner.rules.check.laws import check
from planner.terminal.main import run
from planner.usecases.changing.opening import newest_plan
from planner.usecases.daily import plan_day
from planner.usecases.demo import next_weekday, record_history
from planner.usecases.duty import duty_of_day
from planner.usecases.progress import Silent
from planner.usecases.province import lending
from planner.usecases.province.inventing import invent_province
from planner.usecases.province.lending import LendingReport, lend_teams
from planner.usecases.province.places import ProvinceFolder
from planner.usecases.searching import SearchWish
from planner.usecases.workspace import Workspace
from tests.usecases.town import AT_DESK, today

DAY = next_weekday(today())
WISH = SearchWish(max_iterations=200, seed=1, proof_limit=0)


def _workspaces(place: ProvinceFolder) -> list[Workspace]:
    return [Workspace(place.workspace_of(station), AT_DESK) for station in place.province.stations]


def _uneven(place: ProvinceFolder) -> list[Workspace]:
    """The first station has visited nearly everybody, the second next to nobody; both have planned the day."""
    first, second = _workspaces(place)
    record_history(first, DAY, reporter=Silent())
    for workspace in (first, second):
        plan_day(workspace, DAY, WISH, reporter=Silent())
    return [first, second]


def _judge(loan: Loan, lender: Workspace, borrower: Workspace) -> None:
    """What a loan has to be, whoever made it."""
    assert loan.is_good
    for workspace, after in ((lender, loan.lender_after), (borrower, loan.borrower_after)):
        kept = newest_plan(workspace, DAY)
        assert not check(kept.problem, kept.document.plan)
        assert kept.document.plan.num_stops == after.num_stops
    homes = []
    for workspace in (lender, borrower):
        with workspace.ledger() as ledger:
            homes.append({home.id for home in ledger.households()})
    subjects = {visit.subject or visit.id for visit in newest_plan(borrower, DAY).problem.visits}
    assert not subjects & homes[0 if homes[1] & subjects else 1]


@pytest.fixture(scope="module")
def lent(made_pair: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[ProvinceFolder, LendingReport]:
    """Two uneven stations, of which one has lent the other a team."""
    folder = tmp_path_factory.mktemp("lent") / "polda"
    shutil.copytree(made_pair, folder)
    place = ProvinceFolder.open(folder, AT_DESK.clock)
    _uneven(place)
    return place, lend_teams(place, DAY, WISH, AT_DESK, reporter=Silent())


def test_a_loan_loses_no_complaint_and_gains_in_sum(lent: tuple[ProvinceFolder, LendingReport]) -> None:
    """Both plans are lawful, both follow up as many complaints as before, together they gain; no home is at both."""
    place, report = lent
    (loan,) = report.loans
    assert (loan.lender, loan.borrower) == ("balaraja", "jayanti")
    assert loan.borrower_after.num_stops > loan.borrower_before.num_stops
    _judge(loan, *_workspaces(place))


def test_both_desks_see_the_loan(lent: tuple[ProvinceFolder, LendingReport], capsys: pytest.CaptureFixture[str]) -> None:
    """The lender's team is off, the borrower has a guest with the lender's name on it; both trails name who asked."""
    place, report = lent
    (loan,) = report.loans
    lender, borrower = _workspaces(place)
    away = next(one for one in duty_of_day(lender, DAY) if one.team.id == loan.team)
    assert (away.shifts, away.day and away.day.lent_to) == ((), "Polsek Jayanti")
    guest = next(one for one in duty_of_day(borrower, DAY) if one.team.id == loan.guest)
    assert guest.shifts
    assert (guest.team.unit, guest.as_data()["lent_by"]) == ("Polsek Balaraja", "Polsek Balaraja")
    assert guest.as_data()["asked_by"] == away.as_data()["asked_by"] == AT_DESK.person
    assert [officer.name for officer in guest.team.officers] == [officer.name for officer in away.usual.officers]
    assert any(route.shift_id == loan.guest for route in newest_plan(borrower, DAY).document.plan.routes)
    for workspace, key in ((lender, "lent_to"), (borrower, "lent_by")):
        with workspace.ledger() as ledger:
            told = [entry for entry in ledger.audit_trail() if entry.details.get(key)]
        assert [entry.actor for entry in told] == [AT_DESK.person]
    assert run(["--workspace", str(borrower.folder), "--lang", "en", "day", "show", DAY.isoformat()]) == 0
    assert f"lent by Polsek Balaraja · asked for by {AT_DESK.person}" in " ".join(capsys.readouterr().out.split())


def test_the_guests_sheet_carries_the_loan(lent: tuple[ProvinceFolder, LendingReport]) -> None:
    """The borrower prints the sheet, under its own head, with the lender's name beside the team."""
    import pdfplumber  # noqa: PLC0415

    from planner.usecases.printing import print_plan  # noqa: PLC0415

    place, report = lent
    borrower = _workspaces(place)[1]
    paper = print_plan(
        borrower,
        borrower.plan_folder(DAY) / f"plan-v{newest_plan(borrower, DAY).document.plan_version}.json",
        language="id",
        forms=frozenset(),
        reporter=Silent(),
    )
    with pdfplumber.open(paper.folder / "sheets.pdf") as document:
        texts = [page.extract_text() for page in document.pages]
    assert any("Polsek Balaraja" in text and "SEKTOR JAYANTI" in text for text in texts), report


def test_a_second_time_nobody_is_lent_twice(lent: tuple[ProvinceFolder, LendingReport], tmp_path: Path) -> None:
    """Guests and teams that are away are lent to nobody; once sheets are out nothing is."""
    shutil.copytree(lent[0].folder, tmp_path / "polda")
    place = ProvinceFolder.open(tmp_path / "polda", AT_DESK.clock)
    again = lend_teams(place, DAY, WISH, AT_DESK, reporter=Silent())
    assert {loan.team for loan in again.loans}.isdisjoint({lent[1].loans[0].team, lent[1].loans[0].guest})


@pytest.mark.parametrize("meanwhile", [NotLent.HANDED_OUT, NotLent.OVERTAKEN])
def test_a_loan_that_a_desk_has_overtaken_is_kept_by_neither(
    made_pair: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: NotLent
) -> None:
    """Both stations are looked at again under their locks: handed out or planned anew during the search, nothing is lent."""
    shutil.copytree(made_pair, tmp_path / "polda")
    place = ProvinceFolder.open(tmp_path / "polda", AT_DESK.clock)
    first, second = _uneven(place)
    find_day = lending.find_day

    def searched(*given: object, **wishes: object) -> object:
        with second.ledger() as ledger:
            (record,) = ledger.plans(DAY)[-1:]
            if meanwhile is NotLent.HANDED_OUT:
                sheet = Sheet(id="DDS-X", date=DAY, plan_version=1, shift="T1", team="T1", handed_out_at=AT_DESK.clock())
                ledger.register_sheets([sheet], **second.stamp())
            else:
                ledger.record_plan(dataclasses.replace(record, version=record.version + 1))
        return find_day(*given, **wishes)  # type: ignore[arg-type]

    monkeypatch.setattr(lending, "find_day", searched)
    report = lend_teams(place, DAY, WISH, AT_DESK, reporter=Silent())
    assert (report.loans, report.others) == ((), (("balaraja", "jayanti", meanwhile),))
    with first.ledger() as ledger:
        assert (len(ledger.plans(DAY)), ledger.team_days(DAY, DAY)) == (1, ())


def test_without_a_plan_or_a_neighbour_nothing_changes(pair: ProvinceFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """A pair that has not planned is named; stations without outlines have no neighbours, and no file changes."""
    assert lend_teams(pair, DAY, WISH, AT_DESK, reporter=Silent()).others == (("balaraja", "jayanti", NotLent.NO_PLAN),)
    for workspace in _workspaces(pair):
        (workspace.folder / "desa.geojson").unlink()
    ledgers = [(workspace.folder / "ledger.sqlite").read_bytes() for workspace in _workspaces(pair)]
    assert run(["--workspace", str(pair.folder), "--lang", "en", "province", "lend"]) == 0
    assert "No station has a neighbour" in capsys.readouterr().out
    assert [(workspace.folder / "ledger.sqlite").read_bytes() for workspace in _workspaces(pair)] == ledgers


def test_no_station_is_in_two_pairs_of_a_round() -> None:
    """Every pair is in one round, and no round has a station twice; on a grid five rounds are enough."""
    grid = [(f"s{r}{c}", f"s{r + dr}{c + dc}") for r in range(6) for c in range(6) for dr, dc in ((0, 1), (1, 0))]
    pairs = [(one, other) for one, other in grid if "6" not in other]
    found = rounds(pairs)
    assert sorted(pair for one in found for pair in one) == sorted(pairs)
    assert all(len({name for pair in one for name in pair}) == 2 * len(one) for one in found)
    assert len(found) <= 5
    assert neighbours({}) == rounds([]) == []


def test_a_loan_that_loses_a_complaint_is_none() -> None:
    """Whatever coverage it brings: as many complaints, and as weighty ones, at each of both."""
    worth = DayWorth(num_complaints=3, complaint_prize=30, coverage_prize=10, num_stops=9)
    fewer = DayWorth(num_complaints=2, complaint_prize=30, coverage_prize=99, num_stops=20)
    lighter = DayWorth(num_complaints=3, complaint_prize=29, coverage_prize=99, num_stops=20)
    more = DayWorth(num_complaints=3, complaint_prize=30, coverage_prize=11, num_stops=10)

    def loan(lender: DayWorth, borrower: DayWorth) -> Loan:
        return Loan(
            lender="a", borrower="b", team="T", guest="a-T", lender_before=worth, lender_after=lender, borrower_before=worth,
            borrower_after=borrower,
        )  # fmt: skip

    assert loan(worth, more).is_good
    assert [loan(worth, worth).is_good, loan(fewer, more).is_good, loan(more, lighter).is_good] == [False] * 3


@pytest.mark.long
def test_twenty_pairs(tmp_path: Path) -> None:
    """On twenty invented pairs no station loses a complaint, every loan gains in sum, and both plans are lawful."""
    num_loans = 0
    for seed in range(20):
        place, _ = invent_province(
            tmp_path / f"{seed}", InventedProvince(2, size="tiny", seed=seed), AT_DESK, reporter=Silent()
        )
        workspaces = dict(zip(("balaraja", "jayanti"), _uneven(place), strict=True))
        for loan in lend_teams(place, DAY, WISH, AT_DESK, reporter=Silent()).loans:
            num_loans += 1
            _judge(loan, workspaces[loan.lender], workspaces[loan.borrower])
    assert num_loans >= 8


def test_days_are_kept_with_whose_team_it_is(pair: ProvinceFolder) -> None:
    """What is said of a loan is read back as it was said."""
    workspace = _workspaces(pair)[0]
    day = TeamDay(date=dt.date(2026, 11, 30), team="x-T01", lent_by="Polsek X", lent_to="")
    with workspace.ledger() as ledger:
        ledger.put_team_days([day], **workspace.stamp())
        assert ledger.team_days(day.date, day.date) == (day,)
