"""Values that only the team may see: what they are equal to, and what takes their place."""

from __future__ import annotations

import pytest

from positions.dataset.private_values import PrivateNumber, PrivateText, still_private


def test_a_private_value_equals_none_but_the_same_that_is_private() -> None:
    assert PrivateText("x") == PrivateText("x")
    assert (PrivateText("x") != PrivateText("x")) is False
    assert PrivateText("x") != PrivateText("y")
    assert PrivateText("x") != "x"
    assert (PrivateText("x") == "x") is False
    assert PrivateNumber(2) == PrivateNumber(2)
    assert PrivateNumber(2) != 2
    assert len({PrivateText("x"), PrivateText("x"), "x"}) == 2


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (PrivateText("x"), "y", PrivateText),
        (PrivateNumber(1), 2.5, PrivateNumber),
        (PrivateNumber(1), "y", str),
        (PrivateText("x"), 2.5, float),
        ("x", "y", str),
        (1.0, 2.5, float),
    ],
)
def test_what_takes_the_place_of_a_private_value_is_private(before: object, now: object, kind: type) -> None:
    found = still_private(before, now)
    assert type(found) is kind
    assert str(found) == str(now)
