"""Guards questions at the terminal: answered in either language, with the keys named in the interface's own."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from planner.terminal.acting import account_at_work
from planner.terminal.asking import is_confirmed
from planner.terminal.context import CommandContext
from planner.terminal.main import run
from planner.usecases.workspace import Workspace


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("typed", "is_sure"),
    [("y", True), ("YA", True), ("yes", True), ("iya", True), ("", False), ("n", False), ("t", False), ("tidak", False),
     ("no", False), ("mungkin\nya", True)],
)  # fmt: skip
def test_yes_and_no_in_both_languages(language: str, typed: str, is_sure: bool) -> None:
    """Whatever the interface speaks, people say yes and no in their own words; what is neither is asked again."""
    context = CommandContext(folder=Path(), language=language)

    @click.command()
    def ask() -> None:
        click.echo(f"={is_confirmed(context, 'Sure?')}")

    result = CliRunner().invoke(ask, input=f"{typed}\n")
    assert f"={is_sure}" in result.output
    assert {"id": "ya/tidak", "en": "yes/no"}[language] in result.output


def test_nobody_is_asked_about_what_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unknown home or account, a copy or a workspace that is there already is told before a question or a password."""

    def asked(*_: object, **__: object) -> str:
        pytest.fail("asked before it was known")

    folder = Workspace.create(tmp_path / "ws", account_at_work()).folder
    (tmp_path / "there").write_text("x", encoding="utf-8")
    monkeypatch.setattr("getpass.getpass", asked)
    monkeypatch.setattr("click.prompt", asked)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    there, gone = str(tmp_path / "there"), str(tmp_path / "gone")
    for words, code in (
        (["person", "erase", "H404"], "E6050"), (["backup", there, "--encrypt"], "E6040"), (["init", str(folder)], "E6102"),
        (["backup", there, "--decrypt", gone], "E6040"), (["backup", gone, "--decrypt", gone], "E1001"),
        (["desk", "--reset", "NOBODY"], "E6064"),
    ):  # fmt: skip
        assert run(["--workspace", str(folder), *words] if words[0] != "init" else words, open_desk=asked)
        assert code in capsys.readouterr().err, words
