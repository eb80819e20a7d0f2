"""What somebody types of a team's day (`08:00-12:00`, an NRP), read into what is different, all faults at once."""

import contextlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inputs.tables.cells import read_skills, readable
from inputs.tables.officers import read_officer
from planner.domain.errors import Fault, refuse
from planner.domain.masking import shown_choice, suggestion
from planner.domain.place import Point
from planner.domain.records import Facility, Officer, Team
from planner.domain.settings import DaySettings
from planner.domain.shift import Break
from planner.domain.spelling import printable
from planner.domain.units import parse_clock
from planner.domain.visit import Window
from planner.rules.roster import is_named
from planner.usecases.said_place import read_place

NONE = "-"
"""Typed for *none at all*, where nothing typed means *as ever*."""

_SPAN = re.compile(r"\s*(?:-|–|s\.?/?d\.?)\s*")
_ANSWERS = {"yes": True, "ya": True, "no": False, "tidak": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDayWords:
    """Words as typed; `None`: nothing is said, what was said before stays; empty: as ever.

    Attributes
    ----------
    is_off
        Nobody of the team is on duty.
    absent
        Members who are not there: NRP, name, or the place in the team's list, 1 the leader.
    borrowed
        Who goes with it: NRP of somebody in the roster, or a whole name line.
    skills
        `polwan, ppa`; `-`: none.
    shifts
        Names of shifts.
    hours
        `08:00-12:00`.
    breaks
        `12:00-13:00`, fixed; `-`: none.
    prays
        `yes`, `no`: whether the Friday break is its.
    post
        `-6.1923, 106.4611`, or the id of a facility.
    post_name
        What people call it.
    """

    is_off: bool | None = None
    absent: Sequence[str] | None = None
    borrowed: Sequence[str] | None = None
    skills: str | None = None
    shifts: Sequence[str] | None = None
    hours: str | None = None
    breaks: Sequence[str] | None = None
    prays: str | None = None
    post: str | None = None
    post_name: str | None = None


class TeamDayReader:
    """Reads words about one team and gathers what is wrong with them."""

    def __init__(self, team: Team, teams: Sequence[Team], facilities: Mapping[str, Facility], day: DaySettings) -> None:
        self._team, self._facilities = team, facilities
        self._officers = {one.nrp: one for other in teams for one in other.officers if one.nrp}
        self._names = {hours.name.casefold(): hours.name for hours in day.shifts}
        self._faults: list[Fault] = []

    def read(self, words: TeamDayWords) -> dict[str, Any]:
        """Fields of a `TeamDay` that the words say something of.

        Raises
        ------
        InputError
            E4071 nobody of the team, E4072 nobody of the roster, E1110 no such shift, E8102 unreadable.
        """
        readers: dict[str, Callable[[Any], dict[str, Any]]] = {
            "is_off": lambda value: {"is_off": value},
            "absent": self._absent,
            "borrowed": self._borrowed,
            "skills": self._skills,
            "shifts": self._shifts,
            "hours": self._hours,
            "breaks": self._breaks,
            "prays": self._prays,
            "post": self._post,
            "post_name": lambda text: {"post_name": printable(text)} if printable(text) else {},
        }
        found: dict[str, Any] = {}
        for name, reader in readers.items():
            value = getattr(words, name)
            found |= {} if value is None else reader(value)
        refuse(self._faults)
        return found

    def _absent(self, texts: Sequence[str]) -> dict[str, Any]:
        members, found = self._team.officers, []
        for text in filter(None, map(str.strip, texts)):
            place = int(text) if text.isdecimal() and len(text) < 3 else 0
            meant = members[place - 1 : place] if place else [one for one in members if is_named(one, text)]
            if meant:
                found.append(meant[0].nrp or meant[0].name)
            else:
                self._faults.append(Fault(code="E4071", values={"team": self._team.id, "count": len(members)}))
        return {"absent": tuple(dict.fromkeys(found))}

    def _borrowed(self, texts: Sequence[str]) -> dict[str, Any]:
        found: list[Officer] = []
        for text in filter(None, map(printable, texts)):
            officer = self._officers.get(text) or readable(read_officer, text)
            if officer is None:
                self._faults.append(Fault(code="E4072"))
            else:
                found.append(officer)
        return {"borrowed": tuple(found)}

    def _skills(self, text: str) -> dict[str, Any]:
        if text.strip() in ("", NONE):
            return {"skills": frozenset() if text.strip() else None}
        skills = readable(read_skills, text.strip())
        return self._unreadable("skills", text, "polwan, ppa") if skills is None else {"skills": skills}

    def _shifts(self, texts: Sequence[str]) -> dict[str, Any]:
        found = []
        for text in filter(None, map(str.strip, texts)):
            name = self._names.get(text.casefold())
            if name is None:
                values = {"cell": shown_choice(text, self._names.values()), "choices": suggestion(text, self._names.values())}
                self._faults.append(Fault(code="E1110", values=values))
            else:
                found.append(name)
        return {"shifts": tuple(dict.fromkeys(found))}

    def _hours(self, text: str) -> dict[str, Any]:
        if not text.strip():
            return {"hours": None}
        span = self._span("hours", text)
        return {} if span is None else {"hours": span}

    def _breaks(self, texts: Sequence[str]) -> dict[str, Any]:
        if not any(text.strip() for text in texts):
            return {"breaks": None}
        spans = [self._span("break", text) for text in texts if text.strip() not in ("", NONE)]
        return {
            "breaks": tuple(
                Break(
                    id=f"own-{number}", label="isoma",
                    windows=(Window(start=span.start, end=span.start),), duration=span.end - span.start,
                )
                for number, span in enumerate(sorted(span for span in spans if span is not None), 1)
            )
        }  # fmt: skip

    def _prays(self, text: str) -> dict[str, Any]:
        asked = text.strip().casefold()
        if asked and asked not in _ANSWERS:
            return self._unreadable("prayer", text, "yes, no")
        return {"prays": _ANSWERS.get(asked)}

    def _post(self, text: str) -> dict[str, Any]:
        if not text.strip():
            return {"post": None, "post_name": ""}
        facility = self._facilities.get(text.strip())
        if facility is not None:
            here = Point(longitude=facility.address.longitude, latitude=facility.address.latitude)
            return {"post": here, "post_name": facility.name}
        place = read_place(text)
        if place is None:
            return self._unreadable("post", text, "-6.1923, 106.4611")
        return {"post": place}

    def _span(self, option: str, text: str) -> Window | None:
        """A span of times that ends after it begins."""
        with contextlib.suppress(ValueError):
            start, end = (parse_clock(part) for part in _SPAN.split(text.strip()))
            if start < end:
                return Window(start=start, end=end)
        self._unreadable(option, text, "08:00-12:00")
        return None

    def _unreadable(self, option: str, text: str, expected: str) -> dict[str, Any]:
        self._faults.append(Fault(code="E8102", values={"option": f"--{option}", "text": text[:40], "expected": expected}))
        return {}
