"""Guards by which names officers are one."""

import pytest

from planner.domain.officer_names import is_same_name, plain_name


@pytest.mark.parametrize(
    "written",
    ["TIGA CONTOH", "Tiga  Contoh", "TIGA CONTOH, S.H.", "TIGA CONTOH S.H., M.H.", "Dr. TIGA CONTOH, S.Sos., M.Si.",
     "tiga contoh A.Md.Kep.", "H. Tiga Contoh S. Sos", "Tiga Contoh."],
)  # fmt: skip
def test_titles_points_and_capitals_make_no_other_officer(written: str) -> None:
    """Whatever stands around a name that is none of it."""
    assert plain_name(written) == "tiga contoh"


def test_names_stay_names() -> None:
    """What differs in a word is another officer; of nothing but titles a word stays."""
    assert not is_same_name("TIGA CONTOH", "EMPAT CONTOH")
    assert is_same_name("M.ALI CONTOH", "M. Ali Contoh")
    assert plain_name("Hj.") == "hj"
