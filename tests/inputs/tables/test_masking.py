"""Guards what messages show of a cell: all of it where no name can stand in it, else its shape."""

import pytest

from inputs.tables.masking import seen
from planner.domain.masking import misspelt, nearest, same_ids, suggestion


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("32 Maret 2025", "day"), ("Jum'at, 31 Februari 2026 pukul 25.00 WIB", "day"), ("13/25/2025", "day"),
        ("26 08", "day"),
        ("6°61'0\"LS", "place"), ("UTM zona 48 selatan", "place"), ("-6,19,41", "place"),
        ("RT 01 RT 02", "rt rw"), ("1/2/3", "rt rw"),
        ("08.00 sampai", "times"), ("10:00-08:00", "times"),
    ],
)  # fmt: skip
def test_cells_without_names_are_shown(cell: str, kind: str) -> None:
    """A day, a coordinate, a number is shown as it stands, so that people find it."""
    assert seen(cell, kind) == cell


@pytest.mark.parametrize("kind", ["day", "place", "rt rw", "times"])
@pytest.mark.parametrize(
    ("cell", "shape"),
    [
        ("SITI RAHASIA", "xxxx xxxxxxx"),
        ("12 Maret SITI", "99 xxxxx xxxx"),
        ("3603011234567890", "9" * 16),
        ("081234567890 wib", "9" * 12 + " xxx"),
        ("Kp. Rahasia 5", "xx. xxxxxxx 9"),
    ],
)
def test_what_has_slipped_into_a_column_is_masked(cell: str, shape: str, kind: str) -> None:
    """A name, an address, a telephone or an identity number is never shown, in whatever column it stands."""
    assert seen(cell, kind) == shape


@pytest.mark.parametrize(
    ("word", "choice"), [("tidak selesai", "selesai"), ("bukan warga", "warga"), ("selesai", "belum selesai")]
)
def test_no_word_is_like_its_opposite(word: str, choice: str) -> None:
    """A negated word is never answered with one that is not, nor the other way round."""
    assert not nearest(word, [choice])
    assert suggestion(word, [choice, "x"]) == f"{choice}, x"


@pytest.mark.parametrize(
    ("word", "choice", "is_slip"),
    [
        ("jdui", "judi", True),
        ("narkba", "narkoba", True),
        ("perundungan", "perjudian", False),
        ("orang gila", "orang asing", False),
    ],
)
def test_misspellings(word: str, choice: str, is_slip: bool) -> None:
    """One letter in four may be another: more is another word."""
    assert misspelt(word, [choice]) == ([choice] if is_slip else [])


def test_ids_alike() -> None:
    """Zeros before numbers, capitals and signs between do not count; another letter or number does."""
    known = ["001", "K-01/A", "K-1/B", "H7", "100"]
    assert [same_ids(one, known) for one in ("1", "k 1 a", "h-07", "10", "001", "–")] == [
        ["001"],
        ["K-01/A"],
        ["H7"],
        [],
        [],
        [],
    ]
    assert suggestion("1", ["002", "001"]) == "001"
