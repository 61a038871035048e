"""A stance as people read it."""

from __future__ import annotations

import pytest

from positions.dataset.scale import FIVE_POINT, THREE_POINT, Scale
from positions.vocabulary import NON_POSITIONS


def test_a_label_of_a_nominal_scale_is_a_name_and_stays() -> None:
    scale = Scale.nominal(("south-east", "north"))
    assert scale.in_words("south-east") == "south-east"


@pytest.mark.parametrize("state", NON_POSITIONS)
@pytest.mark.parametrize("scale", [FIVE_POINT, Scale.nominal(("a", "b"))])
def test_a_state_is_in_words_on_every_scale(state: str, scale: Scale) -> None:
    assert scale.in_words(state) == state.replace("-", " ")


def test_levels_and_numbers_are_read_as_they_are_written() -> None:
    assert FIVE_POINT.in_words("strongly-oppose") == "strongly oppose"
    assert Scale("range", minimum=0, maximum=100, neutral=50).in_words(12.5) == "12.5"


AMOUNTS = Scale("range", minimum=0, maximum=100, neutral=50, level="interval", sided=False)


@pytest.mark.parametrize(
    ("scale", "has_sides", "is_amount"),
    [(FIVE_POINT, True, False), (Scale.nominal(("a", "b")), False, False), (AMOUNTS, False, True)],
)
def test_a_scale_has_sides_or_amounts_or_only_names(scale: Scale, has_sides: bool, is_amount: bool) -> None:
    assert (scale.has_sides, scale.is_amount) == (has_sides, is_amount)
    value = 1.0
    assert (scale.side(value) is not None) == has_sides == (scale.strength(value) is not None)


def test_a_value_is_for_neutral_or_against_and_strong_by_its_distance() -> None:
    assert [FIVE_POINT.side(value) for value in (-2.0, -1.0, 0.0, 1.0)] == [-1, -1, 0, 1]
    assert [FIVE_POINT.strength(value) for value in (-2.0, -1.0, 0.0, 1.0)] == [1, 0.5, 0, 0.5]
    uneven = Scale("levels", {"no": -1.0, "so": 0.0, "yes": 1.0, "very": 3.0}, -1.0, 3.0)
    assert [uneven.strength(value) for value in uneven.labels.values()] == [1 / 3, 0, 1 / 3, 1]
    assert (uneven.grades, FIVE_POINT.grades, AMOUNTS.grades) == (2, 2, None)
    assert Scale("levels", {"no": 0.0, "yes": 1.0}).grades == 1
    assert (uneven.range, uneven.label_of(3.0), uneven.label_of(2.0)) == (4, "very", None)


def test_three_points_reach_from_minus_one_to_one() -> None:
    assert (THREE_POINT.minimum, THREE_POINT.neutral, THREE_POINT.maximum) == (-1, 0, 1)
    assert THREE_POINT.strength(1.0) == THREE_POINT.strength(-1.0) == 1
