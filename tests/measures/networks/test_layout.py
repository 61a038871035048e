"""Where nodes stand: friends near, opponents apart, the same each time."""

from __future__ import annotations

from itertools import combinations
from math import dist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.measures.networks.layout import network_layout

CAMPS = {(a, b): 1.0 if (a < 4) == (b < 4) else -1.0 for a, b in combinations(range(8), 2)}


def test_friends_stand_nearer_than_opponents() -> None:
    points = network_layout(8, CAMPS)
    assert points is not None
    friends = [dist(points[a], points[b]) for (a, b), tie in CAMPS.items() if tie > 0]
    others = [dist(points[a], points[b]) for (a, b), tie in CAMPS.items() if tie < 0]
    assert max(friends) < min(others)
    assert network_layout(8, CAMPS) == points


def test_a_chain_stands_in_its_order() -> None:
    points = network_layout(5, {(node, node + 1): 1.0 for node in range(4)})
    assert points is not None
    steps = [dist(points[0], point) for point in points]
    assert steps == sorted(steps)
    assert [dist(points[node], points[node + 1]) for node in range(4)] == pytest.approx([0.25] * 4, abs=1e-3)


def test_the_strongest_tie_is_the_shortest_and_a_weak_one_nearly_twice_as_long() -> None:
    points = network_layout(3, {(0, 1): 3.0, (1, 2): 1.0})
    assert points is not None
    short, long, whole = dist(points[0], points[1]), dist(points[1], points[2]), dist(points[0], points[2])
    assert long / short == pytest.approx(2 - 1 / 3, abs=1e-3)
    assert whole == pytest.approx(short + long, abs=1e-3)
    foes = network_layout(3, {(0, 1): 1.0, (1, 2): 1.0, (0, 2): -1.0})
    assert foes is not None
    assert dist(foes[0], foes[2]) == pytest.approx(1, abs=1e-3)
    assert dist(foes[0], foes[1]) == pytest.approx(1 / 2, abs=1e-3)


@settings(max_examples=examples(20), deadline=None)
@given(
    st.integers(3, 7),
    st.dictionaries(st.sampled_from(list(combinations(range(7), 2))), st.integers(-2, 3).map(float)),
)
def test_every_network_has_a_place_for_every_node(nodes: int, ties: dict[tuple[int, int], float]) -> None:
    inside = {place: tie for place, tie in ties.items() if max(place) < nodes}
    points = network_layout(nodes, inside)
    assert points is not None
    assert len(points) == nodes
    assert all(abs(value) < 10 for point in points for value in point)


def test_few_and_very_many_nodes_have_no_layout() -> None:
    assert network_layout(2, {(0, 1): 1.0}) is None
    assert network_layout(5000, {}) is None
