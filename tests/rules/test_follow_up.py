"""Guards when a complaint may be followed up again, and when its resident should hear next."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.outcome import Outcome
from planner.domain.records import Complaint, ComplaintStatus, Urgency
from planner.domain.settings import ProgrammeSettings, Settings
from planner.domain.visit import VisitKind
from planner.rules.candidates import due_candidates
from planner.rules.door_state import ComplaintState, complaint_state
from planner.rules.follow_up import is_overdue, next_contact, why_not_now
from tests.ledger.records import NOW
from tests.ledger.visiting import DAY, a_line
from tests.rules.records import a_household

PROGRAMME = ProgrammeSettings(follow_up_days=4, follow_up_days_urgent=2, follow_up_days_of={"SAL": 14})
DRAIN = Complaint(id="C1", household="H1", received=DAY, category="SAL")
THEFT = replace(DRAIN, category="CRM")
URGENT = replace(THEFT, urgency=Urgency.URGENT)


@pytest.mark.parametrize(("complaint", "days"), [(DRAIN, 14), (THEFT, 4), (URGENT, 2), (replace(URGENT, category="SAL"), 2)])
def test_rest_is_by_category_and_urgency(complaint: Complaint, days: int) -> None:
    """After a visit nobody goes again before so many days are over, and then somebody may."""
    visited = replace(complaint, followed_up_on=DAY)
    free = [n for n in range(20) if not why_not_now(visited, PROGRAMME, DAY + dt.timedelta(days=n))]
    assert free[0] == days
    assert next_contact(visited, PROGRAMME, DAY) == DAY + dt.timedelta(days=days)
    assert why_not_now(complaint, PROGRAMME, DAY) == ""


def test_waiting_and_desk() -> None:
    """One that waits is left alone until its day; one that lies with the desk until the desk has spoken, and is for today."""
    until = DAY + dt.timedelta(days=30)
    waiting = replace(THEFT, status=ComplaintStatus.WAITING, next_contact=until, due=DAY)
    assert why_not_now(waiting, PROGRAMME, until - dt.timedelta(days=1)) == "waiting"
    assert why_not_now(waiting, PROGRAMME, until) == ""
    assert not is_overdue(waiting, PROGRAMME, until)
    assert is_overdue(waiting, PROGRAMME, until + dt.timedelta(days=1))
    at_desk = replace(THEFT, status=ComplaintStatus.AT_DESK, followed_up_on=DAY)
    assert why_not_now(at_desk, PROGRAMME, DAY + dt.timedelta(days=400)) == "at_desk"
    assert next_contact(at_desk, PROGRAMME, until) == until
    assert next_contact(replace(THEFT, status=ComplaintStatus.SOLVED), PROGRAMME, DAY) is None


def test_home_of_a_resting_complaint_is_left_in_peace() -> None:
    """The police do not come as routine either while the complaint rests; a promise made there is kept when it is over."""
    settings = replace(Settings(), programme=PROGRAMME)
    resting = replace(THEFT, followed_up_on=DAY)
    tomorrow = DAY + dt.timedelta(days=1)
    home = a_household(num_attempts=1)
    found = due_candidates([home], [resting], [], date=tomorrow, settings=settings)
    assert (found.candidates, found.excluded) == ((), {"resting": 2})
    promised, solved = replace(home, follow_up_on=tomorrow), replace(resting, status=ComplaintStatus.SOLVED)
    assert due_candidates([promised], [resting], [], date=tomorrow, settings=settings).candidates == ()
    kept = due_candidates([promised], [solved], [], date=tomorrow, settings=settings)
    assert [one.visit.is_required for one in kept.candidates] == [True]


def _state(*outcomes: Outcome, base: ComplaintStatus = ComplaintStatus.OPEN, decided: int | None = None) -> ComplaintState:
    lines = [
        a_line(day=DAY + dt.timedelta(days=n), complaint="C1", kind=VisitKind.COMPLAINT, outcome=outcome,
               recorded_at=NOW + dt.timedelta(days=n))
        for n, outcome in enumerate(outcomes)
    ]  # fmt: skip
    moment = None if decided is None else NOW + dt.timedelta(days=decided, hours=1)
    return complaint_state(ComplaintState(status=base), lines, decided_at=moment)


def test_refusal_and_move_lie_with_the_desk_until_it_speaks() -> None:
    """Refused, moved and no such address are the desk's; its word settles what came before, a later refusal is new."""
    for outcome in (Outcome.REFUSED, Outcome.MOVED, Outcome.NO_ADDRESS):
        assert _state(Outcome.MET, outcome).status is ComplaintStatus.AT_DESK
    assert _state(Outcome.REFUSED, base=ComplaintStatus.ACCEPTED, decided=0).status is ComplaintStatus.ACCEPTED
    again = _state(Outcome.REFUSED, Outcome.REFUSED, base=ComplaintStatus.ACCEPTED, decided=0)
    assert again == ComplaintState(status=ComplaintStatus.AT_DESK, followed_up_on=DAY + dt.timedelta(days=1))
    assert _state(Outcome.NOT_HOME).status is ComplaintStatus.OPEN


def test_waiting_ends_with_a_meeting() -> None:
    """Nobody at home leaves it waiting, a meeting makes it visited; what was put off is no visit."""
    waiting = ComplaintStatus.WAITING
    assert _state(Outcome.MET, Outcome.NOT_HOME, base=waiting, decided=0).status is waiting
    assert _state(Outcome.MET, Outcome.MET, base=waiting, decided=0).status is ComplaintStatus.VISITED
    assert _state(Outcome.POSTPONED).followed_up_on is None
