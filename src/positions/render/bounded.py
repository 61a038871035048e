"""A report in at most so many bytes, as a comment of a pull request or the page of a run allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from positions.problems import UsageError
from positions.tables import Matrix, Report, Table


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
