"""Guards scenario files: each of a hundred kinds of fault has its code, its line and its cure; the templates read."""

import datetime as dt
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.known_names import KnownNames, with_known_names
from planner.domain.records import Urgency
from planner.domain.scenario import DENSEST, Scenario
from planner.domain.visit import Window
from planner.formats.forms import all_keys
from planner.formats.scenario_file import read_scenario, scenario_of
from planner.formats.scenario_forms import SCENARIO
from planner.formats.templates import scenario_templates
from planner.words.language import words

TEAMS = {f"T{number:02d}": 2 for number in range(1, 25)}

KNOWN = KnownNames(
    date=dt.date(2025, 8, 26),
    teams={**TEAMS, "T99": 2, "S1": 1},
    on_duty={**TEAMS, "S1": 1},
    shifts=("hari", "pagi", "siang", "sore"),
    streets=frozenset({"Jl. Raya Serang", "Jl. Desa Tobat"}),
    rivers=frozenset({"Ci Manceuri"}),
    villages={"36.03.01.2009": "Tobat", "36.03.01.1001": "Balaraja"},
    groups=frozenset({"36.03.01.2009/03/05"}),
    road_classes=("trunk", "residential"),
)

PAUSE = "{ id = 'a', start = '9:00', minutes = 6 }"
RING = "[[106.44, -6.2], [106.45, -6.2], [106.45, -6.19]]"
CLOSE, CHANGE, ADD, SLOW = "[[closures]]\n", '[[teams.change]]\nteams = ["T01"]\n', "[[teams.add]]\n", "[[travel]]\n"


def read(folder: Path, text: str) -> Scenario:
    path = folder / "coba.toml"
    path.write_text(text, encoding="utf-8")
    return read_scenario(path, known=KNOWN)


FAULTS = [
    # the file as TOML
    ("a = [", "E8001", 1),
    ("[teams]\nwithout = [T03]", "E8001", 2),
    ("title = 'x\n", "E8014", 1),
    ("title = 1\ntitle = 2", "E8001", 2),
    ("[teams]\n[teams]", "E8001", 2),
    ("[goal]\neverybody_by = 2025-13-01", "E8001", 2),
    ("[teams\nwithout = ['T03']", "E8014", 1),
    ("= 3", "E8001", 1),
    # names of keys and tables
    ("[team]\nwithout = ['T03']", "E8002", 1),
    ("[teams]\nwithou = ['T03']", "E8002", 2),
    (CHANGE + "mod = 'motor'", "E8002", 3),
    (ADD + "id = 'X'\nofficer = 2", "E8002", 3),
    (CLOSE + "street = ['Jl. Raya Serang']\nstreets = ['Jl. Raya Serang']", "E8002", 2),
    (SLOW + "factor = 1.5\nclass = 'trunk'", "E8002", 3),
    ("[day]\nvisit_hour = '08:00-18:00'", "E8002", 2),
    ("[[day.shifts]]\nname = 'hari'\nhours = '08:00-15:00'\nbreak = []", "E8002", 4),
    ("[plan]\nbalance = 0.5\nseed = 1", "E8002", 3),
    ("[complaints]\ncount = 3\nurgent = true", "E8002", 3),
    ("[households]\nfile = 'a.csv'\nsheet = 1", "E8002", 3),
    ("[goal]\nwithin_days = 3\nday = 1", "E8002", 3),
    (CHANGE + "guest = { until = '10:00', rank = 'AKP' }", "E8002", 3),
    # kinds of values
    ("title = 3\n[plan]\nbalance = 0.1", "E8003", 1),
    ("question = true\n[plan]\nbalance = 0.1", "E8003", 1),
    ("[teams]\nwithout = 'T03'", "E8003", 2),
    ("[teams]\nwithout = [3]", "E8003", 2),
    ("teams = 3", "E8003", 1),
    ("[teams]\njoin = ['T01+T02']", "E8003", 2),
    ("[teams]\nchange = 'T01'", "E8003", 2),
    (CHANGE + "mode = 3", "E8003", 3),
    (CHANGE + "shifts = 'sore'", "E8003", 3),
    (CHANGE + "hours = 8", "E8003", 3),
    (CHANGE + "later_minutes = 'satu'", "E8003", 3),
    (CHANGE + "longer_minutes = true", "E8003", 3),
    (CHANGE + "split = 'ya'", "E8003", 3),
    (CHANGE + "guest = 'Kapolsek'", "E8003", 3),
    (CHANGE + "guest = { until = 10 }", "E8003", 3),
    (ADD + "id = 7", "E8003", 2),
    (ADD + "id = 'satu dua'", "E8003", 2),
    (ADD + "id = 'X'\nofficers = 2.5", "E8003", 3),
    (CLOSE + "streets = 'Jl. Raya Serang'", "E8003", 2),
    (CLOSE + "classes = [1]", "E8003", 2),
    (CLOSE + "villages = 'Tobat'", "E8003", 2),
    (CLOSE + "polygon = 'sungai'", "E8003", 2),
    (CLOSE + "polygon = [[1, 2, 3], [1, 3], [2, 3]]", "E8003", 2),
    (CLOSE + "polygon = [['a', 2], [1, 3], [2, 3]]", "E8003", 2),
    (CLOSE + "river = 1\ndistance = 100", "E8003", 2),
    (CLOSE + "river = 'Ci Manceuri'\ndistance = 'jauh'", "E8003", 3),
    ("closures = 1", "E8003", 1),
    (SLOW + "factor = '1,5'", "E8003", 2),
    (SLOW + "factor = 1.5\nhours = 7", "E8003", 3),
    ("[plan]\nbalance = 'setengah'", "E8003", 2),
    ("[complaints]\ncount = 'sepuluh'", "E8003", 2),
    ("[complaints]\ncount = 3\nurgency = 1", "E8003", 3),
    ("[complaints]\ncount = 3\ncategory = 1", "E8003", 3),
    ("[households]\nfile = 3", "E8003", 2),
    ("[goal]\nwithin_days = 'setahun'", "E8003", 2),
    # bounds
    ("[teams]\nwithout = []", "E8004", 2),
    ("[teams]\nwithout = ['']", "E8004", 2),
    ("[teams]\njoin = [['T01']]", "E8004", 2),
    (CHANGE + "later_minutes = 1441", "E8004", 3),
    (CHANGE + "longer_minutes = -1441", "E8004", 3),
    (CHANGE + "guest = { until = '10:00', officers = 0 }", "E8004", 3),
    (ADD + "id = 'X'\nofficers = 0", "E8004", 3),
    (CLOSE + "polygon = [[200, 2], [1, 3], [2, 3]]", "E8004", 2),
    (CLOSE + "polygon = [[nan, 2], [1, 3], [2, 3]]", "E8004", 2),
    (CLOSE + "river = 'Ci Manceuri'\ndistance = -1", "E8004", 3),
    (CLOSE + "river = 'Ci Manceuri'\ndistance = 30000", "E8004", 3),
    (SLOW + "factor = 0", "E8004", 2),
    (SLOW + "factor = inf", "E8004", 2),
    (SLOW + "factor = nan", "E8004", 2),
    ("[plan]\nbalance = 1.5", "E8004", 2),
    ("[plan]\nbalance = -0.1", "E8004", 2),
    ("[complaints]\ncount = 0", "E8004", 2),
    ("[complaints]\ncount = 3\nseed = -1", "E8004", 3),
    ("[goal]\nwithin_days = 0", "E8004", 2),
    ("[day]\nroutine_minutes = -1", "E8004", 2),
    # clock times
    (CHANGE + "hours = '18:00-08:00'", "E8005", 3),
    (CHANGE + "guest = { until = 'pagi' }", "E8005", 3),
    (CLOSE + "streets = ['Jl. Raya Serang']\nhours = '8-12'", "E8005", 3),
    (SLOW + "factor = 2\nhours = '25:61-26:00'", "E8005", 3),
    ("[day]\nvisit_hours = '08:00-09:00-10:00'", "E8005", 2),
    ("[[day.shifts]]\nname = 'hari'\nhours = 'pagi'", "E8005", 3),
    # names of the workspace
    (CHANGE + "shifts = ['malam']", "E8006", 3),
    (ADD + "id = 'X'\nshifts = ['malam']", "E8006", 3),
    (CHANGE + "mode = 'becak'", "E8008", 3),
    (ADD + "id = 'X'\nmode = 'kuda'", "E8008", 3),
    (CLOSE + "classes = ['trunc']", "E8008", 2),
    ("[complaints]\ncount = 3\nurgency = 'segera sekali'", "E8008", 3),
    ("[complaints]\ncount = 3\ncategory = 'RJK'", "E8008", 3),
    ("[teams]\nwithout = ['T3']", "E8030", 2),
    ("[teams]\njoin = [['T01', 'T77']]", "E8030", 2),
    ('[[teams.change]]\nteams = ["T55"]\nsplit = true', "E8030", 2),
    ("[teams]\nwithout = ['T99']", "E8031", 2),
    (CLOSE + "streets = ['Jl. Raya Seram']", "E8032", 2),
    (SLOW + "factor = 2\nstreets = ['Jl. Entah']", "E8032", 3),
    (CLOSE + "villages = ['Tobad']", "E8033", 2),
    (ADD + "id = 'X'\nvillage = 'Nowhere'", "E8033", 3),
    (CLOSE + "river = 'Ci Mancuri'\ndistance = 100", "E8034", 2),
    (CHANGE + "parks_at = '36.03.01.2009/03/06'", "E8035", 3),
    (CLOSE + "classes = ['motorway']", "E8036", 2),
    # days, breaks, lists
    ("[goal]\neverybody_by = '31 Desember'", "E8009", 2),
    ("[goal]\neverybody_by = 2025-08-26", "E8037", 2),
    ("[goal]\neverybody_by = 2025-12-31\nwithin_days = 3", "E8029", 1),
    (ADD + "officers = 2", "E8010", 1),
    (SLOW + "classes = ['trunk']", "E8010", 1),
    ("[[day.shifts]]\nname = 'hari'", "E8010", 1),
    ("[plan]", "E8010", 1),
    (
        "[[day.shifts]]\nname = 'hari'\nhours = '08:00-12:00'\nbreaks = [{ id = 'a', start = '11:45', minutes = 60 }]",
        "E8012",
        4,
    ),
    (
        f"[[day.shifts]]\nname = 'x'\nhours = '08:00-12:00'\nbreaks = [{PAUSE},\n {PAUSE}]",
        "E8007",
        4,
    ),
    # what contradicts itself
    (CLOSE + "hours = '08:00-12:00'", "E8020", 1),
    (CLOSE + "river = 'Ci Manceuri'", "E8021", 2),
    (CLOSE + "streets = ['Jl. Raya Serang']\ndistance = 100", "E8021", 3),
    ('[[teams.change]]\nteams = ["*", "T01"]\nsplit = true', "E8022", 2),
    (CHANGE, "E8023", 1),
    ("[complaints]\nurgency = 'biasa'", "E8024", 1),
    ("title = 'kosong'", "E8025", None),
    (CLOSE + "polygon = [[1, 2], [3, 4]]", "E8026", 2),
    (CLOSE + "polygon = [[0, 0], [1, 1], [1, 0], [0, 1]]", "E8027", 2),
    (CLOSE + "file = 'tidak-ada.geojson'", "E1001", None),
    ("[complaints]\nfile = 'tidak-ada.csv'", "E8040", 2),
    ("[households]\nfile = 'tidak-ada.csv'", "E8040", 2),
    (f"[teams]\nwithout = [{', '.join(repr(team) for team in [*TEAMS, 'S1'])}]", "E8038", 2),
    ("[teams]\nwithout = ['T01', 'T01']", "E8039", 2),
    ("[teams]\nwithout = ['T01']\n[[teams.change]]\nteams = ['T01']\nsplit = true", "E8039", 4),
    ("[[teams.change]]\nteams = ['S1']\nsplit = true", "E8041", 3),
    (ADD + "id = 'T01'", "E8042", 2),
    (ADD + "id = 'X'\n" + ADD + "id = 'X'", "E8042", 4),
]


@pytest.mark.parametrize(("text", "code", "row"), FAULTS)
def test_each_fault_has_its_code_its_line_and_its_cure(tmp_path: Path, text: str, code: str, row: int | None) -> None:
    """A wrong scenario file is answered with code, line, cause and cure, in both languages, and is never half understood."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    (fault,) = caught.value.faults
    assert (fault.code, fault.where.row) == (code, row)
    for language in ("id", "en"):
        assert "{" not in words(language).fault(fault)


def test_there_are_a_hundred_kinds() -> None:
    """The list above is as long as promised, and no file in it stands twice."""
    assert len({text for text, _, _ in FAULTS}) == len(FAULTS) >= 100


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """A file with faults in several lines is told all of them, with the nearest name of each."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, "[teams]\nwithout = ['T3', 'T04']\n[[closures]]\nstreets = ['Jl Raya Seran']\nvillages = ['Tobas']\n")
    assert [(fault.code, fault.where.row) for fault in caught.value.faults] == [("E8030", 2), ("E8032", 4), ("E8033", 5)]
    texts = [words("en").fault(fault) for fault in caught.value.faults]
    assert "T03" in texts[0]
    assert "Jl. Raya Serang" in texts[1]
    assert "Tobat" in texts[2]


def test_a_name_that_could_be_a_person_is_masked(tmp_path: Path) -> None:
    """What is unlike every known name is not repeated in the message."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, "[teams]\nwithout = ['Bapak Rahasia']")
    assert "Rahasia" not in words("id").fault(caught.value.faults[0])


@pytest.mark.parametrize("name", scenario_templates())
def test_templates_read(tmp_path: Path, name: str) -> None:
    """Each of the ten templates is a scenario with a title and a question."""
    path = tmp_path / name
    path.write_text(scenario_templates()[name], encoding="utf-8")
    scenario = read_scenario(path, known=KNOWN)
    assert scenario.name == path.stem
    assert scenario.title
    assert scenario.question.endswith("?")


def test_there_are_ten_templates() -> None:
    """As many as the duty officer's questions."""
    assert len(scenario_templates()) == 10


def test_everything_can_be_said(tmp_path: Path) -> None:
    """Every key of the format reaches the scenario."""
    (tmp_path / "a.geojson").write_text(
        '{"type": "Polygon", "coordinates": [[[106.4, -6.2], [106.5, -6.2], [106.5, -6.1], [106.4, -6.2]]]}', encoding="utf-8"
    )
    (tmp_path / "k.csv").write_text("id\n", encoding="utf-8")
    scenario = read(
        tmp_path,
        f"""
        title = "Coba"
        [teams]
        without = ["T03"]
        join = [["T04", "T05"]]
        [[teams.change]]
        teams = ["T01"]
        mode = "jalan kaki"
        hours = "08.00-12.00"
        later_minutes = 30
        longer_minutes = -15
        parks_at = "densest"
        guest = {{ until = "10:00", officers = 2, skills = ["PPA"] }}
        [[teams.add]]
        id = "X"
        mode = "mobil"
        village = "Tobat"
        [day]
        visit_hours = "08:00-20:00"
        routine_minutes = 10
        complaint_minutes = 20
        [[day.shifts]]
        name = "malam"
        hours = "18:00-20:00"
        [plan]
        balance = "strict"
        [complaints]
        file = "k.csv"
        count = 4
        urgency = "biasa"
        category = "lpj"
        seed = 9
        [households]
        file = "k.csv"
        [goal]
        within_days = 10
        [[closures]]
        streets = ["Jalan Raya Serang"]
        classes = ["trunk"]
        villages = ["tobat"]
        polygon = {RING}
        file = "a.geojson"
        river = "ci manceuri"
        distance = 50
        hours = "08:00-09:00"
        [[travel]]
        factor = 2
        streets = ["Jl. Desa Tobat"]
        """,
    )
    (change,), (closure,), (slowdown,) = scenario.changes, scenario.closures, scenario.slowdowns
    assert (change.profile, change.later, change.longer, change.parks_at) == ("foot", 1800, -900, DENSEST)
    assert change.guest is not None
    assert (change.guest.until, change.guest.num_officers, change.guest.skills) == (36000, 2, frozenset({"ppa"}))
    assert closure.villages == ("36.03.01.2009",)
    assert len(closure.areas) == 2
    assert (closure.river, closure.river_distance, closure.hours) == ("ci manceuri", 50, Window(start=28800, end=32400))
    assert (slowdown.factor, slowdown.streets) == (2.0, ("Jl. Desa Tobat",))
    assert scenario.additions[0].village == "36.03.01.2009"
    assert scenario.policy is not None
    assert scenario.policy.balance is None
    assert scenario.complaints is not None
    assert (scenario.complaints.count, scenario.complaints.urgency, scenario.complaints.category) == (4, Urgency.NORMAL, "LPJ")
    assert scenario.everybody_by == dt.date(2025, 9, 5)
    assert scenario.joins == (("T04", "T05"),)


def test_a_defined_shift_may_be_named(tmp_path: Path) -> None:
    """A scenario may send teams into a shift that it defines itself."""
    text = "[[day.shifts]]\nname = 'malam'\nhours = '18:00-20:00'\n" + CHANGE + "shifts = ['malam']"
    assert read(tmp_path, text).changes[0].shifts == ("malam",)


def test_scenarios_without_a_file_are_judged_alike() -> None:
    """What the command line's options say is judged like a file, without a file's name; names are looked up as well."""
    said = scenario_of({"teams": {"without": ["T03"]}}, name="opsi")
    assert (said.name, said.without) == ("opsi", ("T03",))
    _, faults = with_known_names(scenario_of({"teams": {"without": ["T3"]}}, name="opsi"), KNOWN)
    assert [(fault.code, fault.where.file) for fault in faults] == [("E8030", "")]
    with pytest.raises(InputError) as caught:
        scenario_of({"plan": {"balance": 2}}, name="opsi")
    assert [(fault.code, fault.where.column) for fault in caught.value.faults] == [("E8004", "plan.balance")]


def test_format_page_names_every_key() -> None:
    """docs/formats/scenario-file.md describes each key that a file may hold."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "formats" / "scenario-file.md").read_text(encoding="utf-8")
    assert sorted(key for key in all_keys(SCENARIO) if f"`{key}`" not in page) == []
