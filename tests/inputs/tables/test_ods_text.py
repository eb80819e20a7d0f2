"""Guards the text of ODS cells: it comes out whole, its words apart, and nothing of what stands beside it."""

import zipfile
from pathlib import Path

import pytest

from tests.inputs.tables.test_ods import read, write_ods
from tests.inputs.tables.writing import HEADINGS, home

COMMENT = '<office:annotation office:display="{}"><text:p>RAHASIA</text:p></office:annotation>'
BOX = '<draw:frame a="x>y"><draw:text-box><text:p>RAHASIA</text:p></draw:text-box></draw:frame>'
DRAWN = f'<draw:g xmlns:draw="d"><draw:g/>{BOX}</draw:g>'
FOOTNOTE = (
    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>X</text:p></text:note-body></text:note>"
)
RUBY = "<text:ruby><text:ruby-base>A</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>"


def with_cell(folder: Path, content: str) -> Path:
    """A list of homes with one cell (an address) as it is written in the file."""
    path = write_ods(folder, [HEADINGS, home(address="ALAMAT")])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    old = "<text:p>ALAMAT</text:p>"
    assert old in members["content.xml"]
    members["content.xml"] = members["content.xml"].replace(old, content)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<text:p>Jl. A<text:tab/>b</text:p>", "Jl. A b"),
        ('<text:p>Jl. A<text:tab text:tab-ref="1"/>b</text:p>', "Jl. A b"),
        ("<text:p>Jl. A<text:tab></text:tab>b</text:p>", "Jl. A b"),
        ('<text:p>Jl. A<text:s text:c="3"/>b</text:p>', "Jl. A b"),
        ("<text:p>Jl. A<text:s/>b<text:tab/>c</text:p>", "Jl. A b c"),
        ("<text:p>Jl. A<text:line-break/>b</text:p>", "Jl. A b"),
        ("<text:p>Jl. A</text:p><text:p>b</text:p>", "Jl. A b"),
        ("<text:p/><text:p>Jl. A</text:p><text:p/><text:p>b</text:p>", "Jl. A b"),
        ('<text:p>Jl. A<text:span text:style-name="T1"> b</text:span>c</text:p>', "Jl. A bc"),
        ("<text:p><text:span>Jl.<text:tab/>A</text:span><text:span><text:line-break/>b</text:span></text:p>", "Jl. A b"),
        ('<text:p><text:a xmlns:xlink="x" xlink:href="http://contoh">Jl. A</text:a> b</text:p>', "Jl. A b"),
        ("<text:p>Jl. A\n   b</text:p>", "Jl. A b"),
        ("<text:p>Jl. A &amp; b &lt;c&gt;</text:p>", "Jl. A & b <c>"),
        ("<text:p><![CDATA[Jl. A & b]]></text:p>", "Jl. A & b"),
        ("<text:p>Jl. A<text:soft-page-break/>b</text:p>", "Jl. Ab"),
        (COMMENT.format("false") + "<text:p>Jl. A<text:tab/>b</text:p>", "Jl. A b"),
        (COMMENT.format("true") + "<text:p>Jl. A b</text:p>", "Jl. A b"),
        ("<text:p>Jl. A b</text:p>" + COMMENT.format("false"), "Jl. A b"),
        ("<text:p>Jl. A" + COMMENT.format("false") + " b</text:p>", "Jl. A b"),
        (COMMENT.format("false"), ""),
        (DRAWN + "<text:p>Jl. A b</text:p>", "Jl. A b"),
        ("<text:p>Jl. A b</text:p>" + DRAWN, "Jl. A b"),
        (f"<text:p>Jl. A{FOOTNOTE} b</text:p>", "Jl. A b"),
        (f"<text:p>Jl. {RUBY} b</text:p>", "Jl. A b"),
    ],
)
def test_the_text_of_a_cell_comes_out_whole(tmp_path: Path, content: str, text: str) -> None:
    """Tabs, blanks, line breaks and paragraphs part words; comments, drawings and footnotes are no cell's text."""
    (house,) = read(with_cell(tmp_path, content)).rows
    assert house.address.detail == text
