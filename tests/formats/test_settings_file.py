"""Guards dds.toml: the template equals the defaults, and every wrong setting has its code and its key."""

import datetime as dt
from dataclasses import fields
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.settings import Settings
from planner.domain.visit import Window
from planner.formats.forms import all_keys, form_of
from planner.formats.settings_file import SETTINGS, read_settings
from planner.formats.templates import settings_template
from planner.formats.toml_slips import slips_of
from planner.words.language import words


def read(folder: Path, text: str) -> Settings:
    path = folder / "dds.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_template_equals_the_defaults(tmp_path: Path) -> None:
    """The commented template, read back, is Settings() to the last field."""
    assert read(tmp_path, settings_template()) == Settings()


def test_template_names_every_setting() -> None:
    """No setting can be found only in the code."""
    text = settings_template()
    assert sorted(key for key in all_keys(SETTINGS) if key not in text) == []


def test_every_setting_has_a_key() -> None:
    """No setting of the domain is left to the code: each field of each section is an argument of its form."""
    sections = {key.argument: form_of(key.kind) for key in form_of(SETTINGS).keys if key.argument != "holidays"}
    assert {*sections, "holidays"} == {field.name for field in fields(Settings)}
    for name, section in sections.items():
        assert {key.argument for key in section.keys} == {field.name for field in fields(getattr(Settings(), name))}


def test_a_file_of_comments_is_the_defaults(tmp_path: Path) -> None:
    """What the file does not say keeps its default."""
    assert read(tmp_path, "# kosong") == Settings()


def test_everything_can_be_set(tmp_path: Path) -> None:
    """Shifts, breaks, Friday, speeds, holidays and the rest reach the settings."""
    text = """
    holidays = [2025-12-25, "2026-01-01"]
    [station]
    latitude = -6.2
    longitude = 106.45
    [day]
    default_shift = "malam"
    visit_hours = "08.00-20.00"
    routine_minutes = 12.5
    max_visits = 0
    friday_exempt_teams = ["T03"]
    [day.friday_break]
    enabled = false
    [[day.shifts]]
    name = "malam"
    hours = "18.00–30:00"
    breaks = [{ id = "a", start = "20:00", minutes = 30 }]
    [plan]
    balance = 0.5
    foreign_village_minutes = 2
    [roads.speeds.foot]
    path = 5
    """
    settings = read(tmp_path, text)
    assert settings.holidays == (dt.date(2025, 12, 25), dt.date(2026, 1, 1))
    assert settings.day.friday_break is None
    assert settings.day.friday_exempt_teams == ("T03",)
    assert settings.day.max_visits is None
    assert settings.day.routine_duration == 750
    assert settings.day.shifts[0].window == Window(start=18 * 3600, end=30 * 3600)
    assert settings.day.shifts[0].breaks[0].windows == (Window(start=72000, end=72000),)
    assert settings.plan.balance == 0.5
    assert settings.plan.foreign_village_penalty == 120
    assert dict(settings.roads.speeds["foot"]) == {"path": 5.0}
    assert settings.roads.speeds["car"] == Settings().roads.speeds["car"]


_SHIFT = '[[day.shifts]]\nname="hari"\nhours="08:00-16:00"\n'


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("a = [", "E5001", ""),
        ("a = 2025-13-01", "E5001", ""),
        ("[plann]", "E5002", "plann"),
        ("[plan]\nsede = 1", "E5002", "plan.sede"),
        (_SHIFT + "hour=1", "E5002", "day.shifts[1].hour"),
        ('[plan]\nseed = "a"', "E5003", "plan.seed"),
        ("[plan]\nseed = true", "E5003", "plan.seed"),
        ("plan = 3", "E5003", "plan"),
        ("[day]\nvisit_hours = 8", "E5003", "day.visit_hours"),
        ("[day]\nroutine_minutes = true", "E5003", "day.routine_minutes"),
        ("[day]\ntime_zone = 7", "E5003", "day.time_zone"),
        ("[plan]\nbalance = 1.5", "E5004", "plan.balance"),
        ("[plan]\npool_factor = nan", "E5004", "plan.pool_factor"),
        ("[roads.speeds.car]\ntrunk = inf", "E5004", "roads.speeds.car.trunk"),
        ("[station]\nhead_lines = []", "E5004", "station.head_lines"),
        ("[day]\nroutine_minutes = -1", "E5004", "day.routine_minutes"),
        ('[day]\nvisit_hours = "18:00-08:00"', "E5005", "day.visit_hours"),
        ('[day]\nvisit_hours = "08:00-09:00-10:00"', "E5005", "day.visit_hours"),
        ('[day]\ndefault_shift = "hary"', "E5006", "day.default_shift"),
        (_SHIFT + _SHIFT, "E5007", "day.shifts"),
        ('[printing]\nlanguage = "de"', "E5008", "printing.language"),
        ("[roads.speeds.motorcicle]\ntrunk = 1", "E5008", "roads.speeds"),
        ("[roads.speeds.car]\ntrunc = 1", "E5008", "roads.speeds.car"),
        ('[day]\ntime_zone = "Asia/Djakarta"', "E5008", "day.time_zone"),
        ('holidays = ["25 Desember"]', "E5009", "holidays[1]"),
        ("holidays = [7]", "E5009", "holidays[1]"),
        ('[[day.shifts]]\nname="x"', "E5010", "day.shifts[1].hours"),
        ("[station]\nlatitude = 1.0", "E5011", "station"),
        (_SHIFT + 'breaks = [{ id = "a", start = "15:30", minutes = 60 }]', "E5012", "day.shifts[1].breaks"),
        (
            _SHIFT + 'breaks = [{ id = "a", start = "9:00", minutes = 6 }, { id = "a", start = "9:00", minutes = 6 }]',
            "E5007",
            "day.shifts[1].breaks",
        ),
    ],
)
def test_wrong_settings(tmp_path: Path, text: str, code: str, column: str) -> None:
    """Each wrong setting has its code and its key, in both languages."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    (fault,) = caught.value.faults
    assert (fault.code, fault.where.column) == (code, column)
    assert words("en").fault(fault)
    assert words("id").fault(fault)


def test_unknown_setting_names_the_nearest(tmp_path: Path) -> None:
    """A misspelt setting is answered with the right spelling."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, "[plan]\ntime_limt = 3\n[station]\nnmae = 'x'")
    assert [fault.values["near"] for fault in caught.value.faults] == ["time_limit", "name"]


@pytest.mark.parametrize("reason", ["", "   "])
def test_open_rows_of_complaints_want_a_reason(tmp_path: Path, reason: str) -> None:
    """E5013: what makes a lost sheet tell who complained of what is not set without a word why; with one it is taken."""
    text = f'[printing]\ncomplaint_rows = "open"\ncomplaint_rows_reason = "{reason}"\n'
    with pytest.raises(InputError, match="E5013"):
        read(tmp_path, text)
    printing = read(tmp_path, text.replace(f'"{reason}"', '"uji coba dua minggu"')).printing
    assert (printing.complaint_rows, printing.complaint_rows_reason) == ("open", "uji coba dua minggu")


@pytest.mark.parametrize(
    ("line", "kind", "cure"),
    [
        ("latitude = -6,2", "comma", "latitude = -6.2"), ("name = POLSEK CONTOH", "text", 'name = "…"'),
        ('name = "POLSEK', "mark", 'name = "…"'), ("name = 'POLSEK", "mark", 'name = "…"'),
        ("name = “POLSEK”", "curly", 'name = "…"'),
        ('name = "POLSEK";', "behind", 'name = "…"'), ('name: "POLSEK"', "equals", "name = …"),
        ('desk_phone = "x\\y"', "backslash", 'desk_phone = "…/…"'),
        ("emergency_number = 0110", "zeros", "emergency_number = 110"),
        ("order_date = 2 Mei", "unit", "order_date = 2"), ("desk_phone = 0254-123456", "text", 'desk_phone = "…"'),
        ("meeting_point = ya  # atau tidak", "truth", "meeting_point = true"), ("[area", "bracket", "[area]"),
        ("meeting_point = 08:00-09:00", "text", 'meeting_point = "…"'),
    ],
)  # fmt: skip
def test_usual_slips_are_told_with_their_cure(tmp_path: Path, line: str, kind: str, cure: str) -> None:
    """Who knows no TOML is told the line, what is wrong in it, and how it is written; the text itself is not shown."""
    path = tmp_path / "dds.toml"
    path.write_text(f"[station]\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_settings(path)
    (fault,) = caught.value.faults
    assert (fault.code, fault.where.row, fault.values["slip"], fault.values["cure"]) == ("E5014", 2, f"slip.{kind}", cure)
    for language in ("id", "en"):
        said = words(language).fault(fault)
        assert "slip." not in said
        assert "POLSEK" not in said


def test_every_comma_is_told_at_once(tmp_path: Path) -> None:
    """Latitude and longitude with commas are two faults, not one after the other; a key twice is no slip of its line."""
    path = tmp_path / "dds.toml"
    path.write_text('[station]\nlatitude = -6,2\nname = "x"\nlongitude = 106,45\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_settings(path)
    assert [(fault.where.row, fault.values["cure"]) for fault in caught.value.faults] == [
        (2, "latitude = -6.2"),
        (4, "longitude = 106.45"),
    ]
    path.write_text("[station]\nlatitude = 1.0\nlatitude = 2.0\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_settings(path)
    assert [(fault.code, fault.where.row) for fault in caught.value.faults] == [("E5001", 3)]


def test_a_key_of_another_table_is_told_with_that(tmp_path: Path) -> None:
    """A setting that stands in the wrong table is named with the right one, and its line."""
    path = tmp_path / "dds.toml"
    path.write_text("[area]\nlatitude = 1.0\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_settings(path)
    (fault,) = caught.value.faults
    assert (fault.code, fault.where.row, fault.values["near"]) == ("E5002", 2, "station.latitude")


@pytest.mark.parametrize(
    ("line", "kind"),
    [("phone_pages = ya", "truth"), ('name = "Polsek', "mark"), ("unit = km", "text"), ("since = besok", "text")],
)
def test_only_the_wrong_line_is_blamed(line: str, kind: str) -> None:
    """A line that can be read is no slip, whatever it looks like: true, a time, an underscore, quotation marks in a comment."""
    sound = ["learned = false", "other = true", "at = 07:00:00", "many = 1_000", 'a = "x"  # isn"t', "b = 'it\"s'", "c = 1e3"]
    assert [(slip.row, slip.kind) for slip in slips_of("\n".join([*sound, line, *sound]), len(sound) + 1)] == [
        (len(sound) + 1, f"slip.{kind}")
    ]
