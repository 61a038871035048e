"""Two matrices whose product is what a measure adds up over the issues, for every pair of actors at once.

`weights` has a number for each issue. Both matrices have a row for each actor; columns are as many as needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from positions.grid import StanceGrid
from positions.measures.pairs.numpy_matrices import level_columns, matrix
from positions.vocabulary import Measure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Factors = tuple[NDArray[np.float64], NDArray[np.float64]]


def exact_factors(grid: StanceGrid, weights: NDArray[np.float64], _held: NDArray[np.float64]) -> Factors:
    """Return the factors of the weight of the issues on which two hold the same value."""
    import numpy as np

    columns, issues = level_columns(grid, firm=False)
    levels = columns.astype(np.float64)
    return levels * weights[issues], levels


def directional_factors(
    grid: StanceGrid, weights: NDArray[np.float64], _held: NDArray[np.float64]
) -> Factors:
    """Return the factors of the weighted sum of products of two distances from neutral."""
    import numpy as np

    whole = grid.whole_scale
    values = np.zeros((len(grid.actors), len(grid.issues)))
    for index, value in reversed(list(enumerate(grid.values))):
        values += _plane(grid, index) * float(whole.values[value] - whole.neutral)
    return values * weights, values


def proximity_factors(grid: StanceGrid, weights: NDArray[np.float64], held: NDArray[np.float64]) -> Factors:
    """Return the factors of the weighted sum of distances; `held` is 1 where an actor holds a value.

    The distance is taken apart: a step of the scale counts for those above it less twice those who both are.
    """
    import numpy as np

    whole = grid.whole_scale
    places = [whole.values[value] for value in grid.values]
    values = np.zeros((len(grid.actors), len(grid.issues)))
    above = np.zeros_like(values)
    left, right = [], []
    for index in range(len(places) - 1, -1, -1):
        plane = _plane(grid, index)
        values += plane * float(places[index] - places[0])
        above = above + plane
        if index:
            some = above.any(axis=0)
            left.append(-2.0 * float(places[index] - places[index - 1]) * (above * weights)[:, some])
            right.append(above[:, some])
    return np.hstack([values * weights, held * weights, *left]), np.hstack([held, values, *right])


def _plane(grid: StanceGrid, index: int) -> NDArray[np.float64]:
    """Return which actors hold a value, given by index, on which issues."""
    import numpy as np

    return matrix(grid, [row.levels[index] for row in grid.rows]).astype(np.float64)


class Product(NamedTuple):
    """A measure as a product of two matrices.

    Attributes:
        factors: returns the two, from grid, weights, and which actor holds a value on which issue.
        offset: returns what is added for each unit of weight, and the sign of the product.
    """

    factors: Callable[[StanceGrid, NDArray[np.float64], NDArray[np.float64]], Factors]
    offset: Callable[[StanceGrid], tuple[float, float]]


PRODUCTS: Mapping[Measure, Product] = MappingProxyType(
    {
        "exact": Product(exact_factors, lambda _grid: (0.0, 1.0)),
        "proximity": Product(proximity_factors, lambda grid: (float(grid.whole_scale.range), -1.0)),
        "directional": Product(
            directional_factors, lambda grid: (float(grid.whole_scale.largest_deviation) ** 2, 1.0)
        ),
    }
)
"""The measures that blocks compute as a product; `side` is counted, others go pair by pair."""
