"""What leaving out one issue does, against figures computed elsewhere and a comparison without the issue."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.grids import as_grid, tables
from helpers.oracle import PlainCell, PlainTable
from helpers.paths import SHARED
from helpers.studies import study
from positions.dataset.scale import FIVE_POINT
from positions.grid import StanceGrid, bits
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.results import Comparison
from positions.measures.pairs.robust import robust, without_each
from positions.tables import is_thin_ground
from positions.vocabulary import Measure

CASES = SHARED / "cases" / "stats" / "pairs"
elsewhere = pytest.mark.skipif(not CASES.exists(), reason="the reference figures are not here")


def without(grid: StanceGrid, issue: int) -> StanceGrid:
    rows = tuple(
        replace(row, levels=tuple(level & ~(1 << issue) for level in row.levels)) for row in grid.rows
    )
    return replace(grid, rows=rows)


@elsewhere
@pytest.mark.parametrize("measure", ["side", "exact", "proximity"])
def test_the_figures_of_plain_loops(measure: Measure) -> None:
    with (CASES / "weighted_8x14.stances.csv").open(newline="", encoding="utf-8") as file:
        stances = list(csv.DictReader(file))
    with (CASES / "weighted_8x14.weights.csv").open(newline="", encoding="utf-8") as file:
        weights = {row["issue"]: float(row["weight"]) for row in csv.DictReader(file)}
    actors, issues = list(dict.fromkeys(row["actor"] for row in stances)), list(weights)
    held = {(row["actor"], row["issue"]): float(row["stance"]) for row in stances if row["stance"]}
    cells = tuple(
        tuple(
            PlainCell(held[actor, issue], "position") if (actor, issue) in held else PlainCell()
            for issue in issues
        )
        for actor in actors
    )
    grid = as_grid(PlainTable(FIVE_POINT, cells, tuple(weights.values())))
    how = Comparison(measure=measure)
    pairs = compare_pairs(grid, how)
    found = dict(zip(((pair.a, pair.b) for pair in pairs), robust(grid, how, pairs), strict=True))
    with (CASES / f"weighted_8x14.{measure}.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            one = found[actors.index(row["a"]), actors.index(row["b"])]
            for value, want in ((one.lowest, row["lowest"]), (one.highest, row["highest"])):
                assert value == (pytest.approx(float(want), abs=1e-9) if want else None)


@settings(max_examples=examples(45), deadline=None)
@given(tables(actors=4, issues=5), st.sampled_from([1, 2]))
def test_it_is_the_comparison_of_the_grid_without_the_issue(table: PlainTable, least: int) -> None:
    grid, how = as_grid(table), Comparison(min_shared=least)
    pairs = compare_pairs(grid, how)
    left = {issue: compare_pairs(without(grid, issue), how) for issue in bits(grid.every_issue)}
    for index, (pair, found) in enumerate(zip(pairs, robust(grid, how, pairs), strict=True)):
        weighed = list(bits(grid.held[pair.a] & grid.held[pair.b]))
        shares = {
            issue: share
            for issue in weighed
            if grid.issues[issue].weight > 0 and (share := left[issue][index].agreement) is not None
        }
        if pair.agreement is None or not shares:
            assert found.lowest is None
            continue
        assert found.lowest == pytest.approx(min(shares.values()))
        assert found.highest == pytest.approx(max(shares.values()))
        most = max(abs(share - pair.agreement) for share in shares.values())
        if found.issue is None:  # no issue moves the share
            assert most == pytest.approx(0)
            continue
        assert most > 0
        assert abs(shares[found.issue] - pair.agreement) == pytest.approx(most)


def test_no_issue_moves_an_agreement_that_stays() -> None:
    grid = study(
        3, {"A": "support support oppose", "B": "support support oppose", "C": "oppose - support"}
    ).grid
    how = Comparison()
    found = robust(grid, how, compare_pairs(grid, how))
    assert [(one.lowest, one.issue) for one in found] == [(1.0, None), (0.0, None), (0.0, None)]


@settings(max_examples=examples(45), deadline=None)
@given(tables(actors=4, issues=5))
def test_who_is_nearest_without_an_issue_is_who_is_nearest_on_the_grid_without_it(table: PlainTable) -> None:
    grid, how = as_grid(table), Comparison()

    def enough(shared: int, effective: float) -> bool:
        return not is_thin_ground(shared, effective)

    def nearest(found: StanceGrid) -> set[tuple[int, int]]:
        known = [
            pair
            for pair in compare_pairs(found, how)
            if pair.agreement is not None and enough(pair.counts.shared, pair.effective)
        ]
        best = max((pair.agreement or 0 for pair in known), default=0)
        return {(pair.a, pair.b) for pair in known if pair.agreement == best}

    pairs = compare_pairs(grid, how)
    changed = {found.issue: found.nearest for found in without_each(grid, how, pairs, enough)}
    before = nearest(grid)
    for issue in range(len(grid.issues)):
        after, told = nearest(without(grid, issue)), changed.get(issue)
        assert after == (before if told is None else {(pair.a, pair.b) for pair in told})


@settings(max_examples=examples(45), deadline=None)
@given(tables(actors=4, issues=5))
def test_what_is_enough_is_asked_of_the_pairs_of_the_grid_without_the_issue(table: PlainTable) -> None:
    grid, how = as_grid(table), Comparison()
    asked: list[tuple[int, float]] = []

    def enough(shared: int, effective: float) -> bool:
        asked.append((shared, effective))
        return True

    pairs = compare_pairs(grid, how)
    list(without_each(grid, how, pairs, enough))
    expected = [(pair.counts.shared, pair.effective) for pair in pairs if pair.agreement is not None]
    for issue in range(len(grid.issues)):
        left = zip(pairs, compare_pairs(without(grid, issue), how), strict=True)
        known = [after for before, after in left if before.agreement is not None]
        expected += [(pair.counts.shared, pair.effective) for pair in known if pair.agreement is not None]
    assert [shared for shared, _ in asked] == [shared for shared, _ in expected]
    assert [kish for _, kish in asked] == pytest.approx([kish for _, kish in expected])
