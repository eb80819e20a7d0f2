"""Words as pages of the desk say them: where a message names a command, the page and the button that do the same."""

import functools
import re
from collections.abc import Mapping
from dataclasses import replace

from planner.desk.page_cures import PAGE_CAUSES, PAGE_CURES
from planner.domain.errors import Fault
from planner.domain.faults import FAULTS
from planner.words.language import Words, words

_SHEETS, _VIEW = "Print", "Working view"
PLACES: Mapping[str, tuple[str, ...]] = {
    "change": (_VIEW,),
    "change lock": (_VIEW, "Lock to the team"),
    "change put": (_VIEW, "Add a visit"),
    "change take-out": (_VIEW, "Take out"),
    "change unlock": (_VIEW, "Unlock"),
    "check": (_VIEW,),
    "complaint": ("Complaints",),
    "day clear": ("Plan",),
    "day set": ("Plan",),
    "day show": ("Plan",),
    "explain": (_VIEW,),
    "handback": (_SHEETS, "Came back"),
    "handback --undo": (_SHEETS, "Came back", "Take it back: it was noted by mistake"),
    "handback --lost": (_SHEETS, "Lost"),
    "handback --lost --undo": (_SHEETS, "Lost", "Take it back: it was noted by mistake"),
    "handout": (_SHEETS, "Handed out"),
    "import households": ("Import",),
    "import roads": ("Import",),
    "import teams": ("Import",),
    "import undo": ("Import",),
    "import villages": ("Import",),
    "plan": ("Plan",),
    "print": (_SHEETS,),
    "radio": (_VIEW, "What is new"),
    "reach": ("Homes that no team reaches",),
    "record": ("Record",),
    "replan": (_VIEW, "Replan"),
    "report": ("Report",),
    "sheets": (_SHEETS,),
    "sign-in": ("Sign in",),
    "week approve": ("Week",),
    "week plan": ("Week", "Plan the week"),
    "week roll": ("Week", "Roll the week on at the end of today"),
    "week show": ("Week",),
}
"""A command, with options that make it another, to the name of its page and of its buttons there."""
ONLY_AT_THE_PC = ("audit", "desk", "init", "person erase", "province init", "province push", "solve", "status")
"""Commands that no page does."""
FIELDS: Mapping[str, str] = {
    "--add": "Others, by their number",
    "--anew": "Drop locks and visits taken out by hand",
    "--any-day": "Plan it all the same",
    "--at": "As things stand at",
    "--break": "Breaks instead, one a line, like 12:00-13:00 (none: -)",
    "--hours": "Hours instead, like 08:00-12:00",
    "--post": "Place: number of a facility, or latitude, longitude",
    "--prayer": "Friday prayer",
    "--skills": "Skills today (none: -)",
    "--time-limit": "Seconds of search",
    "--waive": "Promised visits that may be left out today (ids)",
}
"""An option that a message names without its command, in its text or among its values, to the field that does the same."""
_SAID: Mapping[str, str] = {FAULTS[code][0]: told for code, told in PAGE_CAUSES.items()} | {
    FAULTS[code][1]: told for code, told in PAGE_CURES.items()
}
"""A sentence of a fault to the one that pages say in its place."""
_IN_SETTINGS, _ON_THEIR_PAGE = "in dds.toml", "on the page Settings"
_VERBS = "|".join(sorted({name.split(" --")[0] for name in (*PLACES, *ONLY_AT_THE_PC)}, key=len, reverse=True))
_WORD = r"--[a-z][a-z-]*|\{\w+\}(?:=\{\w+\})?|[A-Z][A-Z_]+(?:,[A-Z]+)?|…(?:,\{\w+\})?|\d+|households|referred|text"
_COMMAND = re.compile(rf"`?\bdds (?:--workspace [A-Z]+ )?(?P<verb>{_VERBS})(?![\w-])(?P<rest>(?: (?:{_WORD})(?![\w-]))*)`?")
_OPTION = re.compile(rf"(?:{'|'.join(FIELDS)})(?![\w-])")
_BEGUN = re.compile(r"`?\bdds (\{kind\})`?")
"""A command that somebody gave, named by a value."""


class PageWords(Words):
    """The words of a language for somebody who sees pages and no window for commands."""

    def unfilled(self, key: str) -> str:
        """A text as pages say it: a sentence of their own, else without commands, nor options of theirs that pages have."""
        if key in _SAID:
            return Words.unfilled(self, _SAID[key])
        text = Words.unfilled(self, key)
        if ".toml" in text:
            text = text.replace(Words.unfilled(self, _IN_SETTINGS), Words.unfilled(self, _ON_THEIR_PAGE))
        if "dds " in text:
            text = _COMMAND.sub(self._place, _BEGUN.sub(r"\1", text))
        return _OPTION.sub(lambda found: self._field(found[0]), text) if "--" in text else text

    def fault(self, fault: Fault) -> str:
        """A fault on one line; an option among its values is the field that says the same, a kind of work has its name."""
        values = dict(fault.values)
        if values.get("option") in FIELDS:
            values["option"] = self._field(str(values["option"]))
        if fault.code in PAGE_CAUSES and "kind" in values:
            values["kind"] = self.texts.get(f"audit.{values['kind']}", values["kind"])
        return Words.fault(self, replace(fault, values=values))

    def _field(self, option: str) -> str:
        return f"“{self.text(FIELDS[option])}”"

    def _place(self, found: re.Match[str]) -> str:
        verb, options = found["verb"], re.findall(r"--[a-z-]+", found["rest"])
        names = next((PLACES[name] for count in (2, 1, 0) if (name := " ".join([verb, *options[:count]])) in PLACES), None)
        if names is None:
            told = self.text("`{command}` in the command window of the PC").replace("{command}", f"dds {verb}{found['rest']}")
        else:
            told = self.text("the page {name}", name=" › ".join(self.text(name) for name in names))
        is_first = found.start() == 0 or found.string[: found.start()].endswith(". ")
        return told[:1].upper() + told[1:] if is_first else told


@functools.cache
def page_words(language: str) -> Words:
    """Read the words of a language for pages, once."""
    plain = words(language)
    return PageWords(language=plain.language, texts=plain.texts)
