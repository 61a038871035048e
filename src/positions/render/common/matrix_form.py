"""How a matrix is turned before people see it."""

from __future__ import annotations

from dataclasses import replace

from positions.tables import CellValue, Matrix

_FEW = 8


def transposed(matrix: Matrix) -> Matrix:
    """Return a matrix with its columns as rows."""
    return replace(matrix, rows=matrix.columns, columns=matrix.rows, cells=_turned(matrix))


def for_people(matrix: Matrix) -> Matrix:
    """Return a stance grid with the issues down, unless there are many actors and fewer issues."""
    if matrix.type != "stance":
        return matrix
    actors, issues = len(matrix.rows), len(matrix.columns)
    return transposed(matrix) if actors <= max(_FEW, issues) else matrix


def is_symmetric(matrix: Matrix) -> bool:
    """Return whether a matrix has the same headings down and across, and the same cells on both sides."""
    return matrix.rows == matrix.columns and matrix.cells == _turned(matrix)


def _turned(matrix: Matrix) -> tuple[tuple[CellValue, ...], ...]:
    return tuple(zip(*matrix.cells, strict=True)) if matrix.cells else ((),) * len(matrix.columns)
