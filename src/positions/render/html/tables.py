"""A report's tables as HTML tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from positions.render.common.marks import Legend, legend, stance_cells
from positions.render.common.matrix_form import for_people
from positions.render.common.palette import STEPS
from positions.render.common.share_legend import share_legend
from positions.render.common.values import in_matrix, plain
from positions.render.html.build import Markup, el, join, scrollable, text
from positions.render.html.cells import share_td, stance_said, stance_td
from positions.render.html.evidence import evidence_line
from positions.render.html.matrices import MANY, heading
from positions.tables import AnyTable, CellValue, Column, EvidenceItem, Matrix, Ref, Share, StanceCell, Table

_NUMBERS = ("integer", "number", "share")


def table_section(table: AnyTable) -> Markup:
    """Return a table under its heading, with what its signs mean and its notes."""
    name = None
    if table.kind == "matrix":
        form = for_people(table)
        shown = matrix_table(form)
        name = f"matrix {table.id}{' wide' if len(form.columns) >= MANY else ''}"
    else:
        shown = rows_table(table)
    entries = [*legend(stance_cells(table), words=name is None), *share_legend(table, shaded=True)]
    return el(
        "section",
        el("h2", table.title),
        scrollable(shown, table.title),
        legend_line(entries),
        notes(table.notes),
        class_=name,
    )


def legend_line(entries: Sequence[Legend]) -> Markup | None:
    """Return what signs mean, as a list."""
    if not entries:
        return None
    return el("ul", *(el("li", *_sign(entry), " ", entry.words) for entry in entries), class_="legend")


def _sign(entry: Legend) -> Iterator[Markup]:
    """Yield a sign on its colour, where it has one; of shades a swatch each, of agreement or disagreement."""
    if entry.tone in ("g", "d"):
        steps = (el("span", class_=f"swatch g{step}") for step in range(STEPS))
        yield el(
            "span",
            *steps,
            class_="shades disagreement" if entry.tone == "d" else "shades",
            aria_hidden="true",
        )
        return
    yield el("b", entry.sign, class_=f"m {entry.tone}" if entry.tone else None)


def notes(texts: Sequence[str]) -> Markup | None:
    """Return notes, a paragraph each."""
    return join(el("p", note, class_="note") for note in texts) if texts else None


def matrix_table(matrix: Matrix) -> Markup:
    """Return a matrix of cells of any kind."""
    if not matrix.rows or not matrix.columns:
        return el("p", "Nothing to show.")

    def cell(value: CellValue) -> str:
        if isinstance(value, StanceCell):
            return stance_td(value, None)
        if isinstance(value, Share):
            return share_td(value, None)
        return el("td", in_matrix(value, matrix.type, sparse=matrix.sparse), class_="c")

    rows = (
        Markup(f"<tr>{heading(ref, 'row')}{''.join(map(cell, cells))}</tr>")
        for ref, cells in zip(matrix.rows, matrix.cells, strict=True)
    )
    heads = Markup("".join(heading(ref, "col") for ref in matrix.columns))
    return el(
        "table",
        el("caption", matrix.title),
        el("thead", el("tr", el("td"), heads)),
        el("tbody", *rows),
        class_="many" if len(matrix.columns) >= MANY else None,
    )


def rows_table(table: Table, rows: Sequence[Sequence[CellValue]] | None = None) -> Markup:
    """Return a table, or some of its rows; long text stands in a row of its own below the rest."""
    rows = table.rows if rows is None else rows
    if not table.rows:
        return el("p", table.empty)
    shown = [index for index, column in enumerate(table.columns) if not column.below and not column.detail]
    below = [index for index, column in enumerate(table.columns) if column.below and not column.detail]
    heads = (
        el("th", table.columns[index].label, scope="col", class_=_side(table.columns[index]))
        for index in shown
    )
    body: list[Markup] = []
    for row in rows:
        cells = [(_value(row[index], table.columns[index]), _side(table.columns[index])) for index in shown]
        (first, side), *rest = cells
        # a heading without words would head nothing
        head = el("th", first, scope="row", class_=side) if first else el("td", class_=side)
        body.append(el("tr", head, *(el("td", value, class_=kind) for value, kind in rest)))
        told = [item for index in below for item in _told(table.columns[index], row[index])]
        if told:
            body.append(el("tr", el("td", *told, colspan=len(shown)), class_="below"))
    return el(
        "table", el("caption", table.title), el("thead", el("tr", *heads)), el("tbody", *body), class_="rows"
    )


def _side(column: Column) -> str | None:
    return "number" if column.type in _NUMBERS else "date" if column.type == "date" else None


def _value(value: CellValue, column: Column) -> Markup:
    if isinstance(value, StanceCell):
        return stance_said(value)
    if isinstance(value, Ref) and value.name != value.label:
        return el("span", value.label, title=value.name)
    if column.type == "integer" and isinstance(value, int):
        return Markup(f"{value:,}")
    return text(plain(value, column.type))


def _told(column: Column, value: CellValue) -> list[Markup]:
    if isinstance(value, tuple) and any(isinstance(item, EvidenceItem) for item in value):
        return [evidence_line(item, column.label) for item in cast("tuple[EvidenceItem, ...]", value)]
    found = plain(value, column.type)
    return [el("p", el("b", f"{column.label}:"), " ", found)] if found else []
