"""Texts that differ are shown so that they look different, however long they are."""

from __future__ import annotations

import os

from hypothesis import given, settings
from hypothesis import strategies as st

from positions.exchange.coding_sheet.cell_text import clash_text, told_apart

EXAMPLES = int(os.environ.get("POSITIONS_TEXT_EXAMPLES", "50"))
LONG = "they said that " * 9


@given(st.lists(st.lists(st.sampled_from(["ab" * 30, "c", "d" * 45, " ", "\n"]), max_size=4), max_size=3))
@settings(max_examples=EXAMPLES)
def test_texts_that_differ_look_different(pieces: list[list[str]]) -> None:
    texts = ["".join(piece) for piece in pieces]
    shown = told_apart(*texts)
    assert len(set(shown)) == len(set(texts))
    assert all(len(one) <= 150 for one in shown)


def test_a_conflict_shows_where_long_texts_differ() -> None:
    said = clash_text("Note", f"{LONG}yes", f"{LONG}no", f"{LONG}yes, twice")
    assert said == "Note (was '…said that yes', now '…said that no', here '…said that yes, twice')"
    assert clash_text("Note", "a", "b", LONG).endswith("here 'they said that they said that they said …')")
