"""Guards how plan files are read: what was written comes back, and every broken file is a coded fault with its line."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import Fault, InputError
from planner.formats.json_text import line_of, read_json
from planner.formats.plan_file import plan_text, read_plan, write_plan
from planner.words.language import words
from tests.formats.test_plan_text import DOCUMENT

TEXT = plan_text(DOCUMENT)


def _faults(path: Path, text: str | bytes) -> tuple[Fault, ...]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as caught:
        read_plan(path)
    for fault in caught.value.faults:
        assert words("id").fault(fault)
        assert words("en").fault(fault)
    return caught.value.faults


def _codes(path: Path) -> set[str]:
    """Codes of the faults of a file that may be fine."""
    try:
        read_plan(path)
    except InputError as error:
        return {fault.code for fault in error.faults if words("id").fault(fault)}
    return set()


def test_what_was_written_comes_back(tmp_path: Path) -> None:
    """Writing and reading a plan changes nothing."""
    write_plan(tmp_path / "plan.json", DOCUMENT)
    assert read_plan(tmp_path / "plan.json") == DOCUMENT


def test_edited_by_hand(tmp_path: Path) -> None:
    """A byte order mark, other line ends, times without seconds and left-out optional keys are fine."""
    text = TEXT.replace('"08:00:00"', '"08.00"').replace(',\n      "reserves": ["H000009", "H000010"]', "")
    (tmp_path / "plan.json").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    plan = read_plan(tmp_path / "plan.json").plan
    assert plan.routes[0].start_time == 28_800
    assert plan.routes[0].reserves == ()


def test_all_faults_with_their_lines(tmp_path: Path) -> None:
    """Every fault of a file is named at once, with path and line."""
    text = (
        TEXT.replace('"08:03:21"', '"8 o clock"')
        .replace('"seed": 7', '"sede": 7')
        .replace('"arrival": "08:20:00"', '"arrival": 5')
    )
    found = {(fault.code, fault.where.column): fault.where.row for fault in _faults(tmp_path / "plan.json", text)}
    lines = text.splitlines()
    assert found == {
        ("E3012", "routes[0].stops[0].start"): next(n for n, line in enumerate(lines, 1) if "8 o clock" in line),
        ("E3012", "routes[0].stops[1].arrival"): next(n for n, line in enumerate(lines, 1) if '"arrival": 5' in line),
        ("E3011", "sede"): next(n for n, line in enumerate(lines, 1) if "sede" in line),
        ("E3010", "seed"): 1,
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E3002"),
        ("{", "E3002"),
        (TEXT[:-20], "E3002"),
        (b"\xff\xfe{}", "E3002"),
        ("[" * 100_000, "E3002"),
        ('{"seed": ' + "9" * 5000 + "}", "E3002"),
        (r'{"version": "\ud800"}', "E3002"),
        ("[]", "E3003"),
        ("null", "E3003"),
        ('{"format": "dds-problem"}', "E3003"),
        ('{"format": "dds-plan", "version": 2}', "E3004"),
        ('{"format": "dds-plan", "version": "1"}', "E3004"),
        ('{"format": "dds-plan", "version": 1, "version": 1}', "E3013"),
        ('{"format": "dds-plan", "version": 1}', "E3010"),
        (TEXT.replace("problem-v2.npz", "../problem.npz"), "E3012"),
        (TEXT.replace('"seed": 7', '"seed": 7.5'), "E3012"),
        (TEXT.replace('"seed": 7', '"seed": "7"'), "E3012"),
        (TEXT.replace("+07:00", ""), "E3012"),
        (TEXT.replace("not_enough_time", "tired"), "E3012"),
        (TEXT.replace("19.8", "NaN"), "E3012"),
    ],
)
def test_broken_files(tmp_path: Path, text: str | bytes, code: str) -> None:
    """Each way of being broken has its code, in both languages."""
    assert code in {fault.code for fault in _faults(tmp_path / "plan.json", text)}


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is E3001."""
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(InputError, match="E3001"):
            read_plan(path)


def test_many_faults_are_counted(tmp_path: Path) -> None:
    """Beyond a hundred, faults are counted."""
    content = json.loads(TEXT)
    content["unassigned"] = [{"visit": 1}] * 150
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(content))
    with pytest.raises(InputError) as caught:
        read_plan(path)
    assert (len(caught.value.faults), caught.value.num_more) == (100, 50)


_VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just([]), st.just({}), st.just([[{}]]))


@given(st.data())
def test_any_damage_is_a_fault_or_a_plan(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever value is put anywhere, the file is read or refused with codes; never a traceback."""
    content = json.loads(TEXT)
    place: Any = content
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
            place = place[key]
            continue
        place[key] = data.draw(_VALUES)
        break
    path = tmp_path_factory.getbasetemp() / "damaged.json"
    path.write_text(json.dumps(content), encoding="utf-8", errors="surrogatepass")
    assert all(code.startswith("E3") for code in _codes(path))


@given(st.binary(max_size=60), st.integers(0, len(TEXT)))
def test_any_bytes_are_a_fault_or_a_plan(tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int) -> None:
    """Bytes thrown into the middle of a file give codes, never a traceback."""
    path = tmp_path_factory.getbasetemp() / "junk.json"
    path.write_bytes(TEXT.encode()[:at] + junk + TEXT.encode()[at:])
    assert all(code.startswith("E3") for code in _codes(path))


def test_lines_are_found(tmp_path: Path) -> None:
    """The line of any value, or of what encloses a missing one, is found in JSON of any layout."""
    path = tmp_path / "a.json"
    path.write_text('\n{"a" :\n [1, {"b":\n"}]"}\n,\n 3], "c":{}}')
    text, _ = read_json(path)
    places: list[tuple[str | int, ...]] = [(), ("a",), ("a", 1, "b"), ("a", 2), ("a", 9), ("c", "x"), ("a", "x"), ("z",)]
    assert [line_of(text, place) for place in places] == [2, 3, 4, 6, 3, 6, 3, 2]
