"""Which of a report's tables to render."""

from __future__ import annotations

from positions.problems import UsageError
from positions.render.registry import RenderOptions
from positions.suggest import did_you_mean
from positions.tables import AnyTable, Report


def chosen(report: Report, options: RenderOptions, *, people: bool) -> tuple[AnyTable, ...]:
    """Return the tables asked for in the order asked, else those that the report shows to people, or all.

    Raises:
        UsageError: if a table is asked for that the report has not.
    """
    if options.tables is None:
        return tuple(table for table in report.tables if not people or table.id in report.shown)
    known = {table.id: table for table in report.tables}
    for name in options.tables:
        if name not in known:
            there_are = f"the tables are {', '.join(known)}" if known else "this report has no tables"
            hint = did_you_mean(name, known)
            raise UsageError(f"there is no table {name!r}; {there_are}", hint)
    return tuple(known[name] for name in dict.fromkeys(options.tables))


def has_several(report: Report) -> bool:
    """Whether a report has more than one table, each with a title (it may hold only those asked for)."""
    return max(len(report.tables), len(report.shown)) > 1
