"""Guards that the docs say what the program does."""

import importlib.util
from pathlib import Path

from planner.terminal.main import COMMANDS

ROOT = Path(__file__).resolve().parents[1]


def _errors_page() -> str:
    spec = importlib.util.spec_from_file_location("make_errors", ROOT / "docs" / "make_errors.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.errors_page())


def test_errors_page_has_every_code_as_it_is() -> None:
    """docs/errors.md equals the catalogue of faults; `python docs/make_errors.py` renews it."""
    assert (ROOT / "docs" / "errors.md").read_text(encoding="utf-8") == _errors_page()


def test_readme_names_every_command() -> None:
    """The README shows each command that exists."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"dds {name}" not in readme] == []
