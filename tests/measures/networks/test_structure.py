"""Communities, E-I index and camps: figures of NetworkX, and searches of everything."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.measures.networks.structure import (
    Weights,
    best_communities,
    camp_fit,
    ei_index,
    modularities,
)

NODES = 6
some_weights = st.dictionaries(
    st.sampled_from(list(combinations(range(NODES), 2))), st.integers(-3, 3).map(float), max_size=12
)


def partitions(nodes: int) -> Iterator[list[int]]:
    if not nodes:
        yield []
        return
    for found in partitions(nodes - 1):
        for community in range(max(found, default=0) + 1):
            yield [*found, community + 1]


def modularity(
    nodes: int, weights: Weights, communities: Sequence[int], against: Weights | None = None
) -> float | None:
    return next(modularities(nodes, weights, [communities], against), None)


def by_definition(nodes: int, weights: dict[tuple[int, int], float], communities: list[int]) -> float | None:
    total, mass = 0.0, 0.0
    for sign in (1, -1):
        tie = [[0.0] * nodes for _ in range(nodes)]
        for (a, b), weight in weights.items():
            tie[a][b] = tie[b][a] = max(sign * weight, 0.0)
        strengths = list(map(sum, tie))
        twice = sum(strengths)
        if twice:
            inside = sum(
                tie[a][b] - strengths[a] * strengths[b] / twice
                for a in range(nodes)
                for b in range(nodes)
                if communities[a] == communities[b]
            )
            total += sign * inside
            mass += twice
    return total / mass if mass else None


@settings(max_examples=examples(25))
@given(some_weights)
def test_the_best_partition_of_a_small_network_is_the_best_of_all(
    weights: dict[tuple[int, int], float],
) -> None:
    found = best_communities(NODES, weights)
    qualities = [by_definition(NODES, weights, one) for one in partitions(NODES)]
    defined = [quality for quality in qualities if quality is not None]
    if found is None:
        assert not defined
        return
    assert found[0] == pytest.approx(max(defined), abs=1e-9)
    assert modularity(NODES, weights, found[1]) == pytest.approx(found[0], abs=1e-12)
    fewest = min(
        max(one)
        for one, quality in zip(partitions(NODES), qualities, strict=True)
        if quality is not None and quality >= max(defined) - 1e-12
    )
    assert max(found[1]) == fewest


def test_the_karate_club_is_parted_as_well_as_is_known(shared: Path) -> None:
    folder = shared / "cases" / "stats" / "network"
    with (folder / "karate_unweighted.edges.csv").open(newline="") as file:
        edges = [(int(row["a"]), int(row["b"])) for row in csv.DictReader(file)]
    with (folder / "karate_unweighted.nodes.csv").open(newline="") as file:
        groups = {int(row["id"]): row["group"] for row in csv.DictReader(file)}
    expected = json.loads((folder / "karate_unweighted.json").read_text())
    weights = {(min(edge), max(edge)): 1.0 for edge in edges}
    of_groups = modularity(34, weights, [int(groups[node]) for node in range(34)])
    assert of_groups == pytest.approx(expected["modularity_of_groups"], abs=1e-9)
    found = best_communities(34, weights)
    assert found is not None
    assert found[0] == pytest.approx(expected["louvain_500_seeds"]["best"], abs=1e-9)
    assert max(found[1]) == expected["louvain_500_seeds"]["communities_in_best"]
    index, dealt = ei_index(weights, groups)
    assert index == pytest.approx(expected["ei_index_of_groups"], abs=1e-9)
    assert dealt == pytest.approx(expected["ei_expected_under_relabelling"], abs=1e-4)


def test_conflict_counts_against_communities(shared: Path) -> None:
    folder = shared / "cases" / "stats" / "network"
    with (folder / "signed_8.nodes.csv").open(newline="") as file:
        groups = {row["id"]: int(row["group"]) for row in csv.DictReader(file)}
    ids = list(groups)
    with (folder / "signed_8.edges.csv").open(newline="") as file:
        rows = [(ids.index(row["a"]), ids.index(row["b"]), row) for row in csv.DictReader(file)]
    agree, oppose = ({(a, b): float(row[name]) for a, b, row in rows} for name in ("congruence", "conflict"))
    expected = json.loads((folder / "signed_8.json").read_text())
    known, members = expected["of_groups"], list(groups.values())
    assert modularity(8, agree, members) == pytest.approx(known["modularity_congruence"], abs=1e-9)
    assert modularity(8, oppose, members) == pytest.approx(known["modularity_conflict"], abs=1e-9)
    assert modularity(8, agree, members, oppose) == pytest.approx(known["signed_modularity"], abs=1e-9)
    numbered = dict(enumerate(members))
    assert ei_index(agree, numbered)[0] == pytest.approx(known["ei_congruence"], abs=1e-9)
    assert ei_index(oppose, numbered)[0] == pytest.approx(known["ei_conflict"], abs=1e-9)
    best = expected["maximum_over_all_partitions"]
    for found, name in (
        (best_communities(8, agree), "modularity_congruence"),
        (best_communities(8, agree, oppose), "signed_modularity"),
    ):
        assert found is not None
        assert found[0] == pytest.approx(best[name]["value"], abs=1e-9)
        assert list(found[1]) == best[name]["communities"]


@settings(max_examples=examples(25))
@given(
    st.dictionaries(
        st.sampled_from(list(combinations(range(NODES), 2))),
        st.tuples(st.integers(0, 4).map(float), st.integers(0, 4).map(float)),
        max_size=12,
    )
)
def test_two_camps_are_the_best_of_all_splits(ties: dict[tuple[int, int], tuple[float, float]]) -> None:
    whole = sum(map(sum, ties.values()))
    found = camp_fit(range(NODES), ties)
    if not whole:
        assert found is None
        return
    best = max(
        sum(
            congruence if (mask >> a & 1) == (mask >> b & 1) else conflict
            for (a, b), (congruence, conflict) in ties.items()
        )
        for mask in range(1, (1 << NODES) - 1)
    )
    assert found is not None
    assert found[0] == pytest.approx(best / whole, abs=1e-12)
    assert 0 < len(found[1]) < NODES


def test_many_nodes_in_two_flawless_camps_are_found() -> None:
    ties = {(a, b): ((1.0, 0.0) if a % 2 == b % 2 else (0.0, 1.0)) for a, b in combinations(range(24), 2)}
    found = camp_fit(range(24), ties)
    assert found == (1.0, frozenset(range(0, 24, 2)))
    cliques = {(a, b): 1.0 for a, b in combinations(range(24), 2) if a // 6 == b // 6}
    parted = best_communities(24, cliques)
    assert parted is not None
    assert parted[1] == tuple(node // 6 + 1 for node in range(24))


def test_what_has_no_tie_has_no_structure() -> None:
    assert best_communities(3, {}) is None
    assert modularity(3, {(0, 1): 0.0}, [1, 1, 2]) is None
    assert camp_fit([0], {}) is None
    assert modularity(3, {(0, 1): 0.1, (0, 2): 0.7}, [1, 1, 1]) == 0
    assert ei_index({}, {0: "a", 1: "b"}) == (None, None)
    assert ei_index({(0, 1): 1.0, (0, 2): 2.0}, {0: "a", 1: "b"}) == (1.0, 1.0)


def dense_networks(nodes: int) -> list[dict[tuple[int, int], float]]:
    random = Random(1)
    places = list(combinations(range(nodes), 2))
    return [{place: float(random.randint(-3, 3)) for place in places} for _ in range(20)]


def test_a_quick_search_finds_nearly_what_a_search_of_all_partitions_does() -> None:
    best = [best_communities(10, weights) for weights in dense_networks(10)]
    quick = [best_communities(10, weights, quick=True) for weights in dense_networks(10)]
    missed = 0
    for one, other in zip(best, quick, strict=True):
        assert one is not None
        assert other is not None
        assert other[0] <= one[0] + 1e-12
        missed += other[0] < one[0] - 1e-9
    assert missed == 3  # so a search of all is more than the quick one, and the quick one is not bad


def test_a_quick_search_of_camps_nearly_always_finds_the_best() -> None:
    missed = 0
    for congruence, conflict in zip(dense_networks(10), dense_networks(10)[::-1], strict=True):
        ties = {place: (congruence[place] + 3, conflict[place] + 3) for place in congruence}
        best, quick = camp_fit(range(10), ties), camp_fit(range(10), ties, quick=True)
        assert best is not None
        assert quick is not None
        missed += quick[0] < best[0] - 1e-9
    assert missed == 2  # of 20


def test_a_tie_of_a_node_with_itself_counts_for_nothing() -> None:
    weights = {(0, 1): 2.0, (1, 2): 1.0, (2, 3): 2.0, (0, 2): 0.0}
    alone = {(0, 0): 5.0, (3, 3): 1.0}
    for communities in ([1, 1, 2, 2], [1, 2, 3, 4]):
        assert modularity(4, weights | alone, communities) == modularity(4, weights, communities)
    assert best_communities(4, alone) is None
