"""The stance grid and the matrices of the page: plain tables, which the script draws again to filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from math import ceil
from typing import Literal, cast

from positions.page_model import MOST_CELLS, Page, PageIssue
from positions.render.common.marks import each_once, marked, stance_cells
from positions.render.common.matrix_form import for_people
from positions.render.html.build import Markup, el, join, prose, scrollable, text
from positions.render.html.cells import Addresses, share_td, short_td, stance_td
from positions.tables import Matrix, Ref, Share, StanceCell

PANEL = 30
"""Where there is a script, a large matrix is shown in panels of so many rows and columns."""

_LARGE = 40
"""A matrix with more rows or columns than this is large."""

PAIR_ROWS = 15_000
"""The details of all pairs stand in the page up to so many rows; beyond, the script makes them."""

MANY = 9
"""A matrix of so many columns is set small, and may take the whole window."""

_BROAD = 16
"""A stance grid of more columns than this takes a sheet of paper laid across."""

_SHORT = 4
LONG_HEAD = 14
"""Headings of rows of more letters than this take a wide column where columns have one width."""

ACROSS_PAPER = 15
"""On paper a matrix of shares, or of long stances, of more columns than this is set out in parts."""
_NARROWEST, _WIDEST, _HALF = 8, 24, 60
"""In letters: the least width of a column, the most of a row's heading, and half of the page."""

_FEW = 12


def is_large(page: Page) -> bool:
    """Return whether the page is too large to hold all cells and pairs as elements."""
    actors, issues = len(page.actors), len(page.issues)
    return max(actors, issues) > _LARGE or actors * (actors - 1) // 2 * issues > PAIR_ROWS


def issues_down(page: Page) -> bool:
    """Return whether the stance grid has the issues down and the actors across."""
    return for_people(page.stances) is not page.stances


def is_even(matrix: Matrix) -> bool:
    """Return whether all columns of a matrix of many can have one width: nothing in it is long."""
    return matrix.type == "share" or all(
        len(marked(cell)) <= _SHORT for cell in each_once(stance_cells(matrix))
    )


def width_class(matrix: Matrix) -> str | None:
    """Return the classes of a section by its matrix: one of many columns takes the whole window.

    Paper is laid across for a broad stance grid; a broad matrix of shares is set out there in parts.
    """
    broad = matrix.type == "stance" and len(matrix.columns) > _BROAD
    return "wide broad" if broad else wide_class(len(matrix.columns))


def wide_class(columns: int) -> str | None:
    """Return the class of a section by how many columns its matrix of shares has."""
    return "wide" if columns >= MANY else None


def fits_beside(refs: Sequence[Ref]) -> bool:
    """Return whether two square matrices under these headings fit side by side on a wide screen."""
    if len(refs) >= MANY:
        return False
    words = (max(map(len, ref.label.split()), default=0) for ref in refs)
    columns = sum(max(_NARROWEST, 1 + word) for word in words)
    return columns + min(_WIDEST, max((len(ref.label) for ref in refs), default=0)) <= _HALF


def stance_grid(page: Page, addresses: Addresses) -> Markup:
    """Return the stance grid, turned as for_people turns it."""
    matrix, down = for_people(page.stances), issues_down(page)

    def cell(row: int, column: int) -> str:
        actor, issue = (column, row) if down else (row, column)
        whose = f"{page.actors[actor].ref.label} on {page.issues[issue].ref.label}: "
        return stance_td(cast("StanceCell", matrix.cells[row][column]), addresses.stance(actor, issue), whose)

    small = len(matrix.columns) < MANY
    heads = [_issue_head(issue, told=small) for issue in page.issues] if down else None
    return _framed(matrix, "Stances of actors on issues", cell, large=is_large(page), heads=heads)


def _issue_head(issue: PageIssue, *, told: bool) -> str:
    """Return the heading of an issue's row; where there is room, what it proposes stands below."""
    title, proposition = text(issue.ref.label), text(issue.proposition or "")
    if not proposition:
        return heading(issue.ref, "row")
    if told:
        return f'<th scope="row"><span>{title}</span><small aria-hidden="true">{proposition}</small></th>'
    return f'<th scope="row"><span title="{proposition}">{title}</span></th>'


def share_matrix(page: Page, name: Literal["agreement", "disagreement"], addresses: Addresses) -> Markup:
    """Return the matrix of agreement or of disagreement; in words that it is too large where it is."""
    matrix = page.agreement if name == "agreement" else page.disagreement
    if matrix is None:
        actors = len(page.actors)
        said = el("p", prose(_too_many(name, actors, actors)), class_="note")
        return el("div", el("noscript", said), class_=f"matrix {name}", id=f"{name}-matrix")

    def cell(row: int, column: int) -> str:
        whose = f"{matrix.rows[row].label} and {matrix.columns[column].label}: "
        return share_td(cast("Share | None", matrix.cells[row][column]), addresses.pair(row, column), whose)

    caption = f"{matrix.title} of each pair of actors"
    return _framed(matrix, caption, cell, large=is_large(page))


def _framed(
    matrix: Matrix,
    caption: str,
    cell: Callable[[int, int], str],
    *,
    large: bool,
    heads: Sequence[str] | None = None,
) -> Markup:
    """Return a table in a frame that scrolls; a large one is for readers without a script alone."""
    heads = heads or [heading(ref, "row") for ref in matrix.rows]
    if large and len(matrix.rows) * len(matrix.columns) > MOST_CELLS:
        frame = el("p", prose(_too_many(matrix.id, len(matrix.rows), len(matrix.columns))), class_="note")
    else:
        table = _short_table(matrix, caption) if large else _table(matrix, caption, cell, heads)
        frame = scrollable(table, matrix.title)
    parts = _parts_for_paper(matrix, caption)
    content = el("noscript", frame, parts) if large else join((frame, el("noscript", parts) if parts else ""))
    return el("div", content, class_=f"matrix {matrix.id}", id=f"{matrix.id}-matrix")


def _parts_for_paper(matrix: Matrix, caption: str) -> Markup | None:
    """Return a broad table in parts below one another, for paper; None where it fits, or is very large.

    For readers without a script, which else makes them when the page is printed.
    """
    columns = len(matrix.columns)
    if not ACROSS_PAPER < columns <= _LARGE or (matrix.type == "stance" and is_even(matrix)):
        return None
    size = ceil(columns / ceil(columns / ACROSS_PAPER))
    return el(
        "div",
        *(_part(matrix, caption, first, first + size) for first in range(0, columns, size)),
        class_="parts",
    )


def _part(matrix: Matrix, caption: str, first: int, end: int) -> Markup:
    """Return the columns of a matrix from `first` to before `end` as a table without links."""
    rows = "".join(
        f"<tr>{heading(ref, 'row')}{''.join(map(_bare_td, cells[first:end]))}</tr>"
        for ref, cells in zip(matrix.rows, matrix.cells, strict=True)
    )
    return _whole(replace(matrix, columns=matrix.columns[first:end]), caption, rows, part=True)


def _bare_td(cell: object) -> str:
    if isinstance(cell, StanceCell):
        return stance_td(cell, None, "")
    return share_td(cast("Share | None", cell), None)


def _too_many(name: str, rows: int, columns: int) -> str:
    return (
        f"{rows:,} rows and {columns:,} columns are too many to set out here. With a script they are shown "
        f"in panels; `positions compare --table {name} -o {name}.csv` writes them whole."
    )


def _table(matrix: Matrix, caption: str, cell: Callable[[int, int], str], heads: Sequence[str]) -> Markup:
    if not matrix.rows or not matrix.columns:
        return el("p", "Nothing to show.")
    rows = "".join(
        f"<tr>{heads[row]}{''.join(cell(row, column) for column in range(len(matrix.columns)))}</tr>"
        for row in range(len(matrix.rows))
    )
    return _whole(matrix, caption, rows)


def _short_table(matrix: Matrix, caption: str) -> Markup:
    """Return a table whose cells take few letters: end tags that HTML can do without are left out."""
    shown = cast("tuple[tuple[StanceCell | Share | None, ...], ...]", matrix.cells)
    said = {id(cell): short_td(cell) for cell in each_once(cell for cells in shown for cell in cells)}
    rows = "".join(
        f"<tr>{heading(ref, 'row')}{''.join([said[id(cell)] for cell in cells])}"
        for ref, cells in zip(matrix.rows, shown, strict=True)
    )
    return _whole(matrix, caption, rows)


def _whole(matrix: Matrix, caption: str, rows: str, *, part: bool = False) -> Markup:
    heads = "".join(heading(ref, "col") for ref in matrix.columns)
    even = " even" if is_even(matrix) else ""
    long = " long" if max((len(ref.label) for ref in matrix.rows), default=0) > LONG_HEAD else ""
    fitting = " part" if part else " fits" if len(matrix.columns) <= ACROSS_PAPER else ""
    many = f' class="many{even}{long}{fitting}"' if part or len(matrix.columns) >= MANY else ""
    return Markup(
        f"<table{many}><caption>{escape(caption)}</caption><thead><tr><td></td>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def heading(ref: Ref, scope: str) -> str:
    """Return the heading of a row or column: the short name, with the full one for who points at it."""
    full = f' title="{text(ref.name)}"' if ref.name != ref.label else ""
    return f'<th scope="{scope}"><span{full}>{text(ref.label)}</span></th>'


def full_names(refs: Sequence[Ref]) -> Markup | None:
    """Return what the short names stand for; None where there are none."""
    named = [ref for ref in refs if ref.name != ref.label]
    if not named:
        return None
    names = el(
        "p",
        *(
            part
            for index, ref in enumerate(named)
            for part in (Markup("; ") if index else None, el("b", ref.label), Markup(" "), text(ref.name))
        ),
        ".",
        class_="key",
    )
    if len(named) <= _FEW:
        return names
    return el("details", el("summary", "What the short names stand for"), names, class_="names")
