"""A report as a piece of HTML for a notebook: the page's own tables, with no more style than they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from positions.render.common.heading import dateline_of, headline_of, told_of
from positions.render.common.marks import legend, stance_cells
from positions.render.common.matrix_form import for_people
from positions.render.common.share_legend import share_legend
from positions.render.html.build import Markup, el, join, scrollable
from positions.render.html.matrices import MANY
from positions.render.html.scoped_style import SCOPE, scoped_style
from positions.render.html.tables import legend_line, matrix_table, notes, rows_table
from positions.tables import AnyTable, Matrix, Report

MOST_ROWS = 50
"""A table shows so many rows, and says how many more there are."""

MOST_SQUARE = 30
"""A matrix shows so many rows and columns, and says how many more there are."""


def fragment(report: Report, picture: str | None = None) -> str:
    """Return a report's tables, words and notes as one element that any page can hold.

    Its style acts on itself alone and follows the page around it in light and dark. There is no script, no
    address and no heading in it, and the text of the data is escaped. Of large tables it has the beginning.

    Args:
        report: the report.
        picture: its SVG, which then stands in place of the words.
    """
    tables = [table for table in report.tables if table.id in report.shown] or report.tables
    parts = join(
        (
            el("p", headline_of(report), class_="title"),
            el("p", below, class_="dateline") if (below := dateline_of(report)) else None,
            Markup(picture) if picture is not None else _told(told_of(report)),
            *(_section(table) for table in tables),
            notes(report.notes) if picture is None else None,
        )
    )
    return el("div", Markup(f"<style>{scoped_style(parts)}</style>"), parts, class_=SCOPE)


def _told(sentences: Sequence[str]) -> Markup:
    return join(el("p", sentence) for sentence in sentences)


def _section(table: AnyTable) -> Markup:
    """Return a table under its title, with what its signs mean and its notes."""
    shown: AnyTable
    if isinstance(table, Matrix):
        shown, left_out = _beginning(for_people(table))
        content, name = (
            matrix_table(shown),
            f"matrix {table.id}{' wide' if len(shown.columns) >= MANY else ''}",
        )
    else:
        shown = replace(table, rows=table.rows[:MOST_ROWS])
        left_out = _more(len(table.rows) - len(shown.rows), "row")
        content, name = rows_table(shown), None
    signs = [*legend(stance_cells(shown), words=name is None), *share_legend(shown, shaded=True)]
    return el(
        "div",
        el("p", table.title, class_="title"),
        scrollable(content, table.title),
        el("p", f"Not shown here: {left_out}.", class_="note") if left_out else None,
        legend_line(signs),
        notes(table.notes),
        class_=name,
    )


def _beginning(matrix: Matrix) -> tuple[Matrix, str]:
    """Return the upper left corner of a matrix, and in words what that leaves out."""
    rows, columns = matrix.rows[:MOST_SQUARE], matrix.columns[:MOST_SQUARE]
    cells = tuple(row[:MOST_SQUARE] for row in matrix.cells[:MOST_SQUARE])
    more = (
        _more(len(matrix.rows) - len(rows), "row"),
        _more(len(matrix.columns) - len(columns), "column"),
    )
    return replace(matrix, rows=rows, columns=columns, cells=cells), " and ".join(filter(None, more))


def _more(number: int, noun: str) -> str:
    return f"{number:,} more {noun}{'' if number == 1 else 's'}" if number else ""
