"""Guards a week's what-if: nothing is kept, what is taken away does nothing, announced RTs are named where they are lost."""

from pathlib import Path

from tests.usecases.desk import DeskRun

STEPS = ("--iterations", "300")


def files(folder: Path) -> dict[str, bytes]:
    """All plans of a workspace."""
    return {str(path): path.read_bytes() for path in (folder / "plans").rglob("*.json")}


def test_a_team_less_makes_fewer_visits_and_keeps_nothing(desk: DeskRun) -> None:
    """As it is, the week is the one that was planned; without a team it does less; plans and ledger stay as they are."""
    before, shown = files(desk.folder), desk("week", "show")
    found = desk("week", "whatif", "--without", "T02", *STEPS)
    assert found["as_it_is"]["num_homes"] == sum(day["num_homes"] for day in shown["days"])
    assert found["without"]["num_homes"] < found["as_it_is"]["num_homes"]
    assert {day["num_teams"] for day in found["without"]["days"] if day["num_homes"]} == {1}
    assert files(desk.folder) == before
    assert desk("week", "show") == shown


def test_a_free_day_of_an_approved_week_loses_its_rts(desk: DeskRun) -> None:
    """Announced RTs that nobody goes to any more are named; the other days stand as they are."""
    shown = desk("week", "approve", "--by", "AKP CONTOH")
    day = shown["days"][1]
    found = desk("week", "whatif", "--free", day["date"], *STEPS)
    assert found["without"]["days"][1]["num_homes"] == 0
    assert set(found["lost_rts"]) == {one["group"] for one in day["neighbourhoods"]}
    assert found["without"]["days"][0] == found["as_it_is"]["days"][0]


def test_what_is_not_there_is_refused(desk: DeskRun) -> None:
    """An unknown team, a day outside the week, nothing taken away."""
    desk("week", "whatif", "--without", "T99", code=3)
    desk("week", "whatif", "--free", "2020-01-06", code=2)
    desk("week", "whatif", code=2)
