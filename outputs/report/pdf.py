"""The report on paper."""

from outputs.report.content import ReportSource
from outputs.report.paper_data import paper_data
from outputs.sheets.rendering import press


def report_pdf(source: ReportSource) -> bytes:
    """Set the report; the same figures give the same bytes."""
    with press(room="report") as printing:
        return printing.render("report.typ", paper_data(source), source.figures.period.end)
