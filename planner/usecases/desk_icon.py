"""A file that opens the desk at a double click, for who is no user of terminals."""

import shlex
import sys
from pathlib import Path

from planner.files import write_whole
from planner.words.language import Words

NAME = "Meja DDS"
"""Name of the file, the same in every language: manuals show it."""


def write_icon(
    workspace: Path, target: Path, words: Words, *, system: str = sys.platform, python: str = sys.executable
) -> Path:
    """Write the file for this PC's system.

    Parameters
    ----------
    workspace
        Folder that the desk is opened on.
    target
        Folder that takes the file: the officer's desktop.
    system
        As `sys.platform` names it.
    python
        Program of the environment that the planner is installed in.

    Raises
    ------
    InputError
        E6023 if it cannot be written.
    """
    folder = str(workspace.resolve())
    stays = words.text("Leave this window open while you work; close it in the evening.")
    if system == "win32":
        suffix, text = ".cmd", _batch(python, folder, stays)
    elif system == "darwin":
        suffix, text = ".command", _shell(python, folder, stays)
    else:
        suffix, text = (
            ".desktop",
            _entry(
                python,
                folder,
                words.text("Work in a browser: plan, print, record, complaints, reports; nothing leaves this PC."),
            ),
        )
    path = target / f"{NAME}{suffix}"
    write_whole(path, text.encode())
    if system != "win32":
        path.chmod(0o755)  # what may not be run is opened as a text
    return path


def _batch(python: str, folder: str, stays: str) -> str:
    python, folder = (word.replace("%", "%%") for word in (python, folder))
    start = f'"{python}" -m planner.doors --workspace "{folder}" desk'
    lines = ("@echo off", "chcp 65001 >nul", f"title {NAME}", f"echo {stays}", start, "if errorlevel 1 pause")
    return "".join(f"{line}\r\n" for line in lines)


def _shell(python: str, folder: str, stays: str) -> str:
    words = (python, "-m", "planner.doors", "--workspace", folder, "desk")
    return f"#!/bin/sh\necho {shlex.quote(stays)}\nexec {shlex.join(words)}\n"


def _entry(python: str, folder: str, comment: str) -> str:
    """A desktop entry; arguments are quoted by the rules of its specification (freedesktop.org, Desktop Entry, Exec)."""
    command = " ".join(_quoted(word) for word in (python, "-m", "planner.doors", "--workspace", folder, "desk"))
    lines = ("[Desktop Entry]", "Type=Application", f"Name={NAME}", f"Comment={comment}", f"Exec={command}", "Terminal=true")
    return "".join(f"{line}\n" for line in lines)


def _quoted(word: str) -> str:
    inner = "".join(f"\\{char}" if char in '"`$\\' else char for char in word)
    # the value itself is a string in which a backslash is written twice; % begins a field
    return '"' + inner.replace("\\", "\\\\").replace("%", "%%") + '"'
