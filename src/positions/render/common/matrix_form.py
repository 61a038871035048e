"""How a matrix is turned before people see it."""

from __future__ import annotations

from dataclasses import replace

from positions.tables import Matrix

_FEW = 8


def transposed(matrix: Matrix) -> Matrix:
    """Return a matrix with its columns as rows."""
    cells = tuple(tuple(row[index] for row in matrix.cells) for index in range(len(matrix.columns)))
    return replace(matrix, rows=matrix.columns, columns=matrix.rows, cells=cells)


def for_people(matrix: Matrix) -> Matrix:
    """Return a stance grid with the issues down, unless there are many actors and fewer issues."""
    if matrix.type != "stance":
        return matrix
    actors, issues = len(matrix.rows), len(matrix.columns)
    return transposed(matrix) if actors <= max(_FEW, issues) else matrix


def is_symmetric(matrix: Matrix) -> bool:
    """Return whether a matrix has the same headings down and across, and the same cells on both sides."""
    size = len(matrix.rows)
    return matrix.rows == matrix.columns and all(
        matrix.cells[row][column] == matrix.cells[column][row] for row in range(size) for column in range(row)
    )
