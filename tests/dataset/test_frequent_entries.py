"""The majority and the mean of a cell's statements, against plain loops."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import positions
from helpers.examples import examples
from positions.dataset.entries import frequency, majority, mean
from positions.dataset.models import Evidence, Position
from positions.dataset.scale import FIVE_POINT, Scale
from positions.problems import UsageError
from positions.selection import Selection
from positions.vocabulary import NON_POSITIONS

entries = st.lists(
    st.builds(
        lambda stance, times: Position(stance=stance, evidence=(Evidence(quote="q"),) * times),
        st.sampled_from([*FIVE_POINT.labels, *NON_POSITIONS]),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=examples(40))
@given(entries)
def test_the_majority_is_the_largest_sides_most_frequent_value(cell: list[Position]) -> None:
    values = [
        FIVE_POINT.labels[str(entry.stance)]
        for entry in cell
        for _ in range(max(1, len(entry.evidence)))
        if entry.stance in FIVE_POINT.labels
    ]
    reading, average = majority(cell, {}, FIVE_POINT), mean(cell, {}, FIVE_POINT)
    if not values:
        assert reading.stance in NON_POSITIONS
        assert average.stance in NON_POSITIONS
        return
    assert average.stance == pytest.approx(sum(values) / len(values), abs=1e-9)
    sides = Counter((value > 0) - (value < 0) for value in values)
    if list(sides.values()).count(max(sides.values())) > 1:
        assert reading.stance == "mixed"
        return
    (side, _), *_ = sides.most_common(1)
    inside = Counter(value for value in values if (value > 0) - (value < 0) == side)
    wanted = min(
        (value for value in inside if inside[value] == max(inside.values())), key=lambda value: abs(value)
    )
    assert FIVE_POINT.labels[str(reading.stance)] == wanted
    if len(cell) > 1:
        assert frequency(cell, FIVE_POINT) == (sides[1], sides[-1], sides[0])


def test_on_a_nominal_scale_the_most_frequent_label_counts() -> None:
    scale = Scale.nominal(("red", "blue"))
    cell = [Position(stance=word) for word in ("red", "blue", "blue")]
    assert majority(cell, {}, scale).stance == "blue"
    assert majority(cell[:2], {}, scale).stance == "mixed"
    assert frequency(cell, scale) is None


TEXT = b"""format: 1
title: T
issues: {tax: {title: Tax}}
stakeholders:
  a:
    name: A
    positions:
      tax:
        - {stance: support, date: 2016}
        - {stance: strongly-support, date: 2017}
        - {stance: support, date: 2018}
        - {stance: support, date: 2019}
        - {stance: oppose, date: 2020}
  b: {name: B, positions: {tax: support}}
"""


def test_four_times_for_and_once_against_is_not_against() -> None:
    said = {
        rule: positions.load(TEXT, entries=rule).grid.value(0, 0)
        for rule in ("latest", "window", "majority", "mean")
    }
    assert said == {"latest": -1, "window": None, "majority": 1, "mean": pytest.approx(0.8)}
    assert positions.load(TEXT, as_of="2017", entries="mean").grid.value(0, 0) == 1.5
    assert positions.load(TEXT, since="2018", entries="majority").grid.value(0, 0) == 1
    pair = positions.compare(TEXT, "a", "b", entries="majority").rows("pairs")[0]
    assert pair["agreement"] == 1
    (row,) = positions.show(TEXT, "a").rows("profile")
    assert row["stance"]["frequency"] == "4:1"


def test_a_mean_of_names_is_refused() -> None:
    nominal = TEXT.replace(b"title: T\n", b"title: T\nscale: nominal\n")
    with pytest.raises(UsageError, match="no mean"):
        positions.load(nominal, Selection(entries="mean"))
