"""Guards the templates: they read back, hold every column, and never import their example."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from inputs.outlines import read_villages
from inputs.tables.complaints import read_complaints
from inputs.tables.facilities import read_facilities
from inputs.tables.households import read_households
from inputs.tables.teams import read_teams
from inputs.templates import TEMPLATES, heading_of, write_templates
from planner.domain.errors import InputError
from planner.domain.settings import Settings
from planner.formats.templates import document_templates, scenario_templates
from tests.conftest import shared_file

READERS = {
    "households": lambda path, villages: read_households(path, villages=villages, day=Settings().day),
    "teams": lambda path, villages: read_teams(path, villages=villages, day=Settings().day),
    "complaints": lambda path, villages: read_complaints(
        path, households={"H000001": ""}, villages=villages, programme=Settings().programme
    ),
    "facilities": lambda path, villages: read_facilities(path, villages=villages),
}


def test_files_are_written_once(tmp_path: Path) -> None:
    """Settings, and each table as CSV and XLSX; what a desk has filled in is never overwritten."""
    written = write_templates(tmp_path, document_templates())
    assert {path.relative_to(tmp_path).as_posix() for path in written} == {
        "dds.toml",
        *(f"templates/{template.stem}.{ending}" for template in TEMPLATES for ending in ("csv", "xlsx")),
        *(f"scenarios/{name}" for name in scenario_templates()),
    }
    assert write_templates(tmp_path, document_templates()) == []


@pytest.mark.parametrize("stem", READERS)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_examples_are_right_and_never_imported(tmp_path: Path, stem: str, ending: str) -> None:
    """The example row is left out; under another id it reads without a note."""
    write_templates(tmp_path, document_templates())
    path = tmp_path / "templates" / f"{stem}.{ending}"
    with pytest.raises(InputError) as caught:
        READERS[stem](path, ())
    assert [fault.code for fault in caught.value.faults] == ["E1026"]
    if ending == "csv":
        path.write_text(path.read_text(encoding="utf-8-sig").replace("\nCONTOH;", "\nX1;"), encoding="utf-8-sig")
    else:
        book = load_workbook(path)
        book["Data"]["A2"] = "X1"
        book.save(path)
    reading = READERS[stem](path, read_villages(shared_file("area", "desa.geojson")))
    assert reading.notes == ()
    assert "CONTOH" in repr(reading.rows)


def test_workbook_has_instructions_and_choices(tmp_path: Path) -> None:
    """The form explains itself and offers the closed lists as drop-downs; text format keeps RT 05."""
    write_templates(tmp_path, document_templates())
    book = load_workbook(tmp_path / "templates" / "complaints.xlsx")
    assert book.sheetnames == ["Data", "Petunjuk"]
    lists = [rule.formula1 for rule in book["Data"].data_validations.dataValidation]
    assert '"mendesak,biasa"' in lists
    assert book["Data"]["A2"].number_format == "@"
    assert all(len(text) < 256 for text in lists)


def test_headings_are_indonesian_and_read_back() -> None:
    """Officers fill in forms in their language; each heading is one by which its column is known."""
    for template in TEMPLATES:
        headings = [heading_of(column, template) for column in template.columns]
        assert len(set(headings)) == len(headings)
        for column, heading in zip(template.columns, headings, strict=True):
            assert heading.casefold() in {column.name, *column.aliases}, (template.stem, heading)
