"""Lists of names: of many the first are shown, and how many more there are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.paths import SOURCE
from positions.suggest import first_of, hint_for

NAMES = st.lists(st.text("abc", min_size=1, max_size=3), max_size=30)


@given(NAMES, st.integers(1, 12))
def test_what_is_shown_and_what_is_counted_are_all(names: list[str], most: int) -> None:
    text = first_of(names, most)
    found = re.search(r" and ([\d,]+) more$", text)
    rest = int(found[1].replace(",", "")) if found else 0
    shown = text[: found.start()] if found else text
    assert shown.split(", ") == names[:most] if names else shown == ""
    assert len(names[:most]) + rest == len(names)


def test_a_hint_counts_the_words_that_it_leaves_out() -> None:
    hint = hint_for("zzz", [f"word-{number}" for number in range(15)], "words")
    assert hint.endswith("word-11 and 3 more")


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.stem)
def test_no_list_of_the_program_ends_in_dots(path: object) -> None:
    assert not re.search(r'", \.\.\."|\' \.\.\.\'|" \.\.\." if', path.read_text("utf-8"))  # type: ignore[attr-defined]  # a Path
