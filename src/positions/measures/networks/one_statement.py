"""Ties of a network in which every actor says one thing on an issue, straight from the grid."""

from __future__ import annotations

from math import fsum

from positions.grid import StanceGrid


def tie_of_cells(grid: StanceGrid, a: int, b: int) -> float:
    """Return the tie of two actors, by index, as a network has it by default, of one statement a cell.

    The sum over shared issues of 1 for the same stance down to -1 for the two ends of the scale, divided by
    the mean of the two actors' numbers of stances (subtract, average; see docs/method/network.md); 0 where
    neither has one. On the grid's common scale: not for issues with scales of their own.
    """
    one, other = grid.values_by_issue[a], grid.values_by_issue[b]
    extent = grid.scale.range or 1.0
    signed = (
        (1.0 if one[issue] == other[issue] else -1.0)
        if grid.scale.is_nominal
        else 1 - 2 * abs(one[issue] - other[issue]) / extent
        for issue in one.keys() & other.keys()
    )
    return 2 * fsum(signed) / ((len(one) + len(other)) or 1)
