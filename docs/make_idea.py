"""Draws the idea of the planner for the README: `python -m docs.make_idea`."""

from pathlib import Path

from docs.drawing import PALE, Drawing

TARGET = Path(__file__).with_name("pictures") / "idea.svg"
INTO = ("roads", "officers' shifts", "complaints", "households")
"""What goes in, from top to bottom."""
OUT = (
    ("a sheet and a map for each team", "paper on a clipboard, no phone needed"),
    ("what does not fit, with reasons", "and a proof of how much could be possible"),
    ("the month's report", "homes reached, complaints answered"),
)


def main() -> None:
    """Draw it."""
    page = Drawing(
        960, 330, title="Households, complaints, shifts and roads go in; checked sheets come out; results come back."
    )
    for number, text in enumerate(INTO):
        top = 20 + number * 62
        page.box(20, top, 170, 46, [text])
        page.arrow((190, top + 23), (258, top + 23))
    page.box(
        264,
        20,
        170,
        232,
        ["plan", "who visits whom,", "when, which way:", "complaints first,", "then every door", "once in a cycle"],
    )
    page.arrow((434, 136), (484, 136))
    page.box(490, 76, 120, 120, ["check", "by a stranger", "to the search"], fill="#fff5d6")
    for number, lines in enumerate(OUT):
        top = 20 + number * 82
        page.arrow((610, 136), (636, 136), (636, top + 34), (660, top + 34))
        page.box(666, top, 274, 68, lines, fill=PALE)
    page.arrow((803, 252), (803, 300), (105, 300), (105, 258))
    page.text(454, 293, "what came of each visit is typed in, and decides what is due tomorrow", anchor="middle")
    page.save(TARGET)


if __name__ == "__main__":
    main()
