"""MACTOR's valued positions: sides weighed by salience, against a plain loop."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings

from helpers.examples import examples
from helpers.grids import SIDED, as_grid, tables
from helpers.oracle import PlainCell, PlainTable
from positions.measures.power import alliance


@given(tables(scales=SIDED))
def test_by_salience_sides_count_by_the_salience_of_both(table: PlainTable) -> None:
    found = alliance(as_grid(table), by_salience=True)

    def valued(cell: PlainCell) -> float | None:
        if cell.value is None or cell.salience is None:
            return None
        return cell.salience * (table.scale.side(cell.value) or 0)

    positions = [[valued(cell) for cell in row] for row in table.cells]
    assert [list(row) for row in found.positions] == positions
    for a, b in product(range(len(positions)), repeat=2):
        both = [
            (x, y) for x, y in zip(positions[a], positions[b], strict=True) if x is not None and y is not None
        ]
        sides = [
            (table.scale.side(one.value or 0.0), table.scale.side(other.value or 0.0), one, other)
            for one, other in zip(table.cells[a], table.cells[b], strict=True)
            if valued(one) is not None and valued(other) is not None
        ]
        assert len(both) == len(sides)
        together = sum(
            ((one.salience or 0) + (other.salience or 0)) / 2 for x, y, one, other in sides if x and x == y
        )
        apart = sum(
            ((one.salience or 0) + (other.salience or 0)) / 2
            for x, y, one, other in sides
            if x and y and x != y
        )
        if a != b:
            assert found.convergence[a][b] == pytest.approx(together)
            assert found.divergence[a][b] == pytest.approx(apart)


@settings(max_examples=examples(45), deadline=None)
@given(tables(scales=SIDED))
def test_who_has_no_force_takes_nothing_from_the_others(table: PlainTable) -> None:
    grid = as_grid(table)
    number = len(grid.actors)
    whole, weak = alliance(grid), alliance(grid, forces=[0.0] + [1.0] * (number - 1))
    for a, b in product(range(number), repeat=2):
        for name in ("convergence", "divergence"):
            held = getattr(whole, name)[a][b] if a and b else 0
            assert getattr(weak, name)[a][b] == held
