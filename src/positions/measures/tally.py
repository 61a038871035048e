"""Who stands on which side of each issue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from positions.grid import StanceGrid, bits

_AS_NUMBERS = bytes.maketrans(b"01", b"\0\1")
_SPARSE = 30
"""A plane with less than one bit in so many is quicker looked through bit by bit."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One issue's actors by side, as indices in the order of the file."""

    issue: int
    favour: tuple[int, ...]
    against: tuple[int, ...]
    neutral: tuple[int, ...]
    conditional: frozenset[int]

    @property
    def holders(self) -> int:
        """Number of actors that hold a position with a side or a neutral one."""
        return len(self.favour) + len(self.against) + len(self.neutral)

    @property
    def opposed(self) -> int:
        """Number of pairs on opposite sides."""
        return len(self.favour) * len(self.against)

    @property
    def pairs(self) -> int:
        """Number of pairs that both hold a position."""
        return self.holders * (self.holders - 1) // 2

    @property
    def opposed_share(self) -> float | None:
        """Opposed pairs as a share of all pairs that hold a position, 0..1; None where there is no pair."""
        return self.opposed / self.pairs if self.pairs else None


def tally_issues(grid: StanceGrid) -> list[Tally]:
    """Return each issue's tally, in the order of the file; on a nominal scale all sides are empty."""
    favour = holders_of_planes(grid, [sides.favour for sides in grid.sides])
    against = holders_of_planes(grid, [sides.against for sides in grid.sides])
    neutral = holders_of_planes(grid, [sides.neutral for sides in grid.sides])
    conditional = holders_of_planes(grid, [row.conditional for row in grid.rows])
    return [
        Tally(issue, favour[issue], against[issue], neutral[issue], frozenset(conditional[issue]))
        for issue in range(len(grid.issues))
    ]


def holders_of_planes(grid: StanceGrid, planes: Sequence[int]) -> list[tuple[int, ...]]:
    """Return, for each issue, the actors whose plane has its bit, ascending; a plane for each actor.

    Full planes are written as one line of digits, of which every so many-th is about one issue: no loop over
    answers, of which there may be millions. Of sparse ones the bits are looked at.
    """
    width = len(grid.issues)
    if not width or not any(planes):
        return [()] * width
    if sum(plane.bit_count() for plane in planes) * _SPARSE < width * len(planes):
        found: list[list[int]] = [[] for _ in range(width)]
        for actor, plane in enumerate(planes):
            for issue in bits(plane):
                found[issue].append(actor)
        return [tuple(actors) for actors in found]
    digits = "".join([format(plane, f"0{width}b") for plane in planes]).encode().translate(_AS_NUMBERS)
    actors = range(len(planes))
    return [tuple(compress(actors, digits[width - 1 - issue :: width])) for issue in range(width)]


def by_division(tallies: list[Tally]) -> list[Tally]:
    """Return the tallies by the number of opposed pairs, then their share, then the order of the file."""
    return sorted(tallies, key=lambda tally: (-tally.opposed, -(tally.opposed_share or 0.0), tally.issue))


def uniting(grid: StanceGrid, tallies: list[Tally]) -> list[Tally]:
    """Return the issues on which every actor holds a value, all on the same side that is not neutral."""
    everyone = len(grid.actors)
    return [tally for tally in tallies if everyone and everyone in (len(tally.favour), len(tally.against))]
