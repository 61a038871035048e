"""Reports as HTML: a plain page of a report's tables, for the commands that have no page of their own."""

from __future__ import annotations

from html import escape

from positions.render import RenderOptions
from positions.render.common.heading import dateline_of, headline_of
from positions.render.common.table_selection import chosen
from positions.render.common.text import drawn
from positions.render.html.build import Markup, el
from positions.render.html.document import about_the_data, document
from positions.render.html.tables import notes, table_section
from positions.tables import Drawing, Report


def render(report: Report, options: RenderOptions) -> str:
    """Return a report as one HTML page without a script, its tables, drawings, words and notes.

    Raises:
        UsageError: if a table is asked for that the report has not.
    """
    tables = chosen(report, options, people=True)
    content = (
        el(
            "header",
            el("p", f"positions {report.command}", class_="kicker"),
            el("h1", headline_of(report)),
            el("p", below, class_="dateline") if (below := dateline_of(report)) else None,
            *(el("p", sentence, class_="lede") for sentence in report.summary),
            class_="top",
        ),
        el(
            "main",
            *(table_section(table) for table in tables),
            *(_drawing(drawing) for drawing in report.drawings if options.tables is None),
            el("section", el("h2", "Notes"), notes(report.notes)) if report.notes else None,
        ),
        el("footer", el("p", "Data: ", el("code", report.dataset.sha256)), about_the_data(report)),
    )
    return document(report.title, content)


def _drawing(drawing: Drawing) -> Markup:
    lines = Markup(escape("\n".join(map(drawn, drawing.lines))))
    return el(
        "section",
        el("h2", drawing.title),
        el("pre", lines, tabindex="0", role="region", aria_label=drawing.title),
    )
