"""Limits on the number of pairs, and alternatives beyond them."""

from __future__ import annotations

from positions.problems import UsageError
from positions.rounding import half_up, half_up_whole

MOST_READ = 1_000
"""Nobody reads a matrix of more actors than this, and no terminal shows it."""

MOST_HELD = 2_200
"""Matrices of more actors than this are not made: blocs, with every cell in memory at once, would take
more than the 20 seconds or 1.5 GB that any input may take."""

MOST_WRITTEN = 20_000_000_000
"""More pairs than this are written nowhere: at 7 bytes a pair they take more than 140 GB."""

_BYTES, _A_SECOND = 7.3, 3_500_000
"""Of a pair in Parquet, and pairs that a machine of two cores writes: measured in docs/method/scale.md."""

LONG_WORK = 500_000
"""So many pairs take a while."""


def number_of_pairs(actors: int) -> int:
    """Return how many pairs so many actors make."""
    return actors * (actors - 1) // 2


def takes_long(actors: int) -> bool:
    """Return whether comparing so many actors takes a while."""
    return number_of_pairs(actors) > LONG_WORK


def refuse_what_cannot_end(actors: int, *, read: bool, whole: bool = False) -> None:
    """Refuse what is made of all pairs of very many actors.

    Args:
        actors: how many there are.
        read: whether people are to read the result, as against a program.
        whole: whether it is all tables of `compare` at once, each cell with all that is known of it.

    Raises:
        UsageError: if there are too many, with the size of the result and what would serve.
    """
    if actors <= (MOST_READ if read or whole else MOST_HELD):
        return
    by_table = "compare --table agreement makes one table; " if whole and actors <= MOST_HELD else ""
    raise UsageError(
        f"{actors:,} x {actors:,} actors: {actors * actors:,} cells a matrix, of "
        f"{number_of_pairs(actors):,} pairs, are more than "
        + ("anybody reads" if read else "can be made at once"),
        f"{by_table}compare --group-by kind compares groups (or any attribute); compare --top 5 lists the "
        "nearest and furthest of each; compare -o pairs.parquet writes all pairs to a file",
    )


def refuse_what_no_disk_holds(actors: int) -> None:
    """Refuse to write all pairs of so many actors that nothing could be done with the file.

    Raises:
        UsageError: if there are too many, with what they would take and what would serve.
    """
    pairs = number_of_pairs(actors)
    if pairs > MOST_WRITTEN:
        raise UsageError(
            f"{actors:,} actors make {pairs:,} pairs: about {half_up(pairs * _BYTES / 1e12, 1)} TB, and "
            f"{half_up_whole(pairs / _A_SECOND / 3600):,} hours of one machine",
            "compare --top 5 lists the nearest and furthest of each; compare --group-by kind compares groups",
        )
