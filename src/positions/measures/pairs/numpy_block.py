"""The results of a block of pairs as NumPy arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Kind = TypeVar("Kind", bound="np.generic")


class PairBlock(NamedTuple):
    """The pairs of some actors with many: one row for each of the first, one column for each of the others.

    `first` is the index of the first row's actor, `start` that of the first column's. The counts are arrays
    of int32, as in `PairCounts`; the shares of float64, NaN where undefined; `effective` is the effective
    number of shared issues.
    """

    first: int
    start: int
    shared: NDArray[np.int32]
    same: NDArray[np.int32]
    agree: NDArray[np.int32]
    oppose: NDArray[np.int32]
    conditional: NDArray[np.int32]
    agreement: NDArray[np.float64]
    disagreement: NDArray[np.float64]
    effective: NDArray[np.float64]

    @property
    def differ(self) -> NDArray[np.int32]:
        """Issues on which one is neutral and one is not."""
        return self.shared - self.agree - self.oppose

    def pairs(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return the indices of both actors of each pair above the diagonal, row by row."""
        import numpy as np

        rows, columns = self.shared.shape
        first = np.arange(self.first, self.first + rows, dtype=np.int32)
        lengths = np.clip(self.start + columns - first - 1, 0, columns)
        others = np.broadcast_to(np.arange(self.start, self.start + columns, dtype=np.int32), (rows, columns))
        return np.repeat(first, lengths), self.above(others)

    def above(self, array: NDArray[Kind]) -> NDArray[Kind]:
        """Return what an array of the block's shape holds above the diagonal, row by row."""
        import numpy as np

        skip = self.first + 1 - self.start
        return np.concatenate([row[max(skip + index, 0) :] for index, row in enumerate(array)])
