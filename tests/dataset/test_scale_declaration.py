"""Scales of very large numbers: refused with a sentence, or compared as any other."""

from __future__ import annotations

import pytest

from helpers.studies import study
from positions.dataset.scale import Scale
from positions.dataset.scale_declaration import parse_scale
from positions.measures.pairs.results import Comparison
from positions.measures.reliability.codings import Code, with_states
from positions.reports.compare.report import compare
from positions.vocabulary import MEASURES, STATES


@pytest.mark.parametrize(
    "scale",
    [
        {"min": -1e308, "max": 1e308},
        {"min": 0, "max": 1e101},
        {"levels": {"against": -1e200, "for": 1}},
    ],
)
def test_numbers_too_large_for_squares_are_refused(scale: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must lie between -1e\\+100 and 1e\\+100"):
        parse_scale(scale)


def test_very_large_numbers_are_compared_by_every_measure() -> None:
    rows = {"A": "1e100 -1e100 1e99", "B": "-1e100 -1e100 1e100"}
    for measure in MEASURES:
        report = compare(
            study(3, rows, "{min: -1e100, max: 1e100}"), Comparison(measure=measure, bounds=True)
        )
        assert report.summary


@pytest.mark.parametrize("maximum", [1.0, 1e17, 1e100])
def test_states_differ_from_each_other_and_from_every_value(maximum: float) -> None:
    scale = Scale("range", {}, 0.0, maximum, maximum / 2, "interval")
    codes = [Code("position", maximum), *(Code(state) for state in STATES if state != "position")]
    numbers = [with_states(code, scale) for code in codes]
    assert len(set(numbers)) == len(codes)
    assert all(number is not None and number > maximum for number in numbers[1:])


def test_levels_are_bounded_by_their_own_numbers() -> None:
    scale = parse_scale({"levels": {"much": 3, "none": -1, "some": 1}})
    assert (scale.minimum, scale.neutral, scale.maximum) == (-1, 1, 3)
    assert list(scale.labels) == ["none", "some", "much"]
    assert (scale.level, parse_scale({"min": 0, "max": 1}).level) == ("ordinal", "interval")


def test_the_first_of_several_wrong_keys_is_named() -> None:
    with pytest.raises(ValueError, match="no key 'abc'"):
        parse_scale({"xyz": 1, "levels": {}, "abc": 2, "mno": 3})


@pytest.mark.parametrize("label", ["1", "-2.5", "1e3"])
def test_a_number_is_no_label(label: str) -> None:
    with pytest.raises(ValueError, match="a label is a word"):
        parse_scale({"levels": {label: 1, "b": 2}})


@pytest.mark.parametrize(
    "value", [{"levels": {"a": 1, "b": 2}, "min": 0}, {"min": 0}, {"levels": {"a": 1}}, {"min": 1, "max": 1}]
)
def test_half_a_scale_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"a scale of your own|at least two labels|must be smaller"):
        parse_scale(value)


def test_a_key_with_nothing_after_it_is_absent() -> None:
    for given in ({"min": 0, "max": 10}, {"levels": {"no": -1, "yes": 1}}):
        assert parse_scale({**given, "neutral": None, "level": None}) == parse_scale(given)
    with pytest.raises(ValueError, match="must be a number"):
        parse_scale({"min": None, "max": 10})
