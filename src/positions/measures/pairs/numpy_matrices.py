"""A grid as matrices of zeros and ones, for products with NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from positions.grid import StanceGrid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32] | NDArray[np.float64]


def restricted(grid: StanceGrid, plane: int) -> StanceGrid:
    """Return a grid that holds nothing outside a plane of issues."""
    rows = [
        replace(row, levels=tuple(level & plane for level in row.levels), conditional=row.conditional & plane)
        for row in grid.rows
    ]
    return replace(grid, rows=tuple(rows))


def side_parts(grid: StanceGrid, *, firm: bool) -> tuple[Floats, Floats, Floats]:
    """Return who is decided, for less against, and neutral, by actor and issue."""
    keep = [~row.conditional if firm else -1 for row in grid.rows]

    def of_side(name: str) -> Floats:
        planes = [getattr(sides, name) & kept for sides, kept in zip(grid.sides, keep, strict=True)]
        return matrix(grid, planes)

    favour, against, neutral = of_side("favour"), of_side("against"), of_side("neutral")
    return favour + against, favour - against, neutral if neutral.any() else neutral[:, :0]


def level_columns(grid: StanceGrid, *, firm: bool) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Return a column of zeros and ones for each issue and value that somebody holds, and its issue."""
    import numpy as np

    found, places = [], []
    for index in range(len(grid.values)):
        planes = [row.levels[index] & ~row.conditional if firm else row.levels[index] for row in grid.rows]
        if any(planes):
            union = 0
            for plane in planes:
                union |= plane
            kept = np.flatnonzero(_bits([union], len(grid.issues))[0])
            found.append(_bits(planes, len(grid.issues))[:, kept])
            places.append(kept)
    if not found:
        return np.zeros((len(grid.actors), 0), np.float32), np.zeros(0, np.intp)
    return np.hstack(found).astype(np.float32), np.concatenate(places)


def matrix(grid: StanceGrid, planes: Sequence[int]) -> NDArray[np.float32]:
    """Return planes as rows of zeros and ones, a column for each issue."""
    import numpy as np

    return _bits(planes, len(grid.issues)).astype(np.float32)


def _bits(planes: Sequence[int], width: int) -> NDArray[np.uint8]:
    """Return planes as rows of zeros and ones."""
    import numpy as np

    size = (width + 7) // 8
    data = b"".join([plane.to_bytes(size, "little") for plane in planes])
    packed = np.frombuffer(data, np.uint8).reshape(len(planes), size)
    return np.unpackbits(packed, axis=1, count=width, bitorder="little")


def whole_counts(counts: Floats) -> NDArray[np.int32]:
    """Return sums that are whole numbers as integers."""
    import numpy as np

    return counts.astype(np.int32)
