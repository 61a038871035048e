"""What is missing or weak, and how many pairs it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from positions.grid import StanceGrid, bits

Kind = Literal[
    "not-researched",
    "silent",
    "no-evidence",
    "quote-not-found",
    "quote-not-checked",
    "attributed-only",
    "inferred-only",
    "low-confidence",
    "stale",
    "thin-issue",
    "thin-pair",
    "not-archived",
]

FEW_POSITIONS = 2
"""An issue with fewer positions than this compares nobody."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to look into.

    `actor` and `issue` are indices, None where the gap is of an issue or of a pair as a whole; `other` is the
    second actor of a pair. `pairs` is the number of pairs that it would inform or that rest on it.
    """

    kind: Kind
    actor: int | None
    issue: int | None
    pairs: int
    other: int | None = None


def holders(grid: StanceGrid) -> list[int]:
    """Return for each issue how many actors hold a value."""
    # as binary numbers, all issues at once: the planes that were added up so far are their digits
    digits: list[int] = []
    for carried in grid.held:
        for place, digit in enumerate(digits):
            digits[place], carried = digit ^ carried, digit & carried
        digits += [carried] if carried else []
    counts = [0] * len(grid.issues)
    for place, digit in enumerate(digits):
        for issue in bits(digit):
            counts[issue] += 1 << place
    return counts


def cells_without_position(grid: StanceGrid, state: Literal["not-researched", "silent"]) -> Iterator[Gap]:
    """Yield the cells in a state; each would inform a pair with everyone who holds a value on the issue."""
    counts = holders(grid)
    for actor in range(len(grid.actors)):
        plane = grid.rows[actor].states.get(state, 0) if state == "silent" else _unresearched(grid, actor)
        for issue in bits(plane):
            yield Gap(state, actor, issue, counts[issue])


def _unresearched(grid: StanceGrid, actor: int) -> int:
    known = grid.held[actor]
    for plane in grid.rows[actor].states.values():
        known |= plane
    return grid.every_issue & ~known


def thin_issues(grid: StanceGrid) -> Iterator[Gap]:
    """Yield the issues with fewer than two positions, each with the pairs that two positions would inform."""
    for issue, count in enumerate(holders(grid)):
        if count < FEW_POSITIONS:
            yield Gap("thin-issue", None, issue, 1)


def thin_pairs(grid: StanceGrid, min_shared: int) -> Iterator[Gap]:
    """Yield the pairs that share fewer issues than asked for."""
    for a, b in combinations(range(len(grid.actors)), 2):
        if (grid.held[a] & grid.held[b]).bit_count() < min_shared:
            yield Gap("thin-pair", a, None, 1, other=b)


def pairs_resting_on(grid: StanceGrid, cells: Iterable[tuple[int, int]]) -> int:
    """Return how many pairs of actors share an issue on which one of the cells (actor, issue) is theirs.

    Each pair counts once, however many of its issues rest on the cells. Cells without a value count nothing.
    """
    who = [0] * len(grid.issues)
    for actor, held in enumerate(grid.held):
        for issue in bits(held):
            who[issue] |= 1 << actor
    partners: dict[int, int] = {}
    for actor, issue in cells:
        if who[issue] >> actor & 1:
            partners[actor] = partners.get(actor, 0) | (who[issue] & ~(1 << actor))
    twice = sum(
        others >> other & 1 and partners[other] >> actor & 1
        for actor, others in partners.items()
        for other in partners
        if other > actor
    )
    return sum(others.bit_count() for others in partners.values()) - twice
