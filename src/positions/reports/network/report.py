"""Discourse networks: who is tied to whom by what they say, and who says what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from positions.dataset.dates import PartialDate
from positions.measures.networks.one_mode import Network, NetworkRule, fault_of, network
from positions.measures.networks.windows import Window, trailing_windows, windows
from positions.problems import UsageError
from positions.reports.common.pair_limits import refuse_what_cannot_end
from positions.reports.common.study import Study
from positions.reports.network.picture import network_pictures
from positions.reports.network.words import (
    HINTS,
    Naming,
    notes_on,
    said_of_network,
    said_of_windows,
)
from positions.statements import Statement, StatementSet, collect_statements, within_period
from positions.tables import AnyTable, CellValue, Column, Matrix, Report, Table


@dataclass(frozen=True, slots=True)
class Span:
    """Which days count.

    Attributes:
        since, until: the first and the last day; a partial date begins and ends its period.
        window: length of a moving window in days; None for none.
        step: days by which it moves on; the window's length where None.
    """

    since: PartialDate | None = None
    until: PartialDate | None = None
    window: int | None = None
    step: int | None = None

    @property
    def first(self) -> date | None:
        """The first day that counts, None where that end is open."""
        return self.since.first if self.since else None

    @property
    def last(self) -> date | None:
        """The last day that counts, None where that end is open."""
        return self.until.last if self.until else None

    def bounds(self, statements: Sequence[Statement]) -> list[tuple[date, date]]:
        """Return the windows over the span; where an end is open, from the first or to the last statement."""
        days = [statement.day for statement in statements if statement.day is not None]
        if self.window is None or not days:
            return []
        first, last = self.first or days[0], self.last or days[-1]
        return list(trailing_windows(first, last, self.window, self.step or self.window))


def network_report(
    study: Study, rule: NetworkRule, span: Span | None = None, *, min_shared: int = 1
) -> Report:
    """Return the network of the selected actors' statements.

    Args:
        study: the data; its selection's filters act on statements.
        rule: how ties are made.
        span: which days count.
        min_shared: a tie of two actors that share fewer issues is undefined; above 1 only.

    Raises:
        UsageError: if the rule or the span makes no sense, or there are more pairs than can be held.
    """
    span = span or Span()
    _refuse(study, rule, span, min_shared)
    found = collect_statements(study.dataset, study.selection)
    kept = within_period(found.statements, span.first, span.last)
    made = network(found, rule, kept)
    moving = windows(found, rule, kept, span.bounds(kept))
    naming = Naming(study.actors, study.issues, rule, min_shared)
    tables: list[AnyTable] = [_ties(naming, made), _shared(naming, made)]
    if span.window is not None:
        tables.append(_windows(naming, moving))
    notes = (
        *notes_on(naming, made, found, moving=span.window is not None),
        *_undated_note(found, kept, span),
        *study.notes,
    )
    return Report(
        command="network",
        dataset=study.info,
        title=study.info.title,
        tables=tuple(tables),
        shown=("windows",) if span.window is not None else ("network", "shared"),
        summary=said_of_windows(moving) if span.window is not None else said_of_network(naming, made),
        notes=notes,
        options=_options(study, rule, span, min_shared),
        pictures=() if span.window is not None else network_pictures(naming, made, notes),
    )


def _refuse(study: Study, rule: NetworkRule, span: Span, min_shared: int) -> None:
    fault = fault_of(rule, study.grid.scale)
    if fault is not None:
        only_counts = rule.mode == "two" and not study.grid.scale.has_sides
        raise UsageError(fault, HINTS["two-nominal" if only_counts else rule.mode])
    if rule.mode == "one":
        refuse_what_cannot_end(len(study.grid.actors), read=False)
    if rule.mode == "two" and min_shared > 1:
        raise UsageError("--min-shared is for one-mode networks: in a two-mode one nothing is shared")
    if span.step is not None and span.window is None:
        raise UsageError("--step moves a window, and there is none", "add --window, for example --window 90d")
    if span.first is not None and span.last is not None and span.first > span.last:
        raise UsageError(f"--since {span.since} is later than --until {span.until}")


def _ties(naming: Naming, made: Network) -> Matrix:
    plain = all(tie is None or tie == int(tie) for row in made.ties for tie in row)
    cells = tuple(
        tuple(_tie(naming.tie(made, row, column), plain=plain) for column in range(len(made.columns)))
        for row in range(len(made.rows))
    )
    rows, columns = naming.rows(made), naming.columns(made)
    return Matrix("network", "Network", "number", rows, columns, cells, sparse=True)


def _tie(tie: float | None, *, plain: bool) -> CellValue:
    return int(tie) if plain and tie is not None else tie


def _shared(naming: Naming, made: Network) -> Matrix:
    title = "Statements" if naming.rule.mode == "two" else "Shared issues"
    rows, columns = naming.rows(made), naming.columns(made)
    return Matrix("shared", title, "integer", rows, columns, made.shared, sparse=True)


def _windows(naming: Naming, moving: Sequence[Window]) -> Table:
    two = naming.rule.mode == "two"
    columns = (
        Column("start", "From", "date"),
        Column("end", "To", "date"),
        Column("a", "Actor" if two else "A"),
        Column("b", "Issue" if two else "B"),
        Column("value", "Tie", "number"),
        Column("shared", "Statements" if two else "Shared issues", "integer"),
    )
    rows: list[tuple[CellValue, ...]] = []
    for window in moving:
        when = (window.start.isoformat(), window.end.isoformat())
        for tied in naming.tied(window.network):
            rows.append((*when, tied.a, tied.b, tied.value, tied.shared))
    empty = "No window holds two who speak about the same issue."
    return Table("windows", "Windows", columns, tuple(rows), "No window holds a statement." if two else empty)


def _undated_note(found: StatementSet, kept: Sequence[Statement], span: Span) -> tuple[str, ...]:
    undated = sum(statement.day is None for statement in found.statements)
    if not undated:
        return ()
    number = f"{undated} {'statement has' if undated == 1 else 'statements have'} no date"
    if len(kept) < len(found.statements) and (span.since or span.until):
        return (f"{number} and {'is' if undated == 1 else 'are'} left out.",)
    return (f"{number} and {'is' if undated == 1 else 'are'} in no window.",) if span.window else ()


def _options(study: Study, rule: NetworkRule, span: Span, min_shared: int) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(rule, name) for name in rule.__slots__}
    for name in span.__slots__:
        value = getattr(span, name)
        if value is not None:
            values[name] = str(value) if isinstance(value, PartialDate) else value
    return {**values, "min_shared": min_shared, **study.selection.as_options()}
