"""Stress majorisation and classical starts with NumPy, as matrices; the figures are those of plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from positions.measures.structure.initial_maps import LONGEST
from positions.measures.structure.linkage import DefinedDistances
from positions.measures.structure.majorisation import CLOSE, SMALLEST_STEP, Settled, is_doubled
from positions.measures.structure.numpy_linkage import symmetric
from positions.measures.structure.orientation import Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Room = tuple[Floats, Floats]


def matrix_of(number: int, distances: DefinedDistances) -> Floats:
    """Return distances as a symmetric matrix, NaN where none is known, 0 on the diagonal."""
    import numpy as np

    found = symmetric(number, distances)
    np.fill_diagonal(found, 0.0)
    return found


def distances_in(matrix: Floats) -> dict[tuple[int, int], float]:
    """Return the known distances of a symmetric matrix, NaN where none is: what `matrix_of` undoes."""
    import numpy as np

    rows, columns = np.nonzero(np.triu(~np.isnan(matrix), 1))
    return {(int(i), int(j)): float(matrix[i, j]) for i, j in zip(rows, columns, strict=True)}


@dataclass(frozen=True, slots=True)
class NumpyMajorisation:
    """Majorisation as products of matrices.

    Attributes:
        distances: symmetric, 0 where there is none, and on the diagonal.
        known: 1 where a distance is known, else 0; None where all are.
        inverse: the Moore-Penrose inverse of V; None where it does no more than divide.
    """

    distances: Floats
    known: Floats | None
    inverse: Floats | None

    @classmethod
    def of(cls, distances: Floats) -> NumpyMajorisation:
        """Return the majorisation of a matrix of distances, NaN where one is not known."""
        import numpy as np

        gaps = np.isnan(distances)
        if not gaps.any():
            return cls(distances, None, None)
        known: Floats = (~gaps).astype(np.float64)
        np.fill_diagonal(known, 0.0)
        share = 1 / len(distances)
        laplacian = np.diag(known.sum(axis=1)) - known
        return cls(np.where(gaps, 0.0, distances), known, _inverse(laplacian + share) - share)

    def settle(self, start: Sequence[Point], most: int) -> Settled:
        """Return where points come to rest that begin here, or are after so many rounds."""
        import numpy as np

        points, before = np.array(start, dtype=np.float64), float("inf")
        room = (np.empty_like(self.distances), np.empty_like(self.distances))
        for rounds in range(most + 1):
            stress, moved = self._round(points, room)
            if before - stress <= SMALLEST_STEP * stress or rounds == most:
                break
            points, before = 2 * moved - points if is_doubled(rounds) else moved, stress
        return Settled(tuple((float(x), float(y)) for x, y in points), stress, rounds)

    def _round(self, points: Floats, room: Room) -> tuple[float, Floats]:
        import numpy as np

        shown, misses = spread(points, points, room), room[1]
        np.subtract(self.distances, shown, out=misses)
        if self.known is not None:
            misses *= self.known
        stress = float(np.einsum("ij,ij->", misses, misses)) / 2
        shown[shown <= CLOSE] = np.inf  # those on one another do not pull
        pull = np.divide(self.distances, shown, out=shown)
        moved = pull.sum(axis=1)[:, None] * points - _thin_product(pull, points)
        return stress, moved / len(points) if self.inverse is None else _thin_product(self.inverse, moved)


def _thin_product(matrix: Floats, columns: Floats) -> Floats:
    """Return the product with two columns, without the threads of a BLAS, which cost more than they save."""
    import numpy as np

    return np.stack([np.einsum("ij,j->i", matrix, column) for column in columns.T.copy()], axis=1)


def _inverse(matrix: Floats) -> Floats:
    import numpy as np

    return np.linalg.inv(matrix).astype(np.float64)


def spread(points: Floats, others: Floats, room: Room | None = None) -> Floats:
    """Return the distances of points from others in the plane, a row for each point.

    `room` is overwritten: its first matrix with the distances, which are returned. Matrices of thousands of
    numbers, made anew each round, cost more than the arithmetic.
    """
    import numpy as np

    (x, y), (other_x, other_y) = points.T.copy(), others.T.copy()
    across, up = room or (np.empty((len(x), len(other_x))), np.empty((len(x), len(other_x))))
    for here, there, found in ((x, other_x, across), (y, other_y, up)):
        np.subtract(here[:, None], there, out=found)
        found *= found
    across += up
    return np.sqrt(across, out=across)


def fillings(distances: Floats) -> list[Floats]:
    """Return the matrices from which classical scaling makes a start, as `classical_fillings`."""
    import numpy as np

    gaps = np.isnan(distances)
    if not gaps.any():
        return [distances]
    paths = np.where(gaps, LONGEST, distances)
    for middle in range(len(paths)):
        np.minimum(paths, paths[:, middle, None] + paths[middle], out=paths)
    paths = np.where(gaps, paths, distances)
    known = (~gaps).sum(axis=1) - 1
    means = np.nansum(distances, axis=1) / np.maximum(known, 1)
    return [paths, np.where(gaps, (means[:, None] + means) / 2, distances)]


def eigen_system(distances: Floats) -> tuple[list[float], Floats]:
    """Return the eigenvalues of classical scaling, the largest first, and the points of the leading two."""
    import numpy as np

    squares = distances**2
    means = squares.mean(axis=1)
    products = -(squares - means[:, None] - means + means.mean()) / 2
    values, vectors = np.linalg.eigh(products)
    values, vectors = values[::-1], vectors[:, ::-1]
    roots = np.sqrt(np.maximum(values[:2], 0.0))
    return [float(value) for value in values], vectors[:, :2] * roots
