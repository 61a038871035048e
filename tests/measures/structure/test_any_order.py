"""The order in which actors and issues are given changes nothing about who is in which bloc."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from random import Random
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.grids import as_grid, tables
from helpers.oracle import PlainTable
from helpers.paths import REPOSITORY
from positions.grid import StanceGrid
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.results import Comparison
from positions.measures.structure import blocs
from positions.measures.structure.blocs import placed_tree
from positions.measures.structure.linkage import average_linkage

PATH = REPOSITORY / "benchmarks" / "real_data.py"


def partitions(grid: StanceGrid) -> tuple[set[str], list[set[frozenset[str]]], list[float]]:
    """Return who is placed, the blocs of every cut by ids, and the mean silhouettes."""
    ids = [actor.id for actor in grid.actors]
    found = placed_tree(ids, compare_pairs(grid, Comparison(measure="exact")))
    named = [ids[actor] for actor in found.actors]
    cuts = [
        {frozenset(named[item] for item in bloc) for bloc in found.tree.blocs(number)}
        for number in range(1, found.tree.number + 1)
    ]
    return set(named), cuts, list(found.tree.silhouettes.values())


@given(tables(actors=9), st.randoms(use_true_random=False), st.booleans())
@settings(max_examples=examples(60), deadline=None)
def test_another_order_of_actors_gives_the_same_tree(table: PlainTable, random: Random, fast: bool) -> None:
    grid = replace(as_grid(table), details={})
    order = list(range(len(grid.actors)))
    random.shuffle(order)
    moved = replace(
        grid, actors=tuple(grid.actors[at] for at in order), rows=tuple(grid.rows[at] for at in order)
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(blocs, "FAST_FROM", 2 if fast else 1_000)
        placed, cuts, means = partitions(grid)
        again = partitions(moved)
    assert again[:2] == (placed, cuts)
    assert again[2] == pytest.approx(means, abs=1e-12)


@given(tables(actors=7))
@settings(max_examples=examples(30), deadline=None)
def test_by_place_ties_go_by_the_order_of_the_actors(table: PlainTable) -> None:
    grid = as_grid(table)
    names = [f"{Random(actor).random()}" for actor in range(len(grid.actors))]
    tree = placed_tree(names, compare_pairs(grid, Comparison(measure="exact"))).tree
    assert list(tree.by_place().merges) == average_linkage(tree.number, tree.distances)


@pytest.fixture(scope="module")
def real_data() -> ModuleType:
    spec = importlib.util.spec_from_file_location("real_data", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["real_data"] = module  # where its dataclasses are looked up
    spec.loader.exec_module(module)
    return module


def test_nine_actors_of_the_press_are_all_somewhere_whatever_their_order(real_data: ModuleType) -> None:
    pytest.importorskip("numpy")
    found = real_data.looked_at(real_data.nine(), orders=100, shuffles=50)
    assert found.amiss == []
    assert found.line.startswith("9 x 8: 2 blocs at the best cut, 0 left out, 9 pairs without a distance")
