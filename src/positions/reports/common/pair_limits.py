"""How many pairs can be shown, and what else would serve where they cannot."""

from __future__ import annotations

from positions.problems import UsageError

MOST_READ = 1_000
"""Nobody reads a matrix of more actors than this, and no terminal shows it."""

MOST_HELD = 3_000
"""Matrices of more actors than this are not made: every cell would have to be in memory at once."""

LONG_WORK = 500_000
"""So many pairs take a while."""


def number_of_pairs(actors: int) -> int:
    """Return how many pairs so many actors make."""
    return actors * (actors - 1) // 2


def takes_long(actors: int) -> bool:
    """Return whether comparing so many actors takes a while."""
    return number_of_pairs(actors) > LONG_WORK


def refuse_what_cannot_end(actors: int, *, read: bool) -> None:
    """Refuse what is made of all pairs of very many actors.

    Args:
        actors: how many there are.
        read: whether people are to read the result, as against a program.

    Raises:
        UsageError: if there are too many, with the size of the result and what would serve.
    """
    if actors <= (MOST_READ if read else MOST_HELD):
        return
    raise UsageError(
        f"{actors:,} x {actors:,} actors: {actors * actors:,} cells a matrix, of "
        f"{number_of_pairs(actors):,} pairs, are more than "
        + ("anybody reads" if read else "can be made at once"),
        "compare --group-by kind compares groups (or any attribute); compare --top 5 lists the nearest and "
        "furthest of each; compare -o pairs.parquet writes all pairs to a file",
    )
