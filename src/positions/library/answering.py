"""From a report to a result: of all its tables, those asked for."""

from __future__ import annotations

from dataclasses import replace

from positions.library.result import Result
from positions.library.saving import refuse_unknown_tables
from positions.library.selecting import Values
from positions.tables import Report


def result_of(report: Report, asked: Values) -> Result:
    """Return the result with the tables that `table` asks for, in that order; with all if it asks for none.

    Raises:
        UsageError: if there is no table of a name.
    """
    wanted = tuple(dict.fromkeys(asked["table"]))
    if not wanted:
        return Result(report)
    refuse_unknown_tables(report, wanted)
    known = {table.id: table for table in report.tables}
    return Result(replace(report, tables=tuple(known[name] for name in wanted), shown=wanted))
