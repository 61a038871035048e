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
