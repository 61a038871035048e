"""Chance and stability of blocs, against figures computed elsewhere and against plain loops."""

from __future__ import annotations

import csv
import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.grids import as_grid, plain, tables
from helpers.oracle import PlainCell, PlainTable
from helpers.paths import SHARED
from positions.dataset.scale import FIVE_POINT
from positions.grid import StanceGrid
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.results import Comparison
from positions.measures.structure.blocs import Placed, in_order, placed_tree
from positions.measures.structure.connected import largest_component
from positions.measures.structure.linkage import cut
from positions.measures.structure.null_model import chance_of, stability_of, verdict_of
from positions.measures.structure.numpy_null_model import FROM_ACTORS, is_fast
from positions.vocabulary import Measure

CASES = SHARED / "cases" / "stats" / "blocs"
elsewhere = pytest.mark.skipif(not CASES.exists(), reason="the reference figures are not here")


def grid_of(cells: list[list[float | None]]) -> StanceGrid:
    rows = tuple(
        tuple(PlainCell() if value is None else PlainCell(value, "position") for value in row)
        for row in cells
    )
    return as_grid(PlainTable(FIVE_POINT, rows, (1.0,) * len(cells[0])))


def placed(grid: StanceGrid, how: Comparison) -> Placed:
    return placed_tree(in_order(len(grid.actors)), compare_pairs(grid, how))


@elsewhere
@pytest.mark.parametrize("name", ["example", "planted_a", "planted_weak", "noise_a"])
def test_the_figures_of_a_separate_program(name: str) -> None:
    with (CASES / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    want = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    actors, issues = list(want["membership"]), list(dict.fromkeys(row["issue"] for row in rows))
    held = {(row["actor"], row["issue"]): float(row["stance"]) for row in rows}
    grid, how = grid_of([[held.get((actor, issue)) for issue in issues] for actor in actors]), Comparison()
    found = placed(grid, how)
    tree = found.tree
    assert tree.best() == want["blocs"]
    assert tree.silhouettes[want["blocs"]] == pytest.approx(want["silhouette"], abs=1e-9)
    labels = cut(tree.number, tree.merges, want["blocs"])
    assert [label + 1 for label in labels] == [want["membership"][actor] for actor in actors]
    chance = chance_of(grid, how, found.actors, tree, 1000)
    assert chance.best == pytest.approx(want["p"], abs=want["tolerance_p_at_1000"])
    stable = stability_of(grid, how, found.actors, tree).blocs[want["blocs"]]
    assert list(stable) == pytest.approx(
        list(want["stability"].values()), abs=want["tolerance_stability_at_200"]
    )


@pytest.mark.slow
def test_noise_is_not_taken_for_blocs_and_planted_blocs_are_found() -> None:
    """Coin tosses are rarely beyond chance; three planted blocs are found again."""
    random, how = Random(5), Comparison()
    called = 0
    for _ in range(40):
        actors, issues = random.choice([(6, 4), (6, 12), (9, 8), (12, 15)])
        grid = grid_of([[random.choice([-1.0, 1.0]) for _ in range(issues)] for _ in range(actors)])
        found = placed(grid, how)
        best = chance_of(grid, how, found.actors, found.tree, 99).best
        called += best is not None and best <= 0.05
    assert called <= 6  # of 40 at one in twenty: more than 6 come once in a hundred
    patterns = [[random.choice([-1.0, 1.0]) for _ in range(40)] for _ in range(3)]
    cells = [
        [-side if random.random() < 0.15 else side for side in patterns[actor % 3]] for actor in range(12)
    ]
    grid = grid_of([list(row) for row in cells])
    found = placed(grid, how)
    assert found.tree.best() == 3
    assert chance_of(grid, how, found.actors, found.tree, 99).best == pytest.approx(0.01)


@settings(max_examples=examples(25), deadline=None)
@given(tables(actors=5, issues=6))
def test_shuffles_leave_what_has_no_variety_as_it_is(table: PlainTable) -> None:
    """Where all hold the same on each issue, every shuffle reaches the observed silhouette."""
    first = table.scale.minimum if not table.scale.labels else min(table.scale.labels.values())
    cells = tuple(
        tuple(PlainCell(first, "position") if cell.value is not None else cell for cell in row)
        for row in table.cells
    )
    grid, how = as_grid(PlainTable(table.scale, cells, table.weights)), Comparison()
    found = placed(grid, how)
    chance = chance_of(grid, how, found.actors, found.tree, 5)
    assert chance.best == (1.0 if found.tree.number > 2 else None)
    assert set(chance.by_number.values()) <= {1.0}


@settings(max_examples=examples(40), deadline=None)
@given(tables(actors=6, issues=6), st.sampled_from([1, 2]))
def test_every_actor_is_placed_or_left_out_and_agreements_connect_the_placed(
    table: PlainTable, least: int
) -> None:
    grid, how = as_grid(table), Comparison(min_shared=least)
    pairs = compare_pairs(grid, how)
    found = placed_tree([actor.id for actor in grid.actors], pairs)
    left = [actor for actor, _ in found.left_out]
    assert sorted([*found.actors, *left]) == list(range(len(grid.actors)))
    defined = [(pair.a, pair.b) for pair in pairs if pair.agreement is not None]
    for actor, number in found.left_out:
        assert number == sum(actor in pair for pair in defined)
        assert not any(actor in pair and set(pair) & set(found.actors) for pair in defined)
    assert all(merge.distance is not None for merge in found.tree.merges)
    for stable in stability_of(grid, how, found.actors, found.tree, 5).blocs.values():
        assert all(0 <= value <= 1 for value in stable)


@given(st.integers(0, 7), st.data())
def test_the_largest_component_is_that_of_a_flood_by_hand(number: int, data: st.DataObject) -> None:
    items = st.integers(0, max(number - 1, 0))
    edges = data.draw(st.lists(st.tuples(items, items), max_size=7)) if number else []
    labels = list(range(number))
    for _ in range(number):
        for a, b in edges:
            labels[a] = labels[b] = min(labels[a], labels[b])
    sizes = [labels.count(label) for label in labels]
    wanted = [item for item in range(number) if labels[item] == labels[sizes.index(max(sizes))]]
    assert list(largest_component(number, edges)) == wanted


def test_a_largest_component_that_comes_late_is_found() -> None:
    assert largest_component(5, [(0, 1), (2, 3), (3, 4)]) == (2, 3, 4)
    assert largest_component(4, [(0, 1), (2, 3)]) == (0, 1)


def test_stability_is_unknown_below_five_issues() -> None:
    grid = as_grid(plain(FIVE_POINT, *["support oppose support oppose"] * 3))
    found = placed(grid, Comparison())
    assert stability_of(grid, Comparison(), found.actors, found.tree).blocs == {}


def test_the_order_of_the_actors_changes_no_figure_of_well_separated_blocs() -> None:
    rows = ["support oppose support support oppose", "oppose support support oppose support"]
    cells = [rows[number % 2] for number in range(6)]
    grids = [as_grid(plain(FIVE_POINT, *order)) for order in (cells, cells[::-1])]
    found = [placed(grid, Comparison()).tree.silhouettes for grid in grids]
    assert found[0] == pytest.approx(found[1])


@pytest.mark.parametrize(
    ("p", "stabilities", "verdict"),
    [
        (0.051, [(3, 1.0), (3, 1.0)], "chance"),
        (0.01, [(3, 0.75), (3, 0.8)], "clearly"),
        (0.01, [(3, 0.75), (3, 0.8), (1, 0.1)], "clearly"),
        (0.01, [(203, 0.97), (1, 0.3)], "uncertain"),
        (0.01, [(203, 0.97), (1, 1.0)], "uncertain"),
        (0.01, [(203, 0.97), (2, 0.49)], "uncertain"),
        (0.01, [(20, 0.97), (9, 0.9), (2, 0.49)], "set-apart"),
        (0.01, [(3, 0.75), (2, 0.7)], "set-apart"),
        (0.011, [(3, 0.75), (3, 0.8)], "set-apart"),
        (0.001, [(3, 0.74), (3, 0.8)], "set-apart"),
        (0.001, [(3, 0.5), (3, 0.6)], "uncertain"),
        (0.001, [], "uncertain"),
    ],
)
def test_words_go_by_p_and_stability(p: float, stabilities: list[tuple[int, float]], verdict: str) -> None:
    assert verdict_of(p, stabilities) == verdict


@settings(max_examples=examples(30), deadline=None)
@given(
    tables(actors=7, issues=7), st.sampled_from([1, 2]), st.sampled_from([None, "proximity", "directional"])
)
def test_numpy_makes_the_same_shuffles_and_resamples(
    table: PlainTable, least: int, measure: Measure | None
) -> None:
    pytest.importorskip("numpy")
    grid = as_grid(table)
    how = Comparison(measure=None if grid.scale.is_nominal else measure, min_shared=least)
    found = placed(grid, how)
    if found.tree.number < 3:
        return
    plain, fast = (chance_of(grid, how, found.actors, found.tree, 7, fast=engine) for engine in (False, True))
    assert plain == fast
    stable, quick = (stability_of(grid, how, found.actors, found.tree, 5, fast=way) for way in (False, True))
    assert set(stable.blocs) == set(quick.blocs)
    for number, values in stable.blocs.items():
        assert values == pytest.approx(quick.blocs[number], abs=1e-12)
        assert stable.means[number] == pytest.approx(quick.means[number], abs=1e-12)


def test_shuffles_and_resamples_are_the_same_in_parts_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numpy")
    random, how = Random(2), Comparison()
    grid = grid_of([[random.choice([-1.0, 1.0, None]) for _ in range(8)] for _ in range(7)])
    found = placed(grid, how)
    parts = grid, how, found.actors, found.tree
    whole = chance_of(*parts, 7, fast=True), stability_of(*parts, 7, fast=True)
    monkeypatch.setattr("positions.measures.structure.numpy_null_model._CELLS", 2 * found.tree.number**2)
    assert (chance_of(*parts, 7, fast=True), stability_of(*parts, 7, fast=True)) == whole


def test_numpy_is_used_where_it_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numpy")
    grid = as_grid(plain(FIVE_POINT, "support oppose", "oppose support"))
    assert is_fast(grid, Comparison(), FROM_ACTORS)
    assert not is_fast(grid, Comparison(), FROM_ACTORS - 1)
    assert not is_fast(grid, Comparison(by_salience=True), FROM_ACTORS)
    uneven = PlainTable(FIVE_POINT, plain(FIVE_POINT, "support oppose").cells, (1.0, 1e9))
    assert not is_fast(as_grid(uneven), Comparison(), FROM_ACTORS)  # sums that a float does not hold
    monkeypatch.setattr("positions.measures.structure.numpy_null_model.has_numpy", lambda: False)
    assert not is_fast(grid, Comparison(), FROM_ACTORS)
