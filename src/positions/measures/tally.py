"""Who stands on which side of each issue."""

from __future__ import annotations

from dataclasses import dataclass

from positions.grid import StanceGrid, bits


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
    favour: list[list[int]] = [[] for _ in grid.issues]
    against: list[list[int]] = [[] for _ in grid.issues]
    neutral: list[list[int]] = [[] for _ in grid.issues]
    conditional: list[list[int]] = [[] for _ in grid.issues]
    for actor, (sides, row) in enumerate(zip(grid.sides, grid.rows, strict=True)):
        for plane, lists in (
            (sides.favour, favour),
            (sides.against, against),
            (sides.neutral, neutral),
            (row.conditional, conditional),
        ):
            for issue in bits(plane):
                lists[issue].append(actor)
    return [
        Tally(
            issue,
            tuple(favour[issue]),
            tuple(against[issue]),
            tuple(neutral[issue]),
            frozenset(conditional[issue]),
        )
        for issue in range(len(grid.issues))
    ]


def by_division(tallies: list[Tally]) -> list[Tally]:
    """Return the tallies by the number of opposed pairs, then their share, then the order of the file."""
    return sorted(tallies, key=lambda tally: (-tally.opposed, -(tally.opposed_share or 0.0), tally.issue))


def uniting(grid: StanceGrid, tallies: list[Tally]) -> list[Tally]:
    """Return the issues on which every actor holds a value, all on the same side that is not neutral."""
    everyone = len(grid.actors)
    return [tally for tally in tallies if everyone and everyone in (len(tally.favour), len(tally.against))]
