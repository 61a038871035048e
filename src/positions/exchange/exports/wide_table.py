"""The stance grid as a wide table, and the tables of actors and issues that go with either kind.

`positions import` reads all of them: the long or the wide table, with `--actors` and `--issues` beside it.
"""

from __future__ import annotations

from positions.exchange.exports.more_columns import MoreOnActors, MoreOnIssues
from positions.exchange.tables.columns import LIST_SEPARATOR
from positions.grid import StanceGrid
from positions.reports.common.study import Study
from positions.selection import selected_actors, selected_issues
from positions.tables import CellValue, Column, Table

_ACTOR_FIELDS = ("name", "short", "kind", "influence", "note")
_ISSUE_FIELDS = ("title", "proposition", "tags", "weight", "note")


def wide_table(study: Study) -> Table:
    """Return the stances, actors down and issues across: a label or number, or the name of a state.

    The first column is called `id`, as no issue can be.
    """
    grid = study.grid
    columns = (
        Column("id", "id"),
        *(Column(issue.id, issue.id, "stance") for issue in grid.issues),
    )
    rows = tuple(
        (actor.id, *(_stance(grid, row, column) for column in range(len(grid.issues))))
        for row, actor in enumerate(grid.actors)
    )
    return Table("wide", "Wide table", columns, rows)


def actors_table(study: Study) -> Table:
    """Return what is known of each actor, with a column for each attribute that none of the fields is."""
    actors = selected_actors(study.dataset, study.selection)
    known = ("id", "actor", *_ACTOR_FIELDS)
    others = dict.fromkeys(
        name for actor in actors.values() for name in actor.attributes if name.casefold() not in known
    )
    more = MoreOnActors(actors.values())
    columns = (
        Column("id", "id"),
        *(Column(name, name, "number" if name == "influence" else "text") for name in _ACTOR_FIELDS),
        *(Column(name, name) for name in (*others, *more.names)),
    )
    rows = tuple(
        (
            name,
            *(getattr(actor, field) for field in _ACTOR_FIELDS),
            *(actor.attributes.get(other) for other in others),
            *more.cells(actor),
        )
        for name, actor in actors.items()
    )
    return Table("actors", "Actors", columns, rows)


def issues_table(study: Study) -> Table:
    """Return what is known of each issue; its tags stand in one cell, with `;` between them."""
    issues = selected_issues(study.dataset, study.selection)
    more = MoreOnIssues(issues.values())
    columns = (
        Column("id", "id"),
        *(Column(name, name, "number" if name == "weight" else "text") for name in _ISSUE_FIELDS),
        *(Column(name, name) for name in more.names),
    )
    rows = tuple(
        (
            name,
            issue.title,
            issue.proposition,
            LIST_SEPARATOR.join(issue.tags) or None,
            issue.weight,
            issue.note,
            *more.cells(issue),
        )
        for name, issue in issues.items()
    )
    return Table("issues", "Issues", columns, rows)


def _stance(grid: StanceGrid, actor: int, issue: int) -> CellValue:
    value = grid.own_value(actor, issue)
    if value is None:
        return grid.state(actor, issue)
    label = grid.scale_of(issue).label_of(value)
    if label is not None:
        return label
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
