"""Guards the never-list over every form: marks of all that may not leave the desk, looked for in all that does."""

import ast
import dataclasses
import datetime as dt
import io
import random
import zipfile
from pathlib import Path

import pdfplumber
import pytest

from outputs.exchange.writing import FORMS, write_forms
from outputs.itinerary.build import build_day
from outputs.itinerary.model import DayItinerary
from outputs.sheets.writing import write_sheets
from planner.domain.plan import Reason, Unassigned
from planner.domain.records import Condition
from planner.domain.visit import VisitKind, Window
from tests.outputs.day import make_context

WING = Path(__file__).resolve().parents[2] / "outputs"
NAME = "Zulkarnaen Wicaksono"
HIDDEN = (
    "SLOTLAMA", "KEAHLIANKHUSUS",
    "1999-09", "September 1999", "1998-09", "September 1998", "03.17", "03:17", "04.23", "04:23", "RUJUKAN9",
    "do_not", "attempts", "heavy_damage",
)  # fmt: skip
"""What the marked records hold in every field that may not be shown."""
NEVER_READ = {
    "head_name", "last_visit", "num_attempts", "num_weekend_attempts", "last_slot", "windows", "is_do_not_visit", "received",
    "due", "urgency", "status", "text", "last_inspection", "condition", "skills", "household",
}  # fmt: skip
"""Fields of records that only `privacy.py` may read in the itinerary, and of these only the short name and the door."""


def _marked_day(mode: str) -> DayItinerary:
    problem, plan, context = make_context(num_stops=8, num_reserves=2, name_mode=mode)
    secret = dt.date(1999, 9, 9)
    households = {
        key: dataclasses.replace(
            value, head_name=NAME, last_visit=secret, num_attempts=77, num_weekend_attempts=66, last_slot="SLOTLAMA",
            windows=(Window(start=3 * 3600 + 17 * 60, end=4 * 3600 + 23 * 60),),
        )
        for key, value in context.households.items()
    }  # fmt: skip
    complaints = {
        key: dataclasses.replace(
            value, text="TEKSKELUHAN memukul", received=secret, due=dt.date(1998, 9, 1), skills=frozenset({"KEAHLIANKHUSUS"})
        )
        for key, value in context.complaints.items()
    }
    facilities = {
        key: dataclasses.replace(value, last_inspection=secret, condition=Condition.HEAVY_DAMAGE)
        for key, value in context.facilities.items()
    }
    first = next(iter(complaints.values()))
    complaints["RUJUKAN9"] = dataclasses.replace(first, id="RUJUKAN9", category="RJK", text="")
    referral = dataclasses.replace(problem.visits[2], id="RUJUKAN9", subject="RUJUKAN9")
    problem = dataclasses.replace(problem, visits=(*problem.visits, referral))
    plan = dataclasses.replace(plan, unassigned=(*plan.unassigned, Unassigned(visit_id="RUJUKAN9", reason=Reason.NO_SKILL)))
    marked = dataclasses.replace(context, households=households, complaints=complaints, facilities=facilities)
    return build_day(problem, plan, context=marked)


def _texts(folder: Path) -> dict[str, str]:
    return {path.name: _text(path).replace("\N{NO-BREAK SPACE}", " ") for path in sorted(folder.iterdir())}


def _text(path: Path) -> str:
    if path.suffix == ".pdf":
        with pdfplumber.open(path) as document:
            pages = " ".join(page.extract_text() or "" for page in document.pages)
            return f"{pages} {document.metadata}"
    content = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b" ".join(archive.read(name) for name in archive.namelist())
    return content.decode()


@pytest.mark.parametrize(("mode", "shown"), [("full", NAME), ("initials", "Z. W."), ("none", "")])
def test_the_never_list_is_in_no_form(mode: str, shown: str, tmp_path: Path) -> None:
    """Text, reporter's dates, hours, slots, skills, conditions, referrals: in no paper, no file, no metadata; names by mode."""
    day = _marked_day(mode)
    write_sheets(day, tmp_path)
    write_forms(day, tmp_path, FORMS)
    texts = _texts(tmp_path)
    assert len(texts) == 1 + 5 + 4 + 2
    assert "TEKSKELUHAN" in texts["slip-T01-hari.pdf"], "the slip holds the resident's words"
    for name, text in texts.items():
        assert name in {"slip-T01-hari.pdf", "slips.pdf"} or "TEKSKELUHAN" not in text, name
        assert [hidden for hidden in HIDDEN if hidden in text] == [], name
        if mode != "full":
            assert "Zulkarnaen" not in text, name
        if mode == "none":
            assert "Z. W." not in text, name
        if shown and name not in {"overview.pdf", "cards.pdf", "slip-T01-hari.pdf", "slips.pdf"}:
            assert shown in text, name


def _telling(text: str, *, address: str, secrets: tuple[str, ...]) -> list[str]:
    """Which secrets a paper holds that also holds the address: only together do they tell whose complaint it is."""
    flat = " ".join(text.split())
    return [secret for secret in secrets if secret in flat] if address in flat else []


def test_the_mark_of_invented_people_stays_in_the_words_of_a_complaint() -> None:
    """`DATA CONTOH` stands at the end of invented names; a slip hides the names, never the mark in the words themselves."""
    problem, plan, context = make_context(num_teams=1, num_stops=6)
    households = {
        key: dataclasses.replace(value, head_name="Zulkarnaen W. DATA CONTOH") for key, value in context.households.items()
    }
    told = "Pak Zulkarnaen lapor lampu jalan padam (DATA CONTOH)"
    complaints = {key: dataclasses.replace(value, text=told) for key, value in context.complaints.items()}
    day = build_day(problem, plan, context=dataclasses.replace(context, households=households, complaints=complaints))
    lines = [line.told for team in day.teams for line in team.briefing]
    assert lines
    assert set(lines) == {"Pak … lapor lampu jalan padam (DATA CONTOH)"}


def test_no_one_paper_tells_whose_complaint_it_is(tmp_path: Path) -> None:
    """Over every form: where a follow-up's address stands, neither name nor category nor words of it do, and the reverse."""
    problem, plan, context = make_context(num_teams=2, num_stops=14, num_reserves=3, name_mode="full")
    address = "Gg. Rahasia 77"
    homes = {record.household for record in context.complaints.values()}
    households = {
        key: dataclasses.replace(
            value, head_name="Zulkarnaen Wicaksono", address=dataclasses.replace(value.address, detail=f"{address}")
        )
        if key in homes
        else value
        for key, value in context.households.items()
    }
    told = f"Pak Wicaksono di {address} RT 05 RW 08 lapor KATAKATA ribut"
    complaints = {key: dataclasses.replace(value, category="NRK", text=told) for key, value in context.complaints.items()}
    day = build_day(problem, plan, context=dataclasses.replace(context, households=households, complaints=complaints))
    for team in day.teams:
        for stop in (*team.stops, *team.reserves):
            if stop.kind is VisitKind.COMPLAINT:
                assert (stop.door.code, stop.visit_number, stop.door.address) == ("", None, address)
    write_sheets(day, tmp_path)
    write_forms(day, tmp_path, FORMS)
    texts = _texts(tmp_path)
    # The legend under each sheet names all categories alike; the row of the follow-up must not.
    secrets = ("Wicaksono", "KATAKATA", "W. ")
    assert {name: found for name, text in texts.items() if (found := _telling(text, address=address, secrets=secrets))} == {}
    assert sum("KATAKATA" in text for text in texts.values()) == 3, "one slip a team, and all in one file"
    for name in ("slip-T01-hari.pdf", "slip-T02-hari.pdf"):
        assert [part for part in (address, "Wicaksono", "RT 05", "RW 08") if part in texts[name]] == []
        assert "NRK" in texts[name]
    for name in ("itinerary.csv", "itinerary.geojson", "itinerary.html"):
        assert "NRK" not in texts[name], name


def _random_day(seed: int) -> tuple[DayItinerary, dict[str, tuple[str, str, str]]]:
    """A day of random size with a name, an address and words of its own for each complaint; these three by complaint."""
    dice = random.Random(seed)  # noqa: S311 (days that can be made again)
    problem, plan, context = make_context(
        num_teams=dice.randint(1, 3), num_stops=dice.randint(6, 16), num_reserves=dice.randint(0, 4), name_mode="full"
    )
    households, complaints, marks = dict(context.households), dict(context.complaints), {}
    for number, (key, record) in enumerate(context.complaints.items()):
        name, address, words = f"Namaku{number:02d}ya", f"Jl{number:02d} No {dice.randint(1, 99)}", f"UCAPAN{number:02d}ITU"
        told = dice.choice((f"{words} di {address}", f"{name}: {words}", f"{words}, lapor Pak {name} {address}"))
        home = households[str(record.household)]
        place = dataclasses.replace(home.address, detail=address, landmark=dice.choice(("", f"dekat {name}")))
        households[home.id] = dataclasses.replace(home, head_name=name, address=place)
        category = dice.choice(("NRK", "CRM", "LPJ", "TTG"))
        complaints[key] = dataclasses.replace(record, text=told, category=category)
        marks[key] = (name, address, words)
    day = build_day(problem, plan, context=dataclasses.replace(context, households=households, complaints=complaints))
    return day, marks


@pytest.mark.parametrize("seeds", [range(1), pytest.param(range(1, 100), marks=pytest.mark.long)], ids=["one", "hundred"])
def test_no_paper_of_random_days_tells_whose_complaint_it_is(seeds: range, tmp_path: Path) -> None:
    """From any one paper or file that is lost, over every form: an address with the words, or a name, is on none."""
    for seed in seeds:
        day, marks = _random_day(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        write_sheets(day, folder)
        write_forms(day, folder, FORMS)
        texts = {name: " ".join(text.split()) for name, text in _texts(folder).items()}
        rows = [stop for team in day.teams for stop in (*team.stops, *team.reserves) if stop.kind is VisitKind.COMPLAINT]
        assert all(stop.door.code == "" and stop.visit_number is None for stop in rows), seed
        planned = {stop.door.address for stop in rows}
        for name, address, words in marks.values():
            where = {paper for paper, text in texts.items() if address in text}
            told = {paper for paper, text in texts.items() if words in text}
            assert not where & told, (seed, address)
            assert all(paper.startswith("slip") for paper in told), (seed, told)
            assert bool(told) is (address in planned), (seed, "each planned follow-up has its words on a slip")
            assert where or address not in planned, (seed, "and its address on a sheet")
            assert [paper for paper, text in texts.items() if name in text and (paper in told or address in planned)] == [], (
                seed
            )


def test_rows_of_complaints_are_opened_by_a_setting_alone() -> None:
    """A station that opens the rows, with a reason, sees category and name again; slips stay as they are."""
    problem, plan, context = make_context(name_mode="full")
    printing = dataclasses.replace(context.settings.printing, complaint_rows="open", complaint_rows_reason="contoh")
    settings = dataclasses.replace(context.settings, printing=printing)
    day = build_day(problem, plan, context=dataclasses.replace(context, settings=settings))
    shown = [stop.door for stop in day.teams[0].stops if stop.kind is VisitKind.COMPLAINT]
    assert {door.code for door in shown} == {"LPJ"}
    assert all("Contoh Sutrisno" in door.address for door in shown)


def test_nobody_is_named_beside_a_complaint_at_a_place_of_its_own() -> None:
    """Who reported is nowhere: a complaint followed up in the street shows the street alone."""
    problem, plan, context = make_context(name_mode="full")
    street = dataclasses.replace(next(iter(context.households.values())).address, detail="Jembatan Ci Contoh")
    complaints = {key: dataclasses.replace(value, address=street) for key, value in context.complaints.items()}
    day = build_day(problem, plan, context=dataclasses.replace(context, complaints=complaints))
    shown = [stop.door.address for stop in day.teams[0].stops if stop.kind.value == "T"]
    assert set(shown) == {"Jembatan Ci Contoh"}


def test_records_are_read_in_one_place() -> None:
    """Only `privacy.py` reads what a record holds of a person, and how urgent it is; nothing slips past it."""
    readers: dict[str, set[str]] = {}
    for path in [*(WING / "itinerary").glob("*.py"), *(WING / "exchange").glob("*.py"), *(WING / "sheets").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in NEVER_READ and not _is_words(node):
                readers.setdefault(path.name, set()).add(node.attr)
    assert readers == {"privacy.py": {"head_name", "household", "text", "urgency"}}


def _is_words(node: ast.Attribute) -> bool:
    """`say.text(…)` and a spreadsheet's header are words, not records."""
    value = ast.unparse(node.value)
    return node.attr == "text" and (value in {"say", "words"} or value.startswith(("words(", "self.words", "table.odd")))
