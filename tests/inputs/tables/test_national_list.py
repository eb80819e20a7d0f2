"""Guards remarks of the national list: an outcome is what the remark says, not what it denies."""

import pytest

from inputs.tables.national_list import ListRow
from planner.domain.outcome import Outcome

ROW = {"row": 1, "date": "20/11/2026", "village": "Contoh"}


@pytest.mark.parametrize(
    ("remark", "outcome"),
    [
        ("Bertemu KK, istri pindah", Outcome.MET),
        ("KK bertemu", Outcome.MET),
        ("sudah dikunjungi, bertemu anak", Outcome.MET),
        ("tidak di rumah, bertemu tetangga", Outcome.NOT_HOME),
        ("warga tidak di tempat", Outcome.NOT_HOME),
        ("warga menolak bertemu", Outcome.REFUSED),
        ("rumah tidak ditemukan", Outcome.NO_ADDRESS),
        ("kunjungan ditunda, belum bertemu", Outcome.POSTPONED),
    ],
)
def test_what_a_remark_says(remark: str, outcome: Outcome) -> None:
    """The outcome that a remark begins with counts, else the only one that it holds."""
    assert ListRow.model_validate({**ROW, "remark": remark}).remark is outcome


@pytest.mark.parametrize(
    "remark",
    ["tidak bertemu", "belum sempat bertemu", "KK tidak jadi pindah", "gagal bertemu", "istri bertemu, KK pindah", "pindahan"],
)
def test_what_a_remark_denies_is_no_outcome(remark: str) -> None:
    """`tidak bertemu` is no meeting, and of two outcomes nobody guesses one: E7022."""
    with pytest.raises(ValueError, match="E7022"):
        ListRow.model_validate({**ROW, "remark": remark})
