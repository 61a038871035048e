"""Where majorisation begins: classical scaling with the gaps filled in two ways, and places at random."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from positions.measures.structure.linkage import DefinedDistances
from positions.measures.structure.orientation import Point
from positions.measures.structure.scaling import Rows

SEED = 1
LONGEST = 1.0
"""The most that a distance can be: no agreement at all."""


def filled_by_paths(number: int, distances: DefinedDistances) -> list[list[float]]:
    """Return distances as rows, a gap filled by the shortest path over known ones, at most 1 (Floyd 1962)."""
    rows = [[0.0 if i == j else LONGEST for j in range(number)] for i in range(number)]
    for (i, j), distance in distances.items():
        rows[i][j] = rows[j][i] = distance
    given = [list(row) for row in rows]
    for middle in range(number):
        through = rows[middle]
        for row in rows:
            reach = row[middle]
            if reach < LONGEST:
                row[:] = [min(value, reach + step) for value, step in zip(row, through, strict=True)]
    for i, j in distances:
        rows[i][j] = rows[j][i] = given[i][j]
    return rows


def filled_by_means(number: int, distances: DefinedDistances) -> list[list[float]]:
    """Return distances as rows, a gap filled by the mean of the two items' mean known distances."""
    sums, known = [0.0] * number, [0] * number
    for pair, distance in distances.items():
        for item in pair:
            sums[item] += distance
            known[item] += 1
    means = [total / count if count else 0.0 for total, count in zip(sums, known, strict=True)]
    rows = [[0.0 if i == j else (means[i] + means[j]) / 2 for j in range(number)] for i in range(number)]
    for (i, j), distance in distances.items():
        rows[i][j] = rows[j][i] = distance
    return rows


def classical_fillings(number: int, distances: DefinedDistances) -> list[Rows]:
    """Return the rows from which classical scaling makes a start: one where nothing is unknown, else two."""
    by_paths = filled_by_paths(number, distances)
    if len(distances) == number * (number - 1) // 2:
        return [by_paths]
    return [by_paths, filled_by_means(number, distances)]


def random_starts(number: int, starts: int) -> Iterator[list[Point]]:
    """Yield places at random in a square as wide as the longest distance; the seed is fixed."""
    random = Random(SEED)
    for _ in range(starts):
        yield [(random.random() - 0.5, random.random() - 0.5) for _ in range(number)]
