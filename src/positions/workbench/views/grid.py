"""The grid: issues down, actors across, and what is still to do."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from positions.render.common.marks import legend, marked, stance_cells
from positions.render.common.palette import stance_class
from positions.render.html.build import Markup, el, join, scrollable
from positions.render.html.cells import stance_words
from positions.render.html.matrices import full_names
from positions.render.html.tables import legend_line, rows_table
from positions.reports.common.cells import stance_matrix
from positions.reports.gaps import gaps
from positions.tables import Ref, StanceCell
from positions.workbench.state.bench import Bench
from positions.workbench.views.studies import refused, study

_MOST_GAPS = 100


def grid(bench: Bench) -> dict[str, Any]:
    """Return the grid and the list of gaps as HTML."""
    snapshot = bench.snapshot()
    found = study(snapshot)
    if isinstance(found, Markup):
        return {"html": join((el("h2", "Grid"), found))}
    matrix = stance_matrix(found.grid, found.actors, found.issues)
    if not matrix.rows or not matrix.columns:
        return {"html": join((el("h2", "Grid"), el("p", "There is no actor or no issue yet.")))}
    heads = [_name("actors", actor) for actor in found.actors]
    body = [
        el(
            "tr",
            _name("issues", issue),
            *(_cell(actor, issue, matrix.cells[row][column]) for row, actor in enumerate(found.actors)),
        )
        for column, issue in enumerate(found.issues)
    ]
    table = el(
        "table",
        el("caption", "Stances of actors on issues"),
        el("thead", el("tr", el("td"), *heads)),
        el("tbody", *body),
        class_="many" if len(heads) > 8 else None,
    )
    verified = bench.texts.verified(snapshot.dataset, bench.folder)
    missing = refused(lambda: gaps(found, results=verified.quotations))
    listed: Markup | None = missing if isinstance(missing, Markup) else None
    if not isinstance(missing, Markup):
        tasks = missing.tables[0]
        listed = scrollable(rows_table(tasks, tasks.rows[:_MOST_GAPS]), "Gaps")  # type: ignore[arg-type]  # a table
    intro = "Enter opens a cell; a stance key codes it without words."
    return {
        "html": join(
            (
                el("h2", "Grid"),
                el("p", intro, class_="intro"),
                el("div", scrollable(table, "Stances"), class_="matrix stances"),
                legend_line(legend(stance_cells(matrix))),
                full_names(found.actors),
                el("h2", "To do"),
                listed,
            )
        )
    }


def _name(kind: str, ref: Ref) -> Markup:
    """Return a heading that opens the fields of an actor or an issue."""
    title = ref.name if ref.name != ref.label else None
    button = el(
        "button", ref.label, type="button", class_="part", data_kind=kind, data_id=ref.id, title=title
    )
    return el("th", button, scope="col" if kind == "actors" else "row")


@lru_cache(maxsize=20_000)
def _cell(actor: Ref, issue: Ref, cell: object) -> Markup:
    """Return a cell that opens its entries; few of those on the screen differ from one edit to the next."""
    assert isinstance(cell, StanceCell)  # as the matrix of stances has them
    button = el(
        "button",
        el("span", marked(cell), aria_hidden="true"),
        el("span", f"{actor.label} on {issue.label}, {stance_words(cell)}", class_="vh"),
        type="button",
        class_="cell",
        tabindex="-1",
        data_actor=actor.id,
        data_issue=issue.id,
    )
    return el("td", button, class_=f"c {stance_class(cell)}")
