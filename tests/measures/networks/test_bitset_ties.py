"""Ties that are counted in bitsets are those of a plain loop, to the last digit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.measures.networks.bitset_ties import bitset_ties
from positions.measures.networks.one_mode import NetworkRule, one_mode_cells
from positions.vocabulary import Aggregation

Profile = dict[int, dict[float, int]]
LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
ONE = st.sampled_from(LEVELS).map(lambda value: {value: 1})
SEVERAL = st.dictionaries(st.sampled_from(LEVELS), st.integers(1, 3), min_size=1, max_size=3)


def profiles(said: st.SearchStrategy[dict[float, int]]) -> st.SearchStrategy[Profile]:
    return st.dictionaries(st.integers(0, 70), said, max_size=12)


def distance(left: float, right: float) -> float:
    return abs(left - right)


def plainly(one: Profile, other: Profile, aggregation: Aggregation) -> float:
    congruence = conflict = 0.0
    for issue in sorted(one.keys() & other.keys()):
        for left, times in one[issue].items():
            for right, again in other[issue].items():
                congruence += times * again * (1 - abs(left - right))
                conflict += times * again * abs(left - right)
    return {"subtract": congruence - conflict, "congruence": congruence, "conflict": conflict}.get(
        aggregation, congruence + conflict
    )


@pytest.mark.parametrize("aggregation", ["subtract", "congruence", "conflict", "ignore"])
@settings(max_examples=examples(100), deadline=None)
@given(counts=st.lists(st.one_of(profiles(ONE), profiles(SEVERAL)), min_size=2, max_size=5))
def test_ties_are_those_of_a_plain_loop(aggregation: Aggregation, counts: list[Profile]) -> None:
    rule = NetworkRule(aggregation=aggregation, normalization="none")
    ties, shared = one_mode_cells(counts, rule, distance)
    for a, one in enumerate(counts):
        for b, other in enumerate(counts):
            if a != b:
                assert ties[a][b] == plainly(one, other, aggregation)
                assert shared[a][b] == len(one.keys() & other.keys())


def test_who_says_several_things_on_an_issue_is_compared_issue_by_issue() -> None:
    found = bitset_ties([{0: {0.0: 1}, 3: {1.0: 1}}, {0: {0.0: 1}, 3: {0.5: 1}}, {0: {0.0: 2}}], distance)
    assert found is not None
    assert found.congruence(0, 1) == (1.5, 2)
    assert found.congruence(0, 2) is None


def test_distances_whose_sums_depend_on_their_order_are_left_to_the_loop() -> None:
    three = [{0: {0.0: 1}}, {0: {1.0: 1}}, {0: {2.0: 1}}, {0: {3.0: 1}}]
    assert bitset_ties(three, lambda left, right: abs(left - right) / 3) is None
    assert bitset_ties(three, lambda left, right: abs(left - right) / 4) is not None
