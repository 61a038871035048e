"""Blocs: trees of actors, the number of blocs, and what each stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.grids import as_grid, plain, tables
from helpers.oracle import PlainTable
from positions.dataset.scale import FIVE_POINT, THREE_POINT
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.results import Comparison
from positions.measures.structure.blocs import Nearness, Tree, nearness, tree_of

CAMPS = plain(
    THREE_POINT,
    "support support support neutral oppose",
    "support support silent support oppose",
    "oppose oppose oppose support oppose",
    "oppose oppose - support neutral",
)


def tree(table: PlainTable, how: Comparison | None = None) -> Tree:
    grid = as_grid(table)
    return tree_of([actor.id for actor in grid.actors], compare_pairs(grid, how))


def test_two_camps_are_found() -> None:
    found = tree(CAMPS)
    assert found.best() == 2
    assert found.blocs(2) == [(0, 1), (2, 3)]
    assert found.blocs(1) == [(0, 1, 2, 3)]
    assert found.blocs(4) == [(0,), (1,), (2,), (3,)]
    assert found.order == [0, 1, 2, 3]


def test_distances_are_what_is_left_of_agreement() -> None:
    how = Comparison(measure="proximity")
    pairs = compare_pairs(as_grid(CAMPS), how)
    assert tree(CAMPS, how).distances == {
        pair[:2]: None if pair.agreement is None else 1 - pair.agreement for pair in pairs
    }


def test_silhouettes_are_of_the_pairs_that_share_an_issue() -> None:
    found = tree(plain(FIVE_POINT, "support -", "- support", "support oppose"))
    assert found.undefined == [(0, 1)]
    assert found.blocs(2) == [(0, 2), (1,)]
    # C is 0 from A and 1 from B; A has no distance from another bloc, B is alone
    assert found.silhouettes == {2: pytest.approx(1 / 3)}


def test_below_three_actors_there_is_nothing_to_choose() -> None:
    for rows in (("support",), ("support", "oppose")):
        found = tree(plain(FIVE_POINT, *rows))
        assert found.silhouettes == {}
        assert found.blocs(1) == [tuple(range(len(rows)))]
    nobody = tree(PlainTable(FIVE_POINT, (), ()))
    assert (nobody.order, nobody.blocs(0)) == ([], [])


@given(tables(), st.integers(1, 4))
def test_every_actor_is_in_one_bloc(table: PlainTable, number: int) -> None:
    found = tree(table)
    number = min(number, len(table.cells))
    blocs = found.blocs(number)
    assert len(blocs) == number
    assert sorted(actor for bloc in blocs for actor in bloc) == list(range(len(table.cells)))
    assert [bloc[0] for bloc in blocs] == sorted(bloc[0] for bloc in blocs)


def test_nearness_is_the_mean_over_the_pairs_that_have_an_agreement() -> None:
    pairs = compare_pairs(as_grid(plain(FIVE_POINT, "support oppose", "support support", "oppose -", "- -")))
    assert nearness(pairs, [(0, 1), (3,)]) == [Nearness(0.5, 0.0, 1, 2), Nearness(None, None, 0, 0)]
    assert nearness(pairs, [(0, 1, 2, 3)]) == [Nearness(0.5 / 3, None, 3, 0)]
