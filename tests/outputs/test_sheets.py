"""Guards the paper: what stands on it, how it is laid out, what must never stand on it, the same bytes twice."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest
import segno
import zxingcpp

from outputs.itinerary.build import build_day
from outputs.sheets.team_data import code_runs, scale_text
from outputs.sheets.writing import write_sheets
from planner.domain.plan import Plan
from planner.domain.solving import Bound
from planner.words.language import words
from tests.outputs.day import make_context, make_day

MM = 72 / 25.4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paper")
    write_sheets(make_day(num_teams=2), folder)
    return folder


@pytest.fixture(scope="module")
def pages(folder: Path) -> Iterator[list[Any]]:
    with pdfplumber.open(folder / "sheet-T01-hari.pdf") as document:
        yield document.pages


def _text(path: Path) -> str:
    with pdfplumber.open(path) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def test_a_full_day_takes_two_table_pages_and_a_map(pages: list[Any]) -> None:
    """18 stops, 4 reserves, a break, long names and addresses: two pages, then the map."""
    assert len(pages) == 3
    assert all("Lembar %d dari 3" % number in page.extract_text() for number, page in enumerate(pages, 1))  # noqa: UP031
    assert "PETA RUTE" in pages[2].extract_text()


def test_everything_of_the_head_and_foot_is_there(pages: list[Any]) -> None:
    """Head and foot carry what the programme asks for, in Indonesian forms."""
    text = "\n".join(page.extract_text() for page in pages[:2])
    for wanted in (
        "POLRI DAERAH BANTEN", "SEKTOR BALARAJA", "LAMPIRAN SPRIN", "Sprin/DDS/01/VIII/2025", "TERBATAS",
        "Selasa, 26 Agustus 2025",
        "08.00 – 16.00 WIB", "Tim T01 – Binmas", "Aipda BUDI SANTOSO CONTOH – 12345678", "11223344", "sepeda motor (R2)",
        "Mapolsek", "11,8 km", "15.20 WIB",
        "110", "ISOMA", "cadangan", "kunjungan pertama", "Perkenalkan diri", "RJK", "Katim", "Mengetahui",
        "Diterima piket", "DDS-20250826-T01-v1", "Versi 1",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_no_letter_is_small_and_all_lie_inside_the_margins(folder: Path) -> None:
    """Nothing below 9 pt; nothing outside the page's margins."""
    for path in folder.glob("*.pdf"):
        with pdfplumber.open(path) as document:
            for page in document.pages:
                assert min(char["size"] for char in page.chars if abs(char["matrix"][1]) < 1e-6) >= 8.99
                assert all(
                    char["x0"] > 6 * MM and char["x1"] < page.width - 6 * MM for char in page.chars if char["text"].strip()
                )
                assert all(char["top"] > 5 * MM and char["bottom"] < page.height - 5 * MM for char in page.chars)


def test_numbers_stand_at_both_row_ends_in_tall_rows(pages: list[Any]) -> None:
    """Each stop's number is printed in 14 pt at both ends of a row of at least 11 mm."""
    seen = []
    for page in pages[:2]:
        big = page.filter(lambda item: item["object_type"] != "char" or abs(item["size"] - 14) < 0.1).extract_words()
        rows: dict[int, list[Any]] = {}
        for word in (word for word in big if word["text"].isdigit()):
            rows.setdefault(round(word["top"]), []).append(word)
        for found in rows.values():
            assert len(found) == 2
            assert found[0]["text"] == found[1]["text"]
            seen.append(int(found[0]["text"]))
        edges = sorted({round(edge["top"], 1) for edge in page.horizontal_edges if edge["width"] > 10 * MM})
        for found in rows.values():
            middle = (found[0]["top"] + found[0]["bottom"]) / 2
            above, below = max(e for e in edges if e < found[0]["top"]), min(e for e in edges if e > middle)
            assert below - above >= 11 * MM
    assert seen == list(range(1, 23))


def test_every_door_has_its_outcomes_in_words(pages: list[Any]) -> None:
    """Six outcomes as words at each door, the condition at each facility."""
    text = "\n".join(page.extract_text() for page in pages[:2])
    assert text.count("alamat tidak ada") == 20
    assert text.count("rusak berat") == 2


def test_the_map_has_every_number_names_scale_and_north(pages: list[Any]) -> None:
    """The map shows all numbers of the table, road names, a scale, north and the inset."""
    found = {word["text"] for word in pages[2].extract_words()}
    assert {str(number) for number in range(1, 23)} <= found
    text = pages[2].extract_text()
    for wanted in ("Jl. Raya Serang", "250 m", "Letak dalam wilayah", "titik cadangan"):
        assert wanted in text, wanted
    assert "U" in found


def test_times_on_paper_are_those_of_the_itinerary(pages: list[Any]) -> None:
    """Paper and itinerary carry the same stops and times in the same order."""
    (team, _) = make_day(num_teams=2).teams
    say = words("id")
    times = [
        match
        for page in pages[:2]
        for match in re.findall(r"^(?:.*?\s)?(\d+) (\d\d\.\d\d) ", page.extract_text(), re.MULTILINE)
    ]
    assert times == [(str(stop.number), say.clock(stop.start_time or 0)) for stop in team.stops]


def test_untrusted_text_is_printed_and_never_read_as_markup(folder: Path) -> None:
    """`#`, `*`, `$`, `[`, `@`, `<` in an address come out as they went in."""
    text = _text(folder / "sheet-T01-hari.pdf").replace("\n", " ")
    assert "Jl. Kresek #4 *belakang* $pasar$ [pos]" in text
    assert "@ronda <a>" in text


def test_the_same_day_twice_is_the_same_file(folder: Path, tmp_path: Path) -> None:
    """Printing a version again gives the same bytes."""
    for path in write_sheets(make_day(num_teams=2), tmp_path):
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_all_papers_are_written_and_light(folder: Path) -> None:
    """A PDF a team, its slip, all sheets and all slips in one each, overview and cards; at most 1.5 MB a team."""
    names = sorted(path.name for path in folder.iterdir())
    slips = ["slip-T01-hari.pdf", "slip-T02-hari.pdf"]
    assert names == ["cards.pdf", "overview.pdf", "sheet-T01-hari.pdf", "sheet-T02-hari.pdf", "sheets.pdf", *slips, "slips.pdf"]
    assert all(path.stat().st_size < 1_500_000 for path in folder.iterdir())
    with pdfplumber.open(folder / "sheets.pdf") as document:
        assert len(document.pages) == 6
        assert "Lembar 1 dari 3" in document.pages[3].extract_text()
    with pdfplumber.open(folder / "slips.pdf") as document:
        assert "\f".join(page.extract_text() for page in document.pages) == "\f".join(_text(folder / name) for name in slips)


def test_the_overview_lists_teams_and_complaints(folder: Path) -> None:
    """The desk sees teams, stops, finish times, complaints with times or reasons, and the list of sheets."""
    text = _text(folder / "overview.pdf")
    for wanted in (
        "2 tim, 36 titik kunjungan",
        "DDS-20250826-T02-v1",
        "15.20",
        "C003",
        "Diserahkan",
        "Kembali",
        "waktu tidak cukup",
    ):
        assert wanted in text, wanted
    *teams, total = (round(float(found.replace(",", ".")) * 10) for found in re.findall(r"(\d+,\d) km", text))
    assert (len(teams), total) == (2, sum(teams)), "the total is the sum of the rows as they are printed"


def test_cards_come_four_to_a_page(folder: Path) -> None:
    """A resident learns whom to call, that it is free, and how to check the officer."""
    text = _text(folder / "cards.pdf")
    assert text.count("Kunjungan tidak dipungut biaya.") == 4
    assert text.count("110") >= 8


def test_on_folio_all_papers_are_folio(tmp_path: Path) -> None:
    """Sheets, overview, slips and cards come on the paper of the settings; four cards fill the page."""
    write_sheets(dataclasses.replace(make_day(num_stops=4, num_reserves=1), paper="F4"), tmp_path)
    for path in tmp_path.glob("*.pdf"):
        with pdfplumber.open(path) as opened:
            sizes = {(round(page.width / 72 * 25.4), round(page.height / 72 * 25.4)) for page in opened.pages}
        assert sizes == {(215, 330)}, path.name
    with pdfplumber.open(tmp_path / "cards.pdf") as opened:
        assert len(opened.pages) == 1
        assert opened.pages[0].extract_text().count("Kunjungan tidak dipungut biaya.") == 4


@pytest.mark.parametrize(("num_stops", "num_reserves"), [(1, 0), (2, 3)])
def test_small_routes_hold(num_stops: int, num_reserves: int, tmp_path: Path) -> None:
    """One stop, no reserves, no roads, no directions, no outlines, no sheet ids: still two pages."""
    problem, plan, context = make_context(
        num_stops=num_stops, num_reserves=num_reserves, legs=None, lines=None, villages=(), sheet_ids={}, language="en"
    )
    path = write_sheets(build_day(problem, plan, context=context), tmp_path)[0]
    text = _text(path)
    assert "DDS VISIT PLAN SHEET" in text
    assert "No road map available" in text
    assert "Sheet 1 of 2" in text


def test_a_team_without_stops_and_a_day_without_teams(tmp_path: Path) -> None:
    """Zero stops print a sheet that says so; zero teams print the overview alone."""
    day = make_day()
    empty = dataclasses.replace(day.teams[0], lines=(), reserves=(), legs=(), distance=None)
    (path, *_) = write_sheets(dataclasses.replace(day, teams=(empty,)), tmp_path / "zero")
    assert "Tidak ada titik kunjungan" in _text(path)
    problem, _, context = make_context()
    nobody = build_day(problem, Plan(), context=context)
    assert [path.name for path in write_sheets(nobody, tmp_path / "nobody")] == ["overview.pdf"]


def test_progress_and_file_names(tmp_path: Path) -> None:
    """Progress is told document by document; odd ids make safe, different file names."""
    day = make_day(num_stops=2, num_reserves=0)
    teams = tuple(dataclasses.replace(day.teams[0], shift_id=shift_id) for shift_id in ("a/b", "a b"))
    told: list[tuple[int, int]] = []
    paths = write_sheets(
        dataclasses.replace(day, teams=teams), tmp_path, on_progress=lambda done, total: told.append((done, total))
    )
    assert [path.name for path in paths[:3]] == ["sheet-a-b.pdf", "sheet-a-b-2.pdf", "sheets.pdf"]
    assert told == [(number, 5) for number in range(1, 6)]


def test_the_code_is_the_sheet_id_alone() -> None:
    """The QR modules are those of the sheet id, run by run."""
    matrix = segno.make("DDS-20250826-T01-v1", error="m", micro=False).matrix
    drawn = [[0] * len(matrix) for _ in matrix]
    for row, runs in enumerate(code_runs("DDS-20250826-T01-v1")):
        for first, number in runs:
            drawn[row][first : first + number] = [1] * number
    assert drawn == [[module & 1 for module in line] for line in matrix]


def test_a_reader_of_codes_finds_the_sheet_id_alone(folder: Path) -> None:
    """Read from the printed page by an independent reader, the code holds the sheet id and nothing else."""
    document = pypdfium2.PdfDocument(folder / "sheet-T01-hari.pdf")
    found = [code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())]
    document.close()
    assert found == ["DDS-20250826-T01-v1"]


def test_scale_is_never_rounded() -> None:
    """A scale bar says its true length."""
    say = words("id")
    assert [scale_text(metres, say) for metres in (250, 1000, 2500)] == ["250 m", "1 km", "2,5 km"]


def test_the_overview_says_how_good_the_plan_is_proved_to_be(tmp_path: Path) -> None:
    """What is proved possible stands beside what the plan has; without a proof nothing is claimed."""
    bound = Bound(lower_bound=0, complaint_prize=7654, coverage_prize=9876, runtime=1.0, num_iterations=1, is_complete=True)
    write_sheets(make_day(bound=bound), tmp_path / "proved")
    text = _text(tmp_path / "proved" / "overview.pdf")
    assert "7.654 poin keluhan" in text
    assert "9.876 poin cakupan" in text
    write_sheets(make_day(), tmp_path / "plain")
    assert "Terbukti" not in _text(tmp_path / "plain" / "overview.pdf")


def test_the_numbers_of_complaints_stay_in_one_line_on_the_card(tmp_path: Path) -> None:
    """A number that the program gave is looked up as it stands: the longest kinds are not parted."""
    day = make_day()
    given = ("K-20261201-01", "K-20261201-7WMQU", "K-20261231-WWMWW")
    team = day.teams[0]
    briefing = tuple(dataclasses.replace(team.briefing[0], complaint_id=id_) for id_ in given)
    write_sheets(dataclasses.replace(day, teams=(dataclasses.replace(team, briefing=briefing),)), tmp_path)
    with pdfplumber.open(tmp_path / "slip-T01-hari.pdf") as document:
        found = {word["text"] for page in document.pages for word in page.extract_words()}
    assert set(given) <= found
