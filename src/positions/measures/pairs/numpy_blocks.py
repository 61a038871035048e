"""Pairs of very many actors in blocks, as products of matrices with NumPy; the same numbers as `agreement`.

A count over issues is a product of rows of zeros and ones. Products are in float32, which holds every whole
number up to 2**24 and so every count of issues; weighted sums are of whole numbers too, in float64, which
holds them up to 2**53. Integer products would be slower, and those of int8 overflow without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from positions.grid import StanceGrid, bits
from positions.measures.pairs.expected import issue_expectations
from positions.measures.pairs.numpy_block import PairBlock
from positions.measures.pairs.numpy_factors import PRODUCTS
from positions.measures.pairs.numpy_matrices import (
    level_columns,
    matrix,
    restricted,
    side_parts,
    whole_counts,
)
from positions.measures.pairs.results import Comparison
from positions.measures.pairs.scores import unit_of
from positions.measures.pairs.weights import issue_weights
from positions.vocabulary import Measure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32] | NDArray[np.float64]

MOST_ISSUES = 2**24
"""Beyond so many issues a count would not be exact in float32."""

_EXACT = 2**53
_LEAST_ROOM = 1e-12

PRODUCT_ROWS = 512
"""Rows of a product: with fewer, copying the other matrix into place takes longer than multiplying."""

_CELLS = 1_500_000
"""About how many pairs a block has, so that it takes little memory; a product is cut into several."""


def has_numpy() -> bool:
    """Return whether NumPy is installed; does not import it."""
    return find_spec("numpy") is not None


def offers(grid: StanceGrid, how: Comparison) -> bool:
    """Return whether blocks can give what is asked for: everything but saliences and bounds."""
    known = how.measure in (None, "side", *PRODUCTS)
    return known and not (how.by_salience or how.bounds) and len(grid.issues) < MOST_ISSUES


@dataclass(frozen=True)
class BulkPairs:
    """A grid as matrices of bytes, from which blocks of pairs are computed.

    Raises:
        ValueError: from `measure`, as `Comparison.measure_for`.
    """

    given: StanceGrid
    how: Comparison

    @cached_property
    def grid(self) -> StanceGrid:
        """The grid without what stands on issues of no weight."""
        counted = 0
        for _, plane in issue_weights(self.given, self.how):
            counted |= plane
        return self.given if counted == self.given.every_issue else restricted(self.given, counted)

    @cached_property
    def is_exact(self) -> bool:
        """Whether every sum is a whole number that float64 holds, so that shares are the core's."""
        weights = [weight * plane.bit_count() for weight, plane in issue_weights(self.grid, self.how)]
        total = max(sum(weights), 1)
        return total * max(total, 4 * unit_of(self.grid, self.measure)) <= _EXACT

    @cached_property
    def measure(self) -> Measure:
        """The measure that shares are of."""
        return self.how.measure_for(self.grid)

    def blocks(
        self, *, triangle: bool, rows: int | None = None, between: range | None = None
    ) -> Iterator[PairBlock]:
        """Yield blocks of rows of all actors in the order of the file; an actor with itself has no meaning.

        With `triangle`, the columns of a block begin with an actor no later than its first row's, and what
        lies on or below the diagonal is to be passed over; else they are all actors. `between` takes the rows
        of some actors only; it begins with a multiple of `PRODUCT_ROWS`, so that the blocks are those of the
        whole, to the last digit.
        """
        number = len(self.grid.actors)
        step, wanted = rows or PRODUCT_ROWS, range(number) if between is None else between
        for first in range(wanted.start, wanted.stop, step):
            product = slice(first, min(first + step, wanted.stop))
            columns = slice(first if triangle else 0, number)
            counts = self._counts(product, columns)
            few = max(1, _CELLS // max(columns.stop - columns.start, 1))
            for start in range(product.start, product.stop, few):
                part = slice(start, min(start + few, product.stop))
                cut = slice(part.start - first, part.stop - first)
                yield self._block(part, columns, [count[cut] for count in counts])

    def _counts(self, rows: slice, columns: slice) -> list[NDArray[np.int32]]:
        """Return shared, same, agree, oppose and conditional of two ranges of actors."""
        import numpy as np

        shared = whole_counts(self._held[rows] @ self._held[columns].T)
        if not self.grid.sided:
            agree = same = whole_counts(self._levels[rows] @ self._levels[columns].T)
            oppose = shared - same if self.grid.scale.is_nominal else np.zeros_like(shared)
        else:
            agree, oppose = map(whole_counts, _agreeing(self._parts, rows, columns))
            same = agree
            if not self.grid.sides_are_levels:
                same = whole_counts(self._levels[rows] @ self._levels[columns].T)
            agree += whole_counts(self._amounts[rows] @ self._amounts[columns].T)
        if self._conditional:
            conditional = agree - whole_counts(self._firm_agreement(rows, columns))
        else:
            conditional = np.broadcast_to(np.zeros(1, np.int32), shared.shape)
        return [shared, same, agree, oppose, conditional]

    def _block(self, rows: slice, columns: slice, counts: list[NDArray[np.int32]]) -> PairBlock:
        import numpy as np

        shared, same, agree, oppose, conditional = counts
        agreement, disagreement = self._shares(rows, columns, counts)
        few = shared < max(self.how.min_shared, 1)
        agreement[few] = np.nan
        disagreement[few] = np.nan
        return PairBlock(
            rows.start,
            columns.start,
            shared,
            same,
            agree,
            oppose,
            conditional,
            agreement,
            disagreement,
            self._effective(rows, columns, shared),
        )

    def _effective(self, rows: slice, columns: slice, shared: NDArray[np.int32]) -> NDArray[np.float64]:
        """Return the effective number of shared issues (Kish), 0 where none is shared."""
        import numpy as np

        weights = self._weights
        if weights is None:
            return shared.astype(np.float64)
        total = self._weighed_held[rows] @ self._held[columns].T
        squares = (self._weighed_held * weights)[rows] @ self._held[columns].T
        found: NDArray[np.float64] = total * total / np.where(shared == 0, 1.0, squares)
        return found

    def expected(self, block: PairBlock) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return a block's expected agreement and kappa, NaN where undefined; as `expectations`."""
        import numpy as np

        height, width = block.shared.shape
        rows = slice(block.first, block.first + height)
        columns = slice(block.start, block.start + width)
        held = self._held[columns].T
        sums = (self._weighed_held * self._expectations)[rows] @ held
        total = self._weighed_held[rows] @ held
        with np.errstate(divide="ignore", invalid="ignore"):
            expected = np.where(np.isnan(block.agreement), np.nan, sums / total)
            room = 1 - expected
            kappa = np.where(room < _LEAST_ROOM, np.nan, (block.agreement - expected) / room)
        return expected, kappa

    @cached_property
    def _expectations(self) -> NDArray[np.float64]:
        """What agreement on each issue would be by chance; 0 where nobody can share it."""
        import numpy as np

        found = issue_expectations(self.grid, self.measure)
        return np.array([float(share or 0) for share in found])

    def _firm_agreement(self, rows: slice, columns: slice) -> Floats:
        """Return the agreement of what depends on no condition."""
        if not self.grid.sided:
            return self._firm_levels[rows] @ self._firm_levels[columns].T
        amounts = self._firm_amounts[rows] @ self._firm_amounts[columns].T
        return _agreeing(self._firm_parts, rows, columns)[0] + amounts

    def _shares(
        self, rows: slice, columns: slice, counts: list[NDArray[np.int32]]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        import numpy as np

        shared, same, agree, oppose, _ = counts
        weights, measure = self._weights, self.measure
        with np.errstate(divide="ignore", invalid="ignore"):
            if weights is None and measure == "side":
                return agree / shared, oppose / shared
            if weights is None and measure == "exact":
                return same / shared, (shared - same) / shared
            held = self._weighed_held
            total = shared.astype(np.float64) if weights is None else held[rows] @ self._held[columns].T
            found, opposed = self._sums(rows, columns, total)
            full = total * float(unit_of(self.grid, measure))
            found = np.clip(found, 0.0, full)
            return found / full, (full - found if opposed is None else opposed) / full

    def _sums(
        self, rows: slice, columns: slice, total: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
        """Return the measure's weighted sum, and for `side` that of opposition."""
        if self.measure == "side":
            agree, oppose = _agreeing(self._weighed_parts, rows, columns, self._parts)
            return agree.astype("float64"), oppose.astype("float64")
        left, right = self._factors
        offset, sign = PRODUCTS[self.measure].offset(self.grid)
        return total * offset + sign * (left[rows] @ right[columns].T), None

    @cached_property
    def _weights(self) -> NDArray[np.float64] | None:
        """The weight of each issue in whole multiples of a unit; None where all are the same."""
        import numpy as np

        classes = issue_weights(self.grid, self.how)
        if len(classes) <= 1:
            return None
        weights = np.zeros(len(self.grid.issues))
        for weight, plane in classes:
            weights[list(bits(plane))] = float(weight)
        return weights

    @cached_property
    def _conditional(self) -> bool:
        return any(row.conditional for row in self.grid.rows)

    @cached_property
    def _held(self) -> NDArray[np.float32]:
        return matrix(self.grid, [row.held for row in self.grid.rows])

    @cached_property
    def _weighed_held(self) -> NDArray[np.float64]:
        import numpy as np

        weights = self._weights
        return self._held.astype(np.float64) * (1.0 if weights is None else weights)

    @cached_property
    def _levels(self) -> NDArray[np.float32]:
        return level_columns(self.grid, firm=False)[0]

    @cached_property
    def _firm_levels(self) -> NDArray[np.float32]:
        return level_columns(self.grid, firm=True)[0]

    @cached_property
    def _amounts(self) -> NDArray[np.float32]:
        return level_columns(self._without_sides, firm=False)[0]

    @cached_property
    def _firm_amounts(self) -> NDArray[np.float32]:
        return level_columns(self._without_sides, firm=True)[0]

    @cached_property
    def _without_sides(self) -> StanceGrid:
        """The grid without what stands on issues that have sides."""
        return restricted(self.grid, self.grid.every_issue & ~self.grid.sided)

    @cached_property
    def _parts(self) -> tuple[Floats, Floats, Floats]:
        return side_parts(self.grid, firm=False)

    @cached_property
    def _firm_parts(self) -> tuple[Floats, Floats, Floats]:
        return side_parts(self.grid, firm=True)

    @cached_property
    def _weighed_parts(self) -> tuple[Floats, Floats, Floats]:
        import numpy as np

        decided, leaning, neutral = (part.astype(np.float64) for part in self._parts)
        weights = 1.0 if self._weights is None else self._weights
        return decided * weights, leaning * weights, neutral * weights if neutral.size else neutral

    @cached_property
    def _factors(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Two matrices whose product is the sum from which the measure is computed."""
        import numpy as np

        weights = np.ones(len(self.grid.issues)) if self._weights is None else self._weights
        return PRODUCTS[self.measure].factors(self.grid, weights, self._held.astype(np.float64))


def _agreeing(
    left: tuple[Floats, Floats, Floats],
    rows: slice,
    columns: slice,
    right: tuple[Floats, Floats, Floats] | None = None,
) -> tuple[Floats, Floats]:
    """Return the sums of agreement and of opposition.

    Among those decided, the product of "for less against" is agreement less opposition.
    """
    decided, leaning, neutral = left
    others = right or left
    both = decided[rows] @ others[0][columns].T
    signs = leaning[rows] @ others[1][columns].T
    agree, oppose = (both + signs) / 2, (both - signs) / 2
    if neutral.shape[1]:
        agree = agree + neutral[rows] @ others[2][columns].T
    return agree, oppose
