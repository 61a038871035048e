"""The tree of a network: who is in it, and where it is cut."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.measures.networks.blocs import followed, network_tree
from positions.measures.networks.structure import modularities
from positions.measures.networks.window_updates import WindowNetwork
from positions.measures.networks.windows import Bounds

NODES = (2, 3, 5, 7, 8)
BOUNDS = Bounds(date(2020, 1, 1), date(2020, 1, 1), 0, 0)
some_camps = st.dictionaries(
    st.sampled_from(list(combinations(NODES, 2))),
    st.tuples(st.integers(0, 3).map(float), st.integers(0, 3).map(float)),
    max_size=8,
)


@settings(max_examples=examples(60), deadline=None)
@given(some_camps, st.integers(1, 6))
def test_every_node_is_in_one_bloc_or_left_out(
    camps: dict[tuple[int, int], tuple[float, float]], number: int
) -> None:
    tree = network_tree(WindowNetwork(BOUNDS, 0, NODES, {}, camps))
    met = {pair for pair, sides in camps.items() if sum(sides)}
    blocs = tree.blocs(number)
    assert tree.quality == max(tree.qualities.values(), default=None)
    if not met:
        assert blocs == []
        assert tree.qualities == {}
        return
    inside = [node for bloc in blocs for node in bloc]
    left = [node for node, _ in tree.left_out]
    assert sorted(inside + left) == list(NODES)
    assert len(blocs) == min(number, len(inside))
    for node, met_with in tree.left_out:
        assert met_with == sum(node in pair for pair in met)
        assert not any(node in pair and set(pair) & set(inside) for pair in met)


@settings(max_examples=examples(60), deadline=None)
@given(some_camps)
def test_the_best_cut_has_the_greatest_modularity_and_the_fewest_blocs(
    camps: dict[tuple[int, int], tuple[float, float]],
) -> None:
    tree = network_tree(WindowNetwork(BOUNDS, 0, NODES, {}, camps))
    agree, oppose = ({pair: sides[side] for pair, sides in camps.items()} for side in (0, 1))
    kept = sorted(node for bloc in tree.blocs() for node in bloc)
    qualities = {}
    for number in range(1, len(kept) + 1):
        of_node = {node: bloc for bloc, nodes in enumerate(tree.blocs(number)) for node in nodes}
        inner = [
            {(kept.index(a), kept.index(b)): weight for (a, b), weight in side.items() if {a, b} <= set(kept)}
            for side in (agree, oppose)
        ]
        for quality in modularities(len(kept), inner[0], [[of_node[node] for node in kept]], inner[1]):
            qualities[number] = quality
    top = max(qualities.values(), default=0.0)
    assert tree.best == next((number for number, quality in qualities.items() if quality >= top - 1e-12), 1)


def test_blocs_are_numbered_from_one_and_follow_the_largest_overlap() -> None:
    windows: list[list[tuple[int, ...]]] = [
        [(0, 1, 2), (3, 4)],
        [(0, 3, 4), (1, 2)],
        [(5,)],
        [(1, 2, 3), (4, 5)],
    ]
    assert followed(windows) == [[1, 2], [2, 1], [3], [1, 2]]
