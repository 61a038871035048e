"""What is computed fast equals what follows from the formula of a measure alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from helpers.grids import as_grid, tables
from helpers.oracle import PlainTable
from helpers.paths import REPOSITORY
from positions.grid import StanceGrid
from positions.measures.pairs.expected import FAST_EXPECTATIONS, expectation_by_values
from positions.measures.pairs.numpy_factors import PRODUCTS
from positions.measures.pairs.results import Comparison
from positions.measures.pairs.scores import FAST_SCORES, issue_score, score, score_by_issue, unit_of
from positions.measures.pairs.weights import issue_weights
from positions.vocabulary import MEASURE_ENTRIES, MEASURES, Measure


def measures_of(grid: StanceGrid) -> tuple[Measure, ...]:
    return ("exact",) if grid.scale.is_nominal else MEASURES


@given(tables())
def test_fast_scores_equal_the_formula_issue_by_issue(table: PlainTable) -> None:
    grid = as_grid(table)
    classes = issue_weights(grid, Comparison())
    for measure in measures_of(grid):
        for a in range(len(grid.actors)):
            for b in range(len(grid.actors)):
                over = grid.held[a] & grid.held[b], classes
                assert score(grid, a, b, measure, over) == score_by_issue(grid, a, b, measure, over)


@given(tables())
def test_fast_expectations_equal_the_mean_over_all_pairs(table: PlainTable) -> None:
    grid = as_grid(table)
    for measure in set(measures_of(grid)) & set(FAST_EXPECTATIONS):
        for issue in range(len(grid.issues)):
            held = [row.levels[place] >> issue & 1 for row in grid.rows for place in range(len(grid.values))]
            numbers = {
                value: count
                for place, value in enumerate(grid.values)
                if (count := sum(held[place :: len(grid.values)]))
            }
            if sum(numbers.values()) > 1:
                expected = expectation_by_values(grid, measure, numbers)
                assert FAST_EXPECTATIONS[measure](grid, numbers) == expected


@given(tables())
def test_a_score_lies_between_nothing_and_the_unit(table: PlainTable) -> None:
    grid = as_grid(table)
    places = grid.whole_scale.values.values()
    for measure in measures_of(grid):
        unit = unit_of(grid, measure)
        for x in places:
            for y in places:
                found = issue_score(grid.whole_scale, measure, x, y)
                assert 0 <= found <= unit
                assert found == issue_score(grid.whole_scale, measure, y, x)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_is_named_in_words(measure: Measure) -> None:
    entry = MEASURE_ENTRIES[measure]
    assert (entry.counts is None) == bool(entry.mean)
    assert {*FAST_SCORES, *FAST_EXPECTATIONS, *PRODUCTS} <= set(MEASURES)


def test_the_page_computes_every_measure() -> None:
    script = (REPOSITORY / "src/positions/render/html/assets/report.js").read_text(encoding="utf-8")
    assert set(re.findall(r'method\.measure [=!]== "(\w+)"', script)) == set(MEASURES)
