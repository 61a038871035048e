"""Networks of a moving window: the same network, again and again, of the days up to a day that moves on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from positions.measures.networks.one_mode import Network, NetworkRule, network
from positions.statements import Statement, StatementSet


@dataclass(frozen=True, slots=True)
class Window:
    """A network of the days from `start` to `end`, both included."""

    start: date
    end: date
    network: Network


def trailing_windows(first: date, last: date, days: int, step: int) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each window of so many days.

    The first begins on `first`; each next one is `step` days later; the one that reaches `last` is the last.

    Raises:
        ValueError: if a window has no day, or does not move.
    """
    if days < 1 or step < 1:
        raise ValueError("a window has at least one day, and moves by at least one")
    start = first.toordinal()
    while True:
        end = start + days - 1
        yield date.fromordinal(start), date.fromordinal(min(end, date.max.toordinal()))
        start += step
        if end >= last.toordinal() or start > date.max.toordinal():
            return


def windows(
    found: StatementSet,
    rule: NetworkRule,
    statements: Sequence[Statement],
    bounds: Sequence[tuple[date, date]],
) -> list[Window]:
    """Return the network of each window; statements without a date are in none.

    Each is the network that the statements of its days make alone: duplicates are looked for within the
    window, and without `isolates` it has only the actors that speak in it.

    Args:
        found, rule: as for `network`.
        statements: the statements that count, by date.
        bounds: the first and last day of each window.

    Raises:
        ValueError: as `network`.
    """
    dated = [statement for statement in statements if statement.day is not None]
    days = [statement.day or date.min for statement in dated]
    return [
        Window(start, end, network(found, rule, dated[bisect_left(days, start) : bisect_right(days, end)]))
        for start, end in bounds
    ]
