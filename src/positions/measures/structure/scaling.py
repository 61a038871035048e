"""Classical scaling: places in a plane whose distances are as near as can be to given ones.

Torgerson, "Multidimensional scaling: I. Theory and method", Psychometrika 17 (1952); Gower, "Some distance
properties of latent root and vector methods used in multivariate analysis", Biometrika 53 (1966), where it
is called principal coordinates analysis.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import copysign, fsum, sqrt
from operator import mul, sub

Rows = Sequence[Sequence[float]]

_SWEEPS = 60
_NOTHING = 1e-9
"""A number this small beside the largest eigenvalue (or coordinate) is rounding."""


@dataclass(frozen=True)
class Scaling:
    """Items in a plane.

    Attributes:
        points: (x, y) of each item, in the unit of the distances; their mean is (0, 0).
        eigenvalues: all of them, the largest first, in the squared unit; some are negative where no space
            whatever has these distances.
    """

    points: tuple[tuple[float, float], ...]
    eigenvalues: tuple[float, ...]

    def fit(self, distances: Rows) -> Fit:
        """Return how well the plane shows these distances, those that it was made from."""
        number = len(self.points)
        pairs = [(distances[a][b], self.distance(a, b)) for b in range(number) for a in range(b)]
        return fit_of(pairs)

    def shares(self) -> tuple[float, float] | None:
        """Return the share of the eigenvalues on each of the two axes; None where all distances are 0.

        It is no share of the variance of the distances; `fit` says how well these are shown. An eigenvalue by
        the sum of all their absolute values (Mardia, "Some properties of classical
        multi-dimensional scaling", Communications in Statistics A7, 1978); an axis without a positive one
        has none.
        """
        total = sum(map(abs, self.eigenvalues))
        if not total:
            return None
        first, second = (max(value, 0.0) / total for value in (*self.eigenvalues, 0.0, 0.0)[:2])
        return first, second

    def distance(self, a: int, b: int) -> float:
        """Return how far apart two items stand in the plane."""
        (ax, ay), (bx, by) = self.points[a], self.points[b]
        return sqrt((ax - bx) ** 2 + (ay - by) ** 2)


@dataclass(frozen=True, slots=True)
class Fit:
    """How well places show distances.

    Attributes:
        stress_1: sqrt(sum (d - dhat)^2 / sum dhat^2), d given and dhat on the map: 0 is perfect (Kruskal,
            "Multidimensional scaling by optimizing goodness of fit", Psychometrika 29, 1964). None where all
            stand on one point of the map.
        r_squared: squared correlation of the two, 0..1; None where either does not vary.
    """

    stress_1: float | None
    r_squared: float | None


def fit_of(pairs: Sequence[tuple[float, float]]) -> Fit:
    """Return the fit of pairs of a given distance and the one on the map."""
    if not pairs:
        return Fit(None, None)
    given, shown = zip(*pairs, strict=True)
    errors, shown_squares = _squared(map(sub, given, shown)), _squared(shown)
    stress = sqrt(errors / shown_squares) if shown_squares else None
    mean, mean_shown = fsum(given) / len(pairs), fsum(shown) / len(pairs)
    apart, apart_shown = [one - mean for one in given], [one - mean_shown for one in shown]
    spread, spread_shown = _squared(apart), _squared(apart_shown)
    least = _NOTHING * _NOTHING * _squared(given)
    if spread <= least or spread_shown <= least:
        return Fit(stress, None)
    joint = fsum(map(mul, apart, apart_shown))
    return Fit(stress, min(joint * joint / (spread * spread_shown), 1.0))


def _squared(numbers: Iterable[float]) -> float:
    """Return the sum of the squares of numbers."""
    return fsum([number**2 for number in numbers])


def classical_scaling(distances: Rows) -> Scaling:
    """Return the places of items with these distances (symmetric, not negative, 0 on the diagonal).

    With B = -1/2 J D2 J, D2 the squared distances and J the centring matrix, an item's coordinate on an axis
    is its entry in a unit eigenvector of B times the root of its eigenvalue; the axes are those of the two
    largest eigenvalues, and one that is not positive puts all at 0. Each axis points where the sum of the
    cubes of its coordinates is positive; where that is 0, to the first item that is not at 0. So the order of
    the items only permutes the points, unless two eigenvalues are equal (the plane then has no axes of its
    own) or an axis is symmetric.
    """
    values, vectors = eigen(centred(distances))
    least = _NOTHING * max(map(abs, values), default=0.0)
    values = [0.0 if abs(value) <= least else value for value in values]
    axes = [
        _pointed([entry * sqrt(max(value, 0.0)) for entry in vector])
        for value, vector in zip(values[:2], vectors[:2], strict=True)
    ]
    while len(axes) < 2:
        axes.append([0.0] * len(distances))
    return Scaling(tuple(zip(*axes, strict=True)), tuple(values))


def centred(distances: Rows) -> list[list[float]]:
    """Return B = -1/2 J D2 J: the scalar products of places with these distances, about their mean."""
    number = len(distances)
    squares = [[distance * distance for distance in row] for row in distances]
    means = [sum(row) / number for row in squares]
    mean = sum(means) / number if number else 0.0
    return [[-(squares[i][j] - means[i] - means[j] + mean) / 2 for j in range(number)] for i in range(number)]


def _pointed(axis: list[float]) -> list[float]:
    """Return an axis with the sign that is agreed on."""
    largest = max(map(abs, axis), default=0.0)
    skew = sum(value**3 for value in axis)
    if abs(skew) <= _NOTHING * largest**3:
        skew = next((value for value in axis if abs(value) > _NOTHING * largest), 0.0)
    return [value if skew >= 0 else -value for value in axis]


def eigen(matrix: Rows) -> tuple[list[float], list[list[float]]]:
    """Return the eigenvalues of a symmetric matrix, the largest first, and a unit eigenvector for each.

    Jacobi's method, row by row: of the order of n^3 for each of some ten sweeps (Golub and Van Loan, Matrix
    Computations, 4th edition, section 8.5).
    """
    number = len(matrix)
    rows = [list(row) for row in matrix]
    vectors = [[float(i == j) for j in range(number)] for i in range(number)]
    size = sqrt(sum(value * value for row in rows for value in row))
    for _ in range(_SWEEPS):
        off = sqrt(sum(rows[i][j] ** 2 for i in range(number) for j in range(i)))
        if off <= 1e-15 * size:
            break
        for p in range(number - 1):
            for q in range(p + 1, number):
                if abs(rows[p][q]) > 1e-18 * size:
                    _rotate(rows, vectors, p, q)
    order = sorted(range(number), key=lambda index: -rows[index][index])
    return [rows[index][index] for index in order], [vectors[index] for index in order]


def _rotate(rows: list[list[float]], vectors: list[list[float]], p: int, q: int) -> None:
    """Turn the plane of p and q so that their entry becomes 0; rows of `vectors` turn along."""
    before = rows[p][p], rows[q][q], rows[p][q]
    theta = (before[1] - before[0]) / (2 * before[2])
    tangent = copysign(1.0, theta) / (abs(theta) + sqrt(theta * theta + 1))
    cosine = 1 / sqrt(tangent * tangent + 1)
    sine = tangent * cosine
    for table in (rows, vectors):
        first, second = table[p], table[q]
        table[p] = [cosine * a - sine * b for a, b in zip(first, second, strict=True)]
        table[q] = [sine * a + cosine * b for a, b in zip(first, second, strict=True)]
    first, second = rows[p], rows[q]
    first[p], second[q] = before[0] - tangent * before[2], before[1] + tangent * before[2]
    first[q] = second[p] = 0.0
    for row, a, b in zip(rows, first, second, strict=True):
        row[p], row[q] = a, b
