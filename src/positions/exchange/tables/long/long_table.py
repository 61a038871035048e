"""Long tables: a row for each answer, with a column for the actor, the issue and the stance."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from positions.dataset.scale import Scale
from positions.exchange.tables.answers import Answers, Faults, Layout, collect, fits, is_blank
from positions.exchange.tables.columns import (
    ATTRIBUTE,
    LONG,
    OF_ACTOR,
    LongColumns,
    long_columns,
    unnamed_remark,
    unused_remark,
)
from positions.exchange.tables.delimited import Rows
from positions.exchange.tables.long.merged_issues import merged_issues_remark
from positions.exchange.tables.long.row_metadata import read_about
from positions.exchange.tables.own_exports.scale_column import SCALE_COLUMNS, scale_of_table
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_file import TableFile, stem
from positions.exchange.tables.values.stances import Stances, stances_on
from positions.names import name_key
from positions.problems import UsageError


def read_long(file: TableFile, settings: TableSettings, *, skip_bad: bool = False) -> Answers:
    """Return what a long table says.

    Without a column of issues there is one issue, called as `settings.issue` says or else like the file.

    Raises:
        UsageError: if the file cannot be opened, or the settings do not fit each other.
        DataError: if a column is missing, or a row cannot be read and is not to be skipped.
    """
    columns = long_columns(file, settings, one_issue=may_lack_issue(settings))
    if settings.issue is not None and "issue" in columns.index:
        column = file.header[columns.index["issue"]]
        raise UsageError(f"--issue says what all is about, and the column {column!r} says it too")
    own = scale_of_table(file, settings)
    if own is not None:
        settings = replace(settings, scale=own.scale, typed=True)  # this program writes a point
        unused = tuple(name for name in columns.unused if name.casefold() not in SCALE_COLUMNS)
        columns = replace(columns, unused=unused)
    stances, faults = Stances(settings), Faults(file)
    only = settings.issue or stem(file.path)
    about = read_about(Layout(file.rows, (), columns.width), columns, only, faults)
    columns = _as_entries(columns, about.varying)
    if columns.is_plain and not settings.scales:
        places = tuple(columns.index.get(name, columns.width) for name in LONG)
        one = "issue" not in columns.index
        rows = partial(_plain_rows, file, only, faults) if one else file.rows
        layout = Layout(rows, places, columns.width + one)
        found = collect(layout, stances, faults, skip_bad=skip_bad)
    else:
        from positions.exchange.tables.long.long_entries import EntryReading, collect_entries

        layout = Layout(file.rows, (), columns.width)
        declared = {
            name: scale
            for name, fields in about.issues.items()
            if isinstance(scale := fields.get("scale"), Scale)
        }
        own_scales = stances_on({**declared, **settings.scales}, settings)
        reading = EntryReading(stances, faults, own_scales)
        found = collect_entries(layout, columns, only, reading, skip_bad=skip_bad)
    found = replace(
        found,
        actors_fields={name: about.actors.get(name_key(name), {}) for name in found.positions},
        issues_fields={name: about.issues.get(name_key(name), {}) for name in found.issues},
        dataset_fields=about.dataset,
    )
    how = [own.remark] if own is not None and own.remark is not None else []
    if about.varying:
        names = ", ".join(name.removeprefix(OF_ACTOR) for name in about.varying)
        how.append(f"Kept with each answer, since it differs from row to row of one actor: {names}.")
    how += merged_issues_remark(file, columns)
    unnamed = unnamed_remark(file, columns.index.values())
    return with_remarks(found, [*file.remarks, *how, *_remarks(columns, only), *unnamed])


def _as_entries(columns: LongColumns, varying: tuple[str, ...]) -> LongColumns:
    """Return columns in which attributes that vary are those of an entry."""
    index = {
        ATTRIBUTE + name.removeprefix(OF_ACTOR) if name in varying else name: place
        for name, place in columns.index.items()
    }
    return replace(columns, index=index)


def may_lack_issue(settings: TableSettings) -> bool:
    """Return whether a table may be about one issue: where that is named, or influence is read."""
    return settings.issue is not None or "influence" in settings.columns


def with_remarks(answers: Answers, remarks: list[str]) -> Answers:
    """Return the answers with more to say about them."""
    return replace(answers, remarks=(*remarks, *answers.remarks))


def _remarks(columns: LongColumns, only: str) -> list[str]:
    one = [] if "issue" in columns.index else [f"No column of issues: all rows are about {only!r}."]
    return [*one, *unused_remark(columns.unused)]


@contextmanager
def _plain_rows(file: TableFile, only: str, faults: Faults) -> Iterator[Rows]:
    """Give the rows of a table without a column of issues, with the only issue behind each row's cells."""
    width = len(file.header)
    with file.rows() as rows:
        fitting = (row for row in rows.cells if fits(row, width, faults, rows) and not is_blank(row))
        yield Rows(([*row[:width], only] for row in fitting), rows.line)
