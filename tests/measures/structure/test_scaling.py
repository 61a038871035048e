"""Classical scaling: against NumPy, against distances that are known, and by what must not matter."""

from __future__ import annotations

import random
from math import dist, sqrt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.measures.structure.scaling import centred, classical_scaling, eigen

PLACES = st.lists(
    st.tuples(st.floats(-5, 5).map(lambda x: round(x, 3)), st.floats(-5, 5).map(lambda x: round(x, 3))),
    min_size=1,
    max_size=9,
)


def distances(places: list[tuple[float, float]]) -> list[list[float]]:
    return [[dist(a, b) for b in places] for a in places]


def any_distances(number: int, seed: int) -> list[list[float]]:
    """Distances between 0 and 1 that no space need have."""
    chance = random.Random(seed)
    found = [[0.0] * number for _ in range(number)]
    for i in range(number):
        for j in range(i):
            found[i][j] = found[j][i] = chance.random()
    return found


@given(PLACES)
@settings(max_examples=examples(60))
def test_distances_in_a_plane_are_reproduced(places: list[tuple[float, float]]) -> None:
    scaling = classical_scaling(distances(places))
    for i, a in enumerate(places):
        for j, b in enumerate(places):
            assert scaling.distance(i, j) == pytest.approx(dist(a, b), abs=1e-6)


@given(PLACES)
@settings(max_examples=examples(30))
def test_the_points_are_centred_and_the_shares_are_all_there_is(places: list[tuple[float, float]]) -> None:
    scaling = classical_scaling(distances(places))
    for axis in zip(*scaling.points, strict=True):
        assert sum(axis) == pytest.approx(0, abs=1e-6)
    shares = scaling.shares()
    if shares is None:
        assert all(place == places[0] for place in places)
    else:
        assert sum(shares) == pytest.approx(1)
        assert shares[0] >= shares[1] >= 0


@given(st.integers(3, 9), st.integers(0, 10**6), st.randoms(use_true_random=False))
@settings(max_examples=examples(60))
def test_the_order_of_the_items_only_permutes_the_points(
    number: int, seed: int, chance: random.Random
) -> None:
    given_ = any_distances(number, seed)
    scaling = classical_scaling(given_)
    values = scaling.eigenvalues
    assume(values[0] - values[1] > 1e-3 and values[1] - values[2] > 1e-3 and values[1] > 1e-3)
    for axis in zip(*scaling.points, strict=True):
        assume(abs(sum(value**3 for value in axis)) > 1e-6)
    order = list(range(number))
    chance.shuffle(order)
    again = classical_scaling([[given_[i][j] for j in order] for i in order])
    for place, item in enumerate(order):
        assert again.points[place] == pytest.approx(scaling.points[item], abs=1e-7)


@given(st.integers(2, 12), st.integers(0, 10**6))
@settings(max_examples=examples(40))
def test_as_numpy_has_it(number: int, seed: int) -> None:
    numpy = pytest.importorskip("numpy")
    given_ = any_distances(number, seed)
    centring = numpy.eye(number) - numpy.ones((number, number)) / number
    products = -centring @ (numpy.array(given_) ** 2) @ centring / 2
    assert numpy.allclose(products, centred(given_))
    scaling = classical_scaling(given_)
    assert numpy.allclose(sorted(scaling.eigenvalues), numpy.linalg.eigvalsh(products), atol=1e-9)
    values, vectors = numpy.linalg.eigh(products)
    assume(number < 3 or min(abs(values[-1] - values[-2]), abs(values[-2] - values[-3])) > 1e-4)
    for axis in range(2):
        theirs = vectors[:, -1 - axis] * sqrt(max(values[-1 - axis], 0))
        ours = numpy.array([point[axis] for point in scaling.points])
        assert numpy.allclose(ours, theirs, atol=1e-6) or numpy.allclose(ours, -theirs, atol=1e-6)


@given(st.integers(1, 12), st.integers(0, 10**6))
@settings(max_examples=examples(40))
def test_eigenvectors_are_what_they_are_called(number: int, seed: int) -> None:
    matrix = centred(any_distances(number, seed))
    values, vectors = eigen(matrix)
    assert values == sorted(values, reverse=True)
    assert sum(values) == pytest.approx(sum(matrix[i][i] for i in range(number)), abs=1e-9)
    for value, vector in zip(values, vectors, strict=True):
        assert sum(entry * entry for entry in vector) == pytest.approx(1)
        for row, entry in zip(matrix, vector, strict=True):
            assert sum(a * b for a, b in zip(row, vector, strict=True)) == pytest.approx(
                value * entry, abs=1e-9
            )


def test_a_triangle_worked_out_by_hand() -> None:
    # three on a line at 0, 1 and 3: about their mean -4/3, -1/3, 5/3; cubes sum to 2.22 > 0
    scaling = classical_scaling([[0, 1, 3], [1, 0, 2], [3, 2, 0]])
    assert [x for x, _ in scaling.points] == pytest.approx([-4 / 3, -1 / 3, 5 / 3])
    assert [y for _, y in scaling.points] == pytest.approx([0, 0, 0])
    assert scaling.eigenvalues == pytest.approx((42 / 9, 0, 0))
    assert scaling.shares() == pytest.approx((1, 0))


def test_an_axis_that_is_symmetric_points_to_the_first_item() -> None:
    assert [x for x, _ in classical_scaling([[0, 2], [2, 0]]).points] == pytest.approx([1, -1])


def test_nobody_apart_has_no_shares() -> None:
    scaling = classical_scaling([[0.0] * 4 for _ in range(4)])
    assert scaling.shares() is None
    assert scaling.points == ((0.0, 0.0),) * 4
    assert classical_scaling([]).points == ()


def test_what_no_space_has_counts_against_the_map() -> None:
    # three agree pairwise with a fourth that none of them agrees with each other through: 0 and 1 only
    given_ = [[0, 0, 0, 1], [0, 0, 1, 0], [0, 1, 0, 0], [1, 0, 0, 0]]
    scaling = classical_scaling(given_)
    assert min(scaling.eigenvalues) < 0
    shares = scaling.shares()
    assert shares is not None
    assert sum(shares) < 1
