"""A report in at most so many bytes, as a comment of a pull request or the page of a run allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from positions.problems import UsageError
from positions.tables import CellValue, Matrix, Ref, Report, Table

_MOST_NAMES = 4
SCREEN_ROWS, SCREEN_SQUARE, FIRST_ROWS = 100, 40, 10
"""So many rows of a table are shown, and no matrix with more rows or columns; then the first of others."""


def on_screen(report: Report) -> Report:
    """Return a report with no more than anybody reads as lines of text, and how to get the rest.

    In place of matrices that are too large stand the first rows of what divides and of what unites.
    """
    tables = {table.id: table for table in report.tables}
    large = [
        table
        for name in report.shown
        if isinstance(table := tables.get(name), Matrix)
        and max(len(table.rows), len(table.columns)) > SCREEN_SQUARE
    ]
    shown = tuple(name for name in report.shown if tables.get(name) not in large)
    notes = report.notes
    if large:
        shown = (*(name for name in ("divides", "unites") if name in tables), *shown)
        named = ", ".join(f"{table.title} ({table.size})" for table in large)
        notes = (
            *notes,
            f"Too large for a screen: {named}. A page shows them: positions report -o report.html; "
            f"-o tables/ writes them whole, --table {large[0].id} prints one.",
        )
    most = FIRST_ROWS if large else SCREEN_ROWS
    cut = tuple(
        _first_of_many(table, most, report.command)
        if table.id in shown and isinstance(table, Table)
        else table
        for table in report.tables
    )
    return replace(report, tables=cut, shown=shown or report.shown, notes=notes)


def _first_of_many(table: Table, most: int, command: str) -> Table:
    if most == FIRST_ROWS:
        table = replace(table, rows=tuple(tuple(map(_first_names, row)) for row in table.rows))
    left = len(table.rows) - most
    if left <= 0:
        return table
    whole = f"All: --table {table.id}, or -o {command}.csv --table {table.id}."
    said = f"The first {most} of {len(table.rows):,} rows. {whole}"
    return replace(table, rows=table.rows[:most], notes=(*table.notes, said))


def _first_names(cell: CellValue) -> CellValue:
    """Return the first few of many names, and how many more there are."""
    refs = [item for item in cell if isinstance(item, Ref)] if isinstance(cell, tuple) else []
    if len(refs) <= _MOST_NAMES + 1:
        return cell
    more = f"and {len(refs) - _MOST_NAMES} more"
    return (*refs[:_MOST_NAMES], Ref("", more, more))


def bounded(report: Report, size: Callable[[Report], int], most: int) -> Report:
    """Return the report with as many rows of each table as fit, and a note of what is left out.

    The rows that stay are the first ones; all tables are cut at the same number of rows, the largest that
    fits. Matrices stay whole.

    Args:
        report: the report.
        size: how many bytes it takes in the format asked for.
        most: how many it may take.

    Raises:
        UsageError: if it is too long without any row.
    """
    if size(report) <= most:
        return report
    fits, too_many = 0, max((len(table.rows) for table in report.tables if table.kind == "table"), default=0)
    if size(_cut(report, 0)) > most:
        raise UsageError(f"the report is longer than {most:,} bytes even without rows", "raise --max-bytes")
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if size(_cut(report, middle)) <= most:
            fits = middle
        else:
            too_many = middle
    return _cut(report, fits)


def _cut(report: Report, rows: int) -> Report:
    tables = tuple(_first_rows(table, rows) for table in report.tables)
    note = "Shortened to fit: the notes say how many rows are left out. Without --max-bytes, all are shown."
    return replace(report, tables=tables, summary=(*report.summary, note))


def _first_rows(table: Table | Matrix, rows: int) -> Table | Matrix:
    left = len(table.rows) - rows
    if isinstance(table, Matrix) or left <= 0:
        return table
    said = f"{left:,} of {len(table.rows):,} rows are left out here."
    if not rows:
        return replace(table, rows=(), empty=said)
    return replace(table, rows=table.rows[:rows], notes=(*table.notes, said))
