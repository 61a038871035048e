"""The dataset as a long table: a row for each entry and each item of its evidence.

`positions import` and every command read it back. A cell without an entry has a row too, its stance
`not-researched`; one that a filter took out says `excluded`. Nothing else stands in their other columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from positions.dataset.entries import stance_value
from positions.dataset.models import Dataset, Evidence, Position, Source, Stakeholder
from positions.exchange.exports.more_columns import MoreColumns, Said
from positions.exchange.needs import needs_text
from positions.exchange.tables.columns import SOURCE
from positions.exchange.tables.own_exports.scale_column import scale_text
from positions.reports.common.study import Study
from positions.selection import selected_actors, selected_issues
from positions.tables import CellValue, Column, ColumnType, Table

_TYPES: dict[str, ColumnType] = {
    "influence": "number",
    "value": "number",
    "date": "date",
    "salience": "number",
    "source_date": "date",
    "source_retrieved": "date",
}
_ACTOR = ("actor", "actor_name", "kind", "influence")
_ISSUE = ("issue", "issue_title", "proposition")
_ENTRY = ("stance", "value", "date", "confidence", "salience", "condition", "needs", "note", "coder")
_EVIDENCE = ("basis", "speaker", "quote", "translation", "locator")
_SOURCE = ("source", *SOURCE)
LONG_COLUMNS = (*_ACTOR, *_ISSUE, *_ENTRY, *_EVIDENCE, *_SOURCE, "scale")
"""The columns of a long table, in this order."""
_WHERE_USED = ("needs",)
"""Columns that a long table has only where some row says something in them."""

Row = tuple[CellValue, ...]

_NO_ENTRY: Row = (None,) * (len(_ENTRY) - 1)
_NO_EVIDENCE: Row = (None,) * (len(_EVIDENCE) + len(_SOURCE))
_NO_SOURCE: Row = (None,) * len(_SOURCE)


def long_table(study: Study, *, gaps: bool = True) -> Table:
    """Return the selected part of a dataset as a long table.

    Where the selection filters entries, a cell that it takes out is one row, `excluded`; of the other cells,
    entries that it does not let pass are left out, unless the cell's stance follows from them.

    Args:
        study: the data and what is selected of it.
        gaps: whether cells without an entry have a row.
    """
    columns = tuple(Column(name, name, _TYPES.get(name, "text")) for name in LONG_COLUMNS)
    scale = scale_text(study.dataset.scale)
    more = MoreColumns(_selected(study))
    if not more.names:
        bare: tuple[Row, ...] = tuple((*row, scale) for row, _ in _rows(study, gaps=gaps))
        return without_empty_columns(Table("long", "Long table", columns, bare), _WHERE_USED)
    columns = (*columns, *(Column(name, name) for name in more.names))
    rows = tuple(
        (*row, scale, *more.cells(said, first=number == 0))
        for number, (row, said) in enumerate(_rows(study, gaps=gaps))
    )
    return without_empty_columns(Table("long", "Long table", columns, rows), _WHERE_USED)


def _selected(study: Study) -> Dataset:
    """Return the dataset with the selected actors and issues only."""
    return study.dataset.model_copy(
        update={
            "stakeholders": selected_actors(study.dataset, study.selection),
            "issues": selected_issues(study.dataset, study.selection),
        }
    )


def _rows(study: Study, *, gaps: bool) -> Iterator[tuple[Row, Said]]:
    actors = selected_actors(study.dataset, study.selection)
    issues = selected_issues(study.dataset, study.selection)
    about = [(name, issue.title, issue.proposition) for name, issue in issues.items()]
    for index, (actor, stakeholder) in enumerate(actors.items()):
        who = (actor, stakeholder.name, stakeholder.kind, _whole(stakeholder.influence))
        for column, issue in enumerate(about):
            nothing = Said(stakeholder, issues[issue[0]])
            entries = stakeholder.positions.get(issue[0], ())
            if entries and study.selection.filters_entries:
                entries = _left(study, stakeholder, (index, column), issue[0])
                if not entries:
                    yield (*who, *issue, "excluded", *_NO_ENTRY, *_NO_EVIDENCE), nothing
            elif not entries and issue[0] in stakeholder.positions:  # all of it is held back
                yield (*who, *issue, "excluded", *_NO_ENTRY, *_NO_EVIDENCE), nothing
            elif not entries and gaps:
                yield (*who, *issue, "not-researched", *_NO_ENTRY, *_NO_EVIDENCE), nothing
            for entry in entries:
                for said, item in _said(study, issue[0], entry):
                    source = study.dataset.sources.get(item.source or "") if item is not None else None
                    yield (*who, *issue, *said), replace(nothing, entry=entry, item=item, source=source)


def _left(study: Study, stakeholder: Stakeholder, cell: tuple[int, int], issue: str) -> tuple[Position, ...]:
    """Return the entries of a cell that the selection leaves, none where it takes out the cell."""
    if study.grid.state(*cell) == "excluded":
        return ()
    detail, selection = study.grid.details.get(cell), study.selection
    if detail is None:  # of a plain table, which no filter of entries changes
        return stakeholder.positions[issue]
    when = study.date_of(detail.entry)
    kept = []
    for entry in stakeholder.positions[issue]:
        day = study.date_of(entry)
        later = selection.as_of is not None and day is not None and day.first > selection.as_of.last
        decides = (day and day.first) == (when and when.first)  # it may be one side of a derived `mixed`
        by_others = not selection.of_coders((entry,))
        if not later and not by_others and (decides or selection.fails(entry) is None):
            kept.append(entry)
    return tuple(kept)


def _said(study: Study, issue: str, entry: Position) -> Iterator[tuple[Row, Evidence | None]]:
    head = (
        _whole(entry.stance),
        _whole(stance_value(entry.stance, study.dataset.scale_of(issue))),
        None if entry.date is None else str(entry.date),
        entry.confidence,
        _whole(entry.salience),
        entry.condition.text if entry.condition else None,
        needs_text(entry.condition.needs) if entry.condition and entry.condition.needs else None,
        entry.note,
        entry.coder,
    )
    for item in entry.evidence:
        yield (*head, *_evidence(item, study)), item
    if not entry.evidence:
        yield (*head, *_NO_EVIDENCE), None


def _evidence(item: Evidence, study: Study) -> Row:
    words = (item.effective_basis, item.speaker, item.quote, item.translation, item.locator)
    source = study.dataset.sources.get(item.source) if item.source is not None else None
    if source is None:
        return (*words, item.source, *_NO_SOURCE[1:])
    return (*words, item.source, *_source(source))


def _source(source: Source) -> Row:
    values = (getattr(source, field) for field in SOURCE.values())
    return tuple(None if value is None else str(value) for value in values)


def _whole(value: CellValue) -> CellValue:
    """Return a number that is whole without its decimals, so that text formats write 2 and not 2.0."""
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 2**53
    return int(value) if whole and isinstance(value, float) else value


def without_empty_columns(table: Table, among: Sequence[str] | None = None) -> Table:
    """Return a table without the columns in which no row has anything; `among`: only of these, by id."""
    kept = [
        index
        for index, column in enumerate(table.columns)
        if (among is not None and column.id not in among) or any(row[index] is not None for row in table.rows)
    ]
    return with_columns(table, [table.columns[index] for index in kept])


def with_columns(table: Table, columns: Sequence[Column]) -> Table:
    """Return a table with some of its columns, by their ids, in another order or with other labels."""
    place = {column.id: index for index, column in enumerate(table.columns)}
    wanted = [place[column.id] for column in columns]
    rows = tuple(tuple(row[index] for index in wanted) for row in table.rows)
    return replace(table, columns=tuple(columns), rows=rows)
