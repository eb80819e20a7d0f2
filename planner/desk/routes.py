"""The table of all addresses: which page, which function, which roles."""

import re

from planner.desk import answers
from planner.desk.access import CHIEF, DESK, EVERYBODY, KEEPER, PUBLIC, READERS, Entry, change, data, look
from planner.desk.pages import (
    api,
    approving,
    backing_up,
    changing,
    complaints,
    day,
    duty,
    forecasting,
    homes,
    importing,
    papers,
    people,
    phones,
    planning,
    reach,
    recording,
    replanning,
    reporting,
    settings,
    team,
    today,
    tokens,
    week,
    weekif,
    whatif,
)
from planner.domain.access_token import Scope
from planner.domain.account import Role

ENTRIES: tuple[Entry, ...] = (
    # People.
    look("/sign-in", people.show_sign_in, PUBLIC, is_public=True),
    change("/sign-in", people.sign_in, PUBLIC, is_public=True),
    look("/session", people.show_session, PUBLIC, is_public=True),
    change("/first", people.make_first, PUBLIC, is_public=True),
    change("/sign-out", people.sign_out, EVERYBODY),
    change("/language/{language}", people.speak, PUBLIC, is_public=True),
    look("/password", people.show_own, EVERYBODY),
    change("/password", people.change_own, EVERYBODY),
    look("/accounts", people.show_accounts, KEEPER),
    change("/accounts", people.add, KEEPER),
    change("/accounts/{name}", people.change, KEEPER),
    change("/accounts/{name}/password", people.reset, KEEPER),
    look("/tokens", tokens.show, KEEPER),
    change("/tokens", tokens.add, KEEPER),
    change("/tokens/{token}/end", tokens.end, KEEPER),
    # The day.
    look("/", today.show, EVERYBODY),
    look("/plan", planning.choose, DESK),
    look("/plan/{day}", planning.show, DESK),
    change("/plan/{day}", planning.start, DESK),
    look("/plan/{day}/team/{team}", duty.show, DESK),
    change("/plan/{day}/team/{team}", duty.keep, DESK),
    change("/plan/{day}/team/{team}/clear", duty.clear, DESK),
    look("/job/{job}", planning.show_job, READERS | KEEPER),
    look("/job/{job}/state", planning.job_state, READERS | KEEPER),
    change("/job/{job}/stop", planning.stop_job, DESK | KEEPER),
    look("/day", day.choose, READERS),
    look("/day/{day}", day.show, READERS),
    look("/day/{day}/{version:number}", day.show, READERS),
    look("/day/{day}/{version:number}/map", day.draw, READERS),
    look("/day/{day}/{version:number}/why/{visit}", day.why, READERS),
    change("/day/{day}/change", changing.change, DESK),
    change("/day/{day}/undo", changing.undo, DESK),
    change("/day/{day}/redo", changing.redo, DESK),
    change("/day/{day}/closed", changing.take_out_closed, DESK),
    look("/day/{day}/replan", replanning.show, DESK),
    change("/day/{day}/replan", replanning.start, DESK),
    look("/day/{day}/whatif", whatif.show, DESK),
    change("/day/{day}/whatif", whatif.start, DESK),
    look("/day/{day}/whatif/{key}", whatif.answer, DESK),
    look("/day/{day}/whatif/{key}/paper", whatif.page_of, DESK),
    change("/day/{day}/whatif/{key}/keep", whatif.keep, DESK),
    look("/day/{day}/{version:number}/changes", replanning.changes, READERS),
    look("/day/{day}/print", papers.show, DESK),
    change("/day/{day}/print", papers.start, DESK),
    change("/day/{day}/sheets", papers.mark, DESK),
    look("/day/{day}/{version:number}/paper/{name}", papers.file, READERS),
    look("/day/{day}/{version:number}/draft/{name}", papers.draft, READERS),
    change("/day/{day}/{version:number}/sign", approving.sign, CHIEF),
    change("/day/{day}/phones", phones.links, DESK),
    look("/day/{day}/phone/{team}", phones.file, DESK),
    look("/phone/{token}", phones.by_link, PUBLIC, is_public=True),
    look("/record", recording.choose, DESK),
    look("/record/{day}", recording.show_day, DESK),
    look("/record/sheet/{sheet}", recording.show_sheet, DESK),
    change("/record/sheet/{sheet}", recording.keep, DESK, is_of_rows=True),
    change("/record/sheet/{sheet}/clear", recording.clear, DESK, is_of_rows=True),
    look("/team", team.show, frozenset({Role.OFFICER})),
    look("/team/day", phones.own, frozenset({Role.OFFICER})),
    # The week.
    look("/week", week.show, READERS),
    change("/week", week.plan, DESK),
    change("/week/roll", week.roll, DESK),
    change("/week/sign", week.sign, CHIEF),
    change("/week/print", week.start_printing, DESK),
    look("/week/{day}/{version:number}/paper/{name}", week.paper, READERS),
    look("/week/whatif", weekif.show, DESK),
    change("/week/whatif", weekif.start, DESK),
    look("/week/whatif/{key}", weekif.answer, DESK),
    # The books.
    look("/complaints", complaints.show, READERS),
    change("/complaints", complaints.add, DESK),
    look("/complaints/{complaint}", complaints.show_one, READERS),
    change("/complaints/{complaint}", complaints.say, DESK),
    change("/complaints/{complaint}/text", complaints.write, READERS),
    look("/homes", homes.show, DESK),
    look("/homes/{home}", homes.show_one, DESK),
    change("/homes/{home}", homes.correct, DESK),
    look("/reach", reach.show, DESK),
    change("/reach", reach.start, DESK),
    look("/reach/{key}", reach.answer, DESK),
    look("/reach/{key}/{name}", reach.paper, DESK),
    look("/facilities", homes.show_facilities, READERS),
    look("/facilities/{facility}", homes.show_facility, READERS),
    # Files in, papers out, and who did what.
    look("/import", importing.choose, KEEPER),
    look("/import/marked/{key}", importing.marked, KEEPER),
    look("/import/{kind}", importing.show, KEEPER),
    look("/import/{kind}/form", importing.form, KEEPER),
    change("/import/{kind}", importing.take, KEEPER, takes_files=True),
    change("/import/{kind}/undo", importing.take_back, KEEPER),
    look("/report", reporting.show, READERS),
    change("/report", reporting.make, READERS),
    change("/forecast", forecasting.start, READERS),
    look("/forecast/{key}", forecasting.show, READERS),
    look("/report/{period}/{name}", reporting.hand_out, READERS),
    look("/settings", settings.show, KEEPER),
    change("/settings", settings.keep, KEEPER),
    look("/backup", backing_up.show, KEEPER),
    change("/backup", backing_up.make, KEEPER),
    look("/audit", reporting.show_audit, CHIEF | KEEPER),
    # The same for programs.
    data("/openapi.json", api.describe, EVERYBODY, answers.DOCUMENT, Scope.COVERAGE, Scope.DAYS),
    data("/coverage", api.coverage, READERS, answers.COVERAGE, Scope.COVERAGE, Scope.DAYS),
    data("/today", today.show, READERS | KEEPER, answers.TODAY),
    data("/day/{day}", day.show, READERS, answers.PLAN, Scope.DAYS),
    data("/day/{day}/{version:number}", day.show, READERS, answers.PLAN_VERSION, Scope.DAYS),
    data("/sheets/{day}", api.sheets, READERS, answers.SHEETS, Scope.DAYS),
    data("/week", week.show, READERS, answers.WEEK, Scope.DAYS),
    data("/facilities", api.facilities, READERS, answers.FACILITIES, Scope.DAYS),
    data("/complaints", complaints.show, READERS, answers.COMPLAINTS),
    data("/complaints/{complaint}", complaints.show_one, READERS, answers.COMPLAINT),
    data("/homes", homes.show, DESK, answers.HOMES),
    data("/audit", reporting.show_audit, CHIEF | KEEPER, answers.AUDIT),
)
"""Whatever stands here and names no role is shut to everybody; whatever does not stand here is not there."""

MENU = (
    ("/", "Today"),
    ("/plan", "Plan"),
    ("/day", "Working view"),
    ("/record", "Record"),
    ("/week", "Week"),
    ("/complaints", "Complaints"),
    ("/homes", "Homes"),
    ("/facilities", "Facilities"),
    ("/report", "Report"),
    ("/import", "Import"),
    ("/audit", "Audit trail"),
)
"""Pages that the head of every page leads to, in the order of a day's work; each is shown to whoever may open it."""


def menu_of(roles: frozenset[Role]) -> list[tuple[str, str]]:
    """Address and name of the pages that somebody with these roles may open."""
    is_open = {entry.path: entry.is_open_to(roles) for entry in ENTRIES if entry.method == "GET"}
    return [(path, name) for path, name in MENU if is_open.get(path)]


_PARTS = re.compile(r"\{\w+(:number)?\}")
_WAYS = tuple((one, re.compile(_PARTS.sub(lambda part: "[0-9]+" if part[1] else "[^/]+", one.path))) for one in ENTRIES)


def is_open(address: str, roles: frozenset[Role], method: str) -> bool:
    """Whether somebody with these roles may go to an address, by a method."""
    path = address.partition("#")[0].partition("?")[0]
    found = next((entry for entry, way in _WAYS if entry.method == method and way.fullmatch(path)), None)
    return found is not None and found.is_open_to(roles)
