"""The majority and the mean of a cell's statements, against plain loops."""

from __future__ import annotations

from collections import Counter
from typing import Any

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


OF_ONE: dict[str, list[Any]] = {
    "date": ["2020", "2021"],
    "condition": ["c", {"text": "d", "needs": {"y": "for"}}],
    "acceptable": [{"min": 0, "max": 20}, {"min": 50}],
    "note": ["n", "m"],
    "coder": ["A", "B"],
    "status": ["draft", "reviewed"],
    "reviewed_by": ["A", "B"],
    "reviewed_on": ["2020", "2021"],
    "correction": [{"date": "2021", "from": 10}, {"date": "2022", "from": 20}],
    "attributes": [{"venue": "x"}, {"venue": "y"}],
}
"""What an entry says beside its stance, with two values: none of it is true of a mean."""

OTHERS = {"stance", "salience", "confidence", "private", "evidence"}


def test_no_field_is_forgotten() -> None:
    assert set(Position.model_fields) == OF_ONE.keys() | OTHERS


@settings(max_examples=examples(60))
@given(
    st.lists(
        st.fixed_dictionaries({name: st.sampled_from(two) for name, two in OF_ONE.items()}),
        min_size=2,
        max_size=3,
    ),
    st.data(),
)
def test_a_mean_says_nothing_that_only_one_of_its_entries_says(
    said: list[dict[str, object]], data: st.DataObject
) -> None:
    scale = Scale("range", {}, 0.0, 100.0, 50.0, "interval", sided=False)
    stances = data.draw(st.lists(st.integers(20, 60), min_size=len(said), max_size=len(said)))
    given_ = data.draw(
        st.lists(st.sampled_from([None, "low", "high"]), min_size=len(said), max_size=len(said))
    )
    cell = [
        Position.model_validate(
            {"stance": stance, "confidence": word, "evidence": [{"quote": str(at)}], **one}
        )
        for at, (stance, word, one) in enumerate(zip(stances, given_, said, strict=True))
    ]
    reading = mean(cell, {}, scale)
    for name in OF_ONE.keys() - {"correction"}:
        held = {repr(getattr(entry, name)) for entry in cell}
        alone = getattr(cell[0], name) if len(held) == 1 else Position.model_fields[name].get_default()
        assert getattr(reading.entry, name) == alone, name
    assert reading.entry.correction is None
    assert reading.entry.stance == reading.stance
    assert [item.quote for item in reading.entry.evidence] == [str(at) for at in range(len(cell))]
    assert reading.entry.confidence == (None if None in given_ else "low" if "low" in given_ else "high")
    assert reading.both_sides == tuple(cell)


def test_a_mean_is_shown_with_what_all_its_entries_rest_on() -> None:
    text = b"""format: 1
title: T
issues: {q: {title: Q, scale: {min: 0, max: 100, neutral: none}, unit: t}}
sources: {s: {title: S, date: 2020-01-02}}
stakeholders:
  a:
    name: A
    positions:
      q:
        - {stance: 0, date: 2020, evidence: [{source: s, quote: none at all}]}
        - stance: 20
          date: 2021
          acceptable: {min: 10, max: 50}
          condition: if paid
          correction: {date: 2022, from: 90}
          evidence: [{source: s, quote: a few}]
  b: {name: B, positions: {q: 10}}
"""
    told = str(positions.show(text, "a", entries="mean").rows("profile")[0])
    assert "10" in told
    for alone in ("acc", "50", "if paid", "90", "2021"):
        assert alone not in told.replace("'accepts': None", ""), alone
    for words in ("none at all", "a few", "20 t"):
        assert words in told
