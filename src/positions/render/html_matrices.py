"""The stance grid and the matrices of the page: plain tables, which the script draws again to filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import cast

from positions.pages import Page
from positions.render.html_build import Markup, el, text
from positions.render.html_cells import Addresses, share_td, stance_td
from positions.render.matrix_form import for_people
from positions.tables import Matrix, Ref, Share, StanceCell

PANEL = 50
"""A matrix with more rows or columns than this is shown in panels where there is a script."""

PAIR_ROWS = 15_000
"""The details of all pairs stand in the page up to so many rows; beyond, the script makes them."""

_MANY = 9


def is_large(page: Page) -> bool:
    """Return whether the page is too large to hold all cells and pairs as elements."""
    actors, issues = len(page.actors), len(page.issues)
    return max(actors, issues) > PANEL or actors * (actors - 1) // 2 * issues > PAIR_ROWS


def issues_down(page: Page) -> bool:
    """Return whether the stance grid has the issues down and the actors across."""
    return for_people(page.stances) is not page.stances


def stance_grid(page: Page, addresses: Addresses) -> Markup:
    """Return the stance grid, turned as for_people turns it."""
    matrix, down, large = for_people(page.stances), issues_down(page), is_large(page)

    def cell(row: int, column: int) -> str:
        actor, issue = (column, row) if down else (row, column)
        found = cast("StanceCell", matrix.cells[row][column])
        return stance_td(found, None if large else addresses.stance(actor, issue))

    return _framed("stances", "Stances", _table(matrix, "Stances of actors on issues", cell), large)


def share_matrix(page: Page, matrix: Matrix, addresses: Addresses) -> Markup:
    """Return the matrix of agreement or of disagreement."""
    large = is_large(page)

    def cell(row: int, column: int) -> str:
        found = cast("Share | None", matrix.cells[row][column])
        return share_td(found, None if large else addresses.pair(row, column))

    return _framed(
        matrix.id, matrix.title, _table(matrix, f"{matrix.title} of each pair of actors", cell), large
    )


def _framed(name: str, title: str, table: Markup, large: bool) -> Markup:
    """Return a table in a frame that scrolls; a large one is for readers without a script alone."""
    frame = el("div", table, class_="scroll", role="region", aria_label=title, tabindex="0")
    content = el("noscript", frame) if large else frame
    return el("div", content, class_=f"matrix {name}", id=f"{name}-matrix")


def _table(matrix: Matrix, caption: str, cell: Callable[[int, int], str]) -> Markup:
    if not matrix.rows or not matrix.columns:
        return el("p", "Nothing to show.")
    heads = "".join(heading(ref, "col") for ref in matrix.columns)
    rows = "".join(
        f"<tr>{heading(ref, 'row')}{''.join(cell(row, column) for column in range(len(matrix.columns)))}</tr>"
        for row, ref in enumerate(matrix.rows)
    )
    many = ' class="many"' if len(matrix.columns) >= _MANY else ""
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
    return el(
        "p",
        *(
            part
            for index, ref in enumerate(named)
            for part in (Markup("; ") if index else None, el("b", ref.label), Markup(" "), text(ref.name))
        ),
        ".",
        class_="key",
    )
