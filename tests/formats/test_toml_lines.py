"""Guards that a fault in a TOML file names the line that somebody has to change."""

from planner.formats.toml_lines import TomlLines

TEXT = '''# keterangan
title = "a [teams] = 3"  # bukan tabel
note = """
[bukan]
x = 1
"""
[teams]
without = ["T01",
  "T02"]
[[teams.change]]
teams = ["T01"]
guest = { until = "10:00" }
[[teams.change]]
teams = ["T02"]
[day.inner]
a.b = 1
"quoted key" = 2
'''


def test_lines_of_keys_tables_and_lists() -> None:
    """Keys, tables and the n-th table of a list have their own line; what lies inside a value has that of its key."""
    lines = TomlLines(TEXT)
    assert lines.line(("title",)) == 2
    assert lines.line(("teams", "without", 1)) == 8
    assert lines.line(("teams", "change", 0, "teams")) == 11
    assert lines.line(("teams", "change", 0, "guest", "until")) == 12
    assert lines.line(("teams", "change", 1)) == 13
    assert lines.line(("teams", "change", 1, "mode")) == 13
    assert lines.line(("day", "inner", "a", "b")) == 16
    assert lines.line(("day", "inner", "quoted key")) == 17


def test_texts_and_comments_are_no_keys() -> None:
    """What looks like a table inside a text or a comment is none."""
    lines = TomlLines(TEXT)
    assert lines.line(("bukan", "x")) is None
    assert lines.line(("x",)) is None


def test_nested_lists_of_tables_count_anew() -> None:
    """Tables of a list inside a list belong to the last one before them."""
    text = "[[a]]\n[[a.b]]\nx = 1\n[[a.b]]\nx = 2\n[[a]]\n[[a.b]]\nx = 3\n"
    lines = TomlLines(text)
    assert [lines.line(("a", 0, "b", 0, "x")), lines.line(("a", 0, "b", 1, "x")), lines.line(("a", 1, "b", 0, "x"))] == [
        3,
        5,
        8,
    ]


def test_a_list_of_tables_has_a_line_as_a_whole() -> None:
    """A list that is not known is named without a position, and still has the line where it begins."""
    lines = TomlLines('name = "x"\n[[tim]]\npergi = 1\n[[tim]]\npergi = 2\n')
    assert (lines.line(("tim",)), lines.line(("tim", 1)), lines.line(("tim", 1, "pergi"))) == (2, 4, 5)
