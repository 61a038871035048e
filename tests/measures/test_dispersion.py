"""Rice, Hix-Noury-Roland, van der Eijk's A and the weighted mean and median."""

from __future__ import annotations

import csv
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.paths import SHARED
from positions.measures.dispersion import hix_noury_roland, rice, van_der_eijk
from positions.measures.forecast import Weighed, weighted_mean, weighted_median

CASES = SHARED / "cases" / "reliability"
has_cases = pytest.mark.skipif(not CASES.is_dir(), reason="../shared with its reference figures is absent")

counts = st.integers(0, 60)
frequencies = st.lists(counts, min_size=3, max_size=7)
percent = st.integers(0, 100)
weighed = st.lists(
    st.builds(Weighed, st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.0]), percent, percent), max_size=8
)


@pytest.mark.parametrize(
    ("favour", "against", "expected"),
    [(75, 25, 0.5), (50, 50, 0.0), (3, 0, 1.0), (0, 2, 1.0), (0, 1, None), (0, 0, None)],
)
def test_rice(favour: int, against: int, expected: float | None) -> None:
    assert rice(favour, against) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((50, 0, 50), 0.25),
        ((33, 33, 33), 0.0),
        ((0, 10, 0), 1.0),
        ((9, 0, 0), 1.0),
        ((1, 0, 0), None),
        ((0, 0, 0), None),
    ],
)
def test_hix_noury_roland(options: tuple[int, int, int], expected: float | None) -> None:
    assert hix_noury_roland(*options) == expected


@pytest.mark.parametrize(
    ("vector", "expected"),
    [
        ((4, 0, 0, 0), 1.0),
        ((1, 1, 1, 1), 0.0),
        ((2, 0, 0, 2), -1.0),
        ((2, 0, 1, 1), 1 / 12),
        ((30, 40, 210, 130, 530, 50, 10), 0.6113333),
    ],
)
def test_van_der_eijk_as_published_with_agrmt(vector: tuple[int, ...], expected: float) -> None:
    assert van_der_eijk(vector) == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize("vector", [(), (3,), (3, 4), (0, 0, 0)])
def test_van_der_eijk_is_undefined_without_cases_or_below_three_categories(vector: tuple[int, ...]) -> None:
    assert van_der_eijk(vector) is None


@has_cases
def test_rice_and_hix_noury_roland_reproduce_the_reference_figures() -> None:
    with (CASES / "rice_hnr.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 8
    for row in rows:
        yes, no, abstain = int(row["yes"]), int(row["no"]), int(row["abstain"])
        expected = float(row["rice"]) if row["rice"] else None
        assert rice(yes, no) == (None if expected is None else pytest.approx(expected, abs=5e-7))
        assert hix_noury_roland(yes, abstain, no) == pytest.approx(float(row["hnr_AI"]), abs=5e-7)


@has_cases
def test_van_der_eijk_reproduces_the_reference_figures() -> None:
    with (CASES / "van_der_eijk_A.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6
    for row in rows:
        vector = [int(number) for number in row["frequency_vector"].split()]
        assert van_der_eijk(vector) == pytest.approx(float(row["A_computed"]), abs=5e-8)


def peeled(vector: list[int]) -> float:
    """Van der Eijk's A with the layers peeled off one after the other, as his article tells it."""
    left, size, total = list(vector), len(vector), 0.0
    while any(left):
        height = min(count for count in left if count)
        pattern = [int(count > 0) for count in left]
        filled = sum(pattern)
        unimodal = sum(triple in ((1, 1, 0), (0, 1, 1)) for triple in combinations(pattern, 3))
        other = sum(triple == (1, 0, 1) for triple in combinations(pattern, 3))
        u = 1.0
        if unimodal + other:
            u = ((size - 2) * unimodal - (size - 1) * other) / ((size - 2) * (unimodal + other))
        total += u * (1 - (filled - 1) / (size - 1)) * height * filled / sum(vector)
        left = [max(count - height, 0) for count in left]
    return total


@given(frequencies.filter(any))
def test_van_der_eijk_equals_the_layers_peeled_one_by_one(vector: list[int]) -> None:
    assert van_der_eijk(vector) == pytest.approx(peeled(vector), abs=1e-12)


@given(frequencies.filter(any))
def test_a_reversed_scale_changes_no_van_der_eijk_and_it_stays_within_bounds(vector: list[int]) -> None:
    a = van_der_eijk(vector)
    assert a == van_der_eijk(vector[::-1])
    assert a is not None
    assert -1 <= a <= 1


@given(counts, counts, counts)
def test_rice_and_hix_noury_roland_know_no_direction_or_unit(favour: int, neutral: int, against: int) -> None:
    assert rice(favour, against) == rice(against, favour)
    if favour + against > 1:
        assert rice(favour, against) == rice(3 * favour, 3 * against)
    index = hix_noury_roland(favour, neutral, against)
    assert index == hix_noury_roland(against, neutral, favour)
    assert index is None or 0 <= index <= 1


def test_the_weighted_mean_by_hand() -> None:
    holders = [Weighed(0, 50, 80), Weighed(100, 100, 40), Weighed(40, 20, 10)]
    assert weighted_mean(holders) == pytest.approx((0 * 4000 + 100 * 4000 + 40 * 200) / 8200)


def test_the_weighted_median_is_the_midpoint_at_exactly_half() -> None:
    assert weighted_median([Weighed(1, 10, 10), Weighed(2, 10, 10)]) == 1.5
    assert weighted_median([Weighed(1, 10, 10), Weighed(2, 10, 10.1)]) == 2
    assert weighted_median([Weighed(1, 10, 10), Weighed(1.5, 0, 90), Weighed(2, 10, 10)]) == 1.5


def test_exactly_half_is_meant_in_decimals() -> None:
    tenths = [Weighed(-1, 0.1, 1), Weighed(-1, 0.2, 1), Weighed(1, 0.3, 1)]
    assert 0.1 + 0.2 != 0.3
    assert weighted_median(tenths) == 0


@pytest.mark.parametrize("holders", [[], [Weighed(1, 0, 50)], [Weighed(1, 50, 0), Weighed(2, 0, 0)]])
def test_weighted_measures_are_undefined_where_nothing_weighs(holders: list[Weighed]) -> None:
    assert weighted_mean(holders) is None
    assert weighted_median(holders) is None


@given(weighed)
def test_a_reversed_scale_reverses_the_weighted_measures(holders: list[Weighed]) -> None:
    mirrored = [Weighed(-holder.value, holder.influence, holder.salience) for holder in holders]
    for measure in (weighted_mean, weighted_median):
        value, reversed_value = measure(holders), measure(mirrored)
        assert (value is None) == (reversed_value is None)
        if value is not None and reversed_value is not None:
            assert value == -reversed_value
            assert min(holder.value for holder in holders) <= value <= max(holder.value for holder in holders)


@given(weighed)
def test_at_most_half_of_the_weight_lies_on_either_side_of_the_weighted_median(
    holders: list[Weighed],
) -> None:
    middle = weighted_median(holders)
    if middle is not None:
        half = sum(holder.weight for holder in holders) / 2
        assert sum(holder.weight for holder in holders if holder.value < middle) <= half
        assert sum(holder.weight for holder in holders if holder.value > middle) <= half


@given(st.lists(st.sampled_from([-1.0, 0.0, 1.0]), min_size=1, max_size=9))
def test_equal_weights_give_the_plain_mean_and_median(values: list[float]) -> None:
    holders = [Weighed(value, 50, 50) for value in values]
    ordered = sorted(values)
    middle = (ordered[(len(values) - 1) // 2] + ordered[len(values) // 2]) / 2
    assert weighted_median(holders) == middle
    assert weighted_mean(holders) == pytest.approx(sum(values) / len(values))
