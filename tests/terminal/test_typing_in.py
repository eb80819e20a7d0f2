"""Guards the conversation of `dds record`: typed in order, stopped, resumed, taken back, corrected, counted."""

import re

from planner.domain.history import PastVisit
from planner.domain.outcome import Outcome
from planner.ledger.store import Ledger
from tests.usecases.desk import SHEET, DeskRun, sure


def visits(desk: DeskRun) -> tuple[PastVisit, ...]:
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        return ledger.visits()


def test_typed_in_the_order_of_the_sheet(desk: DeskRun) -> None:
    """Each line typed is a row of the sheet in turn; what was typed is what the ledger has."""
    stops = desk.stops()
    keys = "btmpad" * 4
    data = desk("record", SHEET, typed=sure(*keys[: len(stops)]) + "\n")["sheets"][0]
    assert (data["recorded"], data["missing"]) == (len(stops), [])
    assert [visit.visit_id for visit in visits(desk)] == stops
    outcomes = list(Outcome)
    assert [visit.outcome for visit in visits(desk)] == [outcomes[n % 6] for n in range(len(stops))]


def test_stopped_and_resumed(desk: DeskRun) -> None:
    """The input may end anywhere: what was typed stays, and the next start asks for the first empty row."""
    desk("record", SHEET, typed="b\nt\n")
    shown = desk.text("record", SHEET, typed="")
    assert shown.splitlines()[1].strip().startswith("3 ")
    assert len(visits(desk)) == 2


def test_undo_and_correction(desk: DeskRun) -> None:
    """`u` asks for the last row again; `g 1` types a row anew and replaces it."""
    shown = desk.text("record", SHEET, typed="b\nt\nu\nm\ng 1\np\nq\n")
    assert "[bertemu]" in shown
    assert [visit.outcome for visit in visits(desk)] == [Outcome.MOVED, Outcome.REFUSED]


def test_undo_of_a_correction_puts_the_line_back(desk: DeskRun) -> None:
    """A row corrected by mistake says again what it said, and the complaint taken there is there again."""
    desk("record", SHEET, typed="b CRM\nt\ng 1\nm\nu\nq\n")
    assert [visit.outcome for visit in visits(desk)] == [Outcome.MET, Outcome.NOT_HOME]
    assert desk("complaint", str(visits(desk)[0].complaint_taken))["category"] == "CRM"


def test_count_boxes_are_compared(desk: DeskRun) -> None:
    """The boxes of the sheet against what was typed: a difference is said, and a row can be typed again until they agree."""
    stops = desk.stops()
    typed = sure(*["b"] * len(stops), yes="yes") + f"{len(stops) - 1} 1 0 0\ng 2\nt\n{len(stops) - 1} 1 0 0\n"
    desk("--lang", "en", "record", SHEET, typed=typed)
    assert "differ" in desk.err
    assert "agree" in desk.err
    assert visits(desk)[1].outcome is Outcome.NOT_HOME


def test_special_referral_is_noted_without_more(desk: DeskRun) -> None:
    """RJK typed by mistake or need: the desk is told whom to call; nothing but the category is kept."""
    desk("--lang", "en", "record", SHEET, typed="b RJK\nq\n")
    assert "women and children unit" in desk.err
    taken = str(visits(desk)[0].complaint_taken)
    assert desk("complaint", taken)["category"] == "RJK"
    assert re.fullmatch(r"K-20250826-[2-9A-Z]{5}", taken), "a number that names neither sheet nor row"


def test_one_key_for_the_rest_shut(desk: DeskRun) -> None:
    """`s` keeps "not at home" for the empty rows of homes from here on; a row typed before stays, and so do promises."""
    stops = desk.stops()
    desk("record", SHEET, typed="b\ns\nq\n")
    kept = {visit.visit_id: visit.outcome for visit in visits(desk)}
    assert kept.pop(stops[0]) is Outcome.MET
    assert kept == {stop: Outcome.NOT_HOME for stop in stops[1:] if stop.startswith("H")}


def test_the_complaint_after_the_rest_is_asked_for(desk: DeskRun) -> None:
    """`s N` from the row before a complaint on to one behind it: the complaint is next; a `g` passes no row for good."""
    promised = 1 + next(number for number, stop in enumerate(desk.stops()) if stop.startswith("C"))
    start = max(1, promised - 1)
    shown = desk.text("record", SHEET, typed=f"g {start}\ns {promised + 2}\nq\n")
    prompts = [int(line.split()[0]) for line in shown.splitlines() if re.match(r"\s*\d+  ", line)]
    assert prompts[-1] == promised
    if start > 1:
        shown = desk.text("record", SHEET, typed=f"g {len(desk.stops())}\n" + sure(*["b"] * 40))
        assert "[" not in shown.splitlines()[-1]
        assert len(visits(desk)) >= len(desk.stops())


def test_the_rest_is_taken_back_as_one(desk: DeskRun) -> None:
    """`s 2` ends at row 2; what one key kept one `u` takes back, and no more."""
    homes = [number for number, stop in enumerate(desk.stops(), 1) if stop.startswith("H")]
    desk("record", SHEET, typed="s 2\nq\n")
    assert [visit.number for visit in visits(desk)] == [number for number in homes if number <= 2]
    desk("record", SHEET, typed="g 1\nb\ns\nu\nq\n")
    assert [visit.number for visit in visits(desk)] == sorted({1, *(number for number in homes if number <= 2)})
    assert visits(desk)[0].outcome is Outcome.MET
