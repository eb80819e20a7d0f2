"""Guards the file that opens the desk at a double click, on each system."""

import subprocess
import sys
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.usecases.desk_icon import write_icon
from planner.words.language import words

ODD = "Polsek `Balaraja` $5 50% \"kerja\" \\ ruang 'satu'"
"""A folder's name with all signs that a shell or a desktop takes for its own."""


def _args_of_entry(line: str) -> list[str]:
    """Words of an Exec line, undone by the specification's rules: first those of a string, then those of a quoted argument."""
    text, found, at = line.replace("\\\\", "\\"), [], 0
    while at < len(text):
        assert text[at] == '"'
        word, at = "", at + 1
        while text[at] != '"':
            at += text[at] == "\\"
            word, at = word + text[at], at + 1
        found.append(word.replace("%%", "%"))
        at += 2
    return found


def test_a_desktop_entry_says_which_program_opens_which_folder(tmp_path: Path) -> None:
    """Linux: every odd sign of the folder's name comes through; the file may be run."""
    folder = tmp_path / ODD
    folder.mkdir()
    python = str(tmp_path / ".venv" / "bin" / "python")
    path = write_icon(folder, tmp_path, words("id"), system="linux", python=python)
    assert path.name == "Meja DDS.desktop"
    entry = dict(line.split("=", 1) for line in path.read_text(encoding="utf-8").splitlines()[1:])
    command = [python, "-m", "planner.doors", "--workspace", str(folder.resolve()), "desk"]
    assert _args_of_entry(entry["Exec"]) == command
    assert (entry["Type"], entry["Terminal"]) == ("Application", "true")
    assert path.stat().st_mode & 0o111 == 0o111


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
def test_a_shell_file_opens_the_desk_of_its_folder(tmp_path: Path) -> None:
    """macOS: run by a shell, it starts the program with the folder as one word, whatever its name."""
    folder = tmp_path / ODD
    folder.mkdir()
    told = tmp_path / "tell words"
    told.write_text('#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word"; done\n', encoding="utf-8")
    told.chmod(0o755)
    path = write_icon(folder, tmp_path, words("id"), system="darwin", python=str(told))
    done = subprocess.run([str(path)], capture_output=True, text=True, check=True)  # noqa: S603
    first, *rest = done.stdout.splitlines()
    assert "jendela" in first
    assert rest == ["-m", "planner.doors", "--workspace", str(folder.resolve()), "desk"]


def test_a_batch_file_keeps_its_window_open_after_a_fault(tmp_path: Path) -> None:
    """Windows: both paths in quotation marks, a percent sign twice, lines as Windows ends them."""
    folder = tmp_path / "50% kerja"
    folder.mkdir()
    path = write_icon(folder, tmp_path, words("id"), system="win32", python=r"C:\Program Files\dds\python.exe")
    assert path.suffix == ".cmd"
    lines = path.read_bytes().decode().split("\r\n")
    named = str(folder.resolve()).replace("%", "%%")
    assert f'"C:\\Program Files\\dds\\python.exe" -m planner.doors --workspace "{named}" desk' in lines
    assert "if errorlevel 1 pause" in lines
    assert all("\n" not in line for line in lines)


def test_a_folder_that_takes_no_file_is_named(tmp_path: Path) -> None:
    """E6023, as for every file that cannot be written."""
    with pytest.raises(InputError, match="E6023"):
        write_icon(tmp_path, tmp_path / "none", words("id"))


def test_the_module_is_the_command() -> None:
    """What the file calls is `dds`."""
    command = [sys.executable, "-m", "planner.doors", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert "dds" in done.stdout
