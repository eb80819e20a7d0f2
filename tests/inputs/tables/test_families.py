"""Guards lists of persons: they are refused, or said where the rows may be homes all the same."""

from pathlib import Path

import pytest

from tests.inputs.tables.test_lists_of_other_villages import HEAD, noted, read, record, refusal, write_sheets
from tests.inputs.tables.writing import codes, write_csv

_CARDS = ("NKK", "kartu keluarga", "nomor kartu keluarga (NKK)", "Nomor Induk KK", "id keluarga", "no keluarga", "Register")


@pytest.mark.parametrize(
    ("heading", "cells", "is_refused"),
    [
        ("No KK", ["3603000000000001", "3603000000000001", "3603000000000002"], True),
        ("Hubungan Keluarga", ["Kepala Keluarga", "Istri", "Anak"], True),
        ("SHDK", ["KEPALA KELUARGA", "Kepala Keluarga", ""], False),
        ("SHDK", ["1", "1", "1"], False),
        ("SHDK", ["1", "3", "4"], True),
        *((name, ["3603000000000001", "3603000000000001", "3603000000000002"], True) for name in _CARDS),
        ("NKK", ["3603.0000.0000.0001", "'3603000000000001", "3603000000000002"], True),
        ("NKK", ["3603000000000010", "3603000000000020", "3603000000000030"], False),
        ("NKK", ["0000000000000000", "0000000000000000", "3603000000000030"], False),
        *((name, ["KK", "Istri", "Anak ke-2"], True) for name in ("status", "Ket", "peran", "SHDRT", "Status Keluarga")),
        ("hubungan", ["Suami", "Isteri", "Famili Lain"], True),
        ("status", ["Suami", "Janda", "KK"], False),
        ("status", ["tetap", "kontrak", ""], False),
        ("No KK", ["3603000000000001", "3603000000000002", ""], False),
        ("No KK", ["3603************", "3603************", "3603************"], False),
        ("No KK", ["3,6E+15", "3,6E+15", "3,6E+15"], False),
    ],
)
def test_a_list_of_persons_is_no_list_of_households(
    tmp_path: Path, heading: str, cells: list[str], *, is_refused: bool
) -> None:
    """A family whose members have a row each would be knocked at for each; heads alone, and cards cut short, are read."""
    path = write_sheets(tmp_path, {"KK": [[*HEAD, heading], *([*record(at), cell] for at, cell in enumerate(cells))]})
    if is_refused:
        assert codes(refusal(path)) == ["E1046"]
    else:
        assert len(read(path).rows) == 3


@pytest.mark.parametrize(
    ("heading", "cells", "addresses", "expected"),
    [
        ("No KK", ["3603000000000001", "", "", "3603000000000002"], ["Kp. 1", "Kp. 1", "Kp. 1", "Kp. 2"], "E1046"),
        ("No KK", ["3603000000000001", "", "", "3603000000000002"], ["Kp. 1", "Kp. 2", "Kp. 3", "Kp. 4"], "E1070"),
        ("No KK", ["3603000000000001", "", "3603000000000003", "3603000000000002"], ["Kp. 1"] * 4, ""),
        ("NIK", ["3603000000000001", "3603000000000001", "", "3603000000000002"], ["Kp. 1"] * 4, "E1070"),
        ("Ket", ["", "istri", "pindah", "sakit"], ["Kp. 1"] * 4, "E1070"),
        ("Catatan", ["", "anak sekolah di rumah", "", ""], ["Kp. 1"] * 4, ""),
    ],
)
def test_members_that_may_be_homes_are_said(
    tmp_path: Path, heading: str, cells: list[str], addresses: list[str], expected: str
) -> None:
    """Rows without a card's number at their head's door are members; what may be homes all the same is said, not refused."""
    rows = [record(at) for at in range(len(cells))]
    for row, address in zip(rows, addresses, strict=True):
        row[HEAD.index("Alamat")] = address
    path = write_sheets(tmp_path, {"KK": [[*HEAD, heading], *([*row, cell] for row, cell in zip(rows, cells, strict=True))]})
    if expected == "E1046":
        assert codes(refusal(path)) == ["E1046"]
    else:
        assert [code for code in noted(read(path)) if code == "E1070"] == ([expected] if expected else [])


MASKED = ["360301******0001", "360301******0001", "360301******0002", "360301******0002"]
SAME = ["Kp. 1 No. 3", "Kp. 1 No. 3", "Kp. 1 No. 4", "Kp. 1 No. 4"]
OWN = ["Kp. 1 No. 1", "Kp. 1 No. 2", "Kp. 1 No. 3", "Kp. 1 No. 4"]


@pytest.mark.parametrize(
    ("heading", "cells", "addresses", "expected"),
    [
        ("No KK", MASKED, SAME, "E1046"),
        ("No KK", MASKED, OWN, "E1046"),
        ("Register", MASKED, SAME, "E1046"),
        ("Register", MASKED, OWN, "E1070"),
        ("Nomor", MASKED, SAME, "E1046"),
        ("No", ["1", "2", "1", "2"], SAME, ""),
        ("NIK", MASKED, SAME, "E1046"),
        ("NIK", MASKED, OWN, ""),
        ("NO. KK", ["3603xxxxxxxx0001", "3603XXXXXXXX0001", "3603xxxxxxxx0002", "3603xxxxxxxx0002"], SAME, "E1046"),
        ("Register", ["3603-0101-...", "3603-0101-...", "3603-0102-...", "3603-0102-..."], SAME, "E1046"),
        ("Register", ["************0001", "************0001", "************0002", "************0002"], SAME, "E1046"),
        ("No KK", ["360301******0001", "", "", "360301******0002"], ["Kp. 1 No. 3"] * 3 + ["Kp. 1 No. 4"], "E1046"),
        ("No KK", ["360301******0001", "360301******0002", "360301******0003", "360301******0001"], OWN, ""),
        ("No KK", ["3603************"] * 4, SAME, ""),
        ("HP", ["0812****1234", "0812****1234", "0813****1234", "0813****1234"], OWN, ""),
        ("Register", ["3603010101010001", "3603010101010002", "3603010101010003", "3603010101010004"], SAME, "E1046"),
        ("Register", ["3603010101010001", "3603010101010002", "3603010101010003", "3603010101010004"], OWN, ""),
        ("Register", ["360301******0001", "360301******0002", "360301******0003", "360301******0004"], SAME, "E1046"),
        ("Ket", ["head", "wife", "head", "son"], OWN, "E1046"),
        ("Catatan", ["x 2", "x 2", "xx", "..."], SAME, ""),
    ],
)
def test_numbers_of_which_a_part_is_hidden(
    tmp_path: Path, heading: str, cells: list[str], addresses: list[str], expected: str
) -> None:
    """Masked numbers of cards are as good as whole ones; those of persons are often alike, but a family at one door."""
    rows = [[*HEAD, heading]]
    for at, (cell, address) in enumerate(zip(cells, addresses, strict=True)):
        row = record(at)
        row[HEAD.index("Alamat")], row[HEAD.index("Nama KK")] = address, f"{'ABCD'[at]} CONTOH"
        rows.append([*row, cell])
    _judge(write_sheets(tmp_path, {"KK": rows}), expected)


def _judge(path: Path, expected: str) -> None:
    if expected == "E1046":
        assert codes(refusal(path)) == ["E1046"]
    else:
        assert [code for code in noted(read(path)) if code in {"E1046", "E1070"}] == ([expected] if expected else [])


@pytest.mark.parametrize("heading", ["Nama Anggota", "NAMA ANGGOTA KELUARGA", "Nama Lengkap", "Penghuni"])
@pytest.mark.parametrize(
    ("heads", "names", "expected"),
    [
        (["A CONTOH", "A CONTOH", "A CONTOH", "B CONTOH"], ["A CONTOH", "C CONTOH", "D CONTOH", "B CONTOH"], "E1046"),
        (["A CONTOH", "", "", "B CONTOH"], ["A CONTOH", "C CONTOH", "D CONTOH", "B CONTOH"], "E1046"),
        (["A CONTOH", "A CONTOH", *(f"{x} CONTOH" for x in "BCDEFG")], [f"{x} CONTOH" for x in "AHIJKLMN"], "E1070"),
        (["A CONTOH", "B CONTOH", "C CONTOH", "D CONTOH"], ["E CONTOH", "F CONTOH", "G CONTOH", "H CONTOH"], ""),
        (["A CONTOH", "A CONTOH", "A CONTOH", "B CONTOH"], ["tani", "tani", "guru", "guru"], ""),
    ],
)
def test_names_beside_the_names_of_heads(
    tmp_path: Path, heading: str, heads: list[str], names: list[str], expected: str
) -> None:
    """A head's name that comes again at one door beside another name each is a family's; words that repeat are no names."""
    head = ["Desa", "RT", "RW", "Nama KK", heading, "Alamat", "Lintang", "Bujur"]
    rows = [["Balaraja", "1", "2", one, name, "Kp. 1", "-6,1941", "106,4551"] for one, name in zip(heads, names, strict=True)]
    _judge(write_csv(tmp_path, [head, *rows]), expected)
