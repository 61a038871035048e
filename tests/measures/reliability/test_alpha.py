"""Krippendorff's alpha: published examples, the definition as plain loops, and properties."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.measures.reliability.alpha import agreeing_pairs, alpha, alpha_of, patterns_of
from positions.measures.reliability.bootstrap import Interval, bootstrap, bootstrap_groups
from positions.vocabulary import ScaleLevel

METRICS: tuple[ScaleLevel, ...] = get_args(ScaleLevel)

Units = list[tuple[float | None, ...]]

codings = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.tuples(*[st.sampled_from([None, -2.0, -1.0, 0.0, 1.0, 2.0])] * coders), max_size=10
    )
)
metrics = st.sampled_from(METRICS)


def share_of_pairs(units: Sequence[Sequence[float | None]]) -> float | None:
    same, pairs = agreeing_pairs(units)
    return same / pairs if pairs else None


def by_definition(units: Sequence[Sequence[float | None]], metric: ScaleLevel) -> float | None:
    """Alpha by loops over every pair of codings, within units and over all, as Krippendorff defines it."""
    kept = [[value for value in unit if value is not None] for unit in units]
    kept = [unit for unit in kept if len(unit) > 1]
    everything = [value for unit in kept for value in unit]

    def squared(left: float, right: float) -> float:
        if metric == "nominal":
            return float(left != right)
        if metric == "interval":
            return (left - right) ** 2
        low, high = min(left, right), max(left, right)
        between = sum(low <= value <= high for value in everything)
        return (between - (everything.count(left) + everything.count(right)) / 2) ** 2

    n = len(everything)
    expected = sum(squared(left, right) for left, right in permutations(everything, 2))
    if expected == 0:
        return None
    observed = sum(
        squared(left, right) / (len(unit) - 1) for unit in kept for left, right in permutations(unit, 2)
    )
    return 1 - (observed / n) / (expected / (n * (n - 1)))


# Four coders, twelve units: the data of Krippendorff's "Computing Krippendorff's Alpha-Reliability" (2011),
# as R's package irr has them, with alpha 0.743 (nominal), 0.815 (ordinal) and 0.849 (interval).
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, None],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


@pytest.mark.parametrize(
    ("metric", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_alpha_of_the_published_example(metric: ScaleLevel, expected: float) -> None:
    units = list(zip(*PUBLISHED, strict=True))
    found = alpha(units, metric)
    assert found is not None
    assert round(found, 3) == expected


@given(codings, metrics)
def test_alpha_equals_its_definition(units: Units, metric: ScaleLevel) -> None:
    expected = by_definition(units, metric)
    assert alpha(units, metric) == (None if expected is None else pytest.approx(expected, abs=1e-9))


@given(codings.flatmap(lambda units: st.tuples(st.just(units), st.permutations(units))), metrics)
def test_the_order_of_units_does_not_matter(orders: tuple[Units, Units], metric: ScaleLevel) -> None:
    assert alpha(orders[0], metric) == alpha(orders[1], metric)
    assert share_of_pairs(orders[0]) == share_of_pairs(orders[1])


@given(codings, metrics)
def test_the_order_of_coders_does_not_matter(units: Units, metric: ScaleLevel) -> None:
    swapped = [unit[::-1] for unit in units]
    assert alpha(units, metric) == alpha(swapped, metric)
    assert share_of_pairs(units) == share_of_pairs(swapped)


@given(codings, metrics)
def test_a_reversed_scale_changes_nothing(units: Units, metric: ScaleLevel) -> None:
    mirrored = [tuple(None if value is None else -value for value in unit) for unit in units]
    before, after = alpha(units, metric), alpha(mirrored, metric)
    assert after == (None if before is None else pytest.approx(before, abs=1e-9))


@given(st.lists(st.sampled_from([-1.0, 0.0, 1.0]), min_size=2, max_size=9), metrics)
def test_perfect_agreement_is_one_unless_nothing_varies(values: list[float], metric: ScaleLevel) -> None:
    units = [(value, value, value) for value in values]
    assert alpha(units, metric) == (1 if len(set(values)) > 1 else None)
    assert share_of_pairs(units) == 1


@given(codings, metrics)
def test_alpha_never_passes_one(units: Units, metric: ScaleLevel) -> None:
    found = alpha(units, metric)
    assert found is None or found <= 1


@given(codings, metrics)
def test_units_that_one_coder_alone_has_coded_do_not_count(units: Units, metric: ScaleLevel) -> None:
    lone: Units = [(1.0, None), (None, -2.0), (None, None)]
    assert alpha([*units, *lone], metric) == alpha(units, metric)


@given(codings)
def test_two_values_are_the_same_on_every_metric(units: Units) -> None:
    coarse = [tuple(None if value is None else float(value > 0) for value in unit) for unit in units]
    first, second, third = (alpha(coarse, metric) for metric in METRICS)
    assert (first is None) == (second is None) == (third is None)
    if first is not None:
        assert second == pytest.approx(first)
        assert third == pytest.approx(first)


@pytest.mark.parametrize("units", [[], [(None, None)], [(1.0, None)], [(1.0, 1.0)], [(0.0, 1e-200)]])
@pytest.mark.parametrize("metric", ["ordinal", "interval"])
def test_alpha_is_undefined_where_nothing_varies_or_pairs(units: Units, metric: ScaleLevel) -> None:
    if units == [(0.0, 1e-200)] and metric == "ordinal":
        assert alpha(units, metric) == 0
    else:
        assert alpha(units, metric) is None


def test_percent_agreement_counts_pairs_of_coders() -> None:
    assert share_of_pairs([(1, 1, 2), (1, 1, None), (None, 3, None)]) == 2 / 4
    assert share_of_pairs([(1, None)]) is None


def test_the_interval_encloses_alpha_and_is_the_same_in_any_order() -> None:
    patterns = patterns_of(list(zip(*PUBLISHED, strict=True)))
    found = bootstrap(patterns, lambda counts: alpha_of(counts, "ordinal"))
    again = bootstrap(patterns[::-1], lambda counts: alpha_of(counts, "ordinal"))
    assert found == again
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.815 < found.high <= 1
    assert found.undefined == 0


def test_the_interval_over_documents_is_the_same_in_any_order_of_documents_and_units() -> None:
    patterns = patterns_of(list(zip(*PUBLISHED, strict=True)))
    documents = [patterns[start : start + 3] for start in range(0, len(patterns), 3)]

    def intervals(groups: list[list[tuple[tuple[float, int], ...]]]) -> list[Interval]:
        counted = [Counter(group) for group in groups]
        return bootstrap_groups(counted, lambda counts: [alpha_of(counts, "ordinal")], resamples=200)

    assert intervals([group[::-1] for group in documents[::-1]]) == intervals(documents)
    (of_units,) = intervals([[pattern] for pattern in patterns])
    assert of_units == bootstrap(patterns, lambda counts: alpha_of(counts, "ordinal"), resamples=200)


def test_resamples_on_which_nothing_varies_are_dropped_and_counted() -> None:
    patterns = patterns_of([(1, 1), (1, 1), (1, 2)])
    found = bootstrap(patterns, lambda counts: alpha_of(counts, "nominal"))
    assert 0.25 < found.undefined / 1000 < 0.34  # (2/3)^3 of the resamples hold no unit that varies
    nothing = bootstrap(patterns_of([(1, 1), (1, 1)]), lambda counts: alpha_of(counts, "nominal"))
    assert (nothing.low, nothing.high, nothing.undefined) == (None, None, 1000)


def test_the_percentiles_of_a_known_statistic() -> None:
    draws = iter(range(1001))
    found = bootstrap([((1.0, 2),)], lambda counts: float(next(draws)), resamples=1001)
    assert found.low == pytest.approx(25)
    assert found.high == pytest.approx(975)


def test_each_resample_has_as_many_units_as_there_are() -> None:
    sizes: Counter[int] = Counter()
    patterns = patterns_of([(1, 1), (1, 2), (2, 2), (2, 1)])

    def statistic(counts: Counter[tuple[tuple[float, int], ...]]) -> float | None:
        sizes[counts.total()] += 1
        return None

    bootstrap(patterns, statistic, resamples=50)
    assert sizes == {4: 50}


@pytest.mark.parametrize("name", ["krippendorff_C_data_4x12", "krippendorff_wikipedia_3x15"])
@pytest.mark.parametrize("metric", METRICS)
def test_alpha_reproduces_the_reference_figures(shared: Path, name: str, metric: ScaleLevel) -> None:
    folder = shared / "cases" / "reliability"
    with (folder / f"{name}.csv").open(newline="") as file:
        coders = [[float(cell) if cell else None for cell in row[1:]] for row in list(csv.reader(file))[1:]]
    with (folder / "krippendorff_expected.csv").open(newline="") as file:
        (row,) = [row for row in csv.DictReader(file) if (row["dataset"], row["level"]) == (name, metric)]
    found = alpha(list(zip(*coders, strict=True)), metric)
    assert found == pytest.approx(float(row["alpha_from_pypi_krippendorff_0.9.0"]), abs=5e-7)
    if row["expected_3dp"]:
        assert found == pytest.approx(float(row["expected_3dp"]), abs=5e-4)


@given(codings)
def test_alpha_equals_the_package_krippendorff_where_that_is_installed(units: Units) -> None:
    package = pytest.importorskip("krippendorff", reason="the package krippendorff (GPL) is not a dependency")
    if len({value for unit in units for value in unit if value is not None}) < 2:
        return
    coders = [
        [float("nan") if value is None else value for value in coder] for coder in zip(*units, strict=True)
    ]
    for metric in METRICS:
        found = alpha(units, metric)
        if found is not None:
            assert found == pytest.approx(package.alpha(coders, level_of_measurement=metric), abs=1e-9)
