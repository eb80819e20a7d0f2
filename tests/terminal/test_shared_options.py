"""What every command takes, on either side of its name."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest

from planner.terminal.context import CommandContext
from planner.terminal.localised import language_of
from planner.terminal.main import run
from tests.terminal.commands import LEAVES, example_of, name_of

Called = Callable[..., CommandContext]


@pytest.fixture(params=LEAVES, ids=name_of)
def called(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Called:
    """Runs one command's own example with shared options before, between and after; what the command would have got."""
    path: tuple[str, ...] = request.param
    name, rest = example_of(path)

    def call(before: list[str], after: list[str], between: list[str] | None = None) -> CommandContext:
        found: list[CommandContext] = []
        monkeypatch.setattr(LEAVES[path], "callback", lambda **_: found.append(click.get_current_context().obj))
        assert run([*before, name[0], *(between or []), *name[1:], *rest, *after]) == 0
        return found[0]

    return call


def test_shared_options_are_taken_on_both_sides(called: Called, tmp_path: Path) -> None:
    """Workspace, language and JSON mean the same before the command's name and after it."""
    shared = ["--workspace", str(tmp_path), "--lang", "en", "--json"]
    before, after = called(shared, []), called([], shared)
    for context in (before, after):
        assert (context.folder, context.language, context.is_json) == (tmp_path, "en", True)
    bare = called([], [])
    assert (bare.folder, bare.language, bare.is_json) == (Path(), "id", False)


def test_the_later_value_wins(called: Called, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value after the command's name wins over one before it, and each over the environment."""
    monkeypatch.setenv("DDS_WORKSPACE", str(tmp_path / "environment"))
    monkeypatch.setenv("DDS_LANG", "en")
    assert called([], []).folder == tmp_path / "environment"
    assert called([], []).language == "en"
    early, late = ["--workspace", "early", "--lang", "en"], ["--workspace", "late", "--lang", "id"]
    assert (called(early, []).folder, called(early, []).language) == (Path("early"), "en")
    assert (called(early, late).folder, called(early, late).language) == (Path("late"), "id")


def test_shared_options_are_taken_between_the_words_of_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`dds person --json show ID`: a group takes them for the commands in it."""
    found: list[CommandContext] = []
    monkeypatch.setattr(LEAVES["person", "show"], "callback", lambda **_: found.append(click.get_current_context().obj))
    assert run(["person", "--workspace", str(tmp_path), "--json", "show", "H1"]) == 0
    assert (found[0].folder, found[0].is_json) == (tmp_path, True)


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ("", "id"), ("--lang en -h", "en"), ("-h --lang en", "en"), ("-h --lang=en", "en"), ("--lang en plan --lang id", "id"),
        ("--lang fr", "id"), ("handout -- --lang en", "id"), ("plan --lang", "id"),
    ],
)  # fmt: skip
def test_language_is_known_before_the_line_is_read(arguments: str, language: str) -> None:
    """Help and usage errors need the language although the rest of the line may be wrong."""
    assert language_of(arguments.split()) == language


@pytest.mark.parametrize(
    "path",
    [path for path, command in LEAVES.items() if any(isinstance(p, click.Argument) and p.required for p in command.params)],
)
def test_an_empty_word_names_nothing(path: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A word left empty, as a script's unset variable leaves it, is missing for every command and no id, file or day."""
    count = sum(1 for param in LEAVES[path].params if isinstance(param, click.Argument) and param.required)
    assert run([*path, "--workspace", str(tmp_path), *[""] * count]) == 2
    assert "''" not in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_an_empty_option_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`-o ""` is not the folder that one stands in."""
    problem = tmp_path / "problem.json"
    problem.write_text("{}", encoding="utf-8")
    assert run(["solve", str(problem), "-o", "", "--lang", "en"]) == 2
    assert "Missing option '-o' / '--output'" in capsys.readouterr().err
