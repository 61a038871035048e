"""Effective n, expected agreement, kappa and the best of many pairs, against figures computed elsewhere."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.grids import TWO_LEVELS, as_grid, plain, tables
from helpers.oracle import PlainCell, PlainTable, compare, contribution
from helpers.paths import SHARED
from positions.dataset.scale import FIVE_POINT
from positions.grid import StanceGrid
from positions.measures.chance.all_pairs import AllPairs
from positions.measures.chance.best_of_many import best_of_many, shuffles_for
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.expected import expectations
from positions.measures.pairs.results import Comparison, PairResult
from positions.tables import is_thin_ground
from positions.vocabulary import MEASURES

CASES = SHARED / "cases" / "stats" / "pairs"
elsewhere = pytest.mark.skipif(not CASES.exists(), reason="the reference figures are not here")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def case(name: str) -> tuple[StanceGrid, list[str]]:
    """The grid of a case, and its actors in order."""
    stances = rows_of(CASES / f"{name}.stances.csv")
    weighted = CASES / f"{name}.weights.csv"
    weights = {row["issue"]: float(row["weight"]) for row in rows_of(weighted)} if weighted.exists() else {}
    actors = list(dict.fromkeys(row["actor"] for row in stances))
    issues = list(weights) or list(dict.fromkeys(row["issue"] for row in stances))
    held = {(row["actor"], row["issue"]): float(row["stance"]) for row in stances}
    cells = tuple(
        tuple(
            PlainCell(held[actor, issue], "position") if (actor, issue) in held else PlainCell()
            for issue in issues
        )
        for actor in actors
    )
    table = PlainTable(FIVE_POINT, cells, tuple(weights.get(issue, 1.0) for issue in issues))
    return as_grid(table), actors


@elsewhere
@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("example", "side"),
        ("example", "proximity"),
        *(("weighted_8x14", measure) for measure in ("side", "exact", "proximity")),
    ],
)
def test_the_figures_of_plain_loops(name: str, measure: str) -> None:
    grid, actors = case(name)
    (chosen,) = (known for known in MEASURES if known == measure)
    how = Comparison(measure=chosen)
    expect = expectations(grid, how)
    wanted = rows_of(CASES / f"{name}.{measure}.csv")
    found = {(actors[pair.a], actors[pair.b]): pair for pair in compare_pairs(grid, how)}
    assert wanted
    for row in wanted:
        pair = found[row["a"], row["b"]]
        expected, kappa = expect(pair)
        figures = (float(pair.counts.shared), pair.effective, pair.agreement, expected, kappa)
        names = ("shared", "effective_n", "agreement", "expected", "kappa")
        for figure, column in zip(figures, names, strict=True):
            want = float(row[column]) if row[column] else None
            assert figure == (None if want is None else pytest.approx(want, abs=1e-9)), (row, column)


def enough(pairs: list[PairResult]) -> list[PairResult]:
    return [
        pair
        for pair in pairs
        if pair.agreement is not None and not is_thin_ground(pair.counts.shared, pair.effective)
    ]


@elsewhere
@pytest.mark.parametrize("name", ["example", "weighted_8x14"])
def test_the_best_of_many_is_that_of_five_thousand_shuffles(name: str) -> None:
    grid, _ = case(name)
    want = json.loads((CASES / f"{name}.best.json").read_text(encoding="utf-8"))
    found = best_of_many(grid, Comparison(measure="side"), enough(compare_pairs(grid)), 1000)
    assert found is not None
    assert found.pairs == want["pairs_that_count"]
    assert found.observed == pytest.approx(want["observed_best"])
    assert found.middle == pytest.approx(want["median_of_best"], abs=0.02)
    assert found.high == pytest.approx(want["p95_of_best"], abs=0.02)
    assert found.p == pytest.approx(want["p"], abs=0.03)


def dealt(table: PlainTable) -> Iterator[PlainTable]:
    """Every way of dealing out a small table's values among the holders on each issue."""
    from itertools import permutations

    width, columns = len(table.weights), []
    for issue in range(width):
        column = [row[issue] for row in table.cells]
        held = [place for place, cell in enumerate(column) if cell.value is not None]
        ways = []
        for order in permutations(held):
            cells = list(column)
            for place, source in zip(held, order, strict=True):
                cells[place] = PlainCell(column[source].value, "position", salience=column[place].salience)
            ways.append(cells)
        columns.append(ways)
    for chosen in product(*columns):
        rows = tuple(tuple(column[actor] for column in chosen) for actor in range(len(table.cells)))
        yield PlainTable(table.scale, rows, table.weights)


@settings(max_examples=examples(25), deadline=None)
@given(tables(actors=3, issues=3))
def test_expected_agreement_is_the_mean_over_all_ways_of_dealing(table: PlainTable) -> None:
    grid = as_grid(table)
    for measure in ("exact",) if table.scale.is_nominal else MEASURES:
        for by_salience in (False, True):
            how = Comparison(measure=measure, by_salience=by_salience)
            expect = expectations(grid, how)
            for pair in compare_pairs(grid, how):
                expected, kappa = expect(pair)
                if pair.agreement is None:
                    assert (expected, kappa) == (None, None)
                    continue
                found = [
                    compare(way, pair.a, pair.b, measure, by_salience=by_salience).agreement
                    for way in dealt(table)
                ]
                known = [share for share in found if share is not None]
                mean = sum(known) / len(known)
                assert expected == pytest.approx(float(mean), abs=1e-12)
                if mean == 1:
                    assert kappa is None
                else:
                    assert kappa == pytest.approx(
                        (pair.agreement - float(mean)) / (1 - float(mean)), abs=1e-9
                    )


def test_one_issue_by_hand() -> None:
    """Two for, one against: of six ordered pairs two agree."""
    grid = as_grid(plain(FIVE_POINT, "support", "strongly-support", "oppose"))
    expect = expectations(grid, Comparison())
    assert [expect(pair) for pair in compare_pairs(grid)] == [(1 / 3, 1.0), (1 / 3, -0.5), (1 / 3, -0.5)]
    assert contribution(FIVE_POINT, "side", 1, -1) == 0


def test_how_many_shuffles_there_are_goes_by_the_work() -> None:
    def made(actors: int, issues: int, how: Comparison = Comparison()) -> int:  # noqa: B008  # it is frozen
        grid = as_grid(plain(FIVE_POINT, *[" ".join(["support"] * issues)] * actors))
        return shuffles_for(grid, how, actors * (actors - 1) // 2)

    assert [made(4, 10), made(5, 10), made(20, 100), made(21, 100), made(20, 1000), made(20, 1001)] == [
        *(0, 1000, 1000, 100, 100, 0),
    ]
    slow = Comparison(measure="directional")
    assert [made(5, 50, slow), made(5, 51, slow), made(10, 250, slow), made(10, 251, slow)] == [
        *(1000, 100, 100, 0),
    ]


@settings(max_examples=examples(60), deadline=None)
@given(tables(scales=(TWO_LEVELS,), actors=6, issues=5))
def test_pairs_counted_at_once_give_the_figures_of_pair_by_pair(table: PlainTable) -> None:
    """On two levels agreement by direction is agreement by side, and equal saliences change nothing."""
    cells = tuple(tuple(replace(cell, salience=50.0) for cell in row) for row in table.cells)
    grid = as_grid(replace(table, cells=cells))

    def best(how: Comparison) -> object:
        return best_of_many(grid, how, enough(compare_pairs(grid, how)), 20)

    assert best(Comparison()) == best(Comparison(measure="directional"))
    assert best(Comparison()) == best(Comparison(by_salience=True))
    assert best(Comparison()) == best(Comparison(measure="proximity"))


@given(st.integers(1, 7), st.data())
def test_sums_of_all_pairs_at_once_are_those_of_a_loop(actors: int, data: st.DataObject) -> None:
    space = AllPairs(actors)
    member = st.lists(st.sampled_from(["x", "y", None]), min_size=actors, max_size=actors)
    issues = data.draw(st.lists(st.tuples(st.integers(1, 9), member), max_size=9))
    masks = [
        (weight, space.same_group([[a for a in range(actors) if of[a] == name] for name in "xy"]))
        for weight, of in issues
    ]
    planes = space.totals(masks)
    chosen = data.draw(st.sets(st.sampled_from(list(product(range(actors), repeat=2))), min_size=1))
    sums = [sum(w for w, of in issues if of[a] == of[b] is not None) for a, b in chosen]
    assert space.highest(planes, sum(space.pair(a, b) for a, b in chosen)) == max(sums)
