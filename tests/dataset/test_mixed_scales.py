"""Several scales laid on one: a stance keeps its share of its own scale."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.grids import RANGE, SIDED
from positions.dataset.mixed_scales import from_common, to_common
from positions.dataset.scale import FIVE_POINT, Scale

PLACES = [(FIVE_POINT, 2.0, 5.0), (FIVE_POINT, -1.0, -2.5), (RANGE, 30.0, 0.0), (RANGE, 80.0, 5.0)]


@pytest.mark.parametrize(("scale", "value", "common"), PLACES)
def test_a_value_keeps_its_share_of_its_scale(scale: Scale, value: float, common: float) -> None:
    assert to_common(scale, value, 10.0) == common
    assert from_common(scale, common, 10.0) == value


@given(st.sampled_from(SIDED), st.integers(-8, 8), st.sampled_from([1.0, 4.0, 10.0]))
def test_a_value_comes_back_from_the_common_scale(scale: Scale, eighths: int, span: float) -> None:
    value = scale.neutral + eighths * scale.range / 8
    assert from_common(scale, to_common(scale, value, span), span) == pytest.approx(value)
