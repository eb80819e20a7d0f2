"""What the report says, before it has a form: which tables an edition holds, and the month before beside it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from outputs.report.complaint_tables import (
    age_table,
    answer_table,
    complaint_table,
    field_text,
    received_table,
    state_table,
)
from outputs.report.coverage_tables import neighbourhood_table, opening_table, result_table, village_table, visit_table
from outputs.report.disclosure import edition_of, shown
from outputs.report.facility_tables import agency_table, attention_table
from outputs.report.load_tables import team_table, unit_table, week_table
from outputs.report.minute_tables import duration_table, minute_table
from outputs.report.table import TOTAL, Row, Table, Value
from planner.domain.edition import Edition
from planner.domain.month import MonthFigures
from planner.domain.records import Village
from planner.domain.settings import Settings
from planner.rules.day_slots import slots_of
from planner.words.language import DEFAULT_LANGUAGE, Words, words


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSource:
    """Everything that a report is made of.

    Attributes
    ----------
    before
        The period before; `None`: nothing is known of it.
    is_public
        The edition for everybody: small numbers, teams and RT left out.
    is_invented
        The data are an example: every page says DATA CONTOH.
    anchor
        The last entry of the audit trail before the end of the period, as `dds audit --verify --anchor` takes it; empty: none.
    editions
        What was published, by the first day of its month; it is shown again as it was, and later editions reckon with it.
    """

    figures: MonthFigures
    before: MonthFigures | None = None
    villages: tuple[Village, ...] = ()
    settings: Settings = field(default_factory=Settings)
    language: str = DEFAULT_LANGUAGE
    is_public: bool = False
    is_invented: bool = False
    anchor: str = ""
    editions: Mapping[dt.date, Edition] = field(default_factory=dict)

    @property
    def minimum(self) -> int:
        """The smallest count that a public edition shows: of one that was published, as it was then."""
        edition = self.editions.get(self.figures.period.start)
        return (edition.minimum if edition else None) or self.settings.report.public_minimum

    @property
    def cycle_days(self) -> int:
        """Within how many days a visited home is covered: of an edition that was published, as it was then."""
        edition = self.editions.get(self.figures.period.start)
        return (edition.cycle_days if edition else None) or self.figures.cycle_days

    @property
    def say(self) -> Words:
        """Words of its language."""
        return words(self.language)


def tables_of(source: ReportSource) -> Mapping[str, Table]:
    """Tables of this period, by key, in the order in which they are printed."""
    return _tables(source, source.figures)


def tables_before(source: ReportSource) -> Mapping[str, Table]:
    """The same of the period before, as its own edition showed them; empty where nothing is known."""
    return {} if source.before is None else _tables(source, source.before)


def village_names(source: ReportSource) -> Mapping[str, str]:
    """Name of each village by code; a code without a name stands for itself."""
    names = {village.code: village.name for village in source.villages}
    found = {count.village for count in source.figures.neighbourhoods}
    if source.before is not None:
        found |= {count.village for count in source.before.neighbourhoods}
    return {code: names.get(code, code) for code in sorted(found | names.keys())}


def _tables(source: ReportSource, figures: MonthFigures) -> Mapping[str, Table]:
    say, names = source.say, village_names(source)
    agencies = source.settings.report.agencies
    if source.is_public:
        edition = source.editions.get(figures.period.start) or new_edition(source, figures)
        found = shown(_countable(source, figures), edition, label=lambda table, group: _label(source, table, group))
        found.insert(3, _answers(source, figures, edition))
    else:
        found = [
            village_table(figures, names, say),
            result_table(figures, names, say),
            visit_table(figures, say),
            opening_table(figures, {slot.name for slot in slots_of(source.settings.day)}, say),
            week_table(figures, say),
            unit_table(figures, say),
            team_table(figures, say),
            minute_table(figures, say),
            duration_table(figures, say),
            complaint_table(figures, say),
            state_table(figures, say),
            age_table(figures, say),
            answer_table(figures, say),
            agency_table(figures, agencies, say),
            attention_table(figures, names, agencies, say),
            neighbourhood_table(figures, names, say),
        ]
    return {table.key: table for table in found if table.rows}


def new_edition(source: ReportSource, figures: MonthFigures) -> Edition:
    """What the public edition of a month shows and hides, given what was published of other months."""
    minimum = source.settings.report.public_minimum
    series = [source.editions[month] for month in sorted(source.editions)]
    made = edition_of(figures.period.start, _countable(source, figures), below=minimum, series=series)
    answers = answer_table(figures, source.say, is_public=True, below=minimum)
    days = {column.key: answers.rows[0].cells[column.key] for column in answers.columns if answers.rows}
    told = {key: value for key, value in days.items() if isinstance(value, int)}
    return replace(made, days=told, cycle_days=figures.cycle_days, minimum=minimum)


def _countable(source: ReportSource, figures: MonthFigures) -> list[Table]:
    """The tables of a public edition that count something."""
    say, names = source.say, village_names(source)
    return [
        village_table(figures, names, say, is_public=True),
        result_table(figures, names, say, is_public=True),
        received_table(figures, say),
        agency_table(figures, source.settings.report.agencies, say, is_public=True),
    ]


def _label(source: ReportSource, table: str, group: str) -> str:
    if group == TOTAL:
        return source.say.text("report.total")
    if table == "complaints":
        return field_text(group, source.say)
    return group if table == "agencies" else village_names(source).get(group, group)


def _answers(source: ReportSource, figures: MonthFigures, edition: Edition) -> Table:
    """How long answers took, as it was published."""
    table = answer_table(figures, source.say, is_public=True, below=source.minimum)
    cells: dict[str, Value] = {table.columns[0].key: source.say.text("report.total"), **edition.days}
    return replace(table, rows=(Row(id=TOTAL, cells=cells, is_total=True),) if edition.days else ())
