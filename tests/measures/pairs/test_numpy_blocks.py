"""Pairs in blocks give the numbers of the core."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.grids import NOMINAL, as_grid, plain, tables
from helpers.oracle import PlainTable
from positions.dataset.scale import FIVE_POINT, Scale
from positions.measures.pairs import engines
from positions.measures.pairs import numpy_blocks as bulk_pairs
from positions.measures.pairs import numpy_results as bulk_results
from positions.measures.pairs.bitset import iterate_pairs
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.expected import expectations
from positions.measures.pairs.numpy_blocks import BulkPairs, offers
from positions.measures.pairs.results import Comparison, PairResult
from positions.vocabulary import MEASURES, Measure

pytest.importorskip("numpy", reason="NumPy, of the extra bulk, is not installed")


def in_blocks(bulk: BulkPairs, rows: int) -> dict[tuple[int, int], tuple[float | None, ...]]:
    """Return shared, same, agree, differ, oppose, conditional, agreement and disagreement by pair."""
    found: dict[tuple[int, int], tuple[float | None, ...]] = {}
    for block in bulk.blocks(triangle=True, rows=rows):
        arrays = (block.shared, block.same, block.agree, block.differ, block.oppose, block.conditional)
        shares = [
            block.above(array).tolist() for array in (block.agreement, block.disagreement, block.effective)
        ]
        columns = [*(block.above(array).tolist() for array in arrays), *shares]
        first, second = block.pairs()
        for a, b, *values in zip(first.tolist(), second.tolist(), *columns, strict=True):
            found[a, b] = tuple(None if math.isnan(value) else value for value in values)
    return found


def of_core(pair: PairResult) -> tuple[float | None, ...]:
    return (*pair.counts[:6], pair.agreement, pair.disagreement, pair.effective)


@settings(max_examples=examples(60), deadline=None)
@given(tables(actors=6, issues=9), st.integers(1, 3), st.integers(1, 4), st.booleans())
def test_blocks_give_what_the_core_gives(
    table: PlainTable, min_shared: int, rows: int, weighted: bool
) -> None:
    grid = as_grid(table)
    for measure in ("exact",) if table.scale.is_nominal else MEASURES:
        how = Comparison(measure=measure, min_shared=min_shared, weighted=weighted)
        found = in_blocks(BulkPairs(grid, how), rows)
        pairs = compare_pairs(grid, how)
        assert set(found) == {(pair.a, pair.b) for pair in pairs}
        for pair in pairs:
            assert found[pair.a, pair.b] == pytest.approx(of_core(pair), abs=1e-12), measure


@pytest.mark.parametrize("cells", [1, 5, 8])
def test_a_product_may_be_cut_anywhere(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ("support oppose", "oppose -", "neutral oppose", "support support", "- strongly-oppose")
    grid = as_grid(replace(plain(FIVE_POINT, *rows), weights=(1.0, 3.0)))
    monkeypatch.setattr(bulk_pairs, "_CELLS", cells)
    for measure in MEASURES:
        how = Comparison(measure=measure)
        found = in_blocks(BulkPairs(grid, how), 3)
        pairs = compare_pairs(grid, how)
        for pair in pairs:
            assert found.pop((pair.a, pair.b)) == pytest.approx(of_core(pair), abs=1e-12)
        assert not found
        expect, bulk = expectations(grid, how), BulkPairs(grid, how)
        by_chance = []
        for block in bulk.blocks(triangle=True, rows=3):
            values = [block.above(array).tolist() for array in bulk.expected(block)]
            by_chance += [None if math.isnan(value) else value for pair in zip(*values) for value in pair]  # noqa: B905  # of one block
        assert by_chance == pytest.approx([value for pair in pairs for value in expect(pair)], abs=1e-12)


def test_side_and_exact_are_the_very_same_numbers() -> None:
    rows = (
        "support oppose neutral strongly-support",
        "support? neutral oppose oppose",
        "oppose - - support?",
    )
    grid = as_grid(plain(FIVE_POINT, *rows))
    weighted = as_grid(replace(plain(FIVE_POINT, *rows, rows[0]), weights=(1.0, 2.0, 3.0, 5.0)))
    measures: tuple[Measure, ...] = ("side", "exact")
    for some, measure in product((grid, weighted), measures):
        how = Comparison(measure=measure)
        found = in_blocks(BulkPairs(some, how), 2)
        assert found == {(pair.a, pair.b): of_core(pair) for pair in compare_pairs(some, how)}


def test_a_block_of_all_columns_has_every_actor_on_both_sides() -> None:
    grid = as_grid(plain(NOMINAL, "bus tram", "bus bus", "- train"))
    (block,) = BulkPairs(grid, Comparison()).blocks(triangle=False, rows=3)
    assert block.shared.tolist() == [[2, 2, 1], [2, 2, 1], [1, 1, 1]]
    assert block.same.tolist() == [[2, 1, 0], [1, 2, 0], [0, 0, 1]]


@pytest.mark.parametrize("how", [Comparison(by_salience=True), Comparison(bounds=True)])
def test_what_blocks_do_not_offer_is_said(how: Comparison) -> None:
    grid = as_grid(plain(FIVE_POINT, "support", "oppose"))
    assert not offers(grid, how)
    assert offers(grid, Comparison(measure="proximity"))


@settings(max_examples=examples(60), deadline=None)
@given(tables(actors=6, issues=9), st.integers(1, 3), st.booleans())
def test_results_of_blocks_are_the_cores_to_the_last_digit(
    table: PlainTable, min_shared: int, weighted: bool
) -> None:
    grid = as_grid(table)
    for measure in ("exact",) if table.scale.is_nominal else MEASURES:
        how = Comparison(measure=measure, min_shared=min_shared, weighted=weighted)
        if bulk_results.are_the_same(grid, how):
            assert bulk_results.bulk_results(grid, how) == list(iterate_pairs(grid, how))


ROWS = ("support oppose", "oppose -", "neutral oppose", "support support", "- strongly-oppose")
THIRDS = Scale("levels", {"no": 0.0, "partly": 0.1, "yes": 0.3}, 0.0, 0.3, 0.1)


@pytest.mark.parametrize("measure", MEASURES)
def test_many_actors_are_compared_in_blocks(measure: Measure, monkeypatch: pytest.MonkeyPatch) -> None:
    grid, how = as_grid(plain(FIVE_POINT, *ROWS)), Comparison(measure=measure)
    done: list[int] = []
    assert bulk_results.are_the_same(grid, how)
    slow = compare_pairs(grid, how)
    monkeypatch.setattr(engines, "BULK_FROM", 5)
    monkeypatch.setattr(engines, "iterate_pairs", lambda *_: pytest.fail("not in blocks"))
    assert compare_pairs(grid, how, done.append) == slow
    assert sum(done) == 10


@pytest.mark.parametrize(
    ("table", "how"),
    [
        (plain(FIVE_POINT, "support? oppose", "support -"), Comparison()),
        (replace(plain(THIRDS, "partly yes", "yes no"), weights=(1e16, 1.0)), Comparison()),
        (replace(plain(THIRDS, "partly yes", "yes no"), weights=(0.1, 1e9)), Comparison(measure="proximity")),
        (plain(FIVE_POINT, "support", "oppose"), Comparison(bounds=True)),
        (plain(FIVE_POINT, "support", "oppose"), Comparison(by_salience=True)),
    ],
)
def test_what_blocks_would_give_otherwise_is_left_to_the_core(table: PlainTable, how: Comparison) -> None:
    assert not bulk_results.are_the_same(as_grid(table), how)


def test_without_numpy_there_are_no_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_results, "has_numpy", lambda: False)
    assert not bulk_results.are_the_same(as_grid(plain(FIVE_POINT, *ROWS)), Comparison())
