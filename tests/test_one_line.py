"""Names that are written from right to left keep their place, whatever stands around them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from positions.one_line import FIRST_STRONG_ISOLATE, POP_ISOLATE, is_leftward, isolated

PIECES = st.sampled_from(
    ["LGA", "الوزارة", "חוק", "12", ", ", " and ", "(", ")", ": ", "国", " ", "%·6", "أسماء"]
)


@given(st.lists(PIECES, max_size=9).map("".join))
@settings(max_examples=50)
def test_marks_are_paired_and_nothing_else_changes(text: str) -> None:
    marked = isolated(text)
    assert marked.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "") == text
    inside = False
    for letter in marked:
        if letter in (FIRST_STRONG_ISOLATE, POP_ISOLATE):
            assert inside == (letter == POP_ISOLATE)
            inside = not inside
        elif is_leftward(letter):
            assert inside, "a letter from right to left stands outside of the marks"
        elif letter.isascii() and letter.isalpha():
            assert not inside, "a letter from left to right stands between the marks"
    assert not inside
    assert is_leftward(text) == (marked != text)


def test_names_beside_each_other_are_marked_apart() -> None:
    assert isolated("الوزارة, أسماء: 12 actors") == "\u2068الوزارة\u2069, \u2068أسماء\u2069: 12 actors"
    assert isolated("اتحاد (الفرع الشمالي)") == "\u2068اتحاد (الفرع الشمالي)\u2069"
    assert isolated("Ministry (الوزارة)") == "Ministry (\u2068الوزارة\u2069)"
