"""Runs the code cells of the notebooks in docs/notebooks and keeps what they print: `python -m docs.run_notebooks`.

Plain `exec`, one namespace for each notebook: no kernel is needed to test them. A cell shows what it prints.
"""

import contextlib
import io
import json
from pathlib import Path
from typing import Any

NOTEBOOKS = sorted(Path(__file__).with_name("notebooks").glob("*.ipynb"))


def read(path: Path) -> dict[str, Any]:
    """Return a notebook as it is kept."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def ran(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return the notebook with what its code cells print when they run one after the other."""
    names: dict[str, Any] = {"__name__": "__main__"}
    cells = []
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            cells.append(cell)
            continue
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile("".join(cell["source"]), f"<{cell['id']}>", "exec"), names)  # noqa: S102 (our own cells)
        text = said.getvalue().splitlines(keepends=True)
        outputs = [{"name": "stdout", "output_type": "stream", "text": text}] if text else []
        number = sum(done["cell_type"] == "code" for done in cells) + 1
        cells.append({**cell, "execution_count": number, "outputs": outputs})
    return {**notebook, "cells": cells}


def write(path: Path, notebook: dict[str, Any]) -> None:
    """Keep a notebook, as readable as JSON is."""
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for path in NOTEBOOKS:
        write(path, ran(read(path)))
