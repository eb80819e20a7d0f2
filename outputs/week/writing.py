"""Writes the papers of a week: the chief's page, and the notices of each village."""

import re
from pathlib import Path

from outputs.sheets.rendering import press
from outputs.week.model import WeekPaper
from outputs.week.paper_data import notice_data, week_data
from planner.files import make_folder, write_whole


def write_week(paper: WeekPaper, folder: Path) -> tuple[Path, ...]:
    """Write `week.pdf`, and `notice-VILLAGE.pdf` for each village that is gone to: its head first, then each RT.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    make_folder(folder)
    first, villages = paper.dates[0], list(dict.fromkeys(line.village for line in paper.notices))
    with press(room="week") as printing:
        found = {"week.pdf": printing.render("week.typ", week_data(paper), first)}
        for number, village in enumerate(villages, 1):
            name = re.sub(r"[^a-z0-9]+", "-", village.lower()).strip("-") or f"{number:02d}"
            name = f"notice-{name}.pdf"
            if name in found:  # two villages that are spelled alike but for signs
                name = f"{name.removesuffix('.pdf')}-{number}.pdf"
            found[name] = printing.render("notice.typ", notice_data(paper, village), first)
    for name, content in found.items():
        write_whole(folder / name, content)
    return tuple(folder / name for name in found)
