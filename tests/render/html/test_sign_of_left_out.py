"""The page's legend tells both things that the sign ○ stands for."""

from __future__ import annotations

from positions.render.common.marks import Legend
from positions.render.html.page import with_filtered


def test_the_sign_of_what_is_withheld_stands_for_what_the_filters_leave_out_too() -> None:
    plain = Legend("+", "support")
    assert with_filtered([plain, Legend("○", "withheld")]) == [
        plain,
        Legend("○", "withheld, or left out by a filter"),
    ]
