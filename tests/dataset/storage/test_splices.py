"""Splices are taken back, however many were made one after the other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.dataset.storage.splices import Splice, reversing, spliced


@st.composite
def series(draw: st.DrawFn) -> tuple[str, list[list[Splice]]]:
    text = first = draw(st.text("abc\n", max_size=30))
    sets = []
    for _ in range(draw(st.integers(0, 4))):
        places = st.integers(0, len(text))
        bounds = sorted(draw(st.lists(places, max_size=6)))
        pairs = zip(bounds[::2], bounds[1::2], strict=False)
        splices = [Splice(start, end, draw(st.text("XYZ", max_size=4))) for start, end in pairs]
        sets.append(splices)
        text = spliced(text, splices)
    return first, sets


@given(series())
def test_a_series_is_taken_back(made: tuple[str, list[list[Splice]]]) -> None:
    first, sets = made
    after = first
    for splices in sets:
        after = spliced(after, splices)
    back = reversing(first, sets)
    assert spliced(after, back) == first
    assert all(one.end < other.start for one, other in pairwise(back))


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        spliced("abc", [Splice(0, 2, ""), Splice(1, 3, "")])
    with pytest.raises(ValueError, match="outside"):
        spliced("abc", [Splice(0, 4, "")])
