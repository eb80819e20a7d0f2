"""Guards formulas that say nothing: failed ones, and those that a program saved without computing them."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from planner.domain.errors import InputError
from tests.inputs.tables.test_ods import read, refused, write_ods
from tests.inputs.tables.writing import HEADINGS, HOME, home, write_csv, write_xlsx

HEAD = [*HEADINGS, "do_not_visit"]


def with_member(path: Path, old: str, new: str, name: str = "xl/worksheets/sheet1.xml") -> Path:
    """The workbook with some text of a member replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(buffer, "w") as target:
        for member in source.namelist():
            text = source.read(member)
            target.writestr(member, text.replace(old.encode(), new.encode()) if member == name else text)
    path.write_bytes(buffer.getvalue())
    return path


@pytest.mark.parametrize(
    ("column", "formula"),
    [("rt", "=1+0"), ("last_visit", "=DATE(2026,8,1)"), ("do_not_visit", '="ya"'), ("address", "=A1"), ("id", "=A1")],
)
def test_formulas_that_nobody_computed(tmp_path: Path, column: str, formula: str) -> None:
    """Formulas that openpyxl 3.1 writes have no results: they are never taken as empty cells, in the headings neither."""
    row = [formula if name == column else cell for name, cell in zip(HEAD, [*HOME, ""], strict=True)]
    with pytest.raises(InputError) as caught:
        read(write_xlsx(tmp_path, [HEAD, row, row]))
    (fault,) = caught.value.faults
    assert (fault.code, fault.where.row, fault.where.column, fault.values["count"]) == ("E1040", 2, column, 2)
    assert refused(write_csv(tmp_path, [HEAD, row])) == ["E1040"]
    assert "E1040" in refused(write_xlsx(tmp_path, [[*HEADINGS, '="do_not_visit"'], [*HOME, "ya"]]))


def test_results_that_a_workbook_holds_are_read(tmp_path: Path) -> None:
    """A stored result counts, the empty text too; a 0 that is to be computed at the next opening is none."""
    row = [*home(rt="=2+3"), '=""']
    path = write_xlsx(tmp_path, [HEAD, row])
    with_member(path, "<f>2+3</f><v />", "<f>2+3</f><v>5</v>")
    with_member(path, '<c r="K2"><f>""</f><v />', '<c r="K2" t="str"><f>""</f><v></v>')
    assert read(path).rows[0].address.rt == "05"
    path = with_member(write_xlsx(tmp_path, [HEADINGS, home(rt="=2+3")]), "<f>2+3</f><v />", "<f>2+3</f><v>0</v>")
    assert refused(path) == ["E1040"]
    book = Workbook()
    book.active.append(HEADINGS)  # type: ignore[union-attr]
    book.active.append(HOME)  # type: ignore[union-attr]
    book.create_sheet("Rekap").append(["Jumlah", "=1+1"])
    book.save(path)
    assert len(read(path).rows) == 1


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "Err:502", "########"])
def test_failed_formulas_are_no_text(tmp_path: Path, text: str) -> None:
    """What a failed formula leaves is refused in every column, each cell named; in a column that is not read it is nothing."""
    for column in ("village", "address", "landmark", "head_name", "id", "rt"):
        head = [*HEADINGS, "landmark"]
        row = [text if name == column else cell for name, cell in zip(head, [*HOME, ""], strict=True)]
        for path in (write_csv(tmp_path, [head, row]), write_xlsx(tmp_path, [head, row])):
            assert refused(path) == ["E1029"]
    assert len(read(write_xlsx(tmp_path, [[*HEADINGS, "Catatan Lain"], [*HOME, text]])).rows) == 1
    assert read(write_csv(tmp_path, [HEADINGS, home(address="#12 Gang Contoh")])).rows[0].address.detail == "#12 Gang Contoh"


def test_formulas_without_result_in_an_ods(tmp_path: Path) -> None:
    """An ODS cell with a formula and without a value refuses the file."""
    path = write_ods(tmp_path, [HEADINGS, home(last_visit=dt.date(2025, 8, 26))])
    old = '<table:table-cell office:value-type="string"><text:p>5</text:p>'
    assert refused(with_member(path, old, '<table:table-cell table:formula="of:=2+3">', "content.xml")) == ["E1040"]
