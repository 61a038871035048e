"""Texts that differ are shown so that they look different, however long they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.exchange.coding_sheet.cell_text import Kind, canonical, clash_text, told_apart

LONG = "they said that " * 9


@given(st.lists(st.lists(st.sampled_from(["ab" * 30, "c", "d" * 45, " ", "\n"]), max_size=4), max_size=3))
@settings(max_examples=examples(150))
def test_texts_that_differ_look_different(pieces: list[list[str]]) -> None:
    texts = ["".join(piece) for piece in pieces]
    shown = told_apart(*texts)
    assert len(set(shown)) == len(set(texts))
    assert all(len(one) <= 150 for one in shown)


def test_a_conflict_shows_where_long_texts_differ() -> None:
    said = clash_text("Note", f"{LONG}yes", f"{LONG}no", f"{LONG}yes, twice")
    assert said == "Note (was '…said that yes', now '…said that no', here '…said that yes, twice')"
    assert clash_text("Note", "a", "b", LONG).endswith("here 'they said that they said that they said …')")


@pytest.mark.parametrize(
    ("kind", "text", "form"),
    [
        *(("flag", text, "yes") for text in ("yes", "Y", " x ", "TRUE", "1")),
        *(("flag", text, "") for text in ("", "No", "n", "FALSE", "0", " ")),
        ("flag", "perhaps", "perhaps"),
        ("number", "80,5", "80.5"),
        ("number", "x", "x"),
        ("quotation", " no\r\n  more ", "no more"),
        ("word", "Strongly Support", "strongly-support"),
        ("text", "a\r\nb", "a\nb"),
    ],
)
def test_ways_of_writing_one_thing_are_one_text(kind: Kind, text: str, form: str) -> None:
    assert canonical(kind, text) == form
