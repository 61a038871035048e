"""The numeric form: planes that hold each cell once, and what filters take out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.grids import RANGE, UNEVEN, as_grid, plain, tables
from helpers.oracle import PlainTable
from helpers.paths import EXAMPLE
from positions.dataset.load import load, load_bytes
from positions.dataset.models import Dataset
from positions.dataset.scale import FIVE_POINT, THREE_POINT
from positions.grid import StanceGrid, bits, build_grid
from positions.selection import Selection


@pytest.fixture(scope="module")
def example() -> Dataset:
    return load(EXAMPLE).require()


def dataset(text: str) -> Dataset:
    return load_bytes(text.encode()).require()


@given(st.integers(0, 2**200))
def test_bits_are_those_that_are_set(plane: int) -> None:
    assert list(bits(plane)) == [index for index in range(201) if plane >> index & 1]


@given(tables())
def test_each_cell_is_in_one_plane_and_reads_back(table: PlainTable) -> None:
    grid = as_grid(table)
    for actor, cells in enumerate(table.cells):
        row = grid.rows[actor]
        planes = [*row.levels, *row.states.values()]
        assert sum(plane.bit_count() for plane in planes) == sum(
            cell.state != "not-researched" for cell in cells
        )
        assert row.held & ~grid.every_issue == 0
        assert row.conditional & ~row.held == 0
        for issue, cell in enumerate(cells):
            assert grid.value(actor, issue) == cell.value == grid.values_by_issue[actor].get(issue)
            assert grid.state(actor, issue) == cell.state


@given(tables())
def test_sides_are_where_values_lie(table: PlainTable) -> None:
    grid = as_grid(table)
    for actor, cells in enumerate(table.cells):
        sides = grid.sides[actor]
        for issue, cell in enumerate(cells):
            side = None if cell.value is None else table.scale.side(cell.value)
            assert [plane >> issue & 1 for plane in (sides.favour, sides.against, sides.neutral)] == [
                side == 1,
                side == -1,
                side == 0,
            ]


@given(tables())
def test_each_issue_is_in_one_class_of_weight(table: PlainTable) -> None:
    grid = as_grid(table)
    assert [weight for weight, _ in grid.weight_classes] == sorted(set(table.weights))
    assert sum(plane for _, plane in grid.weight_classes) == grid.every_issue
    for weight, plane in grid.weight_classes:
        assert [table.weights[issue] for issue in bits(plane)] == [weight] * plane.bit_count()


def test_sides_are_levels_where_no_side_has_two() -> None:
    one = "support"
    assert as_grid(plain(THREE_POINT, one)).sides_are_levels
    assert not as_grid(plain(FIVE_POINT, one)).sides_are_levels
    assert not as_grid(plain(UNEVEN, "yes")).sides_are_levels
    assert as_grid(plain(RANGE, "10 80")).sides_are_levels  # of the values that occur
    assert not as_grid(plain(RANGE, "10 20 80")).sides_are_levels


def test_the_example_has_four_actors_ten_issues_and_24_positions(example: Dataset) -> None:
    grid = build_grid(example)
    assert [actor.id for actor in grid.actors] == ["localis", "lga", "ccn", "government"]
    assert [actor.label for actor in grid.actors] == ["Localis", "LGA", "CCN", "Government"]
    assert (len(grid.issues), sum(plane.bit_count() for plane in grid.held)) == (10, 24)
    assert sum(row.states["silent"].bit_count() for row in grid.rows) == 16
    assert grid.values == (-2, -1, 0, 1, 2)
    assert grid.excluded == {}


def counted(grid: StanceGrid) -> tuple[int, int]:
    """Numbers of positions and of excluded cells."""
    excluded = sum(row.states.get("excluded", 0).bit_count() for row in grid.rows)
    return sum(plane.bit_count() for plane in grid.held), excluded


def test_quality_filters_exclude_positions_and_leave_silence_alone(example: Dataset) -> None:
    for name, selection in (
        ("basis", Selection(bases=("stated",))),
        ("min-confidence", Selection(min_confidence="high")),
        ("no-conditional", Selection(conditional=False)),
        ("source", Selection(sources=("pse-2018",))),
    ):
        grid = build_grid(example, selection)
        held, excluded = counted(grid)
        assert held + excluded == 24
        assert grid.excluded == {name: excluded}
        assert excluded > 0
        assert sum(row.states["silent"].bit_count() for row in grid.rows) == 16


def test_a_date_filter_excludes_what_came_later(example: Dataset) -> None:
    from positions.dataset.dates import parse_date

    grid = build_grid(example, Selection(as_of=parse_date("2016")))
    assert counted(grid) == (0, 40)
    assert grid.excluded == {"as-of": 40}


SHORT = """\
format: 1
title: T
scale: {min: 0, max: 100}
issues: {i: {title: I}, j: {title: J, weight: 2.5}}
stakeholders:
  a: {name: A, positions: {i: 70, j: 0}}
  b: {name: B, positions: {i: 70.5, j: declined}}
"""


def test_on_a_range_the_values_are_those_that_occur() -> None:
    grid = build_grid(dataset(SHORT))
    assert grid.values == (0.0, 70.0, 70.5)
    assert grid.weight_classes == ((1.0, 1), (2.5, 2))
    assert grid.state(1, 1) == "declined"
    assert grid.planes[0] == {0.0: 2, 70.0: 1}


def test_a_nominal_scale_numbers_the_labels_that_occur() -> None:
    text = SHORT.replace("{min: 0, max: 100}", "nominal").replace("70.5", "tram").replace("70", "bus")
    grid = build_grid(dataset(text.replace("j: 0", "j: silent")))
    assert grid.value(0, 0) != grid.value(1, 0)
    assert grid.state(0, 1) == "silent"
    assert grid.sides[0].favour == grid.sides[0].against == grid.sides[0].neutral == 0


def test_an_empty_selection_is_a_grid_of_nothing(example: Dataset) -> None:
    grid = build_grid(example, Selection(kinds=("navy",), tags=("navy",)))
    assert (grid.actors, grid.issues, grid.rows, grid.every_issue) == ((), (), (), 0)


def test_actors_are_found_by_id(example: Dataset) -> None:
    grid = build_grid(example)
    assert grid.actor_index("ccn") == 2
    with pytest.raises(KeyError):
        grid.actor_index("CCN")
