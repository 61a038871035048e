"""Where a statement stands in its source, and how much two of them share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.dataset.coders.spans import Span, locator_span, overlap

spans = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda ends: (min(ends), max(ends) + 1))


@given(spans, spans)
def test_an_overlap_is_the_number_of_characters_in_both(one: Span, other: Span) -> None:
    assert overlap(one, other) == len(set(range(*one)) & set(range(*other)))
    assert overlap(one, None) == overlap(None, other) == 0


@pytest.mark.parametrize(
    ("locator", "span"),
    [
        ("characters 10 to 50", (10, 50)),
        (" characters 0 to 1 ", (0, 1)),
        ("characters 50 to 50", None),
        ("characters 50 to 10", None),
        ("page 3", None),
        ("", None),
        (None, None),
    ],
)
def test_a_locator_names_characters(locator: str | None, span: Span | None) -> None:
    assert locator_span(locator) == span
