"""Forecasts: what they fall on, by how much, and who alone would flip them, against plain loops."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.grids import NOMINAL, RANGE, UNEVEN
from positions.dataset.scale import FIVE_POINT, Scale
from positions.measures.forecast import Weighed, forecasts, weighted_mean, weighted_median

percent = st.integers(0, 4).map(lambda number: number * 25.0)


def plain_mean(holders: Iterable[Weighed]) -> float | None:
    weighed = [(Fraction(holder.value), holder.weight) for holder in holders]
    total = sum((weight for _, weight in weighed), Fraction(0))
    return float(sum((value * weight for value, weight in weighed), Fraction(0)) / total) if total else None


def plain_median(holders: Iterable[Weighed]) -> float | None:
    weights: dict[float, Fraction] = {}
    for holder in holders:
        if holder.weight:
            weights[holder.value] = weights.get(holder.value, Fraction(0)) + holder.weight
    half = sum(weights.values(), Fraction(0)) / 2
    passed = Fraction(0)
    values = sorted(weights)
    for index, value in enumerate(values):
        passed += weights[value]
        if passed == half:
            return (value + values[index + 1]) / 2
        if passed > half:
            return value
    return None


@st.composite
def weighed(draw: st.DrawFn) -> tuple[Scale, list[Weighed]]:
    scale = draw(st.sampled_from((FIVE_POINT, UNEVEN, RANGE)))
    values = st.sampled_from(sorted(scale.labels.values()) or [0.0, 12.5, 30.0, 55.0, 100.0])
    rows = draw(st.lists(st.tuples(values, percent, percent), max_size=7))
    return scale, [Weighed(*row, actor) for actor, row in enumerate(rows)]


def side(scale: Scale, value: float | None) -> int | None:
    return None if value is None else scale.side(round(value, 9))


@given(weighed())
def test_values_and_who_flips_them_are_those_of_a_plain_loop(case: tuple[Scale, list[Weighed]]) -> None:
    scale, holders = case
    found = forecasts(scale, holders)
    mean, median = plain_mean(holders), plain_median(holders)
    assert bool(found) == (mean is not None)
    assert weighted_mean(holders) == (None if mean is None else pytest.approx(mean))
    assert weighted_median(holders) == (None if median is None else pytest.approx(median))
    for forecast, plain, value in zip(found, (plain_mean, plain_median), (mean, median), strict=False):
        assert forecast.value == pytest.approx(value)
        assert forecast.side == side(scale, value)
        flips = [
            actor
            for actor in range(len(holders))
            if side(scale, plain([*holders[:actor], *holders[actor + 1 :]])) != side(scale, value)
        ]
        assert list(forecast.flipped_by) == flips


@given(weighed())
def test_a_value_does_not_leave_its_level_within_its_margin(case: tuple[Scale, list[Weighed]]) -> None:
    scale, holders = case
    for forecast in forecasts(scale, holders):
        assert forecast.margin is not None
        if scale.is_range:
            assert forecast.level is None
            assert forecast.margin == pytest.approx(abs(forecast.value - scale.neutral))
            continue
        distances = sorted((abs(value - forecast.value), label) for label, value in scale.labels.items())
        if forecast.level is None:
            assert distances[0][0] == pytest.approx(distances[1][0])
            continue
        assert forecast.level == distances[0][1]
        for step in (-0.999, 0.999):
            moved = forecast.value + step * forecast.margin
            nearest = min(scale.labels, key=lambda label: abs(scale.labels[label] - moved))
            assert nearest == forecast.level


@given(weighed())
def test_the_spare_weight_is_what_the_heavier_side_lacks_to_half(case: tuple[Scale, list[Weighed]]) -> None:
    scale, holders = case
    for forecast in forecasts(scale, holders)[1:]:
        total = sum((one.weight for one in holders), Fraction(0))
        below = sum((one.weight for one in holders if one.value < forecast.value), Fraction(0))
        above = sum((one.weight for one in holders if one.value > forecast.value), Fraction(0))
        assert forecast.spare == pytest.approx(float(Fraction(1, 2) - max(below, above) / total))


def test_a_mean_and_a_median_on_opposite_sides() -> None:
    rows = [(-1.0, 60.0), (-1.0, 45.0), (2.0, 50.0), (0.0, 10.0)]
    holders = [Weighed(value, weight, 100.0, actor) for actor, (value, weight) in enumerate(rows)]
    mean, median = forecasts(FIVE_POINT, holders)
    assert (mean.side, median.side) == (-1, -1)
    holders[1] = Weighed(-1.0, 30.0, 100.0, 1)
    mean, median = forecasts(FIVE_POINT, holders)
    assert (mean.side, median.side) == (1, -1)
    assert mean.level == "neutral"
    assert mean.flipped_by == (2,)
    assert median.flipped_by == (0,)


def test_who_holds_all_the_weight_leaves_no_forecast() -> None:
    mean, median = forecasts(FIVE_POINT, [Weighed(1.0, 50, 50, 3)])
    assert mean.flipped_by == median.flipped_by == (3,)
    assert forecasts(FIVE_POINT, [Weighed(1.0, 0, 50, 3)]) == ()
    assert forecasts(NOMINAL, [Weighed(1.0, 50, 50, 3)]) == ()
