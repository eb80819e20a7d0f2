"""Writes docs/errors.md from the catalogue of faults: `python docs/make_errors.py`."""

from pathlib import Path

from planner.domain.faults import FAULTS
from planner.words.language import words

TARGET = Path(__file__).with_name("errors.md")
HEAD = """# Error codes

Every message starts with a code. Braces stand for values of the case at hand. Written by `python docs/make_errors.py`.

Exit codes: 0 done · 2 usage · 3 input errors · 4 no plan can meet what is required · 5 a plan failed its check
(nothing written) · 6 workspace locked or ledger trouble · 70 our bug.
"""


def errors_page() -> str:
    """Make the page: one section a code, in order."""
    say = words("id")
    sections = [
        f"## {code}\n\n**Cause.** {cause}\n\n**What to do.** {action}\n\n*{say.texts[cause]} {say.texts[action]}*\n"
        for code, (cause, action) in sorted(FAULTS.items())
    ]
    return "\n".join([HEAD, *sections])


if __name__ == "__main__":
    TARGET.write_text(errors_page(), encoding="utf-8")
