"""Guards the people of the example area: counts, neighbourhoods, addresses, history, and that all is marked as invented."""

import datetime as dt
import json
import re
from collections import Counter, defaultdict

import numpy as np
import pytest
import shapely

from inputs.example import complaints
from inputs.example.geography import VILLAGES
from inputs.example.homes import Home
from inputs.example.plane import to_plane
from inputs.example.sizes import SIZES
from planner.domain.categories import FACILITY_KINDS, FIELD_OF
from planner.domain.settings import DaySettings
from planner.domain.units import parse_clock
from tests.conftest import shared_file
from tests.inputs.example.conftest import TODAY, Area, Row


def _placed(rows: list[Row]) -> tuple[list[Row], np.ndarray]:
    placed = [row for row in rows if row["latitude"]]
    return placed, np.array([to_plane(float(row["longitude"]), float(row["latitude"])) for row in placed])


def _groups(area: Area) -> Counter[tuple[str, str, str]]:
    return Counter((row["village"], row["rw"], row["rt"]) for row in area.households)


def test_counts_of_each_size(area: Area) -> None:
    """Each size has exactly its promised rows, and ids are unique."""
    size = next(s for s in SIZES.values() if s.num_teams == len(area.teams))
    assert Counter(row["village"] for row in area.households) == size.households
    assert (len(area.complaints), len(area.facilities)) == (size.num_complaints, size.num_facilities)
    for rows in (area.households, area.teams, area.complaints, area.facilities):
        assert len({row["id"] for row in rows}) == len(rows)


def test_full_size_is_the_programme(full: Area) -> None:
    """28,000 households in nine villages, 24 teams, 60 complaints, about 150 facilities."""
    assert (len(full.households), len(full.outlines), len(full.teams)) == (28_000, 9, 24)
    assert (len(full.complaints), len(full.facilities)) == (60, 150)


def test_rt_have_30_to_150_households(full: Area) -> None:
    """An RT has 30 to 150 households, an RW several RT, both numbered from 01."""
    groups = _groups(full)
    assert 30 <= min(groups.values()) <= max(groups.values()) <= 150
    units = defaultdict(list)
    for village, rw, rt in groups:
        units[village, rw].append(rt)
    assert all(len(rt) >= 3 for rt in units.values())
    assert all(sorted(rt) == [f"{n:02d}" for n in range(1, len(rt) + 1)] for rt in units.values())
    for village in full.outlines:
        numbers = sorted(rw for code, rw in units if code == village)
        assert numbers == [f"{n:02d}" for n in range(1, len(numbers) + 1)]


def test_rt_are_compact(full: Area) -> None:
    """Half of an RT's doors lie within 130 m of its middle, for nearly every RT."""
    placed, points = _placed(full.households)
    members = defaultdict(list)
    for number, row in enumerate(placed):
        members[row["village"], row["rw"], row["rt"]].append(number)
    spread = [np.median(np.hypot(*(points[m] - np.median(points[m], axis=0)).T)) for m in members.values()]
    assert np.quantile(spread, 0.9) < 130


def test_doors_are_beside_streets(area: Area) -> None:
    """Every door is 4 to 30 m from a street, well inside the 60 m that are promised."""
    _, points = _placed(area.households)
    _, distance = shapely.STRtree(area.lines(toll=False)[1]).query_nearest(
        shapely.points(points), return_distance=True, all_matches=False
    )
    assert distance.min() > 4
    assert distance.max() < 30


def test_doors_are_inside_their_village(area: Area) -> None:
    """Every household, facility and complaint lies inside the outline of the village that its row names."""
    for rows in (area.households, area.facilities, area.complaints):
        placed, points = _placed(rows)
        codes = np.array([row["village"] for row in placed])
        for code, outline in area.outlines.items():
            assert shapely.contains_xy(outline, points[codes == code]).all(), code


def test_outlines_fill_the_area_without_overlap(full: Area) -> None:
    """Villages touch but do not overlap, and lie about their real centres."""
    outlines = list(full.outlines.values())
    whole = shapely.union_all(outlines)
    assert sum(outline.area for outline in outlines) == pytest.approx(whole.area, rel=1e-4)
    assert all(outline.is_valid for outline in outlines)
    facts = {village.code: shapely.Point(village.centre) for village in VILLAGES}
    assert all(outline.buffer(100).contains(facts[code]) for code, outline in full.outlines.items())


def test_names_and_codes_are_the_real_ones() -> None:
    """Codes, names and centres (facts) agree with the official list; outlines are our own."""
    text = shared_file("area", "desa.geojson").read_text(encoding="utf-8")
    official = {f["properties"]["kode"]: f["properties"] for f in json.loads(text)["features"]}
    for village in VILLAGES:
        assert official[village.code]["nama"] == village.name
        assert abs(official[village.code]["lat"] - village.latitude) < 0.001
        assert abs(official[village.code]["lng"] - village.longitude) < 0.001


def test_history_of_visits(full: Area) -> None:
    """60 % were never visited, the others in the last 18 months; slots are known where there were attempts."""
    never = sum(not row["last_visit"] for row in full.households)
    assert 0.58 < never / len(full.households) < 0.62
    days = [(TODAY - dt.date.fromisoformat(row["last_visit"])).days for row in full.households if row["last_visit"]]
    assert 1 <= min(days) <= max(days) <= 548
    names = {shift.name for shift in DaySettings().shifts}
    assert all((row["last_slot"] in names) == (row["attempts"] != "0") for row in full.households)
    assert {row["attempts"] for row in full.households} == {"0", "1", "2", "3", "4"}


def test_exceptions_are_few_but_there(full: Area) -> None:
    """Half a percent have no position, a few want no visits, some have visiting hours that can be read."""
    assert sum(not row["latitude"] for row in full.households) == 140
    assert 50 < sum(row["do_not_visit"] == "ya" for row in full.households) < 300
    windows = [row["windows"] for row in full.households if row["windows"]]
    assert 0.05 < len(windows) / len(full.households) < 0.2
    for window in {part for cell in windows for part in cell.split(";")}:
        start, end = window.split("-")
        assert parse_clock(start) < parse_clock(end)


def test_addresses_read_like_addresses(area: Area) -> None:
    """Addresses fit a sheet's column, are unique in an RT, and have the forms that people write."""
    assert max(len(row["address"]) for row in area.households) <= 44
    per_unit = Counter((row["village"], row["rw"], row["rt"], row["address"]) for row in area.households)
    assert max(per_unit.values()) == 1
    form = re.compile(r"^((Jl|Gg)\. .+|Blok . .+|Kp\. .+ RT \d\d/\d\d|Perum\. .+) (No\. \d+|Blok [A-Z]\d/\d+)$")
    assert [row["id"] for row in area.households if not form.match(row["address"])] == []


def test_teams_of_all_units(full: Area) -> None:
    """All seven units, two or three officers a team, each village looked after by one team, skills for every complaint."""
    assert {row["unit"] for row in full.teams} == {"SPKT", "Intelkam", "Reskrim", "Binmas", "Samapta", "Lantas", "Provos"}
    assert {1 + len(row["members"].split(";")) for row in full.teams} == {2, 3}
    assert sorted(row["village"] for row in full.teams if row["village"]) == sorted(full.outlines)
    assert {row["mode"] for row in full.teams} == {"motor", "mobil", "jalan kaki"}
    names = {shift.name for shift in DaySettings().shifts}
    assert {name for row in full.teams for name in row["shifts"].split(";") if name} <= names
    skills = {skill for row in full.teams for skill in row["skills"].split(";")}
    assert {"polwan", "ppa", "reskrim", "lantas", "intelkam"} <= skills


def test_officers_are_obviously_invented(area: Area) -> None:
    """Every name line is RANK NAME CONTOH – NRP with a running number of eight digits, used once."""
    lines = [line for row in area.teams for line in (row["leader"], *row["members"].split(";"))]
    assert all(re.fullmatch(r"\w+ [A-Z]+ CONTOH – 0000\d{4}", line) for line in lines)
    assert len({line[-8:] for line in lines}) == len(lines)


def test_complaints_cover_all_categories(full: Area) -> None:
    """All categories, a fifth urgent, a few promised, due days after receipt, places known."""
    assert {row["category"] for row in full.complaints} == set(FIELD_OF)
    assert sum(row["urgency"] == "mendesak" for row in full.complaints) == 12
    assert 2 <= sum(row["promised"] == "ya" for row in full.complaints) <= 8
    assert all(row["received"] <= TODAY.isoformat() for row in full.complaints)
    assert all(not row["due"] or row["due"] > row["received"] for row in full.complaints)
    homes = {row["id"]: row for row in full.households}
    for row in full.complaints:
        if row["household"]:
            assert homes[row["household"]]["village"] == row["village"]
            assert homes[row["household"]]["do_not_visit"] == ""
        else:
            assert row["latitude"]


def test_special_referrals_have_no_text(area: Area) -> None:
    """RJK complaints carry skills and no text; all other texts bear the mark."""
    referrals = [row for row in area.complaints if row["category"] == "RJK"]
    assert len(referrals) == max(1, round(len(area.complaints) / 30))
    assert all(row["text"] == "" and row["skills"] and not row["promised"] for row in referrals)
    assert all(row["text"].startswith("DATA CONTOH") for row in area.complaints if row["category"] != "RJK")


def test_facilities_are_of_known_kinds(full: Area) -> None:
    """Facility kinds and conditions are those of the programme; bridges are among them."""
    assert {row["kind"] for row in full.facilities} == FACILITY_KINDS
    assert {row["condition"] for row in full.facilities} == {"", "baik", "rusak ringan", "rusak berat", "tidak ada"}
    assert any(row["name"].startswith("Jembatan Ci ") for row in full.facilities)


def test_everything_is_marked_as_invented(area: Area) -> None:
    """DATA CONTOH is in the readme, in every name of a resident and in every facility."""
    assert "DATA CONTOH" in area.files.readme.read_text(encoding="utf-8")
    named = [row["head_name"] for row in area.households if row["head_name"]]
    assert all(name.endswith("DATA CONTOH") for name in named)
    assert len(named) > 0.9 * len(area.households)
    assert all(row["id"].startswith("CTH-") for row in (*area.households, *area.complaints, *area.facilities))
    assert all(row["landmark"] == "DATA CONTOH" for row in area.facilities)


def test_no_phone_numbers(area: Area) -> None:
    """No cell of a person's row holds anything like a phone number."""
    phone = re.compile(r"(\+62|\b0)8\d{7,}|\b021\d{6,}")
    cells = [
        cell
        for rows in (area.households, area.teams, area.complaints, area.facilities)
        for row in rows
        for cell in row.values()
    ]
    assert [cell for cell in cells if phone.search(cell)] == []


def test_no_visit_is_promised_at_a_door_that_keeps_hours() -> None:
    """It may be that nobody is on duty then, and a day that must keep the promise could not be planned."""
    homes = [
        Home(id=f"H{n}", village="V1", rt="01", rw="01", address="Jl. Contoh", landmark="", longitude=106.4, latitude=-6.2)
        for n in range(80)
    ]
    door, promise = complaints.COLUMNS.index("household"), complaints.COLUMNS.index("promised")
    promised: dict[bool, set[str]] = {}
    for is_any in (True, False):
        rows = complaints.complaint_rows(
            60,
            homes,
            at_any_time={home.id for home in homes if is_any},
            today=dt.date(2025, 8, 26),
            rng=np.random.default_rng(3),
        )
        promised[is_any] = {row[door] for row in rows if row[promise]}
    assert promised[True] > promised[False]
    assert promised[False] <= {""}
