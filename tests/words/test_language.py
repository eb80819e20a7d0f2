"""Guards how a language writes dates, times, numbers and plurals, and that a new one is a new file."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pdfplumber
import pytest

from planner.domain.errors import Fault, Where
from planner.words.language import DEFAULT_LANGUAGE, FOLDER, LANGUAGES, Words, words


def test_forms_of_dates_times_and_numbers() -> None:
    """Indonesian forms are those that the programme prints."""
    say = words("id")
    assert say.date(dt.date(2025, 8, 26)) == "Selasa, 26 Agustus 2025"
    assert say.clock_zone(10 * 3600, "Asia/Jakarta") == "10.00 WIB"
    assert say.clock_zone(10 * 3600, "UTC") == "10.00"
    assert say.distance(2410) == "2,4 km"
    assert say.distance(994) == "990 m"
    assert say.distance(996) == "1,0 km"
    assert say.number(1184) == "1.184"
    assert say.decimal(1184.25, 2) == "1184,25"
    assert words("en").number(1184) == "1,184"
    assert words("en").decimal(0.5) == "0.5"
    assert words("en").clock(30 * 3600) == "06:00"


def test_english_is_the_message_itself() -> None:
    """A sentence that counts nothing needs no English entry; closed keys have one."""
    assert words("en").text("Plan {path}", path="x") == "Plan x"
    assert words("en").text("why.not_due") == "not due yet"


def test_unknown_language_and_missing_word_are_said() -> None:
    """A missing word is an error, never an English word on paper; a name that is no word stays what it is."""
    with pytest.raises(ValueError, match="not one of"):
        words("xx")
    with pytest.raises(KeyError):
        words("id").text("sheet.nothing")
    assert words("id").word("day.json") == "day.json"


def test_words_inside_a_fault_are_translated() -> None:
    """Why something was refused, and what an engine cannot obey, are said in the language of the fault."""
    denied = Fault(code="E6023", where=Where(file="sheets.pdf"), values={"file": "sheets.pdf", "reason": "Permission denied"})
    assert words("id").fault(denied).startswith("E6023 sheets.pdf: sheets.pdf tidak dapat ditulis: izin ditolak.")
    assert words("en").fault(denied) == denied.text()
    refused = Fault(code="E8108", values={"id": "H1", "reason": "not_due"})
    assert "belum jatuh tempo" in words("id").fault(refused)
    placed = Fault(code="E1101", where=Where(file="homes.csv", row=7, column="rt"))
    assert words("id").fault(placed).startswith("E1101 homes.csv, baris 7, kolom rt: Sel kosong")
    one = Fault(code="E4001", values={"date": "2025-08-26", "teams": 1})
    assert "none of the 1 team has" in words("en").fault(one)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 laws"),
        (1, "1 law"),
        (2, "2 laws"),
        ("1", "1 law"),
        ("1,001", "1,001 laws"),
    ],
)
def test_what_is_counted_is_counted_in_english(count: object, said: str) -> None:
    """One is one: `1 law`, `2 laws`, also where the number is printed already."""
    say = Words(language="en", texts={"counted": "{count} {count:law|laws}"})
    assert say.text("counted", count=count) == said


def test_forms_follow_the_rule_of_the_language() -> None:
    """Polish has three forms for whole numbers, Indonesian one; a form that is not there is the last one."""
    polish = Words(language="pl", texts={"counted": "{n:dom|domy|domów}"})
    assert [polish.text("counted", n=n) for n in (1, 2, 5, 22)] == ["dom", "domy", "domów", "domy"]
    assert Words(language="id", texts={"counted": "{n:rumah|}"}).text("counted", n=1) == "rumah"


_RUN = """
import sys
import planner.words
planner.words.__path__ = [sys.argv.pop(1)]
"""
_COMMAND = "from planner.terminal.main import main; main()"
_PAPER = """
import dataclasses
from pathlib import Path
from outputs.exchange.html_page import html_page
from outputs.sheets.writing import write_sheets
from planner.formats.settings_file import read_settings
from tests.outputs.day import make_day
folder = Path(sys.argv[1])
day = dataclasses.replace(make_day(), language=read_settings(folder / "dds.toml").printing.language)
write_sheets(day, folder)
print(html_page(day).decode())
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The room of the words with one catalogue more, which marks every text."""
    made = shutil.copytree(FOLDER.parent, tmp_path_factory.mktemp("third") / "words")
    english = words("en").texts
    marked = {key: f"«{english.get(key, key)}»" for key in [*words("id").texts, *english]}
    entries = "".join(f'msgid "{_escaped(key)}"\nmsgstr "{_escaped(text)}"\n\n' for key, text in marked.items())
    (made / "locale" / "xx.po").write_text('msgid ""\nmsgstr ""\n"Language: xx\\n"\n\n' + entries, encoding="utf-8")
    return made


def _run(program: str, room: Path, *arguments: str) -> str:
    command = [sys.executable, "-c", _RUN + program, str(room), *arguments]
    environment = os.environ | {"DDS_LANG": "xx", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment)  # noqa: S603
    return done.stdout + done.stderr


def test_a_third_language_is_a_file(room: Path, tmp_path: Path) -> None:
    """A catalogue in the folder is a language: help and faults speak it, no list in the code names it."""
    assert set(LANGUAGES) == {path.stem for path in FOLDER.glob("*.po")}
    assert LANGUAGES[0] == DEFAULT_LANGUAGE
    told = " ".join(_run(_COMMAND, room, "-h").split())
    assert "[id|en|xx]" in told
    assert "«Language of messages and sheets (default: id, or DDS_LANG).»" in told
    assert "«Make one with `dds init DIR`" in _run(_COMMAND, room, "--workspace", str(tmp_path), "report")


def test_papers_are_in_the_third_language(room: Path, tmp_path: Path) -> None:
    """The settings take the new language, and sheets and the page of the day are in it."""
    (tmp_path / "dds.toml").write_text('[printing]\nlanguage = "xx"\n', encoding="utf-8")
    page = _run(_PAPER, room, str(tmp_path))
    assert "«DDS visit plan»" in page
    with pdfplumber.open(tmp_path / "sheets.pdf") as sheets:
        assert "«RESTRICTED»" in sheets.pages[0].extract_text()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")


def test_times_of_faults_are_written_as_the_language_does() -> None:
    """`08.06` in Indonesian and `08:06` in English; what a file or a person wrote stays as it stands there."""
    fault = Fault(code="E8116", values={"time": "08:06", "last": "10:30"})
    assert "08.06" in words("id").fault(fault)
    assert "08:06" in words("en").fault(fault)
    assert words("id").clocks("2025-08-26 08:06:30, 30:00-31:15") == "2025-08-26 08.06, 30.00-31.15"
    typed = Fault(code="E6033", values={"cell": "8:75", "choices": "CRM"})
    assert "8:75" in words("id").fault(typed)
