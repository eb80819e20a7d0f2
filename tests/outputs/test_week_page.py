"""Guards the chief's page of a week: nobody signs a page on which nothing stands."""

import dataclasses
from pathlib import Path

import pytest
from pypdf import PdfReader

from outputs.week.model import WeekPaper
from outputs.week.writing import write_week
from tests.outputs.wide import wide_week


def _week(num_teams: int, *, is_wide: bool) -> WeekPaper:
    """A week of so many teams, each of whose days has a few long lines, or one short."""
    paper = wide_week()
    ids = [f"T{number:02d}" for number in range(1, num_teams + 1)]
    few = {} if is_wide else {"groups": (("Talagasari", ("06/01",)),)}
    days = [day for day in paper.days if day.team == paper.days[0].team]
    return dataclasses.replace(
        paper,
        approved=None,
        teams=tuple(dataclasses.replace(paper.teams[n % 2], id=id_) for n, id_ in enumerate(ids)),
        days=tuple(dataclasses.replace(day, team=id_, **few) for id_ in ids for day in days),  # type: ignore[arg-type]
        notices=(),
    )


@pytest.mark.parametrize(("num_teams", "is_wide", "num_pages"), [(8, False, 1), (5, True, 2), (8, True, 2), (16, False, 2)])
def test_who_signs_has_teams_on_the_page(tmp_path: Path, num_teams: int, is_wide: bool, num_pages: int) -> None:
    """All on one page where that can be; else the last two teams, the sums and the sentences stand with the signature."""
    write_week(_week(num_teams, is_wide=is_wide), tmp_path)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "week.pdf").pages]
    assert len(pages) == num_pages
    signed = pages[-1]
    assert "Menyetujui" in signed
    assert all(word in signed for word in (f"T{num_teams - 1:02d}", f"T{num_teams:02d}", "Jumlah", "akan ditemui"))
    assert all("Senin" in page and page.count("Tim") == 1 for page in pages), "the head of the table once on each page"
