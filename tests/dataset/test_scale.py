"""A stance as people read it."""

from __future__ import annotations

import pytest

from positions.dataset.scale import FIVE_POINT, Scale
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
