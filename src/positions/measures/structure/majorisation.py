"""Stress majorisation: places in a plane whose distances are as near as can be to those that are known.

De Leeuw, "Applications of convex analysis to multidimensional scaling", in Barra et al. (eds), Recent
Developments in Statistics (1977); Borg and Groenen, Modern Multidimensional Scaling, 2nd edition (2005),
chapter 8. A distance that is not known has the weight 0. Every second round moves points twice as far, which
takes fewer rounds and never raises the stress either (de Leeuw and Heiser, in Krishnaiah (ed.), Multivariate
Analysis V, 1980); the plain rounds between keep the size of the map right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple, Protocol

from positions.measures.structure.linkage import DefinedDistances
from positions.measures.structure.orientation import Point, Points

SMALLEST_STEP = 1e-9
"""Rounds end when the stress falls by less than this share of itself."""

MOST_ROUNDS = 1_000
CLOSE = 1e-12


def is_doubled(rounds: int) -> bool:
    """Return whether the step after so many rounds goes twice as far."""
    return rounds % 2 == 1


class Settled(NamedTuple):
    """Where points came to rest.

    Attributes:
        stress: raw stress: the sum of (distance - distance on the map) squared over the known pairs.
        rounds: how many there were; MOST_ROUNDS where the stress was still falling.
    """

    points: Points
    stress: float
    rounds: int


class Majorisation(Protocol):
    """What moves points to where the stress no longer falls."""

    def settle(self, start: Sequence[Point], most: int) -> Settled:
        """Return where points come to rest that begin here, or are after so many rounds."""


@dataclass(frozen=True, slots=True)
class PlainMajorisation:
    """Majorisation in plain Python: of the order of the number of known pairs for each round.

    Attributes:
        pairs: (i, j, distance) of the known pairs.
        inverse: the Moore-Penrose inverse of V, the Laplacian of the known pairs; None where all are known
            and it does no more than divide by the number of items.
    """

    number: int
    pairs: Sequence[tuple[int, int, float]]
    inverse: Sequence[Sequence[float]] | None

    @classmethod
    def of(cls, number: int, distances: DefinedDistances) -> PlainMajorisation:
        """Return the majorisation of items with these distances, which must connect them all."""
        complete = len(distances) == number * (number - 1) // 2
        inverse = None if complete else laplacian_inverse(number, list(distances))
        return cls(number, [(i, j, distance) for (i, j), distance in distances.items()], inverse)

    def settle(self, start: Sequence[Point], most: int) -> Settled:
        """Return where points come to rest that begin here, or are after so many rounds."""
        points, before = list(start), float("inf")
        for rounds in range(most + 1):
            stress, moved = self._round(points)
            if before - stress <= SMALLEST_STEP * stress or rounds == most:
                break
            if is_doubled(rounds):
                moved = [(2 * x - a, 2 * y - b) for (x, y), (a, b) in zip(moved, points, strict=True)]
            points, before = moved, stress
        return Settled(tuple(points), stress, rounds)

    def _round(self, points: Sequence[Point]) -> tuple[float, list[Point]]:
        """Return the stress of points, and where a round moves them: the inverse of V by B(X) X."""
        stress = 0.0
        xs, ys = [0.0] * self.number, [0.0] * self.number
        for i, j, distance in self.pairs:
            (ax, ay), (bx, by) = points[i], points[j]
            dx, dy = ax - bx, ay - by
            shown = sqrt(dx * dx + dy * dy)
            stress += (distance - shown) ** 2
            if shown > CLOSE:
                pull = distance / shown
                dx, dy = dx * pull, dy * pull
                xs[i] += dx
                xs[j] -= dx
                ys[i] += dy
                ys[j] -= dy
        if self.inverse is None:
            return stress, [(x / self.number, y / self.number) for x, y in zip(xs, ys, strict=True)]
        return stress, [
            (sum(map(float.__mul__, row, xs)), sum(map(float.__mul__, row, ys))) for row in self.inverse
        ]


def laplacian_inverse(number: int, pairs: Sequence[tuple[int, int]]) -> list[list[float]]:
    """Return the Moore-Penrose inverse of the Laplacian of a connected graph.

    V + 11'/n has an inverse; less 11'/n it is that of V (Borg and Groenen 2005, section 8.6).
    """
    share = 1 / number
    rows = [[share] * number for _ in range(number)]
    for i, j in pairs:
        rows[i][j] -= 1
        rows[j][i] -= 1
        rows[i][i] += 1
        rows[j][j] += 1
    return [[value - share for value in row] for row in _inverse(rows)]


def _inverse(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return the inverse of a symmetric positive definite matrix by Gauss and Jordan, without pivoting."""
    number = len(matrix)
    rows = [
        [*row, *([0.0] * index), 1.0, *([0.0] * (number - index - 1))] for index, row in enumerate(matrix)
    ]
    for step in range(number):
        pivot = rows[step]
        scale = 1 / pivot[step]
        pivot[:] = [value * scale for value in pivot]
        for index, row in enumerate(rows):
            factor = row[step]
            if index != step and factor:
                rows[index] = [value - factor * part for value, part in zip(row, pivot, strict=True)]
    return [row[number:] for row in rows]
