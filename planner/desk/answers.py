"""What each address of the API answers: its name, one sentence, what may be asked, and its shape."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.desk.shapes import (
    ANYTHING,
    DAY,
    MOMENT,
    NUMBER,
    TEXT,
    TRUTH,
    WHOLE,
    Shape,
    begun,
    by_key,
    maybe,
    one_of,
    record,
    rows,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An address of the API.

    Attributes
    ----------
    name
        By which programs call it.
    asked
        What may stand behind `?`, with a sentence each.
    shape
        Of the answer; a test compares it with what is really said.
    """

    name: str
    told: str
    shape: Shape
    asked: Mapping[str, str] = field(default_factory=dict)


_COUNT = {"type": ["integer", "number", "string", "null"]}
"""A number; "hidden" where it may not be shown, null where it is not known."""
_COMPLAINT = begun(
    id=TEXT, category=TEXT, urgency=TEXT, status=TEXT, num_visits=WHOLE, is_overdue=TRUTH, age=WHOLE,
)  # fmt: skip
_DAY_STATE = record(
    date=DAY, version=maybe(WHOLE), num_stops=WHOLE, is_printed=TRUTH, sheets=by_key(WHOLE), lost_sheets=rows(TEXT),
    sheets_to_take_back=rows(TEXT), num_rows=WHOLE,
    num_recorded=WHOLE, next_step=TEXT, outdated=rows(TEXT), left_out_complaints=rows(TEXT), is_unsigned=TRUTH,
    out_of_hours_complaints=rows(TEXT), unable_complaints=rows(TEXT),
    differing_teams=rows(TEXT), num_closed=WHOLE, shut_out=rows(TEXT), first_back=maybe(TEXT),
)  # fmt: skip
_STOP = record(
    number=WHOLE, visit=TEXT, start=maybe(TEXT), end=maybe(TEXT), place=TEXT, village=TEXT, address=TEXT,
    purpose=TEXT, visit_number=maybe(WHOLE), code=TEXT, change=TEXT,
)  # fmt: skip
_SHEET = record(
    sheet=TEXT, date=DAY, version=WHOLE, team=TEXT, shift=TEXT, state=TEXT, is_missing=TRUTH, is_lost=TRUTH,
    replaced_by=ANYTHING, num_stops=WHOLE, num_recorded=WHOLE, num_reserves_recorded=WHOLE,
)  # fmt: skip

DOCUMENT = Described(name="openapi", told="This document.", shape={"type": "object"})
COVERAGE = Described(
    name="coverage",
    told="Counts of a published month, without names: the public edition as it was published.",
    asked={"month": "A month as 2025-08; without it the newest that is published."},
    shape=record(
        format=one_of("dds-report"), version=WHOLE, edition=one_of("public"), is_invented=TRUTH, before=ANYTHING,
        audit_anchor=ANYTHING,
        figures=by_key(record(value=_COUNT, before=_COUNT)), attention=rows(ANYTHING), tables=by_key(rows(by_key(_COUNT))),
        **{"from": DAY, "to": DAY},
    ),
)  # fmt: skip
TODAY = Described(
    name="today",
    told="What is to be done next, today and tomorrow.",
    shape=record(
        now=MOMENT, next_step=TEXT, next_date=DAY, duty_until=maybe(TEXT),
        num_households=WHOLE, num_teams=WHOLE, has_roads=TRUTH, days=rows(_DAY_STATE),
        complaints=maybe(rows(_COMPLAINT)), complaints_to=maybe(by_key(rows(TEXT))),
        missing_sheets=rows(TEXT), lost_sheets=rows(TEXT), lost_until=by_key(MOMENT),
        half_typed_sheets=rows(record(sheet=TEXT, num_stops=WHOLE, num_recorded=WHOLE)),
        unsigned=rows(record(date=DAY, version=WHOLE)), unfinished_week=maybe(DAY), week_to_approve=maybe(DAY),
        last_backup=maybe(MOMENT), notes=rows(TEXT),
    ),
)  # fmt: skip
_EXPECTED = record(
    num_doors=WHOLE, knocked=NUMBER, met=NUMBER,
    routes=rows(
        record(
            shift=TEXT, num_doors=WHOLE, num_anchors=WHOLE, knocked=NUMBER, met=NUMBER, run_out=NUMBER, end_time=WHOLE,
        ),
    ),
)  # fmt: skip
PLAN = Described(
    name="day",
    told="The newest plan of a day: teams, doors in order as the papers show them, and what is left out and why.",
    shape=record(
        date=DAY, version=WHOLE, versions=rows(WHOLE), complaint_prize=NUMBER, coverage_prize=NUMBER, travel_duration=WHOLE,
        expected=maybe(_EXPECTED),
        teams=rows(record(shift=TEXT, team=TEXT, sheet=TEXT, start=WHOLE, end=WHOLE, stops=rows(_STOP))),
        num_left=WHOLE, left=rows(record(visit=TEXT, purpose=TEXT, code=TEXT, place=TEXT, reason=TEXT)),
    ),
)  # fmt: skip
PLAN_VERSION = Described(name="version", told="A version of a day's plan.", shape=PLAN.shape)
SHEETS = Described(name="sheets", told="The sheets of a day, and how far each is recorded.", shape=record(sheets=rows(_SHEET)))
WEEK = Described(name="week", told="The newest week; an empty object where there is none.", shape={"type": "object"})
FACILITIES = Described(
    name="facilities",
    told="Facilities, those longest without inspection first.",
    shape=record(facilities=rows(record(id=TEXT, kind=TEXT, name=TEXT, village=TEXT, last_inspection=maybe(DAY)))),
)
COMPLAINTS = Described(
    name="complaints",
    told="Complaints that are owed an answer; never their words, nor a special referral.",
    shape=record(complaints=rows(_COMPLAINT)),
)
COMPLAINT = Described(name="complaint", told="The life of one complaint, without its words.", shape=_COMPLAINT)
HOMES = Described(
    name="homes",
    told="Homes found by what people say of them.",
    asked={"q": "Words of name, address, landmark or village; RT 3, RW 11."},
    shape=record(
        homes=rows(
            record(id=TEXT, name=maybe(TEXT), village=TEXT, rt=maybe(TEXT), rw=maybe(TEXT), address=maybe(TEXT))
        ),
        is_cut=TRUTH,
    ),
)  # fmt: skip
AUDIT = Described(
    name="audit",
    told="Who did what, in ids and counts.",
    asked={"from": "First day.", "to": "Last day.", "person": "Who.", "kind": "What, as plan or print."},
    shape=begun(entries=rows(record(at=MOMENT, person=TEXT, kind=TEXT, subject=TEXT, details=by_key(ANYTHING)))),
)
