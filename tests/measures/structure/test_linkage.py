"""Average linkage against a naive search through members, and against SciPy; silhouettes likewise."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.measures.structure.linkage import Distances, Merge, average_linkage, cut, leaves
from positions.measures.structure.numpy_linkage import fast_linkage, fast_silhouettes
from positions.measures.structure.silhouette import best_number, mean_silhouettes

COARSE = st.sampled_from([0.0, 0.25, 0.5, 1.0])
FINE = st.floats(0, 1, allow_subnormal=False)


@st.composite
def distances(
    draw: st.DrawFn, values: st.SearchStrategy[float | None], *, most: int = 8
) -> tuple[int, Distances]:
    number = draw(st.integers(1, most))
    return number, {pair: draw(values) for pair in combinations(range(number), 2)}


PRIMES = [n for n in range(2, 160) if all(n % d for d in range(2, n))]


@st.composite
def untied(draw: st.DrawFn, *, least: int = 1, most: int = 8) -> tuple[int, Distances]:
    """Roots of different primes: no mean of some of them equals a mean of others."""
    number = draw(st.integers(least, most))
    pairs = list(combinations(range(number), 2))
    roots = draw(st.permutations([sqrt(prime) / 13 for prime in PRIMES[: len(pairs)]]))
    return number, dict(zip(pairs, roots, strict=True))


def naive(number: int, given: Distances) -> list[Merge]:
    """The definition, word for word: all pairs of clusters, all pairs of their members, at every step."""
    clusters: dict[int, tuple[int, ...]] = {item: (item,) for item in range(number)}
    merges: list[Merge] = []
    while len(clusters) > 1:
        candidates = []
        for one, other in combinations(sorted(clusters, key=lambda name: clusters[name][0]), 2):
            found = [
                distance
                for i in clusters[one]
                for j in clusters[other]
                if (distance := given[min(i, j), max(i, j)]) is not None
            ]
            mean = sum(found) / len(found) if found else None
            key = (mean is None, round(mean or 0.0, 12), clusters[one][0], clusters[other][0])
            candidates.append((key, one, other, mean))
        _, one, other, mean = min(candidates)
        members = tuple(sorted(clusters.pop(one) + clusters.pop(other)))
        clusters[number + len(merges)] = members
        merges.append(Merge(one, other, mean, len(members)))
    return merges


def same(one: list[Merge], other: list[Merge]) -> None:
    assert [merge._replace(distance=None) for merge in one] == [
        merge._replace(distance=None) for merge in other
    ]
    for left, right in zip(one, other, strict=True):
        assert left.distance == (None if right.distance is None else pytest.approx(right.distance, abs=1e-12))


@settings(max_examples=examples(200))
@given(distances(st.none() | COARSE) | distances(COARSE) | distances(FINE))
def test_it_equals_the_naive_search(data: tuple[int, Distances]) -> None:
    same(average_linkage(*data), naive(*data))


@given(distances(FINE))
def test_distances_between_merges_never_fall(data: tuple[int, Distances]) -> None:
    found = [merge.distance for merge in average_linkage(*data) if merge.distance is not None]
    assert all(later >= earlier - 1e-12 for earlier, later in pairwise(found))


@given(distances(st.none() | COARSE))
def test_what_nothing_joins_merges_last_in_the_order_of_the_items(data: tuple[int, Distances]) -> None:
    number, given = data
    merges = average_linkage(number, given)
    undefined = [merge.distance is None for merge in merges]
    assert undefined == sorted(undefined)
    assert len(merges) == number - 1
    first = {item: item for item in range(number)}
    for index, merge in enumerate(merges):
        assert first[merge.left] < first[merge.right]
        first[number + index] = first[merge.left]
        if merge.distance is None:  # then the two earliest that are left
            assert first[merge.left] == 0
    if merges:
        assert merges[-1].size == number


@given(untied(), st.data())
def test_without_ties_the_order_of_the_items_does_not_matter(
    data: tuple[int, Distances], draw: st.DataObject
) -> None:
    number, given = data
    merges = average_linkage(number, given)
    order = draw.draw(st.permutations(range(number)))
    moved = {
        pair: given[min(order[pair[0]], order[pair[1]]), max(order[pair[0]], order[pair[1]])]
        for pair in combinations(range(number), 2)
    }
    again = average_linkage(number, moved)
    for k in range(1, number + 1):
        groups = _groups(cut(number, merges, k))
        assert groups == {
            frozenset(order[item] for item in group) for group in _groups(cut(number, again, k))
        }


def _groups(labels: list[int]) -> set[frozenset[int]]:
    return {frozenset(item for item, label in enumerate(labels) if label == name) for name in set(labels)}


@given(distances(COARSE))
def test_a_cut_makes_as_many_as_asked_and_the_leaves_keep_them_together(data: tuple[int, Distances]) -> None:
    number, given = data
    merges = average_linkage(number, given)
    order = leaves(number, merges)
    assert sorted(order) == list(range(number))
    for k in range(1, number + 1):
        labels = cut(number, merges, k)
        assert len(set(labels)) == k
        assert labels[0] == 0
        runs = 1 + sum(labels[a] != labels[b] for a, b in pairwise(order))
        assert runs == k


def test_there_are_no_more_clusters_than_items_and_no_fewer_than_one() -> None:
    merges = average_linkage(2, {(0, 1): 0.5})
    for clusters in (0, 3):
        with pytest.raises(ValueError, match=f"2 items make no {clusters} clusters"):
            cut(2, merges, clusters)
    assert average_linkage(0, {}) == []
    assert cut(0, [], 0) == leaves(0, []) == []


def test_a_tie_with_a_cluster_goes_by_its_first_item() -> None:
    """1 is as far from 2 as from the cluster of 0 and 3, which comes first."""
    given = {(0, 1): None, (0, 2): 0.9, (0, 3): 0.1, (1, 2): 0.5, (1, 3): 0.5, (2, 3): 0.9}
    assert average_linkage(4, given)[1] == Merge(4, 1, 0.5, 3)


def plain_silhouettes(labels: list[int], given: Distances) -> list[float]:
    def mean(item: int, others: list[int]) -> float | None:
        """Over the pairs that have a distance."""
        known = [given[min(item, other), max(item, other)] for other in others]
        found = [distance for distance in known if distance is not None]
        return sum(found) / len(found) if found else None

    scores = []
    for item, label in enumerate(labels):
        own = [other for other, name in enumerate(labels) if name == label and other != item]
        a = mean(item, own)
        beyond = [
            mean(item, [other for other, found in enumerate(labels) if found == name])
            for name in set(labels) - {label}
        ]
        b = min((found for found in beyond if found is not None), default=None)
        if a is None or b is None:
            scores.append(0.0)
            continue
        scores.append((b - a) / max(a, b) if max(a, b) else 0.0)
    return scores


@settings(max_examples=examples(150))
@given(distances(COARSE) | distances(FINE), st.data())
def test_silhouettes_of_every_cut_equal_the_definition(
    data: tuple[int, Distances], more: st.DataObject
) -> None:
    number, given = data
    gaps = more.draw(st.sets(st.sampled_from(list(given)))) if given else set()
    given = {pair: None if pair in gaps else distance for pair, distance in given.items()}
    defined = {pair: distance for pair, distance in given.items() if distance is not None}
    merges = average_linkage(number, given)
    means = mean_silhouettes(merges, defined)
    assert list(means) == list(range(2, number))
    for k, mean in means.items():
        labels = cut(number, merges, k)
        expected = plain_silhouettes(labels, given)
        assert mean == pytest.approx(sum(expected) / number, abs=1e-9)


def test_of_equal_silhouettes_the_fewest_clusters_win() -> None:
    assert best_number({2: 0.4, 3: 0.6, 4: 0.6 + 1e-15}) == 3
    with pytest.raises(ValueError, match="below three"):
        best_number({})


@settings(max_examples=examples(40), deadline=None)
@given(untied(least=2))
def test_scipy_makes_the_same_tree_where_there_is_no_tie(data: tuple[int, Distances]) -> None:
    hierarchy = pytest.importorskip("scipy.cluster.hierarchy", reason="SciPy is absent (the extra `oracle`)")
    number, given = data
    merges = average_linkage(number, given)
    expected = hierarchy.linkage([given[pair] for pair in sorted(given)], method="average")
    for ours, theirs in zip(merges, expected.tolist(), strict=True):
        assert {ours.left, ours.right} == {int(theirs[0]), int(theirs[1])}
        assert ours.distance == pytest.approx(theirs[2], abs=1e-12)
        assert ours.size == theirs[3]


@settings(max_examples=examples(25), deadline=None)
@given(distances(FINE, most=9))
def test_scikit_learn_gives_the_same_silhouettes(data: tuple[int, Distances]) -> None:
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is absent (the extra `oracle`)")
    number, given = data
    defined = {pair: distance for pair, distance in given.items() if distance is not None}
    square = [[given[min(i, j), max(i, j)] if i != j else 0.0 for j in range(number)] for i in range(number)]
    merges = average_linkage(number, given)
    means = mean_silhouettes(merges, defined)
    for k in range(2, number):
        labels = cut(number, merges, k)
        expected = metrics.silhouette_samples(square, labels, metric="precomputed")
        assert plain_silhouettes(labels, given) == pytest.approx(expected.tolist(), abs=1e-9)
        assert means[k] == pytest.approx(expected.mean(), abs=1e-9)


@settings(max_examples=examples(50))
@given(st.one_of(distances(st.one_of(st.none(), COARSE), most=12), untied()))
def test_numpy_makes_the_same_tree_with_the_same_digits(given: tuple[int, Distances]) -> None:
    number, found = given
    merges = average_linkage(number, found)
    assert fast_linkage(number, found) == merges
    defined = {pair: distance for pair, distance in found.items() if distance is not None}
    assert fast_silhouettes(merges, defined) == mean_silhouettes(merges, defined)
