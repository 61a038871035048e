"""Reports without a page of their own, and briefings, as plain HTML pages."""

from __future__ import annotations

from html import escape
from itertools import count

from positions.page_model import Briefing, Section
from positions.render.briefing import sources_of, stance_of
from positions.render.common.heading import dateline_of, headline_of, told_of
from positions.render.common.marks import legend, stance_cells
from positions.render.common.matrix_form import for_people
from positions.render.common.share_legend import share_legend
from positions.render.common.table_selection import chosen
from positions.render.common.text import drawn
from positions.render.html.build import Markup, el
from positions.render.html.document import about_the_data, document
from positions.render.html.matrices import MANY
from positions.render.html.tables import legend_line, matrix_table, notes, rows_table, table_section
from positions.render.registry import RenderOptions
from positions.tables import AnyTable, Drawing, Report


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
            *(el("p", sentence, class_="lede") for sentence in told_of(report)),
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


def briefing_page(briefing: Briefing) -> str:
    """Return a briefing as one HTML document."""
    proper = [section for section in briefing.sections if not section.annex]
    annexes = [section for section in briefing.sections if section.annex]
    content = (
        el(
            "header",
            el("h1", briefing.title),
            el("p", briefing.dateline, class_="dateline") if briefing.dateline else None,
            *(el("p", text) for text in briefing.lead),
            class_="top",
        ),
        el(
            "main",
            *map(_section, proper),
            el("section", el("h2", "Notes"), notes(briefing.notes)) if briefing.notes else None,
            *map(_section, annexes),
            *_words(briefing),
            _points(briefing.about, "About the data"),
            class_="briefing",
        ),
    )
    return document(briefing.title, content, running=briefing.dateline or briefing.title)


def _section(section: Section) -> Markup:
    return el(
        "section",
        el("h2", section.title),
        *(el("p", text) for text in section.paragraphs),
        el("ul", *(el("li", text) for text in section.points)) if section.points else None,
        _briefing_tables(section.tables),
    )


def _briefing_tables(tables: tuple[AnyTable, ...]) -> Markup | None:
    """Return tables below one another; small matrices of shares side by side."""
    made = [_table(table, titled=len(tables) > 1) for table in tables]
    small = all(
        table.type == "share" and len(table.columns) < MANY for table in tables if table.kind == "matrix"
    )
    if len(made) > 1 and small:
        return el("div", *made, class_="beside")
    return el("div", *made) if made else None


def _table(table: AnyTable, *, titled: bool) -> Markup:
    matrix = table.kind == "matrix"
    shown = matrix_table(for_people(table)) if table.kind == "matrix" else rows_table(table)
    entries = [*legend(stance_cells(table), words=not matrix), *share_legend(table, shaded=True)]
    return el(
        "div",
        el("h3", table.title) if titled else None,
        shown,
        legend_line(entries),
        notes(table.notes),
        class_=f"matrix {table.id}" if matrix else None,
    )


def _words(briefing: Briefing) -> list[Markup]:
    """Return the words that the briefing rests on, numbered through, and the sources with an address."""
    sources, numbers = sources_of(briefing), count(1)
    found = []
    for words in briefing.words:
        items = []
        for said in words.items:
            text = sources.text(said.item)
            parts = (text.aside, text.words, f"— {text.attribution}" if text.attribution else "")
            told = "".join(f" {part}" for part in parts if part)
            items.append(el("li", el("b", stance_of(said)), told, value=next(numbers)))
        found.append(el("section", el("h2", words.title), el("p", words.note), el("ol", *items)))
    listed = [f"[{number}] {text}" for number, text in sources.listed()]
    found += [section] if (section := _points(tuple(listed), "Sources")) else []
    return found


def _points(texts: tuple[str, ...], title: str) -> Markup | None:
    if not texts:
        return None
    return el("section", el("h2", title), el("ul", *(el("li", text) for text in texts)))
