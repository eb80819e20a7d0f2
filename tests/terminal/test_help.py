"""Help and usage errors in the language asked for."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from planner.terminal.context import CommandContext
from planner.terminal.localised import LocalisedCommand
from planner.terminal.main import COMMANDS as TABLE
from planner.terminal.main import dds, run
from planner.words.language import words
from tests.terminal.commands import COMMANDS, LEAVES, example_of, name_of

ALL = {(): dds, **COMMANDS}
ROOT = Path(__file__).resolve().parents[2]

SAME_IN_BOTH = {"ID", "N", "LOCK", "SHEET", "T1:4", "T3=20m", "[id|en]", "[full|initials|none]", "[full|small|tiny]"}
SAME_IN_BOTH |= {"[dmy|mdy]"}
SAME_IN_BOTH |= {"ID|new|list|due|short", "open|accepted|waiting|solved|referred|closed|text", "[agency|resident|date]"}
"""Names of values that are no English."""

NOT_SHOWN = re.compile(
    r"Aborted|deprecat|Deprecat|Could not determine|No options defined|Arguments take exactly|\(dynamic\)|defined twice"
    r"|same flag|iterable|Choice\(|UUID|start character|Press any key|Repeat for|entered values|Unknown|continue\?"
    r"|Confirm the|prog|Editing|[Cc]ompletion|Windows|^d$"
)
"""Click's words to programmers, and of what no command here uses."""


def _help(*arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert run(list(arguments)) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_help_is_in_the_language_asked_for(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--lang` on either side of `-h` and of the name, and DDS_LANG, all give the same English help; else it is Indonesian."""
    english = _help("--lang", "en", *path, "-h", capsys=capsys)
    assert {"Usage:", "Options:"} <= set(re.findall(r"^\w+:", english, re.MULTILINE))
    assert re.search(r"^  Example: dds", english, re.MULTILINE)
    for arguments in (["-h", "--lang", "en"], ["--lang", "en", "-h"], ["--help", "--lang=en"]):
        assert _help(*path, *arguments, capsys=capsys) == english
    indonesian = _help(*path, "-h", capsys=capsys)
    assert re.search(r"^  Contoh: dds", indonesian, re.MULTILINE)
    english_words = (
        r"Usage:|Options:|Commands:|Example:|default|required|OPTIONS|ARGS|INTEGER|FLOAT|TEXT|FILE|DIRECTORY|Show|SECONDS"
    )
    assert re.findall(english_words, indonesian) == []
    monkeypatch.setenv("DDS_LANG", "en")
    assert _help(*path, "-h", capsys=capsys) == english


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_every_word_of_help_is_translated(path: tuple[str, ...]) -> None:
    """Each paragraph, each option's help and each name of a value has its Indonesian."""
    command = ALL[path]
    assert isinstance(command, LocalisedCommand)
    context = click.Context(command)
    texts = [*command.paragraphs()]
    for param in command.get_params(context):
        texts.append(param.help or "")
        if not (isinstance(param, click.Option) and param.is_flag):
            texts.append(param.make_metavar(context))
    assert [text for text in texts if text not in SAME_IN_BOTH and text == _indonesian(text)] == []


def _in_catalogue(text: str) -> str:
    return words("id").texts.get(text, text)


def _indonesian(text: str) -> str:
    """A text in Indonesian; kinds of values are in the catalogue in small letters."""
    found = _in_catalogue(text)
    return _in_catalogue(text.lower()).upper() if found == text and text.isupper() and text.lower() != text else found


@pytest.mark.parametrize("path", LEAVES, ids=name_of)
def test_every_command_ends_with_an_example_that_works(path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """The example in the help is a line that the command takes."""
    name, rest = example_of(path)
    assert tuple(name) == path
    monkeypatch.setattr(LEAVES[path], "callback", lambda **_: None)
    assert run([*name, *rest]) == 0


def test_list_of_commands_says_what_each_says_itself() -> None:
    """The table that `dds -h` reads is the first paragraph of each command's own help, in the order of a day's work."""
    assert {name: text for name, (_, text) in TABLE.items()} == {
        name: COMMANDS[name,].paragraphs()[0] for name in TABLE
    }  # fmt: skip


def test_help_loads_no_command() -> None:
    """`dds -h` is quick because it loads neither a command nor a use case nor what those need."""
    program = (
        "import atexit, sys; from planner.doors import main; "
        "atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr)); main(['-h'])"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 (our own line)
    loaded = set(done.stderr.split())
    assert {"numpy", "rich", "pandas", "sqlalchemy", "planner.usecases", "planner.terminal.plan"} & loaded == set()
    assert all(name in done.stdout for name in TABLE)


def test_commands_load_no_more_than_they_use() -> None:
    """Planning a day and explaining a visit load neither graphs, spreadsheets nor SciPy's parts before they are wanted."""
    program = "import sys, planner.usecases.daily, planner.usecases.explain_words; print(*sys.modules)"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 (our own line)
    assert {"networkx", "openpyxl", "pandas", "numba", "ortools", "scipy.sparse"} & set(done.stdout.split()) == set()


@pytest.mark.parametrize(
    ("arguments", "english", "indonesian"),
    [
        (["fly"], "No such command 'fly'.", "Tidak ada perintah 'fly'."),
        (["pla"], "Did you mean", "Maksudnya"),
        (["plan", "--sed", "1"], "Did you mean", "Maksudnya"),
        (["init"], "Missing argument 'DIR'", "Perlu argumen 'FOLDER'"),
        (["solve", "a.json"], "Missing option '-o' / '--output'", "Perlu opsi '-o' / '--output'"),
        (["plan", "--seed", "x"], "'x' is not a valid integer range", "'x' bukan bilangan bulat yang sah"),
        (["plan", "--balance", "2"], "2.0 is not in the range 0<=x<=1", "2.0 di luar rentang 0<=x<=1"),
        (["plan", "--date", "x"], "is not written like 2025-08-26", "tidak ditulis seperti 2025-08-26"),
        (["plan", "--seed"], "requires an argument", "memerlukan nilai"),
        (["plan", "x"], "Got unexpected extra argument (x)", "Argumen berlebih (x)"),
        (["print", "x", "--names", "y"], "'y' is not one of 'full'", "'y' bukan salah satu dari 'full'"),
        (["backup", "."], "File '.' is a directory", "Berkas '.' adalah folder"),
        (["person"], "Usage: dds person", "Pemakaian: dds person"),
    ],
)
def test_usage_errors_speak_the_language(
    arguments: list[str], english: str, indonesian: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Click's own complaints come in the language asked for, with exit code 2."""
    assert run(["--lang", "en", *arguments]) == 2
    assert english in capsys.readouterr().err
    assert run(arguments) == 2
    told = capsys.readouterr().err
    assert indonesian in told
    assert re.findall(r"Usage:|Try |Error:|OPTIONS", told) == []


def test_every_word_of_click_is_translated() -> None:
    """Whatever click can say to a user has its Indonesian, also after click got new words."""
    folder = Path(click.__file__).parent
    said: set[str] = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "ngettext"}:
                said |= {word.value for word in node.args[:2] if isinstance(word, ast.Constant) and isinstance(word.value, str)}
    shown = {text for text in said if not NOT_SHOWN.search(text)}
    assert len(shown) > 40
    assert {text for text in shown if _in_catalogue(text) == text and text != "path"} == set()


def test_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` names the program and its version."""
    assert _help("--version", "--lang", "en", capsys=capsys).startswith("dds, version ")
    assert _help("--version", capsys=capsys).startswith("dds, versi ")


def test_context_is_not_changed_by_a_command() -> None:
    """What the shared options say is handed on, never written over."""
    with pytest.raises(AttributeError):
        CommandContext(folder=Path(), language="id").language = "en"  # type: ignore[misc]
